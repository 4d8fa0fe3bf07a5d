// SPDX-License-Identifier: Apache-2.0
// Expected figures: ZVT's own ZenAccumulator (src/zvt/factors/zen/base_factor.py) run over the same bars outside of the
// program, its rows written with "%.17g" and hashed with SHA-256.
#include "core/base/checksum.h"
#include "core/base/json.h"
#include "core/factor/factors/zen.h"
#include "tests/core/factor/series.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cstdio>

using namespace zvt;
using namespace zvt::factor;
using namespace zvt::tests;

namespace {

constexpr std::size_t kFirstKnown = 11; ///< ZVT stamps the bars before with what it knows at this one

std::vector<ZenBar> zenBars(const std::filesystem::path& file)
{
  const auto bars = readCsv(file);
  std::vector<ZenBar> result;
  for (std::size_t i = 0; i < bars.at("close").size(); ++i)
    result.push_back({static_cast<std::int64_t>(i), bars.at("high")[i], bars.at("low")[i], bars.at("close")[i]});
  return result;
}

struct ZenRun {
  std::vector<std::vector<double>> rows; ///< by bar
  std::vector<storage::FactorMark> marks;
};

ZenRun runZen(const std::vector<ZenBar>& bars, std::size_t from = 0, ZenState state = {})
{
  Zen zen;
  zen.setState(std::move(state));
  ZenRun run;
  for (std::size_t i = from; i < bars.size(); ++i) {
    run.rows.emplace_back(zenColumns().size());
    zen.step(bars[i], run.rows.back());
  }
  run.marks = zen.takeMarks();
  return run;
}

std::string printed(double value)
{
  if (std::isnan(value))
    return "nan";
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

double numberIn(const Json& detail, const char* key)
{
  return detail.contains(key) && detail[key].is_number() ? detail[key].get<double>() : kNan;
}

std::string rowsDigest(const ZenRun& run)
{
  std::string text;
  for (std::size_t i = kFirstKnown; i < run.rows.size(); ++i) {
    for (std::size_t column = 0; column < run.rows[i].size(); ++column)
      text += (column == 0 ? "" : ",") + printed(run.rows[i][column]);
    text += '\n';
  }
  return sha256Hex(text);
}

/// Marks as ZVT's columns say them: strokes, segments, hubs of segments, fractals, each by bar.
std::string marksDigest(const ZenRun& run)
{
  std::map<std::pair<int, std::int64_t>, std::string> lines;
  for (const storage::FactorMark& mark : run.marks) {
    const Json detail = *parseJson(mark.detail);
    const std::string side = mark.name.ends_with("ding") ? "ding" : "di";
    const std::string key = std::to_string(mark.key);
    if (mark.name.starts_with("bi_di") && detail.contains("value"))
      lines[{0, mark.key}] = "bi," + key + "," + std::to_string(mark.known) + "," + side + ","
          + printed(numberIn(detail, "value")) + "," + printed(numberIn(detail, "slope"));
    else if (mark.name.starts_with("duan_di"))
      lines[{1, mark.key}] = "duan," + key + "," + side + "," + printed(numberIn(detail, "value")) + ","
          + printed(numberIn(detail, "slope"));
    else if (mark.name == "zhongshu")
      lines[{2, mark.key}] = "zhongshu," + key + "," + printed(numberIn(detail, "y0")) + ","
          + printed(numberIn(detail, "y1")) + "," + printed(numberIn(detail, "change"));
    else if (mark.name.starts_with("tmp_"))
      lines[{3, mark.key}] = "tmp," + key + "," + printed(numberIn(detail, "power"));
  }
  std::string text;
  for (const auto& [place, line] : lines)
    text += (text.empty() ? "" : "\n") + line;
  return sha256Hex(text);
}

}

class ZenTest : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void sameAsZvt_data();
  void sameAsZvt();
  void firstStrokes();
  void nothingKnownAheadOfTime();
  void resumesAnywhere();
  void refusesBadState();
  void odd();
};

void ZenTest::sameAsZvt_data()
{
  QTest::addColumn<QString>("file");
  QTest::addColumn<int>("bars");
  QTest::addColumn<QString>("rows");
  QTest::addColumn<QString>("marks");
  QTest::newRow("sh600000") << "sh600000" << 2836 << "512f507828d8d96746a63b31e74cde3bb241057d1d3fafe03166c459c01e33bf"
                            << "c489ad000886808a64ff0ff7d276ce81b92eb7b3ae66175a96ff212024ae92f3";
  QTest::newRow("sz000001") << "sz000001" << 4937 << "bb8560c282d89b2d5e4b0e516e85c2d84d1438df71b7bf91c29edd4c23b22c10"
                            << "d97fa419f8ecb0ec011462619078a6866711a4e96f4a27ea8f6cc37445b296fc";
  QTest::newRow("sz000002") << "sz000002" << 5022 << "5907ef9de0efbc57ccd9640a6f7c9362b5382ea9663e9640736cd0cc234f412c"
                            << "0a69d106108c9a6e20884c71dec5d8961cba352f11fbc531f11ccdc208177a5b";
  QTest::newRow("sh000001") << "sh000001" << 5121 << "fe96fe902353b7a110062e5ea206353babd9cec8ce7fcf9b121307d364cff956"
                            << "4ea914970d76f63c38cb52b6cfc85c781246274a26bcc081fb37257b1506d33c";
}

void ZenTest::sameAsZvt()
{
  QFETCH(QString, file);
  QFETCH(int, bars);
  QFETCH(QString, rows);
  QFETCH(QString, marks);
  const auto path = fixture("market/hikyuu/" + file.toStdString() + "_1d.csv");
  if (!path)
    QSKIP("the fixture is not there");
  const auto zen = zenBars(*path);
  QCOMPARE(zen.size(), static_cast<std::size_t>(bars));
  const ZenRun run = runZen(zen);
  QCOMPARE(QString::fromStdString(rowsDigest(run)), rows);
  QCOMPARE(QString::fromStdString(marksDigest(run)), marks);
}

/// The first strokes of 600000 since its listing, by ZVT: bar, bar at which it is sure, price.
void ZenTest::firstStrokes()
{
  ZVT_FIXTURE(file, "market/hikyuu/sh600000_1d.csv");
  auto bars = zenBars(file);
  bars.resize(400);
  const ZenRun run = runZen(bars);
  const std::vector<std::tuple<std::int64_t, std::int64_t, double>> expected = {{21, 25, 25.3}, {26, 30, 26.5},
      {32, 36, 24.5}, {40, 44, 27.85}, {45, 54, 23.75}, {56, 64, 27.48}, {64, 73, 24.5}, {74, 78, 26.5}};
  std::vector<std::tuple<std::int64_t, std::int64_t, double>> strokes;
  std::vector<std::tuple<std::int64_t, double, double, double>> merged;
  for (const auto& mark : run.marks) {
    const Json detail = *parseJson(mark.detail);
    if (mark.name.starts_with("bi_di") && detail.contains("value") && strokes.size() < expected.size())
      strokes.emplace_back(mark.key, mark.known, detail["value"].get<double>());
    if (mark.name == "merge_zhongshu" && merged.size() < 4)
      merged.emplace_back(
          mark.key, detail["y0"].get<double>(), detail["y1"].get<double>(), detail["level"].get<double>());
  }
  QCOMPARE(strokes, expected);
  // The first hub is level 1; ZVT draws merged hubs from the second on.
  const std::vector<std::tuple<std::int64_t, double, double, double>> hubs = {
      {40, 25.3, 26.5, 1}, {64, 24.5, 27.48, 2}, {84, 24.5, 27.48, 3}, {127, 23.36, 24.45, 1}};
  QCOMPARE(merged, hubs);
}

/// At each bar k, what bars 0 … k alone say is what the run over all bars says at k; a mark is known no earlier than
/// where it is drawn, and with bars 0 … k exactly those are known whose `known` is not behind k.
void ZenTest::nothingKnownAheadOfTime()
{
  ZVT_FIXTURE(file, "market/hikyuu/sz000002_1d.csv");
  auto bars = zenBars(file);
  bars.resize(600);
  const ZenRun whole = runZen(bars);
  for (std::size_t k = 0; k < bars.size(); ++k) {
    const ZenRun part = runZen({bars.begin(), bars.begin() + static_cast<std::ptrdiff_t>(k) + 1});
    QVERIFY2(std::ranges::equal(part.rows.back(), whole.rows[k], sameBits), qPrintable(QString::number(k)));
    std::vector<storage::FactorMark> known = whole.marks;
    std::erase_if(known, [&](const auto& mark) { return mark.known > static_cast<std::int64_t>(k); });
    QVERIFY2(part.marks == known, qPrintable(QString::number(k)));
  }
  QVERIFY(std::ranges::all_of(whole.marks, [](const auto& mark) { return mark.key < mark.known; }));
}

void ZenTest::resumesAnywhere()
{
  ZVT_FIXTURE(file, "market/hikyuu/sz000001_1d.csv");
  auto bars = zenBars(file);
  bars.resize(700);
  const ZenRun whole = runZen(bars);
  Zen zen;
  std::vector<double> out(zenColumns().size());
  for (std::size_t k = 0; k < bars.size(); ++k) {
    zen.step(bars[k], out);
    QVERIFY2(std::ranges::equal(out, whole.rows[k], sameBits), qPrintable(QString::number(k)));
    const auto state = zenFromJson(zenToJson(zen.state()));
    QVERIFY(state);
    QCOMPARE(zenToJson(*state), zenToJson(zen.state()));
    zen.setState(*state);
  }
  QVERIFY(zen.takeMarks() == whole.marks);
}

void ZenTest::refusesBadState()
{
  for (const char* text : {"{}", "[]", R"({"count": "x"})", "nonsense"})
    QVERIFY(!zenFromJson(text));
  std::string state = zenToJson({});
  state.replace(state.find("\"recent\":[]"), 11, "\"recent\":[[1]]");
  QCOMPARE(zenFromJson(state).error().code, std::string("factor.bad_state"));
}

/// Prices that never move have no top; a bar without prices is as if it were not there.
void ZenTest::odd()
{
  std::vector<ZenBar> flat;
  for (std::int64_t i = 0; i < 3000; ++i)
    flat.push_back({i, 10, 10, 10});
  Zen still;
  std::vector<double> out(zenColumns().size());
  for (const ZenBar& bar : flat) {
    still.step(bar, out);
    QVERIFY(std::ranges::all_of(out, [](double value) { return std::isnan(value); }));
  }
  QVERIFY(zenToJson(still.state()).size() < 1000); // what it remembers does not grow

  ZVT_FIXTURE(file, "market/hikyuu/sh600000_1d.csv");
  auto bars = zenBars(file);
  bars.resize(300);
  const ZenRun plain = runZen(bars);
  std::vector<ZenBar> gaps;
  for (const ZenBar& bar : bars) {
    gaps.push_back(bar);
    if (bar.key % 7 == 0)
      gaps.push_back({bar.key, kNan, kNan, kNan});
  }
  ZenRun gapped = runZen(gaps);
  std::vector<std::vector<double>> rows;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (!std::isnan(gaps[i].high))
      rows.push_back(gapped.rows[i]);
    else
      QVERIFY(std::isnan(gapped.rows[i][0]));
  }
  QVERIFY(sameColumns(rows, plain.rows));
  QVERIFY(gapped.marks == plain.marks);
}

QTEST_APPLESS_MAIN(ZenTest)
#include "tst_zen.moc"
