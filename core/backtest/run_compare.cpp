// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_compare.h"

#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>

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

Result<Json> manifestOf(const std::filesystem::path& folder, const FileSystem& files)
{
  const auto text = files.read(folder / "manifest.json");
  auto json = text ? parseJson(*text) : Result<Json>(fail("backtest.not_a_run_folder"));
  if (!json || !json->is_object() || json->value("format", Json()) != "zvt.run")
    return fail(Error{"backtest.not_a_run_folder", {}, {{"file", folder.string()}}});
  json->erase("results"); // hashes of what is compared below
  if (Json* strategy = json->contains("strategy") ? &(*json)["strategy"] : nullptr; strategy && strategy->is_object()) {
    if (strategy->contains("document") && (*strategy)["document"].contains("nodes"))
      (*strategy)["document"]["nodes"] = byId((*strategy)["document"]["nodes"]);
  }
  return *std::move(json);
}

Result<Json> metricsOf(const std::filesystem::path& folder, const FileSystem& files)
{
  ZVT_TRY(const std::string text, files.read(folder / "metrics.json"));
  return parseJson(text);
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

}

Result<RunComparison> compareRuns(
    const std::filesystem::path& first, const std::filesystem::path& second, const FileSystem& files)
{
  RunComparison comparison;
  ZVT_TRY(const Json manifestA, manifestOf(first, files));
  ZVT_TRY(const Json manifestB, manifestOf(second, files));
  collect("", &manifestA, &manifestB, comparison.settings);
  ZVT_TRY(const Json metricsA, metricsOf(first, files));
  ZVT_TRY(const Json metricsB, metricsOf(second, files));
  collect("metrics", &metricsA, &metricsB, comparison.metrics);
  comparison.sameResults = comparison.metrics.empty();
  for (const char* name : {"fills.csv", "orders.csv", "equity.csv"}) {
    ZVT_TRY(const std::string a, files.read(first / name));
    ZVT_TRY(const std::string b, files.read(second / name));
    comparison.sameResults = comparison.sameResults && a == b;
    if (!comparison.firstFill && std::string_view(name) != "equity.csv")
      comparison.firstFill = firstLine(name, a, b);
  }
  return comparison;
}

}
