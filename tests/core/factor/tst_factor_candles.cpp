// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/oracle.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

/// What TA-Lib 0.6 (C, default settings) finds in the series below: rising and falling hits, and all places with their
/// values in one number: h ← 31h + 7·index + value for every hit.
struct Expected {
  const char* name;
  int rising;
  int falling;
  std::uint32_t places;
};

constexpr std::array kExpected{
    Expected{"CDL2CROWS", 0, 21, 2883674710U},
    Expected{"CDL3BLACKCROWS", 0, 20, 1149195901U},
    Expected{"CDL3INSIDE", 246, 255, 2093599453U},
    Expected{"CDL3LINESTRIKE", 16, 34, 1842312805U},
    Expected{"CDL3OUTSIDE", 539, 532, 619561288U},
    Expected{"CDL3STARSINSOUTH", 2, 0, 940248U},
    Expected{"CDL3WHITESOLDIERS", 109, 0, 119792024U},
    Expected{"CDLABANDONEDBABY", 25, 15, 2441147494U},
    Expected{"CDLADVANCEBLOCK", 0, 242, 2373810254U},
    Expected{"CDLBELTHOLD", 4232, 4136, 3285244679U},
    Expected{"CDLBREAKAWAY", 3, 1, 1135166357U},
    Expected{"CDLCLOSINGMARUBOZU", 4215, 4169, 587039059U},
    Expected{"CDLCONCEALBABYSWALL", 4, 0, 840749213U},
    Expected{"CDLCOUNTERATTACK", 17, 16, 2598918406U},
    Expected{"CDLDARKCLOUDCOVER", 0, 66, 2986774254U},
    Expected{"CDLDOJI", 14954, 0, 716210827U},
    Expected{"CDLDOJISTAR", 1251, 1290, 1812331880U},
    Expected{"CDLDRAGONFLYDOJI", 3762, 0, 3889866962U},
    Expected{"CDLENGULFING", 899, 838, 2017485937U},
    Expected{"CDLEVENINGDOJISTAR", 0, 120, 3220326357U},
    Expected{"CDLEVENINGSTAR", 0, 183, 2827365776U},
    Expected{"CDLGAPSIDESIDEWHITE", 267, 156, 4212686394U},
    Expected{"CDLGRAVESTONEDOJI", 3671, 0, 2275525127U},
    Expected{"CDLHAMMER", 2806, 0, 138660546U},
    Expected{"CDLHANGINGMAN", 0, 2506, 3230602541U},
    Expected{"CDLHARAMI", 1412, 1390, 2200530084U},
    Expected{"CDLHARAMICROSS", 909, 889, 2634317610U},
    Expected{"CDLHIGHWAVE", 2531, 2660, 123078893U},
    Expected{"CDLHIKKAKE", 2713, 2921, 41500695U},
    Expected{"CDLHIKKAKEMOD", 54, 74, 3258329514U},
    Expected{"CDLHOMINGPIGEON", 823, 0, 1574403811U},
    Expected{"CDLIDENTICAL3CROWS", 0, 161, 2433286181U},
    Expected{"CDLINNECK", 0, 25, 2701083870U},
    Expected{"CDLINVERTEDHAMMER", 2157, 0, 342871666U},
    Expected{"CDLKICKING", 13, 5, 3824299726U},
    Expected{"CDLKICKINGBYLENGTH", 11, 7, 3114476782U},
    Expected{"CDLLADDERBOTTOM", 79, 0, 3446762560U},
    Expected{"CDLLONGLEGGEDDOJI", 12111, 0, 392228744U},
    Expected{"CDLLONGLINE", 3133, 2940, 3737219939U},
    Expected{"CDLMARUBOZU", 2352, 2198, 303999491U},
    Expected{"CDLMATCHINGLOW", 1633, 0, 3411128354U},
    Expected{"CDLMATHOLD", 1, 0, 160596U},
    Expected{"CDLMORNINGDOJISTAR", 147, 0, 752561072U},
    Expected{"CDLMORNINGSTAR", 216, 0, 2445066972U},
    Expected{"CDLONNECK", 0, 49, 3912998057U},
    Expected{"CDLPIERCING", 56, 0, 1240537110U},
    Expected{"CDLRICKSHAWMAN", 3459, 0, 1482124904U},
    Expected{"CDLRISEFALL3METHODS", 2, 2, 163245245U},
    Expected{"CDLSEPARATINGLINES", 160, 136, 3841083698U},
    Expected{"CDLSHOOTINGSTAR", 0, 2157, 2036300887U},
    Expected{"CDLSHORTLINE", 4858, 4969, 4006012218U},
    Expected{"CDLSPINNINGTOP", 3491, 3661, 3634256070U},
    Expected{"CDLSTALLEDPATTERN", 0, 198, 1866632328U},
    Expected{"CDLSTICKSANDWICH", 25, 0, 634488775U},
    Expected{"CDLTAKURI", 4359, 0, 1843019876U},
    Expected{"CDLTASUKIGAP", 57, 74, 1474651493U},
    Expected{"CDLTHRUSTING", 0, 107, 3162844844U},
    Expected{"CDLTRISTAR", 401, 418, 887274244U},
    Expected{"CDLUNIQUE3RIVER", 30, 0, 928380325U},
    Expected{"CDLUPSIDEGAP2CROWS", 0, 20, 1113183893U},
    Expected{"CDLXSIDEGAP3METHODS", 68, 61, 2895674069U},
};

/// Bars whose bodies, gaps and shadows come in all the sizes that patterns ask for. Numerical Recipes' generator.
class Walk {
public:
  market::BarSeries bars(std::size_t count)
  {
    market::BarSeries made;
    for (std::size_t i = 0; i < count; ++i)
      append(made);
    made.key.resize(count);
    for (std::size_t i = 0; i < count; ++i)
      made.key[i] = static_cast<std::int64_t>(i);
    made.volume.assign(count, 1);
    made.turnover.assign(count, 1);
    return made;
  }

private:
  double next()
  {
    m_state = m_state * 1664525U + 1013904223U;
    return m_state / 4294967296.0;
  }
  void append(market::BarSeries& bars)
  {
    const double gapKind = next();
    const double gap = next();
    const double turn = next();
    const double bodyKind = next();
    const double body = next();
    const double upperKind = next();
    const double upper = next();
    const double lowerKind = next();
    const double lower = next();
    m_direction = turn < 0.3 ? -m_direction : m_direction;
    m_direction = m_close > 150 ? -1 : m_close < 50 ? 1 : m_direction;
    const double open = m_close
        + (gapKind < 0.35       ? m_direction * gap * 2
                : gapKind < 0.7 ? -m_direction * gap * 2
                                : (gap - 0.5) * 0.05);
    const double size = bodyKind < 0.3 ? body * 0.1 : bodyKind < 0.7 ? body : 1 + body * 2;
    m_close = open + m_direction * size;
    bars.open.push_back(open);
    bars.close.push_back(m_close);
    bars.high.push_back(std::max(open, m_close) + (upperKind < 0.5 ? upper * 0.05 : upper * 2));
    bars.low.push_back(std::min(open, m_close) - (lowerKind < 0.5 ? lower * 0.05 : lower * 2));
  }
  std::uint32_t m_state = 12345;
  double m_close = 100;
  double m_direction = 1;
};

struct Block {
  std::vector<std::vector<double>> prices; ///< open, high, low, close
  std::vector<std::vector<std::string>> claims; ///< "doji 17 18" or "!doji 15"
};

std::vector<Block> readBlocks(const std::filesystem::path& file)
{
  std::vector<Block> blocks;
  for (const std::string& line : linesOf(file)) {
    if (line == "candle") {
      blocks.emplace_back();
    } else if (line.front() == '{') {
      blocks.back().prices.push_back(numbersOf(bracedCells(line)));
    } else {
      std::vector<std::string> words;
      for (const std::string_view word : split(line, ' '))
        if (!word.empty())
          words.emplace_back(word);
      blocks.back().claims.push_back(std::move(words));
    }
  }
  return blocks;
}

}

class TstFactorCandles : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void classicPatternsFollowTaLib_data();
  void classicPatternsFollowTaLib();
  void shapesFollowTulip();
  void touchingBodiesCountLess();
};

void TstFactorCandles::classicPatternsFollowTaLib_data()
{
  QTest::addColumn<int>("index");
  for (std::size_t i = 0; i < kExpected.size(); ++i)
    QTest::newRow(kExpected[i].name) << static_cast<int>(i);
}

void TstFactorCandles::classicPatternsFollowTaLib()
{
  QFETCH(int, index);
  static const market::BarSeries bars = Walk().bars(40'000);
  const Expected& expected = kExpected[static_cast<std::size_t>(index)];
  int rising = 0;
  int falling = 0;
  std::uint32_t places = 0;
  const auto values = evaluate(std::string(expected.name) + "(O,H,L,C)", bars);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) || values[i] == 0)
      continue;
    ++(values[i] > 0 ? rising : falling);
    places = places * 31U + static_cast<std::uint32_t>(static_cast<int>(i) * 7 + static_cast<int>(values[i]));
  }
  QCOMPARE(rising, expected.rising);
  QCOMPARE(falling, expected.falling);
  QCOMPARE(places, expected.places);
}

void TstFactorCandles::shapesFollowTulip()
{
  ZVT_FIXTURE(file, "oracle/tulip/candles.txt");
  int compared = 0;
  for (const Block& block : readBlocks(file)) {
    QCOMPARE(block.prices.size(), std::size_t{4});
    auto bars = barsOf(block.prices[3]);
    bars.open = block.prices[0];
    bars.high = block.prices[1];
    bars.low = block.prices[2];
    for (const auto& claim : block.claims) {
      const bool isDenied = claim.front().front() == '!';
      const std::string name = claim.front().substr(isDenied ? 1 : 0);
      const auto values = evaluate(name + "(O,H,L,C)", bars);
      std::set<std::size_t> places;
      for (std::size_t k = 1; k < claim.size(); ++k)
        places.insert(static_cast<std::size_t>(parseInt(claim[k]).value_or(0)));
      for (const std::size_t place : places)
        QVERIFY2(values.at(place) == (isDenied ? 0.0 : 1.0), qPrintable(QString::fromStdString(name)));
      ++compared;
    }
  }
  QCOMPARE(compared, 51);
}

/// Ten bars of range 2 with bodies of 1, then a black body 10 → 9 and a white one 9 → 10.5 that covers it but starts at
/// its close: 80; a body 8.9 → 10.1 that goes beyond it at both ends: 100.
void TstFactorCandles::touchingBodiesCountLess()
{
  std::vector<double> open(10, 9.5);
  std::vector<double> close(10, 10.5);
  open.insert(open.end(), {10, 9});
  close.insert(close.end(), {9, 10.5});
  auto bars = barsOf(close);
  bars.open = open;
  for (std::size_t i = 0; i < close.size(); ++i) {
    bars.high[i] = std::max(open[i], close[i]) + 0.5;
    bars.low[i] = std::min(open[i], close[i]) - 0.5;
  }
  QCOMPARE(evaluate("CDLENGULFING(O,H,L,C)", bars).back(), 80.0);
  bars.open.back() = 8.9;
  bars.close.back() = 10.1;
  bars.low.back() = 8.4;
  QCOMPARE(evaluate("CDLENGULFING(O,H,L,C)", bars).back(), 100.0);
}

QTEST_APPLESS_MAIN(TstFactorCandles)
#include "tst_factor_candles.moc"
