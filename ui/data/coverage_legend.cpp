// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/coverage_legend.h"

#include "ui/shell/tr.h"
#include "widgets/analytics/coverage_calendar.h"
#include "widgets/base/theme.h"

#include <QPainter>

#include <vector>

namespace zvt::ui {

namespace {

struct Entry {
  std::vector<double> fractions; ///< one square each
  widgets::CoverageState state;
  QString text;
};

std::vector<Entry> entries()
{
  using widgets::CoverageState;
  const auto named = [](CoverageState state) { return widgets::CoverageCalendar::nameOf(state); };
  return {{{0.90, 0.94, 0.97, 1.0}, CoverageState::Stored, Tr::tr("90–100%")},
      {{0.5}, CoverageState::Stored, Tr::tr("< 90%")}, {{0}, CoverageState::Failed, named(CoverageState::Failed)},
      {{0}, CoverageState::NeverAsked, named(CoverageState::NeverAsked)},
      {{0}, CoverageState::AskedEmpty, named(CoverageState::AskedEmpty)},
      {{0}, CoverageState::Closed, named(CoverageState::Closed)}};
}

}

void CoverageLegend::paintEvent(QPaintEvent*)
{
  constexpr int kCell = 12, kGap = 2, kTextGap = 6, kEntryGap = 14;
  const widgets::Theme& theme = widgets::Theme::current();
  QPainter painter(this);
  painter.setFont(theme.font(widgets::FontRole::Caption));
  int x = 0;
  const int top = (height() - kCell) / 2;
  for (const Entry& entry : entries()) {
    const int textWidth = painter.fontMetrics().horizontalAdvance(entry.text);
    const int needed = static_cast<int>(entry.fractions.size()) * (kCell + kGap) + kTextGap + textWidth;
    if (x + needed > width())
      return;
    for (const double fraction : entry.fractions) {
      widgets::CoverageCalendar::drawCell(painter, QRect(x, top, kCell, kCell), entry.state, fraction);
      x += kCell + kGap;
    }
    painter.setPen(theme.colors().text.secondary);
    x += kTextGap - kGap;
    painter.drawText(QRect(x, 0, textWidth + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, entry.text);
    x += textWidth + kEntryGap;
  }
}

}
