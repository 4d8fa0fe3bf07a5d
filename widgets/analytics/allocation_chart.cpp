// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/allocation_chart.h"

#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QChart>
#include <QChartView>
#include <QCoreApplication>
#include <QEvent>
#include <QLegendMarker>
#include <QPieSeries>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::widgets {

namespace {

constexpr std::size_t kMostParts = 7;
constexpr double kWidest = 220; ///< of the ring: more says no more
constexpr double kHole = 0.61; ///< of the ring
constexpr double kFilling = 0.9; ///< of a smaller place

/// Largest first, what is beyond the most parts as one, cash last.
std::vector<AllocationPart> arranged(std::vector<AllocationPart> parts)
{
  std::erase_if(parts, [](const AllocationPart& part) { return !(part.value > 0); });
  std::stable_sort(parts.begin(), parts.end(),
      [](const AllocationPart& a, const AllocationPart& b) { return a.cash != b.cash ? b.cash : a.value > b.value; });
  const auto cash = std::find_if(parts.begin(), parts.end(), [](const AllocationPart& part) { return part.cash; });
  const auto held = static_cast<std::size_t>(cash - parts.begin());
  if (held <= kMostParts)
    return parts;
  AllocationPart rest;
  rest.name = QCoreApplication::translate("zvt::widgets", "Others"); // lupdate misreads Tr in here
  for (std::size_t i = kMostParts - 1; i < held; ++i)
    rest.value += parts[i].value;
  parts.erase(parts.begin() + kMostParts - 1, cash);
  parts.insert(parts.begin() + kMostParts - 1, rest);
  return parts;
}

}

AllocationChart::AllocationChart(QWidget* parent)
    : QWidget(parent)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart, this))
    , m_ring(new QPieSeries(m_chart))
{
  m_view->setFocusPolicy(Qt::NoFocus); // nothing in it takes keys
  m_chart->addSeries(m_ring);
  m_chart->setMargins({});
  m_chart->setBackgroundRoundness(0);
  m_chart->legend()->setAlignment(Qt::AlignRight);
  connect(m_chart, &QChart::plotAreaChanged, m_ring, [ring = m_ring](const QRectF& area) {
    const double side = std::min(area.width(), area.height());
    const double size = side > 0 ? std::min(kFilling, kWidest / side) : kFilling;
    ring->setHoleSize(0); // a hole must never be wider than its ring
    ring->setPieSize(size);
    ring->setHoleSize(kHole * size);
  });
  m_view->setRenderHint(QPainter::Antialiasing);
  m_view->setFrameShape(QFrame::NoFrame);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_view);
  redraw();
}

void AllocationChart::setParts(std::vector<AllocationPart> parts)
{
  m_given = std::move(parts);
  redraw();
}

void AllocationChart::redraw()
{
  const Theme& theme = Theme::current();
  const ThemeTokens& t = theme.colors();
  m_parts = arranged(m_given);
  double total = 0;
  for (const AllocationPart& part : m_parts)
    total += part.value;
  m_chart->setBackgroundBrush(t.surface.panel);
  m_chart->setBackgroundPen(Qt::NoPen);
  m_view->setBackgroundBrush(t.surface.panel);
  m_chart->legend()->setLabelColor(t.text.secondary);
  m_chart->legend()->setFont(theme.font(FontRole::Caption));
  m_ring->clear();
  QStringList words;
  for (std::size_t i = 0; i < m_parts.size(); ++i) {
    const AllocationPart& part = m_parts[i];
    const QString text = part.name + QStringLiteral("  ") + formatPercent(part.value / total, 1);
    QPieSlice* slice = m_ring->append(text, part.value);
    slice->setColor(part.cash ? t.market.flat.button : t.series[i % t.series.size()]);
    slice->setBorderColor(t.surface.panel);
    slice->setBorderWidth(1);
    slice->setLabelVisible(false);
    words << text;
  }
  setAccessibleName(Tr::tr("Allocation") + QStringLiteral(": ") + words.join(QStringLiteral(", ")));
}

void AllocationChart::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange
      || event->type() == QEvent::StyleChange)
    redraw();
  QWidget::changeEvent(event);
}

}
