// SPDX-License-Identifier: Apache-2.0
#include "core/trading/contract_terms.h"

#include "core/trading/account_json.h"
#include "core/trading/order_rule_reader.h"

#include <nlohmann/json.hpp>

#include <cctype>

namespace zvt::trading {

namespace {

/// IF2403 → IF
std::string productOf(std::string_view code)
{
  std::size_t letters = 0;
  while (letters < code.size() && std::isalpha(static_cast<unsigned char>(code[letters])) != 0)
    ++letters;
  return std::string(code.substr(0, letters));
}

/// A member that a kind of contract may lack.
template <typename T> Result<void> readOptional(const Json& entry, const char* key, T& value)
{
  if (!entry.contains(key))
    return {};
  ZVT_TRY(value, exactFromJson<T>(entry, key));
  return {};
}

Result<void> readInt(const Json& entry, const char* key, int& value)
{
  if (!entry.contains(key))
    return {};
  ZVT_TRY(const std::int64_t number, jsonInt(entry, key));
  value = static_cast<int>(number);
  return {};
}

Result<ContractTerms> readTerms(const Json& entry)
{
  ContractTerms terms;
  ZVT_TRY_VOID(readOptional(entry, "multiplier", terms.multiplier));
  ZVT_TRY(terms.initialMargin, exactFromJson<Decimal>(entry, "initial_margin"));
  ZVT_TRY(terms.maintenanceMargin, exactFromJson<Decimal>(entry, "maintenance_margin"));
  ZVT_TRY_VOID(readOptional(entry, "open_rate", terms.openRate));
  ZVT_TRY_VOID(readOptional(entry, "close_rate", terms.closeRate));
  ZVT_TRY_VOID(readOptional(entry, "close_today_rate", terms.closeTodayRate));
  if (entry.contains("maker_rate")) {
    ZVT_TRY(terms.makerRate, exactFromJson<Decimal>(entry, "maker_rate"));
  }
  ZVT_TRY_VOID(readOptional(entry, "per_lot", terms.perLot));
  terms.settlesDaily = entry.value("settles_daily", false);
  ZVT_TRY_VOID(readInt(entry, "funding_hours", terms.fundingHours));
  ZVT_TRY_VOID(readOptional(entry, "borrow_rate", terms.borrowRate));
  ZVT_TRY_VOID(readInt(entry, "days_in_year", terms.daysInYear));
  ZVT_TRY(terms.rule, readOrderRule(entry));
  const bool bad = terms.multiplier <= Decimal() || terms.initialMargin < terms.maintenanceMargin
      || terms.maintenanceMargin < Decimal() || terms.daysInYear <= 0;
  if (bad)
    return badOrderRules(terms.rule.id);
  return terms;
}

}

Result<std::optional<ContractTerms>> contractTerms(std::string_view entityId, TradingDay day)
{
  ZVT_TRY(const market::EntityId id, market::EntityId::parse(entityId));
  ZVT_TRY(const Json json, orderRules("contracts"));
  const std::string product = productOf(id.code);
  for (const char* list : {"contracts", "short_borrow"})
    for (const Json& entry : json.value(list, Json::array())) {
      if (!isInForce(entry, day) || !concerns(entry, "types", id.type) || !concerns(entry, "exchanges", id.exchange)
          || !concerns(entry, "products", product))
        continue;
      ZVT_TRY(ContractTerms terms, readTerms(entry));
      return std::optional(std::move(terms));
    }
  return std::optional<ContractTerms>();
}

}
