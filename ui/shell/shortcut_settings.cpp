// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_settings.h"

#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"

namespace zvt::ui {

void applyShortcuts(Settings& settings, ActionRegistry& actions)
{
  const auto take = [&settings, &actions] {
    actions.setBindings(ShortcutBindings::fromText(settings.text(kShortcutsKey)));
  };
  take();
  QObject::connect(&settings, &Settings::changed, &actions, [take](const QString& key) {
    if (key.toStdString() == kShortcutsKey)
      take();
  });
}

}
