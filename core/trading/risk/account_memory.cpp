// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/account_memory.h"

#include "core/trading/account_json.h"

#include <nlohmann/json.hpp>

namespace zvt::risk {

namespace {

constexpr std::string_view kTable = "risk.accounts";

Result<RiskAccount> accountFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  RiskAccount account;
  ZVT_TRY(const std::string day, jsonString(json, "day"));
  ZVT_TRY(account.lossDay, TradingDay::parse(day));
  ZVT_TRY(account.dayStart, trading::exactFromJson<Money>(json, "day_start"));
  ZVT_TRY(account.peak, trading::exactFromJson<Money>(json, "peak"));
  ZVT_TRY(account.moved, trading::exactFromJson<Money>(json, "moved"));
  return account;
}

}

Result<std::optional<RiskAccount>> AccountMemory::stored(const std::string& account) const
{
  if (!m_store)
    return std::nullopt;
  ZVT_TRY(const auto text, m_store->get(kTable, account));
  if (!text)
    return std::nullopt;
  ZVT_TRY(const RiskAccount read, accountFromJson(*text));
  return read;
}

void AccountMemory::store(const RiskAccount& account)
{
  if (!m_store)
    return;
  const Json json{{"day", account.lossDay.iso()}, {"day_start", account.dayStart.toString()},
      {"peak", account.peak.toString()}, {"moved", account.moved.toString()}};
  // Only what a later start counts from is lost when this fails; the ledger that fails stops orders by itself.
  static_cast<void>(
      m_store->commit({{StoreOperation::Kind::Put, std::string(kTable), account.name, canonicalJson(json)}}));
}

void AccountMemory::carryOn(const RiskAccount* before, RiskAccount& now)
{
  const auto kept = before ? Result<std::optional<RiskAccount>>(*before) : stored(now.name);
  now.isLossKnown = kept && (!*kept || (*kept)->isLossKnown);
  // Without the prices of today the equity is that of the last trades: nothing is counted from it.
  const bool isPriced = now.unpriced.empty();
  if (!isPriced) {
    const RiskAccount from = kept && *kept ? **kept : RiskAccount{};
    const Money moved = kept && *kept ? now.moved - from.moved : Money();
    now.lossDay = from.lossDay;
    now.dayStart = from.dayStart + moved;
    now.peak = from.peak + moved;
    return;
  }
  if (!kept || !*kept) {
    now.lossDay = now.day;
    now.dayStart = now.equity;
    now.peak = now.equity;
    if (now.isLossKnown)
      store(now);
    return;
  }
  const Money moved = now.moved - (*kept)->moved;
  const bool isNewDay = (*kept)->lossDay != now.day;
  now.lossDay = now.day;
  now.peak = std::max((*kept)->peak + moved, now.equity);
  now.dayStart = isNewDay ? now.equity : (*kept)->dayStart + moved;
  if (now.isLossKnown && (isNewDay || now.peak > (*kept)->peak + moved))
    store(now);
}

}
