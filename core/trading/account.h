// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/corporate_action.h"
#include "core/trading/trading_rules.h"

#include <map>
#include <set>

namespace zvt::trading {

/// What happens to an offer of rights shares on its ex-date.
enum class RightsChoice {
  Ignore, ///< not taken up: the position bears the dilution
  Take
}; ///< paid from free cash where it suffices for all of them, else not taken up
[[nodiscard]] std::string_view toString(RightsChoice choice); ///< ignore, take
[[nodiscard]] std::optional<RightsChoice> rightsChoice(std::string_view name);

struct AccountSettings {
  std::string name;
  std::string currency = "CNY";
  Money initialCash;
  Money moneyUnit{Decimal::fromRaw(WideInteger::fromInt(10'000'000'000))}; ///< 0.01
  Quantity quantityUnit = Quantity::fromInt(1); ///< bonus shares are credited in whole units, fractions are dropped
  bool allowShort = false; ///< from TradingRules::allowsShort()
  RightsChoice rights = RightsChoice::Ignore;
  bool operator==(const AccountSettings&) const = default;
};

/// Bought units that cannot be sold yet.
struct UnsettledUnits {
  Quantity quantity;
  int daysLeft = 1; ///< trading days
  bool operator==(const UnsettledUnits&) const = default;
};

/// A split or consolidation that a position went through.
struct UnitChange {
  TradingDay exDay;
  Decimal factor; ///< new units for an old one
  bool operator==(const UnitChange&) const = default;
};

/// What an account and a position change by through something that is learnt of late, as figures: a replayed account
/// works nothing out anew.
struct Rebooking {
  Quantity units; ///< of what is held now
  Money cash;
  Money realised; ///< what was sold since would have cost another share of the position's cost
  Money cost;
  Money entry; ///< of a position on margin
  Money dividends;
  Money costsPaid;
  bool operator==(const Rebooking&) const = default;
};

/// What a corporate action brings that was learnt when its ex-date had passed.
struct LateEntitlement {
  TradingDay day; ///< the account's day it belongs to: the first one from the ex-date on
  Quantity entitled; ///< held at the close before
  Rebooking change;
  bool operator==(const LateEntitlement&) const = default;
};

/// Rights shares that were offered to what an account held that takes them up.
struct RightsOffer {
  Quantity units; ///< whole ones: the fraction is dropped
  Price price;
  Money payment; ///< for all of them
  Money available; ///< what could be paid: cash that no order holds back, the dividend of the same action in it
  bool taken = false; ///< all of them, or none
  bool operator==(const RightsOffer&) const = default;
};

/// What an action brings to a quantity.
struct ActionYield {
  Quantity held; ///< in new units
  Money dividend;
  Quantity bonus;
  std::optional<RightsOffer> rights; ///< nothing: none were offered, or the account takes none
  [[nodiscard]] Quantity subscribed() const { return rights && rights->taken ? rights->units : Quantity(); }
  [[nodiscard]] Money payment() const { return rights && rights->taken ? rights->payment : Money(); }
};

/// What a position on margin has beside a paid one.
struct OnMargin {
  MarginTerms terms; ///< of the newest fill; the multiplier of the first
  Money entry; ///< of what is held: its signed value when it was opened, which settlement does not move
  Money settled; ///< by daily settlement, all in all; part of realised, as the next two
  Money funding; ///< received; negative: paid
  Money borrowing; ///< paid for borrowed shares: negative
  Timestamp fundedUntil = {}; ///< when the newest payment was due: none counts twice
  TradingDay chargedUntil = {}; ///< interest is paid up to its close; none since it was opened: the first day
  bool operator==(const OnMargin&) const = default;
};

struct Position {
  std::string entityId;
  Quantity total; ///< negative: short
  Quantity frozen; ///< in open sell orders
  Quantity boughtToday; ///< on margin: opened today, either way
  std::vector<UnsettledUnits> unsettled;
  /// Of what is held: amounts and costs paid, less dividends received; negative for a short. On margin nothing is paid:
  /// the signed value at entry or at the last settlement, without costs.
  Money cost;
  Money realised; ///< profit of what was closed, costs deducted; on margin with what was settled, funded and borrowed
  Money dividends; ///< received so far (already taken off cost)
  Price last; ///< newest mark
  std::vector<UnitChange> unitChanges = {}; ///< oldest first: a trade that is told late counts in the units of its day
  std::optional<OnMargin> margin = {}; ///< nothing: paid in full

  /// total − frozen − unsettled; never negative.
  [[nodiscard]] Quantity sellable() const;
  /// Cost of one unit as a price, rounded to 1e-12; 0 without a position.
  [[nodiscard]] Price averageCost() const;
  [[nodiscard]] Money value() const; ///< total × last (× multiplier): its exposure
  [[nodiscard]] Money equityValue() const; ///< what it counts for in the equity: on margin its unrealised profit
  [[nodiscard]] Money paid() const { return margin ? Money() : cost; } ///< what of the cash is in it
  [[nodiscard]] Money initialMargin() const; ///< at the mark; 0 of what is paid in full
  [[nodiscard]] Money maintenanceMargin() const;
  [[nodiscard]] Money unrealised() const { return value() - cost; } ///< on margin: since the last settlement
  [[nodiscard]] Money entryCost() const { return margin ? margin->entry : cost; }
  [[nodiscard]] Money profit() const { return value() - entryCost(); } ///< of what is held, since it was opened
  bool operator==(const Position&) const = default;
};

/// What an open order holds back.
struct Reservation {
  std::string entityId;
  Side side = Side::Buy;
  Money cash;
  Quantity quantity;
  bool onMargin = false; ///< no units are frozen: what it closes is found when it fills
  bool operator==(const Reservation&) const = default;
};

/// A simulated account in one currency with exact numbers: securities paid in full, and contracts and short shares on
/// margin. A pure function of what is applied to it: it reads no rule and no clock, so a replayed journal gives the
/// same account whatever the rule files say by then. Not thread-safe.
///
/// Law, to the last digit: cash = initial cash + moved cash + Σ realised − Σ paid, and equity = cash + Σ equity values.
class SimAccount {
public:
  explicit SimAccount(AccountSettings settings);

  [[nodiscard]] const AccountSettings& settings() const { return m_settings; }
  [[nodiscard]] TradingDay day() const { return m_day; }
  [[nodiscard]] Money cash() const { return m_cash; }
  [[nodiscard]] Money frozenCash() const;
  /// What orders and withdrawals may take: cash less what is frozen and, of positions on margin, less the initial
  /// margin and with their unrealised profit or loss.
  [[nodiscard]] Money availableCash() const;
  /// What rights may be paid with: cash less what is frozen and the initial margin of what is held at the prices that
  /// it was opened at, not below 0. No marks are in it, so a replay of the journal comes to the same.
  [[nodiscard]] Money freeCash() const;
  [[nodiscard]] Money movedCash() const { return m_moved; } ///< Σ deposits − withdrawals
  [[nodiscard]] Money marketValue() const; ///< Σ equity values
  [[nodiscard]] Money equity() const { return m_cash + marketValue(); }
  [[nodiscard]] Money realised() const;
  [[nodiscard]] Money unrealised() const;
  [[nodiscard]] Money costsPaid() const { return m_costsPaid; }
  [[nodiscard]] Money initialMargin() const; ///< at the marks
  [[nodiscard]] Money maintenanceMargin() const;
  [[nodiscard]] bool holdsOnMargin() const;
  /// Equity below the maintenance margin of something: everything on margin is to be closed.
  [[nodiscard]] bool mustLiquidate() const;
  /// The price of one position at which that happens while the others stand still; nothing of what is paid in full, and
  /// where no price above 0 brings it about.
  [[nodiscard]] Result<std::optional<Price>> liquidationPrice(std::string_view entityId) const;
  /// How much of an order on margin would close what is held, beside what open orders close.
  [[nodiscard]] Quantity closable(std::string_view entityId, Side side) const;
  /// Every position ever held, in the order of their ids; those with total 0 keep their realised profit.
  [[nodiscard]] const std::map<std::string, Position, std::less<>>& positions() const { return m_positions; }
  [[nodiscard]] const Position* find(std::string_view entityId) const;
  [[nodiscard]] const std::map<std::string, Reservation, std::less<>>& reservations() const { return m_reservations; }

  /// Begins a trading day: what was bought settles by one day. A day that is not later than the present one changes
  /// nothing.
  void startDay(TradingDay day);
  /// Credits (or, for a short, debits) what the ex-date brings: call after startDay of the ex-date and before its first
  /// fill. Cash is before tax and lowers the position's cost; bonus shares are sellable at once; split or consolidation
  /// comes first and counts what open orders hold back anew. A position that it leaves nothing of realises its cost.
  /// Rights shares that are taken up are paid at once and sellable at once, without costs. Gives what it brought;
  /// nothing where nothing is held.
  [[nodiscard]] Result<ActionYield> applyCorporateAction(
      std::string_view entityId, const market::CorporateAction& action);
  /// What becomes of rights that are offered from now on.
  void chooseRights(RightsChoice choice) { m_settings.rights = choice; }
  /// Books one that should have been booked on an earlier day. Errors: trading.late_oversold: less than nothing would
  /// be left, or less than open orders sell.
  [[nodiscard]] Result<void> applyLate(
      std::string_view entityId, const market::CorporateAction& action, const LateEntitlement& late);
  /// Ends the day of what settles daily: its profit since entry or the last settlement goes into the cash. Positions
  /// without a price are left alone.
  [[nodiscard]] Result<Money> settle(const std::map<std::string, Price, std::less<>>& prices);
  /// A perpetual's payment: longs pay shorts where @p rate is positive. Gives what was received (negative: paid); 0
  /// where a payment that was due then or later is booked already.
  [[nodiscard]] Result<Money> fund(std::string_view entityId, Decimal rate, Price mark, Timestamp due);
  /// Interest up to @p day, over @p days calendar days, for borrowed shares, of the value at these prices. Negative:
  /// paid.
  [[nodiscard]] Result<Money> chargeBorrowing(
      const std::map<std::string, Price, std::less<>>& prices, TradingDay day, int days);
  /// Newest price of an entity, for the valuation only.
  void mark(std::string_view entityId, Price price);
  /// What is held was last priced in another life, at what it traded at: until it is marked or trades, what it is worth
  /// is not known. A journal that was read back says nothing of marks.
  void forgetMarks();
  /// Held and not marked since forgetMarks(); empty: nothing.
  [[nodiscard]] std::string unmarked() const;
  /// Deposit (positive) or withdrawal. Errors: trading.insufficient_cash.
  [[nodiscard]] Result<void> moveCash(Money amount);

  /// Would reserve() succeed?
  [[nodiscard]] Result<void> canReserve(const Order& order) const;
  /// Freezes what an order may need: order.reservedCash for a buy and on margin, else its quantity for a sell. The
  /// single gate before an order is sent or filled. Errors: trading.insufficient_cash (needed, available),
  /// trading.insufficient_margin (needed, available), trading.insufficient_quantity (needed, sellable),
  /// trading.bad_quantity, trading.duplicate_order.
  [[nodiscard]] Result<void> reserve(const Order& order);
  /// The same without asking whether it can be: a journaled order is a fact. What allowed it may have been a mark, and
  /// marks are not journaled.
  void freeze(const Order& order);
  /// Gives back what is left of a reservation; unknown ids are fine.
  void release(std::string_view orderId);
  [[nodiscard]] bool knowsTrade(std::string_view tradeId) const { return m_trades.contains(tradeId); }
  /// Books a fill; a fact is never refused for lack of cash. A trade id seen before changes nothing and gives false.
  /// One of a day before a split or consolidation counts in the units of then. Errors: trading.bad_fill;
  /// trading.short_not_allowed when it sells more than is held and shorts are not allowed; trading.mixed_position when
  /// something is held on margin and in full.
  [[nodiscard]] Result<bool> apply(const Fill& fill);
  /// Takes a trade back: the account is as if it had never been, but that its id stays known. A position may be short
  /// by it. @param isOpen its order works on, and holds back again what it did
  void takeBack(const Fill& fill, const std::vector<Cost>& carried, const Rebooking& change, bool isOpen);
  /// A trade that is not to be booked when it is told.
  void refuseTrade(std::string_view tradeId) { m_trades.emplace(tradeId); }
  /// Would apply() succeed? A trade that was seen before does.
  [[nodiscard]] Result<void> canApply(const Fill& fill) const;
  /// Costs charged to an order so far.
  [[nodiscard]] std::vector<Cost> chargedTo(std::string_view orderId) const;
  [[nodiscard]] Money filledAmountOf(std::string_view orderId) const;
  [[nodiscard]] Quantity filledQuantityOf(std::string_view orderId) const;
  /// Forgets the bookkeeping of an order that is over (its costs so far); a long back-test calls it.
  void closeOrder(std::string_view orderId);

  /// A copy without the trades and order totals of the past, whose size is not that of the history: for trying out what
  /// asks for none of them.
  [[nodiscard]] SimAccount withoutHistory() const;

  /// The whole account as canonical JSON, and back. Errors: trading.bad_snapshot, json.*.
  [[nodiscard]] std::string toJson() const;
  [[nodiscard]] static Result<SimAccount> fromJson(std::string_view json);
  bool operator==(const SimAccount&) const = default;

private:
  friend struct AccountJson;
  struct OrderTotals {
    Money amount;
    Quantity quantity;
    std::vector<Cost> costs;
    bool operator==(const OrderTotals&) const = default;
  };
  [[nodiscard]] Result<void> book(Position& position, const Fill& fill, Money flow) const;
  [[nodiscard]] Result<void> bookOnMargin(Position& position, const Fill& fill) const;
  /// Something that belongs to a position on margin comes into the cash.
  void receive(Position& position, Money amount);
  /// The position as the fill leaves it.
  [[nodiscard]] Result<Position> booked(const Fill& fill, Money flow) const;
  /// The fill's quantity in the units of today.
  [[nodiscard]] Result<Quantity> presentUnits(const Fill& fill) const;
  [[nodiscard]] Result<std::map<std::string, Quantity, std::less<>>> reservedAfter(
      std::string_view entityId, Decimal factor) const;
  void consumeReservation(const Fill& fill, Quantity units, Money spent);
  void rebook(Position& position, const Rebooking& change);
  void freezeAgain(const Fill& fill, Quantity units);
  [[nodiscard]] Result<void> canSellShort(const Order& order, const Position& position) const;

  AccountSettings m_settings;
  TradingDay m_day;
  Money m_cash;
  Money m_moved;
  Money m_costsPaid;
  std::map<std::string, Position, std::less<>> m_positions;
  std::map<std::string, Reservation, std::less<>> m_reservations;
  std::map<std::string, OrderTotals, std::less<>> m_orders;
  std::set<std::string, std::less<>> m_trades;
  /// The positions that may be other than 0: an account has held many and holds few. Follows from m_positions.
  struct Held {
    std::set<std::string, std::less<>> ids;
    bool onMargin = false; ///< something is, or was
    bool operator==(const Held&) const { return true; }
  } m_held;
  /// What forgetMarks() left without a price. Of this life alone, so that it makes no difference between accounts.
  struct Unmarked {
    std::set<std::string, std::less<>> ids;
    bool operator==(const Unmarked&) const { return true; }
  } m_unmarked;
};

/// Whole units of quantity × factor; the fraction is dropped, as the depository does for a small holder. A factor such
/// as 1/3 is cut after twelve digits: what is short of a whole unit by no more than that is one.
[[nodiscard]] Result<Quantity> wholeUnits(Quantity quantity, Decimal factor, Quantity unit);

/// @param spendable what may be paid for rights
[[nodiscard]] Result<ActionYield> yieldOf(
    const market::CorporateAction& action, Quantity held, const AccountSettings& settings, Money spendable);

/// Completes a bare fill (order, price, quantity, day) with amount, settlement days and costs. Costs are those of the
/// whole order so far less what was charged already, so the minimum commission counts once an order and the items add
/// up to the order's.
[[nodiscard]] Result<Fill> completeFill(const TradingRules& rules, const SimAccount& account, Fill fill);
/// What the order of a booked fill costs without it.
[[nodiscard]] Result<std::vector<Cost>> costsWithout(
    const TradingRules& rules, const SimAccount& account, const Fill& fill);
/// Cash that an order may need: amount at its price and all buying costs; 0 for a sell.
[[nodiscard]] Result<Money> cashNeeded(const TradingRules& rules, const Order& order, Money moneyUnit);
/// Sets what the order holds back (reservedCash) and, where it trades on margin, its terms: then it is the initial
/// margin and the fees of what it opens, either way. Errors: rules.unknown, number.*.
[[nodiscard]] Result<void> prepareReservation(const TradingRules& rules, const SimAccount& account, Order& order);
/// What a fill of a contract costs: close-today where it closes what was opened the same day.
[[nodiscard]] Result<std::vector<Cost>> contractCosts(
    const ContractTerms& terms, const SimAccount& account, const Fill& fill);
/// The largest legal quantity that the account's available cash buys (of a contract: opens) at @p price, costs
/// included; 0 when none.
[[nodiscard]] Result<Quantity> affordableQuantity(
    const TradingRules& rules, const SimAccount& account, std::string_view entityId, TradingDay day, Price price);

}
