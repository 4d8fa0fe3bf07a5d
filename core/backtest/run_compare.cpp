// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_compare.h"

#include "core/backtest/backtest.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

std::string textOf(const Json* value)
{
  return value == nullptr ? std::string() : value->dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* member(const Json* value, const std::string& key)
{
  if (value == nullptr || !value->is_object())
    return nullptr;
  const auto found = value->find(key);
  return found == value->end() ? nullptr : &*found;
}

/// The leaves in which two documents differ. Arrays that stand for lists are compared as a whole.
void collect(const std::string& path, const Json* a, const Json* b, std::vector<RunDifference>& differences)
{
  const bool nested = (a != nullptr && a->is_object()) || (b != nullptr && b->is_object());
  if (!nested) {
    if (textOf(a) != textOf(b))
      differences.push_back({path, textOf(a), textOf(b)});
    return;
  }
  std::vector<std::string> keys;
  for (const Json* side : {a, b}) {
    if (side == nullptr || !side->is_object())
      continue;
    for (const auto& [key, value] : side->items())
      if (std::ranges::find(keys, key) == keys.end())
        keys.push_back(key);
  }
  for (const std::string& key : keys)
    collect(path.empty() ? key : path + "." + key, member(a, key), member(b, key), differences);
}

/// Nodes by their id, so that a changed parameter is named and not the whole list.
Json byId(const Json& nodes)
{
  Json named = Json::object();
  for (const Json& node : nodes)
    if (node.is_object() && node.contains("id") && node["id"].is_string())
      named[node["id"].get<std::string>()] = node;
  return named.size() == nodes.size() ? named : nodes;
}

Result<Json> manifestOf(const std::string& text)
{
  auto json = parseJson(text);
  if (!json || !json->is_object() || json->value("format", Json()) != "zvt.run")
    return fail("backtest.no_run");
  json->erase("results"); // hashes of what is compared below
  json->erase("complete"); // of the folder, and so is the language
  json->erase("report_language");
  json->erase("report_colours");
  json->erase("report"); // of the results, too
  if (Json* strategy = json->contains("strategy") ? &(*json)["strategy"] : nullptr; strategy && strategy->is_object()) {
    if (strategy->contains("document") && (*strategy)["document"].contains("nodes"))
      (*strategy)["document"]["nodes"] = byId((*strategy)["document"]["nodes"]);
  }
  return *std::move(json);
}

/// One line for each entity that has other bars, and so many at most.
void collectEntities(const Json& first, const Json& second, std::vector<RunDifference>& differences)
{
  constexpr std::size_t kNamed = 50;
  const Json none;
  const Json* const sides[] = {member(member(&first, "data"), "entities"), member(member(&second, "data"), "entities")};
  const Json a = sides[0] ? byId(*sides[0]) : none;
  const Json b = sides[1] ? byId(*sides[1]) : none;
  std::vector<RunDifference> found;
  if (a.is_object() && b.is_object()) {
    std::set<std::string> ids;
    for (const Json* side : {&a, &b})
      for (const auto& [id, entity] : side->items())
        ids.insert(id);
    for (const std::string& id : ids)
      if (const std::string left = textOf(member(&a, id)), right = textOf(member(&b, id)); left != right)
        found.push_back({"data.entities." + id, left, right});
  } else if (textOf(&a) != textOf(&b)) {
    found.push_back({"data.entities", textOf(&a), textOf(&b)});
  }
  const std::size_t more = found.size() - std::min(found.size(), kNamed);
  found.resize(found.size() - more);
  std::ranges::move(found, std::back_inserter(differences));
  if (more > 0)
    differences.push_back({"data.entities", "", fmt::format("+{}", more)});
}

std::optional<LineDifference> firstLine(const std::string& file, const std::string& first, const std::string& second)
{
  if (first == second)
    return {};
  const auto a = split(first, '\n');
  const auto b = split(second, '\n');
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string_view left = i < a.size() ? a[i] : std::string_view();
    const std::string_view right = i < b.size() ? b[i] : std::string_view();
    if (left != right)
      return LineDifference{file, i, std::string(left), std::string(right)};
  }
  return {};
}

/// Moments and what the account was worth, from equity.csv.
Result<std::vector<std::pair<LocalTime, double>>> pointsOf(const RunTexts& run)
{
  std::vector<std::pair<LocalTime, double>> points;
  const auto lines = split(run.equity, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty())
      continue;
    const auto cells = split(lines[i], ',');
    const auto time = parseTime(cells[0]);
    const auto equity = cells.size() > 1 ? parseDouble(cells[1]) : std::nullopt;
    if (!time || !equity)
      return fail("backtest.bad_equity", {{"line", std::to_string(i + 1)}});
    points.emplace_back(time->local, *equity);
  }
  return points;
}

int daysOf(const RunTexts& run)
{
  const auto points = pointsOf(run);
  return !points || points->empty() ? 0 : points->back().first.day().days - points->front().first.day().days;
}

/// Growth since the first point at each of @p times.
std::vector<double> growthAt(
    const std::vector<LocalTime>& times, const std::vector<std::pair<LocalTime, double>>& points)
{
  std::vector<double> growth(times.size(), std::nan(""));
  std::size_t next = 0;
  for (std::size_t i = 0; i < times.size() && !points.empty(); ++i) {
    while (next < points.size() && points[next].first <= times[i])
      ++next;
    if (next > 0 && times[i] <= points.back().first && points.front().second > 0)
      growth[i] = points[next - 1].second / points.front().second - 1;
  }
  return growth;
}

}

Result<RunTexts> readRunTexts(const std::filesystem::path& folder, const FileSystem& files)
{
  RunTexts run;
  auto manifest = files.read(folder / "manifest.json");
  if (!manifest || !manifestOf(*manifest))
    return fail(Error{"backtest.no_run", {}, {{"file", folder.string()}}});
  run.manifest = *std::move(manifest);
  ZVT_TRY(run.metrics, files.read(folder / "metrics.json"));
  ZVT_TRY(run.fills, files.read(folder / "fills.csv"));
  ZVT_TRY(run.orders, files.read(folder / "orders.csv"));
  ZVT_TRY(run.equity, files.read(folder / "equity.csv"));
  if (files.exists(folder / "decisions.csv")) {
    ZVT_TRY(run.decisions, files.read(folder / "decisions.csv"));
  }
  return run;
}

RunTexts runTexts(const BacktestRun& run)
{
  const analytics::ReportInput& input = run.report.input;
  return {run.manifest, analytics::metricsJson(run.report.metrics), analytics::fillsCsv(input),
      analytics::ordersCsv(input), analytics::equityCsv(input), analytics::decisionsCsv(input)};
}

std::string titleOf(const RunTexts& run)
{
  const auto manifest = parseJson(run.manifest);
  const Json* name = manifest ? member(member(&*manifest, "strategy"), "name") : nullptr;
  return name != nullptr && name->is_string() ? name->get<std::string>() : std::string();
}

Result<std::vector<RunDifference>> manifestDifferences(const std::string& first, const std::string& second)
{
  std::vector<RunDifference> differences;
  ZVT_TRY(Json manifestA, manifestOf(first));
  ZVT_TRY(Json manifestB, manifestOf(second));
  collectEntities(manifestA, manifestB, differences);
  for (Json* manifest : {&manifestA, &manifestB})
    if (manifest->contains("data") && (*manifest)["data"].is_object())
      (*manifest)["data"].erase("entities");
  collect("", &manifestA, &manifestB, differences);
  return differences;
}

Result<std::map<std::string, std::string>> strategyLeaves(const std::string& manifest)
{
  ZVT_TRY(const Json json, manifestOf(manifest));
  std::vector<RunDifference> all;
  collect("strategy", member(&json, "strategy"), nullptr, all);
  std::map<std::string, std::string> leaves;
  for (RunDifference& one : all)
    leaves.emplace(std::move(one.what), std::move(one.first));
  return leaves;
}

Result<RunComparison> compareRuns(const RunTexts& first, const RunTexts& second)
{
  RunComparison comparison;
  ZVT_TRY(comparison.settings, manifestDifferences(first.manifest, second.manifest));
  ZVT_TRY(const Json metricsA, parseJson(first.metrics));
  ZVT_TRY(const Json metricsB, parseJson(second.metrics));
  collect("metrics", &metricsA, &metricsB, comparison.metrics);
  comparison.firstFill = firstLine("fills.csv", first.fills, second.fills);
  if (!comparison.firstFill)
    comparison.firstFill = firstLine("orders.csv", first.orders, second.orders);
  const bool bothDecided = !first.decisions.empty() && !second.decisions.empty();
  if (!comparison.firstFill && bothDecided)
    comparison.firstFill = firstLine("decisions.csv", first.decisions, second.decisions);
  comparison.firstDays = daysOf(first);
  comparison.secondDays = daysOf(second);
  comparison.sameResults = comparison.metrics.empty() && !comparison.firstFill && first.equity == second.equity;
  return comparison;
}

Result<RunCurves> curvesOf(const RunTexts& first, const RunTexts& second)
{
  ZVT_TRY(const auto a, pointsOf(first));
  ZVT_TRY(const auto b, pointsOf(second));
  RunCurves curves;
  for (const auto* points : {&a, &b})
    for (const auto& [time, equity] : *points)
      curves.times.push_back(time);
  std::ranges::sort(curves.times);
  curves.times.erase(std::unique(curves.times.begin(), curves.times.end()), curves.times.end());
  curves.first = growthAt(curves.times, a);
  curves.second = growthAt(curves.times, b);
  return curves;
}

Result<RunComparison> compareRuns(
    const std::filesystem::path& first, const std::filesystem::path& second, const FileSystem& files)
{
  ZVT_TRY(const RunTexts a, readRunTexts(first, files));
  ZVT_TRY(const RunTexts b, readRunTexts(second, files));
  return compareRuns(a, b);
}

}
