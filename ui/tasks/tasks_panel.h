// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/panel.h"

class QAction;
class QPlainTextEdit;

namespace zvt::widgets {
class DataTable;
}

namespace zvt::ui {

class PanelRegistry;
class TaskModel;

/// Everything long that runs or ran: progress, cancel, the log of the chosen task, and the way to its result.
class TasksPanel : public Panel {
  Q_OBJECT

public:
  explicit TasksPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

protected:
  void retranslate() override;

private:
  void showState();
  void showLog();
  void cancelChosen();
  void openResult();

  Context m_context;
  TaskModel* m_model;
  widgets::DataTable* m_table;
  QPlainTextEdit* m_log;
  QAction *m_cancel, *m_open;
};

/// In the Data workspace. Id "tasks": the bell and the status bar's task cell open it.
void registerTasksPanel(PanelRegistry& registry);

}
