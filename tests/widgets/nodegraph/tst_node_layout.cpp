// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/nodegraph/node_layout.h"

#include <QTest>

using namespace zvt::widgets;

namespace {

GraphNode node(const char* id, const QPointF& position, std::size_t inputs, std::size_t outputs)
{
  GraphNode made;
  made.id = QLatin1String(id);
  made.position = position;
  for (std::size_t i = 0; i < inputs; ++i)
    made.inputs.push_back({QStringLiteral("in%1").arg(i), {}, {}, QStringLiteral("panel"), PortShape::Square, false});
  for (std::size_t i = 0; i < outputs; ++i)
    made.outputs.push_back({QStringLiteral("out%1").arg(i), {}, {}, QStringLiteral("panel"), PortShape::Square, false});
  return made;
}

NodeGraph two(const QPointF& first, const QPointF& second)
{
  NodeGraph graph;
  graph.nodes = {node("a", first, 0, 1), node("b", second, 1, 0)};
  graph.links = {{QStringLiteral("a"), QStringLiteral("out0"), QStringLiteral("b"), QStringLiteral("in0"), {}, false}};
  return graph;
}

}

class TstNodeLayout : public QObject {
  Q_OBJECT

private Q_SLOTS:
  // Sizes of the design: 168 wide, title 24, rows 18, footer 18; 2 px of air above and below the ports.
  void partsFollowTheDesignsSizes()
  {
    GraphNode three = node("n", {10, 20}, 3, 1);
    three.summary = QStringLiteral("SMA");
    const NodeLayout layout = layoutOf(three);
    QCOMPARE(layout.title, QRectF(10, 20, 168, 24));
    QCOMPARE(layout.summary, QRectF(10, 46, 168, 18));
    QCOMPARE(layout.inputs.size(), std::size_t{3});
    QCOMPARE(layout.inputs[0], QPointF(10, 73));
    QCOMPARE(layout.inputs[2], QPointF(10, 109));
    QCOMPARE(layout.outputs[0], QPointF(178, 73));
    QCOMPARE(layout.footer, QRectF(10, 120, 168, 18));
    QCOMPARE(layout.frame, QRectF(10, 20, 168, 118));
  }

  void portsLieOnTheEdgesAndInsideTheFrame()
  {
    for (std::size_t ports = 0; ports < 6; ++ports) {
      const NodeLayout layout = layoutOf(node("n", {}, ports, 5 - ports));
      for (const QPointF& port : layout.inputs)
        QVERIFY(port.x() == layout.frame.left() && port.y() > layout.title.bottom() && port.y() < layout.footer.top());
      for (const QPointF& port : layout.outputs)
        QVERIFY(port.x() == layout.frame.right() && port.y() > layout.title.bottom() && port.y() < layout.footer.top());
    }
  }

  void shapesTellPortTypesApart()
  {
    QCOMPARE(portOutline(PortShape::Hexagon, {}, 8).size(), 6);
    QCOMPARE(portOutline(PortShape::Square, {}, 8).boundingRect(), QRectF(-4, -4, 8, 8));
    QCOMPARE(portOutline(PortShape::Diamond, {}, 8).size(), 4);
    QCOMPARE(portOutline(PortShape::Triangle, {}, 8).size(), 3);
    QCOMPARE(portOutline(PortShape::Pentagon, {}, 8).size(), 5);
    QCOMPARE(portOutline(PortShape::Arrow, {}, 8).size(), 5);
    for (const PortShape shape : {PortShape::Hexagon, PortShape::Circle, PortShape::Square, PortShape::Diamond,
             PortShape::Triangle, PortShape::Pentagon, PortShape::Arrow})
      QVERIFY(portOutline(shape, {30, 40}, 8).containsPoint({30, 40}, Qt::OddEvenFill));
  }

  void aForwardLinkJoinsItsPorts()
  {
    const NodeGraph graph = two({0, 0}, {300, 50});
    const auto path = linkPath(graph, graph.links[0]);
    QVERIFY(path);
    QCOMPARE(path->pointAtPercent(0), layoutOf(graph.nodes[0]).outputs[0]);
    QCOMPARE(path->pointAtPercent(1), layoutOf(graph.nodes[1]).inputs[0]);
    // A curve never leaves the strip between its ends.
    QVERIFY(path->boundingRect().left() >= 168 && path->boundingRect().right() <= 300);
  }

  void aBackwardLinkGoesAtRightAnglesBetweenTheNodes()
  {
    const NodeGraph graph = two({300, 0}, {0, 200});
    const auto path = linkPath(graph, graph.links[0]);
    QVERIFY(path);
    for (int i = 1; i < path->elementCount(); ++i) {
      const QPointF step = QPointF(path->elementAt(i)) - QPointF(path->elementAt(i - 1));
      QVERIFY2(step.x() == 0 || step.y() == 0, "a step is neither level nor upright");
    }
    const QRectF first = layoutOf(graph.nodes[0]).frame, second = layoutOf(graph.nodes[1]).frame;
    const double lane = QPointF(path->elementAt(2)).y();
    QVERIFY(lane > first.bottom() && lane < second.top());
  }

  void aLinkWithoutItsEndIsNotDrawn()
  {
    NodeGraph graph = two({0, 0}, {300, 0});
    graph.links[0].toPort = QStringLiteral("gone");
    QVERIFY(!linkPath(graph, graph.links[0]));
    graph.links[0].toNode = QStringLiteral("gone");
    QVERIFY(!linkPath(graph, graph.links[0]));
  }

  void theUppermostNodeIsHit()
  {
    const NodeGraph graph = two({0, 0}, {100, 0});
    QCOMPARE(nodeAt(graph, {120, 10})->id, QStringLiteral("b"));
    QCOMPARE(nodeAt(graph, {20, 10})->id, QStringLiteral("a"));
    QVERIFY(nodeAt(graph, {600, 10}) == nullptr);
    QCOMPARE(boundsOf(graph).width(), 268.0);
  }
};

QTEST_MAIN(TstNodeLayout)
#include "tst_node_layout.moc"
