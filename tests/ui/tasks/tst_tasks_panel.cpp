// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/tasks_panel.h"

#include "core/base/task.h"
#include "core/base/testing/mock_clock.h"
#include "ui/bridge/task_feed.h"
#include "ui/tasks/task_model.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;

class TstTasksPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void showsProgressLogAndFailure()
  {
    testing::MockClock clock;
    TaskRegistry tasks(clock);
    TaskFeed feed(tasks);
    Context context;
    context.taskFeed = &feed;
    TasksPanel panel(context);
    panel.show();
    QVERIFY(panel.findChild<QLabel*>(QStringLiteral("emptyLabel")));
    const Result<void> result = tasks.runHere("task.import", "a.csv", [](TaskControl& control) -> Result<void> {
      control.log("row 17");
      return fail("file.not_found");
    });
    QVERIFY(!result);
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("taskTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table->model()->index(0, TaskModel::Subject).data().toString(), QStringLiteral("a.csv"));
    QCOMPARE(table->model()->index(0, TaskModel::State).data().toString(), QStringLiteral("Failed"));
    QVERIFY(panel.findChild<QPlainTextEdit*>(QStringLiteral("taskLog"))
            ->toPlainText()
            .startsWith(QStringLiteral("row 17")));
    QVERIFY(tasks.runHere("task.demo", "b", [](TaskControl&) { return Result<void>(); }));
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, TaskModel::Subject).data().toString(), QStringLiteral("b"));
  }
};

QTEST_MAIN(TstTasksPanel)
#include "tst_tasks_panel.moc"
