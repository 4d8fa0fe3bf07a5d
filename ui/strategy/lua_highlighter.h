// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace zvt::ui {

/// Colours of Lua: keywords, texts, numbers and comments, long ones too. Follows the theme. GUI thread.
class LuaHighlighter : public QSyntaxHighlighter {
  Q_OBJECT

public:
  explicit LuaHighlighter(QTextDocument* document);

protected:
  void highlightBlock(const QString& text) override;

private:
  /// Colours to the end of a long text or comment, "]==]" with so many signs; returns the place behind it.
  int highlightLong(const QString& text, int from, int level, bool isComment);
};

}
