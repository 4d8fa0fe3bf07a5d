// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/check_kinds.h"
#include "core/trading/risk/exposure.h"
#include "core/trading/risk/finding.h"

namespace zvt::risk {

namespace {

/// How far the equity is below a figure of the accounts. The limit is what may be lost: reaching it is too much.
Result<RiskFinding> judgeLoss(const RiskLimit& limit, const RiskQuestion& question, Money RiskAccount::* from)
{
  if (isReducing(question, {limit.scope.account, {}, {}}))
    return reducing(limit);
  ZVT_TRY(const Money loss, lossOf(limit, question, from));
  ZVT_TRY(const Money start, sumOf(question, limit.scope, from));
  ZVT_TRY(const Money now, sumOf(question, limit.scope, &RiskAccount::equity));
  ZVT_TRY(const Money bound, boundOf(limit, question, from));
  Measure measure{loss.value(), Decimal::fromInt(-1), bound.value(), {}};
  RiskFinding finding = judge(limit, measure);
  if (loss == bound && loss.isPositive())
    finding.verdict = limit.action == LimitAction::Block ? RiskVerdict::Block : RiskVerdict::Warn;
  finding.figures = {
      {"used", loss.value()}, {"limit", bound.value()}, {"from", start.value()}, {"equity", now.value()}};
  return finding;
}

}

Result<RiskFinding> DailyLossCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  return judgeLoss(limit, question, &RiskAccount::dayStart);
}

Result<RiskFinding> DrawdownCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  return judgeLoss(limit, question, &RiskAccount::peak);
}

}
