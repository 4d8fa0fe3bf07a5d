// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_kinds.h"

#include "core/trading/check_parts.h"
#include "core/trading/order_rule_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace zvt::trading {

namespace {

constexpr std::array kPhases{market::Phase::OpenAuction, market::Phase::Continuous, market::Phase::CloseAuction,
    market::Phase::AfterHours, market::Phase::PreMarket, market::Phase::PostMarket};

Result<market::Phase> parsePhase(std::string_view text)
{
  for (const market::Phase phase : kPhases)
    if (market::toString(phase) == text)
      return phase;
  return badOrderRules(text);
}

template <typename T, typename Parse> Result<std::vector<T>> readList(const Json& entry, const char* key, Parse parse)
{
  std::vector<T> values;
  for (const Json& item : entry.value(key, Json::array())) {
    if (!item.is_string())
      return badOrderRules(key);
    ZVT_TRY(const T value, parse(item.get<std::string>()));
    values.push_back(value);
  }
  return values;
}

bool takes(const OrderKindRule& rule, market::Phase phase, OrderType type, const OrderTerms& terms)
{
  if (std::ranges::find(rule.phases, phase) == rule.phases.end())
    return false;
  if (terms.priceKind != PriceKind::Plain)
    return terms.timeInForce == TimeInForce::Day && std::ranges::find(rule.kinds, terms.priceKind) != rule.kinds.end();
  return type == OrderType::Market && std::ranges::find(rule.times, terms.timeInForce) != rule.times.end();
}

}

Result<std::vector<OrderKindRule>> orderKindRules(market::Board board, std::string_view exchange, TradingDay day)
{
  ZVT_TRY(const Json json, orderRules("cn"));
  std::vector<OrderKindRule> rules;
  for (const Json& entry : json.value("order_kinds", Json::array())) {
    if (!isInForce(entry, day) || !concerns(entry, "boards", market::toString(board))
        || !concerns(entry, "exchanges", exchange))
      continue;
    OrderKindRule rule;
    ZVT_TRY(rule.kinds, readList<PriceKind>(entry, "kinds", parsePriceKind));
    ZVT_TRY(rule.times, readList<TimeInForce>(entry, "times", parseTimeInForce));
    ZVT_TRY(rule.phases, readList<market::Phase>(entry, "phases", parsePhase));
    ZVT_TRY(rule.rule, readOrderRule(entry));
    rules.push_back(std::move(rule));
  }
  return rules;
}

Result<OrderKindVerdict> exchangeTakes(market::Board board, std::string_view exchange, TradingDay day,
    market::Phase phase, OrderType type, const OrderTerms& terms)
{
  ZVT_TRY(const auto rules, orderKindRules(board, exchange, day));
  OrderKindVerdict verdict;
  if (rules.empty())
    return verdict;
  verdict.known = true;
  verdict.rule = rules.front().rule;
  if (waitsForTrigger(type) || terms.display.isPositive())
    return verdict;
  const auto found = std::ranges::find_if(rules, [&](const auto& rule) { return takes(rule, phase, type, terms); });
  if (found != rules.end()) {
    verdict.taken = true;
    verdict.rule = found->rule;
  }
  return verdict;
}

Result<std::optional<CheckResult>> checkOrderKind(const CheckInput& input)
{
  const Order& order = input.order;
  const bool plain = !waitsForTrigger(order.type) && order.terms == OrderTerms{};
  if (plain || input.rules.isFree())
    return std::optional<CheckResult>();
  const std::vector<Error::Field> arguments{{"type", std::string(toString(order.type))},
      {"kind", std::string(toString(order.terms.priceKind))}, {"time", std::string(toString(order.terms.timeInForce))}};
  const auto phase = phaseNow(input.market);
  const market::RuleSubject subject = input.rules.subjectOf(order.entityId, input.market.day).subject;
  if (!phase)
    return notRun("order_kind", "no_phase", arguments);
  ZVT_TRY(const OrderKindVerdict verdict,
      exchangeTakes(subject.board, subject.exchange, input.rules.policy().ruleDay(input.market.day), *phase, order.type,
          order.terms));
  if (!verdict.known)
    return notRun("order_kind", "no_rule", arguments);
  CheckResult result = verdict.taken ? passed("order_kind", "passed", arguments)
      : input.market.sessionRequired ? blocked("order_kind", "blocked", arguments)
                                     : warning("order_kind", "local", arguments);
  result.rule = verdict.rule;
  return result;
}

}
