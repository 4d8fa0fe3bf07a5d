// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/graph_view.h"
#include "ui/strategy/parameters_pane.h"
#include "ui/strategy/problem_model.h"
#include "ui/strategy/strategy_editor.h"
#include "ui/strategy/strategy_files.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace zvt;
using namespace zvt::ui;

class TstStrategyEditor : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void init()
  {
    m_editor = std::make_unique<StrategyEditor>();
    m_editor->open(sampleStrategy(), {});
  }
  void cleanup() { m_editor.reset(); }

  void theSampleIsSound()
  {
    QVERIFY(m_editor->problems().empty());
    QVERIFY(!m_editor->isDirty());
    QCOMPARE(m_editor->document().nodes.size(), std::size_t{4});
  }

  void aParameterIsSetUndoneAndRedone()
  {
    const strategy::StrategyDocument before = m_editor->document();
    m_editor->setParameter("cross", "fast", std::int64_t{5});
    QCOMPARE(toText(m_editor->parameter("cross", "fast")), std::string("5"));
    QVERIFY(m_editor->isDirty());
    m_editor->undoStack().undo();
    QVERIFY(m_editor->document() == before);
    QVERIFY(!m_editor->isDirty());
    m_editor->undoStack().redo();
    QCOMPARE(toText(m_editor->parameter("cross", "fast")), std::string("5"));
  }

  void whatTheDocumentDidNotNameIsNotNamedAfterUndo()
  {
    QVERIFY(!m_editor->document().findNode("account")->params.contains("allow_short"));
    m_editor->setParameter("account", "allow_short", true);
    QVERIFY(m_editor->document().findNode("account")->params.contains("allow_short"));
    m_editor->undoStack().undo();
    QVERIFY(!m_editor->document().findNode("account")->params.contains("allow_short"));
  }

  void changesOfOneParameterInARowAreOneStep()
  {
    for (const std::int64_t value : {1, 12, 123})
      m_editor->setParameter("cross", "slow", value);
    m_editor->setParameter("cross", "fast", std::int64_t{7});
    QCOMPARE(m_editor->undoStack().count(), 2);
    m_editor->undoStack().undo();
    m_editor->undoStack().undo();
    QCOMPARE(toText(m_editor->parameter("cross", "slow")), std::string("30"));
  }

  void theSameValueIsNoChange()
  {
    m_editor->setParameter("cross", "fast", std::int64_t{10});
    m_editor->setParameter("run", "nothing", std::int64_t{1});
    m_editor->moveNode("cross", {260, 0});
    QCOMPARE(m_editor->undoStack().count(), 0);
  }

  void aMoveIsUndoneAndRunsTheSame()
  {
    const std::string hash = strategy::documentHash(m_editor->document());
    m_editor->moveNode("cross", {300, 40});
    m_editor->moveNode("cross", {320, 48});
    QCOMPARE(m_editor->undoStack().count(), 1);
    QCOMPARE(strategy::documentHash(m_editor->document()), hash);
    m_editor->undoStack().undo();
    QCOMPARE(m_editor->document().findNode("cross")->x, 260.0);
  }

  void savingMakesClean()
  {
    m_editor->setParameter("", "seed", std::int64_t{3});
    QVERIFY(m_editor->isDirty());
    m_editor->markSaved(QStringLiteral("/a.zvtstrategy"));
    QVERIFY(!m_editor->isDirty());
    m_editor->undoStack().undo();
    QVERIFY(m_editor->isDirty());
  }

  // G020: the fast period must be shorter than the slow one.
  void problemsFollowTheDocument()
  {
    m_editor->setParameter("cross", "fast", std::int64_t{40});
    QCOMPARE(m_editor->problems().size(), std::size_t{1});
    QCOMPARE(m_editor->problems()[0].id, std::string("G020"));
    const widgets::NodeGraph graph = graphOf(m_editor->document(), m_editor->problems());
    QCOMPARE(graph.find(QStringLiteral("cross"))->status, widgets::NodeStatus::Error);
    QCOMPARE(graph.find(QStringLiteral("weight"))->status, widgets::NodeStatus::Ok);

    ProblemModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setProblems(m_editor->problems(), m_editor->document());
    QCOMPARE(model.index(0, ProblemModel::RuleColumn).data().toString(), QStringLiteral("G020"));
    QCOMPARE(model.index(0, ProblemModel::TextColumn).data().toString(),
        QStringLiteral("The fast period 40 is not shorter than the slow period 30"));
    QVERIFY(
        model.index(0, ProblemModel::PlaceColumn).data().toString().startsWith(QStringLiteral("Moving-average cross")));
    QCOMPARE(model.index(0, 0).data(ProblemModel::NodeRole).toString(), QStringLiteral("cross"));
    QCOMPARE(model.index(0, 0).data(widgets::ToneRole).toInt(), int(widgets::CellTone::Error));
    model.setProblems({}, m_editor->document());
    QCOMPARE(model.rowCount(), 0);
  }

  void theGraphShowsTypesAndLinks()
  {
    const widgets::NodeGraph graph = graphOf(m_editor->document(), m_editor->problems());
    QCOMPARE(graph.nodes.size(), std::size_t{4});
    QCOMPARE(graph.links.size(), std::size_t{3});
    const widgets::GraphNode& cross = *graph.find(QStringLiteral("cross"));
    QCOMPARE(cross.inputs[0].shape, widgets::PortShape::Hexagon);
    QCOMPARE(cross.outputs[0].shape, widgets::PortShape::Diamond);
    QCOMPARE(cross.outputs[0].note, QStringLiteral("T close"));
    QVERIFY(cross.inputs[0].linked && cross.outputs[0].linked);
    QVERIFY(!graph.find(QStringLiteral("account"))->outputs[0].linked);
    QVERIFY(cross.summary.contains(QStringLiteral("10")) && cross.summary.contains(QStringLiteral("30")));
  }

  // What is held after the fills is known at the next open: weights at bar T must not read it (G002).
  void aLinkThatLooksAheadIsRefused()
  {
    strategy::StrategyDocument document = sampleStrategy();
    document.nodes.push_back({"second", "account", {}, 0, 0});
    document.links.push_back({{"account", "holdings"}, {"second", "weights"}});
    m_editor->open(document, {});
    const widgets::NodeGraph graph = graphOf(m_editor->document(), m_editor->problems());
    QVERIFY(graph.links.back().refused);
    QVERIFY(!graph.links.front().refused);
  }

  void linksAreRemovedDrawnAndUndone()
  {
    const strategy::StrategyDocument before = m_editor->document();
    const strategy::Link link = before.links[1];
    m_editor->removeLink(link);
    QCOMPARE(m_editor->document().links.size(), std::size_t{2});
    QVERIFY(!m_editor->problems().empty()); // G016: the input needs a link
    QVERIFY(!m_editor->addLink(link));
    QVERIFY(m_editor->problems().empty());
    QVERIFY(!m_editor->addLink(link)); // there already: no change
    QCOMPARE(m_editor->undoStack().count(), 2);
    m_editor->undoStack().undo();
    m_editor->undoStack().undo();
    QVERIFY(m_editor->document() == before);
  }

  void aLinkOfAnotherTypeIsRefusedAndChangesNothing()
  {
    const strategy::StrategyDocument before = m_editor->document();
    const auto refused = m_editor->addLink({{"universe", "entities"}, {"account", "weights"}});
    QVERIFY(refused);
    QCOMPARE(refused->id, std::string("G015"));
    QVERIFY(m_editor->document() == before);
    QVERIFY(!m_editor->isDirty());
  }

  void theFormEditsTheDocumentAndFollowsUndo()
  {
    ParametersPane pane(*m_editor);
    pane.showNode("cross");
    auto* fast = pane.form()->findChild<QSpinBox*>(QStringLiteral("fastField"));
    QVERIFY(fast != nullptr);
    QCOMPARE(fast->value(), 10);
    fast->setValue(4);
    QCOMPARE(toText(m_editor->parameter("cross", "fast")), std::string("4"));
    m_editor->undoStack().undo();
    QCOMPARE(fast->value(), 10);
    QVERIFY(!m_editor->undoStack().canUndo());
    pane.showNode({});
    QVERIFY(pane.form()->field("benchmark") != nullptr);
    QVERIFY(pane.form()->isValid()); // empty dates mean the first and the last bar
    pane.showNode("account");
    QVERIFY(pane.form()->isValid()); // an empty commission means the rule book's
    QCOMPARE(m_editor->undoStack().count(), 1); // showing changes nothing
  }

private:
  std::unique_ptr<StrategyEditor> m_editor;
};

QTEST_MAIN(TstStrategyEditor)
#include "tst_strategy_editor.moc"
