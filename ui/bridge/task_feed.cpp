// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/task_feed.h"

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kFrameMs = 33; // 30 Hz

bool isOver(const TaskSnapshot& task)
{
  return task.state != TaskState::Queued && task.state != TaskState::Running;
}

}

TaskFeed::TaskFeed(TaskRegistry& tasks, QObject* parent)
    : QObject(parent)
    , m_registry(tasks)
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kFrameMs);
  connect(&m_timer, &QTimer::timeout, this, &TaskFeed::refresh);
  m_observation = tasks.observe([this](const TaskSnapshot&) {
    QMetaObject::invokeMethod(
        this,
        [this] {
          if (!m_timer.isActive())
            m_timer.start();
        },
        Qt::QueuedConnection);
  });
  m_tasks = tasks.snapshot();
  for (const TaskSnapshot& task : m_tasks)
    if (isOver(task))
      m_finished.insert(task.id);
}

TaskFeed::~TaskFeed()
{
  m_observation.reset();
}

int TaskFeed::runningCount() const
{
  return static_cast<int>(
      std::count_if(m_tasks.begin(), m_tasks.end(), [](const TaskSnapshot& task) { return !isOver(task); }));
}

void TaskFeed::cancel(quint64 id)
{
  m_registry.cancel(id);
}

void TaskFeed::refresh()
{
  m_tasks = m_registry.snapshot();
  Q_EMIT changed();
  // A copy: a receiver may start a task, which changes the list.
  const std::vector<TaskSnapshot> tasks = m_tasks;
  for (const TaskSnapshot& task : tasks)
    if (isOver(task) && m_finished.insert(task.id).second)
      Q_EMIT finished(task);
}

}
