// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/lab_charts.h"
#include "ui/shell/panel.h"

namespace zvt::ui {

/// Everything dated of a study, a row a date, with all digits: coefficients by horizon, growth and turnover by bucket,
/// long–short before and after costs, securities with a value. Undefined: empty.
[[nodiscard]] PanelTable studyTable(const analytics::LabResult& result);

}
