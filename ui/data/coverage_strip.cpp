// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/coverage_strip.h"

#include "widgets/base/theme.h"

#include <QPainter>

#include <algorithm>

namespace zvt::ui {

CoverageStrip::CoverageStrip(
    std::function<const data::DataSetCoverage*(const QModelIndex& index)> setOf, QObject* parent)
    : TableDelegate(parent)
    , m_setOf(std::move(setOf))
{
}

void CoverageStrip::setSpan(TradingDay first, TradingDay last)
{
  m_first = first;
  m_last = std::max(first + 1, last);
}

void CoverageStrip::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  TableDelegate::paint(painter, option, index);
  const data::DataSetCoverage* set = m_setOf(index);
  if (set == nullptr || set->days.empty())
    return;
  const auto& colors = widgets::Theme::current().colors().coverage;
  const QRect strip = option.rect.adjusted(6, (option.rect.height() - 12) / 2, -6, 0);
  const auto xOf = [&](TradingDay day) {
    return strip.left() + static_cast<int>(std::int64_t{day - m_first} * strip.width() / (m_last - m_first + 1));
  };
  painter->save();
  QPen dashes(widgets::Theme::current().colors().line.control);
  dashes.setDashPattern({2, 2});
  painter->setPen(dashes);
  painter->setBrush(Qt::NoBrush);
  painter->drawRect(QRect(strip.left(), strip.top(), strip.width() - 1, 11));
  // A pixel stands for several days: it is as complete as these are together.
  const int end = xOf(set->days.back().day);
  auto day = set->days.begin();
  for (int x = xOf(set->days.front().day); x <= end; ++x) {
    data::CoverageCounts sum;
    for (; day != set->days.end() && xOf(day->day) <= x; ++day)
      sum += day->series;
    if (sum.due == 0)
      sum.due = sum.stored = 1; // no day of its own: as its neighbours, which fill the bar
    constexpr double kComplete = 0.9;
    const double complete = sum.completeness();
    painter->fillRect(QRect(x, strip.top(), 1, 12), complete >= kComplete ? colors.complete[2] : colors.partial);
  }
  painter->restore();
}

}
