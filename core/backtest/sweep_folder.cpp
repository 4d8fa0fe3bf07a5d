// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/sweep_folder.h"

#include "core/backtest/error_json.h"
#include "core/backtest/strategy_code.h"
#include "core/backtest/sweep_grid.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

constexpr std::string_view kFormat = "zvt.sweep";

std::string keyOf(analytics::Metric metric)
{
  for (const analytics::MetricInfo& info : analytics::metricTable())
    if (info.metric == metric)
      return std::string(info.key);
  return {};
}

Json bestJson(const SweepResult& result)
{
  if (!result.best)
    return nullptr;
  const SweepTrial& trial = result.trials[*result.best];
  Json json = {{"trial", *result.best + 1}, {"values", Json::object()}, {"metrics", Json::object()}};
  for (std::size_t i = 0; i < trial.values.size(); ++i)
    json["values"][result.request.axes[i].name] = trial.values[i];
  for (const analytics::MetricInfo& info : analytics::metricTable()) {
    const auto value = trial.metrics[info.metric];
    json["metrics"][std::string(info.key)] = value ? Json(*value) : Json();
  }
  return json;
}

/// Why trials failed, by number, with all that the sentences speak of; sweep.csv has the codes.
Json failuresJson(const SweepResult& result)
{
  Json json = Json::object();
  for (std::size_t i = 0; i < result.trials.size(); ++i)
    if (result.trials[i].error)
      json[std::to_string(i + 1)] = errorJson(*result.trials[i].error);
  return json;
}

std::string text(std::optional<double> value)
{
  return value ? formatDouble(*value) : std::string();
}

}

std::string sweepCsv(const SweepResult& result)
{
  std::string out = "trial";
  for (const SweepAxis& axis : result.request.axes)
    out += "," + csvField(axis.name, true);
  out += ",engine,error";
  for (const analytics::MetricInfo& info : analytics::metricTable())
    out += "," + std::string(info.key);
  out += "\n";
  for (std::size_t i = 0; i < result.trials.size(); ++i) {
    const SweepTrial& trial = result.trials[i];
    out += std::to_string(i + 1);
    for (const std::string& value : trial.values)
      out += "," + csvField(value);
    out += "," + std::string(trial.error ? "" : toString(trial.engine)) + "," + (trial.error ? trial.error->code : "");
    for (const analytics::MetricInfo& info : analytics::metricTable())
      out += "," + text(trial.metrics[info.metric]);
    out += "\n";
  }
  return out;
}

Result<std::string> sweepJson(const SweepResult& result, std::string_view appVersion)
{
  const SweepRequest& request = result.request;
  Json json;
  json["format"] = kFormat;
  json["version"] = 1;
  json["app"] = {{"name", "ZVT Workstation"}, {"version", appVersion}};
  if (request.code) {
    json["name"] = request.document.name;
    json["script"] = request.code->source();
  } else {
    ZVT_TRY(json["document"], parseJson(strategy::toJson(request.document)));
  }
  json["settings"] = request.settings;
  json["axes"] = Json::array();
  for (const SweepAxis& axis : request.axes)
    json["axes"].push_back({{"name", axis.name}, {"values", axis.values}});
  json["method"] = toString(request.method);
  if (request.method != SweepMethod::Grid) {
    json["samples"] = request.samples;
    json["seed"] = request.seed;
  }
  json["objective"] = keyOf(request.objective);
  json["data_hash"] = result.dataHash;
  json["rules_version"] = result.rulesVersion;
  json["trials"] = result.trials.size();
  if (!result.isWhole())
    json["wanted"] = result.wanted;
  json["failed"] =
      std::ranges::count_if(result.trials, [](const SweepTrial& trial) { return trial.error.has_value(); });
  json["failures"] = failuresJson(result);
  json["best"] = bestJson(result);
  json["deflated_sharpe"] = result.deflatedSharpe ? Json(*result.deflatedSharpe) : Json();
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string heatMapCsv(const SweepResult& result)
{
  const auto& axes = result.request.axes;
  if (axes.size() < 2)
    return {};
  std::string out = csvField(axes[0].name + " / " + axes[1].name, true);
  for (const std::string& value : axes[1].values)
    out += "," + csvField(value);
  out += "\n";
  const SweepGrid grid = sweepGrid(result, 0, 1);
  for (std::size_t row = 0; row < axes[0].values.size(); ++row) {
    out += csvField(axes[0].values[row]);
    for (const std::optional<std::size_t>& trial : grid.trials[row])
      out += "," + text(trial ? result.trials[*trial].metrics[result.request.objective] : std::nullopt);
    out += "\n";
  }
  return out;
}

Result<void> checkSweepFolder(const std::filesystem::path& folder, const FileSystem& files)
{
  if (!files.exists(folder))
    return {};
  ZVT_TRY(const auto entries, files.list(folder));
  constexpr std::array<std::string_view, 4> kOurs = {"sweep.csv", "sweep.json", "heatmap.csv", "walkforward.csv"};
  const bool ours = std::ranges::all_of(entries,
      [&](const FileInfo& entry) { return std::ranges::find(kOurs, entry.path.filename().string()) != kOurs.end(); });
  if (ours)
    return {};
  return fail("sweep.not_a_sweep_folder", {{"folder", folder.string()}});
}

Result<void> writeSweepFolder(
    const SweepResult& result, const std::filesystem::path& folder, FileSystem& files, std::string_view appVersion)
{
  ZVT_TRY_VOID(checkSweepFolder(folder, files));
  ZVT_TRY(const std::string json, sweepJson(result, appVersion));
  ZVT_TRY_VOID(files.createDirectories(folder));
  const std::string map = heatMapCsv(result);
  if (map.empty() && files.exists(folder / "heatmap.csv"))
    ZVT_TRY_VOID(files.remove(folder / "heatmap.csv"));
  if (!map.empty())
    ZVT_TRY_VOID(files.writeAtomically(folder / "heatmap.csv", map));
  ZVT_TRY_VOID(files.writeAtomically(folder / "sweep.csv", sweepCsv(result)));
  return files.writeAtomically(folder / "sweep.json", json);
}

}
