// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_tables.h"

namespace zvt::ui {

/// A column's title by its message key.
[[nodiscard]] std::function<QString()> messageText(const char* key);
[[nodiscard]] widgets::TableCell numberCell(double value, int decimals);
/// Coloured by the value's sign.
[[nodiscard]] widgets::TableCell signedCell(double value, const QString& text);
/// The code that people type, such as 600000.SH; the tool tip says the whole id.
[[nodiscard]] widgets::TableCell codeCell(const std::string& entityId);
/// The name, or the code where none is known.
[[nodiscard]] widgets::TableCell nameCell(const std::string& entityId, const NameOf& nameOf);

}
