// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDoubleSpinBox;
class QLabel;
class QWidget;

namespace zvt::ui {

inline constexpr int kTicketFieldWidth = 92; ///< pixels
inline constexpr int kTicketRowHeight = 26;
inline constexpr int kTicketGap = 4; ///< between the controls of a row

/// A number with a step; empty shows nothing rather than 0.
[[nodiscard]] QDoubleSpinBox* makeTicketNumber(QWidget* parent, const char* name);
/// What stands before a row.
[[nodiscard]] QLabel* makeTicketLabel(QWidget* parent);
void setFieldProblem(QWidget* field, bool problem);

}
