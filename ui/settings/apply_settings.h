// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zvt::ui {

class Settings;

/// Brings theme, up/down scheme, density, language and number style in line with the settings, now and whenever they
/// change, as long as the settings live. Before the first window.
void applySettings(Settings& settings);
/// The language that the settings ask for: "en" or "zh_CN".
[[nodiscard]] QString languageOf(const Settings& settings);

}
