// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zvt::ui {

class SettingsWindow;
struct Context;

/// Lets a settings window's import and export ask for files; reading and writing happen on a worker.
void connectTransfer(SettingsWindow& window, const Context& context);

}
