// SPDX-License-Identifier: GPL-3.0-or-later
// What features of a chart do when they do nothing, and what the panel does with them.
#include "ui/chart/chart_feature.h"

#include "ui/chart/alert_feature.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/chip_feature.h"
#include "ui/chart/compare_feature.h"
#include "ui/chart/crosshair_feature.h"
#include "ui/chart/drawing_feature.h"
#include "ui/chart/gap_feature.h"
#include "ui/chart/lane_feature.h"
#include "ui/chart/limit_feature.h"
#include "ui/chart/live_feature.h"
#include "ui/chart/market_day_feature.h"
#include "ui/chart/moment_feature.h"
#include "ui/chart/orders_feature.h"
#include "ui/chart/pane_feature.h"
#include "ui/chart/profile_feature.h"
#include "ui/chart/session_feature.h"
#include "ui/chart/template_feature.h"
#include "ui/chart/trades_feature.h"
#include "ui/shell/tr.h"

namespace zvt::ui {

ChartFeature::ChartFeature(ChartPanel& panel)
    : m_panel(panel)
{
}

void ChartFeature::restoreState(const QJsonObject&) { }

void ChartFeature::entityChanged() { }

void ChartFeature::shown() { }

void ChartFeature::complete(widgets::BarUpdate&, const LiveMoment&) { }

void ChartFeature::fillMenu(QMenu&) { }

void ChartFeature::retranslate() { }

QString exDateText()
{
  return Tr::tr("XD", "mark of an ex-date on the time axis");
}

std::vector<std::unique_ptr<ChartFeature>> makeChartFeatures(ChartPanel& panel)
{
  std::vector<std::unique_ptr<ChartFeature>> features; // one line a feature
  features.push_back(std::make_unique<CrosshairFeature>(panel));
  features.push_back(std::make_unique<MomentFeature>(panel));
  features.push_back(std::make_unique<MarketDayFeature>(panel));
  features.push_back(std::make_unique<PaneFeature>(panel));
  features.push_back(std::make_unique<TemplateFeature>(panel));
  features.push_back(std::make_unique<LaneFeature>(panel));
  features.push_back(std::make_unique<SessionFeature>(panel));
  features.push_back(std::make_unique<LimitFeature>(panel));
  features.push_back(std::make_unique<GapFeature>(panel));
  features.push_back(std::make_unique<LiveFeature>(panel));
  features.push_back(std::make_unique<CompareFeature>(panel));
  features.push_back(std::make_unique<ProfileFeature>(panel));
  features.push_back(std::make_unique<ChipFeature>(panel));
  features.push_back(std::make_unique<DrawingFeature>(panel));
  features.push_back(std::make_unique<TradesFeature>(panel));
  features.push_back(std::make_unique<OrdersFeature>(panel));
  features.push_back(std::make_unique<AlertFeature>(panel)); // its lines lie on top
  return features;
}

void ChartPanel::saveFeatures(QJsonObject& state) const
{
  for (const auto& feature : m_features) {
    const QJsonObject part = feature->saveState();
    if (!feature->key().isEmpty() && !part.isEmpty())
      state.insert(feature->key(), part);
  }
}

void ChartPanel::restoreFeatures(const QJsonObject& state)
{
  for (const auto& feature : m_features)
    if (!feature->key().isEmpty())
      feature->restoreState(state.value(feature->key()).toObject());
}

void ChartPanel::complete(widgets::BarUpdate& update, const LiveMoment& moment)
{
  for (const auto& feature : m_features)
    feature->complete(update, moment);
}

void ChartPanel::adjustThrough(TradingDay day)
{
  if (m_request.through && *m_request.through >= day)
    return;
  m_request.through = day;
  m_request.tail = {};
  reload();
}

void ChartPanel::shapeWith(const LiveTail& tail)
{
  m_request.tail = tail;
  reload();
}

void ChartPanel::reload()
{
  if (!m_request.entityId.empty())
    load(true);
}

}
