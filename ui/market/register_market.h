// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zvt::ui {

class PanelRegistry;
struct Context;

/// Quote and depth, time and sales, intraday line.
void registerMarketPanels(PanelRegistry& registry);
/// Start and pause of the quotes' replay.
void registerMarketActions(const Context& context);

}
