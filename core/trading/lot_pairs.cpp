// SPDX-License-Identifier: Apache-2.0
#include "core/trading/lot_pairs.h"

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

namespace zvt::trading {

namespace {

/// A fill, or what is left of it.
struct Lot {
  std::size_t fill;
  Quantity quantity;
  Money amount, costs, dividends;
};

/// Takes @p quantity from a lot with its share of the money; all of it takes the rest.
Result<Lot> takeFrom(Lot& lot, Quantity quantity, Money unit)
{
  if (quantity >= lot.quantity)
    return std::exchange(lot, Lot{lot.fill, {}, {}, {}, {}});
  const auto share = [&](Money money) -> Result<Money> {
    ZVT_TRY(const Decimal product, money.value().multiply(quantity.value()));
    ZVT_TRY(const Decimal exact, product.divide(lot.quantity.value()));
    return Money(exact).roundTo(unit, Rounding::HalfUp);
  };
  Lot part{lot.fill, quantity, {}, {}, {}};
  ZVT_TRY(part.amount, share(lot.amount));
  ZVT_TRY(part.costs, share(lot.costs));
  ZVT_TRY(part.dividends, share(lot.dividends));
  lot.quantity = lot.quantity - quantity;
  lot.amount = lot.amount - part.amount;
  lot.costs = lot.costs - part.costs;
  lot.dividends = lot.dividends - part.dividends;
  return part;
}

/// Each lot × @p factor, in whole units: the account drops the fraction of the sum, so the units that the lots' own
/// fractions make up go to the largest of them, of equal ones to the oldest.
Result<std::vector<Quantity>> wholeParts(const std::deque<Lot>& lots, double factor, Quantity unit)
{
  ZVT_TRY(const Decimal exact, Decimal::fromDouble(factor));
  const auto times = [&](Quantity quantity) -> Result<Quantity> {
    ZVT_TRY(const Decimal product, quantity.value().multiply(exact));
    return Quantity(product);
  };
  std::vector<Quantity> parts;
  std::vector<std::pair<Quantity, std::size_t>> fractions; // negative, so that the largest come first
  Quantity held, given;
  for (const Lot& lot : lots) {
    ZVT_TRY(const Quantity part, times(lot.quantity));
    ZVT_TRY(const Quantity whole, part.roundTo(unit, Rounding::Down));
    fractions.emplace_back(whole - part, parts.size());
    parts.push_back(whole);
    held += lot.quantity;
    given += whole;
  }
  ZVT_TRY(const Quantity sum, times(held));
  ZVT_TRY(const Quantity wanted, sum.roundTo(unit, Rounding::Down));
  std::ranges::sort(fractions);
  for (auto next = fractions.begin(); given < wanted && next != fractions.end(); ++next, given += unit)
    parts[next->second] += unit;
  return parts;
}

class Pairing {
public:
  Pairing(std::span<const Fill> fills, const AccountSettings& account)
      : m_fills(fills)
      , m_unit(account.moneyUnit)
      , m_quantityUnit(account.quantityUnit)
      , m_allowsShort(account.allowShort)
  {
  }

  /// As SimAccount does it: consolidation first, then cash and bonus on what was held.
  Result<void> apply(const market::CorporateAction& action)
  {
    if (action.consolidation > 0 && action.consolidation != 1)
      ZVT_TRY_VOID(consolidate(action.consolidation));
    ZVT_TRY(const Price perShare, Price::fromDouble(action.cash));
    ZVT_TRY(const auto bonus, wholeParts(m_open, action.bonus, m_quantityUnit));
    for (std::size_t i = 0; i < m_open.size(); ++i) {
      ZVT_TRY(const Money exact, multiply(perShare, m_open[i].quantity));
      ZVT_TRY(const Money dividend, exact.roundTo(m_unit, Rounding::HalfUp));
      m_open[i].dividends += dividend;
    }
    if (action.rights > 0 && !m_open.empty() && m_fills[m_open.front().fill].side == Side::Buy)
      ZVT_TRY_VOID(subscribe(action)); // on what was held before the bonus
    for (std::size_t i = 0; i < m_open.size(); ++i)
      m_open[i].quantity += bonus[i];
    return {};
  }

  Result<void> add(std::size_t index)
  {
    const Fill& fill = m_fills[index];
    Lot lot{index, fill.quantity, fill.amount, total(fill.costs), {}};
    while (lot.quantity.isPositive() && !m_open.empty() && m_fills[m_open.front().fill].side != fill.side) {
      const Quantity quantity = std::min(lot.quantity, m_open.front().quantity);
      ZVT_TRY(const Lot entry, takeFrom(m_open.front(), quantity, m_unit));
      ZVT_TRY(const Lot exit, takeFrom(lot, quantity, m_unit));
      if (!m_open.front().quantity.isPositive())
        m_open.pop_front();
      join(entry, exit);
    }
    if (lot.quantity.isPositive() && (fill.side == Side::Buy || m_allowsShort || fill.margin))
      m_open.push_back(lot);
    return {};
  }

  std::vector<LotPair> take() { return std::move(m_pairs); }

private:
  Result<void> subscribe(const market::CorporateAction& action)
  {
    ZVT_TRY(const Price price, Price::fromDouble(action.rightsPrice));
    ZVT_TRY(const auto units, wholeParts(m_open, action.rights, m_quantityUnit));
    for (std::size_t i = 0; i < m_open.size(); ++i) {
      ZVT_TRY(const Money exact, multiply(price, units[i]));
      ZVT_TRY(const Money paid, exact.roundTo(m_unit, Rounding::HalfUp));
      m_open[i].amount += paid;
      m_open[i].quantity += units[i];
    }
    return {};
  }

  /// What a lot of which no unit is left had cost is carried by the one after it (the last one's by the one before).
  Result<void> consolidate(double factor)
  {
    ZVT_TRY(const auto parts, wholeParts(m_open, factor, m_quantityUnit));
    std::deque<Lot> left;
    Lot gone{};
    const auto carry = [&gone](Lot& lot) {
      lot.amount += gone.amount;
      lot.costs += gone.costs;
      lot.dividends += gone.dividends;
      gone = {};
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
      carry(m_open[i]);
      m_open[i].quantity = parts[i];
      if (parts[i].isPositive())
        left.push_back(m_open[i]);
      else
        gone = m_open[i];
    }
    if (!left.empty())
      carry(left.back());
    m_open = std::move(left);
    return {};
  }

  void join(const Lot& entry, const Lot& exit)
  {
    const Side side = m_fills[entry.fill].side;
    const Money gain = side == Side::Buy ? exit.amount - entry.amount : entry.amount - exit.amount;
    const Money dividends = side == Side::Buy ? entry.dividends : -entry.dividends;
    const Money costs = entry.costs + exit.costs;
    m_pairs.push_back(
        {entry.fill, exit.fill, side, exit.quantity, entry.amount, costs, dividends, gain + dividends - costs});
  }

  std::span<const Fill> m_fills;
  Money m_unit;
  Quantity m_quantityUnit;
  bool m_allowsShort;
  std::deque<Lot> m_open;
  std::vector<LotPair> m_pairs;
};

}

Result<std::vector<LotPair>> pairLots(
    std::span<const Fill> fills, std::span<const market::CorporateAction> actions, const AccountSettings& account)
{
  std::vector<const market::CorporateAction*> ordered;
  for (const market::CorporateAction& action : actions)
    ordered.push_back(&action);
  // Those of one day as they were given: by their place.
  std::ranges::sort(
      ordered, [](const auto* a, const auto* b) { return std::pair(a->exDay, a) < std::pair(b->exDay, b); });
  Pairing pairing(fills, account);
  auto action = ordered.begin();
  for (std::size_t i = 0; i < fills.size(); ++i) {
    for (; action != ordered.end() && (*action)->exDay <= fills[i].day; ++action)
      ZVT_TRY_VOID(pairing.apply(**action));
    ZVT_TRY_VOID(pairing.add(i));
  }
  return pairing.take();
}

}
