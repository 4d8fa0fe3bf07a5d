// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/risk_check.h"

#include "core/trading/risk/check_kinds.h"
#include "core/trading/risk/exposure.h"
#include "core/trading/risk/finding.h"

#include <algorithm>

namespace zvt::risk {

std::string_view toString(RiskVerdict verdict)
{
  switch (verdict) {
  case RiskVerdict::Pass:
    return "pass";
  case RiskVerdict::Warn:
    return "warn";
  case RiskVerdict::Block:
    return "block";
  }
  return "?";
}

std::vector<std::unique_ptr<RiskCheck>> standardChecks()
{
  std::vector<std::unique_ptr<RiskCheck>> checks;
  checks.push_back(std::make_unique<NameCheck>());
  checks.push_back(std::make_unique<IndustryCheck>());
  checks.push_back(std::make_unique<TagCheck>());
  checks.push_back(std::make_unique<ClusterCheck>());
  checks.push_back(std::make_unique<GrossCheck>());
  checks.push_back(std::make_unique<NetCheck>());
  checks.push_back(std::make_unique<DailyLossCheck>());
  checks.push_back(std::make_unique<DrawdownCheck>());
  checks.push_back(std::make_unique<OrderRateCheck>());
  checks.push_back(std::make_unique<CancelRatioCheck>());
  checks.push_back(std::make_unique<SelfTradeCheck>());
  checks.push_back(std::make_unique<FatFingerPriceCheck>());
  checks.push_back(std::make_unique<FatFingerSizeCheck>());
  return checks;
}

RiskVerdict RiskDecision::verdict() const
{
  RiskVerdict worst = RiskVerdict::Pass;
  for (const RiskFinding& finding : findings)
    worst = std::max(worst, finding.verdict);
  return worst;
}

Result<void> RiskDecision::result() const
{
  const RiskFinding* first = nullptr;
  std::string rules;
  for (const RiskFinding& finding : findings) {
    if (finding.verdict != RiskVerdict::Block)
      continue;
    first = first ? first : &finding;
    rules += (rules.empty() ? "" : " ") + finding.rule;
  }
  if (!first)
    return {};
  Error reason = first->reason;
  reason.arguments.emplace_back("rules", rules);
  return fail(std::move(reason));
}

Result<RiskGate> RiskGate::make(RiskLimits limits, std::vector<std::unique_ptr<RiskCheck>> checks)
{
  RiskGate gate;
  for (auto& check : checks)
    gate.m_checks.push_back(std::move(check));
  for (std::size_t i = 0; i < limits.limits.size(); ++i)
    if (std::ranges::none_of(gate.m_checks, [&](const auto& check) { return check->id() == limits.limits[i].rule; }))
      return fail(
          "risk.unknown_rule", {{"rule", limits.limits[i].rule}, {"path", "/limits/" + std::to_string(i) + "/rule"}});
  gate.m_limits = std::move(limits);
  return gate;
}

namespace {

/// Money of several accounts, one of which is the order's, in a currency that nobody can change into that of the
/// limits.
bool addsUpForeignMoney(const RiskLimit& limit, const RiskQuestion& question)
{
  if (!limit.scope.account.empty() || (limit.unit != LimitUnit::Money && limit.unit != LimitUnit::OfEquity))
    return false;
  const auto account = question.picture.accounts().find(question.draft.account);
  return account != question.picture.accounts().end() && !account->second.isRateKnown;
}

}

RiskDecision RiskGate::look(const RiskQuestion& question) const
{
  RiskDecision decision;
  const LineKey key = keyOf(question.draft);
  for (const auto& check : m_checks) {
    for (const RiskLimit& limit : m_limits.limits) {
      if (limit.rule != check->id())
        continue;
      // A limit of a tag that nobody can look up is a limit of everything, not of nothing.
      const bool knowsScope = limit.scope.tag.empty() || question.lookups.tags;
      if (!isInScope({limit.scope.account, limit.scope.strategy, knowsScope ? limit.scope.tag : std::string()}, key,
              question.lookups))
        continue;
      Result<RiskFinding> finding = fail("risk.no_tag_source", {{"entity", key.entityId}});
      if (knowsScope && addsUpForeignMoney(limit, question))
        finding = fail("risk.no_rate", {{"account", key.account}});
      else if (knowsScope)
        finding = check->look(limit, question);
      // What nobody can judge protects nobody: the order stays here.
      decision.findings.push_back(finding ? *std::move(finding) : unknown(limit, question, std::move(finding).error()));
    }
  }
  return decision;
}

}
