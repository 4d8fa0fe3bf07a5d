// SPDX-License-Identifier: Apache-2.0
#include "core/data/quality_audit.h"

#include "core/data/quality_screen.h"

#include <algorithm>

namespace zvt::data {
namespace {

bool isIn(const AuditScope& scope, const storage::BarInventory& stored)
{
  const auto& ids = scope.entities;
  return (ids.empty() || std::find(ids.begin(), ids.end(), stored.entityId) != ids.end())
      && (!scope.level || *scope.level == stored.level) && (!scope.provider || *scope.provider == stored.provider);
}

Result<market::BarSeries> readSeries(
    storage::Profile& profile, const std::string& entityId, market::BarLevel level, const std::string& provider)
{
  storage::BarQuery query;
  query.entityId = entityId;
  query.level = level;
  query.provider = provider;
  return profile.bars().read(query);
}

/// The price step at the newest price; 0.01 where nobody knows it.
double tickOf(const market::BarSeries& series, const std::string& entityId)
{
  constexpr double kUsual = 0.01;
  const auto id = market::EntityId::parse(entityId);
  const auto rules = market::RuleBook::load();
  if (!id || !rules || series.empty() || !market::isDayKeyed(series.level))
    return kUsual;
  const auto tick = (*rules)->tick(market::RuleSubject::of(*id), series.dayAt(series.size() - 1));
  const auto price = Price::fromDouble(series.close.back());
  return tick && price ? tick->tickAt(*price).toDouble() : kUsual;
}

}

Result<std::vector<QualityFinding>> auditStored(
    storage::Profile& profile, const AuditScope& scope, std::optional<Timestamp> now, TaskControl& control)
{
  ZVT_TRY(auto inventory, profile.bars().inventory());
  std::erase_if(inventory, [&](const storage::BarInventory& stored) { return !isIn(scope, stored); });
  std::vector<QualityFinding> findings;
  for (std::size_t i = 0; i < inventory.size(); ++i) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(static_cast<double>(i) / static_cast<double>(inventory.size()), inventory[i].entityId);
    ZVT_TRY(const market::BarSeries series,
        readSeries(profile, inventory[i].entityId, inventory[i].level, inventory[i].provider));
    ZVT_TRY(const QualityContext context, qualityContext(profile, series, now));
    auto found = QualityGate::audit(series, context);
    std::move(found.begin(), found.end(), std::back_inserter(findings));
  }
  control.progress(1);
  return findings;
}

Result<std::vector<QualityFinding>> auditAdjusted(storage::Profile& profile, const AdjustedSeries& series)
{
  ZVT_TRY(const market::BarSeries raw, readSeries(profile, series.entityId, series.level, series.rawProvider));
  ZVT_TRY(market::BarSeries adjusted, readSeries(profile, series.entityId, series.level, series.provider));
  adjusted.adjust = series.mode;
  ZVT_TRY(const QualityContext context, qualityContext(profile, raw, {}));
  return QualityGate::checkAdjusted(raw, adjusted, context, series.method);
}

Result<ProviderComparison> compareStored(storage::Profile& profile, const std::string& entityId, market::BarLevel level,
    std::vector<std::string> providers, ComparisonOptions& options)
{
  if (providers.empty()) {
    ZVT_TRY(const auto inventory, profile.bars().inventory(entityId));
    for (const storage::BarInventory& stored : inventory)
      if (stored.level == level && stored.provider != kMergedProvider)
        providers.push_back(stored.provider);
  }
  std::vector<market::BarSeries> series;
  for (const std::string& provider : providers) {
    ZVT_TRY(market::BarSeries one, readSeries(profile, entityId, level, provider));
    series.push_back(std::move(one));
  }
  if (!series.empty())
    options.priceTick = tickOf(series.front(), entityId);
  return compareProviders(series, options);
}

}
