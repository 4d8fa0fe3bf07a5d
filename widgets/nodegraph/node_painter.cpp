// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/nodegraph/node_painter.h"

#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kPadding = 10;
constexpr double kFamilyBar = 4;

QColor portColor(const QString& name)
{
  const ThemeTokens& colors = Theme::current().colors();
  return colors.port.value(name, colors.line.control);
}

void elided(QPainter& painter, const QRectF& box, Qt::Alignment alignment, const QString& text)
{
  painter.drawText(box, int(alignment | Qt::AlignVCenter),
      painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(std::ceil(box.width()))));
}

void paintPort(QPainter& painter, const GraphPort& port, const QPointF& centre)
{
  const Theme& theme = Theme::current();
  painter.setPen(QPen(portColor(port.color), 1.5));
  painter.setBrush(port.linked ? portColor(port.color) : theme.colors().surface.panel);
  painter.drawPolygon(portOutline(port.shape, centre, theme.metrics().portDot));
  painter.setBrush(Qt::NoBrush);
}

void paintPorts(QPainter& painter, const GraphNode& node, const NodeLayout& layout)
{
  const ThemeTokens& colors = Theme::current().colors();
  const double half = layout.rowHeight / 2;
  const auto rowBox = [&](double y) {
    return QRectF(layout.frame.left() + kPadding, y - half, layout.frame.width() - 2 * kPadding, layout.rowHeight);
  };
  painter.setFont(Theme::current().font(FontRole::Caption));
  const QFontMetricsF metrics(painter.font());
  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    const GraphPort& port = node.outputs[i];
    QRectF box = rowBox(layout.outputs[i].y());
    // Beside an input of the same row only what fits of the output's name.
    if (i < node.inputs.size())
      box.setLeft(box.left() + metrics.horizontalAdvance(node.inputs[i].label) + 8);
    painter.setPen(colors.text.muted);
    elided(painter, box, Qt::AlignRight, port.note);
    box.setRight(box.right() - metrics.horizontalAdvance(port.note) - (port.note.isEmpty() ? 0 : 6));
    if (box.width() >= metrics.horizontalAdvance(port.label)) {
      painter.setPen(colors.text.secondary);
      elided(painter, box, Qt::AlignRight, port.label);
    }
  }
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    painter.setPen(colors.text.secondary);
    elided(painter, rowBox(layout.inputs[i].y()), Qt::AlignLeft, node.inputs[i].label);
  }
  for (std::size_t i = 0; i < node.inputs.size(); ++i)
    paintPort(painter, node.inputs[i], layout.inputs[i]);
  for (std::size_t i = 0; i < node.outputs.size(); ++i)
    paintPort(painter, node.outputs[i], layout.outputs[i]);
}

void paintFooter(QPainter& painter, const GraphNode& node, const NodeLayout& layout)
{
  const ThemeTokens& colors = Theme::current().colors();
  painter.setPen(colors.line.hair);
  painter.drawLine(layout.footer.topLeft(), layout.footer.topRight());
  QString icon;
  QColor color = colors.text.muted;
  if (node.status == NodeStatus::Ok)
    icon = QStringLiteral("check");
  if (node.status == NodeStatus::Warning) {
    icon = QStringLiteral("warning");
    color = colors.state.warning.text;
  }
  if (node.status == NodeStatus::Error) {
    icon = QStringLiteral("error");
    color = colors.state.error.text;
  }
  if (!icon.isEmpty())
    drawIcon(painter, QRectF(layout.footer.left() + kPadding, layout.footer.top() + 3, 12, 12), icon, color);
  painter.setPen(color);
  elided(painter, layout.footer.adjusted(kPadding + 18, 0, -kPadding, 0), Qt::AlignLeft, node.footer);
}

}

void paintNode(QPainter& painter, const GraphNode& node, bool selected)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const NodeLayout layout = layoutOf(node);
  const QColor line = selected           ? colors.accent.line
      : node.status == NodeStatus::Error ? colors.state.error.line
                                         : colors.line.control;
  painter.fillRect(layout.frame, colors.surface.panel);
  painter.fillRect(layout.title, colors.surface.bar);
  painter.fillRect(QRectF(layout.title.topLeft(), QSizeF(kFamilyBar, layout.title.height())), portColor(node.color));
  painter.setPen(colors.line.panel);
  painter.drawLine(layout.title.bottomLeft(), layout.title.bottomRight());
  drawIcon(painter, QRectF(layout.title.left() + kPadding, layout.title.top() + 5, 14, 14), node.icon,
      colors.text.secondary);
  painter.setFont(theme.font(FontRole::Body, true));
  painter.setPen(colors.text.primary);
  elided(painter, layout.title.adjusted(kPadding + 18, 0, -4, 0), Qt::AlignLeft, node.title);
  painter.setFont(theme.font(FontRole::Caption));
  elided(painter, layout.summary.adjusted(kPadding, 0, -kPadding, 0), Qt::AlignLeft, node.summary);
  paintFooter(painter, node, layout);
  painter.setPen(QPen(line, selected ? 2 : 1));
  painter.drawRect(layout.frame);
  paintPorts(painter, node, layout);
}

void paintLink(QPainter& painter, const NodeGraph& graph, const GraphLink& link, bool selected)
{
  const auto path = linkPath(graph, link);
  if (!path)
    return;
  const ThemeTokens& colors = Theme::current().colors();
  QPen pen(link.refused ? colors.state.error.line : portColor(link.color), selected ? 2.5 : 1.5);
  if (link.refused)
    pen.setStyle(Qt::DashLine);
  painter.strokePath(*path, pen);
}

void paintGrid(QPainter& painter, const QRectF& area, double zoom)
{
  double step = Theme::current().metrics().canvasGrid;
  while (step * zoom < 8)
    step *= 2;
  painter.setPen(QPen(Theme::current().colors().line.panel, 1 / zoom));
  QPolygonF dots;
  for (double y = std::floor(area.top() / step) * step; y <= area.bottom(); y += step)
    for (double x = std::floor(area.left() / step) * step; x <= area.right(); x += step)
      dots.append({x, y});
  painter.drawPoints(dots);
}

}
