// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/nodegraph/node_layout.h"

#include <QWidget>

namespace zvt::widgets {

/// Draws a node graph. A click chooses a node or a link, a drag moves a node, a drag from port to port draws a link, a
/// drag on the ground pans, the wheel zooms at the cursor. Tab and Shift+Tab walk the nodes, arrows move the chosen one
/// by a grid step, Delete removes the chosen link, + and − zoom, 0 fits.
class NodeCanvas : public QWidget {
  Q_OBJECT

public:
  explicit NodeCanvas(QWidget* parent = nullptr);

  /// Keeps the view and, where the node is still there, the selection.
  void setGraph(NodeGraph graph);
  [[nodiscard]] const NodeGraph& graph() const { return m_graph; }

  /// Chooses a node; empty: none. Emits selectionChanged() when it changes.
  void select(const QString& id);
  [[nodiscard]] QString selected() const { return m_selected; }
  /// The chosen link; null: none. A node and a link are never chosen together.
  [[nodiscard]] const GraphLink* selectedLink() const;
  /// Brings a node into view without changing the zoom.
  void reveal(const QString& id);

  [[nodiscard]] double zoom() const { return m_zoom; }
  /// Zooms around @p anchor, in widget coordinates; between 25 and 200 per cent.
  void setZoom(double zoom, const QPointF& anchor);
  void zoomBy(double factor) { setZoom(m_zoom * factor, rect().center()); }
  /// Shows the whole graph, at most at 100 per cent.
  void fit();
  [[nodiscard]] QPointF toCanvas(const QPointF& widgetPoint) const;
  [[nodiscard]] QPointF toWidget(const QPointF& canvasPoint) const;

  [[nodiscard]] QSize sizeHint() const override { return {800, 460}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
  void selectionChanged(const QString& id);
  /// A node was moved by the user; once, at the end of a drag.
  void nodeMoved(const QString& id, const QPointF& position);
  void nodeActivated(const QString& id);
  /// A link was drawn from an output to an input; whether it is allowed is for the receiver to say.
  void linkDrawn(const zvt::widgets::GraphLink& link);
  void linkRemoved(const zvt::widgets::GraphLink& link);
  void zoomChanged(double zoom);

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  bool focusNextPrevChild(bool next) override;
  bool event(QEvent* event) override;

private:
  enum class Drag { None, Node, Pan, Link };
  void nudge(const QPointF& step);
  void describeSelection();
  void selectLink(std::optional<GraphLink> link);
  void endLink(const QPointF& point);
  void paintRubber(QPainter& painter) const;

  NodeGraph m_graph;
  QString m_selected;
  std::optional<GraphLink> m_selectedLink;
  std::optional<PortHit> m_linkStart; ///< of the link that is being drawn
  QPointF m_rubber; ///< where it has got to, in canvas units
  QPointF m_offset; ///< widget position of the canvas origin
  double m_zoom = 1;
  bool m_fitted = true; ///< the view follows the size until the user moves it
  bool m_keyboardFocus = false; ///< reached by a key: the ring shows
  Drag m_drag = Drag::None;
  QPointF m_pressed; ///< widget position
  QPointF m_start; ///< of the node or of the offset, when the drag began
};

}
