// SPDX-License-Identifier: Apache-2.0
// The sixteen factors by name. Figures of MACD: ZVT's README, 000338 from 2019-06-03 on; the others are worked by hand.
#include "core/factor/factors/document.h"
#include "core/factor/factors/factor_page.h"
#include "core/factor/factors/factor_program.h"
#include "tests/core/factor/series.h"

#include <QTest>

#include <array>

using namespace zvt;
using namespace zvt::factor;
using namespace zvt::tests;

namespace {

const FactorRegistry& registry()
{
  static const FactorRegistry factors = FactorRegistry::builtIn();
  return factors;
}

FactorProgram program(const std::string& name, const std::map<std::string, std::string>& parameters = {})
{
  auto made = FactorProgram::make(**registry().find(name), parameters);
  if (!made)
    qFatal("%s: %s", name.c_str(), made.error().code.c_str());
  return *std::move(made);
}

/// All rows as columns.
std::vector<std::vector<double>> columnsOf(const FactorRows& rows, std::size_t count)
{
  std::vector<std::vector<double>> columns(count);
  for (const storage::FactorChunk& chunk : rows.chunks) {
    for (std::size_t i = 0; i < count; ++i)
      columns[i].insert(columns[i].end(), chunk.columns[i].begin(), chunk.columns[i].end());
  }
  return columns;
}

std::vector<double> valuesOf(const FactorProgram& factor, const market::BarSeries& bars, std::string_view column)
{
  return columnsOf(*factor.run(bars), factor.columns().size())[*factor.column(column)];
}

market::BarSeries stockBars(const std::filesystem::path& file, std::size_t count)
{
  const auto columns = readCsv(file);
  market::BarSeries bars;
  for (std::size_t i = 0; i < count; ++i)
    bars.append({static_cast<std::int64_t>(columns.at("date")[i]), columns.at("open")[i], columns.at("high")[i],
        columns.at("low")[i], columns.at("close")[i], columns.at("volume_lots")[i] * 100,
        columns.at("turnover_yuan")[i] * 10});
  std::vector<double>& rates = bars.extraForWrite("turnover_rate");
  for (std::size_t i = 0; i < count; ++i)
    rates[i] = 0.01 * static_cast<double>(1 + i % 4);
  return bars;
}

std::vector<double> stepped(Accumulator& accumulator, const BarValues& bar, std::vector<double> in, std::size_t out)
{
  std::vector<double> values(out, -99);
  accumulator.step(bar, in, values);
  return values;
}

bool same(const std::vector<double>& values, const std::vector<double>& expected)
{
  return std::ranges::equal(
      values, expected, [](double a, double b) { return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-12; });
}

}

class ZvtFactorsTest : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void namesAndDefaults();
  void runInPieces_data();
  void runInPieces();
  void crossMa();
  void readmeFigures();
  void macdRecursion();
  void keepBull();
  void liveOrDead();
  void maStats();
  void volumeUp();
  void badParameters();
  void documents();
  void specificDays();
  void pages();
};

void ZvtFactorsTest::namesAndDefaults()
{
  const std::vector<std::string> wanted = {"TechnicalFactor", "MaFactor", "CrossMaFactor", "VolumeUpMaFactor",
      "CrossMaVolumeFactor", "MaStatsFactor", "TFactor", "TopBottomFactor", "MacdFactor", "BullFactor",
      "KeepBullFactor", "LiveOrDeadFactor", "GoldCrossFactor", "ZenFactor", "TrendingFactor", "ShakingFactor",
      "SpecificFactor"};
  for (const std::string& name : wanted)
    QVERIFY2(registry().find(name), name.c_str());
  QCOMPARE(registry().find("NoFactor").error().code, std::string("factor.unknown"));
  const std::vector<std::string> averages = {"ma5", "ma10", "ma34", "ma55", "ma89", "ma144", "ma120", "ma250"};
  QCOMPARE(program("MaFactor").columns(), averages);
  QCOMPARE(program("VolumeUpMaFactor").parameters(),
      std::string(R"({"over_mode":"and","turnover_rate_threshold":"0.02","turnover_threshold":"300000000",)"
                  R"("up_intervals":"40","vol_windows":"30","windows":"250"})"));
  QVERIFY(adjustFor(**registry().find("MaFactor"), "stock_sz_000338") == market::AdjustMode::Hfq);
  QVERIFY(adjustFor(**registry().find("MaFactor"), "index_sh_000001") == market::AdjustMode::Qfq);
  QVERIFY(program("MaFactor").identity() != program("MaFactor", {{"windows", "5,10"}}).identity());
  QCOMPARE(program("MaFactor").identity(), program("MaFactor", {{"windows", "5,10,34,55,89,144,120,250"}}).identity());
}

void ZvtFactorsTest::runInPieces_data()
{
  QTest::addColumn<QString>("name");
  for (const FactorDefinition& definition : registry().all())
    QTest::newRow(definition.name.c_str()) << QString::fromStdString(definition.name);
}

/// From any bar on, with what was remembered there: the rows of the run over everything, bit for bit. No row knows a
/// later bar.
void ZvtFactorsTest::runInPieces()
{
  QFETCH(QString, name);
  ZVT_FIXTURE(file, "market/hikyuu/sz000001_1d.csv");
  const market::BarSeries bars = stockBars(file, 900);
  const FactorProgram factor = program(name.toStdString());
  QVERIFY(factor.canResume());
  const std::size_t count = factor.columns().size();
  const FactorRows whole = *factor.run(bars);
  const auto expected = columnsOf(whole, count);
  QCOMPARE(expected[0].size(), bars.size());
  for (const std::size_t at : {1U, 7U, 30U, 255U, 256U, 257U, 512U, 600U, 899U}) {
    market::BarSeries before = bars.slice(0, bars.key[at]);
    before.extraForWrite("turnover_rate") = {
        bars.extra("turnover_rate")->begin(), bars.extra("turnover_rate")->begin() + static_cast<std::ptrdiff_t>(at)};
    const FactorRows first = *factor.run(before);
    const FactorRows second = *factor.run(bars, at, first.chunks.back().state);
    auto joined = columnsOf(first, count);
    const auto rest = columnsOf(second, count);
    for (std::size_t i = 0; i < count; ++i)
      joined[i].insert(joined[i].end(), rest[i].begin(), rest[i].end());
    QVERIFY2(sameColumns(joined, expected), qPrintable(QString::number(at)));
    std::vector<storage::FactorMark> marks = first.marks;
    marks.insert(marks.end(), second.marks.begin(), second.marks.end());
    QVERIFY2(marks == whole.marks, qPrintable(QString::number(at)));
  }
  QVERIFY(!factor.run(bars, 10, "broken") || count == 0);
}

/// Averages of 2, 3: 1.5 > undefined; at 1 2 3 → 2.5 > 2; at 2 3 1 → 2 = 2: not above.
void ZvtFactorsTest::crossMa()
{
  const auto filter =
      valuesOf(program("CrossMaFactor", {{"windows", "2,3"}}), barsOf({1, 2, 3, 1, 8}), "filter_result");
  QVERIFY(same(filter, {kNan, kNan, 1, 0, 1}));
}

void ZvtFactorsTest::readmeFigures()
{
  const auto runs = makeMacdRuns();
  const std::vector<std::array<double, 3>> figures = {{-.121336, -.145444, .048215}, {-.133829, -.143121, .018583},
      {-.153260, -.145149, -.016223}, {-.161951, -.148509, -.026884}, {-.137399, -.146287, .017776}};
  const std::vector<std::vector<double>> expected = {{1, 0, 1}, {1, 0, 2}, {-1, 0, -1}, {-1, 0, -2}, {1, 0, 1}};
  for (std::size_t i = 0; i < figures.size(); ++i)
    QVERIFY(same(stepped(*runs, {}, {figures[i][0], figures[i][1]}, 3), expected[i]));
}

/// dea moves by a fifth of what it lacks, from the first diff on; macd is twice what diff is ahead (ZVT's README).
void ZvtFactorsTest::macdRecursion()
{
  ZVT_FIXTURE(file, "market/hikyuu/sz000001_1d.csv");
  const market::BarSeries bars = stockBars(file, 300);
  const FactorProgram factor = program("MacdFactor");
  const auto diff = valuesOf(factor, bars, "diff");
  const auto dea = valuesOf(factor, bars, "dea");
  const auto macd = valuesOf(factor, bars, "macd");
  QVERIFY(std::isnan(diff[24]) && std::isnan(dea[24]) && !std::isnan(diff[25]));
  QCOMPARE(dea[25], diff[25]);
  for (std::size_t i = 26; i < diff.size(); ++i) {
    QVERIFY(std::abs(dea[i] - (0.8 * dea[i - 1] + 0.2 * diff[i])) < 1e-12);
    QVERIFY(std::abs(macd[i] - 2 * (diff[i] - dea[i])) < 1e-12);
  }
  const auto gold = valuesOf(program("GoldCrossFactor"), bars, "filter_result");
  const auto bull = valuesOf(program("BullFactor"), bars, "filter_result");
  for (std::size_t i = 0; i < diff.size(); ++i) {
    QCOMPARE(std::isnan(gold[i]), std::isnan(diff[i]));
    QVERIFY(i < 25 || ((gold[i] == 1) == (diff[i] > dea[i]) && (bull[i] == 1) == (diff[i] > 0 && dea[i] > 0)));
  }
}

void ZvtFactorsTest::keepBull()
{
  const auto keep = makeKeepBull(3);
  std::vector<double> results;
  for (const double diff : {1.0, 1.0, 1.0, 1.0, -1.0, 1.0, 1.0, 1.0})
    results.push_back(stepped(*keep, {}, {diff, 0.5}, 4)[3]);
  QVERIFY(same(results, {kNan, kNan, 1, 1, 0, 0, 0, 1}));
  QVERIFY(std::isnan(stepped(*keep, {}, {kNan, kNan}, 4)[3]));
}

/// Five dead bars, then a live one; four are too few.
void ZvtFactorsTest::liveOrDead()
{
  const auto pattern = makeLiveOrDead(-5, 1);
  std::vector<double> results;
  for (const double diff : {-1., -1., -1., -1., -1., 1., 1., -1., -1., -1., -1., 1.})
    results.push_back(stepped(*pattern, {}, {diff, 0}, 4)[3]);
  QVERIFY(same(results, {kNan, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}));
}

/// (ma5 - ma10) / 10 is .1, .2 over two bars, then -.3; the area begins anew with each run.
void ZvtFactorsTest::maStats()
{
  const auto stats = makeMaStats();
  BarValues bar;
  bar.close = 10;
  QVERIFY(same(stepped(*stats, bar, {5, kNan}, 4), {kNan, kNan, kNan, kNan}));
  QVERIFY(same(stepped(*stats, bar, {11, 10}, 4), {1, 0.1, 1, 0.1}));
  QVERIFY(same(stepped(*stats, bar, {12, 10}, 4), {1, 0.2, 2, 0.3}));
  QVERIFY(same(stepped(*stats, bar, {7, 10}, 4), {-1, -0.3, -1, -0.3}));
  QVERIFY(same(stepped(*stats, bar, {10, 10}, 4), {-1, 0, -2, -0.3})); // equal is not above
}

void ZvtFactorsTest::volumeUp()
{
  VolumeUpRules rules;
  rules.upIntervals = 1;
  const auto factor = makeVolumeUp(rules);
  const auto bar = [](double close, double volume, double rate) {
    return BarValues{0, close, close, close, close, volume, 4e8, rate};
  };
  const auto at = [&](const BarValues& values) { return stepped(*factor, values, {10, 100}, 2); };
  QVERIFY(same(at(bar(11, 150, 0.03)), {0, 0})); // no volume
  QVERIFY(same(at(bar(11.5, 300, 0.03)), {0, 0})); // 15 % above is too far
  QVERIFY(same(at(bar(11.4, 300, 0.02)), {0, 0})); // the rate must be more than .02
  QVERIFY(same(at(bar(11.4, 300, 0.03)), {1, 1}));
  QVERIFY(same(at(bar(11, 100, 0.03)), {0, 1})); // one bar later it still counts
  QVERIFY(same(at(bar(11, 100, 0.03)), {0, 0}));
  QVERIFY(same(at(bar(11, 300, kNan)), {kNan, kNan})); // no rate stored: nothing is known
  rules = {2, 1, 3e8, 0.02, 40, false};
  const auto any = makeVolumeUp(rules);
  QVERIFY(same(stepped(*any, bar(11, 300, 0.03), {20, 10.5, 100}, 2), {1, 1}));
  rules.all = true;
  const auto every = makeVolumeUp(rules);
  QVERIFY(same(stepped(*every, bar(11, 300, 0.03), {20, 10.5, 100}, 2), {0, 0}));
}

void ZvtFactorsTest::badParameters()
{
  const auto code = [](const char* name, const std::map<std::string, std::string>& parameters) {
    const auto made = FactorProgram::make(**registry().find(name), parameters);
    return made ? std::string("ok") : made.error().code;
  };
  QCOMPARE(code("MaFactor", {{"windows", "5,0"}}), std::string("factor.bad_windows"));
  QCOMPARE(code("MaFactor", {{"windows", ""}}), std::string("factor.bad_windows"));
  QCOMPARE(code("MaFactor", {{"windows", "five"}}), std::string("factor.bad_windows"));
  QCOMPARE(code("CrossMaFactor", {{"windows", "5"}}), std::string("factor.bad_windows"));
  QCOMPARE(code("MacdFactor", {{"fast", "0"}}), std::string("param.range"));
  QCOMPARE(code("MacdFactor", {{"fats", "3"}}), std::string("param.unknown"));
  QCOMPARE(code("VolumeUpMaFactor", {{"over_mode", "xor"}}), std::string("param.choice"));
}

void ZvtFactorsTest::documents()
{
  const char* text = R"json({"name": "Pullback", "version": 2, "level": "1d", "adjust": "qfq",
    "parameters": [{"key": "n", "type": "int", "default": 2, "label": "n", "min": 1}],
    "transformer": [{"name": "reach", "formula": "CLOSE/MA(CLOSE,{n})"},
                    {"name": "filter_result", "formula": "CLOSE<MA(CLOSE,{n})"}],
    "scorer": {"kind": "rank", "column": "reach", "ascending": false}})json";
  auto definition = readFactorDocument(text);
  QVERIFY2(definition, definition ? "" : definition.error().code.c_str());
  QVERIFY(adjustFor(*definition, "stock_sz_000001") == market::AdjustMode::Qfq);
  QCOMPARE(readFactorDocument(definition->document)->document, definition->document);
  const auto made = FactorProgram::make(*definition, {{"n", "2"}});
  QVERIFY(made);
  QVERIFY(same(valuesOf(*made, barsOf({4, 2, 6}), "reach"), {kNan, 2.0 / 3, 1.5}));
  QVERIFY(same(valuesOf(*made, barsOf({4, 2, 6}), "filter_result"), {kNan, 1, 0}));
  FactorRegistry own = FactorRegistry::builtIn();
  QVERIFY(own.add(*definition));
  QCOMPARE(own.add(*definition).error().code, std::string("factor.name_taken"));

  const auto code = [](const char* json) {
    const auto read = readFactorDocument(json);
    return read ? std::string("ok") : read.error().code;
  };
  QCOMPARE(code("{"), std::string("json.syntax"));
  QCOMPARE(code(R"({"name": "9x"})"), std::string("factor.bad_name"));
  QCOMPARE(code(R"({"name": "x"})"), std::string("factor.bad_document"));
  QCOMPARE(code(R"({"name": "x", "accumulator": "ZenAccumulator"})"), std::string("ok"));
  QCOMPARE(code(R"({"name": "x", "accumulator": "Nothing"})"), std::string("factor.unknown_accumulator"));
  QCOMPARE(code(R"({"name": "x", "transformer": [{"name": "a", "formula": "CLOSE"}],
    "scorer": {"kind": "rank", "column": "b"}})"),
      std::string("factor.bad_document"));
  const auto broken = readFactorDocument(R"({"name": "x", "transformer": [{"name": "a", "formula": "MA(CLOSE"}]})");
  QVERIFY(broken);
  const auto error = FactorProgram::make(*broken, {}).error();
  QCOMPARE(std::string(error.context.front().second), std::string("a"));
}

/// Days 4 and 6 have no bar: the next ones decide. A day ahead of the history gives nothing.
void ZvtFactorsTest::specificDays()
{
  market::BarSeries bars = barsOf({1, 2, 3, 4, 5, 6});
  const std::int64_t first = TradingDay::fromDate({2024, 1, 2}).days;
  for (std::size_t i = 0; i < 6; ++i)
    bars.key[i] = first + std::array<std::int64_t, 6>{0, 1, 3, 5, 6, 7}[i]; // 2nd 3rd 5th 7th 8th 9th
  const auto filter = [&](const char* buy, const char* sell) {
    return valuesOf(
        program("SpecificFactor", {{"buy_timestamp", buy}, {"sell_timestamp", sell}}), bars, "filter_result");
  };
  QVERIFY(same(filter("2024-01-04", "2024-01-06"), {kNan, kNan, 1, 0, kNan, kNan}));
  QVERIFY(same(filter("2024-01-08", ""), {kNan, kNan, kNan, kNan, 1, kNan}));
  QVERIFY(same(filter("2023-12-01", "2024-02-01"), std::vector<double>(6, kNan)));
  QVERIFY(!FactorProgram::make(**registry().find("SpecificFactor"), {{"buy_timestamp", "soon"}}));
}

/// Every factor tells its formulas, its columns with units, what it reads and who published it, in both languages.
void ZvtFactorsTest::pages()
{
  for (const char* language : {"en", "zh_CN"}) {
    const auto messages = Messages::load(language);
    for (const FactorDefinition& factor : registry().all()) {
      const std::string page = describe(factor, *messages);
      QVERIFY2(page.find("zvt.factors") != std::string::npos, factor.name.c_str());
      QVERIFY2(page.find("factor.") == std::string::npos || page.find("factor.p") == std::string::npos, page.c_str());
      for (const std::string& column : zvt::factor::columnsOf(factor))
        QVERIFY2(page.find("`" + column + "` (") != std::string::npos, page.c_str());
      for (const ParamSpec& spec : factor.parameters.specs())
        QVERIFY2(page.find("`" + spec.key + "`") != std::string::npos, page.c_str());
    }
  }
  const auto english = Messages::load("en");
  const std::string macd = describe(**registry().find("BullFactor"), *english);
  QVERIFY(macd.find("`diff` (price)") != std::string::npos);
  QVERIFY(macd.find("`live_count` (bars)") != std::string::npos);
  QVERIFY(macd.find("`filter_result` (1 or 0)") != std::string::npos);
}

QTEST_APPLESS_MAIN(ZvtFactorsTest)
#include "tst_zvt_factors.moc"
