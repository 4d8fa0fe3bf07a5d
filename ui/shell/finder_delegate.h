// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QStyledItemDelegate>

namespace zvt::ui {

struct FinderRow;

/// Draws the lines of the search: headings, icons, what was typed in the accent's colour, codes, prices, shortcuts.
class FinderDelegate : public QStyledItemDelegate {
public:
  FinderDelegate(const Context& context, QObject* parent);
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
  void paintSymbol(QPainter& painter, const QRect& rect, const FinderRow& row) const;
  void paintCommand(QPainter& painter, const QRect& rect, const FinderRow& row) const;
  Context m_context;
};

/// A text with some of its characters in the accent's colour and bold, elided at the right. Returns the width drawn.
int drawMarked(QPainter& painter, const QRect& rect, const QString& text, const std::vector<std::uint16_t>& marks,
    const QColor& color);
/// "Ctrl+K" as a key cap, its right edge at @p rect's. Returns its width.
int drawKeyCap(QPainter& painter, const QRect& rect, const QString& keys);
/// "Main board Shanghai", "Index" …: what a security is, in a word or two.
[[nodiscard]] QString kindOfSecurity(const QString& entityId);

}
