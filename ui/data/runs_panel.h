// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/data_run.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include <memory>
#include <vector>

class QPlainTextEdit;

namespace zvt::widgets {
class DataTable;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;

/// Where stored data came from: every run that brought some, newest first, and all that is known about one.
class RunsPanel : public Panel {
  Q_OBJECT

public:
  explicit RunsPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] const widgets::ColumnTable& model() const { return m_model; }

Q_SIGNALS:
  void loaded();

protected:
  void retranslate() override;

private:
  using Runs = std::vector<storage::DataRun>;

  void reload();
  void showRuns(Runs runs);
  void showState();
  void showDetail();
  void showChosen();

  Context m_context;
  std::shared_ptr<const Runs> m_runs;
  bool m_loaded = false;
  qint64 m_shown = 0; ///< the run of DataHub::chosenRun() that was brought into sight
  widgets::ColumnTable m_model;
  widgets::DataTable* m_table;
  QPlainTextEdit* m_detail;
  Presenter* m_presenter;
};

void registerRunsPanel(PanelRegistry& registry);

}
