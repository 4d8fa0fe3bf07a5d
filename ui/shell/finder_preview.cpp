// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder_preview.h"

#include "core/data/quote_hub.h"
#include "core/market/entity.h"
#include "ui/shell/finder_delegate.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using widgets::FontRole;
using widgets::Theme;

namespace {

constexpr int kWidth = 292;
constexpr int kChart = 120;
constexpr int kMargin = 12;
constexpr int kRow = 20;

}

FinderPreview::FinderPreview(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
  setObjectName(QStringLiteral("finderPreview"));
  setFixedWidth(kWidth);
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void FinderPreview::showRow(const FinderRow* row)
{
  m_id.clear();
  m_title.clear();
  m_subtitle.clear();
  m_text.clear();
  m_price.clear();
  m_facts.clear();
  m_minutes.clear();
  if (row) {
    m_title = row->title;
    if (row->kind == FinderRow::Kind::Symbol)
      showSymbol(*row);
    else
      m_text = row->problem.isEmpty() ? row->note : row->problem;
  }
  setAccessibleName(m_title);
  setAccessibleDescription(m_text.isEmpty() ? QString(m_price + u' ' + m_change) : m_text);
  update();
}

void FinderPreview::showSymbol(const FinderRow& row)
{
  m_id = row.id;
  m_subtitle = row.code;
  addQuote();
  const double neutral = std::nan("");
  m_facts.push_back({Tr::tr("Kind"), kindOfSecurity(row.id), neutral});
  const auto table = m_context.entities ? m_context.entities() : nullptr;
  const auto index = table ? table->find(row.id.toStdString()) : std::nullopt;
  if (!index)
    return;
  const market::Entity& entity = table->at(*index);
  if (entity.listed)
    m_facts.push_back({Tr::tr("Listed"), QString::fromStdString(entity.listed->iso()), neutral});
  if (entity.delisted)
    m_facts.push_back({Tr::tr("Delisted"), QString::fromStdString(entity.delisted->iso()), neutral});
  if (entity.synthetic)
    m_facts.push_back({Tr::tr("Data"), Tr::tr("synthetic"), neutral});
}

void FinderPreview::addQuote()
{
  const data::QuotePtr quote = m_context.quotes ? m_context.quotes->quote(m_id.toStdString()) : nullptr;
  if (!quote || !std::isfinite(quote->last))
    return;
  m_price = widgets::formatNumber(quote->last, 2);
  m_sign = quote->change();
  m_base = quote->previousClose;
  m_change = widgets::formatSigned(quote->change(), 2) + QStringLiteral("  ")
      + widgets::formatSignedPercent(quote->changeRatio());
  const auto price = [&](const QString& label, double value) {
    m_facts.push_back({label, widgets::formatNumber(value, 2), value - quote->previousClose});
  };
  price(Tr::tr("Open"), quote->open);
  m_facts.push_back({Tr::tr("Previous close"), widgets::formatNumber(quote->previousClose, 2), 0});
  price(Tr::tr("High"), quote->high);
  price(Tr::tr("Low"), quote->low);
  m_facts.push_back(
      {Tr::tr("Turnover"), widgets::formatLarge(quote->turnover, Theme::current().numberStyle()), std::nan("")});
  for (const market::MinutePoint& point : m_context.quotes->minutes(m_id.toStdString()))
    m_minutes.push_back(point.price);
}

int FinderPreview::paintLine(QPainter& painter, const QRect& rect) const
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  double reach = 0;
  for (const double price : m_minutes)
    if (std::isfinite(price))
      reach = std::max(reach, std::abs(price - m_base));
  if (!(reach > 0) || m_minutes.size() < 2)
    return 0;
  painter.fillRect(rect, t.chart.background);
  painter.setPen(t.chart.gridStrong);
  painter.drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y());
  QPainterPath path;
  bool drawing = false;
  for (std::size_t i = 0; i < m_minutes.size(); ++i) {
    if (!std::isfinite(m_minutes[i])) {
      drawing = false;
      continue;
    }
    const QPointF point(
        rect.left() + static_cast<double>(i) * (rect.width() - 1) / static_cast<double>(m_minutes.size() - 1),
        rect.center().y() - (m_minutes[i] - m_base) / reach * (rect.height() / 2 - 4));
    drawing ? path.lineTo(point) : path.moveTo(point);
    drawing = true;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(t.text.primary, 1.2));
  painter.drawPath(path);
  painter.setRenderHint(QPainter::Antialiasing, false);
  return rect.height() + 8;
}

void FinderPreview::paintEvent(QPaintEvent*)
{
  const Theme& theme = Theme::current();
  const widgets::ThemeTokens& t = theme.colors();
  QPainter painter(this);
  painter.setPen(t.line.panel);
  painter.drawLine(0, 0, 0, height());
  QRect line(kMargin, 8, width() - 2 * kMargin, kRow);
  painter.setFont(theme.font(FontRole::Heading, true));
  painter.setPen(t.text.primary);
  const QString title = painter.fontMetrics().elidedText(m_title, Qt::ElideRight, line.width());
  painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
  const int titleWidth = painter.fontMetrics().horizontalAdvance(title);
  painter.setFont(theme.font(FontRole::Body));
  painter.setPen(t.text.muted);
  painter.drawText(line.adjusted(titleWidth + 8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_subtitle);
  line.translate(0, kRow + 4);
  if (!m_text.isEmpty()) {
    painter.setPen(t.text.secondary);
    painter.drawText(line.adjusted(0, 0, 0, 200), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_text);
    return;
  }
  if (!m_price.isEmpty()) {
    painter.setFont(theme.font(FontRole::Figure, true));
    painter.setPen(theme.forChange(m_sign).text);
    line.setHeight(28);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_price);
    const int priceWidth = painter.fontMetrics().horizontalAdvance(m_price);
    painter.setFont(theme.font(FontRole::Body, true));
    painter.drawText(line.adjusted(priceWidth + 10, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_change);
    line.translate(0, 34);
    line.setHeight(kRow);
    line.translate(0, paintLine(painter, QRect(line.left(), line.top(), line.width(), kChart)));
  }
  painter.setFont(theme.font(FontRole::Body));
  for (std::size_t i = 0; i < m_facts.size(); ++i) {
    const int half = line.width() / 2 - 8;
    const QRect cell(line.left() + (i % 2 ? half + 16 : 0), line.top() + static_cast<int>(i / 2) * kRow, half, kRow);
    painter.setPen(t.text.muted);
    painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, m_facts[i].label);
    painter.setPen(std::isnan(m_facts[i].change) ? t.text.primary : theme.forChange(m_facts[i].change).text);
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, m_facts[i].value);
  }
}

}
