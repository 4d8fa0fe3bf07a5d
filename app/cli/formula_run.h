// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "core/factor/formula.h"

namespace zvt::cli {

/// Runs a formula over the bars of the selected entities and writes a row a bar. Entities are read and computed some at
/// a time (all at once for a formula that compares them); one without bars is noted on standard error and left out.
/// Errors: those of BarSelection, task.cancelled, factor.no_bars_at_all.
Result<void> runFormula(CommandLine& line, app::Services& services, const factor::Formula& formula,
    const BarSelection& bars, Format format);

}
