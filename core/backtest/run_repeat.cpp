// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_repeat.h"

#include "core/base/checksum.h"
#include "core/base/json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <set>

namespace zvt::backtest {

namespace {

Result<RunSource> read(const Json& manifest)
{
  const Json& strategy = manifest.at("strategy");
  RunSource source;
  source.language = manifest.value("report_language", std::string());
  source.redUp = manifest.value("report_colours", std::string()) == "red_up";
  std::string hash;
  if (strategy.contains("document")) {
    ZVT_TRY(source.document, strategy::parseStrategy(strategy.at("document").dump()));
    hash = strategy::documentHash(*source.document);
  } else {
    source.script = strategy.at("script").get<std::string>();
    source.settings = strategy.at("settings").get<std::vector<std::string>>();
    source.file = strategy.value("file", std::string("script.lua"));
    source.plugin = strategy.value("plugin", std::string());
    hash = sha256Hex(source.script + fmt::format("{}", fmt::join(source.settings, "\n")));
  }
  if (strategy.at("hash").get<std::string>() != hash)
    return fail("backtest.altered_document");
  return source;
}

}

Result<RunSource> runSourceOf(std::string_view manifestJson)
{
  const auto manifest = parseJson(manifestJson);
  if (!manifest || !manifest->is_object() || manifest->value("format", Json()) != "zvt.run")
    return fail("backtest.no_run");
  try {
    return read(*manifest);
  } catch (const Json::exception&) { // a field is missing or of another type
    return fail("backtest.no_run");
  }
}

Result<RepeatOutcome> repeatOutcome(const std::string& first, const std::string& second)
{
  RepeatOutcome outcome;
  ZVT_TRY(outcome.causes, manifestDifferences(first, second));
  ZVT_TRY(const Json a, parseJson(first));
  ZVT_TRY(const Json b, parseJson(second));
  const Json before = a.value("results", Json::object());
  const Json after = b.value("results", Json::object());
  std::set<std::string> names;
  for (const Json* side : {&before, &after})
    for (const auto& [name, hash] : side->items())
      names.insert(name);
  for (const std::string& name : names)
    if (before.value(name, Json()) != after.value(name, Json()))
      outcome.files.push_back(name);
  return outcome;
}

}
