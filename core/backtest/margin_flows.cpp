// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/margin_flows.h"

#include "core/trading/contract_terms.h"

#include <algorithm>

#include <fmt/format.h>

namespace zvt::backtest {

std::map<std::string, Money> MarginFlows::look(const trading::SimAccount& account, LocalTime time)
{
  std::map<std::string, Money> fresh;
  for (const auto& [id, position] : account.positions()) {
    if (!position.margin) { // paid since: the next one on margin counts from nothing
      m_seen.erase(id);
      continue;
    }
    Seen& seen = m_seen[id];
    const Money funding = position.margin->funding - seen.funding;
    const Money borrowing = position.margin->borrowing - seen.borrowing;
    if (!funding.isZero())
      m_records.push_back({time, id, "funding", funding});
    if (!borrowing.isZero())
      m_records.push_back({time, id, "borrowing", borrowing});
    if (!funding.isZero() || !borrowing.isZero())
      fresh[id] = funding + borrowing;
    seen = {position.margin->funding, position.margin->borrowing};
  }
  return fresh;
}

std::vector<std::string> MarginFlows::summary(const trading::SimAccount& account)
{
  std::vector<std::string> lines;
  for (const auto& [id, position] : account.positions())
    if (const auto& margin = position.margin)
      lines.push_back(fmt::format("{}: settled {} funding {} borrowing {}", id, margin->settled.toString(),
          margin->funding.toString(), margin->borrowing.toString()));
  return lines;
}

std::vector<Error> marginWarnings(
    const BacktestData& data, const trading::SimAccount& account, const std::vector<analytics::OrderRecord>& orders)
{
  std::vector<Error> warnings;
  for (const EntityData& entity : data.entities) {
    const std::string& id = entity.raw->entityId;
    const trading::Position* position = account.find(id);
    if (position == nullptr)
      continue;
    if (trading::isContract(id) && !position->margin)
      warnings.push_back({"backtest.no_contract_terms", {{"entity", id}}, {}});
    if (!position->margin)
      continue;
    const auto terms = trading::contractTerms(id, account.day());
    if (terms && *terms && !(*terms)->rule.verified)
      warnings.push_back({"backtest.unproven_terms", {{"entity", id}, {"rule", position->margin->terms.ruleId}}, {}});
    if (position->margin->terms.fundingHours > 0 && entity.fundings.empty())
      warnings.push_back({"backtest.no_funding", {{"entity", id}}, {}});
    if (position->margin->terms.settlesDaily && entity.raw->extra("settlement") == nullptr)
      warnings.push_back({"backtest.no_settlement", {{"entity", id}}, {}});
  }
  const auto liquidated = std::ranges::find(orders, "trading.liquidated", &analytics::OrderRecord::reasonCode);
  if (liquidated != orders.end())
    warnings.push_back(
        {"backtest.liquidated", {{"entity", liquidated->entityId}, {"day", liquidated->placedTime.day().iso()}}, {}});
  return warnings;
}

}
