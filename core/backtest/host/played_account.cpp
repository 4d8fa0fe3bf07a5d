// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/played_account.h"

#include "core/backtest/host/order_planner.h"
#include "core/trading/checks.h"

#include <algorithm>
#include <set>

namespace zvt::backtest {

namespace {

/// How many bars are finished at a moment; one that has just finished is not in the book yet.
std::size_t finishedBy(const BarBook::Item& item, std::size_t seen, Timestamp now)
{
  while (seen < item.ends.size() && item.ends[seen] <= now)
    ++seen;
  return seen;
}

/// The book at the account's moment.
class BookPrices final : public trading::MarginPrices {
public:
  BookPrices(const BarBook& book, Timestamp now)
      : m_book(book)
      , m_now(now)
  {
  }
  [[nodiscard]] Result<std::optional<Price>> close(const std::string& entityId) const override
  {
    const auto row = newest(entityId);
    return row ? priceOf(row->first->raw->close[row->second]) : std::optional<Price>();
  }
  [[nodiscard]] Result<std::optional<Price>> settlement(const std::string& entityId, TradingDay day) const override
  {
    const auto row = newest(entityId);
    if (!row || dayOf(*row->first, row->second) != day)
      return std::optional<Price>();
    const std::vector<double>* column = row->first->raw->extra("settlement");
    return column ? priceOf((*column)[row->second]) : std::optional<Price>();
  }
  [[nodiscard]] Result<std::vector<trading::FundingRate>> fundings(
      const std::string& entityId, Timestamp after, Timestamp until) const override
  {
    std::vector<trading::FundingRate> due;
    if (const auto entity = m_book.find(entityId))
      for (const trading::FundingRate& funding : m_book.items()[*entity].fundings)
        if (funding.due > after && funding.due <= until)
          due.push_back(funding);
    return due;
  }

private:
  using Row = std::pair<const BarBook::Item*, std::size_t>;
  [[nodiscard]] std::optional<Row> newest(const std::string& entityId) const
  {
    const auto entity = m_book.find(entityId);
    if (!entity)
      return {};
    const BarBook::Item& item = m_book.items()[*entity];
    const std::size_t rows = finishedBy(item, m_book.count(*entity), m_now);
    return rows == 0 ? std::nullopt : std::optional(Row{&item, rows - 1});
  }
  [[nodiscard]] static TradingDay dayOf(const BarBook::Item& item, std::size_t row)
  {
    return market::isDayKeyed(item.raw->level) ? item.raw->dayAt(row) : item.calendar->dayOf({item.raw->key[row] - 1});
  }
  [[nodiscard]] static std::optional<Price> priceOf(double price)
  {
    const auto exact = price > 0 ? Price::fromDouble(price) : Result<Price>(Price());
    return exact && exact->isPositive() ? std::optional(*exact) : std::nullopt;
  }

  const BarBook& m_book;
  Timestamp m_now;
};

}

Timestamp openOf(const market::Calendar& calendar, TradingDay day, bool continuous)
{
  for (const market::SessionPhase& phase : calendar.phases(day))
    if (!continuous || phase.phase == market::Phase::Continuous)
      return calendar.beginOf(day, phase);
  return calendar.zone().toUtc(LocalTime::of(day));
}

PlayedAccount::PlayedAccount(Options options, Store& store, PlayedClock& clock, InlineExecutor& executor)
    : m_options(std::move(options))
    , m_store(store)
    , m_clock(clock)
    , m_executor(executor)
{
}

PlayedAccount::~PlayedAccount() = default;

Result<std::unique_ptr<PlayedAccount>> PlayedAccount::open(
    Options options, Store& store, PlayedClock& clock, InlineExecutor& executor)
{
  std::unique_ptr<PlayedAccount> made(new PlayedAccount(std::move(options), store, clock, executor));
  const Options& chosen = made->m_options;
  trading::PaperBroker::Options paper;
  paper.account = chosen.account.name;
  paper.matching = chosen.matching;
  ZVT_TRY(made->m_broker, trading::PaperBroker::open(std::move(paper), chosen.rules, store, clock));
  trading::OrderService::Options service;
  service.account = chosen.account;
  service.played = true;
  service.rules = chosen.rules;
  service.gate = [raw = made.get()](const trading::Order& order, const trading::SimAccount& account,
                     std::span<const trading::Order> open) { return raw->gate(order, account, open); };
  ZVT_TRY(made->m_service, trading::OrderService::open(std::move(service), store, *made->m_broker, clock, executor));
  ZVT_TRY(const bool hasHeld, trading::HeldOrders::hasJournal(store, chosen.account.name));
  if (hasHeld)
    ZVT_TRY_VOID(made->held());
  if (made->day()) // it goes on inside a day: what falls due from here on is owed
    made->m_marginSeen = clock.now();
  return made;
}

Result<trading::HeldOrders*> PlayedAccount::held()
{
  if (!m_held) {
    trading::HeldOrders::Options options;
    options.rules = m_options.rules;
    options.played = true;
    options.reserveAt = [this](const std::string& entityId) { return mostOf(entityId); };
    ZVT_TRY(m_held, trading::HeldOrders::open(std::move(options), m_store, *m_service, m_clock, m_executor));
    if (const auto today = day())
      ZVT_TRY_VOID(m_held->startDay(*today, {}));
  }
  return m_held.get();
}

/// How many bars have finished by then.
std::size_t PlayedAccount::rowsAt(std::uint32_t entity, Timestamp now) const
{
  if (now == m_book->now())
    return m_book->count(entity);
  const std::vector<Timestamp>& ends = m_book->items()[entity].ends;
  return static_cast<std::size_t>(std::ranges::upper_bound(ends, now) - ends.begin());
}

/// What is held is sent, and sent again, from when bars are met until its day is over, before the book shows them.
Timestamp PlayedAccount::metUntil() const
{
  return m_met ? std::max(*m_met, m_book->now()) : m_book->now();
}

/// The most that a purchase can cost in the session that it goes into.
std::optional<Price> PlayedAccount::mostOf(const std::string& entityId) const
{
  const auto entity = m_book->find(entityId);
  if (!entity)
    return {};
  const Timestamp now = metUntil();
  const TradingDay session = OrderPlanner::nextSession(*m_book, *entity, now);
  const auto reference = referencePrice(*m_book, *entity, session, *m_options.rules, rowsAt(*entity, now));
  if (!reference || !*reference)
    return {};
  const auto limits = m_options.rules->limitPrices(entityId, session, **reference);
  return limits && *limits ? std::optional((*limits)->up) : std::nullopt;
}

void PlayedAccount::cancelAll()
{
  if (m_held)
    m_held->cancelAll();
  m_service->cancelAll();
  if (m_desk)
    m_desk->cancelAll();
}

void PlayedAccount::setBook(const BarBook* book)
{
  m_book = book;
  if (m_options.document)
    m_desk = std::make_unique<DocumentDesk>(*m_options.document, m_options.rules, *m_service, *m_broker, *book);
}

std::optional<TradingDay> PlayedAccount::day() const
{
  const TradingDay day = m_service->account()->day();
  return day == TradingDay{} ? std::nullopt : std::optional(day);
}

/// The checks of a ticket, for the session that the order goes into.
Result<void> PlayedAccount::gate(
    const trading::Order& order, const trading::SimAccount& account, std::span<const trading::Order> open) const
{
  if (!m_book) // what is held sends again at its next bar
    return zvt::fail("trading.not_reconciled");
  const auto entity = m_book->find(order.entityId);
  trading::TicketMarket market;
  if (entity) {
    const Timestamp now = m_held && m_held->owns(order) ? metUntil() : m_book->now();
    const BarBook::Item& item = m_book->items()[*entity];
    market.entity = item.entity;
    market.calendar = item.calendar.get();
    market.day = OrderPlanner::nextSession(*m_book, *entity, now);
    // Orders made before a session are looked at in its opening auction, market orders in continuous trading.
    market.now = std::max(openOf(*item.calendar, market.day, order.type == trading::OrderType::Market), m_clock.now());
    const std::size_t rows = rowsAt(*entity, now);
    if (rows > 0) {
      ZVT_TRY(market.last, Price::fromDouble(item.raw->close[rows - 1]));
      const TradingDay today = item.calendar->dayOf({now.micros - 1});
      const auto traded = item.calendar->isTradingDay(today);
      market.suspended = m_book->dayOf(*entity, rows - 1) < today && traded && *traded;
    }
    ZVT_TRY(market.reference, referencePrice(*m_book, *entity, market.day, *m_options.rules, rows));
  }
  market.sessionRequired = false;
  if (m_desk && m_desk->isSending()) // what a desk sends has met the rules with its bar
    return m_options.admit ? m_options.admit(order, market.last) : Result<void>();
  ZVT_TRY_VOID(
      trading::requirePassed(trading::runChecks({order, market, account, *m_options.rules, open, m_service->rate()})));
  return m_options.admit ? m_options.admit(order, market.last) : Result<void>();
}

Result<void> PlayedAccount::checkActions()
{
  if (m_actionsSeen == m_book->actionsVersion() || !day())
    return {};
  trading::KnownActions known;
  for (const auto& [entityId, position] : m_service->account()->positions())
    if (const auto entity = m_book->find(entityId))
      known[entityId] = m_book->items()[*entity].actions;
  const std::size_t open = m_service->state().open().size();
  Result<void> checked;
  m_service->checkActions(
      std::move(known), [this, &checked](const Result<std::vector<trading::CorporateActionApplied>>& booked) {
        checked = booked ? Result<void>() : std::unexpected(booked.error());
        // Stops that were made before the ex-date stand at prices of before it.
        for (std::size_t i = 0; checked && i < booked->size(); ++i)
          checked = m_broker->onExDate((*booked)[i].late->day, {(*booked)[i]});
      });
  ZVT_TRY_VOID(checked);
  // What was cancelled for an action, in units of before it, has to be gone first.
  if (m_service->state().open().size() == open)
    m_actionsSeen = m_book->actionsVersion();
  return {};
}

Result<void> PlayedAccount::startDay(TradingDay day)
{
  ZVT_TRY_VOID(checkActions());
  Result<void> started;
  if (!m_marginSeen)
    m_marginSeen = m_clock.now();
  std::set<std::string> owned;
  for (const auto& [entityId, position] : m_service->account()->positions())
    if (!position.total.isZero())
      owned.insert(entityId);
  const std::optional<TradingDay> dayBefore = this->day();
  const std::vector<trading::CorporateActionApplied> actions = actionsOf(owned, dayBefore, day);
  m_service->startDay(day, actions, [&started](const Result<void>& result) { started = result; });
  ZVT_TRY_VOID(started);
  return m_executor.turn([&]() -> Result<void> {
    ZVT_TRY_VOID(m_broker->onExDate(day, actions));
    if (m_desk)
      ZVT_TRY_VOID(m_desk->startDay(dayBefore, day));
    if (!m_held)
      return {};
    const TradingDay before = m_held->day();
    return m_held->startDay(
        day, actionsOf(m_held->entities(), before == TradingDay{} ? std::nullopt : std::optional(before), day));
  });
}

std::vector<trading::CorporateActionApplied> PlayedAccount::actionsOf(
    const std::set<std::string>& entities, std::optional<TradingDay> since, TradingDay day) const
{
  std::vector<trading::CorporateActionApplied> due;
  for (const std::string& entityId : entities) {
    const auto entity = m_book->find(entityId);
    if (!entity || !since)
      continue;
    for (market::CorporateAction action : m_book->items()[*entity].actions)
      if (action.exDay > *since && action.exDay <= day) {
        action.exDay = day; // an ex-date on a day without trading takes effect on the next one
        due.push_back({entityId, action});
      }
  }
  return due;
}

/// The bars that finish at that moment, of what is waited for.
Result<std::vector<PlayedAccount::DueBar>> PlayedAccount::barsAt(Timestamp moment, TradingDay day) const
{
  std::set<std::string> entities = m_held ? m_held->entities() : std::set<std::string>();
  const trading::TradingState& state = m_service->state();
  for (const std::size_t place : state.open())
    entities.insert(state.orders()[place].entityId);
  std::vector<DueBar> due;
  for (const std::string& entityId : entities) {
    const auto entity = m_book->find(entityId);
    if (!entity)
      continue;
    const BarBook::Item& item = m_book->items()[*entity];
    // Usually the next one to be seen; bars that came late, of moments gone by, stand before it.
    const auto end = std::ranges::lower_bound(item.ends, moment);
    if (end == item.ends.end() || *end != moment)
      continue;
    const auto row = static_cast<std::size_t>(end - item.ends.begin());
    trading::MatchBar bar{item.raw->at(row), day, {}, {}};
    bar.bar->key = moment.micros;
    ZVT_TRY(bar.reference, referencePrice(*m_book, *entity, day, *m_options.rules));
    if (market::isDayKeyed(item.raw->level))
      if (const auto spans = item.calendar->tradingSpans(day); !spans.empty())
        bar.begins = spans.front().begin;
    due.emplace_back(entityId, std::move(bar));
  }
  return due;
}

/// All orders meet the moment's bars before anything hears of it, then all that is held, then the clock moves: as in a
/// paper session, whose answers come later.
Result<void> PlayedAccount::meetBars(Timestamp moment, TradingDay day)
{
  ZVT_TRY_VOID(checkActions());
  m_met = moment;
  const bool tradesAtClose = m_options.matching.fillAt == trading::FillAt::Close;
  if (tradesAtClose)
    ZVT_TRY_VOID(passBars(moment, {})); // what was held through the bar
  const std::size_t before = m_service->state().fills().size();
  if (m_desk)
    ZVT_TRY_VOID(m_desk->meetBars(moment, day));
  ZVT_TRY_VOID(showBars(moment, day));
  const auto traded = trading::tradesOf(std::span(m_service->state().fills()).subspan(before));
  return tradesAtClose ? Result<void>() : passBars(moment, traded);
}

/// The liquidation of perpetuals whose margin breaks inside the bars of a moment. @param traded at it
Result<void> PlayedAccount::passBars(Timestamp moment, std::span<const trading::MomentTrade> traded)
{
  const auto account = m_service->account();
  if (!trading::holdsPerpetuals(*account))
    return {};
  trading::MarginBars bars;
  for (const auto& [entityId, position] : account->positions()) {
    const auto entity = position.total.isZero() ? std::nullopt : m_book->find(entityId);
    if (!entity)
      continue;
    const BarBook::Item& item = m_book->items()[*entity];
    const auto end = std::ranges::lower_bound(item.ends, moment);
    if (end == item.ends.end() || *end != moment)
      continue;
    if (const auto bar = trading::marginBarOf(item.raw->at(static_cast<std::size_t>(end - item.ends.begin()))))
      bars.emplace(entityId, *bar);
  }
  ZVT_TRY(auto breach, trading::marginBreach(*account, bars, *m_options.rules, traded));
  if (!breach)
    return {};
  m_service->mark({breach->begin(), breach->end()});
  return liquidate(*std::move(breach), true);
}

Result<void> PlayedAccount::liquidate(std::map<std::string, Price, std::less<>> prices, bool isDue)
{
  if (m_held)
    m_held->cancelAll(); // it would open anew what is closed here
  if (m_desk)
    m_desk->cancelAll(trading::liquidationReason(*m_service->account()));
  Result<void> booked;
  m_service->liquidate(
      std::move(prices),
      [&booked](const Result<bool>& done) { booked = done ? Result<void>() : std::unexpected(done.error()); }, isDue);
  return booked;
}

Result<void> PlayedAccount::showBars(Timestamp moment, TradingDay day)
{
  ZVT_TRY(const std::vector<DueBar> due, barsAt(moment, day));
  if (due.empty()) // nothing happens while all that is waited for is suspended
    return {};
  Result<void> met = m_executor.turn([&]() -> Result<void> {
    for (const auto& [entityId, bar] : due)
      ZVT_TRY_VOID(m_broker->onBar(entityId, bar));
    return {};
  });
  if (met && m_held)
    met = m_executor.turn([&]() -> Result<void> {
      for (const auto& [entityId, bar] : due)
        ZVT_TRY_VOID(m_held->onBar(entityId, *bar.bar, bar.begins, moment));
      return {};
    });
  if (met && m_held)
    met = m_executor.turn([&] { return m_held->onTime(moment); });
  return met;
}

Result<void> PlayedAccount::endDay(TradingDay day)
{
  return m_executor.turn([&]() -> Result<void> {
    // What was made at the close or later is good for the session that follows.
    ZVT_TRY_VOID(
        market::isDayKeyed(m_book->finest()) ? m_broker->endDay(day - 1) : m_broker->endDay(day, m_clock.now()));
    return m_held ? m_held->passed(m_clock.now()) : Result<void>();
  });
}

void PlayedAccount::markHoldings()
{
  std::vector<std::pair<std::string, Price>> marks;
  for (const auto& [entityId, position] : m_service->account()->positions()) {
    const auto entity = position.total.isZero() ? std::nullopt : m_book->find(entityId);
    if (!entity)
      continue;
    if (const auto price = markOf(*entity))
      marks.emplace_back(entityId, *price);
  }
  if (!marks.empty())
    m_service->mark(std::move(marks));
}

Result<void> PlayedAccount::passMargin(TradingDay day, bool isDayOver)
{
  const trading::MarginSpan span{m_marginSeen.value_or(m_clock.now()), m_clock.now(), day,
      isDayOver ? std::optional(trading::nextAccrual(&m_book->calendar(), day)) : std::nullopt};
  m_marginSeen = m_clock.now();
  const auto account = m_service->account();
  if (!account->holdsOnMargin())
    return {};
  const BookPrices prices(*m_book, m_clock.now());
  ZVT_TRY(std::vector<trading::JournalEvent> events, trading::marginEvents(*account, span, prices));
  Result<void> booked;
  if (!events.empty())
    m_service->bookMargin(std::move(events), [&booked](const Result<void>& result) { booked = result; });
  ZVT_TRY_VOID(booked);
  ZVT_TRY(auto closes, trading::marginCloses(*account, prices));
  m_service->mark({closes.begin(), closes.end()}); // settlement and funding have marks of their own
  if (!m_service->account()->mustLiquidate())
    return {};
  return liquidate(std::move(closes), false);
}

Result<Price> PlayedAccount::markOf(std::uint32_t entity) const
{
  // The bar that has just finished is not in the book yet.
  const BarBook::Item& item = m_book->items()[entity];
  std::size_t rows = m_book->count(entity);
  while (rows < item.ends.size() && item.ends[rows] <= m_clock.now())
    ++rows;
  if (rows == 0)
    return fail("strategy.no_price");
  ZVT_TRY(Price price, Price::fromDouble(item.raw->close[rows - 1]));
  // Until the first trade of an ex-date its reference price values the position, as in a backtest.
  for (const market::CorporateAction& action : item.actions)
    if (action.exDay > m_book->dayOf(entity, rows - 1) && action.exDay <= m_service->account()->day()
        && action.movesPrice()) {
      ZVT_TRY(price, Price::fromDouble(action.referencePrice(price.toDouble())));
    }
  return price;
}

}
