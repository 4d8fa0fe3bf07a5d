// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zvt::ui {

class PanelRegistry;

/// The panels of the data workspace.
void registerDataPanels(PanelRegistry& registry);

}
