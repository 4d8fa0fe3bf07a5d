// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zvt::ui {

class ActionRegistry;

/// The commands of the chart with their keys, once for all charts; they act on the one that has the keyboard or had it
/// last. The keys that a chart reads itself are declared for the crib sheet.
/// @return whether this was the first call
bool addChartKeys(ActionRegistry& actions);

}
