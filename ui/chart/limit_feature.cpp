// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/limit_feature.h"

#include "core/data/entity_facts.h"
#include "core/data/market_data.h"
#include "core/market/quote.h"
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/limit_layer.h"

#include <QPointer>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

Result<std::shared_ptr<const widgets::DayLimits>> chartLimits(data::MarketData& marketData, storage::Profile& profile,
    const market::BarSeries& bars, std::optional<Timestamp> asOf)
{
  data::BarRequest request;
  request.entityId = bars.entityId;
  request.asOf = asOf;
  if (!bars.provider.empty())
    request.provider = bars.provider;
  ZVT_TRY(const market::BarSeriesPtr raw, marketData.bars(request));
  ZVT_TRY(const data::EntityFacts facts, data::entityFacts(profile, bars.entityId, {bars.provider}));
  ZVT_TRY(const auto rules, market::RuleBook::load());
  const auto known = data::dayLimits(*raw, data::referencePrices(*raw, facts.actions), facts.subject, *rules);
  const std::vector<double> none(bars.size(), std::nan(""));
  auto limits = std::make_shared<widgets::DayLimits>();
  limits->up = limits->down = none;
  limits->closedAt.assign(bars.size(), 0);
  bool some = false;
  for (std::size_t i = 0, at = 0; i < bars.size(); ++i) {
    while (at < raw->size() && raw->key[at] < bars.key[i])
      ++at;
    if (at == raw->size() || raw->key[at] != bars.key[i] || !known[at] || !(raw->close[at] > 0))
      continue;
    const double scale = bars.close[i] / raw->close[at];
    limits->up[i] = known[at]->up * scale;
    limits->down[i] = known[at]->down * scale;
    limits->closedAt[i] = static_cast<signed char>(known[at]->sideOf(raw->close[at]));
    some = some || std::isfinite(limits->up[i]);
  }
  return some ? limits : nullptr;
}

LimitFeature::LimitFeature(ChartPanel& owner)
    : ChartFeature(owner)
    , m_band(new widgets::LimitLayer(widgets::LimitLayer::Part::Band, this))
    , m_caps(new widgets::LimitLayer(widgets::LimitLayer::Part::Caps, this))
{
  owner.view()->addLayer(m_band);
  owner.view()->addLayer(m_caps);
}

QJsonObject LimitFeature::saveState() const
{
  return isOn() ? QJsonObject{} : QJsonObject{{QStringLiteral("shown"), false}};
}

void LimitFeature::restoreState(const QJsonObject& state)
{
  setOn(state.value(QLatin1String("shown")).toBool(true));
}

void LimitFeature::setOn(bool on)
{
  m_band->setOn(on);
  m_caps->setOn(on);
}

bool LimitFeature::isOn() const
{
  return m_band->isOn();
}

ChartReader LimitFeature::reader()
{
  return [self = QPointer(this)](const ChartReading& reading) -> Result<std::function<void()>> {
    // A brick has no day of its own, and no limits.
    if (reading.model.bars->level == market::BarLevel::Day1 && !reading.model.bars->empty() && !reading.model.shaped) {
      ZVT_TRY(reading.model.limits,
          chartLimits(reading.marketData, reading.profile, *reading.model.bars, reading.request.asOf));
      ZVT_TRY(const data::EntityFacts facts,
          data::entityFacts(reading.profile, reading.model.bars->entityId, {reading.model.bars->provider}));
      ZVT_TRY(const auto rules, market::RuleBook::load());
      return std::function<void()>([self, subject = facts.subject, rules] {
        if (self) {
          self->m_subject = subject;
          self->m_rules = rules;
        }
      });
    }
    return std::function<void()>();
  };
}

data::DayLimit LimitFeature::limitOn(TradingDay day, double previousClose) const
{
  market::BarSeries one;
  one.append({day.days, previousClose, previousClose, previousClose, previousClose, 0, 0});
  return data::dayLimits(one, {previousClose}, m_subject, *m_rules)
      .front()
      .value_or(data::DayLimit{std::nan(""), std::nan("")});
}

void LimitFeature::complete(widgets::BarUpdate& update, const LiveMoment& moment)
{
  const widgets::ChartModel& model = *panel().view()->model();
  if (!model.limits)
    return;
  const market::Quote& quote = moment.quote;
  const std::size_t newest = model.bars->size() - 1;
  data::DayLimit limit{quote.limitUp, quote.limitDown};
  if (!std::isfinite(limit.up) && !std::isfinite(limit.down)) {
    if (!moment.appends && newest < model.limits->up.size()) { // the rule book's
      limit = {model.limits->up[newest] / moment.scale, model.limits->down[newest] / moment.scale};
    } else if (m_rules) {
      limit = limitOn(moment.day, quote.previousClose);
    }
  }
  update.limitUp = limit.up * moment.scale;
  update.limitDown = limit.down * moment.scale;
  update.closedAt = static_cast<signed char>(limit.sideOf(quote.last));
}

void addLimitCommands(std::vector<ChartCommand>& commands)
{
  commands.push_back({ChartCommand::Group::Axis, QStringLiteral("chart.limits"), {}, {},
      [] { return Tr::tr("Price &limits of each day"); },
      [](ChartPanel& panel) {
        if (auto* feature = panel.feature<LimitFeature>())
          feature->setOn(!feature->isOn());
      },
      [](const ChartPanel& panel) {
        const auto* feature = panel.feature<LimitFeature>();
        return feature != nullptr && feature->isOn();
      }});
}

}
