// SPDX-License-Identifier: Apache-2.0
// One engine: the same strategy over the same bars gives the same orders in a backtest, on the paper desk that plays
// the days one by one, and live through a broker that answers late.
#include "core/backtest/host/paper_run.h"
#include "core/backtest/host/simulated_market.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/memory_store.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/strategy/document_strategy.h"
#include "core/strategy/script/script_strategy.h"
#include "core/trading/order_state.h"
#include "core/trading/projection.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;

namespace {

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

double cents(double price)
{
  return std::round(price * 100) / 100;
}

/// A made-up market: random walks with sealed limit days, suspensions, days without volume and ex-dates.
struct MadeMarket {
  std::vector<market::Entity> entities;
  std::vector<market::BarSeries> bars;
  std::vector<std::vector<market::CorporateAction>> actions;

  MadeMarket(const std::vector<const char*>& ids, std::string_view name, double dailyLimit, std::uint64_t seed)
  {
    const auto calendar = orDie(market::Calendar::load(name));
    const auto days =
        orDie(calendar->between(orDie(TradingDay::parse("2024-09-02")), orDie(TradingDay::parse("2024-11-29"))));
    SeededRandom random(seed);
    for (const char* id : ids) {
      entities.push_back(entity(id, "Name"));
      market::BarSeries series;
      series.entityId = id;
      series.provider = "test";
      std::vector<market::CorporateAction> own;
      double close = 10 + static_cast<double>(random.below(40));
      std::size_t suspended = 0;
      for (const TradingDay day : days) {
        if (own.empty() && random.below(40) == 0) {
          market::CorporateAction action;
          action.exDay = day;
          action.cash = 0.35;
          action.bonus = 0.3;
          own.push_back(action);
          close = action.referencePrice(close);
        }
        if (suspended > 0 || random.below(25) == 0) {
          suspended = suspended > 0 ? suspended - 1 : random.below(6);
          continue;
        }
        const double before = close;
        double open = cents(before * (0.99 + 0.02 * random.uniform()));
        close = cents(before * (0.96 + 0.08 * random.uniform()));
        double high = std::max(open, close);
        double low = std::min(open, close);
        if (dailyLimit > 0 && random.below(12) == 0)
          open = close = high = low = cents(before * (random.below(2) == 0 ? 1 + dailyLimit : 1 - dailyLimit));
        series.append({day.days, open, high, low, close, random.below(30) == 0 ? 0.0 : 1e6, 1e7});
      }
      bars.push_back(std::move(series));
      actions.push_back(std::move(own));
    }
  }
};

/// Draws lots: targets, orders by quantity, limits, cancellations.
class Gambler final : public strategy::Strategy {
public:
  explicit Gambler(std::vector<market::BarLevel> levels)
      : m_levels(std::move(levels))
  {
  }
  [[nodiscard]] strategy::StrategyNeeds needs() const override
  {
    strategy::StrategyNeeds needs;
    needs.name = "gambler";
    needs.entities = {"*"};
    needs.levels = m_levels;
    needs.factors = {"CLOSE/MA(CLOSE,5)-1"};
    return needs;
  }
  Result<void> onTradingOpen(strategy::StrategyContext& context) override
  {
    if (context.random().below(4) == 0)
      buySome(context);
    return {};
  }
  Result<void> onBar(strategy::StrategyContext& context, const strategy::BarEvent& event) override
  {
    const auto values = context.factor(0);
    for (const std::uint32_t entity : event.entities) {
      const std::uint64_t what = context.random().below(10);
      const std::string& id = context.universe()[entity];
      if (what < 2)
        context.setTarget(id, values[entity] > 0 ? 0.3 : 0.1, what == 0);
      if (what == 3)
        context.setTarget(id, 0);
      if (what == 4)
        buySome(context);
      context.note(id, "drawn", static_cast<double>(what));
    }
    if (!context.openOrders().empty() && context.random().below(5) == 0)
      context.cancel(context.openOrders().front().id);
    return {};
  }
  Result<void> onProfitControl(strategy::StrategyContext& context) override
  {
    strategy::applyProfitRule(context, {0.08, -0.05});
    return {};
  }

private:
  static void buySome(strategy::StrategyContext& context)
  {
    const std::string& id = context.universe()[context.random().below(context.universe().size())];
    const double price = context.lastPrice(id);
    if (std::isnan(price))
      return;
    context.submit({id, trading::Side::Buy, Quantity::fromInt(200),
        Price::fromDouble(cents(price * (0.98 + 0.02 * context.random().uniform()))).value()});
  }

  std::vector<market::BarLevel> m_levels;
};

/// Orders that are held and worked, and their cancellation, from a script. Slices need not end with a bar.
const std::string kHolder = R"(
strategy = { name = "holder", entities = { "*" }, levels = { "1d" }, params = { slices = 5, lot = 100, tick = 0.01 },
  run = { adjust = "bfq", seed = 5 } }
local held, lot = {}, 0
function on_start() lot = strategy.params.lot end
function on_bar(ctx, level, entities)
  for _, id in ipairs(entities) do
    local price, what, position = ctx:price(id), math.random(10), ctx:position(id)
    if what == 1 then
      ctx:bracket(id, "buy", 2 * lot, { stop = cents(price * 0.97), take_profit = cents(price * 1.04) })
    elseif what == 2 then
      ctx:bracket(id, "buy", 2 * lot, { limit = cents(price * 0.99), trail_percent = 5, take_profit = cents(price * 1.06) })
    elseif what == 3 then
      ctx:work(id, "buy", 7 * lot, { kind = "twap", days = 5, slices = strategy.params.slices })
    elseif what == 4 then
      held[#held + 1] = ctx:hold(id, "buy", lot, { stop = cents(price * 1.02), limit = cents(price * 1.03) })
    elseif what == 5 then
      ctx:buy(id, 3 * lot)
    elseif position and position.sellable >= lot and what == 6 then
      held[#held + 1] = ctx:hold(id, "sell", lot, { stop = cents(price * 0.97), group = id })
      held[#held + 1] = ctx:hold(id, "sell", lot, { take_profit = cents(price * 1.03), group = id })
    elseif position and position.sellable >= lot and what == 7 then
      held[#held + 1] = ctx:hold(id, "sell", lot, { trail = cents(price * 0.03) })
    end
  end
  if #held > 0 and math.random(6) == 1 then ctx:cancel(table.remove(held, 1)) end
end
function cents(price) return math.floor(price / strategy.params.tick + 0.5) * strategy.params.tick end
function on_fill(ctx, fill) print(fill.side, fill.quantity, fill.price) end
)";

/// Decides on weeks what it buys, and is closed by rules on whatever day they are reached.
const std::string kGuard = R"(
strategy = { name = "guard", entities = { "*" }, levels = { "1wk" }, run = { adjust = "bfq" } }
function on_start(ctx)
  ctx:exit_rules({ stop_loss = 0.04, take_profit = 0.06, trailing_stop = 0.05, armed_after = 0.01, time_stop = 12 })
end
function on_bar(ctx, level, entities)
  for _, id in ipairs(entities) do
    if not ctx:position(id) then ctx:target(id, 0.2) end
  end
end
)";

std::unique_ptr<strategy::Strategy> holder(int slices, bool isHongKong)
{
  auto script = orDie(strategy::script::ScriptStrategy::load(kHolder, "holder.lua"));
  std::vector<std::string> settings{"slices=" + std::to_string(slices)};
  if (isHongKong) // of either lot, on the coarsest tick that there is
    settings.insert(settings.end(), {"lot=2000", "tick=0.05"});
  for (const std::string& setting : settings)
    if (!script->applySetting(setting))
      qFatal("the setting is not known");
  script->setSeed(5);
  return script;
}

QStringList linesOf(const trading::HeldSnapshot& held)
{
  QStringList lines;
  for (const trading::ConditionalOrder& order : held.conditional) {
    // One that another of its group ended: on paper it may have followed the bar of that fill before it heard of it.
    const std::string trigger = trading::isOver(order.state) ? "-" : order.trigger.toString();
    lines << QString::fromStdString(order.id + " " + std::string(trading::toString(order.state)) + " " + trigger + " "
        + order.triggeredAt.toString() + " " + order.orderId + " " + order.quantity.toString() + " "
        + order.filled.toString() + " " + order.reason.code);
  }
  for (const trading::AlgoOrder& order : held.algos)
    lines << QString::fromStdString(order.order.id + " " + std::string(trading::toString(order.report.state)) + " "
        + order.report.filled.toString());
  return lines;
}

QStringList linesOf(const trading::TradingSnapshot& snapshot)
{
  QStringList lines;
  for (const trading::Order& order : snapshot.orders)
    lines << QString::fromStdString(order.id + " " + order.day.iso() + " " + order.entityId + " "
        + std::string(trading::toString(order.side)) + " " + std::string(trading::toString(order.type)) + " "
        + order.price.toString() + " " + order.quantity.toString() + " " + std::string(trading::toString(order.state))
        + " " + order.filled.toString() + " " + order.reason.code);
  for (const trading::Fill& fill : snapshot.fills)
    lines << QString::fromStdString(fill.tradeId + " " + fill.day.iso() + " " + fill.price.toString() + " "
        + fill.quantity.toString() + " " + trading::total(fill.costs).toString());
  lines << QString::fromStdString(snapshot.account->cash().toString() + " " + snapshot.account->equity().toString());
  return lines;
}

QStringList linesOf(const StrategyUnit& unit)
{
  QStringList lines;
  for (const Decision& decision : unit.decisions())
    for (const std::string& order : decision.orderIds)
      lines << QString::fromStdString(decision.day.iso() + " " + decision.entityId + " " + order);
  for (const std::string& line : unit.logLines())
    lines << QString::fromStdString(line);
  return lines;
}

trading::AccountSettings account()
{
  trading::AccountSettings settings;
  settings.name = "paper";
  settings.initialCash = orDie(Money::parse("200000"));
  return settings;
}

const TradingDay kStart = orDie(TradingDay::parse("2024-10-14"));

std::unique_ptr<strategy::Strategy> documentStrategy(
    const std::vector<std::string>& entities, const std::string& level = "1d")
{
  strategy::StrategyDocument document = turnStrategy(entities);
  if (!strategy::applySetting(document, "w.max_positions=3") || !strategy::applySetting(document, "run.level=" + level))
    qFatal("the setting is not known");
  return strategy::makeDocumentStrategy(orDie(strategy::compile(document)));
}

}

class TstEngineModes : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void sameOrdersInBacktestAndOnPaper_data();
  void sameOrdersInBacktestAndOnPaper();
  void sameContractsInBacktestAndOnPaper_data();
  void sameContractsInBacktestAndOnPaper();
  void sameIntentsLiveWithALateBroker();
};

void TstEngineModes::sameOrdersInBacktestAndOnPaper_data()
{
  QTest::addColumn<QStringList>("ids");
  QTest::addColumn<QString>("market");
  QTest::addColumn<double>("limit");
  QTest::addColumn<QString>("kind");
  QTest::addColumn<QString>("level");
  QTest::addColumn<int>("seed");
  QTest::addColumn<int>("slices");
  const QStringList cn{"stock_sh_600000", "stock_sh_600030", "stock_sz_000001", "stock_sz_002415"};
  const QStringList hk{"stockhk_hk_00005", "stockhk_hk_00700", "stockhk_hk_09988"};
  const QStringList us{"stockus_nasdaq_AAPL", "stockus_nasdaq_MSFT", "stockus_nyse_IBM"};
  const QStringList coins{"coin_binance_BTC-USDT", "coin_binance_ETH-USDT"};
  for (const char* kind : {"document", "free", "held"}) {
    QTest::addRow("cn %s 1", kind) << cn << "cn" << 0.1 << kind << "1d" << 1 << 5;
    QTest::addRow("cn %s 2", kind) << cn << "cn" << 0.1 << kind << "1d" << 2 << 5;
    QTest::addRow("hk %s", kind) << hk << "hk" << 0.0 << kind << "1d" << 7 << 5;
    QTest::addRow("us %s", kind) << us << "us" << 0.0 << kind << "1d" << 3 << 5;
    QTest::addRow("crypto %s", kind) << coins << "crypto" << 0.0 << kind << "1d" << 4 << 5;
  }
  for (int seed = 30; seed < 38; ++seed) { // targets that the volume and sealed days keep in parts
    QTest::addRow("cn document cut %d", seed) << cn << "cn" << 0.1 << "document cut" << "1d" << seed << 5;
    QTest::addRow("cn free cut %d", seed) << cn << "cn" << 0.1 << "free cut" << "1d" << seed << 5;
  }
  for (const int slices : {3, 4, 5})
    for (int seed = 10; seed < 26; ++seed)
      QTest::addRow("cn held %d in %d", seed, slices) << cn << "cn" << 0.1 << "held" << "1d" << seed << slices;
  for (int seed = 40; seed < 46; ++seed)
    QTest::addRow("cn guard weeks %d", seed) << cn << "cn" << 0.1 << "guard" << "1wk" << seed << 5;
  for (const char* kind : {"document", "free"}) {
    QTest::addRow("cn %s weeks 5", kind) << cn << "cn" << 0.1 << kind << "1wk" << 5 << 5;
    QTest::addRow("cn %s weeks 6", kind) << cn << "cn" << 0.1 << kind << "1wk" << 6 << 5;
  }
}

void TstEngineModes::sameOrdersInBacktestAndOnPaper()
{
  QFETCH(QStringList, ids);
  QFETCH(QString, market);
  QFETCH(double, limit);
  QFETCH(QString, kind);
  QFETCH(QString, level);
  QFETCH(int, seed);
  QFETCH(int, slices);
  std::vector<QByteArray> kept;
  std::vector<const char*> names;
  std::vector<std::string> entities;
  for (const QString& id : ids)
    kept.push_back(id.toUtf8());
  for (const QByteArray& id : kept) {
    names.push_back(id.constData());
    entities.push_back(id.toStdString());
  }
  const MadeMarket made(names, market.toStdString(), limit, static_cast<std::uint64_t>(seed));

  TemporaryFolder folder;
  zvt::testing::MockClock clock;
  zvt::testing::ManualExecutor executor(clock);
  OsFileSystem files;
  NullLogger logger;
  auto profile = orDie(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
  storage::MarketBatch batch;
  batch.entities = made.entities;
  for (std::size_t i = 0; i < made.bars.size(); ++i) {
    batch.bars.push_back({std::make_shared<const market::BarSeries>(made.bars[i]), storage::WriteMode::Merge, {}});
    batch.actions.push_back({made.bars[i].entityId, "test", made.actions[i]});
  }
  QVERIFY(profile->write(std::move(batch)).has_value());
  if (market == u"hk") {
    storage::RecordTable lots{{"entity_id", "provider", "timestamp", "lot_size"}, {}};
    for (const std::string& id : entities)
      for (const auto& [from, lot] : {std::pair("2024-01-02", 500), std::pair("2024-11-04", 400)})
        lots.rows.push_back({id, std::string("test"), std::string(from), std::int64_t{lot}});
    QVERIFY(profile->records().upsert({"lot_size", lots}).has_value());
  }
  data::MarketData data(*profile);
  ProfileSource source(*profile, data);
  const auto strategyOf = [&]() -> std::unique_ptr<strategy::Strategy> {
    if (kind == u"held")
      return holder(slices, market == u"hk");
    if (kind == u"guard")
      return orDie(strategy::script::ScriptStrategy::load(kGuard, "guard.lua"));
    if (kind.startsWith(u"document"))
      return documentStrategy(entities, level.toStdString());
    using Levels = std::vector<market::BarLevel>;
    return std::make_unique<Gambler>(
        level == "1wk" ? Levels{market::BarLevel::Week1} : Levels{market::BarLevel::Day1, market::BarLevel::Week1});
  };

  trading::PaperSessionOptions paper;
  paper.account = account();
  paper.rules = orDie(market::RuleBook::load());
  paper.firstDay = kStart;
  paper.ledger = std::make_shared<MemoryStore>();
  const bool isCut = kind.endsWith(u" cut");
  if (isCut) // of the made market's 1,000,000: some 300 shares
    paper.matching.volumeShare = orDie(Decimal::parse("0.0003"));
  const auto session = orDie(trading::PaperSession::open(paper, *profile, data, clock, executor));
  executor.runReady();
  StrategyHost::Options hostOptions;
  hostOptions.rules = session->rules();
  hostOptions.seed = 5;
  hostOptions.held = [&session](bool) { return &session->held(); };
  const SerialParallelFor serial;
  auto host = orDie(StrategyHost::create(strategyOf(), hostOptions, source, session->orders()));
  PaperRun run(*session, *host, orDie(market::Calendar::load(market.toStdString())), serial, executor);
  Result<void> played = fail("test.not_played");
  run.advance(3, [&](Result<void> result) { played = std::move(result); }); // in two goes
  executor.runReady();
  QVERIFY2(played.has_value(), played ? "" : played.error().code.c_str());
  run.advance(1000, [&](Result<void> result) { played = std::move(result); });
  executor.runReady();
  QVERIFY2(played.has_value(), played ? "" : played.error().code.c_str());
  QVERIFY2(host->unit().isRunning(), host->unit().fault().code.c_str());

  SimulatedMarket::Options options;
  options.account = account();
  options.rules = session->rules();
  options.matching = paper.matching;
  options.start = kStart + 1; // the paper account stands at that day's close
  options.seed = 5;
  const auto simulated = orDie(SimulatedMarket::create(strategyOf(), std::move(options), source));
  SilentTaskControl control;
  const auto done = simulated->run(control);
  QVERIFY2(done.has_value(), done ? "" : done.error().code.c_str());

  const QStringList expected = linesOf(*session->orders().snapshot());
  QVERIFY2(expected.size() > 4, qPrintable(expected.join(u'\n'))); // something happened
  if (kind == u"guard") {
    const std::vector<trading::Order>& orders = session->orders().snapshot()->orders;
    QVERIFY(std::ranges::any_of(orders,
        [](const trading::Order& order) { return order.side == trading::Side::Sell && order.day.weekday() < 5; }));
  }
  if (isCut) {
    const std::vector<trading::Order>& orders = session->orders().snapshot()->orders;
    const auto isPart = [](const trading::Order& order) {
      return order.state == trading::OrderState::Expired && order.filled.isPositive();
    };
    QVERIFY(std::ranges::any_of(orders, isPart));
  }
  QCOMPARE(linesOf(*simulated->orders().snapshot()), expected);
  QCOMPARE(linesOf(simulated->host().unit()), linesOf(host->unit()));
  QCOMPARE(simulated->host().refusals().size(), host->refusals().size());
  if (kind == u"held") {
    const trading::HeldOrders* held = simulated->heldOrNull();
    QVERIFY(held != nullptr);
    QCOMPARE(linesOf(*held->snapshot()), linesOf(*session->held().snapshot()));
    const trading::HeldSnapshotPtr now = held->snapshot();
    QVERIFY(std::ranges::any_of(now->conditional, [](const auto& order) { return !order.triggeredAt.isZero(); }));
    QVERIFY(std::ranges::any_of(now->algos, [](const auto& order) { return order.report.filled.isPositive(); }));
  }
}

namespace {

/// Wild prices of contracts, with settlement prices or funding rates.
struct MadeContracts {
  std::vector<market::Entity> entities;
  std::vector<market::BarSeries> bars;
  storage::RecordTable fundings{{"entity_id", "provider", "timestamp", "funding_rate", "mark_price"}, {}};

  MadeContracts(const QStringList& ids, const market::Calendar& calendar, double move, std::uint64_t seed)
  {
    const auto days =
        orDie(calendar.between(orDie(TradingDay::parse("2024-09-02")), orDie(TradingDay::parse("2024-11-29"))));
    SeededRandom random(seed);
    for (const QString& id : ids) {
      const bool settles = id.startsWith("future");
      entities.push_back(entity(qPrintable(id), "Name"));
      market::BarSeries series;
      series.entityId = id.toStdString();
      series.provider = "test";
      double close = settles ? 3500 : 60000;
      for (const TradingDay day : days) {
        const auto next = [&] { return std::round(close * (1 - move + 2 * move * random.uniform()) * 5) / 5; };
        const double open = close;
        close = next();
        const double wick = settles ? 0 : move / 2 * random.uniform();
        series.append(
            {day.days, open, std::max(open, close) * (1 + wick), std::min(open, close) * (1 - wick), close, 1e6, 1e9});
        if (settles && random.below(4) != 0)
          series.extraForWrite("settlement").back() = next();
        for (const int hour : {0, 8, 16})
          if (!settles)
            fundings.rows.push_back({id.toStdString(), std::string("test"),
                calendar.zone().toUtc(LocalTime::of(day)).micros + hour * std::int64_t{3'600'000'000},
                (random.uniform() - 0.3) / 1000, close});
      }
      bars.push_back(std::move(series));
    }
  }
};

/// Holds as much of both sides as the margin bears.
class Leveraged final : public strategy::Strategy {
public:
  explicit Leveraged(int most)
      : m_most(most)
  {
  }
  [[nodiscard]] strategy::StrategyNeeds needs() const override
  {
    strategy::StrategyNeeds needs;
    needs.name = "leveraged";
    needs.entities = {"*"};
    return needs;
  }
  Result<void> onBar(strategy::StrategyContext& context, const strategy::BarEvent& event) override
  {
    for (const std::uint32_t entity : event.entities)
      if (context.random().below(3) == 0)
        context.setTarget(context.universe()[entity],
            static_cast<double>(context.random().below(static_cast<std::uint64_t>(2 * m_most + 1))) - m_most, true);
    return {};
  }

private:
  int m_most; ///< times the equity
};

}

void TstEngineModes::sameContractsInBacktestAndOnPaper_data()
{
  QTest::addColumn<QStringList>("ids");
  QTest::addColumn<double>("move");
  QTest::addColumn<int>("most");
  QTest::addColumn<bool>("breaks");
  const QStringList futures{"future_cffex_IC2412", "future_cffex_IF2412"};
  const QStringList coins{"coin_binance_BTC-USDT_USDT", "coin_binance_ETH-USDT_USDT"};
  QTest::newRow("futures") << futures << 0.02 << 3 << false;
  QTest::newRow("futures that break the margin") << futures << 0.09 << 6 << true;
  QTest::newRow("perpetuals") << coins << 0.02 << 2 << false;
  QTest::newRow("perpetuals that break the margin") << coins << 0.15 << 6 << true;
}

/// Orders, forced ones among them, fills, settlements, payments and the log are the same; what the paper desk has
/// journaled replays to its account, and opened anew it books nothing twice.
void TstEngineModes::sameContractsInBacktestAndOnPaper()
{
  QFETCH(QStringList, ids);
  QFETCH(double, move);
  QFETCH(int, most);
  QFETCH(bool, breaks);
  const auto calendar = orDie(market::Calendar::of(orDie(market::EntityId::parse(ids.front().toStdString()))));
  MadeContracts made(ids, *calendar, move, static_cast<std::uint64_t>(most));
  TemporaryFolder folder;
  zvt::testing::MockClock clock;
  zvt::testing::ManualExecutor executor(clock);
  OsFileSystem files;
  NullLogger logger;
  auto profile = orDie(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
  storage::MarketBatch batch;
  batch.entities = made.entities;
  for (const market::BarSeries& bars : made.bars)
    batch.bars.push_back({std::make_shared<const market::BarSeries>(bars), storage::WriteMode::Merge, {}});
  const auto stored = profile->write(std::move(batch));
  QVERIFY2(stored.has_value(), stored ? "" : stored.error().code.c_str());
  if (!made.fundings.rows.empty())
    QVERIFY(profile->records().upsert({"funding_rate", made.fundings}).has_value());
  data::MarketData data(*profile);
  ProfileSource source(*profile, data);

  trading::PaperSessionOptions paper;
  paper.account = account();
  paper.account.initialCash = orDie(Money::parse("3000000"));
  paper.rules = orDie(market::RuleBook::load());
  paper.firstDay = kStart;
  paper.ledger = std::make_shared<MemoryStore>();
  const auto session = orDie(trading::PaperSession::open(paper, *profile, data, clock, executor));
  executor.runReady();
  const SerialParallelFor serial;
  StrategyHost::Options hostOptions;
  hostOptions.rules = session->rules();
  hostOptions.seed = 5;
  auto host = orDie(StrategyHost::create(std::make_unique<Leveraged>(most), hostOptions, source, session->orders()));
  PaperRun run(*session, *host, calendar, serial, executor);
  Result<void> played = fail("test.not_played");
  run.advance(1000, [&](Result<void> result) { played = std::move(result); });
  executor.runReady();
  QVERIFY2(played.has_value(), played ? "" : played.error().code.c_str());
  QVERIFY2(host->unit().isRunning(), host->unit().fault().code.c_str());

  SimulatedMarket::Options options;
  options.account = paper.account;
  options.rules = session->rules();
  options.start = kStart + 1;
  options.seed = 5;
  const auto simulated = orDie(SimulatedMarket::create(std::make_unique<Leveraged>(most), std::move(options), source));
  SilentTaskControl control;
  const auto done = simulated->run(control);
  QVERIFY2(done.has_value(), done ? "" : done.error().code.c_str());

  const auto onPaper = session->orders().snapshot();
  QVERIFY(onPaper->fills.size() >= (breaks ? 4U : 8U));
  QCOMPARE(linesOf(*simulated->orders().snapshot()), linesOf(*onPaper));
  QCOMPARE(linesOf(simulated->host().unit()), linesOf(host->unit()));
  const bool forced =
      std::ranges::any_of(onPaper->orders, [](const trading::Order& order) { return order.source == "liquidation"; });
  QCOMPARE(forced, breaks);
  Money settled, funded;
  for (const auto& [id, position] : onPaper->account->positions()) {
    QVERIFY(position.margin.has_value());
    settled += position.margin->settled;
    funded += position.margin->funding;
  }
  QCOMPARE(!settled.isZero(), ids.front().startsWith("future"));
  QCOMPARE(!funded.isZero(), ids.front().startsWith("coin"));

  const trading::JournalCheck check = trading::verifyJournal(*paper.ledger, "paper");
  QVERIFY2(!check.problem, check.problem ? check.problem->code.c_str() : "");
  const auto replayed = orDie(trading::TradingState::replay(trading::Journal(*paper.ledger, "paper")));
  QCOMPARE(replayed.account().cash(), onPaper->account->cash());
  QVERIFY(replayed.fills() == onPaper->fills);
  // Opened anew it books nothing twice.
  const auto again = orDie(trading::PaperSession::open(paper, *profile, data, clock, executor));
  executor.runReady();
  QCOMPARE(again->orders().snapshot()->account->cash(), onPaper->account->cash());
  QCOMPARE(again->orders().snapshot()->account->equity(), onPaper->account->equity());
}

namespace {

/// A market that answers when it is told to.
class LateBroker final : public trading::Broker {
public:
  void setListener(trading::BrokerListener* listener) override { m_listener = listener; }
  trading::SendOutcome place(const trading::Order& order) override
  {
    placed.push_back(order);
    return trading::SendOutcome::Sent;
  }
  trading::SendOutcome cancel(const trading::Order&) override { return trading::SendOutcome::Sent; }
  Result<std::vector<trading::BrokerOrder>> orders(const std::string&) override
  {
    return std::vector<trading::BrokerOrder>();
  }
  /// Fills what waits at its reserve price's day open, as the bars say.
  void answer(const trading::Fill& fill)
  {
    m_listener->onAccepted(fill.orderId, "B" + fill.orderId);
    m_listener->onFill(fill);
  }
  void expire(const std::string& orderId) { m_listener->onExpired(orderId, {}); }
  std::vector<trading::Order> placed;

private:
  trading::BrokerListener* m_listener = nullptr;
};

}

/// The live loop: bars arrive one by one in a feed that grows, and the broker reports the fills of the backtest.
void TstEngineModes::sameIntentsLiveWithALateBroker()
{
  const MadeMarket made({"stock_sh_600000", "stock_sz_000001"}, "cn", 0.1, 11);
  const auto rules = std::make_shared<const trading::TradingRules>(
      orDie(market::RuleBook::load()), orDie(market::RulePolicy::parse("dated")));
  MemorySource whole;
  for (std::size_t i = 0; i < made.bars.size(); ++i)
    whole.add(made.entities[i], made.bars[i]);
  const std::vector<std::string> ids{"stock_sh_600000", "stock_sz_000001"};
  SimulatedMarket::Options options;
  options.account = account();
  options.rules = rules;
  options.start = kStart;
  const auto simulated = orDie(SimulatedMarket::create(documentStrategy(ids), std::move(options), whole));
  SilentTaskControl control;
  QVERIFY(simulated->run(control).has_value());
  const auto expected = simulated->orders().snapshot();
  QVERIFY(expected->fills.size() > 4);

  // Live: the source knows no bar before its day is over.
  struct Growing final : MarketSource {
    const MadeMarket& made;
    TradingDay until;
    explicit Growing(const MadeMarket& market)
        : made(market)
    {
    }
    Result<std::vector<market::Entity>> resolve(const std::vector<std::string>&, market::BarLevel) override
    {
      return made.entities;
    }
    Result<market::BarSeriesPtr> bars(const SeriesRequest& request) override
    {
      for (const market::BarSeries& series : made.bars)
        if (series.entityId == request.entityId) {
          auto known = std::make_shared<market::BarSeries>(series.slice(0, until.days + 1));
          known->entityId = series.entityId;
          return market::BarSeriesPtr(std::move(known));
        }
      return fail("test.unknown");
    }
    Result<std::vector<market::CorporateAction>> actions(const std::string&) override
    {
      return std::vector<market::CorporateAction>();
    }
    Result<std::shared_ptr<const market::Calendar>> calendar(const std::string&) override
    {
      return market::Calendar::load("cn");
    }
  } feed(made);
  const auto calendar = orDie(market::Calendar::load("cn"));
  feed.until = orDie(calendar->previous(kStart));
  PlayedClock clock;
  InlineExecutor executor;
  MemoryStore store;
  LateBroker broker;
  trading::OrderService::Options service;
  service.account = account();
  service.rules = rules;
  const auto orders = orDie(trading::OrderService::open(service, store, broker, clock, executor));
  StrategyHost::Options hostOptions;
  hostOptions.rules = rules;
  const auto host = orDie(StrategyHost::create(documentStrategy(ids), hostOptions, feed, *orders));
  const SerialParallelFor serial;
  clock.setNow(calendar->availableAt(market::BarLevel::Day1, feed.until.days));
  orders->startDay(feed.until);
  QVERIFY(host->start(clock.now(), serial).has_value());
  for (const TradingDay day : orDie(calendar->between(kStart, orDie(TradingDay::parse("2024-11-29"))))) {
    host->openDay(day, clock.now());
    orders->startDay(day);
    clock.setNow(calendar->availableAt(market::BarLevel::Day1, day.days));
    for (const trading::Fill& fill : expected->fills)
      if (fill.day == day)
        broker.answer({fill.tradeId, fill.orderId, {}, {}, {}, fill.price, fill.quantity, {}, {}, 0, day, fill.at});
    for (const trading::Order& order : orders->snapshot()->orders)
      if (trading::isOpen(order.state) && order.day < day)
        broker.expire(order.id);
    std::vector<std::pair<std::string, Price>> marks;
    feed.until = day;
    QVERIFY(host->refresh().has_value());
    for (const market::BarSeries& series : made.bars) {
      const market::BarSeries known = series.slice(0, day.days + 1);
      marks.emplace_back(series.entityId, Price::fromDouble(known.close.back()).value());
    }
    orders->mark(marks);
    QVERIFY(host->closeBars(clock.now(), day, serial).has_value());
    host->closeDay();
  }
  QVERIFY2(host->unit().isRunning(), host->unit().fault().code.c_str());
  QStringList ours;
  QStringList theirs;
  for (const trading::Order& order : broker.placed)
    ours << QString::fromStdString(order.id + " " + order.entityId + " " + order.quantity.toString());
  for (const trading::Order& order : expected->orders)
    theirs << QString::fromStdString(order.id + " " + order.entityId + " " + order.quantity.toString());
  QCOMPARE(ours, theirs);

  // The clutch: nothing follows.
  host->disengage({"strategy.disengaged", {}, {}});
  QVERIFY(!host->unit().isRunning());
}

QTEST_GUILESS_MAIN(TstEngineModes)
#include "tst_engine_modes.moc"
