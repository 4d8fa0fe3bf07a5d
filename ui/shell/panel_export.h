// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"

#include <string>

class QAbstractItemView;

namespace zvt::ui {

/// The table that a user means inside @p content: the one with the focus, else the largest that can be seen. Null:
/// none.
[[nodiscard]] const QAbstractItemView* tableInView(const QWidget* content);
/// The visible columns of a table in the order they are shown; every row, or the chosen ones.
[[nodiscard]] PanelTable tableOf(const QAbstractItemView& view, bool onlyChosen);
/// Tab-separated, with its header: what spreadsheets paste. Empty without rows.
[[nodiscard]] QString toText(const PanelTable& table);
/// RFC 4180, UTF-8 with a byte order mark, which spreadsheets need to read Chinese.
[[nodiscard]] std::string toCsv(const PanelTable& table);

/// Asks where to, takes the panel's table or picture, and writes it on a worker; ends in Panel::exported() and a toast.
void exportPanel(Panel& panel, ExportFormat format, const Context& context);

}
