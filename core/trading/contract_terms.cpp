// SPDX-License-Identifier: Apache-2.0
#include "core/trading/contract_terms.h"

#include "core/trading/account_json.h"
#include "core/trading/order_rule_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace zvt::trading {

namespace {

/// An entry as it stands in the document.
struct Entry {
  std::vector<std::string> types;
  std::vector<std::string> exchanges;
  std::vector<std::string> products; ///< upper case; empty: all
  ContractTerms terms;
};

/// IF2403 → IF, cu2405 → CU
std::string productOf(std::string_view code)
{
  std::string product;
  for (const char letter : code) {
    if (std::isalpha(static_cast<unsigned char>(letter)) == 0)
      break;
    product.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(letter))));
  }
  return product;
}

/// A member that a kind of contract may lack.
template <typename T> Result<void> readOptional(const Json& entry, const char* key, T& value)
{
  if (!entry.contains(key))
    return {};
  ZVT_TRY(value, exactFromJson<T>(entry, key));
  return {};
}

template <typename T> Result<void> readOptional(const Json& entry, const char* key, std::optional<T>& value)
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

Result<market::RuleSource> readSource(const Json& entry)
{
  ZVT_TRY(const CheckRule rule, readOrderRule(entry));
  market::RuleSource source;
  source.id = rule.id;
  source.from = rule.since.value_or(TradingDay{});
  if (const auto to = TradingDay::parse(entry.value("to", "")))
    source.to = *to;
  source.source = rule.source;
  source.note = entry.value("note", "");
  source.verified = rule.verified;
  return source;
}

Result<MarginTerms> readMargin(const Json& entry)
{
  MarginTerms terms;
  ZVT_TRY_VOID(readOptional(entry, "multiplier", terms.multiplier));
  ZVT_TRY(terms.initialMargin, exactFromJson<Decimal>(entry, "initial_margin"));
  ZVT_TRY(terms.maintenanceMargin, exactFromJson<Decimal>(entry, "maintenance_margin"));
  terms.settlesDaily = entry.value("settles_daily", false);
  ZVT_TRY_VOID(readInt(entry, "funding_hours", terms.fundingHours));
  ZVT_TRY_VOID(readOptional(entry, "borrow_rate", terms.borrowRate));
  ZVT_TRY_VOID(readInt(entry, "days_in_year", terms.daysInYear));
  ZVT_TRY(terms.ruleId, jsonString(entry, "id"));
  const bool bad = terms.multiplier <= Decimal() || terms.initialMargin < terms.maintenanceMargin
      || terms.maintenanceMargin < Decimal() || terms.daysInYear <= 0;
  if (bad)
    return badOrderRules(terms.ruleId);
  return terms;
}

Result<ContractTerms> readTerms(const Json& entry)
{
  ContractTerms terms;
  ZVT_TRY(terms.margin, readMargin(entry));
  ZVT_TRY_VOID(readOptional(entry, "open_rate", terms.openRate));
  ZVT_TRY_VOID(readOptional(entry, "close_rate", terms.closeRate));
  ZVT_TRY_VOID(readOptional(entry, "close_today_rate", terms.closeTodayRate));
  ZVT_TRY_VOID(readOptional(entry, "maker_rate", terms.makerRate));
  ZVT_TRY_VOID(readOptional(entry, "per_lot", terms.perLot));
  ZVT_TRY_VOID(readOptional(entry, "tick", terms.tick));
  ZVT_TRY_VOID(readOptional(entry, "lot", terms.lot));
  ZVT_TRY_VOID(readOptional(entry, "price_limit", terms.priceLimit));
  ZVT_TRY(terms.rule, readSource(entry));
  return terms;
}

std::vector<std::string> namesIn(const Json& entry, const char* key)
{
  std::vector<std::string> names;
  for (const Json& name : entry.value(key, Json::array()))
    if (name.is_string())
      names.push_back(name.get<std::string>());
  return names;
}

Result<std::vector<Entry>> readEntries()
{
  ZVT_TRY(const Json json, orderRules("contracts"));
  std::vector<Entry> entries;
  for (const char* list : {"contracts", "short_borrow"})
    for (const Json& item : json.value(list, Json::array())) {
      Entry entry{namesIn(item, "types"), namesIn(item, "exchanges"), namesIn(item, "products"), {}};
      ZVT_TRY(entry.terms, readTerms(item));
      entries.push_back(std::move(entry));
    }
  return entries;
}

/// They are part of the program and cannot change while it runs.
const Result<std::vector<Entry>>& entries()
{
  static const Result<std::vector<Entry>> kEntries = readEntries();
  return kEntries;
}

bool names(const std::vector<std::string>& list, std::string_view name)
{
  return list.empty() || std::ranges::find(list, name) != list.end();
}

/// What a coin's code says of its contract: BTC-USDT_USDT, of dated ones BTC-USDT_USDT-240628.
struct CoinContract {
  bool isContract = false;
  bool isDated = false;
  bool isLinear = false; ///< settled in the currency that it is quoted in
};

CoinContract contractOfCoin(std::string_view code)
{
  const std::size_t settles = code.find('_');
  if (settles == std::string_view::npos)
    return {};
  std::string_view settle = code.substr(settles + 1);
  const std::size_t dated = settle.find('-');
  const std::string_view pair = code.substr(0, settles);
  settle = settle.substr(0, dated);
  const std::size_t quote = pair.rfind('-');
  return {true, dated != std::string_view::npos, quote != std::string_view::npos && pair.substr(quote + 1) == settle};
}

std::string_view typeIn(std::string_view entityId)
{
  return entityId.substr(0, entityId.find('_'));
}

}

bool isContract(std::string_view entityId)
{
  const std::string_view type = typeIn(entityId);
  if (type == "future" || type == "perpetual")
    return true;
  if (type != "coin")
    return false;
  const std::size_t exchange = entityId.find('_');
  const std::size_t code = entityId.find('_', exchange + 1);
  return code != std::string_view::npos && contractOfCoin(entityId.substr(code + 1)).isContract;
}

bool isBorrowable(std::string_view entityId)
{
  const Result<std::vector<Entry>>& known = entries();
  return known && !isContract(entityId) && std::ranges::any_of(*known, [&](const Entry& entry) {
    return !entry.terms.margin.borrowRate.isZero() && names(entry.types, typeIn(entityId));
  });
}

Result<std::optional<ContractTerms>> contractTerms(std::string_view entityId, TradingDay day)
{
  ZVT_TRY(const market::EntityId id, market::EntityId::parse(entityId));
  const Result<std::vector<Entry>>& known = entries();
  if (!known)
    return std::unexpected(known.error());
  std::string type = id.type;
  if (type == "coin") {
    const CoinContract contract = contractOfCoin(id.code);
    if (!contract.isContract || contract.isDated || !contract.isLinear)
      return std::optional<ContractTerms>();
    type = "perpetual";
  }
  const std::string product = type == "future" ? productOf(id.code) : std::string();
  for (const Entry& entry : *known) {
    const market::RuleSource& rule = entry.terms.rule;
    const bool inForce = rule.from <= day && (!rule.to || day <= *rule.to);
    if (inForce && names(entry.types, type) && names(entry.exchanges, id.exchange) && names(entry.products, product))
      return std::optional(entry.terms);
  }
  return std::optional<ContractTerms>();
}

}
