// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_library.h"
#include "ui/factor/indicator.h"
#include "widgets/chart/pane_buttons.h"

#include <functional>
#include <optional>

class QMenu;

namespace zvt::ui {

/// What the legends of a chart offer.
struct IndicatorMenuCalls {
  std::function<void(std::vector<Indicator> indicators)> choose; ///< the list after an edit
  std::function<void(std::size_t index)> settings;
  std::function<void(const Indicator& formula)> editFormula;
  factor::FormulaLibrary saved; ///< formulas that indicators may refer to
  /// The pane of its own that an indicator is drawn in; nothing: it has none, or shares that of price or volume.
  std::function<std::optional<widgets::PaneButtons::State>(std::size_t index)> paneState = {};
  std::function<void(widgets::PaneAct act, std::size_t index)> act = {};
};

/// Settings, hide, duplicate, order, pane and removal of indicator @p index.
void fillIndicatorMenu(
    QMenu& menu, const std::vector<Indicator>& indicators, std::size_t index, const IndicatorMenuCalls& calls);
/// Up, down, all the room, collapse.
void addPaneActs(QMenu& menu, const widgets::PaneButtons::State& state, std::function<void(widgets::PaneAct)> act);

}
