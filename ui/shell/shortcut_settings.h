// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace zvt::ui {

class ActionRegistry;
class Settings;

/// Where the settings keep what the user set: with them it is exported, imported and reset.
inline constexpr std::string_view kShortcutsKey = "shortcuts.keys";

/// Brings the registry's keys in line with the settings, now and whenever they change, as long as both live.
void applyShortcuts(Settings& settings, ActionRegistry& actions);

}
