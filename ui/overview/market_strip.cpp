// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/market_strip.h"

#include "ui/shell/tr.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace zvt::ui {

namespace {

constexpr int kCardWidth = 158;
constexpr int kMargin = 8;
constexpr int kWordLine = 20;

void drawLine(QPainter& painter, const QRectF& area, const std::vector<float>& line, const QColor& color)
{
  if (line.size() < 2)
    return;
  const auto [low, high] = std::minmax_element(line.begin(), line.end());
  const qreal span = *high > *low ? *high - *low : 1;
  QPolygonF points;
  for (std::size_t i = 0; i < line.size(); ++i)
    points << QPointF(area.left() + area.width() * static_cast<qreal>(i) / static_cast<qreal>(line.size() - 1),
        area.bottom() - (line[i] - *low) / span * area.height());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, 1.2));
  painter.drawPolyline(points);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

}

IndexCards::IndexCards(QWidget* parent)
    : QWidget(parent)
{
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void IndexCards::setCards(std::vector<IndexCard> cards)
{
  m_cards = std::move(cards);
  m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(m_cards.size()) - 1));
  update();
}

int IndexCards::shown() const
{
  return std::min(static_cast<int>(m_cards.size()), std::max(1, width() / kCardWidth));
}

QRect IndexCards::cardRect(int card) const
{
  const int count = std::max(1, shown());
  const int left = width() * card / count;
  return {left, 0, width() * (card + 1) / count - left, height()};
}

void IndexCards::paintEvent(QPaintEvent*)
{
  const widgets::Theme& theme = widgets::Theme::current();
  const widgets::ThemeTokens& t = theme.colors();
  QPainter painter(this);
  for (int i = 0; i < shown(); ++i) {
    const IndexCard& card = m_cards[static_cast<std::size_t>(i)];
    const QRect rect = cardRect(i);
    const widgets::MarketColors& hue = theme.forChange(card.change);
    painter.setPen(t.line.hair);
    painter.drawLine(rect.topRight(), rect.bottomRight());
    const QRect area = rect.adjusted(8, 4, -8, -4);
    painter.setFont(theme.font(widgets::FontRole::Caption));
    painter.setPen(t.text.secondary);
    painter.drawText(QRect(area.left(), area.top(), area.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(card.name, Qt::ElideRight, area.width()));
    painter.setFont(theme.font(widgets::FontRole::Title, true));
    painter.setPen(hue.text);
    painter.drawText(QRect(area.left(), area.top() + 16, area.width(), 20), Qt::AlignLeft | Qt::AlignVCenter,
        widgets::formatNumber(card.last, card.decimals));
    painter.setFont(theme.font(widgets::FontRole::Caption));
    painter.drawText(QRect(area.left(), area.top() + 36, area.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
        (card.change > 0          ? QStringLiteral("▲ ")
                : card.change < 0 ? QStringLiteral("▼ ")
                                  : QString())
            + widgets::formatSignedPercent(card.change));
    drawLine(painter, QRectF(area.right() - 54, area.top() + 20, 54, 28), card.line, hue.fill);
    if (hasFocus() && i == m_current) {
      painter.setPen(QPen(t.focusRing, 2));
      painter.drawRect(rect.adjusted(1, 1, -2, -2));
    }
  }
}

void IndexCards::mousePressEvent(QMouseEvent* event)
{
  for (int i = 0; i < shown(); ++i)
    if (cardRect(i).contains(event->position().toPoint())) {
      m_current = i;
      update();
      Q_EMIT chosen(m_cards[static_cast<std::size_t>(i)].id);
    }
}

void IndexCards::keyPressEvent(QKeyEvent* event)
{
  const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
  if (step != 0 && !m_cards.empty()) {
    m_current = std::clamp(m_current + step, 0, shown() - 1);
    setAccessibleDescription(m_cards[static_cast<std::size_t>(m_current)].name);
    update();
  } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !m_cards.empty()) {
    Q_EMIT chosen(m_cards[static_cast<std::size_t>(m_current)].id);
  } else {
    QWidget::keyPressEvent(event);
  }
}

void IndexCards::focusInEvent(QFocusEvent* event)
{
  QWidget::focusInEvent(event);
  update();
}

void IndexCards::focusOutEvent(QFocusEvent* event)
{
  QWidget::focusOutEvent(event);
  update();
}

ChangeHistogram::ChangeHistogram(QWidget* parent)
    : QWidget(parent)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChangeHistogram::setOverview(const data::MarketOverview& overview)
{
  m_overview = overview;
  retranslate();
  update();
}

void ChangeHistogram::retranslate()
{
  setAccessibleName(
      Tr::tr("%1 up, %2 unchanged, %3 down").arg(m_overview.up).arg(m_overview.flat).arg(m_overview.down));
  countLines();
  setToolTip(Tr::tr("Securities by change, a bar for each percent; the outermost beyond ±10 %"));
}

void ChangeHistogram::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

std::vector<ChangeHistogram::Word> ChangeHistogram::words() const
{
  const widgets::Theme& theme = widgets::Theme::current();
  const QColor quiet = theme.colors().text.secondary;
  return {{QStringLiteral("▲ %1").arg(m_overview.up), theme.up().text},
      {QStringLiteral("– %1").arg(m_overview.flat), theme.flat().text},
      {QStringLiteral("▼ %1").arg(m_overview.down), theme.down().text},
      {Tr::tr("Limit ▲ %1  ▼ %2").arg(m_overview.limitUp).arg(m_overview.limitDown), quiet},
      {Tr::tr("Median %1").arg(widgets::formatSignedPercent(m_overview.median)), quiet},
      {Tr::tr("Turnover %1").arg(widgets::formatLarge(m_overview.turnover, theme.numberStyle())), quiet}};
}

/// Where the words stand: on one line, or on as many as the width asks for.
std::vector<QPoint> ChangeHistogram::placeWords(const std::vector<Word>& words) const
{
  const QFontMetrics metrics(widgets::Theme::current().font(widgets::FontRole::Body));
  std::vector<QPoint> places;
  QPoint at(kMargin, 2);
  for (const Word& word : words) {
    const int wide = metrics.horizontalAdvance(word.text);
    if (at.x() > kMargin && at.x() + wide > width() - kMargin)
      at = {kMargin, at.y() + kWordLine};
    places.push_back(at);
    at.rx() += wide + 14;
  }
  return places;
}

void ChangeHistogram::countLines()
{
  const int lines = placeWords(words()).back().y() / kWordLine + 1;
  if (std::exchange(m_lines, lines) != lines)
    updateGeometry();
}

void ChangeHistogram::resizeEvent(QResizeEvent*)
{
  countLines();
}

QSize ChangeHistogram::sizeHint() const
{
  return {240, 98 + m_lines * kWordLine};
}

void ChangeHistogram::paintEvent(QPaintEvent*)
{
  const widgets::Theme& theme = widgets::Theme::current();
  const widgets::ThemeTokens& t = theme.colors();
  QPainter painter(this);
  painter.setFont(theme.font(widgets::FontRole::Body));
  const std::vector<Word> said = words();
  const std::vector<QPoint> places = placeWords(said);
  for (std::size_t i = 0; i < said.size(); ++i) {
    painter.setPen(said[i].color);
    painter.drawText(
        QRect(places[i], QSize(width() - places[i].x(), kWordLine)), Qt::AlignLeft | Qt::AlignVCenter, said[i].text);
  }

  // Eleven classes of falls, the unchanged in the middle, eleven of rises.
  const int most =
      std::max({1, m_overview.flat, *std::max_element(m_overview.distribution.begin(), m_overview.distribution.end())});
  const int slots = static_cast<int>(data::kChangeClasses) + 1;
  const int top = 18 + m_lines * kWordLine;
  const QRect area(kMargin, top, width() - 2 * kMargin, height() - top - 20);
  painter.setFont(theme.font(widgets::FontRole::Caption));
  for (int slot = 0; slot < slots; ++slot) {
    const int at = slot < 11 ? slot : slot - 1;
    const int count = slot == 11 ? m_overview.flat : m_overview.distribution[static_cast<std::size_t>(at)];
    const int left = area.left() + area.width() * slot / slots;
    const int right = area.left() + area.width() * (slot + 1) / slots - 2;
    const int high = count == 0 ? 0 : std::max(1, area.height() * count / most);
    const widgets::MarketColors& hue = slot < 11 ? theme.down() : slot > 11 ? theme.up() : theme.flat();
    painter.fillRect(QRect(left, area.bottom() - high, right - left, high), hue.fill);
    if (const QString text = QString::number(count);
        count > 0 && right - left + 6 > painter.fontMetrics().horizontalAdvance(text)) {
      painter.setPen(t.text.secondary);
      painter.drawText(QRect(left - 3, area.bottom() - high - 15, right - left + 6, 14), Qt::AlignCenter, text);
    }
  }
  painter.setPen(t.line.panel);
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  painter.setPen(t.text.muted);
  const auto mark = [&](int slot, const QString& text) {
    const int middle = area.left() + area.width() * slot / slots;
    painter.drawText(QRect(middle - 30, area.bottom() + 2, 60, 16), Qt::AlignCenter, text);
  };
  mark(1, QStringLiteral("−10%"));
  mark(6, QStringLiteral("−5%"));
  painter.drawText(QRect(area.left() + area.width() * 23 / slots / 2 - 30, area.bottom() + 2, 60, 16), Qt::AlignCenter,
      QStringLiteral("0"));
  mark(17, QStringLiteral("+5%"));
  mark(22, QStringLiteral("+10%"));
}

}
