// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/cost_bar.h"

#include "widgets/base/theme.h"

#include <QPainter>

namespace zvt::widgets {

namespace {

constexpr int kMargin = 8;
constexpr int kBarHeight = 12;
constexpr int kRow = 20;
constexpr int kColumns = 2;
/// Blue, yellow, cyan, orange, green, violet: neighbours that differ most.
constexpr std::array<std::size_t, 6> kSeries{0, 1, 3, 4, 5, 2};

}

CostBar::CostBar(QWidget* parent)
    : QWidget(parent)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CostBar::setCosts(std::vector<CostShare> costs, const QString& emptyText)
{
  m_costs = std::move(costs);
  m_emptyText = emptyText;
  updateGeometry();
  update();
}

double CostBar::total() const
{
  double sum = 0;
  for (const CostShare& cost : m_costs)
    sum += cost.amount;
  return sum;
}

QSize CostBar::sizeHint() const
{
  const int rows = (static_cast<int>(m_costs.size()) + kColumns - 1) / kColumns;
  return {360, kMargin + kBarHeight + 8 + std::max(1, rows) * kRow + kMargin};
}

QSize CostBar::minimumSizeHint() const
{
  return {240, sizeHint().height()};
}

void CostBar::paintEvent(QPaintEvent*)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  QPainter painter(this);
  painter.fillRect(rect(), colors.surface.panel);
  painter.setFont(theme.font(FontRole::Caption));
  const double sum = total();
  if (sum <= 0) {
    painter.setPen(colors.text.muted);
    painter.drawText(rect().adjusted(kMargin, 0, -kMargin, 0), Qt::AlignLeft | Qt::AlignVCenter, m_emptyText);
    return;
  }
  const int full = width() - 2 * kMargin;
  double before = 0;
  for (std::size_t i = 0; i < m_costs.size(); ++i) {
    const QColor color = colors.series[kSeries[i % kSeries.size()]];
    const int left = kMargin + static_cast<int>(full * before / sum);
    before += m_costs[i].amount;
    const int right = kMargin + static_cast<int>(full * before / sum);
    if (right > left)
      painter.fillRect(left, kMargin, std::max(1, right - left - 1), kBarHeight, color);

    const int columnWidth = full / kColumns;
    const QRect cell(kMargin + columnWidth * static_cast<int>(i % kColumns),
        kMargin + kBarHeight + 8 + kRow * static_cast<int>(i / kColumns), columnWidth - 16, kRow);
    painter.fillRect(cell.left(), cell.top() + 6, 9, 9, color);
    painter.setPen(colors.text.primary);
    const QString amount =
        formatNumber(m_costs[i].amount, 2) + QStringLiteral("  ") + formatPercent(m_costs[i].amount / sum, 1);
    const int amountWidth = painter.fontMetrics().horizontalAdvance(amount);
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, amount);
    painter.setPen(colors.text.secondary);
    const QRect nameBox = cell.adjusted(15, 0, -amountWidth - 8, 0);
    painter.drawText(nameBox, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_costs[i].name, Qt::ElideRight, nameBox.width()));
  }
}

}
