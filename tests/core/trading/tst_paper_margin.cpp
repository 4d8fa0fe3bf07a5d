// SPDX-License-Identifier: Apache-2.0
// A perpetual on a paper account: what judges its margin inside bars, and when.
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/order_state.h"
#include "core/trading/paper_session.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;
using zvt::tests::TemporaryFolder;

namespace {

const std::string kCoin = "coin_binance_BTC-USDT_USDT";
constexpr std::int64_t kHour = 3'600'000'000;

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

void done(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

Timestamp at(const char* on, int hour, int minute = 0)
{
  return {day(on).days * 24 * kHour + hour * kHour + minute * kHour / 60};
}

/// Days of 24 hours UTC; the account begins at the close of 2024-01-31 with 4,000.
struct Desk {
  TemporaryFolder folder;
  testing::MockClock clock;
  OsFileSystem files;
  NullLogger logger;
  testing::ManualExecutor executor{clock};
  std::unique_ptr<storage::Profile> profile;
  std::unique_ptr<data::MarketData> data;
  std::unique_ptr<PaperSession> session;
  std::vector<QString> marks; ///< that the coin is shown at since the session was opened
  std::shared_ptr<void> watch;
  const char* cash = "4000";
  int intents = 0;

  Desk() { openProfile(); }

  void openProfile()
  {
    profile = require(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
    data = std::make_unique<data::MarketData>(*profile);
  }

  struct Row {
    const char* on;
    double open, high, low, close;
  };

  void store(const std::vector<Row>& rows)
  {
    market::Entity entity;
    entity.id = require(market::EntityId::parse(kCoin));
    entity.name = "BTC";
    entity.currency = "USDT";
    done(profile->entities().upsert({entity}));
    market::BarSeries bars;
    bars.entityId = kCoin;
    bars.provider = "test";
    for (const Row& row : rows)
      bars.append({day(row.on).days, row.open, row.high, row.low, row.close, 1e6, 1e9});
    done(profile->bars().write(bars, storage::WriteMode::Merge));
  }

  struct Minute {
    Timestamp end;
    double open, high, low, close;
  };

  void store(const std::vector<Minute>& rows)
  {
    market::BarSeries bars;
    bars.entityId = kCoin;
    bars.level = market::BarLevel::Min1;
    bars.provider = "test";
    for (const Minute& row : rows)
      bars.append({row.end.micros, row.open, row.high, row.low, row.close, 1e6, 1e9});
    done(profile->bars().write(bars, storage::WriteMode::Merge));
  }

  void payFunding(Timestamp due, double rate, double mark)
  {
    storage::RecordTable table{{"entity_id", "provider", "timestamp", "funding_rate", "mark_price"}, {}};
    table.rows.push_back({kCoin, std::string("test"), due.micros, rate, mark});
    done(profile->records().upsert({"funding_rate", table}));
  }

  void open()
  {
    PaperSessionOptions options;
    options.account.name = "paper";
    options.account.initialCash = money(cash);
    options.rules = require(market::RuleBook::load());
    options.firstDay = day("2024-01-31");
    session = require(PaperSession::open(options, *profile, *data, clock, executor));
    marks.clear();
    OrderObserver observer;
    observer.onSnapshot = [this](const TradingSnapshotPtr& snapshot) {
      const Position* position = snapshot->account->find(kCoin);
      if (position && (marks.empty() || marks.back() != text(position->last)))
        marks.push_back(text(position->last));
    };
    watch = session->orders().observe(std::move(observer));
    executor.runReady();
  }

  void restart()
  {
    watch.reset();
    session.reset();
    executor.runReady();
    data.reset();
    profile.reset();
    openProfile();
    open();
  }

  Result<Order> submit(OrderIntent intent)
  {
    intent.id = "ticket" + std::to_string(++intents);
    intent.entityId = kCoin;
    intent.quantity = quantity("1");
    Result<Order> answer = fail("test.no_answer");
    session->orders().submit(intent, [&](Result<Order> order) { answer = std::move(order); });
    executor.runReady();
    return answer;
  }

  Result<Order> buy()
  {
    OrderIntent intent;
    intent.type = OrderType::Market;
    intent.price = price("50000");
    return submit(intent);
  }

  /// Once the market gets there, against whoever sits on the other side.
  Result<Order> stop(Side side, const char* trigger)
  {
    OrderIntent intent;
    intent.side = side;
    intent.type = OrderType::Stop;
    intent.price = price(trigger);
    intent.terms.trigger = price(trigger);
    return submit(intent);
  }

  Result<Order> takeProfit()
  {
    OrderIntent intent;
    intent.side = Side::Sell;
    intent.price = price("90000");
    intent.terms.timeInForce = TimeInForce::GoodTillCancel;
    return submit(intent);
  }

  Result<ReplayState> advance(int days = 1)
  {
    Result<ReplayState> answer = fail("test.no_answer");
    session->advance(days, [&](Result<ReplayState> state) { answer = std::move(state); });
    executor.runReady();
    return answer;
  }

  [[nodiscard]] std::shared_ptr<const SimAccount> account() const { return session->orders().snapshot()->account; }
  [[nodiscard]] QString held() const { return text(account()->find(kCoin)->total); }
  [[nodiscard]] QStringList fills() const
  {
    QStringList lines;
    for (const Fill& fill : session->orders().snapshot()->fills)
      lines << QString::fromStdString(fill.day.iso()) + ' ' + (fill.side == Side::Buy ? "buy " : "sell ")
              + QString::fromStdString(fill.price.toFixed(1));
    return lines;
  }
};

}

class TstPaperMargin : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void oldBarsAreNotJudgedAnew();
  void theLastDayIsNotJudgedAnew();
  void aDayCutShortIsJudged();
  void aMinuteBeforeItsPaymentIsNotJudgedAnew();
  void whatAStopOpensStartsAtItsFill();
};

/// One coin for 50,000, fee 25: 3,975 + P − 50,000 = 0.004 P at 46,209.84. 02-03 falls to 46,500 and is borne. Three
/// payments of 0.6 % of 50,000 take 900 later: with what is left that low would break the margin.
void TstPaperMargin::oldBarsAreNotJudgedAnew()
{
  Desk desk;
  desk.store(
      std::vector<Desk::Row>{{"2024-01-31", 50000, 50000, 50000, 50000}, {"2024-02-01", 50000, 50500, 49500, 50200},
          {"2024-02-02", 50200, 50500, 50000, 50000}, {"2024-02-03", 50000, 50000, 46500, 52000},
          {"2024-02-04", 52000, 56000, 52000, 56000}, {"2024-02-05", 56000, 60000, 56000, 60000}});
  desk.open();
  QVERIFY(desk.buy());
  QVERIFY(desk.advance());
  QVERIFY(desk.takeProfit());
  QVERIFY(desk.advance(2));
  QCOMPARE(desk.held(), QStringLiteral("1"));
  for (const int hour : {8, 16, 24})
    desk.payFunding(at("2024-02-04", hour), 0.006, 50000);
  QVERIFY(desk.advance(2));
  QCOMPARE(text(desk.account()->cash()), QStringLiteral("3075"));
  QCOMPARE(text(desk.account()->equity()), QStringLiteral("13075"));
  desk.restart();
  QCOMPARE(desk.session->state().problem.code, std::string());
  QCOMPARE(desk.fills(), QStringList{"2024-02-01 buy 50000.0"});
  QCOMPARE(text(desk.account()->equity()), QStringLiteral("13075"));
  for (const QString& mark : desk.marks) // never those of weeks ago
    QVERIFY2(mark == u"60000" || mark == u"50000", qPrintable(mark)); // 50,000: of the last payment, until it is marked
  QCOMPARE(desk.marks.back(), QStringLiteral("60000"));
  QVERIFY(desk.session->orders().snapshot()->orders.back().state == OrderState::Working);
}

/// The day that was played last stays as it was judged, whatever was paid at its end or is taken out after it: 500 less
/// would leave 3,475 − 3,500 at its low.
void TstPaperMargin::theLastDayIsNotJudgedAnew()
{
  for (const bool isPaid : {true, false}) {
    Desk desk;
    desk.store(std::vector<Desk::Row>{{"2024-01-31", 50000, 50000, 50000, 50000},
        {"2024-02-01", 50000, 50500, 49500, 50200}, {"2024-02-02", 50000, 50000, 46500, 52000}});
    if (isPaid)
      desk.payFunding(at("2024-02-02", 16), 0.01, 50000);
    desk.open();
    QVERIFY(desk.buy());
    QVERIFY(desk.advance());
    QVERIFY(desk.takeProfit());
    QVERIFY(desk.advance());
    if (!isPaid)
      desk.session->orders().moveCash(money("-500"), "taken out");
    desk.executor.runReady();
    QCOMPARE(text(desk.account()->cash()), QStringLiteral("3475"));
    desk.restart();
    QCOMPARE(desk.held(), QStringLiteral("1"));
    QCOMPARE(text(desk.account()->equity()), QStringLiteral("5475"));
  }
}

/// The program ended when the account had begun 02-02 and no bar was played: its low of 46,000 closes what is held.
void TstPaperMargin::aDayCutShortIsJudged()
{
  Desk desk;
  desk.store(std::vector<Desk::Row>{{"2024-01-31", 50000, 50000, 50000, 50000},
      {"2024-02-01", 50000, 50500, 49500, 50200}, {"2024-02-02", 50000, 50000, 46000, 52000}});
  desk.open();
  QVERIFY(desk.buy());
  QVERIFY(desk.advance());
  QVERIFY(desk.takeProfit());
  desk.session->orders().startDay(day("2024-02-02"));
  desk.executor.runReady();
  QCOMPARE(desk.held(), QStringLiteral("1"));
  desk.restart();
  QCOMPARE(desk.held(), QStringLiteral("0"));
  QVERIFY(desk.fills().back().startsWith("2024-02-02 sell 46209.8"));
}

/// The minute up to 07:59 falls to 46,500 and is borne; the payment of 08:00 takes 500. The program ends inside that
/// day: when it is played on, that minute is not judged by what is left.
void TstPaperMargin::aMinuteBeforeItsPaymentIsNotJudgedAnew()
{
  Desk desk;
  desk.store(std::vector<Desk::Row>{{"2024-01-31", 50000, 50000, 50000, 50000},
      {"2024-02-01", 50000, 50500, 49500, 50200}, {"2024-02-02", 50000, 50000, 46500, 52000}});
  std::vector<Desk::Minute> minutes{
      {at("2024-02-02", 7, 59), 50000, 50000, 46500, 50000}, {at("2024-02-02", 8), 50000, 50000, 50000, 50000}};
  for (int minute = 1; minute < 60; ++minute)
    minutes.push_back({at("2024-02-02", 8, minute), 50000, 52000, 50000, 52000});
  desk.store(minutes);
  desk.payFunding(at("2024-02-02", 8), 0.01, 50000);
  desk.open();
  QVERIFY(desk.buy());
  QVERIFY(desk.advance());
  QVERIFY(desk.takeProfit());
  desk.session->advance(1);
  while (text(desk.account()->cash()) != u"3475")
    QVERIFY(desk.executor.runOne());
  QVERIFY(desk.session->state().day == day("2024-02-01"));
  desk.restart();
  QVERIFY(desk.session->state().day == day("2024-02-02"));
  QCOMPARE(desk.session->state().problem.code, std::string());
  QCOMPARE(desk.fills(), QStringList{"2024-02-01 buy 50000.0"});
  QCOMPARE(text(desk.account()->equity()), QStringLiteral("5475"));
}

/// 5,000, one coin bought at 50,000 inside a day that opened at 40,000: 4,975 + P − 50,000 = 0.004 P at 45,205.82. One
/// sold at 40,000 inside a day that opened at 50,000, fee 20: 4,980 + 40,000 − P = 0.004 P at 44,800.79. At the opens
/// nothing was held.
void TstPaperMargin::whatAStopOpensStartsAtItsFill()
{
  Desk bought;
  bought.cash = "5000";
  bought.store(
      std::vector<Desk::Row>{{"2024-01-31", 40000, 40000, 40000, 40000}, {"2024-02-01", 40000, 51000, 39900, 50500}});
  bought.open();
  QVERIFY(bought.stop(Side::Buy, "50000"));
  QVERIFY(bought.advance());
  QCOMPARE(bought.fills(), (QStringList{"2024-02-01 buy 50000.0", "2024-02-01 sell 45205.8"}));
  Desk sold;
  sold.cash = "5000";
  sold.store(
      std::vector<Desk::Row>{{"2024-01-31", 50000, 50000, 50000, 50000}, {"2024-02-01", 50000, 50100, 39000, 39500}});
  sold.open();
  QVERIFY(sold.stop(Side::Sell, "40000"));
  QVERIFY(sold.advance());
  QCOMPARE(sold.fills(), (QStringList{"2024-02-01 sell 40000.0", "2024-02-01 buy 44800.8"}));
}

QTEST_GUILESS_MAIN(TstPaperMargin)
#include "tst_paper_margin.moc"
