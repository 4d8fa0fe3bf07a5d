// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/table_delegate.h"

#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include <QPainter>

#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kPadding = 6;

QColor groundOf(const QStyleOptionViewItem& option, const QModelIndex& index)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& t = theme.colors();
  if (option.state & QStyle::State_Selected)
    return option.state & QStyle::State_Active ? t.surface.selection : t.surface.selectionInactive;
  if (const int flash = index.data(FlashRole).toInt())
    return (flash > 0 ? theme.up() : theme.down()).tint;
  if (const QVariant tone = index.data(GroundRole); tone.isValid())
    return static_cast<CellTone>(tone.toInt()) == CellTone::Error ? t.state.error.tint : t.state.warning.tint;
  const auto* table = qobject_cast<const DataTable*>(option.widget);
  if (table ? table->hoveredRow() == index.row() : bool(option.state & QStyle::State_MouseOver))
    return t.surface.rowHover;
  return {};
}

bool isFirstColumn(const QStyleOptionViewItem& option, const QModelIndex& index)
{
  const auto* table = qobject_cast<const QTableView*>(option.widget);
  return table ? table->columnViewportPosition(index.column()) <= 0 && option.rect.left() <= 0
               : option.rect.left() <= 0;
}

void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
  const QColor ground = groundOf(option, index);
  if (ground.isValid())
    painter.fillRect(option.rect, ground);
  if ((option.state & QStyle::State_Selected) && isFirstColumn(option, index)) {
    const ThemeTokens& t = Theme::current().colors();
    painter.fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()),
        option.state & QStyle::State_Active ? t.accent.line : t.line.control);
  }
}

QColor textColor(const QModelIndex& index, bool enabled)
{
  const ThemeTokens& t = Theme::current().colors();
  if (!enabled)
    return t.text.disabled;
  if (index.data(StaleRole).toBool())
    return t.text.muted;
  if (const QVariant brush = index.data(Qt::ForegroundRole); brush.isValid())
    return brush.value<QBrush>().color();
  return toneColor(static_cast<CellTone>(index.data(ToneRole).toInt()));
}

/// A frame of the control line, filled from the left, with a tick where there is a mark.
void paintMeter(QPainter& painter, const QRect& rect, double share, const QVariant& mark, CellTone tone)
{
  const ThemeTokens& t = Theme::current().colors();
  const QColor fill = tone == CellTone::Warning ? t.state.warning.line
      : tone == CellTone::Error                 ? t.state.error.line
                                                : t.accent.line;
  const QRect frame(rect.left(), rect.center().y() - 3, rect.width(), 7);
  painter.fillRect(frame, t.surface.field);
  painter.setPen(t.line.control);
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(frame.adjusted(0, 0, -1, -1));
  const int room = frame.width() - 2;
  painter.fillRect(
      QRect(frame.left() + 1, frame.top() + 1, static_cast<int>(room * std::clamp(share, 0.0, 1.0)), 5), fill);
  if (mark.isValid())
    painter.fillRect(QRect(frame.left() + static_cast<int>(room * std::clamp(mark.toDouble(), 0.0, 1.0)),
                         frame.top() - 3, 1, frame.height() + 6),
        t.text.primary);
}

/// Draws an icon at the left of @p rect and takes its place away from it.
void takeIcon(QPainter& painter, QRect& rect, const QString& name, const QColor& color, bool atRight = false)
{
  const int x = atRight ? rect.right() - 13 : rect.left();
  drawIcon(painter, QRectF(x, rect.center().y() - 6, 14, 14), name, color);
  rect = atRight ? rect.adjusted(0, 0, -18, 0) : rect.adjusted(18, 0, 0, 0);
}

}

QColor toneColor(CellTone tone)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& t = theme.colors();
  switch (tone) {
  case CellTone::Neutral:
    return t.text.primary;
  case CellTone::Secondary:
    return t.text.secondary;
  case CellTone::Muted:
    return t.text.muted;
  case CellTone::Up:
    return theme.up().text;
  case CellTone::Down:
    return theme.down().text;
  case CellTone::Flat:
    return theme.flat().text;
  case CellTone::Accent:
    return t.accent.text;
  case CellTone::Warning:
    return t.state.warning.text;
  case CellTone::Error:
    return t.state.error.text;
  case CellTone::Ok:
    return t.state.ok.text;
  case CellTone::Paper:
    return t.mode.paper.text;
  }
  return t.text.primary;
}

CellTone toneOf(double change)
{
  if (std::isnan(change))
    return CellTone::Muted;
  return change > 0 ? CellTone::Up : change < 0 ? CellTone::Down : CellTone::Flat;
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  QStyleOptionViewItem item = option;
  initStyleOption(&item, index);
  painter->save();
  paintGround(*painter, item, index);
  QColor color = textColor(index, item.state & QStyle::State_Enabled);
  QRect rect = item.rect.adjusted(kPadding, 0, -kPadding, 0);
  if (item.features & QStyleOptionViewItem::HasCheckIndicator) {
    QStyleOptionButton check;
    check.rect = QRect(rect.left(), rect.center().y() - 6, 14, 14);
    check.state = item.state & ~QStyle::State_HasFocus;
    check.state |= item.checkState == Qt::Checked ? QStyle::State_On
        : item.checkState == Qt::PartiallyChecked ? QStyle::State_NoChange
                                                  : QStyle::State_Off;
    flat::drawPrimitive(QStyle::PE_IndicatorCheckBox, check, *painter, item.widget);
    rect.adjust(20, 0, 0, 0);
  }
  if (const QString name = index.data(IconRole).toString(); !name.isEmpty())
    takeIcon(*painter, rect, name, color);
  else if (!item.icon.isNull()) {
    item.icon.paint(painter, QRect(rect.left(), rect.center().y() - 7, 16, 16));
    rect.adjust(20, 0, 0, 0);
  }
  QFont font = item.font;
  const bool right = item.displayAlignment & Qt::AlignRight;
  if (const int limit = index.data(LimitRole).toInt()) {
    const MarketColors& hue = limit > 0 ? Theme::current().up() : Theme::current().down();
    font.setWeight(QFont::DemiBold);
    const int wide = QFontMetrics(font).horizontalAdvance(item.text) + 12;
    const QRect ground(
        right ? item.rect.right() - wide : item.rect.left() + 1, item.rect.top() + 2, wide, item.rect.height() - 4);
    flat::box(*painter, ground, hue.button, {});
    color = hue.onButton;
  } else if (index.data(StrongRole).toBool()) {
    font.setWeight(QFont::DemiBold);
  }
  if (index.data(StaleRole).toBool() && !right)
    takeIcon(*painter, rect, QStringLiteral("clock"), color, true);
  if (const QVariant bar = index.data(BarRole); bar.isValid()) {
    const int room = std::min(24, rect.width() / 3);
    painter->fillRect(
        QRect(rect.left(), rect.center().y() - 2, static_cast<int>(room * std::clamp(bar.toDouble(), 0.0, 1.0)), 5),
        Theme::current().colors().accent.line);
  }
  if (const QVariant meter = index.data(MeterRole); meter.isValid()) {
    paintMeter(*painter, rect, meter.toDouble(), index.data(MeterMarkRole),
        static_cast<CellTone>(index.data(ToneRole).toInt()));
    painter->restore();
    return;
  }
  painter->setFont(font);
  painter->setPen(color);
  const QString text = right ? item.text : QFontMetrics(font).elidedText(item.text, item.textElideMode, rect.width());
  painter->drawText(rect, static_cast<int>(item.displayAlignment) | Qt::TextSingleLine, text);
  painter->restore();
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  size.setHeight(Theme::current().rowHeight());
  size.rwidth() += 4;
  return size;
}

}
