// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/manifest.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

std::string keyText(const market::BarSeries& bars, std::size_t row, const market::Calendar& calendar)
{
  return market::isDayKeyed(bars.level) ? bars.dayAt(row).iso() : calendar.zone().toLocal(bars.endAt(row)).iso();
}

Json seriesJson(const market::BarSeries& bars, const market::Calendar& calendar)
{
  return {{"id", bars.entityId}, {"provider", bars.provider}, {"bars", bars.size()},
      {"first", keyText(bars, 0, calendar)}, {"last", keyText(bars, bars.size() - 1, calendar)}};
}

Json dataJson(const BacktestData& data)
{
  Json json = {{"hash", data.hash}, {"entities", Json::array()}};
  for (const EntityData& entity : data.entities) {
    json["entities"].push_back(seriesJson(*entity.raw, *entity.calendar));
    json["entities"].back()["hash"] = entity.hash;
  }
  if (data.benchmark && !data.benchmark->empty())
    json["benchmark"] = seriesJson(*data.benchmark, *data.calendar);
  return json;
}

Json runJson(const strategy::RunSettings& run)
{
  return {{"start", run.start ? Json(run.start->iso()) : Json()}, {"end", run.end ? Json(run.end->iso()) : Json()},
      {"level", market::toString(run.level)}, {"adjust", market::toString(run.adjust)},
      {"adjust_method", market::toString(run.adjustMethod)}, {"provider", run.provider}, {"benchmark", run.benchmark},
      {"seed", run.seed}};
}

Json accountJson(const strategy::AccountSettings& account)
{
  return {{"initial_cash", account.initialCash.toString()}, {"fill", strategy::toString(account.fill)},
      {"limit_offset", account.limitOffset}, {"slippage", account.slippage}, {"allow_short", account.allowShort},
      {"rights", account.takesRights ? "take" : "ignore"}, {"half_spread", account.halfSpread},
      {"volume_share", account.volumeShare}, {"impact", strategy::toString(account.impact)},
      {"impact_coefficient", account.impactCoefficient}, {"sizing", strategy::toString(account.sizing)},
      {"size_at", strategy::toString(account.sizeAt)}, {"finalize", strategy::toString(account.openAtEnd)},
      {"commission_rate", account.commissionRate ? Json(account.commissionRate->toString()) : Json()},
      {"commission_minimum", account.commissionMinimum ? Json(account.commissionMinimum->toString()) : Json()}};
}

}

double periodsPerYear(const BacktestData& data)
{
  return market::marketOf(data.entities.front().entity.id.exchange) == "crypto" ? 365 : 252;
}

Result<std::string> makeManifest(const strategy::StrategyDocument& document, const strategy::ExecutionPlan& plan,
    const BacktestData& data, std::string_view rulesVersion, std::string_view appVersion, double periods, Engine engine)
{
  ZVT_TRY(Json documentJson, parseJson(strategy::toJson(document)));
  Json json;
  json["format"] = "zvt.run";
  json["version"] = 1;
  json["app"] = {{"name", "ZVT Workstation"}, {"version", appVersion}};
  json["strategy"] = {{"name", plan.name}, {"hash", plan.documentHash}, {"document", std::move(documentJson)}};
  json["data"] = dataJson(data);
  json["rules"] = {{"policy", plan.account.rules.toString()}, {"version", rulesVersion}};
  json["run"] = runJson(plan.run);
  json["account"] = accountJson(plan.account);
  json["seed"] = plan.run.seed;
  json["engine"] = toString(engine);
  json["periods_per_year"] = periods;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}
