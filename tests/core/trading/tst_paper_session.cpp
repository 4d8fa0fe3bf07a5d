// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/order_state.h"
#include "core/trading/paper_session.h"
#include "core/trading/projection.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;
using zvt::tests::TemporaryFolder;

/// A week of December 2024 on the main board, commission 0.025 % at least 5, transfer fee 0.001 %.
///
///   Tue 12-03  close 10.00
///   Wed 12-04  10.10 10.30  9.90 10.20
///   Thu 12-05  sealed at the limit: 10.20 × 1.1 = 11.22
///   Fri 12-06  ex 0.50 a share: 11.00 11.10 10.60 10.80
///   Mon 12-09  10.80 10.90 10.70 10.80
class TstPaperSession : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void init();
  void cleanup();
  void beginsBeforeTheNewestBar();
  void buyFillsAtTheNextOpenAndSettlesTheDayAfter();
  void limitThatIsNotReachedExpires();
  void sealedLimitUpIsNotFilled();
  void exDateBringsCash();
  void actionOfAPassedDayIsBookedLate();
  void rightsAreTakenAsChosen();
  void lateRightsThatTheCashDoesNotPay_data();
  void lateRightsThatTheCashDoesNotPay();
  void lateActionWhileTheProgramWasAway();
  void changedActionIsSaidOnce();
  void minutesFillInsideTheDay();
  void ticketKnowsNoLaterBar();
  void restartKeepsAll();
  void dayCutShortIsFinished();
  void severalDaysAndTheEnd();
  void equityOfEachDay();
  void gateRefusesWhatTheTicketWouldBlock();
  void ownLimitsAreAskedLast();

private:
  struct Desk;
  std::unique_ptr<Desk> m_desk;
};

namespace {

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

void done(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

std::string sentence(const Error& error)
{
  std::string text = error.code;
  for (const auto& [key, value] : error.arguments)
    text += " " + key + "=" + value;
  return text;
}

}

struct TstPaperSession::Desk {
  TemporaryFolder folder;
  testing::MockClock clock;
  OsFileSystem files;
  NullLogger logger;
  testing::ManualExecutor executor{clock};
  std::unique_ptr<storage::Profile> profile;
  std::unique_ptr<data::MarketData> data;
  std::unique_ptr<PaperSession> session;
  std::string first = "2024-12-03";
  std::function<Result<void>(const Order&)> admit;
  std::map<std::string, Price> prices; ///< as the desk tells them
  TradingDay known; ///< with the newest of them

  Desk()
  {
    openProfile();
    store();
    openSession();
  }

  void openProfile()
  {
    profile = require(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
    data = std::make_unique<data::MarketData>(*profile);
  }

  void store()
  {
    market::Entity entity;
    entity.id = require(market::EntityId::parse(kMain));
    entity.name = "CITIC";
    entity.currency = "CNY";
    done(profile->entities().upsert({entity}));
    market::BarSeries bars;
    bars.entityId = kMain;
    bars.provider = "test";
    const auto add = [&](const char* on, double open, double high, double low, double close) {
      bars.append({day(on).days, open, high, low, close, 1e6, 1e7});
    };
    add("2024-12-02", 10, 10, 10, 10);
    add("2024-12-03", 10, 10.1, 9.9, 10);
    add("2024-12-04", 10.1, 10.3, 9.9, 10.2);
    add("2024-12-05", 11.22, 11.22, 11.22, 11.22);
    add("2024-12-06", 11, 11.1, 10.6, 10.8);
    add("2024-12-09", 10.8, 10.9, 10.7, 10.8);
    done(profile->bars().write(bars, storage::WriteMode::Merge));
    market::CorporateAction action;
    action.exDay = day("2024-12-06");
    action.cash = 0.5;
    done(profile->actions().write({{kMain, "test", {action}}}));
  }

  void openSession()
  {
    PaperSessionOptions options;
    options.account.name = "paper";
    options.account.initialCash = money("100000");
    options.rules = require(market::RuleBook::load());
    options.admit = admit;
    options.priced = [this](const std::string& entityId, Price price, TradingDay day) {
      prices.insert_or_assign(entityId, price);
      known = day;
    };
    if (!first.empty())
      options.firstDay = day(first);
    session = require(PaperSession::open(options, *profile, *data, clock, executor));
    executor.runReady();
  }

  void restart()
  {
    session.reset();
    executor.runReady();
    data.reset();
    profile.reset();
    openProfile();
    openSession();
  }

  Result<Order> submit(Side side, std::string_view at, std::string_view units, OrderType type = OrderType::Limit)
  {
    OrderIntent intent;
    intent.id = "ticket" + std::to_string(++intents);
    intent.entityId = kMain;
    intent.side = side;
    intent.type = type;
    intent.price = price(at);
    intent.quantity = quantity(units);
    Result<Order> answer = fail("test.no_answer");
    session->orders().submit(intent, [&](Result<Order> order) { answer = std::move(order); });
    executor.runReady();
    return answer;
  }

  Result<ReplayState> advance(int days = 1)
  {
    Result<ReplayState> answer = fail("test.no_answer");
    session->advance(days, [&](Result<ReplayState> state) { answer = std::move(state); });
    executor.runReady();
    return answer;
  }

  [[nodiscard]] const SimAccount& account() const
  {
    m_kept = session->orders().snapshot();
    return *m_kept->account;
  }
  [[nodiscard]] Order newestOrder() const { return session->orders().snapshot()->orders.back(); }

  int intents = 0;

private:
  mutable TradingSnapshotPtr m_kept;
};

void TstPaperSession::init()
{
  m_desk = std::make_unique<Desk>();
}

void TstPaperSession::cleanup()
{
  m_desk.reset();
}

void TstPaperSession::beginsBeforeTheNewestBar()
{
  QVERIFY(m_desk->session->state().day == day("2024-12-03"));
  QVERIFY(m_desk->session->state().next == day("2024-12-04"));

  // 20 trading days before Monday 2024-12-09: 2024-11-11 (no holiday in between; four weeks of five days).
  Desk other;
  other.session.reset();
  other.profile.reset();
  TemporaryFolder fresh;
  other.data.reset();
  other.profile = require(
      storage::Profile::open({fresh.path() / "profile", false, {}, "test"}, other.clock, other.files, other.logger));
  other.data = std::make_unique<data::MarketData>(*other.profile);
  other.first.clear();
  other.openSession();
  QVERIFY(!other.session->state().day);
  other.store();
  other.data->notifyChanged({}, {});
  other.executor.runReady();
  QVERIFY(other.session->state().day == day("2024-11-11"));
}

void TstPaperSession::buyFillsAtTheNextOpenAndSettlesTheDayAfter()
{
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  QVERIFY(m_desk->newestOrder().state == OrderState::Working);
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->newestOrder().state == OrderState::Filled);
  QCOMPARE(text(m_desk->newestOrder().averagePrice()), "10.1");
  // 100 × 10.10 = 1010.00, commission 5.00 (minimum), transfer fee 0.0101 → 0.01
  QCOMPARE(text(m_desk->account().cash()), "98984.99");
  const Position* position = m_desk->account().find(kMain);
  QCOMPARE(text(position->total), "100");
  QCOMPARE(text(position->boughtToday), "100");
  QCOMPARE(text(position->sellable()), "0");
  QCOMPARE(text(position->last), "10.2");
  const auto sold = m_desk->submit(Side::Sell, "10.00", "100");
  QVERIFY(!sold);
  QCOMPARE(text(sold.error().code), "trading.check.sellable.unsettled");

  QVERIFY(m_desk->advance());
  QCOMPARE(text(m_desk->account().find(kMain)->sellable()), "100");
  QVERIFY(m_desk->submit(Side::Sell, "10.50", "100"));
  QVERIFY(m_desk->advance());
  // Ex 0.50: (11.22 − 0.50) × 1.1 and × 0.9 allow 10.50; sold at the open 11.00.
  QCOMPARE(text(m_desk->newestOrder().averagePrice()), "11");
}

void TstPaperSession::limitThatIsNotReachedExpires()
{
  QVERIFY(m_desk->submit(Side::Buy, "9.50", "1000"));
  QVERIFY(m_desk->account().frozenCash().isPositive());
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->newestOrder().state == OrderState::Expired);
  QCOMPARE(text(m_desk->newestOrder().reason.code), "trading.match.limit_not_reached");
  QCOMPARE(text(m_desk->account().availableCash()), "100000");
  QVERIFY(m_desk->account().frozenCash().isZero());
}

void TstPaperSession::sealedLimitUpIsNotFilled()
{
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->submit(Side::Buy, "11.22", "100"));
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->newestOrder().state == OrderState::Expired);
  QCOMPARE(text(m_desk->newestOrder().reason.code), "trading.match.sealed_limit_up");
  QVERIFY(m_desk->session->orders().snapshot()->fills.empty());
}

void TstPaperSession::exDateBringsCash()
{
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  QVERIFY(m_desk->advance(2));
  QCOMPARE(text(m_desk->account().cash()), "98984.99");
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->session->state().day == day("2024-12-06"));
  QCOMPARE(text(m_desk->account().cash()), "99034.99"); // + 100 × 0.50
  QCOMPARE(text(m_desk->account().find(kMain)->dividends), "50");
}

/// 200 held over 12-06, three for ten at 6.00: 60 × 6.00 = 360.00. What is chosen counts from then on and is journaled.
void TstPaperSession::rightsAreTakenAsChosen()
{
  market::CorporateAction action;
  action.exDay = day("2024-12-06");
  action.rights = 0.3;
  action.rightsPrice = 6;
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {action}}}));
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  QVERIFY(m_desk->advance(1));
  const Money cash = m_desk->account().cash();
  QCOMPARE(text(m_desk->account().find(kMain)->total), "200");
  m_desk->session->orders().chooseRights(RightsChoice::Take);
  QVERIFY(m_desk->advance(3));
  QCOMPARE(text(m_desk->account().find(kMain)->total), "260");
  QCOMPARE(text(m_desk->account().cash() - cash), "-360");
  const TradingSnapshotPtr snapshot = m_desk->session->orders().snapshot();
  QCOMPARE(snapshot->rights.size(), std::size_t{1});
  QCOMPARE(snapshot->accountNews.size(), std::size_t{1});
  const Error notice = noticeOf(snapshot->accountNews.front());
  QCOMPARE(notice.code, std::string("trading.rights_taken"));
  QCOMPARE(std::string(notice.field("units")), std::string("60"));
  QCOMPARE(std::string(notice.field("payment")), std::string("360.00"));
  m_desk->restart(); // with settings that take none: from now on
  QVERIFY(m_desk->account().settings().rights == RightsChoice::Ignore);
  QCOMPARE(text(m_desk->account().find(kMain)->total), "260");
  for (const JournalCheck& check : require(verifyJournals(m_desk->profile->ledger())))
    QVERIFY2(!check.problem, check.problem ? check.problem->code.c_str() : "");
}

void TstPaperSession::lateRightsThatTheCashDoesNotPay_data()
{
  QTest::addColumn<double>("dividend");
  QTest::addColumn<QString>("code");
  QTest::newRow("alone") << 0.0 << QStringLiteral("trading.rights_unpaid");
  QTest::newRow("with a dividend") << 0.5 << QStringLiteral("trading.action_late.rights_unpaid");
}

/// 60 rights shares at 1,000,000.00, imported when their day has been played: nothing of them is booked, and why is
/// told, beside what the action brings else.
void TstPaperSession::lateRightsThatTheCashDoesNotPay()
{
  QFETCH(double, dividend);
  QFETCH(QString, code);
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {}}}));
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  m_desk->session->orders().chooseRights(RightsChoice::Take);
  QVERIFY(m_desk->advance(4));
  const Money cash = m_desk->account().cash();
  market::CorporateAction action;
  action.exDay = day("2024-12-06");
  action.rights = 0.3;
  action.rightsPrice = 1'000'000;
  action.cash = dividend;
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {action}}}));
  m_desk->data->notifyChanged(kMain, {});
  m_desk->executor.runReady();
  QVERIFY(m_desk->account().cash() == cash + Money::fromInt(dividend > 0 ? 100 : 0));
  QCOMPARE(text(m_desk->account().find(kMain)->total), "200");
  const TradingSnapshotPtr snapshot = m_desk->session->orders().snapshot();
  QCOMPARE(snapshot->accountNews.size(), std::size_t{1});
  const Error notice = noticeOf(snapshot->accountNews.front());
  QCOMPARE(text(notice.code), code);
  QCOMPARE(std::string(notice.field("payment")), std::string("60000000.00"));
  if (dividend > 0)
    QCOMPARE(std::string(notice.field("cash")), std::string("100.00"));
}

/// The dividend of 12-06 is imported when 12-09 has been played; meanwhile 100 of 200 were sold.
void TstPaperSession::actionOfAPassedDayIsBookedLate()
{
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {}}}));
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  QVERIFY(m_desk->advance(3));
  QVERIFY(m_desk->submit(Side::Sell, "10.00", "100"));
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->session->state().day == day("2024-12-09"));
  QCOMPARE(text(m_desk->account().find(kMain)->dividends), "0");
  const Money cash = m_desk->account().cash();
  const Money realised = m_desk->account().find(kMain)->realised;
  const Money cost = m_desk->account().find(kMain)->cost;

  market::CorporateAction action;
  action.exDay = day("2024-12-06");
  action.cash = 0.5;
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {action}}}));
  m_desk->data->notifyChanged(kMain, {});
  m_desk->executor.runReady();
  // 200 × 0.50, half of it for what was sold since.
  QCOMPARE(text(m_desk->account().cash() - cash), "100");
  QCOMPARE(text(m_desk->account().find(kMain)->realised - realised), "50");
  QCOMPARE(text(m_desk->account().find(kMain)->cost - cost), "-50");
  const TradingSnapshotPtr snapshot = m_desk->session->orders().snapshot();
  QCOMPARE(snapshot->accountNews.size(), std::size_t{1});
  const Error notice = noticeOf(snapshot->accountNews.front());
  QCOMPARE(notice.code, std::string("trading.action_late"));
  QCOMPARE(std::string(notice.field("entitled")), std::string("200"));
  QCOMPARE(std::string(notice.field("ex_day")), std::string("2024-12-06"));

  // Imported again, and after a restart: once is enough.
  const Money after = m_desk->account().cash();
  m_desk->data->notifyChanged(kMain, {});
  m_desk->executor.runReady();
  m_desk->restart();
  QVERIFY(m_desk->account().cash() == after);
  QVERIFY(m_desk->session->orders().snapshot()->accountNews.empty());
  for (const JournalCheck& check : require(verifyJournals(m_desk->profile->ledger())))
    QVERIFY2(!check.problem, check.problem ? check.problem->code.c_str() : "");
}

void TstPaperSession::lateActionWhileTheProgramWasAway()
{
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {}}}));
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  QVERIFY(m_desk->advance(4));
  const Money cash = m_desk->account().cash();
  m_desk->session.reset();
  m_desk->executor.runReady();
  market::CorporateAction action;
  action.exDay = day("2024-12-06");
  action.bonus = 0.5;
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {action}}}));
  m_desk->openSession();
  QCOMPARE(text(m_desk->account().find(kMain)->total), "300");
  QVERIFY(m_desk->account().cash() == cash);
  QCOMPARE(text(m_desk->account().marketValue()), "3240"); // 300 at 10.80
  QCOMPARE(m_desk->session->orders().snapshot()->accountNews.size(), std::size_t{1});
}

void TstPaperSession::changedActionIsSaidOnce()
{
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  QVERIFY(m_desk->advance(3));
  QCOMPARE(text(m_desk->account().find(kMain)->dividends), "100");
  const Money cash = m_desk->account().cash();
  market::CorporateAction action;
  action.exDay = day("2024-12-06");
  action.cash = 0.6;
  QVERIFY(m_desk->profile->actions().write({{kMain, "test", {action}}}));
  m_desk->data->notifyChanged(kMain, {});
  m_desk->executor.runReady();
  const TradingSnapshotPtr snapshot = m_desk->session->orders().snapshot();
  QCOMPARE(snapshot->accountNews.size(), std::size_t{1});
  QCOMPARE(noticeOf(snapshot->accountNews.front()).code, std::string("trading.action_changed.dividend"));
  QVERIFY(m_desk->account().cash() == cash);
  QVERIFY(m_desk->advance());
  m_desk->restart();
  QVERIFY(m_desk->session->orders().snapshot()->accountNews.empty());
  QVERIFY(m_desk->account().cash() == cash);
}

void TstPaperSession::minutesFillInsideTheDay()
{
  // 10:00 and 10:01 in Shanghai are 02:00 and 02:01 UTC.
  market::BarSeries minutes;
  minutes.entityId = kMain;
  minutes.level = market::BarLevel::Min1;
  minutes.provider = "test";
  const std::int64_t ten = Timestamp::fromSeconds(1'733'277'600).micros; // 2024-12-04T02:00:00Z
  minutes.append({ten, 10.1, 10.12, 10.05, 10.08, 1000, 10000});
  minutes.append({ten + 60'000'000, 10.04, 10.05, 9.9, 9.95, 1000, 10000});
  QVERIFY(m_desk->profile->bars().write(minutes, storage::WriteMode::Merge));
  m_desk->data->notifyChanged(kMain, {});
  // The first minute stays above 10.06; the second opens below it.
  QVERIFY(m_desk->submit(Side::Buy, "10.04", "100"));
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->newestOrder().state == OrderState::Filled);
  QCOMPARE(text(m_desk->newestOrder().averagePrice()), "10.04");
  const Fill fill = m_desk->session->orders().snapshot()->fills.back();
  QCOMPARE(fill.at.micros, ten + 60'000'000);
  // The next day has a daily bar alone: what is bought then fills by it.
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->submit(Side::Buy, "11.00", "100"));
  QVERIFY(m_desk->advance());
  QCOMPARE(text(m_desk->newestOrder().averagePrice()), "11");
}

void TstPaperSession::ticketKnowsNoLaterBar()
{
  const TicketContext before = require(m_desk->session->ticketContext(kMain, OrderType::Limit));
  QCOMPARE(text(*before.market.last), "10");
  QCOMPARE(text(*before.market.reference), "10");
  QVERIFY(before.market.day == day("2024-12-04"));
  QCOMPARE(text(before.limits->up), "11");
  QCOMPARE(text(before.limits->down), "9");
  QVERIFY(!before.market.suspended);
  QVERIFY(m_desk->advance(2));
  // Before the ex-date its reference price is known: 11.22 − 0.50 = 10.72, and 10.72 × 1.1 = 11.792 → 11.79.
  const TicketContext ex = require(m_desk->session->ticketContext(kMain, OrderType::Limit));
  QCOMPARE(text(*ex.market.last), "11.22");
  QCOMPARE(text(*ex.market.reference), "10.72");
  QCOMPARE(text(ex.limits->up), "11.79");
}

void TstPaperSession::restartKeepsAll()
{
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  QVERIFY(m_desk->advance());
  QVERIFY(m_desk->submit(Side::Buy, "9.30", "200"));
  const auto before = m_desk->session->orders().snapshot();
  m_desk->restart();
  const auto after = m_desk->session->orders().snapshot();
  QVERIFY(after->orders == before->orders);
  QVERIFY(after->fills == before->fills);
  QVERIFY(*after->account == *before->account);
  QVERIFY(m_desk->session->state().day == day("2024-12-04"));
  QVERIFY(m_desk->newestOrder().state == OrderState::Working);
}

void TstPaperSession::dayCutShortIsFinished()
{
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  // The program ends when the account has begun the day and no bar was played yet.
  m_desk->session->orders().startDay(day("2024-12-04"));
  m_desk->executor.runReady();
  QVERIFY(m_desk->newestOrder().state == OrderState::Working);
  m_desk->restart();
  QVERIFY(m_desk->newestOrder().state == OrderState::Filled);
  QCOMPARE(text(m_desk->account().cash()), "98984.99");
  QVERIFY(m_desk->session->state().next == day("2024-12-05"));
}

void TstPaperSession::severalDaysAndTheEnd()
{
  std::vector<int> seen;
  const auto handle = m_desk->session->observe([&](const ReplayState& state) {
    if (state.running)
      seen.push_back(state.done);
  });
  const auto end = m_desk->advance(10);
  QVERIFY(end);
  QVERIFY(end->day == day("2024-12-09"));
  QVERIFY(!end->next);
  QVERIFY(!end->running);
  QCOMPARE(seen, (std::vector<int>{0, 1, 2, 3, 4}));
  const auto over = m_desk->advance();
  QVERIFY(!over);
  QCOMPARE(text(over.error().code), "trading.replay_over");
}

void TstPaperSession::equityOfEachDay()
{
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  QVERIFY(m_desk->advance(3));
  Result<std::vector<EquityPoint>> history = fail("test.no_answer");
  m_desk->session->history([&](auto points) { history = std::move(points); });
  m_desk->executor.runReady();
  QVERIFY(history);
  QCOMPARE(history->size(), 4U);
  QCOMPARE(text(history->at(0).equity()), "100000");
  QCOMPARE(text(history->at(1).equity()), "100004.99"); // 98984.99 + 100 × 10.20
  QCOMPARE(text(history->at(2).equity()), "100106.99"); // 98984.99 + 100 × 11.22
  QCOMPARE(text(history->at(3).equity()), "100114.99"); // 99034.99 + 100 × 10.80
  QVERIFY(history->at(3).day == day("2024-12-06"));
}

void TstPaperSession::gateRefusesWhatTheTicketWouldBlock()
{
  const auto odd = m_desk->submit(Side::Buy, "10.00", "150");
  QVERIFY(!odd);
  QVERIFY2(odd.error().code == "trading.check.lot_size.off_step", sentence(odd.error()).c_str());
  const auto far = m_desk->submit(Side::Buy, "11.01", "100");
  QVERIFY(!far);
  QCOMPARE(text(far.error().code), "trading.check.price_limit.above");
  QVERIFY(m_desk->session->orders().snapshot()->orders.empty());
}

void TstPaperSession::ownLimitsAreAskedLast()
{
  int asked = 0;
  m_desk->admit = [&asked](const Order& order) -> Result<void> {
    ++asked;
    return order.quantity > quantity("200") ? fail("test.too_much") : Result<void>();
  };
  m_desk->restart();
  QVERIFY(!m_desk->submit(Side::Buy, "10.00", "150"));
  QCOMPARE(asked, 0); // the market's rules refuse an odd lot by themselves
  m_desk->prices.clear();
  QCOMPARE(text(m_desk->submit(Side::Buy, "10.00", "300").error().code), "test.too_much");
  QCOMPARE(text(m_desk->prices.at(kMain).toString()), "10"); // limits by equity need a price of what is not held
  QVERIFY(m_desk->known == m_desk->session->state().day); // and no later day is known
  QVERIFY(m_desk->submit(Side::Buy, "10.00", "200"));
  QCOMPARE(asked, 2);
  QCOMPARE(m_desk->session->orders().snapshot()->orders.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TstPaperSession)
#include "tst_paper_session.moc"
