// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/alert_feature.h"

#include "core/alert/exchange_zone.h"
#include "ui/alert/alert_actions.h"
#include "ui/alert/alert_text.h"
#include "ui/alert/alerts.h"
#include "ui/chart/alert_bell_layer.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/drawing_feature.h"
#include "ui/chart/drawing_store.h"
#include "ui/chart/trade_reading.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/alert_lines.h"

#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using widgets::OrderLine;

namespace {

constexpr double kBell = 13; ///< logical pixels
constexpr double kIndent = 170; ///< orders and positions have their tags at the left
/// A whole day by its noon: no zone and no night session makes another day of it.
alert::Anchor anchorOf(const widgets::DrawingAnchor& anchor, const std::string& entity)
{
  const Duration noon = anchor.time.wholeDay ? Duration::hours(12) : Duration();
  return {alert::zoneOf(entity).toUtc(LocalTime{anchor.time.micros + noon.micros}), anchor.price};
}

/// The way back, to the middle of the day where the line is one over days.
widgets::DrawingAnchor anchorOf(const alert::Anchor& anchor, const alert::LineCondition& line, const TimeZone& zone)
{
  const LocalTime local = zone.toLocal(anchor.time);
  const bool wholeDay = market::isDayKeyed(line.level);
  return {{wholeDay ? LocalTime::of(local.day(), {}).micros : local.micros, wholeDay}, anchor.price};
}

const QString kBellRoom = QStringLiteral("      "); ///< before the words of a tag

}

widgets::ChartPaint AlertLineLayer::paint() const
{
  const widgets::ChartPaint whole = OrderLineLayer::paint();
  if (!whole || lines().empty())
    return whole;
  return [whole, shown = lines(), color = widgets::Theme::current().colors().text.secondary](
             QPainter& painter, const widgets::ChartScene& scene) {
    whole(painter, scene);
    for (const widgets::OrderLinePlace& place : widgets::placesOf(shown, scene))
      widgets::drawIcon(painter, QRectF(place.tag.left() + 6, place.tag.center().y() - kBell / 2, kBell, kBell),
          QStringLiteral("bell"), color);
  };
}

AlertFeature::AlertFeature(ChartPanel& owner)
    : ChartFeature(owner)
    , m_layer(new AlertLineLayer(this))
    , m_bells(new AlertBellLayer(this))
{
  Alerts* alerts = owner.context().alerts;
  if (alerts == nullptr)
    return;
  m_tool = new QToolButton(&owner);
  m_tool->setObjectName(QStringLiteral("alertButton"));
  m_tool->setIcon(widgets::icon(QStringLiteral("bell")));
  m_tool->setAutoRaise(true);
  owner.addTool(m_tool);
  connect(m_tool, &QToolButton::clicked, this, &AlertFeature::addHere);
  owner.view()->addLayer(m_bells);
  owner.view()->addLayer(m_layer);
  connect(
      m_bells, &AlertBellLayer::clicked, this,
      [this](const QString& id) { openAlert(panel().context(), id, &panel()); }, Qt::QueuedConnection);
  connect(
      m_bells, &AlertBellLayer::menuWanted, this, [this](QMenu* menu, const QString& id) { fillLineMenu(*menu, id); });
  m_bells->setBusy([this] { return m_drawings && m_drawings->tools().tool().has_value(); });
  m_layer->setJudge([this](const QString&, double price, int ticks) {
    const double raw = rawPrice(price) + 0.01 * ticks;
    return widgets::OrderLineLayer::Verdict{
        raw * m_scale, priceText(raw), raw > 0 ? QString() : Tr::tr("There is no such price."), raw};
  });
  connect(m_layer, &widgets::OrderLineLayer::dropped, this, &AlertFeature::move, Qt::QueuedConnection);
  connect(m_layer, &widgets::OrderLineLayer::closePressed, this, [this, alerts](const QString& id) {
    alerts->remove({id});
    notify(panel().context(), &panel(), widgets::NoteKind::Info, Tr::tr("%n alert(s) deleted", nullptr, 1),
        undoAction([alerts = QPointer(alerts)] {
          if (alerts)
            alerts->undoStack()->undo();
        }));
  });
  connect(m_layer, &widgets::OrderLineLayer::menuWanted, this,
      [this](QMenu* menu, const QString& id) { fillLineMenu(*menu, id); });
  connect(alerts, &Alerts::changed, this, &AlertFeature::showLines);
}

ChartReader AlertFeature::reader()
{
  return [this](const ChartReading& reading) -> Result<std::function<void()>> {
    ZVT_TRY(const double newest, newestScale(reading));
    return std::function<void()>([this, scale = newest] {
      if (scale != m_scale)
        m_layer->returnLine();
      m_scale = scale;
    });
  };
}

void AlertFeature::entityChanged()
{
  m_scale = 1;
  m_layer->setLines({});
  m_bells->setBells({});
}

void AlertFeature::shown()
{
  // Other features are there only now.
  if (!m_drawings && panel().context().alerts != nullptr) {
    m_drawings = panel().feature<DrawingFeature>();
    if (m_drawings) {
      m_drawings->setAlertHandler(
          [this](const widgets::Drawing& drawing, const QString& entity) { addOn(drawing, entity); });
      connect(m_drawings, &DrawingFeature::changed, this, &AlertFeature::followDrawings);
      connect(m_drawings, &DrawingFeature::changed, this, &AlertFeature::showBells);
      const widgets::DrawingLayer* resting = &m_drawings->layer();
      connect(
          resting, &widgets::ChartLayer::changed, m_bells, [this, resting] { m_bells->setScale(resting->scale()); });
      m_bells->setScale(resting->scale());
    }
  }
  showLines();
}

void AlertFeature::retranslate()
{
  if (m_tool != nullptr) {
    m_tool->setToolTip(Tr::tr("Add an a&lert…").remove(u'&'));
    m_tool->setAccessibleName(m_tool->toolTip());
  }
  showLines();
}

void AlertFeature::showLines()
{
  const Alerts* alerts = panel().context().alerts;
  if (alerts == nullptr || !panel().view()->model())
    return;
  std::vector<OrderLine> lines;
  for (const alert::Alert& one : alerts->all()) {
    const auto* price = std::get_if<alert::PriceCondition>(&one.condition);
    if (price == nullptr || one.entityId != panel().request().entityId)
      continue;
    OrderLine line;
    line.id = QString::fromStdString(one.id);
    line.kind = OrderLine::Kind::Position;
    line.price = price->price * m_scale;
    line.text = kBellRoom + testText(price->test);
    const alert::State state = one.state(alerts->now());
    if (state != alert::State::Armed)
      line.text += QStringLiteral(" · ") + stateText(state);
    line.priceText = priceText(price->price);
    line.tip = conditionText(one.condition, one.entityId) + u'\n' + QString::fromStdString(one.message);
    line.movable = true;
    line.indent = kIndent;
    lines.push_back(std::move(line));
  }
  m_layer->setLines(std::move(lines));
  showBells();
}

bool AlertFeature::isDrawn(const alert::Alert& one) const
{
  if (!m_drawings || one.drawing.empty() || !m_drawings->areAllShown())
    return false;
  const auto drawings = m_drawings->layer().drawings();
  const auto at = std::ranges::find(*drawings, QString::fromStdString(one.drawing), &widgets::Drawing::id);
  if (at == drawings->end() || at->hidden)
    return false;
  const auto& watched = std::get<alert::LineCondition>(one.condition);
  return std::ranges::any_of(alertsOf(*at, one.entityId), [&](const alert::Alert& of) {
    const auto* line = std::get_if<alert::LineCondition>(&of.condition);
    return line != nullptr && line->first == watched.first && line->second == watched.second;
  });
}

void AlertFeature::showBells()
{
  const Alerts* alerts = panel().context().alerts;
  const std::string& entity = panel().request().entityId;
  if (alerts == nullptr || !panel().view()->model())
    return;
  std::vector<AlertBell> bells;
  const TimeZone zone = alert::zoneOf(entity);
  for (const alert::Alert& one : alerts->all()) {
    const auto* line = std::get_if<alert::LineCondition>(&one.condition);
    if (line == nullptr || one.entityId != entity)
      continue;
    AlertBell bell;
    bell.id = QString::fromStdString(one.id);
    bell.line = {anchorOf(line->first, *line, zone), anchorOf(line->second, *line, zone),
        static_cast<widgets::AlertLine::Reach>(line->extent)};
    bell.hasDrawing = isDrawn(one);
    bell.state = one.state(alerts->now());
    bell.tip = conditionText(one.condition, one.entityId) + u'\n' + stateText(bell.state);
    if (!one.message.empty())
      bell.tip += u'\n' + QString::fromStdString(one.message);
    bells.push_back(std::move(bell));
  }
  m_bells->setBells(std::move(bells));
}

double AlertFeature::rawPrice(double chartPrice) const
{
  const double raw = chartPrice / m_scale;
  const double step = raw >= 1 ? 100 : 10'000;
  return std::round(raw * step) / step;
}

void AlertFeature::move(const QString& id, double price)
{
  const alert::Alert* found = panel().context().alerts->find(id);
  if (found == nullptr)
    return;
  alert::Alert moved = *found;
  std::get<alert::PriceCondition>(moved.condition).price = price;
  panel().context().alerts->replace(std::move(moved));
}

void AlertFeature::fillLineMenu(QMenu& menu, const QString& id)
{
  Alerts* alerts = panel().context().alerts;
  menu.addAction(widgets::icon(QStringLiteral("pencil")), Tr::tr("&Edit the alert…"), this,
      [this, id] { openAlert(panel().context(), id, &panel()); });
  menu.addAction(widgets::icon(QStringLiteral("clock")), Tr::tr("&Snooze for 5 minutes"), alerts,
      [alerts, id] { alerts->snooze({id}, alerts->now() + Duration::minutes(5)); });
  menu.addAction(widgets::icon(QStringLiteral("trash")), Tr::tr("&Delete the alert"), alerts,
      [alerts, id] { alerts->remove({id}); });
}

void AlertFeature::addHere()
{
  const std::string& entity = panel().request().entityId;
  if (!entity.empty() && panel().context().alerts != nullptr)
    openNewAlert(panel().context(), &panel(), alert::alertAtPrice(entity, alert::kNoValue));
}

void AlertFeature::fillMenu(QMenu& menu)
{
  if (panel().context().alerts == nullptr || panel().request().entityId.empty())
    return;
  QAction* action = nullptr;
  if (const auto wanted = m_layer->takeMenuPrice()) {
    const double price = rawPrice(*wanted);
    action = menu.addAction(
        Tr::tr("A&lert at %1").arg(priceText(price)), this, [this, entity = panel().request().entityId, price] {
          panel().context().alerts->add(alert::alertAtPrice(entity, price));
        });
  } else {
    action = menu.addAction(Tr::tr("Add an a&lert…"), this, &AlertFeature::addHere);
  }
  action->setIcon(widgets::icon(QStringLiteral("bell")));
  action->setObjectName(QStringLiteral("alertHereAction"));
}

std::vector<alert::Alert> AlertFeature::alertsOf(const widgets::Drawing& drawing, const std::string& entity) const
{
  std::vector<alert::Alert> made;
  for (const widgets::AlertLine& line : widgets::alertLinesOf(drawing)) {
    const alert::Anchor from = anchorOf(line.from, entity), to = anchorOf(line.to, entity);
    alert::Alert one = from.time == to.time
        ? alert::alertAtPrice(entity, from.price)
        : alert::alertOnLine(entity, from, to, static_cast<alert::Extent>(line.reach), panel().level());
    one.drawing = drawing.id.toStdString();
    made.push_back(std::move(one));
  }
  return made;
}

void AlertFeature::addOn(const widgets::Drawing& drawing, const QString& entity)
{
  const std::vector<alert::Alert> made = alertsOf(drawing, entity.toStdString());
  if (made.size() == 1) {
    openNewAlert(panel().context(), &panel(), made.front());
    return;
  }
  for (const alert::Alert& one : made)
    panel().context().alerts->add(one);
}

void AlertFeature::followDrawings()
{
  Alerts* alerts = panel().context().alerts;
  const auto drawings = m_drawings->store().drawings(m_drawings->entity());
  if (!drawings)
    return;
  const std::vector<alert::Alert> all = alerts->all();
  for (const widgets::Drawing& drawing : *drawings) {
    const auto isOf = [&](const alert::Alert& one) { return one.drawing == drawing.id.toStdString(); };
    if (std::ranges::count_if(all, isOf) != 1)
      continue;
    const alert::Alert& known = *std::ranges::find_if(all, isOf);
    const auto now = alertsOf(drawing, known.entityId);
    if (now.size() != 1 || now[0].condition.index() != known.condition.index())
      continue;
    alert::Alert moved = known;
    if (const auto* price = std::get_if<alert::PriceCondition>(&now[0].condition)) {
      std::get<alert::PriceCondition>(moved.condition).price = price->price;
    } else {
      const auto& line = std::get<alert::LineCondition>(now[0].condition);
      auto& own = std::get<alert::LineCondition>(moved.condition);
      own.first = line.first;
      own.second = line.second;
      own.extent = line.extent;
    }
    if (moved != known)
      alerts->replace(std::move(moved));
  }
}

}
