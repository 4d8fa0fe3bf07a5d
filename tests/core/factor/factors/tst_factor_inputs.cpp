// SPDX-License-Identifier: Apache-2.0
// What a service reads for its factors, columns beside the bars among it, and what it chooses over many securities.
#include "core/factor/factors/document.h"
#include "tests/core/factor/factors/factor_bench.h"

#include <QTest>

using namespace zvt;
using namespace zvt::factor;
using Bench = tests::FactorBench;
using tests::kStart;
using tests::kStock;
using tests::waves;

namespace {

FactorDefinition ownFactor(const std::string& columns)
{
  auto made = readFactorDocument("{\"name\":\"Mine\",\"transformer\":[" + columns + "]}");
  if (!made)
    qFatal("%s", made.error().code.c_str());
  return *std::move(made);
}

/// A column whose values somebody may change.
class Shifting final : public ColumnSource {
public:
  explicit Shifting(const double& shift)
      : m_shift(shift)
  {
  }
  [[nodiscard]] bool provides(std::string_view column) const override { return column == "mine"; }
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const override
  {
    std::vector<double> values(bars.close);
    for (std::size_t i = values.size() / 2; i < values.size(); ++i)
      values[i] += m_shift;
    return std::vector(columns.size(), values);
  }

private:
  const double& m_shift;
};

}

class FactorInputsTest : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void targets();
  void targetsOfADayWithoutBars();
  void targetsSeeNoLaterDividend();
  void columnsBesideTheBars();
  void refusedColumns();
  void barsWithoutANeededColumn();
  void manyFollowedBars();
};

/// What is chosen on a day is the same whether later bars are stored or not.
void FactorInputsTest::targets()
{
  Bench early;
  Bench late;
  std::vector<std::string> entities;
  for (int i = 0; i < 8; ++i) {
    entities.push_back("stock_sz_" + std::to_string(100'000 + i));
    early.write(waves(entities.back(), 0, 150, i));
    late.write(waves(entities.back(), 0, 300, i));
  }
  TargetQuery query;
  query.factors = {Bench::request("GoldCrossFactor", entities)};
  query.key = kStart + 149;
  query.from = kStart + 40;
  query.rules.rebalance.kind = RebalanceRule::Kind::Weekly;
  query.rules.weights = {Weighting::InverseVolatility, 0.4};
  SilentTaskControl control;
  const auto told = early.service->targets(query, control);
  late.compute(query.factors[0]);
  const auto later = late.service->targets(query, control);
  QVERIFY(told && later);
  QCOMPARE(told->opinions.size(), entities.size());
  QVERIFY(!told->holdings.empty());
  QCOMPARE(told->holdings.size(), later->holdings.size());
  for (std::size_t i = 0; i < told->holdings.size(); ++i) {
    QCOMPARE(told->holdings[i].entityId, later->holdings[i].entityId);
    QCOMPARE(told->holdings[i].weight, later->holdings[i].weight);
    QVERIFY(told->holdings[i].weight <= 0.4);
  }
  query.factors = {Bench::request("MaFactor", entities)};
  QCOMPARE(early.service->targets(query, control).error().code, std::string("factor.no_result"));
  query.factors = {Bench::request("BullFactor", {"stock_sz_999999", entities[0]})};
  QCOMPARE(early.service->targets(query, control)->failed.front().first, std::string("stock_sz_999999"));
}

/// The newest bar up to a day without trading decides, and the report says which.
void FactorInputsTest::targetsOfADayWithoutBars()
{
  Bench bench;
  bench.write(waves(kStock, 0, 150));
  TargetQuery query;
  query.factors = {Bench::request("GoldCrossFactor")};
  SilentTaskControl control;
  query.key = kStart + 149;
  const auto onTheDay = bench.service->targets(query, control);
  query.key = kStart + 152;
  const auto later = bench.service->targets(query, control);
  QVERIFY(onTheDay && later);
  QCOMPARE(later->key, kStart + 149);
  QCOMPARE(later->opinions.size(), std::size_t{1});
  QCOMPARE(later->holdings.size(), onTheDay->holdings.size());
  query.key = kStart - 1;
  QCOMPARE(bench.service->targets(query, control).error().code, std::string("factor.no_bar_then"));
  query.key = kStart + 152;
  query.from = kStart + 150;
  QCOMPARE(bench.service->targets(query, control).error().code, std::string("factor.no_bar_then"));
}

/// What was chosen on a day does not change when a dividend comes later: prices are hfq, and qfq ones are refused.
void FactorInputsTest::targetsSeeNoLaterDividend()
{
  Bench bench;
  const std::string index = "index_sh_000001";
  bench.write(waves(index, 0, 150));
  bench.write(waves(kStock, 0, 150));
  TargetQuery query;
  query.factors = {Bench::request("GoldCrossFactor", {kStock, index})};
  query.key = kStart + 100;
  SilentTaskControl control;
  const auto before = bench.service->targets(query, control);
  market::CorporateAction dividend;
  dividend.exDay = {static_cast<std::int32_t>(kStart + 120)};
  dividend.cash = 5;
  bench.writeActions({dividend});
  const auto after = bench.service->targets(query, control);
  QVERIFY(before && after);
  QCOMPARE(after->opinions.size(), std::size_t{2});
  for (std::size_t i = 0; i < 2; ++i)
    QVERIFY(tests::sameBits(before->opinions[i].opinion.filter, after->opinions[i].opinion.filter));
  query.factors[0].adjust = market::AdjustMode::Qfq;
  QCOMPARE(bench.service->targets(query, control).error().code, std::string("factor.qfq_choice"));
}

/// Columns that the bars hold and such that other tables give are read, go on day by day, and are noticed when they
/// change.
void FactorInputsTest::columnsBesideTheBars()
{
  Bench bench;
  const auto column = [](const std::string& name, const std::string& formula) {
    return "{\"name\":\"" + name + "\",\"formula\":\"" + formula + "\"}";
  };
  QVERIFY(bench.registry.add(
      ownFactor(column("a", "MA(COLUMN('mine'),3)") + "," + column("b", "TURNOVER_RATE + WEEKDAY * 0"))));
  double shift = 0;
  ColumnSources sources;
  sources.add(std::make_unique<Shifting>(shift));
  bench.service =
      std::make_unique<FactorService>(*bench.profile.profile, *bench.data, bench.parallel, bench.registry, &sources);
  auto bars = waves(kStock, 0, 300);
  for (double& rate : bars.extraForWrite("turnover_rate"))
    rate = 0.02;
  bench.write(bars);
  const FactorRequest request = Bench::request("Mine");
  QCOMPARE(bench.compute(request)[0].computed, std::int64_t{300});
  const FactorValues stored = bench.stored(request);
  QCOMPARE(stored.columns[1][299], 0.02);
  QVERIFY(std::abs(stored.columns[0][299] - (bars.close[297] + bars.close[298] + bars.close[299]) / 3) < 1e-12);
  QCOMPARE(bench.compute(request)[0].computed, std::int64_t{0});
  shift = 1;
  QVERIFY(std::abs(bench.service->values(request, kStock)->columns[0][299] - stored.columns[0][299] - 1) < 1e-12);
  const EntityReport report = bench.compute(request)[0];
  QCOMPARE(report.kept, std::int64_t{150});
  QCOMPARE(report.from, std::optional<std::int64_t>(kStart + 150));
  // Without a source there is an error, not a row of zeros.
  bench.service = std::make_unique<FactorService>(*bench.profile.profile, *bench.data, bench.parallel, bench.registry);
  QCOMPARE(bench.compute(request)[0].error->code, std::string("factor.no_column"));
}

void FactorInputsTest::refusedColumns()
{
  const auto codeOf = [](const std::string& formula) {
    const std::string columns =
        "{\"name\":\"a\",\"formula\":\"" + formula + "\"},{\"name\":\"b\",\"formula\":\"HIGH\"}";
    const auto made = FactorProgram::make(ownFactor(columns), {});
    return made ? std::string() : made.error().code;
  };
  QCOMPARE(codeOf("MACD(CLOSE)"), std::string("factor.column_outputs"));
  QCOMPARE(codeOf("CLOSE;OPEN"), std::string("factor.column_outputs"));
  QCOMPARE(codeOf("RANK(CLOSE)"), std::string("factor.column_compares"));
  QCOMPARE(codeOf("MACD(CLOSE).DEA"), std::string());
}

/// A factor that cannot do without a column says so; an empty one is as good as none.
void FactorInputsTest::barsWithoutANeededColumn()
{
  Bench bench;
  market::BarSeries bars = waves(kStock, 0, 60);
  bench.write(bars);
  const FactorRequest request = Bench::request("VolumeUpMaFactor");
  const EntityReport report = bench.compute(request)[0];
  QVERIFY(report.error);
  QCOMPARE(report.error->code, std::string("factor.bars_without_column"));
  QCOMPARE(report.error->field("column"), std::string_view("turnover_rate"));
  QVERIFY(bench.service->list({})->empty());
  bench.write(tests::withTurnoverRate(std::move(bars)));
  QVERIFY(!bench.compute(request)[0].error);
}

/// Following from a day on is the same whether the history ahead of it is long or short, for the choice and for weights
/// by volatility.
void FactorInputsTest::manyFollowedBars()
{
  Bench bench;
  std::vector<std::string> entities;
  for (int i = 0; i < 5; ++i) {
    entities.push_back("stock_sz_" + std::to_string(100'000 + i));
    bench.write(waves(entities.back(), 0, 200, i));
  }
  TargetQuery query;
  query.factors = {Bench::request("GoldCrossFactor", entities)};
  query.key = kStart + 180;
  query.from = kStart + 170;
  query.volatilityWindow = 20;
  query.rules.weights = {Weighting::InverseVolatility, 1};
  SilentTaskControl control;
  const auto report = bench.service->targets(query, control);
  QVERIFY(report && !report->holdings.empty());
  // Σ 1/volatility of the 20 changes up to each holding's last weighing, which is that of the last bar.
  std::vector<double> inverse;
  for (const Holding& holding : report->holdings) {
    data::BarRequest request;
    request.entityId = holding.entityId;
    request.adjust = market::AdjustMode::Hfq;
    const auto bars = bench.data->bars(request).value();
    inverse.push_back(1 / trailingVolatility(std::span(bars->close).first(181), 20));
  }
  double sum = 0;
  for (const double one : inverse)
    sum += one;
  for (std::size_t i = 0; i < inverse.size(); ++i)
    QVERIFY(std::abs(report->holdings[i].weight - inverse[i] / sum) < 1e-12);
}

QTEST_APPLESS_MAIN(FactorInputsTest)
#include "tst_factor_inputs.moc"
