// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QStringList>

#include <vector>

namespace zvt::ui {

class ActionRegistry;

/// The keys of one context.
struct CribSection {
  QString context; ///< as ActionSpec::context
  QString title;
  struct Line {
    QStringList keys; ///< as the platform writes them
    QString text;
  };
  std::vector<Line> lines;
};

/// All keys, by context: that of the focused panel first, then those that work everywhere, then the other panels'.
/// Lines keep the order of the menus. @p filter leaves those that have the text in words or keys.
[[nodiscard]] std::vector<CribSection> cribSections(
    const ActionRegistry& actions, const QString& focusedContext, const QString& filter = {});

/// As a page of rich text.
struct CribLook {
  QColor text, muted, line, cap;
  int pixels = 12; ///< size of its text
  int columns = 2;
};
[[nodiscard]] QString cribHtml(const std::vector<CribSection>& sections, const CribLook& look);
/// As plain text, for the clipboard.
[[nodiscard]] QString cribText(const std::vector<CribSection>& sections);

}
