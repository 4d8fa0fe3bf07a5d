// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::ui {

/// What the user set, as a document for another computer: {"format":"zvt-settings","version":1,"values":{key: text}}.
/// Defaults are left out.
[[nodiscard]] std::string settingsToText(const Settings& settings);

struct ReadSettings {
  SettingValues values; ///< checked
  std::vector<std::string> skipped; ///< keys that this program does not know or whose values do not fit
};
/// Errors: settings.bad_file when it is not such a document.
[[nodiscard]] Result<ReadSettings> settingsFromText(const ParamSchema& schema, std::string_view text);

}
