// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/watchlist_text.h"
#include "ui/shell/context.h"

#include <QString>

#include <functional>

class QWidget;

namespace zvt::ui {

class Watchlists;

/// The problems of a reading, a line each, at most @p most of them.
[[nodiscard]] QString problemsText(const std::vector<data::WatchTextProblem>& problems, std::size_t most = 12);

/// Asks for a file, reads it off the GUI thread and adds what it holds as new lists (JSON: all of its lists and column
/// sets); tells which lines are bad and imports the others. @p done(id of the first new list).
void importWatchlist(
    const Context& context, Watchlists& lists, QWidget* over, std::function<void(const QString& listId)> done);
/// Asks for a file and writes a list; the ending decides: .csv, .txt, .EBK, .json (then every list and column set).
void exportWatchlist(const Context& context, Watchlists& lists, const QString& listId, QWidget* over);

}
