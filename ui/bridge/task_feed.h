// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <set>

namespace zvt::ui {

/// The task registry as signals on the GUI thread, at most 30 times a second.
class TaskFeed : public QObject {
  Q_OBJECT

public:
  explicit TaskFeed(TaskRegistry& tasks, QObject* parent = nullptr);
  ~TaskFeed() override;

  /// All tasks, as of the last signal, oldest first.
  [[nodiscard]] const std::vector<TaskSnapshot>& tasks() const { return m_tasks; }
  [[nodiscard]] int runningCount() const;
  void cancel(quint64 id);

Q_SIGNALS:
  void changed();
  /// Once a task, when it ends, however it ends.
  void finished(const zvt::TaskSnapshot& task);

private:
  void refresh();

  TaskRegistry& m_registry;
  std::vector<TaskSnapshot> m_tasks;
  std::set<std::uint64_t> m_finished;
  QTimer m_timer;
  std::shared_ptr<void> m_observation; ///< last member: no callback arrives once the others are going
};

}
