// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QObject>

namespace zvt::ui {

class ExecutorPool;
class TaskFeed;

/// One piece of long work at a time, as a task that shows in the task centre: started, followed and cancelled by a
/// window. GUI thread; the work runs on a worker's.
class TaskRun : public QObject {
  Q_OBJECT

public:
  /// Any may be null: then nothing can be started. All outlive the object.
  TaskRun(TaskRegistry* tasks, TaskFeed* feed, ExecutorPool* workers, QObject* parent = nullptr);
  ~TaskRun() override;

  [[nodiscard]] bool isAvailable() const { return m_tasks && m_feed && m_workers; }
  [[nodiscard]] bool isRunning() const { return m_task != 0; }
  /// @param name key of a message, @param subject what it works on. Nothing happens while one runs.
  void start(const std::string& name, const QString& subject, TaskRegistry::Work work);
  void cancel();

Q_SIGNALS:
  void started();
  void progressed(double fraction, const QString& step);
  void succeeded();
  void failed(const zvt::Error& error);
  void cancelled();

private:
  void follow();
  void end(const TaskSnapshot& task);

  TaskRegistry* m_tasks;
  TaskFeed* m_feed;
  ExecutorPool* m_workers;
  quint64 m_task = 0;
};

}
