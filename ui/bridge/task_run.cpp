// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/task_run.h"

#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"

namespace zvt::ui {

TaskRun::TaskRun(TaskRegistry* tasks, TaskFeed* feed, ExecutorPool* workers, QObject* parent)
    : QObject(parent)
    , m_tasks(tasks)
    , m_feed(feed)
    , m_workers(workers)
{
  if (!isAvailable())
    return;
  connect(m_feed, &TaskFeed::changed, this, &TaskRun::follow);
  connect(m_feed, &TaskFeed::finished, this, &TaskRun::end);
}

TaskRun::~TaskRun()
{
  if (isRunning())
    m_tasks->cancel(m_task);
}

void TaskRun::start(const std::string& name, const QString& subject, TaskRegistry::Work work)
{
  if (isRunning() || !isAvailable())
    return;
  m_task = m_tasks->start(name, subject.toStdString(), m_workers->nextLong(), std::move(work));
  Q_EMIT started();
}

void TaskRun::cancel()
{
  if (isRunning())
    m_tasks->cancel(m_task);
}

void TaskRun::follow()
{
  for (const TaskSnapshot& task : m_feed->tasks())
    if (task.id == m_task && task.state == TaskState::Running)
      Q_EMIT progressed(task.progress, QString::fromStdString(task.step));
}

void TaskRun::end(const TaskSnapshot& task)
{
  if (m_task == 0 || task.id != m_task)
    return;
  m_task = 0;
  if (task.state == TaskState::Succeeded)
    Q_EMIT succeeded();
  else if (task.state == TaskState::Cancelled)
    Q_EMIT cancelled();
  else
    Q_EMIT failed(task.error);
}

}
