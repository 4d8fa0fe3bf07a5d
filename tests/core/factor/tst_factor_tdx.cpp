// SPDX-License-Identifier: Apache-2.0
#include "core/base/math.h"
#include "tests/core/factor/series.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace zvt;
using namespace zvt::factor;
using tests::barsOf;
using tests::kNan;
using Numbers = std::vector<double>;

/// The functions of 通达信 formulas against values worked out by hand, and formulas as traders write them against the
/// operators that compute the same.
class TstFactorTdx : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void handWorked_data();
  void handWorked();
  void formulas_data();
  void formulas();
  void formulasAreTheOperators_data();
  void formulasAreTheOperators();
  void variablePeriodsAgreeWithConstantOnes();
  void variablePeriodsAreTheirDefinition();
  void longHistoriesTakeNoLongerABar();
  void rangesInTheWrongOrder();
  void functionsOfAnyProcessor();
  void mutatedFormulasAreReadOrRefused();
};

namespace {

Numbers valuesOf(const std::string& text, const market::BarSeries& bars)
{
  const auto formula = compile(text);
  return formula ? formula->run(bars).columns.back() : Numbers{};
}

/// Formulas as published for 通达信, by name.
const std::map<std::string, std::string>& realFormulas()
{
  static const std::map<std::string, std::string> all{
      {"MACD",
          "INPUT: SHORT(12,2,200), LONG(26,2,200), MID(9,2,200);\n"
          "DIF:EMA(CLOSE,SHORT)-EMA(CLOSE,LONG);\nDEA:EMA(DIF,MID);\nMACD:(DIF-DEA)*2,COLORSTICK;"},
      {"KDJ",
          "INPUT: N(9,1,90), M1(3,2,30), M2(3,2,30);\nRSV:=(CLOSE-LLV(LOW,N))/(HHV(HIGH,N)-LLV(LOW,N))*100;\n"
          "K:SMA(RSV,M1,1);\nD:SMA(K,M2,1);\nJ:3*K-2*D;"},
      {"RSI",
          "N1:=6; N2:=12; N3:=24;\nLC:=REF(CLOSE,1);\n"
          "RSI1:SMA(MAX(CLOSE-LC,0),N1,1)/SMA(ABS(CLOSE-LC),N1,1)*100;\n"
          "RSI2:SMA(MAX(CLOSE-LC,0),N2,1)/SMA(ABS(CLOSE-LC),N2,1)*100;\n"
          "RSI3:SMA(MAX(CLOSE-LC,0),N3,1)/SMA(ABS(CLOSE-LC),N3,1)*100;"},
      {"BOLL", "M:=20;\nBOLL:MA(CLOSE,M);\nUB:BOLL+2*STD(CLOSE,M);\nLB:BOLL-2*STD(CLOSE,M);"},
      {"DMI",
          "N:=14; M:=6;\nMTR:=SUM(MAX(MAX(HIGH-LOW,ABS(HIGH-REF(CLOSE,1))),ABS(REF(CLOSE,1)-LOW)),N);\n"
          "HD :=HIGH-REF(HIGH,1);\nLD :=REF(LOW,1)-LOW;\nDMP:=SUM(IF(HD>0&&HD>LD,HD,0),N);\n"
          "DMM:=SUM(IF(LD>0&&LD>HD,LD,0),N);\nPDI: DMP*100/MTR;\nMDI: DMM*100/MTR;\n"
          "ADX: MA(ABS(MDI-PDI)/(MDI+PDI)*100,M);\nADXR:(ADX+REF(ADX,M))/2;"},
      {"WR", "WR1:100*(HHV(HIGH,10)-CLOSE)/(HHV(HIGH,10)-LLV(LOW,10));"},
      {"CCI", "N:=14;\nTYP:=(HIGH+LOW+CLOSE)/3;\nCCI:(TYP-MA(TYP,N))*1000/(15*AVEDEV(TYP,N));"},
      {"BIAS", "BIAS1 :(CLOSE-MA(CLOSE,6))/MA(CLOSE,6)*100;"},
      {"OBV", "VA:=IF(CLOSE>REF(CLOSE,1),VOL,-VOL);\nOBV:SUM(IF(CLOSE=REF(CLOSE,1),0,VA),0);\nMAOBV:MA(OBV,30);"},
      {"ATR", "MTR:MAX(MAX((HIGH-LOW),ABS(REF(CLOSE,1)-HIGH)),ABS(REF(CLOSE,1)-LOW));\nATR:MA(MTR,14);"},
      {"PSY", "PSY:COUNT(CLOSE>REF(CLOSE,1),12)/12*100;\nPSYMA:MA(PSY,6);"},
      {"神奇九转",
          "A1:=C>REF(C,4); NT0:=BARSLASTCOUNT(A1);\n九转高:IF(NT0<=9,NT0,0),NODRAW;\n"
          "DRAWTEXT(NT0=9,H*1.02,'9'),COLORGREEN;"},
      {"涨停",
          "{一字板除外}\n涨停:=C>=ROUND2(REF(C,1)*1.1,2) AND C=H;\n连板:BARSLASTCOUNT(涨停);\n"
          "首板:涨停 AND REF(涨停,1)=0;\nDRAWICON(首板,L*0.98,1);"},
      {"突破",
          "{20 日新高放量突破}\nX1:=C>REF(HHV(H,20),1);\nX2:=V>MA(V,5)*1.5;\nX3:=MA(C,5)>MA(C,10) AND "
          "MA(C,10)>MA(C,20);\n"
          "XG:X1 AND X2 AND X3;"},
      {"金叉", "XG:CROSS(MA(收盘价,5),MA(收盘价,10)) AND 成交量>REF(成交量,1)"},
      {"均线多头", "M5:=MA(C,5);M10:=MA(C,10);M20:=MA(C,20);\nEVERY(M5>M10&&M10>M20,3) AND UPNDAY(M20,5)"},
      {"主力",
          "VAR1:=REF((LOW+OPEN+CLOSE+HIGH)/4,1);\nVAR2:=SMA(ABS(LOW-VAR1),13,1)/SMA(MAX(LOW-VAR1,0),10,1);\n"
          "VAR3:=EMA(VAR2,10);\nVAR4:=LLV(LOW,33);\nVAR5:=EMA(IF(LOW<=VAR4,VAR3,0),3);\n"
          "主力进场:IF(VAR5>REF(VAR5,1),VAR5,0),COLORRED,NODRAW;\n洗盘:IF(VAR5<REF(VAR5,1),VAR5,0),COLORGREEN;"},
      {"区间", "N1:=BARSLAST(CROSS(MA(C,5),MA(C,10)));\nHH:HHV(H,N1+1);\nLL:LLV(L,N1+1);\nP:REF(C,N1);"},
      {"DMA线", "DIF:MA(CLOSE,10)-MA(CLOSE,50);\nDIFMA:MA(DIF,10);\nX:DMA(C,0.1),LINETHICK2;"},
      {"过滤", "FILTER(CROSS(C,MA(C,20)),10) AND BETWEEN(C,L,H)"},
      {"K线", "STICKLINE(C>O,O,C,8,1),COLORRED;\nSTICKLINE(C<=O,O,C,8,0),COLORGREEN;"}};
  return all;
}

market::BarSeries wavy(std::size_t count)
{
  Numbers closes;
  for (std::size_t i = 0; i < count; ++i)
    closes.push_back(20 + 5 * std::sin(static_cast<double>(i) * 0.7) + static_cast<double>((i * 13) % 7));
  return barsOf(closes);
}

}

void TstFactorTdx::handWorked_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<Numbers>("closes");
  QTest::addColumn<Numbers>("expected");
  const auto row = [](const char* text, const Numbers& closes, const Numbers& expected) {
    QTest::addRow("%s", text) << QString::fromUtf8(text) << closes << expected;
  };
  const double u = kNan;
  row("SUM(C,2)", {1, 2, 3, 4}, {u, 3, 5, 7});
  row("SUM(C,0)", {1, 2, 3, 4}, {1, 3, 6, 10});
  row("COUNT(C>2,3)", {1, 3, 3, 1, 5}, {u, u, 2, 2, 2});
  row("COUNT(C>2,0)", {1, 3, 3, 1, 5}, {0, 1, 2, 2, 3});
  row("EVERY(C>2,2)", {1, 3, 3, 1, 5}, {u, 0, 1, 0, 0});
  row("EXIST(C>2,2)", {1, 3, 1, 1, 5}, {u, 1, 1, 0, 1});
  row("BARSLAST(C>2)", {1, 3, 1, 1, 5, 1}, {u, 0, 1, 2, 0, 1});
  row("BARSSINCE(C>2)", {1, 3, 1, 1, 5, 1}, {u, 0, 1, 2, 3, 4});
  row("BARSLASTCOUNT(C>2)", {1, 3, 4, 1, 5}, {0, 1, 2, 0, 1});
  row("BARSCOUNT(MA(C,3))", {1, 1, 1, 1}, {u, u, 1, 2});
  row("FILTER(C>2,2)", {3, 3, 3, 3, 1, 3}, {1, 0, 0, 1, 0, 0});
  row("VALUEWHEN(C>2,C)", {1, 3, 1, 5, 2}, {u, 3, 3, 5, 5});
  row("HHV(C,2)", {1, 3, 2, 1}, {u, 3, 3, 2});
  row("HHV(C,0)", {1, 3, 2, 4}, {1, 3, 3, 4});
  row("LLV(C,0)", {2, 3, 1, 4}, {2, 2, 1, 1});
  row("HHVBARS(C,3)", {1, 3, 2, 1, 1}, {u, u, 1, 2, 2});
  row("HHVBARS(C,0)", {1, 3, 2, 3, 1}, {0, 0, 1, 0, 1});
  row("LLVBARS(C,3)", {3, 1, 2, 1, 4}, {u, u, 1, 0, 1});
  // SMA(X,3,1): y = (x + 2y)/3 from 3: (6+6)/3 = 4, (1+8)/3 = 3
  row("SMA(C,3,1)", {3, 6, 1}, {3, 4, 3});
  // DMA with weight 0.5: 2, (4+2)/2, (8+3)/2
  row("DMA(C,0.5)", {2, 4, 8}, {2, 3, 5.5});
  row("LAST(C>2,2,1)", {3, 3, 1, 3, 3, 1}, {u, u, 1, 0, 0, 1});
  row("LAST(C>2,0,1)", {3, 3, 1, 3, 3, 1}, {u, 1, 1, 0, 0, 0}); // from the first bar to the last but one
  row("LAST(C>2,0,0)", {3, 3, 1, 3}, {1, 1, 0, 0});
  row("EXISTR(C>2,0,2)", {1, 3, 1, 1, 1}, {u, u, 0, 1, 1});
  row("EXISTR(C>2,2,1)", {3, 1, 1, 1, 3, 1}, {u, u, 1, 0, 0, 1});
  row("UPNDAY(C,2)", {1, 2, 3, 3, 4}, {u, u, 1, 0, 0});
  row("DOWNNDAY(C,2)", {3, 2, 1, 1, 0}, {u, u, 1, 0, 0});
  row("NDAY(C,2,2)", {3, 3, 1, 3, 3}, {u, 1, 0, 0, 1});
  row("LONGCROSS(C,2,2)", {1, 1, 3, 1, 3}, {u, u, 1, 0, 0});
  row("AVEDEV(C,4)", {1, 2, 3, 6}, {u, u, u, 1.5}); // mean 3: (2+1+0+3)/4
  row("DEVSQ(C,4)", {1, 2, 3, 6}, {u, u, u, 14}); // 4+1+0+9
  row("SUMBARS(C,5)", {1, 2, 3, 9, 1}, {u, u, 2, 1, 2});
  row("TOPRANGE(C)", {1, 3, 2, 4, 4}, {0, 1, 0, 3, 0});
  row("LOWRANGE(C)", {4, 2, 3, 1, 1}, {0, 1, 0, 3, 0});
  row("REF(C,C)", {1, 1, 2, 0, 9}, {u, 1, 1, 0, u});
  row("HHV(C,BARSLAST(C>4)+1)", {5, 1, 2, 6, 3}, {5, 5, 5, 6, 6});
  row("MA(C,BARSLAST(C>4)+1)", {5, 1, 3, 6, 3}, {5, 3, 3, 6, 4.5});
  row("COUNT(C>2,BARSLAST(C>4)+1)", {5, 1, 3, 6, 3}, {1, 1, 2, 1, 2});
  row("SUMBARS(C,3)", {2, -1, 2, -5, 9}, {u, u, 3, u, 1}); // 2 + (−1) + 2; the sum falls again meanwhile
  row("SUMBARS(C,2)", {3, -2, 1, 1}, {1, u, 3, 2}); // 1 − 2 + 3
  row("C*1E308", {1, 10, -10}, {1e308, u, u});
  row("C+C", {1e308, 1}, {u, 2});
  row("0-C-C", {1e308, 1}, {u, -2});
  row("C/1E-10", {1e300, 1}, {u, 1e10});
  row("INTPART(C)", {1.7, -1.7}, {1, -1});
  row("FLOOR(C)", {1.7, -1.7}, {1, -2});
  row("CEILING(C)", {1.2, -1.7}, {2, -1});
  row("ROUND(C)", {1.5, -1.5, 2.4}, {2, -2, 2});
  row("ROUND2(C,2)", {1.126, 10.994}, {1.13, 10.99});
  row("MOD(C,3)", {7, -7}, {1, -1});
  row("MOD(C,0)", {7}, {u});
  row("SGN(C)", {7, -7, 0}, {1, -1, 0});
  row("SQRT(C)", {9, -1}, {3, u});
  row("LN(C)", {1, 0, -1}, {0, u, u});
  row("LOG(C)", {1000}, {3});
  row("POW(C,2)", {3, 1e200}, {9, u});
  row("EXP(C)", {0, 1000}, {1, u});
  row("BETWEEN(C,5,1)", {0, 1, 3, 5, 6}, {0, 1, 1, 1, 0});
  row("RANGE(C,1,5)", {0, 1, 3, 5, 6}, {0, 0, 1, 0, 0});
  row("IFF(C>2,DRAWNULL,1)", {3, 1}, {u, 1});
}

void TstFactorTdx::handWorked()
{
  QFETCH(QString, text);
  QFETCH(Numbers, closes);
  QFETCH(Numbers, expected);
  const auto found = valuesOf(text.toStdString(), barsOf(closes));
  QCOMPARE(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY2(std::isnan(expected[i]) ? std::isnan(found[i]) : std::fabs(found[i] - expected[i]) < 1e-12,
        qPrintable(QStringLiteral("bar %1: %2").arg(i).arg(found[i])));
}

void TstFactorTdx::formulas_data()
{
  QTest::addColumn<QString>("text");
  for (const auto& [name, text] : realFormulas())
    QTest::addRow("%s", name.c_str()) << QString::fromStdString(text);
}

void TstFactorTdx::formulas()
{
  QFETCH(QString, text);
  const auto formula = compile(text.toStdString());
  QVERIFY2(formula.has_value(),
      formula ? "" : (formula.error().code + " line " + std::string(formula.error().field("line"))).c_str());
  const auto table = formula->run(wavy(300));
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto& hints = formula->outputs()[c].hints; // what is drawn may have no place in these bars
    const bool isDrawing = hints.style >= OutputHints::Style::Icon;
    QVERIFY(isDrawing || std::ranges::any_of(table.columns[c], [](double x) { return !std::isnan(x); }));
  }
}

void TstFactorTdx::formulasAreTheOperators_data()
{
  QTest::addColumn<QString>("formula");
  QTest::addColumn<QString>("operators");
  const auto row = [](const char* name, const char* operators) {
    QTest::addRow("%s", name) << QString::fromUtf8(name) << QString::fromUtf8(operators);
  };
  row("MACD", "MACD(CLOSE,12,26,9)");
  row("KDJ", "KDJ(HIGH,LOW,CLOSE,9,3,3)");
  row("WR", "WR(HIGH,LOW,CLOSE,10)");
  row("CCI", "CCI(HIGH,LOW,CLOSE,14)");
  row("BIAS", "BIAS(CLOSE,6)");
  row("BOLL", "B:=BOLL(CLOSE,20,2); B.MIDDLE; B.UPPER; B.LOWER");
  row("DMI", "DMI(HIGH,LOW,CLOSE,14,6)");
}

void TstFactorTdx::formulasAreTheOperators()
{
  QFETCH(QString, formula);
  QFETCH(QString, operators);
  const auto bars = wavy(400);
  const auto written = compile(realFormulas().at(formula.toStdString()))->run(bars);
  const auto built = compile(operators.toStdString());
  QVERIFY2(built.has_value(), built ? "" : built.error().code.c_str());
  const auto table = built->run(bars);
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto* same = table.columns.size() == 1 ? &written.columns.front() : written.column(table.names[c]);
    if (!same)
      same = written.column(table.names[c].substr(0, 3)); // diff is DIF
    if (!same)
      same = &written.columns[c];
    for (std::size_t i = 100; i < bars.size(); ++i)
      QVERIFY2(std::fabs((*same)[i] - table.columns[c][i]) < 1e-8,
          qPrintable(QStringLiteral("%1 at bar %2: %3, %4")
                  .arg(QString::fromStdString(table.names[c]))
                  .arg(i)
                  .arg((*same)[i])
                  .arg(table.columns[c][i])));
  }
}

void TstFactorTdx::variablePeriodsAgreeWithConstantOnes()
{
  const auto bars = wavy(80);
  for (const char* name : {"HHV", "LLV", "HHVBARS", "LLVBARS", "SUM", "MA", "COUNT", "EVERY", "EXIST", "REF"}) {
    const std::string call = std::string(name) + "(C>20,";
    const auto constant = valuesOf(call + "4)", bars);
    const auto variable = valuesOf(call + "4+0*V)", bars);
    QCOMPARE(constant.size(), bars.size());
    for (std::size_t i = 0; i < bars.size(); ++i)
      QVERIFY2(std::isnan(constant[i]) ? std::isnan(variable[i]) : std::fabs(constant[i] - variable[i]) < 1e-12, name);
  }
}

/// Formulas with a few bytes changed, dropped or doubled are read or refused with a place, and run.
void TstFactorTdx::mutatedFormulasAreReadOrRefused()
{
  std::vector<std::string> texts;
  for (const auto& [name, text] : realFormulas())
    texts.push_back(text);
  const auto bars = wavy(12);
  int read = 0;
  QVERIFY(rc::check("mutated formulas", [&] {
    std::string text = *rc::gen::elementOf(texts);
    for (int edits = *rc::gen::inRange(1, 6); edits > 0 && !text.empty(); --edits) {
      const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
      switch (*rc::gen::inRange(0, 4)) {
      case 0:
        text[place] = static_cast<char>(*rc::gen::inRange(0, 256));
        break;
      case 1:
        text.erase(place, *rc::gen::inRange<std::size_t>(1, 5));
        break;
      case 2:
        text.insert(place, text.substr(place, *rc::gen::inRange<std::size_t>(1, 9)));
        break;
      default:
        text.insert(place, *rc::gen::element<std::string>("(", ")", ";", ":=", "{", "'", ",", "-", "1e300", "中"));
      }
    }
    const auto formula = compile(text);
    if (formula) {
      ++read;
      RC_ASSERT(formula->run(bars).columns.front().size() == bars.size());
    } else {
      RC_ASSERT(parseInt(formula.error().field("line")).value_or(0) >= 1);
      RC_ASSERT(!formula.error().code.empty());
    }
  }));
  QVERIFY(read > 0);
}

/// Windows of any length, longer than the history among them, over whole numbers with gaps and signs: what comes out is
/// what adding up or searching the window says.
void TstFactorTdx::variablePeriodsAreTheirDefinition()
{
  constexpr std::size_t kBars = 600;
  Numbers x, n;
  std::uint32_t state = 12345;
  const auto next = [&state](std::uint32_t range) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % range;
  };
  for (std::size_t i = 0; i < kBars; ++i) {
    x.push_back(next(12) == 0 ? kNan : static_cast<double>(next(9)) - 3);
    n.push_back(next(25) == 0 ? kNan : static_cast<double>(next(next(2) == 0 ? 8 : 700)));
  }
  const auto& catalogue = OperatorCatalogue::builtIn();
  const auto columnOf = [&](const char* name) {
    const auto operation = catalogue.find(name)->make({});
    Numbers out(kBars);
    const std::array<const double*, 2> in{x.data(), n.data()};
    double* const to = out.data();
    operation->run(in, {&to, 1}, kBars);
    return out;
  };
  const Numbers highest = columnOf("HHVV"), age = columnOf("HHVBARSV"), sum = columnOf("SUMV"), mean = columnOf("MAV"),
                count = columnOf("COUNTV"), every = columnOf("EVERYV"), exist = columnOf("EXISTV");
  std::size_t compared = 0;
  for (std::size_t i = 0; i < kBars; ++i) {
    const bool isKnown = n[i] >= 1 && n[i] <= static_cast<double>(i + 1) && !std::isnan(x[i]);
    QCOMPARE(std::isnan(sum[i]), !isKnown);
    if (!isKnown)
      continue;
    double best = -100, bestAge = 0, total = 0, defined = 0, holding = 0;
    for (std::size_t k = i + 1 - static_cast<std::size_t>(n[i]); k <= i; ++k) {
      if (std::isnan(x[k]))
        continue;
      if (x[k] >= best) {
        best = x[k];
        bestAge = static_cast<double>(i - k);
      }
      total += x[k];
      ++defined;
      holding += x[k] != 0 ? 1 : 0;
    }
    QCOMPARE(highest[i], best);
    QCOMPARE(age[i], bestAge);
    QCOMPARE(sum[i], total);
    QCOMPARE(mean[i], total / defined);
    QCOMPARE(count[i], holding);
    QCOMPARE(every[i], holding == n[i] ? 1.0 : 0.0);
    QCOMPARE(exist[i], holding > 0 ? 1.0 : 0.0);
    ++compared;
  }
  QVERIFY(compared > 200);
}

/// 300,000 bars each of which looks back over all of history: 4.5·10^10 additions where a window is walked.
void TstFactorTdx::longHistoriesTakeNoLongerABar()
{
  Numbers closes(300'000);
  for (std::size_t i = 0; i < closes.size(); ++i)
    closes[i] = static_cast<double>(i % 1000);
  const auto bars = barsOf(closes);
  const double last = static_cast<double>(closes.size());
  QCOMPARE(valuesOf("BARSCOUNT(C)-COUNT(C>=0,BARSCOUNT(C))", bars).back(), 0.0);
  QCOMPARE(valuesOf("HHV(C,BARSCOUNT(C))", bars).back(), 999.0);
  QCOMPARE(valuesOf("SUM(C,BARSCOUNT(C))", bars).back(), 300 * 499'500.0);
  QVERIFY(std::isnan(valuesOf("SUMBARS(VOL,1E30)", bars).back()));
  QCOMPARE(valuesOf("SUMBARS(C,300*499500)", bars).back(), last - 1); // all but the first, which is 0
}

void TstFactorTdx::rangesInTheWrongOrder()
{
  const auto code = [](const char* text) {
    const auto formula = compile(text);
    return formula ? std::string() : formula.error().code;
  };
  QCOMPARE(code("LAST(C>2,5,10)"), std::string("factor.argument_order"));
  QCOMPARE(code("EXISTR(C>2,1,2)"), std::string("factor.argument_order"));
  QCOMPARE(code("LAST(C>2,10,10)"), std::string());
  QCOMPARE(code("LAST(C>2,0,5)"), std::string());
}

/// The C library's differ from processor to processor; ours are held against exact figures elsewhere.
void TstFactorTdx::functionsOfAnyProcessor()
{
  Numbers closes;
  for (int i = 1; i <= 2000; ++i)
    closes.push_back(i * 0.0173);
  const auto bars = barsOf(closes);
  const std::pair<const char*, double (*)(double)> functions[] = {{"EXP(C)", math::exp}, {"LN(C)", math::log},
      {"LOG(C)", math::log10}, {"SIN(C)", math::sin}, {"COS(C)", math::cos}, {"TAN(C)", math::tan},
      {"ASIN(C/40)", [](double x) { return math::asin(x / 40); }},
      {"ACOS(C/40)", [](double x) { return math::acos(x / 40); }}, {"ATAN(C)", math::atan},
      {"POW(C,0.3)", [](double x) { return math::pow(x, 0.3); }}};
  for (const auto& [text, function] : functions) {
    const Numbers found = valuesOf(text, bars);
    for (std::size_t i = 0; i < closes.size(); ++i)
      QVERIFY2(tests::sameBits(found[i], function(closes[i])), text);
  }
}

QTEST_APPLESS_MAIN(TstFactorTdx)
#include "tst_factor_tdx.moc"
