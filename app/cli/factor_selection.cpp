// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/factor_selection.h"

#include "app/cli/option_check.h"
#include "core/base/parallel_for.h"
#include "core/factor/factors/document.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

const TbbParallelFor kParallel;

}

void FactorSelection::addOptions(CLI::App& command, bool showsRows)
{
  command.add_option("name", name, "e.g. MacdFactor")->required();
  command.add_option("--set", parameters, "A parameter, e.g. --set fast=10")->expected(1)->take_all();
  command.add_option("--file", files, "JSON documents of factors of your own");
  bars.level.clear();
  bars.adjust.clear();
  addEntityOption(command, bars.entities)->required();
  command.add_option("--level", bars.level, "1m … 1d 1wk 1mon; else the factor's own")
      ->check(emptyOrParsedBy(market::parseBarLevel));
  command.add_option("--adjust", bars.adjust, "bfq, qfq or hfq; else hfq for stocks and qfq for others")
      ->check(emptyOrParsedBy(market::parseAdjustMode));
  command.add_option("--provider", bars.provider, "Only this provider's bars");
  if (!showsRows)
    return;
  command.add_option("--start", bars.start, "First row that is shown")->check(emptyOrParsedBy(parseTime));
  command.add_option("--end", bars.end, "Last row that is shown")->check(emptyOrParsedBy(parseTime));
}

Result<std::map<std::string, std::string>> readSettings(const std::vector<std::string>& texts)
{
  std::map<std::string, std::string> settings;
  for (const std::string& text : texts) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0)
      return fail("factor.bad_setting", {{"text", text}});
    settings[text.substr(0, sign)] = text.substr(sign + 1);
  }
  return settings;
}

Result<FactorTools> FactorTools::open(app::Services& services, const FactorSelection& selection)
{
  FactorTools tools;
  tools.registry = std::make_unique<factor::FactorRegistry>(factor::FactorRegistry::builtIn());
  for (const std::string& file : selection.files) {
    ZVT_TRY(const std::string text, services.files().read(file));
    auto document = factor::readFactorDocument(text);
    if (!document)
      return fail(std::move(document).error().with("file", file));
    ZVT_TRY_VOID(tools.registry->add(*std::move(document)));
  }
  tools.service = std::make_unique<factor::FactorService>(
      services.profile(), services.marketData(), kParallel, *tools.registry, &services.columns());
  ZVT_TRY(const factor::FactorDefinition* definition, tools.registry->find(selection.name));
  tools.request.factor = selection.name;
  ZVT_TRY(tools.request.parameters, readSettings(selection.parameters));
  tools.request.provider = selection.bars.provider;
  tools.level = definition->level;
  if (!selection.bars.level.empty()) {
    ZVT_TRY(tools.level, market::parseBarLevel(selection.bars.level));
  }
  tools.request.level = tools.level;
  if (!selection.bars.adjust.empty()) {
    ZVT_TRY(tools.request.adjust, market::parseAdjustMode(selection.bars.adjust));
  }
  ZVT_TRY(tools.request.entities, selection.bars.select(services));
  tools.bars = selection.bars;
  return tools;
}

Result<BarTimes> FactorTools::times(app::Services& services, const std::string& entityId) const
{
  return BarTimes::of(services, entityId, level, bars);
}

}
