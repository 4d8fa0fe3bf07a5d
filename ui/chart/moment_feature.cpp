// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/moment_feature.h"

#include "ui/chart/chart_panel.h"
#include "ui/shell/link_moments.h"
#include "widgets/chart/chart_model.h"
#include "widgets/chart/chart_view.h"

#include <algorithm>
#include <utility>

namespace zvt::ui {

MomentFeature::MomentFeature(ChartPanel& panel)
    : ChartFeature(panel)
{
  if (panel.context().links == nullptr)
    return;
  connect(&LinkMoments::of(*panel.context().links), &LinkMoments::chosen, this,
      [this](LinkColor color, const QString& entityId, LocalTime moment, std::optional<market::BarLevel> level) {
        if (color != this->panel().link() || entityId != this->panel().entityId())
          return;
        m_wanted = moment;
        m_level = level;
        m_before.reset();
        go();
      });
}

void MomentFeature::entityChanged()
{
  m_wanted.reset();
  m_level.reset();
  m_before.reset();
  m_isLoading = true;
}

void MomentFeature::shown()
{
  m_isLoading = false;
  go();
}

void MomentFeature::go()
{
  if (m_isLoading || !m_wanted || panel().view()->model() == nullptr)
    return;
  const market::BarLevel shown = panel().level();
  if (const auto level = std::exchange(m_level, std::nullopt);
      level && !market::isDayKeyed(*level) && *level < shown && panel().offers(*level)) {
    m_before = shown;
    change(*level);
    return;
  }
  if (const auto before = std::exchange(m_before, std::nullopt); before && !hasBarAt(*m_wanted)) {
    change(*before); // the minutes that are stored are of other days
    return;
  }
  const LocalTime wanted = *std::exchange(m_wanted, std::nullopt);
  panel().view()->goTo(market::isDayKeyed(shown) ? LocalTime::of(wanted.day()) : wanted);
}

/// Its bars are there when shown() is called.
void MomentFeature::change(market::BarLevel level)
{
  m_isLoading = true;
  panel().setLevel(level);
}

bool MomentFeature::hasBarAt(LocalTime moment) const
{
  const std::vector<std::int64_t>& times = panel().view()->model()->localMicros;
  const auto at = std::ranges::lower_bound(times, moment.micros);
  // A bar is named by its end, that of the last one by midnight where a market never closes.
  return at != times.end() && LocalTime{*at - 1}.day() == LocalTime{moment.micros - 1}.day();
}

}
