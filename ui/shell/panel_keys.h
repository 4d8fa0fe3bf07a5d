// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/action_registry.h"

namespace zvt::ui {

/// A command of one kind of panel, with a key that works while such a panel has the keyboard.
/// @param panel its PanelSpec::id @param run on the one that has the keyboard, or had it last
template <typename PanelType>
void addPanelAction(ActionRegistry& actions, const QString& panel, const char* id, const char* icon, const char* keys,
    QString (*text)(), void (*run)(PanelType& panel))
{
  ActionSpec spec;
  spec.id = QLatin1String(id);
  spec.text = text;
  spec.icon = QLatin1String(icon);
  spec.shortcut = QLatin1String(keys);
  spec.context = panel;
  spec.run = [&actions, panel, run](bool) {
    if (auto* host = qobject_cast<PanelType*>(actions.host(panel)))
      run(*host);
  };
  actions.add(std::move(spec));
}

}
