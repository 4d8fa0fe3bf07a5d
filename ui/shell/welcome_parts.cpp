// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome_parts.h"

#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QPainter>

namespace zvt::ui {

using widgets::Theme;

IconView::IconView(QString name, int size, QWidget* parent)
    : QWidget(parent)
    , m_name(std::move(name))
{
  setFixedSize(size, size);
}

void IconView::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  widgets::drawIcon(painter, QRectF(rect()), m_name, Theme::current().colors().accent.text);
}

Logo::Logo(QWidget* parent)
    : QWidget(parent)
{
  setFixedSize(44, 44);
}

void Logo::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), t.accent.fill);
  widgets::drawIcon(painter, QRectF(7, 7, 30, 30), QStringLiteral("candles"), t.accent.onFill);
}

KeyCap::KeyCap(QWidget* parent)
    : TextLabel({}, parent)
{
  setRole(static_cast<int>(widgets::FontRole::Caption))->setTone(widgets::TextTone::Secondary);
  setContentsMargins(7, 2, 7, 2);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void KeyCap::paintEvent(QPaintEvent* event)
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  QPainter painter(this);
  widgets::flat::box(painter, rect(), t.surface.bar, t.line.control);
  painter.end();
  TextLabel::paintEvent(event);
}

ModeBox::ModeBox(widgets::TradeMode mode, QWidget* parent)
    : QWidget(parent)
    , m_mode(mode)
{
}

void ModeBox::paintEvent(QPaintEvent*)
{
  const auto& modes = Theme::current().colors().mode;
  const bool isPaper = m_mode == widgets::TradeMode::Paper;
  const widgets::ModeColors& colors = isPaper ? modes.paper : modes.live;
  QPainter painter(this);
  painter.fillRect(rect(), colors.tint);
  painter.setPen(QPen(colors.line, isPaper ? 1 : 2, isPaper ? Qt::DashLine : Qt::SolidLine));
  painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
  widgets::drawIcon(painter, QRectF(14, height() / 2.0 - 9, 18, 18),
      isPaper ? QStringLiteral("pencil") : QStringLiteral("broker"), colors.text);
}

CardRow::CardRow(bool isFirst, QWidget* parent)
    : QWidget(parent)
    , m_isFirst(isFirst)
{
}

void CardRow::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  QPainter painter(this);
  widgets::flat::box(painter, rect(), m_isFirst ? t.surface.rowHover : t.surface.panel,
      m_isFirst ? t.accent.line : t.line.panel, m_isFirst ? 2 : 1, 0);
}

}
