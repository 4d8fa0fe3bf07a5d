// SPDX-License-Identifier: Apache-2.0
// The rules as a table, in words that need no translation: numbers, signs and the names of the rule files.
#include "core/market/rule_entry.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::market {
namespace {

std::string percent(Decimal fraction)
{
  const auto scaled = fraction.multiply(Decimal::fromInt(100));
  return scaled ? scaled->toString() + "%" : fraction.toString();
}

std::string describe(const PriceLimit& limit)
{
  if (!limit.limited)
    return "none";
  if (limit.up == limit.down)
    return "±" + percent(limit.up);
  return fmt::format("+{} -{}", percent(limit.up), percent(limit.down));
}

std::string describe(const LotRule& lot)
{
  std::string text = fmt::format("{} +{}", lot.minimum.toString(), lot.step.toString());
  if (lot.maximumLimit)
    text += fmt::format(" ≤{}", lot.maximumLimit->toString());
  if (lot.maximumMarket && lot.maximumMarket != lot.maximumLimit)
    text += fmt::format(" (market ≤{})", lot.maximumMarket->toString());
  return lot.inIssuerLots ? text + " × issuer's lot" : text;
}

std::string describe(const TickRule& rule)
{
  std::string text;
  for (const TickRule::Band& band : rule.bands)
    text += fmt::format("<{}: {}, ", band.below.toString(), band.tick.toString());
  return text + rule.tick.toString();
}

std::string describe(const SettlementRule& rule)
{
  return fmt::format("T+{}", rule.sellAfterDays);
}

std::string describe(const FeeRule& fee)
{
  if (!fee.recorded)
    return "not recorded";
  std::string text = percent(fee.rate);
  if (!fee.perShare.isZero())
    text = fmt::format("{}/share", fee.perShare.toString());
  if (fee.minimum.isPositive())
    text += fmt::format(" ≥{}", fee.minimum.toFixed(2));
  if (fee.roundedUpTo.isPositive())
    text += fmt::format(" ↑{}", fee.roundedUpTo.toString());
  if (fee.side != FeeSide::Both)
    text += fee.side == FeeSide::Buy ? " buy" : " sell";
  return text;
}

std::string selectors(const RuleEntry& entry)
{
  std::string text;
  if (entry.specialTreatment)
    text += *entry.specialTreatment ? " ST" : "";
  if (!entry.exchange.empty())
    text += ' ' + entry.exchange;
  if (entry.firstDays > 0)
    text += fmt::format(" day 1-{}", entry.firstDays);
  if (entry.listedFrom)
    text += fmt::format(" listed ≥{}", entry.listedFrom->iso());
  if (entry.listedTo)
    text += fmt::format(" listed ≤{}", entry.listedTo->iso());
  return text;
}

}

std::vector<RuleBook::Row> RuleBook::rows(std::string_view market, TradingDay day) const
{
  std::vector<Row> rows;
  for (const RuleEntry& entry : m_data->entries) {
    if (entry.market != market || !entry.isInForce(day))
      continue;
    const std::string value =
        std::visit([](const auto& rule) { return describe(rule); }, entry.value) + selectors(entry);
    for (const Board board : entry.boards)
      rows.push_back({entry.kind, board, value, entry.source});
  }
  std::stable_sort(rows.begin(), rows.end(),
      [](const Row& a, const Row& b) { return a.kind != b.kind ? a.kind < b.kind : a.board < b.board; });
  return rows;
}

}
