// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"

#include <functional>
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

/// A file name without suffix from what the panel is called.
[[nodiscard]] QString exportName(const Panel& panel);
/// Forms the content and writes it whole or not at all, on a worker; ends in Panel::exported() and a toast.
void writeExport(Panel& panel, const Context& context, const QString& file, std::function<std::string()> form);
/// Asks where to, takes the panel's table or picture, and writes it on a worker; ends in Panel::exported() and a toast.
void exportPanel(Panel& panel, ExportFormat format, const Context& context);

}
