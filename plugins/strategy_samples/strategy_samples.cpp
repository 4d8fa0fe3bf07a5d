// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/api/plugin.h"
#include "plugins/strategy_samples/breakout.h"
#include "plugins/strategy_samples/reversal.h"

namespace {

class Samples final : public zvt::plugin::Plugin {
public:
  [[nodiscard]] std::vector<const zvt::plugin::StrategyMaker*> strategies() const override
  {
    return {&m_breakout, &m_reversal};
  }
  [[nodiscard]] const zvt::ParamSchema& options() const override { return m_options; }

private:
  zvt::samples::BreakoutMaker m_breakout;
  zvt::samples::ReversalMaker m_reversal;
  zvt::ParamSchema m_options; ///< none: what a strategy may be told are parameters of the strategy
};

std::unique_ptr<zvt::plugin::Plugin> create(const zvt::plugin::HostServices&)
{
  return std::make_unique<Samples>();
}

constexpr zvt::plugin::Manifest kManifest{.id = "strategy_samples",
    .name = "plugin.strategy_samples",
    .version = "1.1",
    .license = "Apache-2.0",
    .create = create};

}

ZVT_PLUGIN_ENTRY(kManifest)
