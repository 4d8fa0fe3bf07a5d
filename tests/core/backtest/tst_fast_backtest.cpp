// SPDX-License-Identifier: Apache-2.0
// The law of the fast engine: over any market that it takes, it gives what the event loop gives, to the last digit.
#include "core/backtest/fast/curve_kernels.h"
#include "core/backtest/fast/own_accounts.h"
#include "core/backtest/fast/rank_kernels.h"
#include "core/backtest/fast/shared_account.h"
#include "core/base/parallel_for.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cstring>

using namespace zvt;
using namespace zvt::tests;

namespace {

struct Case {
  strategy::ExecutionPlan plan;
  backtest::BacktestData data;
  QString text;
};

std::string pick(Random& random, std::initializer_list<const char*> choices)
{
  return *(choices.begin() + random.below(choices.size()));
}

std::vector<std::string> randomSettings(Random& random)
{
  const auto fast = 1 + random.below(4);
  const auto slow = fast + 1 + random.below(8);
  return {"cross.kind=" + pick(random, {"SMA", "EMA"}), "cross.fast=" + std::to_string(fast),
      "cross.slow=" + std::to_string(slow), "w.max_positions=" + pick(random, {"0", "1", "2", "3"}),
      "w.gross=" + pick(random, {"1", "0.95", "0.5"}), "w.rebalance=" + pick(random, {"entry", "entry", "change"}),
      "a.fill=" + pick(random, {"next_open", "next_close"}), "a.size_at=" + pick(random, {"decision", "fill"}),
      "a.sizing=" + pick(random, {"lots", "units"}), "a.finalize=" + pick(random, {"keep", "last_close", "last_open"}),
      "a.rules=" + pick(random, {"dated", "dated", "dated", "fixed:2023-09-01", "free"}),
      "a.initial_cash=" + pick(random, {"1000000", "30000", "4000.55"}),
      "a.commission_rate=" + pick(random, {"", "0.0001", "0.00085"}), "run.adjust=" + pick(random, {"hfq", "bfq"}),
      "run.start=" + pick(random, {"", "", "2023-07-03"})};
}

/// A market with a plan for it, both of one seed. The spans cross days on which fees (2022-04-29, 2023-08-28) and
/// limits (ChiNext, 2020-08-24) change.
Case makeCase(std::uint64_t seed, const std::vector<std::string>& more = {})
{
  SeededRandom random(seed * 7919 + 1);
  const std::string first = pick(random, {"2023-05-04", "2023-05-04", "2022-03-01", "2020-06-01"});
  const auto stocks = randomMarket(seed, first.c_str(), 110);
  backtest::MemorySource source;
  for (const RandomStock& stock : stocks)
    source.add(stock.entity, stock.bars, stock.actions);
  auto document = turnStrategy({"stock_*"});
  auto settings = randomSettings(random);
  if (first != "2023-05-04")
    settings.back() = "run.start=";
  settings.insert(settings.end(), more.begin(), more.end());
  Case test;
  for (const std::string& setting : settings) {
    if (const auto applied = strategy::applySetting(document, setting); !applied)
      qFatal("%s: %s", setting.c_str(), applied.error().code.c_str());
    test.text += QString::fromStdString(setting) + QLatin1Char(' ');
  }
  test.plan = strategy::compile(document).value();
  SilentTaskControl control;
  test.data = backtest::loadData(test.plan, source, control).value();
  return test;
}

QString lineOf(const analytics::EquityPoint& p)
{
  return QStringLiteral("%1 %2 %3 %4 %5")
      .arg(QString::fromStdString(p.time.iso()))
      .arg(p.equity, 0, 'g', 17)
      .arg(p.cash, 0, 'g', 17)
      .arg(p.marketValue, 0, 'g', 17)
      .arg(p.positions);
}

std::string lineOf(const analytics::OrderRecord& o)
{
  std::string line = o.orderId + " " + o.entityId + " " + o.side + " " + o.type + " " + o.quantity.toString() + " "
      + o.limitPrice + " " + o.placedTime.iso() + " " + o.state + " " + o.filled.toString() + " " + o.reasonCode;
  for (const auto& [key, value] : o.reasonArguments)
    line += " " + key + "=" + value;
  return line;
}

QString lineOf(const analytics::DecisionRecord& d)
{
  return QStringLiteral("%1 %2 %3")
      .arg(QString::fromStdString(d.time.iso()), QLatin1String(analytics::toString(d.kind).data()))
      .arg(d.weight, 0, 'g', 17);
}

std::string lineOf(const analytics::FillRecord& f)
{
  std::string line = f.orderId + " " + f.entityId + " " + f.side + " " + f.time.iso() + " " + f.quantity.toString()
      + " @" + f.price.toString();
  for (const analytics::CostAmount& cost : f.costs)
    line += " " + cost.kind + "=" + cost.amount.toString();
  return line;
}

std::string lineOf(const analytics::RoundTrip& t)
{
  return t.entityId + " " + std::string(analytics::toString(t.side)) + " " + t.quantity.toString() + " "
      + t.entryTime.iso() + " " + t.entryPrice.toString() + " " + t.exitTime.iso() + " " + t.exitPrice.toString() + " "
      + t.costs.toString() + " " + t.pnl.toString() + " " + std::to_string(t.entryBar) + " " + std::to_string(t.exitBar)
      + " " + QString::number(t.returnFraction, 'g', 17).toStdString();
}

QString asText(const QString& text)
{
  return text;
}
QString asText(const std::string& text)
{
  return QString::fromStdString(text);
}

/// The first difference of two lists, or nothing.
template <class Item> QString difference(const char* what, const std::vector<Item>& a, const std::vector<Item>& b)
{
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const QString left = i < a.size() ? asText(lineOf(a[i])) : QStringLiteral("-");
    const QString right = i < b.size() ? asText(lineOf(b[i])) : QStringLiteral("-");
    if (left != right)
      return QStringLiteral("%1 %2: event loop %3 | fast %4").arg(QLatin1String(what)).arg(i).arg(left, right);
  }
  return {};
}

QString difference(const backtest::BacktestResult& a, const backtest::BacktestResult& b)
{
  for (const QString& text : {difference("order", a.orders, b.orders), difference("decision", a.decisions, b.decisions),
           difference("fill", a.fills, b.fills), difference("trade", a.trades, b.trades),
           difference("equity", a.equity, b.equity)})
    if (!text.isEmpty())
      return text;
  return a.firstTradingBar == b.firstTradingBar ? QString() : QStringLiteral("first trading bar");
}

/// Momentum as its definition reads: every close remembered, everything sorted anew each day.
class NaiveMomentum final : public backtest::TargetSource {
public:
  NaiveMomentum(const backtest::fast::MomentumShape& shape, std::size_t entities)
      : m_shape(shape)
      , m_closes(entities)
      , m_targets(entities)
  {
  }
  const std::vector<strategy::Target>& step(std::span<const strategy::ClosedBar> bars) override
  {
    std::vector<std::pair<double, std::size_t>> ranks;
    for (const strategy::ClosedBar& closed : bars) {
      std::vector<double>& closes = m_closes[closed.entity];
      closes.push_back(closed.bar.close);
      if (closes.size() > m_shape.window)
        ranks.push_back({-(closes.back() / closes[closes.size() - 1 - m_shape.window]), closed.entity});
    }
    std::ranges::sort(ranks);
    ranks.resize(std::min(ranks.size(), m_shape.top));
    std::ranges::fill(m_targets, strategy::Target{});
    for (const auto& [score, entity] : ranks)
      m_targets[entity] = {m_shape.gross / static_cast<double>(m_shape.top), m_shape.resize, 0};
    return m_targets;
  }
  [[nodiscard]] std::size_t warmUp() const override { return m_shape.window + 1; }

private:
  backtest::fast::MomentumShape m_shape;
  std::vector<std::vector<double>> m_closes;
  std::vector<strategy::Target> m_targets;
};

std::string warningsOf(const backtest::BacktestResult& result)
{
  std::string text;
  for (const Error& warning : result.warnings) {
    text += warning.code;
    for (const auto& [key, value] : warning.arguments)
      text += " " + key + "=" + value;
  }
  return text;
}

/// Every fourth so rich that single orders do not carry its positions.
Case makeRicherCase(std::uint64_t seed)
{
  return seed % 4 == 0 ? makeCase(seed, {"a.initial_cash=20000000", "a.size_at=decision"}) : makeCase(seed);
}

}

class TstFastBacktest : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void oneAccountForAllIsTheEventLoop();
  void oneAccountEachIsTheEventLoop();
  void momentumIsTheEventLoop();
  void whatDoesNotFitIsLeftToTheEventLoop();
  void everyProcessorGivesTheSameCurve();
  void everyProcessorGivesTheSameRanks();
};

void TstFastBacktest::oneAccountForAllIsTheEventLoop()
{
  const auto book = market::RuleBook::load().value();
  SilentTaskControl control;
  constexpr int kMarkets = 160;
  int fast = 0;
  std::size_t fills = 0;
  std::size_t unusual = 0;
  for (std::uint64_t seed = 0; seed < kMarkets; ++seed) {
    const Case test = makeRicherCase(seed);
    const auto slow = backtest::runBacktest(test.plan, test.data, book, control);
    const auto quick = backtest::fast::runSharedAccount(test.plan, test.data, book, control);
    QVERIFY2(quick.has_value(), qPrintable(test.text));
    if (!*quick)
      continue;
    QVERIFY2(slow.has_value(), qPrintable(test.text));
    ++fast;
    const QString first = difference(*slow, **quick);
    QVERIFY2(first.isEmpty(), qPrintable(QStringLiteral("seed %1: %2 (%3)").arg(seed).arg(first, test.text)));
    QCOMPARE(warningsOf(**quick), warningsOf(*slow));
    fills += slow->fills.size();
    unusual += static_cast<std::size_t>(std::ranges::count_if(
        slow->orders, [](const analytics::OrderRecord& order) { return order.state != "filled"; }));
  }
  qInfo("%d of %d markets, %zu fills, %zu orders not simply filled", fast, kMarkets, fills, unusual);
  QVERIFY(fast > kMarkets * 8 / 10);
  QVERIFY(fills > 5'000);
  QVERIFY(unusual > 1'000);
}

void TstFastBacktest::oneAccountEachIsTheEventLoop()
{
  const auto book = market::RuleBook::load().value();
  SilentTaskControl control;
  std::size_t accounts = 0;
  std::size_t leftOut = 0;
  std::size_t fills = 0;
  for (std::uint64_t seed = 1'000; seed < 1'060; ++seed) {
    const Case test = makeRicherCase(seed);
    const auto rules = backtest::tradingRules(test.plan, test.data, book);
    const auto quick = backtest::fast::runOwnAccounts(test.plan, test.data, *book, *rules, true, control);
    QVERIFY2(quick.has_value() && *quick, qPrintable(test.text));
    const backtest::fast::OwnAccountsRun& run = **quick;
    leftOut += run.leftOut.size();
    for (std::size_t i = 0; i < run.figures.size(); ++i) {
      backtest::BacktestData alone = test.data;
      alone.entities = {test.data.entities[run.figures[i].entity]};
      const auto slow = backtest::runBacktest(test.plan, alone, book, control);
      QVERIFY2(slow.has_value(), qPrintable(test.text));
      std::vector<backtest::Moment> moments = makeTimeline(alone, test.plan.run.start);
      moments.erase(moments.begin(), moments.begin() + run.figures[i].firstRow);
      auto result = backtest::fast::toResult(run.records, run.first[i], run.first[i + 1], test.data, moments);
      for (const QString& first : {difference("order", slow->orders, result.orders),
               difference("fill", slow->fills, result.fills), difference("trade", slow->trades, result.trades)})
        QVERIFY2(first.isEmpty(), qPrintable(QStringLiteral("seed %1: %2 (%3)").arg(seed).arg(first, test.text)));
      QCOMPARE(run.curves[i].size(), slow->equity.size());
      for (std::size_t bar = 0; bar < slow->equity.size(); ++bar)
        QVERIFY2(run.curves[i][bar] == slow->equity[bar].equity, qPrintable(test.text));
      const auto metrics = analytics::computeMetrics(slow->equity, slow->trades, slow->fills);
      QCOMPARE(run.figures[i].totalReturn, metrics[analytics::Metric::TotalReturn].value_or(0));
      QVERIFY(std::abs(run.figures[i].maxDrawdown - metrics[analytics::Metric::MaxDrawdown].value_or(0)) < 1e-12);
      QVERIFY(std::abs(run.figures[i].sharpe - metrics[analytics::Metric::Sharpe].value_or(0)) < 1e-6);
      QCOMPARE(run.figures[i].costs, metrics[analytics::Metric::TotalCosts].value_or(0));
      ++accounts;
      fills += slow->fills.size();
    }
  }
  qInfo("%zu accounts, %zu left out, %zu fills", accounts, leftOut, fills);
  QVERIFY(accounts > 300);
  QVERIFY(leftOut * 10 < accounts);
  QVERIFY(fills > 3'000);
}

void TstFastBacktest::momentumIsTheEventLoop()
{
  const auto book = market::RuleBook::load().value();
  SilentTaskControl control;
  std::size_t fills = 0;
  int fast = 0;
  const TbbParallelFor two;
  const SerialParallelFor one;
  for (std::uint64_t seed = 2'000; seed < 2'080; ++seed) {
    Case test = makeCase(seed);
    SeededRandom random(seed);
    for (std::uint64_t more = 1; more <= seed % 3; ++more) { // up to 18 stocks, in the order of their ids
      const Case others = makeCase(seed + 100 * more);
      for (backtest::EntityData other : others.data.entities) {
        market::BarSeries renamed = *other.raw;
        renamed.entityId[renamed.entityId.size() - 2] = static_cast<char>('6' + more);
        const bool isSame = other.signal == other.raw;
        other.raw = std::make_shared<const market::BarSeries>(renamed);
        if (isSame)
          other.signal = other.raw;
        other.entity.id = market::EntityId::parse(renamed.entityId).value();
        test.data.entities.push_back(other);
      }
    }
    std::ranges::sort(test.data.entities, {}, [](const backtest::EntityData& entity) { return entity.raw->entityId; });
    const backtest::fast::MomentumShape shape{
        1 + random.below(12), 1 + random.below(5), seed % 4 == 0 ? 0.9 : 1.0, seed % 2 == 0};
    const backtest::fast::PreparedMarket market(test.data, test.plan.run.start, book);
    const ParallelFor* const parallel = seed % 2 == 0 ? static_cast<const ParallelFor*>(&two) : &one;
    const auto quick = backtest::fast::runMomentum(test.plan, shape, test.data, market, *parallel, control);
    QVERIFY2(quick.has_value(), qPrintable(test.text));
    if (!*quick)
      continue;
    ++fast;
    NaiveMomentum targets(shape, test.data.entities.size());
    const auto slow = backtest::runBacktest(test.plan, test.data, book, targets, control);
    QVERIFY2(slow.has_value(), qPrintable(test.text));
    auto result = backtest::fast::toResult(
        (*quick)->records, {}, backtest::fast::RecordRange::endOf((*quick)->records), test.data, market.timeline());
    result.equity = (*quick)->equity;
    result.firstTradingBar = slow->firstTradingBar;
    const QString first = difference(*slow, result);
    QVERIFY2(first.isEmpty(), qPrintable(QStringLiteral("seed %1: %2 (%3)").arg(seed).arg(first, test.text)));
    fills += slow->fills.size();
  }
  qInfo("%d of 80 markets, %zu fills", fast, fills);
  QVERIFY(fast > 60);
  QVERIFY(fills > 5'000);
}

void TstFastBacktest::whatDoesNotFitIsLeftToTheEventLoop()
{
  const auto book = market::RuleBook::load().value();
  SilentTaskControl control;
  const auto isTaken = [&](const Case& test) {
    return backtest::fast::runSharedAccount(test.plan, test.data, book, control).value().has_value();
  };
  const std::vector<std::string> plain = {
      "a.rules=dated", "a.initial_cash=1000000", "a.size_at=decision", "run.start="};
  QVERIFY(isTaken(makeCase(3, plain)));
  for (const char* setting : {"a.fill=limit", "a.slippage=0.001", "a.sizing=exact", "cross.side=both"}) {
    auto settings = plain;
    settings.push_back(setting);
    QVERIFY2(!isTaken(makeCase(3, settings)), setting);
  }
  // A close with more than four decimals, where an order is sized by it.
  Case odd = makeCase(3, plain);
  for (auto& entity : odd.data.entities) {
    market::BarSeries bars = *entity.raw;
    for (double& close : bars.close)
      close += 0.00001;
    entity.raw = std::make_shared<const market::BarSeries>(std::move(bars));
  }
  QVERIFY(!isTaken(odd));
}

/// Pieces of 0…40 bars: whole groups of eight, halves, single bars; now and then a close that is on no grid.
void TstFastBacktest::everyProcessorGivesTheSameCurve()
{
  const backtest::fast::CurveKernels& quick = backtest::fast::curveKernels();
  const backtest::fast::CurveKernels& plain = backtest::fast::plainCurveKernels();
  SeededRandom random(5);
  backtest::fast::CurveSums sums;
  backtest::fast::CurveSums plainSums;
  sums.peak = plainSums.peak = 1e10;
  double price = 15;
  int odd = 0;
  for (int piece = 0; piece < 2'000; ++piece) {
    const std::size_t count = random.below(41);
    std::vector<double> closes;
    for (std::size_t i = 0; i < count; ++i) {
      price = std::max(1.0, price * (1 + 0.02 * random.normal()));
      closes.push_back(std::nearbyint(price * 100) / 100);
    }
    if (count > 0 && random.below(10) == 0)
      closes[random.below(count)] = random.below(2) == 0 ? std::nan("") : 10.000001;
    std::vector<double> equity(count + 1, 1e10);
    std::vector<double> plainEquity = equity;
    const bool fits = quick.mark(closes.data(), count, 1'000'000, 70'000, equity.data() + 1);
    QCOMPARE(fits, plain.mark(closes.data(), count, 1'000'000, 70'000, plainEquity.data() + 1));
    if (!fits) {
      ++odd;
      continue;
    }
    QVERIFY(equity == plainEquity);
    quick.follow(equity.data() + 1, count, sums);
    plain.follow(equity.data() + 1, count, plainSums);
    QVERIFY(sums.total == plainSums.total);
    QVERIFY(sums.squares == plainSums.squares);
    QVERIFY(sums.peak == plainSums.peak && sums.floor == plainSums.floor);
    std::vector<double> values(count, 3);
    std::vector<double> plainValues = values;
    quick.addRest(equity.data() + 1, count, 1'000'000, values.data());
    plain.addRest(equity.data() + 1, count, 1'000'000, plainValues.data());
    QVERIFY(values == plainValues);
  }
  QVERIFY(odd > 50 && sums.floor < 0.9);
}

/// Tiles of 0…33 moments; some closes are missing.
void TstFastBacktest::everyProcessorGivesTheSameRanks()
{
  const backtest::fast::RankKernels& quick = backtest::fast::rankKernels();
  const backtest::fast::RankKernels& plain = backtest::fast::plainRankKernels();
  constexpr std::size_t kSide = backtest::fast::RankKernels::kSide;
  constexpr std::size_t kStride = 64;
  SeededRandom random(6);
  for (std::size_t count = 0; count < 34; ++count) {
    const std::size_t window = 1 + random.below(9);
    std::vector<std::vector<double>> columns(kSide);
    const double* closes[kSide];
    for (std::size_t k = 0; k < kSide; ++k) {
      for (std::size_t i = 0; i < window + count; ++i)
        columns[k].push_back(random.below(12) == 0 ? std::nan("") : 5 + random.uniform());
      closes[k] = columns[k].data() + window;
    }
    std::vector<double> scores(count * kStride, -1);
    std::vector<double> plainScores = scores;
    quick.ratios(closes, window, count, scores.data(), kStride);
    plain.ratios(closes, window, count, plainScores.data(), kStride);
    QVERIFY(count == 0 || std::memcmp(scores.data(), plainScores.data(), scores.size() * sizeof(double)) == 0);
    std::vector<std::uint64_t> bits(count);
    std::vector<std::uint64_t> plainBits(count);
    quick.above(scores.data(), 1.01, count, bits.data());
    plain.above(scores.data(), 1.01, count, plainBits.data());
    QCOMPARE(bits, plainBits);
  }
}

QTEST_APPLESS_MAIN(TstFastBacktest)
#include "tst_fast_backtest.moc"
