// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/api/plugin.h"

namespace {

class GoodPlugin final : public zvt::plugin::Plugin {
public:
  [[nodiscard]] const zvt::ParamSchema& options() const override { return m_options; }

private:
  zvt::ParamSchema m_options;
};

std::unique_ptr<zvt::plugin::Plugin> create(const zvt::plugin::HostServices&)
{
  return std::make_unique<GoodPlugin>();
}

constexpr zvt::plugin::Manifest kManifest{.id = "good", .name = "Good", .version = "3.1", .create = create};

}

ZVT_PLUGIN_ENTRY(kManifest)
