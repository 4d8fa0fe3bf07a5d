// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/tasks_panel.h"

#include "ui/bridge/task_feed.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/tasks/task_model.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSplitter>

namespace zvt::ui {

TasksPanel::TasksPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_model(new TaskModel(*context.taskFeed, this))
    , m_table(new widgets::DataTable(this))
    , m_log(new QPlainTextEdit(this))
    , m_cancel(new QAction(widgets::icon(QStringLiteral("cancel")), QString(), this))
    , m_open(new QAction(widgets::icon(QStringLiteral("report")), QString(), this))
{
  m_open->setObjectName(QStringLiteral("openTaskResult"));
  m_cancel->setObjectName(QStringLiteral("cancelTask"));
  m_table->setObjectName(QStringLiteral("taskTable"));
  m_table->setModel(m_model);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  int column = 0;
  for (const int width : {72, 112, 76, 68, 62, 50}) // what is left of the panel's 540 px is for the step
    m_table->setColumnWidth(column++, width);
  m_log->setObjectName(QStringLiteral("taskLog"));
  m_log->setReadOnly(true);
  m_log->setFrameShape(QFrame::NoFrame);
  m_log->setFont(widgets::Theme::current().font(widgets::FontRole::Mono));
  auto* split = new QSplitter(Qt::Vertical, this);
  split->addWidget(m_table);
  split->addWidget(m_log);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 1);
  setContent(split);
  connect(m_cancel, &QAction::triggered, this, &TasksPanel::cancelChosen);
  connect(m_open, &QAction::triggered, this, &TasksPanel::openResult);
  connect(m_table, &widgets::DataTable::rowActivated, this, &TasksPanel::openResult);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, &TasksPanel::showLog);
  connect(context.taskFeed, &TaskFeed::changed, this, &TasksPanel::showState);
  retranslate();
}

QString TasksPanel::title() const
{
  return Tr::tr("Tasks");
}

QList<QAction*> TasksPanel::titleActions()
{
  return {m_open, m_cancel};
}

QJsonObject TasksPanel::saveState() const
{
  return {{QStringLiteral("columns"), m_table->saveColumns()}};
}

void TasksPanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(u"columns").toObject());
}

void TasksPanel::retranslate()
{
  m_model->retranslate();
  m_cancel->setText(Tr::tr("Cancel the chosen task"));
  m_open->setText(Tr::tr("Open what the chosen task made"));
  m_table->setAccessibleName(Tr::tr("Tasks"));
  m_log->setAccessibleName(Tr::tr("Log of the chosen task"));
  showState();
}

void TasksPanel::showState()
{
  if (m_model->rowCount() == 0) {
    showEmpty({QStringLiteral("tasks"),
        Tr::tr("Imports, sample data and backtests show here while they run and after."), {}, {}});
    m_cancel->setEnabled(false);
    m_open->setEnabled(false);
    return;
  }
  showContent();
  if (!m_table->currentIndex().isValid())
    m_table->selectRow(0);
  showLog();
}

void TasksPanel::showLog()
{
  const QModelIndex current = m_table->currentIndex();
  if (!current.isValid())
    return;
  const TaskSnapshot& task = m_model->task(current.row());
  m_cancel->setEnabled(task.state == TaskState::Queued || task.state == TaskState::Running);
  m_open->setEnabled(!resultActionOf(task).isEmpty());
  QStringList lines;
  for (const std::string& line : task.log)
    lines.append(QString::fromStdString(line));
  if (task.state == TaskState::Failed)
    lines.append(widgets::Language::current().describe(task.error));
  if (const QString text = lines.join(u'\n'); m_log->toPlainText() != text)
    m_log->setPlainText(text);
}

void TasksPanel::cancelChosen()
{
  if (const QModelIndex current = m_table->currentIndex(); current.isValid())
    m_context.taskFeed->cancel(m_model->task(current.row()).id);
}

void TasksPanel::openResult()
{
  const QModelIndex current = m_table->currentIndex();
  if (!current.isValid() || m_context.actions == nullptr)
    return;
  if (QAction* action = m_context.actions->action(resultActionOf(m_model->task(current.row()))))
    action->trigger();
}

void registerTasksPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("tasks");
  spec.title = [] { return Tr::tr("Tasks"); };
  spec.icon = QStringLiteral("tasks");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Right, 0, 540, 1, false}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) -> Panel* { return new TasksPanel(context, parent); };
  registry.add(std::move(spec));
}

}
