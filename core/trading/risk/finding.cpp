// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/finding.h"

#include "core/trading/risk/exposure.h"

#include <fmt/format.h>

namespace zvt::risk {

namespace {

bool isMoney(LimitUnit unit)
{
  return unit == LimitUnit::Money || unit == LimitUnit::OfEquity;
}

std::string shown(Decimal value, LimitUnit unit)
{
  if (isMoney(unit))
    return value.toFixed(2);
  if (unit != LimitUnit::Fraction)
    return value.toString();
  const auto percent = value.multiply(Decimal::fromInt(100));
  return percent ? percent->toFixed(2) + " %" : value.toString();
}

/// "80 %": how much of the limit is used.
std::string percentOf(Decimal used, Decimal bound)
{
  const auto share = used.divide(bound);
  return share ? shown(*share, LimitUnit::Fraction) : "–";
}

}

RiskFinding plainFinding(const RiskLimit& limit, RiskVerdict verdict, Error reason)
{
  RiskFinding finding{limit.rule, limit.scope, verdict, std::move(reason), {}};
  if (!limit.scope.isAll())
    finding.reason = std::move(finding.reason).with("scope", limit.scope.text());
  return finding;
}

RiskFinding unknown(const RiskLimit& limit, const RiskQuestion& question, Error reason)
{
  if (isReducing(question, {limit.scope.account, limit.scope.strategy, {}}))
    return reducing(limit);
  const bool warns = limit.whenUnknown == LimitAction::Warn || limit.action == LimitAction::Warn;
  return plainFinding(limit, warns ? RiskVerdict::Warn : RiskVerdict::Block, std::move(reason));
}

RiskFinding worse(RiskFinding first, RiskFinding second)
{
  return second.verdict > first.verdict ? second : first;
}

RiskFinding reducing(const RiskLimit& limit)
{
  return plainFinding(limit, RiskVerdict::Pass, {"risk.reducing", {}, {}});
}

RiskFinding judge(const RiskLimit& limit, const Measure& measure)
{
  RiskVerdict verdict = RiskVerdict::Pass;
  const bool grows = measure.used > measure.before;
  const auto warnFrom = measure.bound.multiply(limit.warnAt);
  if (grows && measure.used > measure.bound)
    verdict = limit.action == LimitAction::Block ? RiskVerdict::Block : RiskVerdict::Warn;
  else if (grows && !limit.warnAt.isZero() && warnFrom && measure.used > *warnFrom)
    verdict = RiskVerdict::Warn;
  RiskFinding finding = plainFinding(limit, verdict,
      {"risk." + limit.rule,
          {{"subject", std::string(measure.subject)}, {"used", shown(measure.used, limit.unit)},
              {"before", shown(measure.before, limit.unit)}, {"limit", shown(measure.bound, limit.unit)},
              {"percent", percentOf(measure.used, measure.bound)}},
          {}});
  finding.figures = {{"used", measure.used}, {"before", measure.before}, {"limit", measure.bound}};
  return finding;
}

Result<Money> sumOf(const RiskQuestion& question, const LimitScope& scope, Money RiskAccount::* figure)
{
  Money sum;
  const std::string& asked = question.draft.account;
  if (!question.picture.accounts().contains(asked) && (scope.account.empty() || scope.account == asked))
    return fail("risk.no_equity", {{"account", asked}});
  for (const auto& [name, account] : question.picture.accounts()) {
    if (!scope.account.empty() && scope.account != name)
      continue;
    if (!account.unpriced.empty())
      return fail("risk.no_price", {{"entity", account.unpriced}});
    ZVT_TRY(const Decimal inBase, (account.*figure).value().multiply(account.toBase));
    sum += Money(inBase);
  }
  return sum;
}

Result<Money> lossOf(const RiskLimit& limit, const RiskQuestion& question, Money RiskAccount::* from)
{
  for (const auto& [name, account] : question.picture.accounts())
    if (!account.isLossKnown && (limit.scope.account.empty() || limit.scope.account == name))
      return fail("risk.bad_memory", {{"account", name}});
  ZVT_TRY(const Money start, sumOf(question, limit.scope, from));
  ZVT_TRY(const Money now, sumOf(question, limit.scope, &RiskAccount::equity));
  return std::max(Money(), start - now);
}

bool crosses(Side side, Price price, const RiskOrder& open)
{
  if (price.isZero() || open.price.isZero())
    return true;
  return side == Side::Buy ? price >= open.price : price <= open.price;
}

Result<Money> boundOf(const RiskLimit& limit, const RiskQuestion& question, Money RiskAccount::* figure)
{
  if (limit.unit == LimitUnit::Money)
    return Money(limit.limit);
  ZVT_TRY(const Money whole, sumOf(question, limit.scope, figure));
  ZVT_TRY(const Decimal part, whole.value().multiply(limit.limit));
  return std::max(Money(), Money(part));
}

}
