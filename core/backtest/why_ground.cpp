// SPDX-License-Identifier: Apache-2.0
// What a trace reads again: the run's settings from its manifest, the bars and rules of then from the store of now.
#include "core/backtest/why_parts.h"

#include "core/backtest/engine.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/strategy/node_catalog.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

namespace zvt::backtest::why {

namespace {

/// Settings of a manifest as a document states them; what is null has its default.
Result<strategy::ParamMap> paramsOf(const Json& json, const ParamSchema& schema)
{
  strategy::ParamMap params;
  for (const ParamSpec& spec : schema.specs()) {
    const auto found = json.find(spec.key);
    if (found == json.end() || found->is_null())
      continue;
    const std::string text = found->is_string() ? found->get<std::string>() : found->dump();
    if (!text.empty()) {
      ZVT_TRY(params[spec.key], schema.parse(spec.key, text));
    }
  }
  return params;
}

/// Which entities are others than those that the manifest names.
void compareEntities(Ground& ground, const Json& listed)
{
  std::map<std::string, std::string> then;
  for (const Json& one : listed)
    if (one.contains("hash"))
      then.emplace(one.at("id").get<std::string>(), one.at("hash").get<std::string>());
  ground.knowsEntities = !then.empty();
  if (then.empty())
    return;
  for (const EntityData& entity : ground.data.entities) {
    const auto known = then.find(entity.raw->entityId);
    if (known == then.end())
      ground.added.push_back(entity.raw->entityId);
    else if (known->second != entity.hash)
      ground.changed.push_back(entity.raw->entityId);
    if (known != then.end())
      then.erase(known);
  }
  if (ground.isDocument) // else only the one entity was read
    for (const auto& [id, hash] : then)
      ground.missing.push_back(id);
}

/// A strategy in code has no graph: its settings are those of the manifest.
Result<strategy::ExecutionPlan> codePlan(const Json& manifest, std::string_view entityId)
{
  strategy::ExecutionPlan plan;
  plan.name = manifest.at("strategy").at("name").get<std::string>();
  ZVT_TRY(const strategy::ParamMap run, paramsOf(manifest.at("run"), strategy::runSchema()));
  ZVT_TRY(plan.run, strategy::runSettingsOf(run));
  plan.run.benchmark.clear(); // nothing here asks for it
  Json account = manifest.at("account");
  account["rules"] = manifest.at("rules").at("policy");
  ZVT_TRY(const strategy::ParamMap given, paramsOf(account, strategy::NodeCatalog::builtin().find("account")->params));
  ZVT_TRY(plan.account, strategy::accountSettingsOf(given));
  plan.universe = {std::string(entityId)};
  return plan;
}

Result<strategy::ExecutionPlan> documentPlan(const Json& manifest)
{
  ZVT_TRY(const strategy::StrategyDocument document,
      strategy::parseStrategy(manifest.at("strategy").at("document").dump()));
  return strategy::compile(document);
}

}

WhyRow row(WhyKind kind, std::string key, Figures figures)
{
  WhyRow row;
  row.kind = kind;
  row.sentence = {std::move(key), std::move(figures), {}};
  return row;
}

WhyRow barRow(WhyKind kind, std::string key, Figures figures, std::string_view entityId, LocalTime time)
{
  WhyRow leading = row(kind, std::move(key), std::move(figures));
  leading.entityId = entityId;
  leading.time = time;
  return leading;
}

std::string timeText(LocalTime time, market::BarLevel level)
{
  return market::isDayKeyed(level) ? time.day().iso() : time.iso();
}

std::string stateKey(const std::string& state)
{
  return "@trading.state." + (state == "partially_filled" ? "partly_filled" : state);
}

void addSource(Figures& figures, const market::RuleSource& source)
{
  figures.emplace_back("source", source.source.empty() ? "—" : source.source);
  figures.emplace_back("from", source.source.empty() ? "—" : source.from.iso());
}

const EntityData* Ground::find(std::string_view entityId) const
{
  const auto found = std::ranges::lower_bound(
      data.entities, entityId, {}, [](const EntityData& entity) { return std::string_view(entity.raw->entityId); });
  return found == data.entities.end() || found->raw->entityId != entityId ? nullptr : &*found;
}

Result<std::unique_ptr<Ground>> makeGround(
    const BacktestRun& run, std::string_view entityId, const WhySources& sources, TaskControl& control)
{
  if (!sources.rules)
    return fail("why.no_rules");
  ZVT_TRY(const Json manifest, parseJson(run.manifest));
  auto ground = std::make_unique<Ground>();
  try {
    ground->isDocument = manifest.at("strategy").contains("document");
    ground->dataHash = manifest.at("data").at("hash").get<std::string>();
    ground->rulesThen = manifest.at("rules").value("version", std::string());
    ground->isPlanned = manifest.value("engine", std::string()) == "host";
    ZVT_TRY(ground->plan, ground->isDocument ? documentPlan(manifest) : codePlan(manifest, entityId));
  } catch (const Json::exception&) { // a field is missing or of another type
    return fail("backtest.no_run");
  }
  PartOfTask loading(control, 0, kLoadedPart);
  ZVT_TRY(ground->data, loadData(ground->plan, sources.market, loading));
  if (ground->find(entityId) == nullptr)
    return fail(Error{"backtest.no_bars", {}, {{"entity", std::string(entityId)}}});
  compareEntities(*ground, manifest.at("data").value("entities", Json::array()));
  ground->rulesNow = sources.rules->version();
  ground->rules = tradingRules(ground->plan, ground->data, sources.rules);
  return ground;
}

}
