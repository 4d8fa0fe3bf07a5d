// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_broker.h"

#include "core/trading/account_json.h"
#include "core/trading/ex_date.h"
#include "core/trading/order_state.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace zvt::trading {

namespace {

constexpr const char* kNoBar = "trading.expired.no_bar"; ///< the market said nothing since it was made

/// An order in the paper book.
struct BookEntry {
  std::int64_t number = 0; ///< order of arrival
  std::int64_t afterKey =
      std::numeric_limits<std::int64_t>::min(); ///< newest bar when it arrived; only later bars fill it
  Order order;
  std::vector<Fill> fills;
  TradingDay exDay = {}; ///< of the newest ex-date that moved it
  bool rests = false; ///< has met a tick
};

std::string toText(const BookEntry& entry)
{
  Json fills = Json::array();
  for (const Fill& fill : entry.fills)
    fills.push_back(toJsonValue(fill));
  Json json{{"v", 1}, {"number", entry.number}, {"after_key", entry.afterKey}, {"order", toJsonValue(entry.order)},
      {"fills", fills}};
  if (entry.exDay != TradingDay{})
    json["ex_day"] = entry.exDay.iso();
  if (entry.rests)
    json["rests"] = true;
  return canonicalJson(json);
}

Result<BookEntry> bookEntryFromText(std::string_view text)
{
  BookEntry entry;
  ZVT_TRY(const Json json, parseJson(text));
  ZVT_TRY(entry.number, jsonInt(json, "number"));
  ZVT_TRY(entry.afterKey, jsonInt(json, "after_key"));
  ZVT_TRY(entry.order, orderFromJson(json.value("order", Json::object())));
  for (const Json& item : json.value("fills", Json::array())) {
    ZVT_TRY(Fill fill, fillFromJson(item));
    entry.fills.push_back(std::move(fill));
  }
  if (json.contains("ex_day")) {
    ZVT_TRY(const std::string exDay, jsonString(json, "ex_day"));
    ZVT_TRY(entry.exDay, TradingDay::parse(exDay));
  }
  entry.rests = json.value("rests", false);
  return entry;
}

bool works(const Order& order)
{
  return order.state == OrderState::Working || order.state == OrderState::PartlyFilled;
}

bool outlives(const OrderTerms& terms, TradingDay day)
{
  return terms.timeInForce == TimeInForce::GoodTillCancel || (terms.goodTill && day < *terms.goodTill);
}

/// Fills at once or not at all.
bool isImmediate(const OrderTerms& terms)
{
  return terms.timeInForce == TimeInForce::ImmediateOrCancel || terms.timeInForce == TimeInForce::FillOrKill;
}

/// A refusal that another bar cannot change.
bool isRefusal(const Order& order, MatchOutcome outcome)
{
  // Another day has other limits.
  if (outcome == MatchOutcome::OutsidePriceLimit)
    return !outlives(order.terms, order.day);
  return outcome == MatchOutcome::IllegalPrice || outcome == MatchOutcome::IllegalQuantity;
}

}

struct PaperBroker::State {
  Options options;
  std::shared_ptr<const TradingRules> rules;
  Matcher matcher;
  TickMatcher tickMatcher;
  bool byLiquidity = false; ///< makers and takers pay different rates
  Store& store;
  const Clock& clock;
  BrokerListener* listener = nullptr;
  std::map<std::string, BookEntry, std::less<>> book;
  std::map<std::string, std::int64_t, std::less<>> newestBar; ///< key by entity
  std::map<std::string, std::map<std::int64_t, std::string>, std::less<>> byEntity; ///< working: id by number

  [[nodiscard]] std::string table() const { return fmt::format("paper.orders.{}", options.account); }
  [[nodiscard]] std::string log() const { return fmt::format("paper.log.{}", options.account); }

  void crash(std::string_view point) const
  {
    if (options.crashHook)
      options.crashHook(point);
  }

  /// Writes the entry and a line of history in one batch, then takes it over.
  Result<void> write(BookEntry entry, std::string_view what)
  {
    const Json line{{"what", what}, {"order", entry.order.id}, {"at", clock.now().micros}};
    ZVT_TRY_VOID(store.commit({{StoreOperation::Kind::Put, table(), entry.order.id, toText(entry)},
        {StoreOperation::Kind::Append, log(), {}, canonicalJson(line)}}));
    sortIn(entry);
    book.insert_or_assign(entry.order.id, std::move(entry));
    return {};
  }

  void sortIn(const BookEntry& entry)
  {
    if (works(entry.order)) {
      byEntity[entry.order.entityId].emplace(entry.number, entry.order.id);
      return;
    }
    const auto found = byEntity.find(entry.order.entityId);
    if (found != byEntity.end() && found->second.erase(entry.number) > 0 && found->second.empty())
      byEntity.erase(found);
  }

  Result<void> read()
  {
    Result<void> parsed;
    ZVT_TRY_VOID(store.forEach(table(), [&](std::string_view key, std::string_view value) {
      auto entry = bookEntryFromText(value);
      if (!entry) {
        parsed = std::unexpected(std::move(entry).error().with("order", key));
        return false;
      }
      sortIn(*entry);
      book.emplace(key, *std::move(entry));
      return true;
    }));
    return parsed;
  }

  /// Why the market has not filled it, or not all of it, so far: what it expires for. A moment without a trade says
  /// less than what was known before.
  /// @return is it another reason
  static bool explain(BookEntry& entry, MatchOutcome outcome)
  {
    Error reason{fmt::format("trading.match.{}", toString(outcome)), {}, {}};
    const bool saysLess = outcome == MatchOutcome::NoVolume || outcome == MatchOutcome::Suspended;
    const std::string& known = entry.order.reason.code;
    if (known == reason.code || (saysLess && !known.empty() && known != kNoBar))
      return false;
    entry.order.reason = std::move(reason);
    return true;
  }

  /// @p bar loses what the order takes of it.
  Result<void> matchOne(BookEntry entry, MatchBar& bar, std::int64_t key)
  {
    ZVT_TRY(const Match match, matcher.match(entry.order, bar));
    if (isRefusal(entry.order, match.outcome))
      return reject(std::move(entry), match.outcome);
    const bool changed = takeTrigger(entry.order, match);
    if (match.quantity.isZero() && isImmediate(entry.order.terms))
      return cancel(std::move(entry));
    const bool isNews = explain(entry, match.outcome);
    if (match.quantity.isZero()) {
      if (changed) // the bar that moved a trigger does not test it again
        entry.afterKey = key;
      return changed || isNews ? write(std::move(entry), changed ? "trailed" : "waits") : Result<void>();
    }
    bar.taken += match.quantity;
    return fillOne(std::move(entry), match, bar, key);
  }

  /// It was made inside a bar, which says nothing of what came after it.
  Result<void> missOne(BookEntry entry)
  {
    if (!entry.order.reason.code.empty())
      return {};
    entry.order.reason = {kNoBar, {}, {}};
    return write(std::move(entry), "waits");
  }

  Result<void> reject(BookEntry entry, MatchOutcome outcome)
  {
    entry.order.state = OrderState::Rejected;
    entry.order.reason = {fmt::format("trading.match.{}", toString(outcome)), {}, {}};
    const Order order = entry.order;
    ZVT_TRY_VOID(write(std::move(entry), "rejected"));
    if (listener)
      listener->onRejected(order.id, order.reason);
    return {};
  }

  Result<void> meetTick(BookEntry entry, const MatchTick& tick, Timestamp at)
  {
    const bool waits = tick.phase != market::Phase::Continuous && entry.order.type == OrderType::Market && !entry.rests;
    // A snapshot that tells neither a book nor a trade says nothing of what could be had.
    const bool isBlind = tick.asks.empty() && tick.bids.empty() && !tick.traded.isPositive();
    if (tick.suspended)
      return explain(entry, MatchOutcome::Suspended) ? write(std::move(entry), "waits") : Result<void>();
    if (waits || isBlind)
      return {};
    ZVT_TRY(const TickMatch match, tickMatcher.match(entry.order, tick, entry.rests));
    if (isRefusal(entry.order, match.outcome))
      return reject(std::move(entry), match.outcome);
    if (match.ends && match.outcome == MatchOutcome::OutsideCage)
      return reject(std::move(entry), match.outcome);
    const BookEntry before = entry;
    takeTrigger(entry.order, {match.outcome, {}, {}, match.triggered, match.trigger});
    // A stop arrives when it is reached.
    entry.rests = entry.rests || !waitsForTrigger(entry.order.type);
    if (match.standsAt) {
      entry.order.type = OrderType::Limit;
      entry.order.price = *match.standsAt;
      entry.order.terms.priceKind = PriceKind::Plain;
    }
    entry.afterKey = at.micros;
    if (match.executions.empty() && match.ends)
      return cancel(std::move(entry));
    // A part of what is shown was all there was.
    explain(entry, match.outcome == MatchOutcome::Partial ? MatchOutcome::NoCounterparty : match.outcome);
    if (match.executions.empty())
      return entry.order != before.order || entry.rests != before.rests ? write(std::move(entry), "met")
                                                                        : Result<void>();
    std::vector<Fill> fills;
    for (const Execution& execution : match.executions)
      fills.push_back(fillOf(entry.order, fmt::format("{}-{}.{}", entry.order.id, at.micros, fills.size() + 1),
          execution.price, execution.quantity, execution.liquidity, tick.day));
    return takeFills(std::move(entry), std::move(fills), match.ends);
  }

  /// What a bar means for a stop: once reached, the rest of it is an order like any other. The order service's own
  /// order stays the stop that was asked for.
  static bool takeTrigger(Order& order, const Match& match)
  {
    if (!waitsForTrigger(order.type))
      return false;
    const OrderTerms before = order.terms;
    order.terms.trigger = match.triggered ? Price() : match.trigger;
    if (match.triggered) {
      order.terms.trail = {};
      order.type = hasLimit(order.type) ? OrderType::Limit : OrderType::Market;
    }
    return match.triggered || order.terms != before;
  }

  /// The stop's terms after the ex-date. Errors: as overExDate().
  [[nodiscard]] Result<Order> moved(const Order& order, TradingDay day, const market::CorporateAction& action) const
  {
    Order after = order;
    ZVT_TRY(after.terms.trail, overExDate(order.terms.trail, action));
    ZVT_TRY(after.terms.trigger, overExDate(rules.get(), order.entityId, day, order.terms.trigger, action));
    if (hasLimit(order.type)) {
      ZVT_TRY(after.price, overExDate(rules.get(), order.entityId, day, order.price, action));
    }
    return after;
  }

  Result<void> cancel(BookEntry entry)
  {
    entry.order.state = OrderState::Cancelled;
    entry.order.reason = {};
    const std::string id = entry.order.id;
    ZVT_TRY_VOID(write(std::move(entry), "cancelled"));
    if (listener)
      listener->onCancelled(id);
    return {};
  }

  Result<void> fillOne(BookEntry entry, const Match& match, const MatchBar& bar, std::int64_t key)
  {
    const Fill fill = fillOf(
        entry.order, fmt::format("{}-{}", entry.order.id, key), match.price, match.quantity, match.liquidity, bar.day);
    const bool ends = isImmediate(entry.order.terms);
    entry.afterKey = key;
    return takeFills(std::move(entry), {fill}, ends);
  }

  [[nodiscard]] Fill fillOf(const Order& order, std::string tradeId, Price price, Quantity quantity,
      Liquidity liquidity, TradingDay day) const
  {
    Fill fill;
    fill.tradeId = std::move(tradeId);
    fill.orderId = order.id;
    fill.account = order.account;
    fill.entityId = order.entityId;
    fill.side = order.side;
    fill.price = price;
    fill.quantity = quantity;
    fill.day = day;
    fill.at = clock.now();
    if (byLiquidity || isContract(order.entityId))
      fill.liquidity = liquidity;
    return fill;
  }

  /// Writes them as one, then tells them. @param ends what they leave is cancelled
  Result<void> takeFills(BookEntry entry, std::vector<Fill> fills, bool ends)
  {
    for (const Fill& fill : fills)
      entry.order.filled += fill.quantity;
    const bool part = entry.order.filled < entry.order.quantity;
    ends = ends && part;
    entry.order.state = ends ? OrderState::Cancelled : part ? OrderState::PartlyFilled : OrderState::Filled;
    if (!part || ends)
      entry.order.reason = {};
    std::ranges::copy(fills, std::back_inserter(entry.fills));
    const std::string id = entry.order.id;
    ZVT_TRY_VOID(write(std::move(entry), "filled"));
    crash("broker.filled");
    for (const Fill& fill : fills)
      if (listener)
        listener->onFill(fill);
    if (listener && ends)
      listener->onCancelled(id);
    return {};
  }

  /// Working orders of an entity, in the order of their arrival.
  [[nodiscard]] std::vector<BookEntry> working(std::string_view entityId) const
  {
    std::vector<BookEntry> entries;
    for (const auto& [entity, numbers] : byEntity)
      if (entityId.empty() || entity == entityId)
        for (const auto& [number, id] : numbers)
          entries.push_back(book.find(id)->second);
    std::ranges::sort(entries, {}, &BookEntry::number);
    return entries;
  }
};

Result<std::unique_ptr<PaperBroker>> PaperBroker::open(
    Options options, std::shared_ptr<const TradingRules> rules, Store& store, const Clock& clock)
{
  const bool byLiquidity = rules->commission().makerRate.has_value();
  Matcher matcher(rules, options.matching);
  TickMatcher tickMatcher(rules, TickSettings::of(options.matching));
  auto state = std::unique_ptr<State>(new State{std::move(options), std::move(rules), std::move(matcher),
      std::move(tickMatcher), byLiquidity, store, clock, nullptr, {}, {}, {}});
  ZVT_TRY_VOID(state->read());
  return std::unique_ptr<PaperBroker>(new PaperBroker(std::move(state)));
}

PaperBroker::PaperBroker(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

PaperBroker::~PaperBroker() = default;

void PaperBroker::setListener(BrokerListener* listener)
{
  m_state->listener = listener;
}

bool PaperBroker::takes(const Order& order) const
{
  return checkTerms(order.type, order.quantity, order.terms).has_value();
}

SendOutcome PaperBroker::place(const Order& order)
{
  m_state->crash("broker.received");
  if (m_state->book.contains(order.id))
    return SendOutcome::Sent;
  BookEntry entry;
  entry.number = static_cast<std::int64_t>(m_state->book.size()) + 1;
  if (const auto newest = m_state->newestBar.find(order.entityId); newest != m_state->newestBar.end())
    entry.afterKey = newest->second;
  entry.order = order;
  entry.order.state = OrderState::Working;
  entry.order.brokerOrderId = fmt::format("P{}", entry.number);
  const std::string brokerOrderId = entry.order.brokerOrderId;
  if (!m_state->write(std::move(entry), "placed"))
    return SendOutcome::NotSent;
  m_state->crash("broker.booked");
  if (m_state->listener)
    m_state->listener->onAccepted(order.id, brokerOrderId);
  return SendOutcome::Sent;
}

SendOutcome PaperBroker::cancel(const Order& order)
{
  const auto found = m_state->book.find(order.id);
  if (found == m_state->book.end() || !works(found->second.order)) {
    if (m_state->listener)
      m_state->listener->onCancelRejected(order.id, {"trading.not_cancellable", {{"order", order.id}}, {}});
    return SendOutcome::Sent;
  }
  BookEntry entry = found->second;
  entry.order.state = OrderState::Cancelled;
  entry.order.reason = {};
  if (!m_state->write(std::move(entry), "cancelled"))
    return SendOutcome::NotSent;
  m_state->crash("broker.cancelled");
  if (m_state->listener)
    m_state->listener->onCancelled(order.id);
  return SendOutcome::Sent;
}

Result<std::vector<BrokerOrder>> PaperBroker::orders(const std::string& account)
{
  std::vector<BrokerOrder> orders;
  for (const auto& [id, entry] : m_state->book)
    if (entry.order.account == account)
      orders.push_back({id, entry.order.brokerOrderId, entry.order.state,
          works(entry.order) ? Error{} : entry.order.reason, entry.fills});
  return orders;
}

Result<void> PaperBroker::onBar(std::string_view entityId, const MatchBar& bar, std::optional<Timestamp> end)
{
  if (!bar.bar)
    return {};
  const std::int64_t key = bar.bar->key;
  MatchBar left = bar;
  for (const BookEntry& entry : m_state->working(entityId))
    if (key > entry.afterKey && (!end || entry.order.created < *end)) {
      if (!bar.begins || entry.order.created <= *bar.begins)
        ZVT_TRY_VOID(m_state->matchOne(entry, left, key));
      else
        ZVT_TRY_VOID(m_state->missOne(entry));
    }
  std::int64_t& newest = m_state->newestBar.try_emplace(std::string(entityId), key).first->second;
  newest = std::max(newest, key);
  return {};
}

Result<void> PaperBroker::onTick(std::string_view entityId, const MatchTick& tick, Timestamp at)
{
  for (const BookEntry& entry : m_state->working(entityId))
    if (at.micros > entry.afterKey && entry.order.created < at)
      ZVT_TRY_VOID(m_state->meetTick(entry, tick, at));
  std::int64_t& newest = m_state->newestBar.try_emplace(std::string(entityId), at.micros).first->second;
  newest = std::max(newest, at.micros);
  return {};
}

Result<void> PaperBroker::fill(
    const std::string& orderId, Price price, Quantity quantity, Liquidity liquidity, TradingDay day, std::int64_t key)
{
  const auto found = m_state->book.find(orderId);
  if (found == m_state->book.end())
    return fail("trading.unknown_order", {{"order", orderId}});
  if (!works(found->second.order) || key <= found->second.afterKey)
    return {};
  Match match;
  match.quantity = quantity;
  match.price = price;
  match.liquidity = liquidity;
  return m_state->fillOne(found->second, match, {{}, day, {}}, key);
}

Result<void> PaperBroker::onExDate(TradingDay day, const std::vector<CorporateActionApplied>& actions)
{
  for (BookEntry entry : m_state->working({})) {
    if (!waitsForTrigger(entry.order.type) || entry.order.day >= day || entry.exDay >= day)
      continue;
    Result<Order> after = entry.order;
    for (const CorporateActionApplied& applied : actions)
      if (after && applied.entityId == entry.order.entityId && applied.action.movesPrice())
        after = m_state->moved(*after, day, applied.action);
    if (!after) {
      ZVT_TRY_VOID(m_state->cancel(std::move(entry)));
    } else if (*after != entry.order) {
      entry.order = *std::move(after);
      entry.exDay = day;
      ZVT_TRY_VOID(m_state->write(std::move(entry), "ex_date"));
    }
  }
  return {};
}

Result<void> PaperBroker::endDay(TradingDay day, std::optional<Timestamp> close)
{
  for (BookEntry entry : m_state->working({})) {
    if (entry.order.day > day || outlives(entry.order.terms, day))
      continue;
    if (close && entry.order.day == day && entry.order.created >= *close)
      continue;
    entry.order.state = OrderState::Expired;
    if (entry.order.reason.code.empty()) // suspended, or its bars are missing: nobody here knows
      entry.order.reason = {kNoBar, {}, {}};
    const Order order = entry.order;
    ZVT_TRY_VOID(m_state->write(std::move(entry), "expired"));
    if (m_state->listener)
      m_state->listener->onExpired(order.id, order.reason);
  }
  return {};
}

}
