// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/alert_bell_layer.h"

#include "widgets/base/icons.h"
#include "widgets/base/theme.h"
#include "widgets/chart/drawing/drawing_geometry.h"

#include <QLineF>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

using widgets::AlertLine;
using widgets::AnchorScale;
using widgets::ChartScene;

constexpr double kPlate = 22; ///< logical pixels: the smallest thing to click on
constexpr double kIcon = 14;
constexpr double kInward = 26; ///< from the line's end, so that the drawing's handle stays free
constexpr double kGap = 2;
constexpr double kLegend = 44; ///< two lines of legend at the top of the price pane

struct Place {
  std::optional<std::pair<QPointF, QPointF>> line; ///< what is in sight
  QRectF plate; ///< null: nothing is in sight
};

QRectF plateOn(QPointF from, QPointF to, const QRectF& pane)
{
  QLineF line(from.x() <= to.x() ? from : to, from.x() <= to.x() ? to : from);
  line.setLength(std::max(line.length() / 2, line.length() - kInward));
  const double half = kPlate / 2;
  const QPointF at(std::clamp(line.p2().x(), pane.left() + half, std::max(pane.left() + half, pane.right() - half)),
      std::clamp(
          line.p2().y(), pane.top() + kLegend + half, std::max(pane.top() + kLegend + half, pane.bottom() - half)));
  return {std::round(at.x() - half), std::round(at.y() - half), kPlate, kPlate};
}

std::vector<Place> placesOf(const std::vector<AlertBell>& bells, const AnchorScale& scale, const ChartScene& scene)
{
  const widgets::DrawingPlane plane(scene, scale);
  std::vector<Place> places;
  for (const AlertBell& bell : bells) {
    Place place;
    place.line = widgets::lineWithin(plane.at(bell.line.from), plane.at(bell.line.to),
        bell.line.reach == AlertLine::Reach::Extended, bell.line.reach != AlertLine::Reach::Segment, plane.pane());
    if (place.line) {
      place.plate = plateOn(place.line->first, place.line->second, plane.pane());
      const auto covers = [&](const Place& other) { return other.plate.intersects(place.plate); };
      for (auto at = places.end(); (at = std::ranges::find_if(places, covers)) != places.end();)
        place.plate.moveRight(at->plate.left() - kGap);
    }
    places.push_back(std::move(place));
  }
  return places;
}

QString iconOf(alert::State state)
{
  switch (state) {
  case alert::State::Armed:
    return QStringLiteral("bell");
  case alert::State::Snoozed:
    return QStringLiteral("clock");
  case alert::State::Done:
    return QStringLiteral("check");
  case alert::State::Expired:
  case alert::State::Disabled:
    break;
  }
  return QStringLiteral("bell-off");
}

void paintBells(QPainter& painter, const std::vector<AlertBell>& bells, const std::vector<Place>& places)
{
  const auto& colors = widgets::Theme::current().colors();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < bells.size(); ++i)
    if (places[i].line && !bells[i].hasDrawing) {
      painter.setPen(QPen(colors.text.muted, 1, Qt::DashLine));
      painter.drawLine(places[i].line->first, places[i].line->second);
    }
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t i = 0; i < bells.size(); ++i) {
    if (places[i].plate.isNull())
      continue;
    const bool isArmed = bells[i].state == alert::State::Armed;
    const QRectF& plate = places[i].plate;
    painter.fillRect(plate, colors.surface.menu);
    painter.setPen(QPen(isArmed ? colors.accent.line : colors.line.control, 1));
    painter.drawRect(plate.adjusted(0.5, 0.5, -0.5, -0.5));
    const double edge = (kPlate - kIcon) / 2;
    widgets::drawIcon(painter, plate.adjusted(edge, edge, -edge, -edge), iconOf(bells[i].state),
        isArmed ? colors.text.primary : colors.text.muted);
  }
  painter.restore();
}

}

void AlertBellLayer::setBells(std::vector<AlertBell> bells)
{
  if (m_bells.empty() && bells.empty())
    return;
  m_bells = std::move(bells);
  Q_EMIT changed();
}

void AlertBellLayer::setScale(widgets::AnchorScalePtr scale)
{
  if (m_scale == scale)
    return;
  m_scale = std::move(scale);
  if (!m_bells.empty())
    Q_EMIT changed();
}

QRectF AlertBellLayer::placeOf(const QString& id, const ChartScene& scene) const
{
  const auto at = std::ranges::find(m_bells, id, &AlertBell::id);
  if (at == m_bells.end() || !m_scale || !m_scale->fits(scene.model()))
    return {};
  return placesOf(m_bells, *m_scale, scene)[static_cast<std::size_t>(at - m_bells.begin())].plate;
}

widgets::ChartPaint AlertBellLayer::paint() const
{
  if (m_bells.empty() || !m_scale)
    return {};
  return [bells = m_bells, scale = m_scale](QPainter& painter, const ChartScene& scene) {
    // Anchors belong to the bars that they were joined to; a picture of other bars is about to be replaced.
    if (scale->fits(scene.model()))
      paintBells(painter, bells, placesOf(bells, *scale, scene));
  };
}

const AlertBell* AlertBellLayer::bellAt(QPointF position, const ChartScene& scene) const
{
  if (m_bells.empty() || !m_scale || !m_scale->fits(scene.model()) || (m_isBusy && m_isBusy()))
    return nullptr;
  const std::vector<Place> places = placesOf(m_bells, *m_scale, scene);
  for (std::size_t i = places.size(); i-- > 0;)
    if (places[i].plate.contains(position))
      return &m_bells[i];
  return nullptr;
}

bool AlertBellLayer::press(const widgets::ChartPointer& pointer, const ChartScene& scene)
{
  const AlertBell* bell = bellAt(pointer.position, scene);
  m_pressed = bell != nullptr ? bell->id : QString();
  return bell != nullptr;
}

void AlertBellLayer::release(const widgets::ChartPointer& pointer, const ChartScene& scene)
{
  const QString pressed = std::exchange(m_pressed, {});
  const AlertBell* bell = bellAt(pointer.position, scene);
  if (bell != nullptr && bell->id == pressed)
    Q_EMIT clicked(pressed);
}

std::optional<Qt::CursorShape> AlertBellLayer::hover(const widgets::ChartPointer& pointer, const ChartScene& scene)
{
  const AlertBell* bell = bellAt(pointer.position, scene);
  if (bell == nullptr)
    return {};
  QToolTip::showText(pointer.globalPosition, bell->tip);
  return Qt::PointingHandCursor;
}

bool AlertBellLayer::fillMenu(QMenu& menu, QPointF position, const ChartScene& scene)
{
  const AlertBell* bell = bellAt(position, scene);
  if (bell == nullptr)
    return false;
  Q_EMIT menuWanted(&menu, bell->id);
  return true;
}

}
