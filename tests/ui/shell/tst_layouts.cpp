// SPDX-License-Identifier: GPL-3.0-or-later
// Trees of panels and workspace documents as values: what is done to them, reading, writing, and places on screens.
#include "ui/shell/dock_node.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/workspace_document.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::ui;

namespace {

DockNode tabs(const char* names, double share = 1)
{
  return DockNode::group(QString::fromLatin1(names).split(u' '), share);
}

DockNode row(std::vector<DockNode> children, double share = 1)
{
  return DockNode::split(Qt::Horizontal, std::move(children), share);
}

DockNode column(std::vector<DockNode> children, double share = 1)
{
  return DockNode::split(Qt::Vertical, std::move(children), share);
}

}

class TstLayouts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void removingTidiesTheTree()
  {
    // (a | (b / c)): without c the column of one goes, and a and b share the row as a and the column did.
    DockNode tree = row({tabs("a", 1), column({tabs("b", 1), tabs("c", 3)}, 3)});
    QVERIFY(removePanel(tree, QStringLiteral("c")));
    QCOMPARE(tree, row({tabs("a", 1), tabs("b", 3)}));
    QVERIFY(!removePanel(tree, QStringLiteral("c")));
    QVERIFY(removePanel(tree, QStringLiteral("a")));
    QVERIFY(haveSameShape(tree, tabs("b")));
    QVERIFY(removePanel(tree, QStringLiteral("b")));
    QVERIFY(tree.isEmpty());
  }

  void aSplitOfTheSameDirectionJoinsItsParent()
  {
    // b's place, 60 of 100, is divided: a 40, b 30, x 30.
    DockNode tree = row({tabs("a", 40), tabs("b", 60)});
    QVERIFY(placePanel(tree, QStringLiteral("x"), QStringLiteral("b"), DockSide::Right));
    QCOMPARE(tree, row({tabs("a", 40), tabs("b", 30), tabs("x", 30)}));
    QVERIFY(placePanel(tree, QStringLiteral("y"), QStringLiteral("a"), DockSide::Top));
    QCOMPARE(tree, row({column({tabs("y", 0.5), tabs("a", 0.5)}, 40), tabs("b", 30), tabs("x", 30)}));
    QVERIFY(!placePanel(tree, QStringLiteral("z"), QStringLiteral("nobody"), DockSide::Left));
  }

  void aTabComesBehindTheOneItIsPutOn()
  {
    DockNode tree = tabs("a b c");
    QVERIFY(placePanel(tree, QStringLiteral("x"), QStringLiteral("a"), DockSide::Centre));
    QCOMPARE(tree.tabs, QStringList({"a", "x", "b", "c"}));
    QCOMPARE(tree.front, QStringLiteral("x"));
    QVERIFY(removePanel(tree, QStringLiteral("x"))); // its right neighbour is seen then
    QCOMPARE(tree.front, QStringLiteral("b"));
  }

  void theEdgeTakesAQuarter()
  {
    DockNode tree = column({tabs("a"), tabs("b")});
    placeAtEdge(tree, QStringLiteral("x"), DockSide::Left);
    QCOMPARE(tree, row({tabs("x", 0.25), column({tabs("a"), tabs("b")}, 0.75)}));
  }

  void aTreeSurvivesJson()
  {
    const DockNode tree = row({tabs("a b", 0.25), column({tabs("c", 0.5), tabs("d", 0.5)}, 0.75)});
    QCOMPARE(dockNodeFromJson(toJson(tree), {"a", "b", "c", "d"}), tree);
    // Panels that are not there, or twice, leave no empty places.
    QCOMPARE(dockNodeFromJson(toJson(tree), {"a", "c"}), row({tabs("a", 0.25), tabs("c", 0.75)}));
    QVERIFY(dockNodeFromJson(QJsonDocument::fromJson(R"({"tabs":["a","a"],"share":-1})").object(), {"a"}) == tabs("a"));
  }

  void deepNonsenseIsNoTree()
  {
    QJsonObject node{{"tabs", QJsonArray{"a"}}};
    for (int depth = 0; depth < 2000; ++depth)
      node = QJsonObject{{"children", QJsonArray{node}}};
    QVERIFY(dockNodeFromJson(node, {"a"}).isEmpty());
  }

  void badFilesAreNamed_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<std::string>("code");
    QTest::newRow("cut off") << QByteArray("{\n\"format\": \"zvt-workspace\",\n") << std::string("workspace.not_json");
    QTest::newRow("other") << QByteArray("{\"version\":2,\"format\":\"x\"}")
                           << std::string("workspace.not_a_workspace");
    QTest::newRow("list") << QByteArray("[1,2]") << std::string("workspace.not_a_workspace");
    QTest::newRow("newer") << QByteArray("{\"version\":99,\"format\":\"zvt-workspace\"}")
                           << std::string("workspace.newer");
  }
  void badFilesAreNamed()
  {
    QFETCH(QByteArray, bytes);
    QFETCH(std::string, code);
    const auto document = workspaceFromBytes(bytes);
    QVERIFY(!document);
    QCOMPARE(document.error().code, code);
    if (code == "workspace.not_json")
      QCOMPARE(std::string(document.error().field("line")), std::string("3"));
  }

  void windowsOfAMissingScreenComeBackToSight_data()
  {
    QTest::addColumn<QRect>("wanted");
    QTest::addColumn<QRect>("placed");
    const QRect main(0, 0, 1920, 1080);
    QTest::newRow("there") << QRect(100, 100, 800, 600) << QRect(100, 100, 800, 600);
    QTest::newRow("screen on the right is gone") << QRect(2500, 200, 800, 600) << QRect(560, 240, 800, 600);
    QTest::newRow("title above the screen") << QRect(200, -500, 800, 600) << QRect(560, 240, 800, 600);
    QTest::newRow("too large") << QRect(3000, 0, 3840, 2160) << main;
    QTest::newRow("a corner of the title is enough") << QRect(1780, 1000, 800, 600) << QRect(1780, 1000, 800, 600);
    QTest::newRow("a sliver is not") << QRect(1880, 1000, 800, 600) << QRect(560, 240, 800, 600);
  }
  void windowsOfAMissingScreenComeBackToSight()
  {
    QFETCH(QRect, wanted);
    QTEST(placeOnScreens(wanted, {QRect(0, 0, 1920, 1080)}), "placed");
  }

  void aWindowMayLieOverTwoScreens()
  {
    const QRect wide(100, 100, 3500, 900);
    QCOMPARE(placeOnScreens(wide, {QRect(0, 0, 1920, 1080), QRect(1920, 0, 1920, 1080)}), wide);
  }

  /// A screen of 1000 lines and a frame of 22: 978 are left for the inside.
  void aWindowAndItsFrameFitTheScreen()
  {
    const QRect screen(0, 0, 1600, 1000);
    QCOMPARE(insideOf(QSize(1600, 1000), QSize(2, 22), screen), QSize(1598, 978));
    QCOMPARE(insideOf(QSize(800, 600), QSize(2, 22), screen), QSize(800, 600));
  }
};

QTEST_APPLESS_MAIN(TstLayouts)
#include "tst_layouts.moc"
