// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/panel_registry.h"

#include "ui/shell/panel.h"

#include <algorithm>

namespace zvt::ui {

void PanelRegistry::add(PanelSpec spec)
{
  Q_ASSERT(find(spec.id) == nullptr);
  if (spec.helpTopic.isEmpty())
    spec.helpTopic = QStringLiteral("panel-") + spec.id;
  spec.create = [make = std::move(spec.create), id = spec.id, topic = spec.helpTopic](
                    const Context& context, QWidget* parent) {
    Panel* panel = make(context, parent);
    panel->adopt(id, topic, context);
    return panel;
  };
  m_specs.push_back(std::move(spec));
}

const PanelSpec* PanelRegistry::find(const QString& id) const
{
  const auto found = std::find_if(m_specs.begin(), m_specs.end(), [&](const PanelSpec& spec) { return spec.id == id; });
  return found == m_specs.end() ? nullptr : &*found;
}

}
