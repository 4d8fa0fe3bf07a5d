// SPDX-License-Identifier: Apache-2.0
// One document, one history: the backtest, a played account, the strategy service and one that is started again and
// again make the same orders, fills and money. What is right is said by the backtest, which hand-worked cases guard
// (tst_backtest_rules, tst_longer_levels).
#include "core/backtest/host/played_terms.h"
#include "core/backtest/host/simulated_market.h"
#include "core/backtest/live/deployed_strategy.h"
#include "core/backtest/subject_facts.h"
#include "core/base/testing/memory_store.h"
#include "core/base/text.h"
#include "tests/core/backtest/live/live_program.h"
#include "tests/core/backtest/live/real_market.h"
#include "tests/core/backtest/random_market.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <cmath>
#include <sstream>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;

namespace {

const std::string kName = "document";
const std::string kAccount = "strategy.document";

std::string pick(Random& random, std::initializer_list<const char*> choices)
{
  return *(choices.begin() + random.below(choices.size()));
}

/// A document over a market, both made up.
struct Case {
  MemorySource source;
  strategy::StrategyDocument document;
  QString text; ///< its settings
  std::shared_ptr<const market::Calendar> calendar = orDie(market::Calendar::load("cn"));
  TradingDay start;
  TradingDay last;
  bool hasContracts = false;

  void set(const std::string& setting)
  {
    orDie(strategy::applySetting(document, setting));
    text += QString::fromStdString(setting) + QLatin1Char(' ');
  }
};

double inCents(double price)
{
  return std::max(0.05, std::round(price * 100) / 100);
}

/// A day in ten bars, in the limits of the day: some days stand at one from the first trade on, some minutes are
/// without a trade.
market::BarSeries minutesOf(const market::BarSeries& days, Random& random, const market::Calendar& calendar)
{
  market::BarSeries made;
  made.level = market::BarLevel::Min1;
  made.provider = "test";
  for (std::size_t row = 0; row < days.size(); ++row) {
    double last = days.open[row];
    const bool isSealed = days.open[row] == days.close[row];
    for (const int minute : {571, 572, 573, 600, 630, 690, 781, 840, 899, 900}) {
      if (minute != 900 && random.below(5) == 0)
        continue;
      const double open = last;
      last = isSealed ? last : minute == 900 ? days.close[row] : inCents(last * (0.99 + 0.02 * random.uniform()));
      const Timestamp end{
          calendar.zone().toUtc(LocalTime::of(days.dayAt(row))).micros + minute * std::int64_t{60'000'000}};
      made.append({end.micros, open, std::max(open, last), std::min(open, last), last,
          random.below(12) == 0 ? 0.0 : 1e5, std::nan("")});
    }
  }
  return made;
}

Case makeCase(std::uint64_t seed, const std::string& level)
{
  Case made;
  SeededRandom random(seed * 7919 + 1);
  const bool isMinutes = level == "1m";
  const std::string first = pick(random, {"2023-05-04", "2023-05-04", "2022-03-01", "2020-06-01"});
  const auto stocks = randomMarket(seed, first.c_str(), isMinutes ? 35 : level == "1wk" ? 220 : 110);
  for (const RandomStock& stock : stocks) {
    made.source.add(
        stock.entity, isMinutes ? minutesOf(stock.bars, random, *made.calendar) : stock.bars, stock.actions);
    made.last = std::max(made.last, stock.bars.dayAt(stock.bars.size() - 1));
  }
  const TradingDay from = orDie(TradingDay::parse(first));
  made.start = orDie(made.calendar->between(from + 1, made.last))[isMinutes ? 3 : random.below(30)];
  made.document = turnStrategy({"stock_*"});
  made.document.name = kName;
  const auto fast = 1 + random.below(4);
  const std::string rules = pick(random, {"dated", "dated", "dated", "fixed:2023-09-01", "free"});
  for (const std::string& setting :
      {"cross.kind=" + pick(random, {"SMA", "EMA"}), "cross.fast=" + std::to_string(fast),
          "cross.slow=" + std::to_string(fast + 1 + random.below(8)),
          "cross.side=" + pick(random, {"long", "long", "both"}),
          "w.max_positions=" + pick(random, {"0", "1", "2", "3"}), "w.gross=" + pick(random, {"1", "0.95", "0.5"}),
          "w.rebalance=" + pick(random, {"entry", "entry", "change"}),
          "a.fill=" + pick(random, {"next_open", "next_open", "next_close", "limit"}),
          "a.limit_offset=" + pick(random, {"0", "0.01", "-0.01", "-0.02"}),
          "a.size_at=" + pick(random, {"decision", "fill"}), "a.sizing=" + pick(random, {"lots", "units"}),
          "a.rules=" + rules, "a.initial_cash=" + pick(random, {"1000000", "30000", "4000.55"}),
          "a.commission_rate=" + pick(random, {"", "0.0001", "0.00085"}), "a.slippage=" + pick(random, {"0", "0.0005"}),
          "a.volume_share=" + pick(random, {"0", "0", "0.01"}), "a.rights=" + pick(random, {"take", "take", "ignore"}),
          "a.allow_short=" + (rules == "free" ? pick(random, {"false", "true"}) : "false"),
          "run.adjust=" + pick(random, {"hfq", "bfq"}), "run.level=" + level, "a.finalize=keep" + std::string(),
          "run.start=" + made.start.iso()})
    made.set(setting);
  return made;
}

/// Contracts long and short, with settlement prices or funding, and moves that break the margin now and then.
Case makeContracts(std::uint64_t seed, bool settles)
{
  Case made;
  made.hasContracts = true;
  SeededRandom random(seed * 7919 + 2);
  const std::vector<const char*> ids = settles
      ? std::vector{"future_cffex_IC2412", "future_cffex_IF2412"}
      : std::vector{"coin_binance_BTC-USDT_USDT", "coin_binance_ETH-USDT_USDT"};
  made.calendar = orDie(market::Calendar::of(orDie(market::EntityId::parse(ids.front()))));
  const auto days =
      orDie(made.calendar->between(orDie(TradingDay::parse("2024-06-03")), orDie(TradingDay::parse("2024-11-29"))));
  made.start = days[5];
  made.last = days.back();
  const double move = settles ? 0.08 : 0.7;
  for (const char* id : ids) {
    market::BarSeries bars;
    bars.provider = "test";
    std::vector<trading::FundingRate> fundings;
    double close = settles ? 3500 : 60000;
    for (const TradingDay day : days) {
      const auto next = [&] { return std::round(close * (1 - move + 2 * move * random.uniform()) * 5) / 5; };
      const double open = close;
      close = std::max(100.0, next());
      const double wick = settles ? 0 : move / 4 * random.uniform();
      bars.append(
          {day.days, open, std::max(open, close) * (1 + wick), std::min(open, close) * (1 - wick), close, 1e6, 1e9});
      if (settles && random.below(4) != 0)
        bars.extraForWrite("settlement").back() = std::max(100.0, next());
      for (const int hour : {0, 8, 16})
        if (!settles)
          fundings.push_back(
              {{made.calendar->zone().toUtc(LocalTime::of(day)).micros + hour * std::int64_t{3'600'000'000}},
                  orDie(Decimal::fromDouble(std::round((random.uniform() - 0.3) * 1e5) / 1e8)), {}});
    }
    made.source.add(entity(id, "Name"), std::move(bars), {}, std::move(fundings));
  }
  made.document = turnStrategy({"*"});
  made.document.name = kName;
  for (const std::string& setting :
      {std::string("cross.side=both"), "cross.slow=" + std::to_string(2 + random.below(4)),
          "w.max_positions=" + pick(random, {"1", "2"}), "w.rebalance=" + pick(random, {"entry", "change"}),
          std::string("a.initial_cash=5000000"), std::string("a.sizing=") + (settles ? "lots" : "exact"),
          std::string("a.finalize=keep"), "a.fill=" + pick(random, {"next_open", "next_open", "next_close", "limit"}),
          "a.limit_offset=" + pick(random, {"0", "-0.02"}), // makers, where the price comes to them
          "run.start=" + made.start.iso()})
    made.set(setting);
  return made;
}

market::BarSeries readGoog(const std::filesystem::path& file)
{
  market::BarSeries series;
  series.provider = "csv";
  std::istringstream lines(readFile(file));
  std::string line;
  std::getline(lines, line); // header
  while (std::getline(lines, line)) {
    const auto cells = split(trim(line), ',');
    const auto number = [&](std::size_t i) { return parseDouble(cells[i]).value(); };
    series.append({TradingDay::parse(cells[0]).value().days, number(1), number(2), number(3), number(4), number(5), 0});
  }
  return series;
}

/// What a way of running a document has to show.
struct Account {
  QStringList orders; ///< as they were made, with what became of them
  QStringList fills;
  QStringList equity; ///< moment by moment
};

QString lineOf(const analytics::OrderRecord& order)
{
  // What waits at the end of a run is said to; a desk does not end.
  const bool waits = order.state == "working" || order.state.empty();
  std::string line = order.orderId + " " + order.placedTime.iso() + " " + order.entityId + " " + order.side + " "
      + order.type + " " + order.quantity.toString() + " @" + order.limitPrice;
  if (!waits) {
    line += " " + order.state + " " + order.filled.toString() + " " + order.reasonCode;
    for (const auto& [key, value] : order.reasonArguments)
      line += " " + key + "=" + value;
  }
  return QString::fromStdString(line);
}

QString lineOf(const std::string& orderId, const std::string& entityId, const std::string& side, LocalTime time,
    Quantity quantity, Price price, const std::vector<std::pair<std::string, Money>>& costs)
{
  std::string line =
      orderId + " " + time.iso() + " " + entityId + " " + side + " " + quantity.toString() + " @" + price.toString();
  for (const auto& [kind, amount] : costs)
    line += " " + kind + "=" + amount.toString();
  return QString::fromStdString(line);
}

QString lineOf(const std::string& time, double cash, double equity)
{
  return QStringLiteral("%1 %2 %3").arg(QString::fromStdString(time)).arg(cash, 0, 'g', 17).arg(equity, 0, 'g', 17);
}

Account backtestOf(Case& test)
{
  const strategy::ExecutionPlan plan = orDie(strategy::compile(test.document));
  SilentTaskControl control;
  const BacktestData data = orDie(loadData(plan, test.source, control));
  const BacktestResult result = orDie(runBacktest(plan, data, orDie(market::RuleBook::load()), control));
  Account account;
  for (const analytics::OrderRecord& order : result.orders)
    account.orders << lineOf(order);
  for (const analytics::FillRecord& fill : result.fills) {
    std::vector<std::pair<std::string, Money>> costs;
    for (const analytics::CostAmount& cost : fill.costs)
      costs.emplace_back(cost.kind, cost.amount);
    account.fills << lineOf(fill.orderId, fill.entityId, fill.side, fill.time, fill.quantity, fill.price, costs);
  }
  for (const analytics::EquityPoint& point : result.equity)
    account.equity << lineOf(point.time.iso(), point.cash, point.equity);
  return account;
}

Deployment deploymentOf(const Case& test)
{
  Deployment deployment;
  deployment.name = kName;
  deployment.file = kName + ".zvtstrategy";
  deployment.source = strategy::toJson(test.document);
  deployment.started = true;
  deployment.resumes = true;
  return deployment;
}

/// As the program looks them up: see trading::subjectLookup().
trading::SubjectLookup subjectsOf(Case& test)
{
  std::map<std::string, market::Entity, std::less<>> known;
  for (const market::Entity& entity : orDie(test.source.resolve({"*"}, market::BarLevel::Week1)))
    known.emplace(entity.id.toString(), entity);
  return [known](std::string_view entityId, TradingDay) {
    trading::SubjectFacts facts;
    if (const auto found = known.find(entityId); found != known.end()) {
      facts.subject = market::RuleSubject::of(found->second.id);
      facts.subject.specialTreatment = found->second.name.starts_with("*ST");
      facts.subject.listed = found->second.listed;
    }
    return facts;
  };
}

QStringList fillsOf(const trading::TradingState& state, bool byDays, const market::Calendar& calendar)
{
  QStringList lines;
  for (const trading::Fill& fill : state.fills()) {
    const std::string intent = state.find(fill.orderId)->intent;
    std::vector<std::pair<std::string, Money>> costs;
    for (const trading::Cost& cost : fill.costs)
      costs.emplace_back(market::toString(cost.kind), cost.amount);
    lines << lineOf(intent.substr(intent.find('-') + 1), fill.entityId, std::string(trading::toString(fill.side)),
        byDays ? LocalTime::of(fill.day) : calendar.zone().toLocal(fill.at), fill.quantity, fill.price, costs);
  }
  return lines;
}

/// The document in a market of its own, on the account of a deployed strategy.
struct Played {
  std::unique_ptr<SimulatedMarket> market;
  Account account;
};

Played playedOf(Case& test, const trading::SubjectLookup& subjects)
{
  DeployedStrategy deployed = orDie(readDeployed(deploymentOf(test), nullptr));
  const auto entities = orDie(test.source.resolve({"*"}, deployed.run.level));
  const PlayedTerms terms = playedTerms(deployed.account, entities.front(), orDie(market::RuleBook::load()), subjects);
  SimulatedMarket::Options options;
  options.account = terms.account;
  options.account.name = kAccount;
  options.rules = terms.rules;
  options.matching = terms.matching;
  options.plan = terms.plan;
  options.document = {kName, deployed.run.level, deployed.account};
  options.book.adjust = deployed.run.adjust;
  options.start = test.start;
  Played played;
  played.market = orDie(SimulatedMarket::create(std::move(deployed.strategy), std::move(options), test.source));
  const bool byDays = market::isDayKeyed(deployed.run.level);
  SilentTaskControl control;
  orDie(played.market->run(control, [&](Timestamp now, TradingDay day, const trading::SimAccount& account) {
    const LocalTime time = byDays ? LocalTime::of(day) : test.calendar->zone().toLocal(now);
    played.account.equity << lineOf(
        time.iso(), account.cash().toDouble(), (account.cash() + account.marketValue()).toDouble());
  }));
  for (const analytics::OrderRecord& order : played.market->desk()->records())
    played.account.orders << lineOf(order);
  played.account.fills = fillsOf(played.market->orders().state(), byDays, *test.calendar);
  return played;
}

/// The first difference of two lists, or nothing.
QString difference(const char* what, const QStringList& expected, const QStringList& actual)
{
  for (qsizetype i = 0; i < std::max(expected.size(), actual.size()); ++i)
    if (expected.value(i) != actual.value(i))
      return QStringLiteral("%1 %2 of %3:\n  backtest %4\n  other    %5")
          .arg(QLatin1String(what))
          .arg(i)
          .arg(expected.size())
          .arg(expected.value(i), actual.value(i));
  return {};
}

QString difference(const Account& expected, const Account& actual)
{
  for (const QString& text : {difference("fill", expected.fills, actual.fills),
           difference("equity", expected.equity, actual.equity), difference("order", expected.orders, actual.orders)})
    if (!text.isEmpty())
      return text;
  return {};
}

/// Where the service is started anew: never, or after so many moves.
enum class Restarts { None, Some };

/// The document in the service, day by day or by half days. @return the lines of its journal, and its equity at the end
QStringList servedBy(Case& test, const trading::SubjectLookup& subjects, Restarts restarts, Random& random)
{
  testing::MemoryStore store;
  const auto rules = orDie(market::RuleBook::load());
  const market::Calendar& calendar = *test.calendar;
  auto program = std::make_unique<Program>(test.source, store, rules, risk::RiskLimits(), nullptr, subjects);
  const auto moveTo = [&](Timestamp to) {
    orDie(program->done([&](auto told) { program->service->moveTo(to, told); }));
  };
  moveTo(calendar.closeOf(orDie(calendar.previous(test.start))));
  orDie(program->deploy(deploymentOf(test)));
  for (const TradingDay day : orDie(calendar.between(test.start, test.last))) {
    if (restarts == Restarts::Some && random.below(6) == 0) {
      if (random.below(2) == 0) // in the middle of a day
        moveTo({calendar.closeOf(day).micros - 3 * std::int64_t{3'600'000'000}});
      program.reset();
      program = std::make_unique<Program>(test.source, store, rules, risk::RiskLimits(), nullptr, subjects);
    }
    moveTo(calendar.closeOf(day));
  }
  const LiveRow row = program->row(kName);
  if (row.state != LiveState::Running)
    qFatal("it does not run: %s", row.fault.code.c_str());
  QStringList lines = journaled(store, kAccount);
  lines << QStringLiteral("equity %1 open %2").arg(QString::fromStdString(row.equity.toString())).arg(row.openOrders);
  return lines;
}

}

/// Every mode against the backtest. @return what differs first, or nothing
QString difference(Case& test, std::uint64_t seed, Account& expected)
{
  const trading::SubjectLookup subjects = subjectsOf(test);
  expected = backtestOf(test);
  Played played = playedOf(test, subjects);
  if (test.hasContracts) { // forced orders are the account's own, not the desk's: the numbers after them differ
    for (Account* account : {&expected, &played.account})
      account->fills = withoutIds(account->fills);
    played.account.orders = expected.orders;
  }
  if (const QString first = difference(expected, played.account); !first.isEmpty())
    return first;
  QStringList lines = linesOf(played.market->orders().state());
  lines << QStringLiteral("equity %1 open %2")
               .arg(QString::fromStdString(played.market->orders().account()->equity().toString()))
               .arg(played.market->desk()->waiting().size());
  SeededRandom random(seed);
  for (const Restarts restarts : {Restarts::None, Restarts::Some})
    if (const QString first = difference(
            restarts == Restarts::None ? "served" : "restarted", lines, servedBy(test, subjects, restarts, random));
        !first.isEmpty())
      return first;
  return {};
}

class TstDocumentModes : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void theSameInEveryMode_data();
  void theSameInEveryMode();
  void aWeekThatEndsSuspendedOverAnExDate();
  void rightsOnRealBars_data();
  void rightsOnRealBars();
  void contractsInEveryMode();
  void shippedExamples();
};

void TstDocumentModes::theSameInEveryMode_data()
{
  QTest::addColumn<QString>("level");
  QTest::addColumn<int>("markets");
  QTest::addColumn<int>("least"); ///< fills
  QTest::newRow("days") << "1d" << 40 << 1'500;
  QTest::newRow("weeks") << "1wk" << 15 << 300;
  QTest::newRow("minutes") << "1m" << 15 << 1'000;
}

void TstDocumentModes::theSameInEveryMode()
{
  QFETCH(QString, level);
  QFETCH(int, markets);
  QFETCH(int, least);
  qsizetype fills = 0;
  qsizetype unusual = 0;
  for (std::uint64_t seed = 0; seed < static_cast<std::uint64_t>(markets); ++seed) {
    Case test = makeCase(seed, level.toStdString());
    Account expected;
    const QString first = difference(test, seed, expected);
    QVERIFY2(first.isEmpty(), qPrintable(QStringLiteral("seed %1: %2 (%3)").arg(seed).arg(first, test.text)));
    fills += expected.fills.size();
    unusual += std::ranges::count_if(expected.orders, [](const QString& line) { return !line.contains(" filled "); });
  }
  qInfo("%lld fills, %lld orders not simply filled", fills, unusual);
  QVERIFY(fills > least);
  QVERIFY(unusual > least / 10);
}

/// The week to 05-10 turns up, but its Friday is without a trade: one share becomes two then. The order is sized by the
/// reference price, 100,000 / 5.10 → 19,600, and Monday buys as much.
void TstDocumentModes::aWeekThatEndsSuspendedOverAnExDate()
{
  Case test;
  market::BarSeries bars;
  bars.provider = "test";
  const auto flat = [&](const char* first, const char* last, double price) {
    for (const TradingDay day :
        orDie(test.calendar->between(orDie(TradingDay::parse(first)), orDie(TradingDay::parse(last)))))
      bars.append({day.days, price, price, price, price, 1e6, std::nan("")});
  };
  flat("2019-04-22", "2019-04-26", 10.4);
  flat("2019-04-29", "2019-04-30", 9.9);
  flat("2019-05-06", "2019-05-09", 10.2);
  flat("2019-05-13", "2019-05-31", 5.1);
  market::CorporateAction doubling;
  doubling.exDay = orDie(TradingDay::parse("2019-05-10"));
  doubling.bonus = 1;
  test.start = orDie(TradingDay::parse("2019-04-23"));
  test.last = bars.dayAt(bars.size() - 1);
  test.source.add(entity("stock_sh_600000"), std::move(bars), {doubling});
  test.document = turnStrategy({"stock_sh_600000"});
  test.document.name = kName;
  for (const std::string& setting : {std::string("run.level=1wk"), std::string("initial_cash=100000"),
           std::string("finalize=keep"), "run.start=" + test.start.iso()})
    test.set(setting);
  Account expected;
  const QString first = difference(test, 1, expected);
  QVERIFY2(first.isEmpty(), qPrintable(first));
  QVERIFY2(expected.fills.value(0).contains("2019-05-13") && expected.fills.value(0).contains(" buy 19600 @5.1 "),
      qPrintable(expected.fills.join('\n')));
}

void TstDocumentModes::rightsOnRealBars_data()
{
  QTest::addColumn<QString>("id");
  QTest::addColumn<QString>("exDay");
  QTest::addColumn<double>("rights");
  QTest::addColumn<double>("price");
  QTest::addColumn<double>("before"); ///< raw closes of the day before and of the ex-date
  QTest::addColumn<double>("after");
  QTest::newRow("3 for 10 at 8.00") << "stock_sz_000001" << "2000-11-06" << 0.3 << 8.0 << 17.70 << 15.52;
  QTest::newRow("2.73 for 10 at 7.50") << "stock_sz_000002" << "2000-01-10" << 0.273 << 7.5 << 10.99 << 11.44;
}

/// Rights issues of real stocks, taken from half of the money that is left: what the ex-date brings to the equity is
/// what the shares of before move by and what the new ones are worth above their price, and all of them are sold later.
/// The same in every mode.
void TstDocumentModes::rightsOnRealBars()
{
  QFETCH(QString, id);
  QFETCH(QString, exDay);
  QFETCH(double, rights);
  QFETCH(double, price);
  QFETCH(double, before);
  QFETCH(double, after);
  ZVT_FIXTURE(csv, "market/hikyuu/sz000001_1d.csv");
  Case test;
  test.source = realMarket(csv.parent_path(), "1999-06-01", "2001-06-01");
  test.start = orDie(TradingDay::parse("1999-09-01"));
  test.last = orDie(TradingDay::parse("2001-05-31"));
  test.document = turnStrategy({id.toStdString()});
  test.document.name = kName;
  for (const char* setting : {"cross.fast=2", "cross.slow=5", "w.gross=0.5", "a.rights=take", "a.finalize=keep",
           "run.adjust=hfq", "initial_cash=1000000"})
    test.set(setting);
  test.set("run.start=" + test.start.iso());
  Account expected;
  const QString first = difference(test, 3, expected);
  QVERIFY2(first.isEmpty(), qPrintable(first));

  SilentTaskControl control;
  const strategy::ExecutionPlan plan = orDie(strategy::compile(test.document));
  const BacktestData data = orDie(loadData(plan, test.source, control));
  const BacktestResult result = orDie(runBacktest(plan, data, orDie(market::RuleBook::load()), control));
  const TradingDay day = orDie(TradingDay::parse(exDay.toStdString()));
  const auto offer = std::ranges::find(result.rights, day, &RightsRecord::day);
  QVERIFY(offer != result.rights.end() && offer->offer.taken);
  double held = 0, sold = 0;
  for (const analytics::FillRecord& fill : result.fills) {
    const double quantity = fill.quantity.toDouble();
    if (fill.time.day() < day)
      held += fill.side == "buy" ? quantity : -quantity;
    else if (sold == 0)
      sold = fill.side == "sell" ? quantity : 0;
  }
  QVERIFY(held > 0);
  const double units = std::floor(held * rights + 1e-9);
  QCOMPARE(offer->offer.units.toDouble(), units);
  QCOMPARE(offer->offer.payment.toDouble(), units * price);
  QCOMPARE(sold, held + units);
  const auto point = std::ranges::find(result.equity, LocalTime::of(day), &analytics::EquityPoint::time);
  QVERIFY(point != result.equity.end() && point != result.equity.begin());
  const double moved = held * (after - before) + units * (after - price);
  QVERIFY2(std::fabs(point->equity - std::prev(point)->equity - moved) < 1e-6, qPrintable(QString::number(moved)));
  // Of the fall of the price alone, the way to the reference price is no loss.
  const double reference = (before + rights * price) / (1 + rights);
  const double change = point->equity - std::prev(point)->equity;
  QVERIFY(std::fabs(change - (held + units) * (after - reference)) < before);
}

/// Margin, settlement, funding and liquidation.
void TstDocumentModes::contractsInEveryMode()
{
  qsizetype fills = 0;
  qsizetype forced = 0;
  for (std::uint64_t seed = 0; seed < 16; ++seed) {
    Case test = makeContracts(seed, seed % 2 == 0);
    Account expected;
    const QString first = difference(test, seed, expected);
    QVERIFY2(first.isEmpty(), qPrintable(QStringLiteral("seed %1: %2 (%3)").arg(seed).arg(first, test.text)));
    fills += expected.fills.size();
    forced += std::ranges::count_if(expected.orders, [](const QString& line) { return line.contains("liquidat"); });
  }
  qInfo("%lld fills, %lld forced", fills, forced);
  QVERIFY(fills > 300);
  QVERIFY(forced > 3);
}

/// The documents that come with the program: the sample's over an invented market of the A-share rules, GOOG's over its
/// real bars.
void TstDocumentModes::shippedExamples()
{
  const std::filesystem::path folder =
      std::filesystem::path(qEnvironmentVariable("ZVT_SOURCE_DIR").toStdString()) / "resources" / "examples";
  const auto read = [&](const char* name) {
    strategy::StrategyDocument document = orDie(strategy::parseStrategy(readFile(folder / name)));
    document.name = kName;
    return document;
  };
  Case sample = makeCase(3, "1d");
  sample.document = read("ma_cross_sample.zvtstrategy");
  for (const char* setting : {"run.benchmark=", "cross.fast=3", "cross.slow=8", "finalize=keep"})
    sample.set(setting);
  sample.set("run.start=" + sample.start.iso());
  Account expected;
  const QString first = difference(sample, 1, expected);
  QVERIFY2(first.isEmpty(), qPrintable(first));
  QVERIFY(expected.fills.size() > 30);

  ZVT_FIXTURE(csv, "market/backtesting-py/GOOG.csv");
  Case goog;
  goog.calendar = orDie(market::Calendar::load("us"));
  goog.document = read("ma_cross_goog.zvtstrategy");
  market::BarSeries bars = readGoog(csv);
  goog.start = bars.dayAt(1);
  goog.last = bars.dayAt(bars.size() - 1);
  goog.source.add(entity("stockus_nasdaq_GOOG", "Alphabet", "2004-08-19"), std::move(bars));
  goog.set("finalize=keep");
  goog.set("run.start=" + goog.start.iso());
  const QString other = difference(goog, 2, expected);
  QVERIFY2(other.isEmpty(), qPrintable(other));
  QVERIFY(expected.fills.size() > 100);
}

QTEST_APPLESS_MAIN(TstDocumentModes)
#include "tst_document_modes.moc"
