// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/limit_usage.h"

#include "core/trading/risk/exposure.h"
#include "core/trading/risk/finding.h"

#include <algorithm>
#include <cmath>

namespace zvt::risk {

namespace {

/// What a rule finds: the subject that uses the most, and what it could not look at.
struct Fullest {
  std::string subject;
  std::optional<Decimal> used;
  Error reason;
  void take(std::string_view of, Decimal amount)
  {
    if (used && amount <= *used)
      return;
    subject = of;
    used = amount;
  }
  /// Nothing is held: nothing is used.
  void settle()
  {
    if (!used && reason.code.empty())
      used = Decimal();
  }
};

using Names = std::map<std::string, NameExposure, std::less<>>;
using GroupsOf = std::function<std::vector<std::string>(std::string_view entityId)>;

Fullest byName(const Names& names)
{
  Fullest fullest;
  for (const auto& [entityId, exposure] : names)
    fullest.take(entityId, exposure.worst().value());
  return fullest;
}

/// @param missing code of the error for a security without a group; empty: that is none
Fullest byGroup(const Names& names, const GroupsOf& groupsOf, std::string_view missing)
{
  Fullest fullest;
  std::map<std::string, Money> sums;
  for (const auto& [entityId, exposure] : names) {
    if (exposure.worst().isZero())
      continue;
    const std::vector<std::string> groups = groupsOf ? groupsOf(entityId) : std::vector<std::string>{};
    for (const std::string& group : groups)
      sums[group] += exposure.worst();
    if (groups.empty() && !missing.empty())
      fullest.reason = {std::string(missing), {{"entity", entityId}}, {}};
  }
  for (const auto& [group, sum] : sums)
    fullest.take(group, sum.value());
  return fullest;
}

Fullest byCluster(const Names& names, const RiskLookups& lookups, double threshold)
{
  Fullest fullest;
  for (const auto& [entityId, exposure] : names) {
    if (exposure.worst().isZero())
      continue;
    Money sum = exposure.worst();
    for (const auto& [other, othersExposure] : names) {
      if (other == entityId || othersExposure.worst().isZero())
        continue;
      const auto known = lookups.correlation ? lookups.correlation(entityId, other) : std::nullopt;
      if (!known || std::isnan(*known))
        fullest.reason = {"risk.no_correlation_with", {{"entity", entityId}, {"other", other}}, {}};
      else if (*known >= threshold)
        sum += othersExposure.worst();
    }
    fullest.take(entityId, sum.value());
  }
  return fullest;
}

Fullest asWhole(const Names& names, bool isNet)
{
  NameExposure net;
  Money gross;
  for (const auto& [entityId, exposure] : names) {
    gross += exposure.worst();
    net.held += exposure.held;
    net.buying += exposure.buying;
    net.selling += exposure.selling;
  }
  Fullest whole;
  whole.used = (isNet ? net.worst() : gross).value();
  return whole;
}

Result<Fullest> ofHoldings(const RiskLimit& limit, const RiskQuestion& question)
{
  ZVT_TRY(const ExposureChange change, exposureOf(question, limit.scope));
  const RiskLookups& lookups = question.lookups;
  if (limit.rule == "name")
    return byName(change.before);
  if (limit.rule == "industry") {
    const auto industryOf = [&lookups](std::string_view entityId) {
      const std::string industry = lookups.industry ? lookups.industry(entityId) : std::string();
      return industry.empty() ? std::vector<std::string>{} : std::vector{industry};
    };
    return byGroup(change.before, industryOf, "risk.no_industry");
  }
  if (limit.rule == "tag") {
    if (!limit.scope.tag.empty()) {
      Fullest scoped = asWhole(change.before, false);
      scoped.subject = limit.scope.tag;
      return scoped;
    }
    return byGroup(change.before, lookups.tags, lookups.tags ? "" : "risk.no_tag_source");
  }
  if (limit.rule == "cluster")
    return byCluster(change.before, lookups, limit.threshold.toDouble());
  return asWhole(change.before, limit.rule == "net");
}

Result<Fullest> ofRequests(const RiskLimit& limit, const RiskQuestion& question)
{
  Fullest fullest;
  for (const auto& [name, account] : question.picture.accounts()) {
    if (!limit.scope.account.empty() && limit.scope.account != name)
      continue;
    const FlowCount flow = question.picture.flow(name, limit.scope.strategy, question.now);
    if (limit.rule == "order_rate") {
      fullest.take(
          name, Decimal::fromInt(limit.unit == LimitUnit::PerSecond ? flow.lastSecond : flow.orders + flow.cancels));
    } else if (flow.orders > 0 && Decimal::fromInt(flow.orders) >= limit.threshold) {
      ZVT_TRY(const Decimal ratio, Decimal::fromInt(flow.cancels).divide(Decimal::fromInt(flow.orders)));
      fullest.take(name, ratio);
    }
  }
  return fullest;
}

/// The open order that could trade with the most others.
Fullest ofOwnOrders(const RiskLimit& limit, const RiskQuestion& question)
{
  Fullest fullest;
  const auto& open = question.picture.openOrders();
  for (const auto& [id, order] : open) {
    if (!isInScope(limit.scope, order.key, question.lookups))
      continue;
    const auto count = std::ranges::count_if(open, [&](const auto& other) {
      return other.second.key.entityId == order.key.entityId && other.second.side != order.side
          && isInScope(limit.scope, other.second.key, question.lookups)
          && crosses(order.side, order.price, other.second);
    });
    fullest.take(order.key.entityId, Decimal::fromInt(count));
  }
  if (fullest.used && fullest.used->isZero())
    fullest.subject.clear();
  return fullest;
}

Result<LimitUsage> lookAt(const RiskLimit& limit, const RiskQuestion& question)
{
  LimitUsage usage{limit, {}, {}, {}, limit.limit, RiskVerdict::Pass, {}};
  if (isOfSingleOrders(limit.rule))
    return usage;
  Fullest fullest;
  bool reachedIsTooMuch = false;
  if (limit.rule == "order_rate" || limit.rule == "cancel_ratio") {
    ZVT_TRY(fullest, ofRequests(limit, question));
  } else if (limit.rule == "self_trade") {
    fullest = ofOwnOrders(limit, question);
  } else if (limit.rule == "daily_loss" || limit.rule == "drawdown") {
    const auto from = limit.rule == "daily_loss" ? &RiskAccount::dayStart : &RiskAccount::peak;
    ZVT_TRY(const Money loss, lossOf(limit, question, from));
    ZVT_TRY(const Money bound, boundOf(limit, question, from));
    fullest.used = loss.value();
    usage.bound = bound.value();
    reachedIsTooMuch = loss.isPositive();
  } else {
    ZVT_TRY(fullest, ofHoldings(limit, question));
    ZVT_TRY(const Money bound, boundOf(limit, question));
    usage.bound = bound.value();
  }
  fullest.settle();
  usage.subject = std::move(fullest.subject);
  usage.used = fullest.used;
  usage.reason = std::move(fullest.reason);
  if (!usage.used)
    return usage;
  const auto warnFrom = usage.bound.multiply(limit.warnAt);
  if (*usage.used > usage.bound || (reachedIsTooMuch && *usage.used == usage.bound))
    usage.verdict = RiskVerdict::Block;
  else if (!limit.warnAt.isZero() && warnFrom && *usage.used > *warnFrom)
    usage.verdict = RiskVerdict::Warn;
  return usage;
}

}

std::optional<double> LimitUsage::share() const
{
  if (!used || bound <= Decimal())
    return std::nullopt;
  return used->toDouble() / bound.toDouble();
}

bool usesMore(const LimitUsage& one, const LimitUsage& other)
{
  const auto rank = [](const LimitUsage& usage) {
    const bool isUnknown = !usage.used && !usage.reason.code.empty(); // it lets nothing grow
    return usage.verdict == RiskVerdict::Block ? 3 : isUnknown ? 2 : usage.verdict == RiskVerdict::Warn ? 1 : 0;
  };
  if (rank(one) != rank(other))
    return rank(one) > rank(other);
  return one.share().value_or(-1) > other.share().value_or(-1);
}

bool isOfSingleOrders(std::string_view rule)
{
  return rule.starts_with("fat_finger_");
}

std::vector<LimitUsage> usageOf(
    const RiskLimits& limits, const RiskPicture& picture, const RiskLookups& lookups, Duration now)
{
  std::vector<LimitUsage> usages;
  for (const RiskLimit& limit : limits.limits) {
    Order nobody; // sums over all accounts want one that is known
    nobody.account = limit.scope.account;
    if (nobody.account.empty() && !picture.accounts().empty())
      nobody.account = picture.accounts().begin()->first;
    auto usage = lookAt(limit, {nobody, picture, lookups, now});
    if (usage)
      usages.push_back(*std::move(usage));
    else
      usages.push_back({limit, {}, {}, {}, limit.limit, RiskVerdict::Pass, usage.error()});
  }
  return usages;
}

}
