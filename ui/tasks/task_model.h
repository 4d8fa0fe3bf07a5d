// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QAbstractTableModel>

#include <vector>

namespace zvt::ui {

class TaskFeed;

/// The action that shows what a task of that kind made: "window.panel.report" of a backtest; empty: nothing to show, or
/// it did not succeed.
[[nodiscard]] QString resultActionOf(const TaskSnapshot& task);

/// The tasks of this session, newest first. Changed rows are announced, not the whole table.
class TaskModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { Name, Subject, State, Progress, Started, Took, Step, ColumnCount };

  explicit TaskModel(TaskFeed& feed, QObject* parent = nullptr);
  [[nodiscard]] const TaskSnapshot& task(int row) const { return m_tasks[static_cast<std::size_t>(row)]; }
  void retranslate();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  void refresh();

  TaskFeed& m_feed;
  std::vector<TaskSnapshot> m_tasks;
};

}
