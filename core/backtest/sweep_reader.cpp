// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/sweep_folder.h"

#include "core/backtest/csv_records.h"
#include "core/backtest/error_json.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

Error notASweep(const std::filesystem::path& folder)
{
  return {"sweep.not_a_result", {{"folder", folder.string()}}, {}};
}

Result<analytics::Metric> metricOf(const std::string& key)
{
  const auto& table = analytics::metricTable();
  const auto found = std::ranges::find(table, key, &analytics::MetricInfo::key);
  if (found == table.end())
    return fail("sweep.bad_objective", {{"text", key}});
  return found->metric;
}

/// What sweepJson() wrote; nlohmann's exceptions end in the caller.
Result<SweepResult> headOf(const Json& json)
{
  SweepResult result;
  if (json.contains("script")) { // whoever knows scripts can run it again
    result.script = json.at("script").get<std::string>();
    result.request.document.name = json.at("name").get<std::string>();
  } else {
    ZVT_TRY(result.request.document, strategy::parseStrategy(json.at("document").dump()));
  }
  result.request.settings = json.at("settings").get<std::vector<std::string>>();
  for (const Json& axis : json.at("axes"))
    result.request.axes.push_back(
        {axis.at("name").get<std::string>(), axis.at("values").get<std::vector<std::string>>()});
  ZVT_TRY(result.request.method, parseSweepMethod(json.at("method").get<std::string>()));
  result.request.samples = json.value("samples", result.request.samples);
  result.request.seed = json.value("seed", result.request.seed);
  ZVT_TRY(result.request.objective, metricOf(json.at("objective").get<std::string>()));
  result.dataHash = json.at("data_hash").get<std::string>();
  result.rulesVersion = json.at("rules_version").get<std::string>();
  if (json.at("deflated_sharpe").is_number())
    result.deflatedSharpe = json.at("deflated_sharpe").get<double>();
  result.wanted = json.value("wanted", std::size_t{0});
  if (json.at("best").is_object())
    result.best = json.at("best").at("trial").get<std::size_t>() - 1;
  return result;
}

/// Columns by the head, so that a file of a version with other metrics is read as well.
Result<void> readTrials(SweepResult& result, const std::string& text)
{
  const std::vector<std::vector<std::string>> records = csvRecords(text);
  const std::size_t axes = result.request.axes.size();
  const std::size_t engine = 1 + axes, error = engine + 1;
  if (records.empty() || records.front().size() <= error)
    return fail("sweep.not_a_result");
  const std::vector<std::string>& head = records.front();
  for (std::size_t i = 1; i < records.size(); ++i) {
    const std::vector<std::string>& cells = records[i];
    if (cells.size() != head.size())
      return fail("sweep.not_a_result");
    SweepTrial trial;
    trial.values.assign(cells.begin() + 1, cells.begin() + static_cast<std::ptrdiff_t>(engine));
    trial.engine = cells[engine] == toString(Engine::Columns) ? Engine::Columns : Engine::Bars;
    if (!cells[error].empty())
      trial.error = Error{cells[error], {}, {}};
    for (std::size_t column = error + 1; column < cells.size(); ++column)
      if (const auto metric = metricOf(head[column]))
        trial.metrics.set(*metric, parseDouble(cells[column]));
    result.trials.push_back(std::move(trial));
  }
  if (result.best && *result.best >= result.trials.size())
    return fail("sweep.not_a_result");
  return {};
}

}

Result<SweepResult> readSweepFolder(const std::filesystem::path& folder, const FileSystem& files)
{
  const auto text = files.read(folder / "sweep.json");
  const auto json = text ? parseJson(*text) : Result<Json>(std::unexpected(notASweep(folder)));
  if (!json || !json->is_object() || json->value("format", Json()) != "zvt.sweep")
    return std::unexpected(notASweep(folder));
  ZVT_TRY(const std::string table, files.read(folder / "sweep.csv"));
  try {
    ZVT_TRY(SweepResult result, headOf(*json));
    if (!readTrials(result, table))
      return std::unexpected(notASweep(folder));
    const Json failures = json->value("failures", Json::object()); // none in folders of earlier versions
    for (std::size_t i = 0; i < result.trials.size(); ++i)
      if (result.trials[i].error && failures.contains(std::to_string(i + 1)))
        result.trials[i].error = errorOf(failures.at(std::to_string(i + 1)));
    return result;
  } catch (const Json::exception&) { // a field is missing or of another type
    return std::unexpected(notASweep(folder));
  }
}

}
