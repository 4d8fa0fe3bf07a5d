// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/depth_view.h"

#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kRow = 20;
constexpr int kBalance = 22;
constexpr int kMargin = 8;
constexpr int kFewestLevels = 2;

bool isSame(const market::DepthSide& a, const market::DepthSide& b)
{
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

}

DepthView::DepthView(QWidget* parent)
    : QWidget(parent)
{
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
  retranslate();
}

void DepthView::setQuote(const market::Quote& quote, int decimals, double lot)
{
  const bool same = m_hasQuote && isSame(quote.asks, m_quote.asks) && isSame(quote.bids, m_quote.bids)
      && (quote.previousClose == m_quote.previousClose || std::isnan(quote.previousClose)) && decimals == m_decimals
      && lot == m_lot && (quote.limitUp == m_quote.limitUp || std::isnan(quote.limitUp));
  if (same)
    return;
  const int levels = static_cast<int>(std::max<std::size_t>({5, quote.asks.size(), quote.bids.size()}));
  m_quote = quote;
  m_figures = market::bookFigures(quote);
  m_decimals = decimals;
  m_lot = lot;
  m_hasQuote = true;
  if (levels != m_levels) {
    m_levels = levels;
    updateGeometry();
  }
  describe();
  update();
}

void DepthView::clear()
{
  if (!m_hasQuote)
    return;
  m_hasQuote = false;
  m_quote = {};
  m_figures = {};
  describe();
  update();
}

void DepthView::setEmptyText(const QString& text)
{
  if (text == m_emptyText)
    return;
  m_emptyText = text;
  update();
}

void DepthView::retranslate()
{
  setAccessibleName(Tr::tr("Order book"));
  setToolTip(Tr::tr("Click a price, or choose it with the arrows and press Enter, to put it into the order ticket"));
  describe();
  update();
}

void DepthView::describe()
{
  QStringList words;
  for (int row = 0; row < 2 * m_levels; ++row)
    words << rowText(row < m_levels ? Place{true, m_levels - 1 - row} : Place{false, row - m_levels});
  words.removeAll(QString());
  setAccessibleDescription(words.join(QStringLiteral("; ")));
}

QSize DepthView::sizeHint() const
{
  return {200, 2 * m_levels * kRow + kBalance};
}

QSize DepthView::minimumSizeHint() const
{
  return {120, 2 * kFewestLevels * kRow + kBalance};
}

int DepthView::shownLevels() const
{
  return std::clamp((height() - kBalance) / (2 * kRow), 1, m_levels);
}

DepthView::Place DepthView::placeOfRow(int row) const
{
  const int levels = shownLevels();
  if (row < 0 || row >= 2 * levels)
    return {};
  return row < levels ? Place{true, levels - 1 - row} : Place{false, row - levels};
}

int DepthView::rowOf(Place place) const
{
  return place.isAsk ? shownLevels() - 1 - place.level : shownLevels() + place.level;
}

QRect DepthView::rowRect(Place place) const
{
  if (place.level < 0 || place.level >= shownLevels())
    return {};
  const int row = rowOf(place);
  return {0, row * kRow + (place.isAsk ? 0 : kBalance), width(), kRow};
}

DepthView::Place DepthView::placeAt(QPoint position) const
{
  for (int row = 0; row < 2 * shownLevels(); ++row)
    if (const Place place = placeOfRow(row); rowRect(place).contains(position))
      return place;
  return {};
}

const market::DepthLevel* DepthView::levelAt(Place place) const
{
  const market::DepthSide& side = place.isAsk ? m_quote.asks : m_quote.bids;
  const auto at = static_cast<std::size_t>(place.level);
  return place.level >= 0 && at < side.size() ? &side[at] : nullptr;
}

QString DepthView::label(Place place) const
{
  const QString levels = Tr::tr("1 2 3 4 5 6 7 8 9 10", "numbers of the levels of a book");
  const QString level = levels.section(u' ', place.level, place.level);
  return place.isAsk ? Tr::tr("A%1", "ask level in the book").arg(level)
                     : Tr::tr("B%1", "bid level in the book").arg(level);
}

QString DepthView::rowText(Place place) const
{
  const market::DepthLevel* level = levelAt(place);
  if (!level)
    return {};
  return QStringLiteral("%1 %2 %3")
      .arg(label(place), formatNumber(level->price, m_decimals), formatNumber(level->volume / m_lot, 0));
}

double DepthView::largest() const
{
  double most = 0;
  for (const market::DepthSide* side : {&m_quote.asks, &m_quote.bids})
    for (const market::DepthLevel& level : *side)
      most = std::max(most, level.volume);
  return most;
}

void DepthView::paintRow(QPainter& painter, Place place) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const QRect row = rowRect(place);
  const bool isCurrent = place == m_current && hasFocus();
  if (isCurrent)
    painter.fillRect(row, colors.surface.selection);
  else if (place == m_hovered && levelAt(place))
    painter.fillRect(row, colors.surface.rowHover);
  if (isCurrent)
    painter.fillRect(QRect(row.left(), row.top(), 2, row.height()), colors.accent.line);
  const market::DepthLevel* level = levelAt(place);
  const QRect inner = row.adjusted(kMargin, 0, -kMargin, 0);
  if (level) {
    const int room = inner.width() * 45 / 100;
    const double most = largest();
    const int bar = most > 0 ? std::max(1, static_cast<int>(std::lround(level->volume / most * room))) : 0;
    const MarketColors& side = place.isAsk ? theme.down() : theme.up();
    painter.fillRect(QRect(inner.right() - bar + 5, row.top() + 2, bar, row.height() - 4), side.tint);
  }
  painter.setFont(theme.font(FontRole::Body));
  painter.setPen(colors.text.secondary);
  painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, label(place));
  const QRect price = inner.adjusted(0, 0, -inner.width() * 42 / 100, 0);
  if (!level) {
    painter.setPen(colors.text.muted);
    painter.drawText(price, Qt::AlignRight | Qt::AlignVCenter, QString(kMissing));
    return;
  }
  painter.setPen(colors.text.primary);
  painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, formatNumber(level->volume / m_lot, 0));
  const MarketColors& tone = theme.forChange(level->price - m_quote.previousClose);
  const QString text = formatNumber(level->price, m_decimals);
  if (market::atLimit(level->price, m_quote) != market::AtLimit::None) {
    painter.setFont(theme.font(FontRole::Body, true));
    const int wide = painter.fontMetrics().horizontalAdvance(text);
    painter.fillRect(QRect(price.right() - wide - 3, row.top() + 1, wide + 7, row.height() - 2), tone.button);
    painter.setPen(tone.onButton);
  } else {
    painter.setPen(tone.text);
  }
  painter.drawText(price, Qt::AlignRight | Qt::AlignVCenter, text);
}

void DepthView::paintBalance(QPainter& painter) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const QRect row(0, shownLevels() * kRow, width(), kBalance);
  painter.fillRect(row, colors.surface.bar);
  const QRect inner = row.adjusted(kMargin, 0, -kMargin, 0);
  painter.setFont(theme.font(FontRole::Caption));
  painter.setPen(colors.text.secondary);
  const QString head = Tr::tr("Imb.", "imbalance of the book");
  painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, head);
  int left = inner.left() + painter.fontMetrics().horizontalAdvance(head) + 5;
  const MarketColors& tone = theme.forChange(m_figures.imbalance);
  painter.setPen(tone.text);
  const QString imbalance = formatSignedPercent(m_figures.imbalance);
  painter.drawText(inner.adjusted(left - inner.left(), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, imbalance);
  left += painter.fontMetrics().horizontalAdvance(imbalance) + 6;
  const QString difference = formatSigned(m_figures.difference / m_lot, 0);
  painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, difference);
  int right = inner.right() - painter.fontMetrics().horizontalAdvance(difference) - 4;
  const QString sign = Tr::tr("Diff", "bids less asks");
  painter.setPen(colors.text.secondary);
  painter.drawText(
      QRect(inner.left(), row.top(), right - inner.left(), row.height()), Qt::AlignRight | Qt::AlignVCenter, sign);
  right -= painter.fontMetrics().horizontalAdvance(sign) + 6;
  if (right - left < 16 || std::isnan(m_figures.imbalance))
    return;
  const int bids = static_cast<int>(std::lround((right - left) * (m_figures.imbalance + 1) / 2));
  painter.fillRect(QRect(left, row.center().y() - 1, bids, 4), theme.up().fill);
  painter.fillRect(QRect(left + bids, row.center().y() - 1, right - left - bids, 4), theme.down().fill);
}

void DepthView::paintEvent(QPaintEvent*)
{
  ++m_paints;
  QPainter painter(this);
  painter.fillRect(rect(), Theme::current().colors().surface.panel);
  if (!m_quote.hasDepth() && !m_emptyText.isEmpty()) {
    painter.setFont(Theme::current().font(FontRole::Caption));
    painter.setPen(Theme::current().colors().text.muted);
    painter.drawText(rect().adjusted(kMargin, 0, -kMargin, 0), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    return;
  }
  for (int row = 0; row < 2 * shownLevels(); ++row)
    paintRow(painter, placeOfRow(row));
  paintBalance(painter);
}

void DepthView::choose(Place place)
{
  if (const market::DepthLevel* level = levelAt(place))
    Q_EMIT priceChosen(level->price, place.isAsk);
}

void DepthView::move(int rows)
{
  const int from = m_current.level < 0 ? shownLevels() : rowOf(m_current) + rows;
  m_current = placeOfRow(std::clamp(from, 0, 2 * shownLevels() - 1));
  setAccessibleDescription(rowText(m_current));
  update();
}

void DepthView::mouseMoveEvent(QMouseEvent* event)
{
  const Place place = placeAt(event->position().toPoint());
  if (place == m_hovered)
    return;
  update(rowRect(m_hovered));
  m_hovered = place;
  update(rowRect(m_hovered));
}

void DepthView::mousePressEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton)
    return;
  m_current = placeAt(event->position().toPoint());
  update();
  choose(m_current);
}

void DepthView::leaveEvent(QEvent* event)
{
  update(rowRect(m_hovered));
  m_hovered = {};
  QWidget::leaveEvent(event);
}

void DepthView::keyPressEvent(QKeyEvent* event)
{
  switch (event->key()) {
  case Qt::Key_Up:
    return move(-1);
  case Qt::Key_Down:
    return move(1);
  case Qt::Key_Home:
    return move(-2 * shownLevels());
  case Qt::Key_End:
    return move(2 * shownLevels());
  case Qt::Key_Return:
  case Qt::Key_Enter:
  case Qt::Key_Space:
    return choose(m_current);
  default:
    QWidget::keyPressEvent(event);
  }
}

void DepthView::focusInEvent(QFocusEvent* event)
{
  if (m_current.level < 0)
    m_current = {true, 0};
  update();
  QWidget::focusInEvent(event);
}

void DepthView::focusOutEvent(QFocusEvent* event)
{
  update();
  QWidget::focusOutEvent(event);
}

}
