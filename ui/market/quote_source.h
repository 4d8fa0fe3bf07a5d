// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QString>

class QMenu;
class QWidget;

namespace zvt::ui {

/// Asks for a file of recorded quotes, reads it off the GUI thread and plays it in place of the paper market's day;
/// says what it holds, or why it cannot be read. @p over what the question and the answer belong to
void openQuoteFile(const Context& context, QWidget* over);
/// The paper market's day again.
void closeQuoteFile(const Context& context);
/// What plays now: "Paper market's day", or the name of the file; empty: this run has no quotes.
[[nodiscard]] QString quoteSourceName(const Context& context);
/// Both sources as entries, the one that plays checked.
void fillQuoteSources(QMenu* menu, const Context& context, QWidget* over);

}
