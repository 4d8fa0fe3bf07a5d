// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/nodegraph/node_canvas.h"

#include "widgets/base/theme.h"
#include "widgets/nodegraph/node_painter.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLeastZoom = 0.25;
constexpr double kMostZoom = 2;
constexpr double kWheelStep = 1.15;
constexpr double kAir = 32; ///< around the graph when it is fitted

QPointF snapped(const QPointF& point)
{
  const double grid = Theme::current().metrics().canvasGrid / 2.0;
  return {std::round(point.x() / grid) * grid, std::round(point.y() / grid) * grid};
}

}

NodeCanvas::NodeCanvas(QWidget* parent)
    : QWidget(parent)
{
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NodeCanvas::setGraph(NodeGraph graph)
{
  const bool first = m_graph.nodes.empty();
  m_graph = std::move(graph);
  if (m_graph.find(m_selected) == nullptr)
    select({});
  if (selectedLink() == nullptr)
    m_selectedLink.reset();
  if (first)
    fit();
  describeSelection();
  update();
}

const GraphLink* NodeCanvas::selectedLink() const
{
  for (const GraphLink& link : m_graph.links)
    if (m_selectedLink && link.joinsSame(*m_selectedLink))
      return &link;
  return nullptr;
}

void NodeCanvas::selectLink(std::optional<GraphLink> link)
{
  m_selectedLink = std::move(link);
  update();
}

void NodeCanvas::select(const QString& id)
{
  selectLink(std::nullopt);
  if (id == m_selected)
    return;
  m_selected = id;
  describeSelection();
  update();
  Q_EMIT selectionChanged(id);
}

void NodeCanvas::describeSelection()
{
  const GraphNode* node = m_graph.find(m_selected);
  setAccessibleDescription(node ? QString(node->title + QStringLiteral(", ") + node->summary) : QString());
}

void NodeCanvas::reveal(const QString& id)
{
  const GraphNode* node = m_graph.find(id);
  if (node == nullptr)
    return;
  const QRectF frame = layoutOf(*node).frame;
  const QRectF shown(toCanvas({0, 0}), toCanvas(QPointF(width(), height())));
  if (shown.contains(frame))
    return;
  m_fitted = false;
  m_offset = QPointF(width(), height()) / 2 - frame.center() * m_zoom;
  update();
}

void NodeCanvas::setZoom(double zoom, const QPointF& anchor)
{
  const QPointF fixed = toCanvas(anchor);
  m_zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
  m_offset = anchor - fixed * m_zoom;
  m_fitted = false;
  update();
  Q_EMIT zoomChanged(m_zoom);
}

void NodeCanvas::fit()
{
  m_fitted = true;
  const QRectF bounds = boundsOf(m_graph);
  if (!bounds.isEmpty()) {
    const double room = std::min((width() - 2 * kAir) / bounds.width(), (height() - 2 * kAir) / bounds.height());
    m_zoom = std::clamp(room, kLeastZoom, 1.0);
    const QPointF offset = QPointF(width(), height()) / 2 - bounds.center() * m_zoom;
    m_offset = {std::round(offset.x()), std::round(offset.y())};
  }
  update();
  Q_EMIT zoomChanged(m_zoom);
}

QPointF NodeCanvas::toCanvas(const QPointF& widgetPoint) const
{
  return (widgetPoint - m_offset) / m_zoom;
}

QPointF NodeCanvas::toWidget(const QPointF& canvasPoint) const
{
  return canvasPoint * m_zoom + m_offset;
}

void NodeCanvas::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), Theme::current().colors().surface.window);
  painter.translate(m_offset);
  painter.scale(m_zoom, m_zoom);
  paintGrid(painter, QRectF(toCanvas({0, 0}), toCanvas(QPointF(width(), height()))), m_zoom);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const GraphLink& link : m_graph.links)
    paintLink(painter, m_graph, link,
        m_selectedLink ? link.joinsSame(*m_selectedLink) : link.fromNode == m_selected || link.toNode == m_selected);
  painter.translate(0.5 / m_zoom, 0.5 / m_zoom);
  for (const GraphNode& node : m_graph.nodes)
    paintNode(painter, node, node.id == m_selected);
  paintRubber(painter);
  if (hasFocus() && m_keyboardFocus && m_selected.isEmpty()) {
    painter.resetTransform();
    painter.setPen(QPen(Theme::current().colors().focusRing, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

void NodeCanvas::paintRubber(QPainter& painter) const
{
  if (m_drag != Drag::Link || !m_linkStart)
    return;
  const ThemeTokens& colors = Theme::current().colors();
  painter.setPen(QPen(colors.port.value(m_linkStart->color, colors.accent.line), 1.5, Qt::DashLine));
  painter.drawLine(m_linkStart->centre, m_rubber);
}

void NodeCanvas::endLink(const QPointF& point)
{
  const std::optional<PortHit> start = std::exchange(m_linkStart, std::nullopt);
  const std::optional<PortHit> end = portAt(m_graph, point);
  update();
  if (!start || !end || start->output == end->output)
    return;
  const PortHit& from = start->output ? *start : *end;
  const PortHit& to = start->output ? *end : *start;
  Q_EMIT linkDrawn({from.node, from.port, to.node, to.port, from.color, false});
}

void NodeCanvas::resizeEvent(QResizeEvent* event)
{
  if (m_fitted)
    fit();
  QWidget::resizeEvent(event);
}

void NodeCanvas::mousePressEvent(QMouseEvent* event)
{
  m_pressed = event->position();
  if (const auto port = portAt(m_graph, toCanvas(m_pressed)); port && event->button() == Qt::LeftButton) {
    m_linkStart = port;
    m_rubber = port->centre;
    m_drag = Drag::Link;
    return;
  }
  const GraphNode* node = nodeAt(m_graph, toCanvas(m_pressed));
  if (event->button() == Qt::LeftButton && node != nullptr) {
    m_start = node->position;
    m_drag = Drag::Node;
    select(node->id);
    return;
  }
  if (event->button() == Qt::LeftButton) {
    select({});
    if (const auto link = linkAt(m_graph, toCanvas(m_pressed))) {
      selectLink(m_graph.links[*link]);
      return;
    }
  }
  m_drag = Drag::Pan;
  m_start = m_offset;
}

void NodeCanvas::mouseMoveEvent(QMouseEvent* event)
{
  const QPointF moved = event->position() - m_pressed;
  if (m_drag == Drag::Pan) {
    m_offset = m_start + moved;
    m_fitted = false;
    update();
  } else if (m_drag == Drag::Link) {
    m_rubber = toCanvas(event->position());
    update();
  } else if (GraphNode* node = m_drag == Drag::Node ? m_graph.find(m_selected) : nullptr) {
    node->position = snapped(m_start + moved / m_zoom);
    update();
  }
}

void NodeCanvas::mouseReleaseEvent(QMouseEvent* event)
{
  const Drag ended = std::exchange(m_drag, Drag::None);
  if (ended == Drag::Link) {
    endLink(toCanvas(event->position()));
    return;
  }
  const GraphNode* node = ended == Drag::Node ? m_graph.find(m_selected) : nullptr;
  if (node == nullptr || node->position == m_start)
    return;
  m_fitted = false;
  const QPointF position = node->position;
  Q_EMIT nodeMoved(m_selected, position);
}

void NodeCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (const GraphNode* node = nodeAt(m_graph, toCanvas(event->position())))
    Q_EMIT nodeActivated(node->id);
}

void NodeCanvas::wheelEvent(QWheelEvent* event)
{
  const double notches = event->angleDelta().y() / 120.0;
  setZoom(m_zoom * std::pow(kWheelStep, notches), event->position());
  event->accept();
}

void NodeCanvas::nudge(const QPointF& step)
{
  GraphNode* node = m_graph.find(m_selected);
  if (node == nullptr)
    return;
  m_fitted = false;
  node->position += step;
  const QPointF position = node->position;
  update();
  Q_EMIT nodeMoved(m_selected, position);
}

void NodeCanvas::keyPressEvent(QKeyEvent* event)
{
  const double step = Theme::current().metrics().canvasGrid;
  switch (event->key()) {
  case Qt::Key_Left:
    nudge({-step, 0});
    return;
  case Qt::Key_Right:
    nudge({step, 0});
    return;
  case Qt::Key_Up:
    nudge({0, -step});
    return;
  case Qt::Key_Down:
    nudge({0, step});
    return;
  case Qt::Key_Plus:
  case Qt::Key_Equal:
    zoomBy(kWheelStep);
    return;
  case Qt::Key_Minus:
    zoomBy(1 / kWheelStep);
    return;
  case Qt::Key_0:
    fit();
    return;
  case Qt::Key_Escape:
    select({});
    return;
  case Qt::Key_Delete:
  case Qt::Key_Backspace:
    if (const GraphLink* link = selectedLink())
      Q_EMIT linkRemoved(GraphLink(*link));
    return;
  case Qt::Key_Return:
  case Qt::Key_Enter:
    if (!m_selected.isEmpty())
      Q_EMIT nodeActivated(m_selected);
    return;
  default:
    QWidget::keyPressEvent(event);
  }
}

void NodeCanvas::focusInEvent(QFocusEvent* event)
{
  m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
  QWidget::focusInEvent(event);
  update();
}

bool NodeCanvas::focusNextPrevChild(bool next)
{
  const auto at = std::find_if(
      m_graph.nodes.begin(), m_graph.nodes.end(), [this](const GraphNode& node) { return node.id == m_selected; });
  const auto count = static_cast<std::ptrdiff_t>(m_graph.nodes.size());
  const std::ptrdiff_t now = at == m_graph.nodes.end() ? (next ? -1 : count) : at - m_graph.nodes.begin();
  const std::ptrdiff_t wanted = now + (next ? 1 : -1);
  // Past either end the focus leaves the canvas.
  if (!hasFocus() || wanted < 0 || wanted >= count)
    return QWidget::focusNextPrevChild(next);
  select(m_graph.nodes[static_cast<std::size_t>(wanted)].id);
  reveal(m_selected);
  return true;
}

bool NodeCanvas::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const GraphNode* node = nodeAt(m_graph, toCanvas(help->pos())))
    QToolTip::showText(help->globalPos(), QStringList{node->title, node->summary, node->footer}.join(u'\n'), this);
  else
    QToolTip::hideText();
  return true;
}

}
