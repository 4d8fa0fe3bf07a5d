// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QStatusBar>
#include <QTimer>

#include <map>

class QHBoxLayout;
class QLabel;
class QProgressBar;

namespace zvt::ui {

enum class CellState { Off, Ok, Warning, Error, Busy };

/// One cell of the status bar: a dot of its state, and words.
struct StatusCell {
  CellState state = CellState::Off;
  QString text;
  QString toolTip;
};

/// The status bar: cells of services at the left (feeds, accounts), the running task; at the right memory, the
/// exchange's phase and clock, and the mode.
class StatusCells : public QStatusBar {
  Q_OBJECT

public:
  explicit StatusCells(const Context& context, QWidget* parent = nullptr);

  /// Sets or adds a cell; cells stand in the order of their first appearance. Its owner sets it again on a change of
  /// language.
  void setCell(const QString& id, const StatusCell& cell);
  void removeCell(const QString& id);
  [[nodiscard]] QString cellText(const QString& id) const;

Q_SIGNALS:
  void tasksClicked();

protected:
  void changeEvent(QEvent* event) override;

private:
  class Cell;
  void showTasks();
  void showMemory();
  void showClock();
  void retranslate();

  Context m_context;
  QHBoxLayout* m_left = nullptr;
  std::map<QString, Cell*> m_cells;
  Cell* m_tasks = nullptr;
  QProgressBar* m_progress = nullptr;
  QLabel* m_memory = nullptr;
  QLabel* m_clock = nullptr;
  QLabel* m_mode = nullptr;
  QTimer m_tick;
};

}
