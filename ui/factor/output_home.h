// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_library.h"
#include "ui/factor/indicator.h"

#include <vector>

namespace zvt::ui {

/// What the values of an expression are like, and so where they are drawn.
enum class OutputHome { Anywhere, Price, Volume, Own };

/// By slot of the graph.
[[nodiscard]] std::vector<OutputHome> homesOf(const factor::ExpressionGraph& graph);
/// Where an output goes. Conditions are marked at the bars unless a pane of their own is wanted.
[[nodiscard]] OutputHome homeOf(
    const factor::Formula& formula, const factor::CompiledOutput& output, IndicatorPane pane, OutputHome natural);
/// Whether it is 1 or 0, or otherwise meant for marks.
[[nodiscard]] bool isMark(const factor::Formula& formula, const factor::CompiledOutput& output);
/// Whether it is drawn at some bars (STICKLINE, DRAWTEXT …) rather than a column of values.
[[nodiscard]] bool isDrawing(const factor::CompiledOutput& output);
/// Whether the next output is the other end of this one, or its number.
[[nodiscard]] bool hasSecond(const factor::CompiledOutput& output);
/// Whether something of it is drawn in a pane of its own; of one that cannot be read: whether it wants one.
/// @param saved formulas that it may refer to
[[nodiscard]] bool hasOwnPane(const Indicator& indicator, const factor::FormulaLibrary& saved);

/// What compile() makes of an indicator, with its parameters. @param saved formulas that it may refer to
[[nodiscard]] Result<factor::Formula> formulaOf(const Indicator& indicator, const factor::FormulaLibrary& saved);

}
