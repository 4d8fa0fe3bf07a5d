// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/run_traits.h"

#include "core/backtest/run_compare.h"
#include "core/backtest/run_repeat.h"

namespace zvt::ui {

namespace {

/// Of the leaves of a manifest: a setting that a person chose, "strategy.document.nodes.cross.params.fast".
bool isSetting(const std::string& what)
{
  return what == "strategy.settings" || what == "strategy.script" || what.starts_with("strategy.document.run.")
      || (what.starts_with("strategy.document.nodes.") && what.find(".params.") != std::string::npos);
}

}

std::string RunTraits::setting(const std::string& what) const
{
  const auto found = settings.find(what);
  return found != settings.end() ? found->second : std::string();
}

RunTraitsPtr traitsOf(const std::string& manifest)
{
  auto traits = std::make_shared<RunTraits>();
  if (auto leaves = backtest::strategyLeaves(manifest))
    traits->settings = *std::move(leaves);
  std::erase_if(traits->settings, [](const auto& leaf) { return !isSetting(leaf.first); });
  if (auto source = backtest::runSourceOf(manifest))
    traits->document = std::move(source->document);
  return traits;
}

}
