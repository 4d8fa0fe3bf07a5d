// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/strategy_code.h"

#include "core/strategy/node_catalog.h"

namespace zvt::backtest {

namespace {

/// A parameter of a document's schema under the name that a setting of code has for it.
ParamSpec named(const std::string& place, ParamSpec spec, const strategy::ParamMap& declared)
{
  if (const auto found = declared.find(spec.key); found != declared.end())
    spec.defaultValue = found->second;
  spec.key = place + "." + spec.key;
  return spec;
}

}

ParamSchema settingsSchema(const CodeFacts& facts)
{
  std::vector<ParamSpec> specs = facts.params;
  for (ParamSpec& spec : specs)
    spec.group = "strategy.group.code";
  for (const ParamSpec& spec : strategy::runSchema().specs())
    if (spec.key != "level") // the finest of its levels
      specs.push_back(named("run", spec, facts.run));
  for (const ParamSpec& spec : strategy::NodeCatalog::builtin().find("account")->params.specs())
    if (spec.key != "size_at") // its orders have their size when they are sent
      specs.push_back(named("account", spec, facts.account));
  return ParamSchema(std::move(specs));
}

}
