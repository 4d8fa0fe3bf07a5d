// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_library.h"
#include "ui/factor/indicator.h"

#include <functional>

class QMenu;

namespace zvt::ui {

/// What the legends of a chart offer.
struct IndicatorMenuCalls {
  std::function<void(std::vector<Indicator> indicators)> choose; ///< the list after an edit
  std::function<void(std::size_t index)> settings;
  std::function<void(const Indicator& formula)> editFormula;
  factor::FormulaLibrary saved; ///< formulas that indicators may refer to
};

/// Settings, hide, duplicate, order, pane and removal of indicator @p index.
void fillIndicatorMenu(
    QMenu& menu, const std::vector<Indicator>& indicators, std::size_t index, const IndicatorMenuCalls& calls);

/// Moves the pane of an indicator one up (−1) or down (+1) among those that have panes of their own, with all that
/// share it. Nothing: it has none, or there is nowhere to go. @param saved formulas that they may refer to
[[nodiscard]] std::optional<std::vector<Indicator>> movedPane(
    const std::vector<Indicator>& indicators, std::size_t index, int by, const factor::FormulaLibrary& saved = {});

}
