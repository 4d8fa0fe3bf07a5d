// SPDX-License-Identifier: GPL-3.0-or-later
// What goes on after a flick, and what two fingers do.
#include "widgets/chart/chart_view.h"

#include <QElapsedTimer>
#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr int kFrame = 16; ///< milliseconds

std::int64_t sinceStart()
{
  static const QElapsedTimer timer = [] {
    QElapsedTimer started;
    started.start();
    return started;
  }();
  return timer.elapsed();
}

}

void ChartView::setTimeSource(std::function<std::int64_t()> milliseconds)
{
  m_now = std::move(milliseconds);
}

std::int64_t ChartView::now() const
{
  return m_now ? m_now() : sinceStart();
}

void ChartView::setReducedMotion(bool reduced)
{
  m_reducedMotion = reduced;
  if (reduced)
    stopGliding();
}

void ChartView::stopGliding()
{
  m_kinetic.stop();
  m_frames.stop();
}

void ChartView::startGliding()
{
  if (m_kinetic.release(now()) && !m_reducedMotion)
    m_frames.start(kFrame, Qt::PreciseTimer, this);
  else
    m_kinetic.stop();
}

void ChartView::timerEvent(QTimerEvent* event)
{
  if (event->timerId() != m_frames.timerId()) {
    QWidget::timerEvent(event);
    return;
  }
  const auto moved = m_kinetic.step(now());
  if (moved && *moved != 0 && !panBy(*moved))
    m_kinetic.stop(); // at the end of the bars
  if (!m_kinetic.isGliding())
    m_frames.stop();
}

bool ChartView::panBy(double pixels)
{
  const double before = m_axis.first;
  TimeAxis axis = m_axis;
  axis.first -= pixels / plotWidth() * axis.count;
  axis.clamp(barCount());
  setRange(axis, Move::Pan);
  return m_axis.first != before;
}

void ChartView::zoomAt(double factor, double x)
{
  TimeAxis axis = m_axis;
  axis.zoom(factor, axis.toBar(x, plotWidth()), barCount());
  setRange(axis, Move::Zoom);
}

bool ChartView::takeNativeGesture(const QNativeGestureEvent& event)
{
  if (barCount() == 0 || event.gestureType() != Qt::ZoomNativeGesture)
    return false;
  constexpr double kLeast = 0.1; // a gesture never turns the axis round
  zoomAt(1 / std::max(kLeast, 1 + event.value()), event.position().x());
  return true;
}

bool ChartView::takeGesture(const QGestureEvent& event)
{
  const auto* pinch = qobject_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
  if (pinch == nullptr || barCount() == 0)
    return false;
  m_drag.reset(); // that the first finger began
  const QPointF centre = mapFromGlobal(pinch->centerPoint().toPoint());
  if (pinch->scaleFactor() > 0)
    zoomAt(1 / pinch->scaleFactor(), centre.x());
  if (!pinch->lastCenterPoint().isNull())
    panBy(pinch->centerPoint().x() - pinch->lastCenterPoint().x());
  return true;
}

bool ChartView::event(QEvent* event)
{
  switch (event->type()) {
  case QEvent::MouseButtonPress:
  case QEvent::Wheel:
  case QEvent::KeyPress:
  case QEvent::TouchBegin:
    stopGliding(); // whatever the user does next
    break;
  case QEvent::Hide:
    stopGliding();
    break;
  case QEvent::NativeGesture:
    stopGliding();
    if (takeNativeGesture(*static_cast<QNativeGestureEvent*>(event)))
      return true;
    break;
  case QEvent::Gesture:
    stopGliding();
    if (takeGesture(*static_cast<QGestureEvent*>(event)))
      return true;
    break;
  default:
    break;
  }
  return QWidget::event(event);
}

}
