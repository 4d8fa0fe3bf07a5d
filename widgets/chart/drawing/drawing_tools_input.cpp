// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keys do to drawings.
#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/drawing_moves.h"
#include "widgets/chart/drawing/drawing_painter.h"
#include "widgets/chart/drawing/drawing_tools.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kDragged = 4; ///< pixels that make a drag of a click
constexpr double kFast = 10;

bool isFar(QPointF a, QPointF b)
{
  const QPointF d = a - b;
  return std::hypot(d.x(), d.y()) >= kDragged;
}

}

bool DrawingTools::press(const ChartPointer& pointer, const ChartScene& scene)
{
  if (!isReady(scene) || !scene.plots().contains(pointer.position))
    return false;
  const DrawingPlane plane(scene, *m_resting.scale());
  if (!m_tool)
    return pressOnDrawing(pointer, plane);
  if (!takesPlace(pointer.position, scene))
    return false;
  const bool brush = infoOf(*m_tool).places == 0;
  m_drag = Drag{brush ? Drag::What::Brush : Drag::What::Place, pointer.position, pointer.position};
  if (brush) {
    startMaking();
    dragBrush(pointer, plane);
    return true;
  }
  place(
      anchorFor(pointer, plane, m_made && !m_made->anchors.empty() ? &m_made->anchors.back() : nullptr, false), plane);
  return true;
}

bool DrawingTools::pressOnDrawing(const ChartPointer& pointer, const DrawingPlane& plane)
{
  const auto hit = hitOf(plane, *m_resting.drawings(), m_chosen, pointer.position);
  const bool more = pointer.modifiers & Qt::ControlModifier;
  if (!hit) {
    if (more) {
      m_drag = Drag{Drag::What::Box, pointer.position, pointer.position};
      return true;
    }
    choose({});
    return false;
  }
  Drag drag{hit->handle >= 0 ? Drag::What::Handle : Drag::What::Move, pointer.position, pointer.position};
  drag.handle = hit->handle;
  drag.copies = hit->handle < 0 && (pointer.modifiers & Qt::AltModifier);
  if (hit->handle < 0 && more) {
    QSet<QString> ids = m_chosen;
    if (!ids.remove(hit->id))
      ids.insert(hit->id);
    choose(ids);
  } else if (!m_chosen.contains(hit->id)) {
    choose({hit->id});
  } else {
    drag.pressed = hit->id;
  }
  for (Drawing& drawing : chosenDrawings())
    if ((!drawing.locked || drag.copies) && (drag.handle < 0 || drawing.id == hit->id))
      drag.before.push_back(std::move(drawing));
  if (drag.handle >= 0 && !drag.before.empty() && drag.before.front().kind == DrawingKind::Brush)
    drag.what = Drag::What::Move;
  m_drag = std::move(drag);
  return true;
}

void DrawingTools::drag(const ChartPointer& pointer, const ChartScene& scene)
{
  if (!m_drag || !isReady(scene))
    return;
  const DrawingPlane plane(scene, *m_resting.scale());
  m_drag->now = pointer.position;
  switch (m_drag->what) {
  case Drag::What::Brush:
    dragBrush(pointer, plane);
    return;
  case Drag::What::Place:
    m_next = anchorFor(pointer, plane, m_made && !m_made->anchors.empty() ? &m_made->anchors.back() : nullptr, false);
    break;
  case Drag::What::Handle:
  case Drag::What::Move:
    dragChosen(pointer, plane);
    return;
  case Drag::What::Box:
    break;
  }
  Q_EMIT changed();
}

void DrawingTools::dragBrush(const ChartPointer& pointer, const DrawingPlane& plane)
{
  constexpr double kClose = 2; // pixels that are one point
  if (!m_made
      || (!m_made->anchors.empty()
          && std::hypot(plane.at(m_made->anchors.back()).x() - pointer.position.x(),
                 plane.at(m_made->anchors.back()).y() - pointer.position.y())
              < kClose))
    return;
  m_made->anchors.push_back(anchorFor(pointer, plane, nullptr, true));
  Q_EMIT changed();
}

void DrawingTools::dragChosen(const ChartPointer& pointer, const DrawingPlane& plane)
{
  if (m_drag->before.empty() || (!m_drag->moved && !isFar(pointer.position, m_drag->from)))
    return;
  m_drag->moved = true;
  const QPointF moved = pointer.modifiers & Qt::ShiftModifier && m_drag->what == Drag::What::Move
      ? straightened(m_drag->from, pointer.position) - m_drag->from
      : pointer.position - m_drag->from;
  m_live.clear();
  for (const Drawing& drawing : m_drag->before) {
    if (m_drag->what == Drag::What::Move) {
      const double bars =
          std::round(plane.scene().bar(m_drag->from.x() + moved.x()) - plane.scene().bar(m_drag->from.x()));
      m_live.push_back(movedBy(drawing, plane, bars, moved.y()));
      continue;
    }
    const auto index = static_cast<std::size_t>(m_drag->handle);
    const DrawingAnchor* other = drawing.anchors.size() > 1 ? &drawing.anchors[index == 0 ? 1 : 0] : nullptr;
    m_live.push_back(withAnchor(drawing, index, anchorFor(pointer, plane, other, false), plane));
  }
  if (!m_drag->copies) {
    QSet<QString> ids;
    for (const Drawing& drawing : m_live)
      ids.insert(drawing.id);
    m_resting.setWithout(ids);
  }
  Q_EMIT changed();
}

void DrawingTools::finishMove()
{
  const Drag drag = *std::exchange(m_drag, {});
  std::vector<Drawing> after = std::exchange(m_live, {});
  m_resting.setWithout({});
  if (!drag.moved) {
    if (!drag.pressed.isEmpty())
      choose({drag.pressed});
  } else if (drag.copies) {
    addCopies(std::move(after), DrawingEdit::What::Duplicate);
  } else if (after != drag.before) {
    Q_EMIT edited(DrawingEdit{DrawingEdit::What::Move, drag.before, std::move(after)});
  }
  Q_EMIT changed();
}

void DrawingTools::release(const ChartPointer& pointer, const ChartScene& scene)
{
  if (!m_drag)
    return;
  if (!isReady(scene)) {
    (void)letGo();
    return;
  }
  const DrawingPlane plane(scene, *m_resting.scale());
  switch (m_drag->what) {
  case Drag::What::Handle:
  case Drag::What::Move:
    finishMove();
    return;
  case Drag::What::Box: {
    const QRectF box = QRectF(m_drag->from, pointer.position).normalized();
    m_drag.reset();
    choose(drawingsIn(plane, *m_resting.drawings(), box) + m_chosen);
    Q_EMIT changed();
    return;
  }
  case Drag::What::Brush:
    m_drag.reset();
    if (m_made && m_made->anchors.size() > 1) {
      m_made->anchors = simplified(m_made->anchors, plane, 0.7);
      finish(plane);
    }
    m_made.reset();
    Q_EMIT changed();
    return;
  case Drag::What::Place:
    break;
  }
  const Drag drag = *std::exchange(m_drag, {});
  if (m_made && !m_made->anchors.empty() && isFar(pointer.position, drag.from))
    place(anchorFor(pointer, plane, &m_made->anchors.back(), false), plane);
}

std::optional<Qt::CursorShape> DrawingTools::hover(const ChartPointer& pointer, const ChartScene& scene)
{
  if (!isReady(scene))
    return {};
  const DrawingPlane plane(scene, *m_resting.scale());
  if (m_tool) {
    const bool inside = takesPlace(pointer.position, scene);
    m_next.reset();
    if (inside)
      m_next = anchorFor(pointer, plane, m_made && !m_made->anchors.empty() ? &m_made->anchors.back() : nullptr,
          infoOf(*m_tool).places == 0);
    Q_EMIT changed();
    return inside ? std::optional(Qt::CrossCursor) : std::nullopt;
  }
  const auto hit = hitOf(plane, *m_resting.drawings(), m_chosen, pointer.position);
  const QString id = hit ? hit->id : QString();
  if (std::exchange(m_hovered, id) != id)
    Q_EMIT changed();
  if (!hit)
    return {};
  return hit->handle >= 0 ? Qt::SizeAllCursor : Qt::PointingHandCursor;
}

void DrawingTools::leave()
{
  const bool changes = !m_hovered.isEmpty() || m_next;
  m_hovered.clear();
  m_next.reset();
  if (changes)
    Q_EMIT changed();
}

bool DrawingTools::doubleClick(const ChartPointer& pointer, const ChartScene& scene)
{
  if (!isReady(scene))
    return false;
  if (m_tool)
    return true; // the second click of a drawing that is made quickly
  const DrawingPlane plane(scene, *m_resting.scale());
  const auto hit = hitOf(plane, *m_resting.drawings(), m_chosen, pointer.position);
  if (!hit)
    return false;
  choose({hit->id});
  Q_EMIT styleWanted();
  return true;
}

bool DrawingTools::fillMenu(QMenu& menu, QPointF position, const ChartScene& scene)
{
  if (!isReady(scene) || !m_menu)
    return false;
  const DrawingPlane plane(scene, *m_resting.scale());
  const bool byKey = position.x() < 0; // the key has no place: what is chosen is meant
  if (byKey && m_chosen.isEmpty())
    return false;
  if (!byKey) {
    const auto hit = hitOf(plane, *m_resting.drawings(), m_chosen, position);
    if (!hit)
      return false;
    if (!m_chosen.contains(hit->id))
      choose({hit->id});
  }
  m_menu(menu);
  return true;
}

bool DrawingTools::letGo()
{
  if (m_drag) {
    m_drag.reset();
    m_live.clear();
    m_made.reset();
    m_resting.setWithout({});
    Q_EMIT changed();
    return true;
  }
  if (m_made) {
    m_made.reset();
    Q_EMIT changed();
    return true;
  }
  if (m_tool) {
    chooseTool({});
    return true;
  }
  if (m_chosen.isEmpty())
    return false;
  choose({});
  return true;
}

bool DrawingTools::keyPress(const QKeyEvent& event, const ChartScene& scene)
{
  if (event.key() == Qt::Key_Escape)
    return letGo();
  if (!isReady(scene))
    return false;
  const DrawingPlane plane(scene, *m_resting.scale());
  if (m_tool)
    return placeByKey(event, plane);
  if (m_chosen.isEmpty())
    return false;
  switch (event.key()) {
  case Qt::Key_Delete:
  case Qt::Key_Backspace:
    removeChosen();
    return true;
  case Qt::Key_Return:
  case Qt::Key_Enter:
    Q_EMIT styleWanted();
    return true;
  default:
    return moveByKey(event, plane);
  }
}

namespace {

/// Bars and ticks that an arrow goes; nothing: another key.
std::optional<QPointF> stepOf(const QKeyEvent& event)
{
  if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier))
    return {};
  const double far = event.modifiers() & Qt::ControlModifier ? kFast : 1;
  switch (event.key()) {
  case Qt::Key_Left:
    return QPointF(-far, 0);
  case Qt::Key_Right:
    return QPointF(far, 0);
  case Qt::Key_Up:
    return QPointF(0, far);
  case Qt::Key_Down:
    return QPointF(0, -far);
  default:
    return {};
  }
}

double tickOf(const DrawingPlane& plane)
{
  return std::pow(10.0, -plane.scale().priceDecimals());
}

}

bool DrawingTools::moveByKey(const QKeyEvent& event, const DrawingPlane& plane)
{
  const auto step = stepOf(event);
  if (!step || !hasPrices(plane.scene()))
    return false;
  DrawingEdit edit{DrawingEdit::What::Move, {}, {}, true};
  for (const Drawing& drawing : chosenDrawings()) {
    if (drawing.locked)
      continue;
    Drawing moved = movedBy(drawing, plane, step->x(), 0);
    for (DrawingAnchor& anchor : moved.anchors)
      anchor.price = plane.scale().raw(plane.scale().shown(anchor) + step->y() * tickOf(plane), anchor.time);
    edit.before.push_back(drawing);
    edit.after.push_back(std::move(moved));
  }
  if (!edit.before.empty())
    Q_EMIT edited(edit);
  return true;
}

void DrawingTools::startCursor(const DrawingPlane& plane)
{
  if (m_next)
    return;
  if (!m_view.crosshairBar())
    m_view.stepCrosshair(0);
  m_next = closeAt(static_cast<double>(m_view.crosshairBar().value_or(0)) + 0.5, plane);
}

void DrawingTools::moveCursor(double bars, double pixels, const DrawingPlane& plane)
{
  const auto count = static_cast<double>(plane.scene().model().bars->size());
  const double position = plane.scale().position(m_next->time) + bars;
  if (bars != 0 && position >= 0 && position < count && m_view.crosshairBar())
    m_view.stepCrosshair(static_cast<int>(std::floor(position)) - static_cast<int>(*m_view.crosshairBar()));
  const double price = plane.scale().shown(*m_next) + pixels;
  m_next = plane.scale().anchorAt(position, price);
}

bool DrawingTools::placeByKey(const QKeyEvent& event, const DrawingPlane& plane)
{
  const bool enters = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
  const auto step = stepOf(event);
  if (!enters && !step)
    return false;
  if (infoOf(*m_tool).places == 0) // a line by hand needs a hand
    return enters;
  const bool prices = hasPrices(plane.scene());
  if (!prices && !spansPanes(*m_tool))
    return false;
  startCursor(plane);
  if (enters) {
    place(*m_next, plane);
    return true;
  }
  double price = step->y() * tickOf(plane);
  if (prices && std::abs(step->y()) >= kFast) { // ten pixels, or ten ticks where these are more
    const double y = plane.y(plane.scale().shown(*m_next));
    const double pixels = std::abs(plane.scene().value(y - kFast) - plane.scene().value(y));
    price = std::copysign(std::max(std::abs(price), pixels), step->y());
  }
  moveCursor(step->x(), price, plane);
  tellPlace();
  Q_EMIT changed();
  return true;
}

void DrawingTools::tellPlace()
{
  if (!m_tool || !m_resting.scale())
    return;
  const int places = infoOf(*m_tool).places;
  const std::size_t chosen = m_made ? m_made->anchors.size() : 0;
  const DrawingAnchor* at = m_next ? &*m_next : chosen > 0 ? &m_made->anchors.back() : nullptr;
  if (!at)
    return;
  Q_EMIT told(Tr::tr("%1, place %2 of %3: %4 %5")
          .arg(nameOf(*m_tool))
          .arg(std::min(static_cast<int>(chosen) + 1, std::max(1, places)))
          .arg(std::max(1, places))
          .arg(AnchorScale::timeText(at->time),
              formatNumber(m_resting.scale()->shown(*at), m_resting.scale()->priceDecimals())));
}

}
