// SPDX-License-Identifier: Apache-2.0
#include "core/market/rule_entry.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace zvt::market {
namespace {

constexpr std::array<std::string_view, 9> kKinds{"price_limit", "lot", "tick", "settlement", "stamp_duty",
    "transfer_fee", "handling_fee", "supervision_fee", "commission"};

std::unexpected<Error> badMember(std::string_view key)
{
  return fail("rules.bad_member", {{"key", std::string(key)}});
}

/// Exact numbers are written as text, so that no double stands between the rule and the money.
Result<Decimal> decimalMember(const Json& object, const char* key, std::optional<Decimal> otherwise = {})
{
  const auto found = object.find(key);
  if (found == object.end())
    return otherwise ? Result<Decimal>(*otherwise) : badMember(key);
  if (!found->is_string())
    return badMember(key);
  return Decimal::parse(found->get_ref<const std::string&>());
}

Result<std::optional<TradingDay>> optionalDay(const Json& object, const char* key)
{
  const auto found = object.find(key);
  if (found == object.end() || found->is_null())
    return std::optional<TradingDay>();
  if (!found->is_string())
    return badMember(key);
  ZVT_TRY(const TradingDay day, TradingDay::parse(found->get_ref<const std::string&>()));
  return std::optional(day);
}

Result<std::optional<Quantity>> optionalQuantity(const Json& object, const char* key)
{
  if (!object.contains(key))
    return std::optional<Quantity>();
  ZVT_TRY(const Decimal value, decimalMember(object, key));
  return std::optional(Quantity(value));
}

Result<PriceLimit> readPriceLimit(const Json& value)
{
  PriceLimit limit;
  limit.limited = value.value("limited", true);
  if (limit.limited) {
    ZVT_TRY(limit.up, decimalMember(value, "up"));
    ZVT_TRY(limit.down, decimalMember(value, "down"));
  }
  return limit;
}

Result<LotRule> readLot(const Json& value)
{
  LotRule lot;
  ZVT_TRY(const Decimal minimum, decimalMember(value, "minimum"));
  ZVT_TRY(const Decimal step, decimalMember(value, "step"));
  ZVT_TRY(const Decimal sellMinimum, decimalMember(value, "sell_minimum", minimum));
  lot.minimum = Quantity(minimum);
  lot.step = Quantity(step);
  lot.sellMinimum = Quantity(sellMinimum);
  lot.inIssuerLots = value.value("in_issuer_lots", false);
  lot.oddLotSellWhole = value.value("odd_lot_sell_whole", true);
  ZVT_TRY(lot.maximumLimit, optionalQuantity(value, "maximum_limit"));
  ZVT_TRY(lot.maximumMarket, optionalQuantity(value, "maximum_market"));
  return lot;
}

Result<TickRule> readTick(const Json& value)
{
  TickRule rule;
  ZVT_TRY(const Decimal tick, decimalMember(value, "tick"));
  rule.tick = Price(tick);
  const Json bands = value.value("bands", Json::array());
  for (const Json& one : bands) {
    ZVT_TRY(const Decimal below, decimalMember(one, "below"));
    ZVT_TRY(const Decimal step, decimalMember(one, "tick"));
    rule.bands.push_back({Price(below), Price(step)});
  }
  return rule;
}

Result<FeeRule> readFee(const Json& value, RuleKind kind)
{
  FeeRule fee;
  fee.kind = kind;
  const std::string side = value.value("side", "both");
  if (side != "both" && side != "buy" && side != "sell")
    return badMember("side");
  fee.side = side == "both" ? FeeSide::Both : side == "buy" ? FeeSide::Buy : FeeSide::Sell;
  ZVT_TRY(fee.rate, decimalMember(value, "rate"));
  ZVT_TRY(fee.perShare, decimalMember(value, "per_share", Decimal()));
  ZVT_TRY(const Decimal minimum, decimalMember(value, "minimum", Decimal()));
  fee.minimum = Money(minimum);
  ZVT_TRY(const Decimal upTo, decimalMember(value, "round_up_to", Decimal()));
  fee.roundedUpTo = Money(upTo);
  fee.includesExchangeFees = value.value("includes_exchange_fees", false);
  fee.recorded = value.value("recorded", true);
  return fee;
}

Result<RuleSource> readSource(const Json& json)
{
  RuleSource source;
  ZVT_TRY(source.id, jsonString(json, "id"));
  ZVT_TRY(const std::string from, jsonString(json, "from"));
  ZVT_TRY(source.from, TradingDay::parse(from));
  ZVT_TRY(source.to, optionalDay(json, "to"));
  ZVT_TRY(source.source, jsonString(json, "source"));
  source.note = json.value("note", "");
  ZVT_TRY(source.verified, jsonBool(json, "verified"));
  return source;
}

Result<void> readSelectors(RuleEntry& entry, const Json& json)
{
  ZVT_TRY(entry.market, jsonString(json, "market"));
  const auto board = json.find("board");
  if (board == json.end() || !board->is_array() || board->empty())
    return badMember("board");
  for (const Json& one : *board) {
    ZVT_TRY(const Board parsed, parseBoard(one.get<std::string>()));
    entry.boards.push_back(parsed);
  }
  if (json.contains("st")) {
    ZVT_TRY(const bool specialTreatment, jsonBool(json, "st"));
    entry.specialTreatment = specialTreatment;
  }
  entry.exchange = json.value("exchange", "");
  entry.firstDays = json.value("first_days", 0);
  ZVT_TRY(entry.listedFrom, optionalDay(json, "listed_from"));
  ZVT_TRY(entry.listedTo, optionalDay(json, "listed_to"));
  return {};
}

Result<void> readValue(RuleEntry& entry, const Json& value)
{
  const auto keep = [&entry](auto rule) {
    rule.source = entry.source;
    entry.value = std::move(rule);
  };
  switch (entry.kind) {
  case RuleKind::PriceLimit: {
    ZVT_TRY(PriceLimit limit, readPriceLimit(value));
    keep(limit);
    return {};
  }
  case RuleKind::Lot: {
    ZVT_TRY(LotRule lot, readLot(value));
    keep(lot);
    return {};
  }
  case RuleKind::Tick: {
    ZVT_TRY(TickRule tick, readTick(value));
    keep(tick);
    return {};
  }
  case RuleKind::Settlement: {
    SettlementRule rule;
    ZVT_TRY(const std::int64_t days, jsonInt(value, "sell_after_days"));
    rule.sellAfterDays = static_cast<int>(days);
    keep(rule);
    return {};
  }
  default: {
    ZVT_TRY(FeeRule fee, readFee(value, entry.kind));
    keep(fee);
    return {};
  }
  }
}

Result<RuleEntry> readEntry(const Json& json)
{
  RuleEntry entry;
  ZVT_TRY(const std::string kind, jsonString(json, "kind"));
  ZVT_TRY(entry.kind, parseRuleKind(kind));
  ZVT_TRY(entry.source, readSource(json));
  ZVT_TRY_VOID(readSelectors(entry, json));
  const auto value = json.find("value");
  if (value == json.end() || !value->is_object())
    return badMember("value");
  ZVT_TRY_VOID(readValue(entry, *value));
  return entry;
}

}

Result<RuleKind> parseRuleKind(std::string_view text)
{
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i] == text)
      return static_cast<RuleKind>(i);
  return badMember("kind");
}

Result<Board> parseBoard(std::string_view text)
{
  for (int i = 0; i <= static_cast<int>(Board::Other); ++i)
    if (toString(static_cast<Board>(i)) == text)
      return static_cast<Board>(i);
  return badMember("board");
}

std::string_view toString(RuleKind kind)
{
  return kKinds[static_cast<std::size_t>(kind)];
}

bool RuleEntry::concerns(RuleKind ofKind, Board board) const
{
  return kind == ofKind && std::find(boards.begin(), boards.end(), board) != boards.end();
}

int RuleEntry::specificity() const
{
  return (firstDays > 0 ? 8 : 0) + (listedFrom || listedTo ? 4 : 0) + (specialTreatment ? 2 : 0)
      + (exchange.empty() ? 0 : 1);
}

Result<std::vector<RuleEntry>> readRules(std::string_view document)
{
  ZVT_TRY(const Json json, parseJson(document));
  std::vector<RuleEntry> entries;
  try {
    for (const Json& one : json.at("rules")) {
      Result<RuleEntry> entry = readEntry(one);
      if (!entry)
        return fail(std::move(entry).error().with("rule", one.value("id", "?")));
      entries.push_back(*std::move(entry));
    }
  } catch (const Json::exception& error) {
    return fail("rules.bad_document", {{"reason", error.what()}});
  }
  return entries;
}

}
