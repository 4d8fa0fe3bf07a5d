// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/moment_feature.h"

#include "ui/chart/chart_panel.h"
#include "ui/shell/link_moments.h"
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
        if (level && !market::isDayKeyed(*level) && *level < this->panel().level()
            && std::ranges::find(kChartLevels, *level) != kChartLevels.end()) {
          m_isLoading = true; // its bars are not there yet
          this->panel().setLevel(*level);
        }
        go();
      });
}

void MomentFeature::entityChanged()
{
  m_wanted.reset();
  m_isLoading = true;
}

void MomentFeature::shown()
{
  m_isLoading = false;
  go();
}

void MomentFeature::go()
{
  if (m_isLoading || panel().view()->model() == nullptr)
    return;
  if (const auto wanted = std::exchange(m_wanted, std::nullopt))
    panel().view()->goTo(*wanted);
}

}
