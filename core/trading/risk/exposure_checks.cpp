// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/check_kinds.h"
#include "core/trading/risk/exposure.h"
#include "core/trading/risk/finding.h"

#include <algorithm>
#include <cmath>

namespace zvt::risk {

namespace {

Money gross(const ExposureByName& names)
{
  Money sum;
  for (const auto& [entityId, exposure] : names)
    sum += exposure.worst();
  return sum;
}

Money net(const ExposureByName& names)
{
  NameExposure sum;
  for (const auto& [entityId, exposure] : names) {
    sum.held += exposure.held;
    sum.buying += exposure.buying;
    sum.selling += exposure.selling;
  }
  return sum.worst();
}

using Total = Money (*)(const ExposureByName& names);

Result<RiskFinding> judgeExposure(const RiskLimit& limit, const RiskQuestion& question, std::string_view subject,
    const std::function<bool(std::string_view)>& chosen, Total total = gross)
{
  ZVT_TRY(const ExposureChange change, exposureOf(question, limit.scope, chosen));
  ZVT_TRY(const Money bound, boundOf(limit, question));
  return judge(limit, {total(change.after).value(), total(change.before).value(), bound.value(), subject});
}

bool hasTag(const RiskLookups& lookups, std::string_view entityId, std::string_view tag)
{
  const auto tags = lookups.tags(entityId);
  return std::ranges::find(tags, tag) != tags.end();
}

}

Result<RiskFinding> NameCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  if (isReducing(question, limit.scope))
    return reducing(limit);
  const std::string& entityId = question.draft.entityId;
  return judgeExposure(limit, question, entityId, [&](std::string_view other) { return other == entityId; });
}

Result<RiskFinding> IndustryCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  if (isReducing(question, limit.scope))
    return reducing(limit);
  const auto& industryOf = question.lookups.industry;
  const std::string industry = industryOf ? industryOf(question.draft.entityId) : std::string();
  if (industry.empty())
    return unknown(limit, question, {"risk.no_industry", {{"entity", question.draft.entityId}}, {}});
  std::string unknownOf;
  ZVT_TRY(RiskFinding finding, judgeExposure(limit, question, industry, [&](std::string_view other) {
    const std::string otherIndustry = industryOf(other);
    if (otherIndustry.empty())
      unknownOf = other;
    return otherIndustry == industry;
  }));
  // A holding whose industry nobody knows may be of this one.
  if (!unknownOf.empty())
    return worse(std::move(finding), unknown(limit, question, {"risk.no_industry", {{"entity", unknownOf}}, {}}));
  return finding;
}

Result<RiskFinding> TagCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  if (isReducing(question, limit.scope))
    return reducing(limit);
  const RiskLookups& lookups = question.lookups;
  std::vector<std::string> tags;
  if (!limit.scope.tag.empty())
    tags = {limit.scope.tag};
  else if (lookups.tags)
    tags = lookups.tags(question.draft.entityId);
  else
    return fail("risk.no_tag_source", {{"entity", question.draft.entityId}});
  RiskFinding fullest =
      plainFinding(limit, RiskVerdict::Pass, {"risk.no_tags", {{"entity", question.draft.entityId}}, {}});
  for (const std::string& tag : tags) {
    ZVT_TRY(RiskFinding finding,
        judgeExposure(limit, question, tag, [&](std::string_view other) { return hasTag(lookups, other, tag); }));
    const bool fuller = fullest.figures.empty() || finding.figures.front().value > fullest.figures.front().value;
    if (finding.verdict > fullest.verdict || (finding.verdict == fullest.verdict && fuller))
      fullest = std::move(finding);
  }
  return fullest;
}

Result<RiskFinding> ClusterCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  if (isReducing(question, limit.scope))
    return reducing(limit);
  const std::string& entityId = question.draft.entityId;
  const auto& correlation = question.lookups.correlation;
  if (!correlation)
    return unknown(limit, question, {"risk.no_correlation", {{"entity", entityId}}, {}});
  const double threshold = limit.threshold.toDouble();
  std::string unknownOf;
  ZVT_TRY(RiskFinding finding, judgeExposure(limit, question, entityId, [&](std::string_view other) {
    if (other == entityId)
      return true;
    const auto known = correlation(entityId, other);
    if (!known || std::isnan(*known))
      unknownOf = other;
    return known && *known >= threshold;
  }));
  if (!unknownOf.empty())
    return worse(std::move(finding),
        unknown(limit, question, {"risk.no_correlation_with", {{"entity", entityId}, {"other", unknownOf}}, {}}));
  return finding;
}

Result<RiskFinding> GrossCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  if (isReducing(question, limit.scope))
    return reducing(limit);
  return judgeExposure(limit, question, {}, {});
}

Result<RiskFinding> NetCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  // No way round for what reduces one holding: it may be the hedge of another.
  return judgeExposure(limit, question, {}, {}, net);
}

}
