// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/factors/definition.h"
#include "ui/bridge/task_run.h"
#include "ui/lab/lab_charts.h"
#include "ui/lab/lab_run.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"

#include <filesystem>
#include <optional>

class QComboBox;
class QMenu;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace zvt::ui {

class LabPages;
class LabSetup;
class PanelRegistry;
class Presenter;

/// The factor lab: studies what a factor says about the returns that follow, over many securities. Runs are remembered
/// and two of them compared; leads its link colour.
class LabPanel : public Panel {
  Q_OBJECT

public:
  explicit LabPanel(const Context& context, QWidget* parent = nullptr);
  ~LabPanel() override;

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] PanelTable exportTable() const override;

  [[nodiscard]] LabSetup* setup() const { return m_setup; }
  [[nodiscard]] LabPages* pages() const { return m_pages; }
  [[nodiscard]] const LabRuns& runs() const { return m_runs; }
  [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }
  void run();
  void cancel() { m_run.cancel(); }
  /// Shows a run; one that is only remembered fills the form and is run again.
  void showRun(int index);
  /// The run beside the one that is shown; −1: none.
  void compareWith(int index);
  void exportHtml(const std::filesystem::path& file);
  void exportCsv(const std::filesystem::path& file);

Q_SIGNALS:
  /// A study came to its end, one way or another.
  void ended();

protected:
  void retranslate() override;

private:
  QWidget* makeResults();
  QWidget* makeHead(QWidget* parent);
  void connectAll();
  void take();
  void fail(const Error& error);
  void showNotice(QWidget* notice);
  void showFailure();
  void takeNews(); ///< of the stored data
  void showBeginning();
  void showCurrent();
  void fillRuns();
  void chooseAndExport(bool html);
  void write(const std::filesystem::path& file, std::function<std::string()> content);

  Context m_context;
  factor::FactorRegistry m_registry = factor::FactorRegistry::builtIn();
  LabRuns m_runs;
  int m_shown = -1;
  int m_compared = -1;
  LabChoice m_running; ///< what is being studied
  std::optional<Error> m_failure; ///< stands in the place of a study
  Presenter* m_presenter = nullptr;
  std::shared_ptr<LabResultPtr> m_box; ///< filled by the worker before its task ends
  TaskRun m_run;

  LabSetup* m_setup = nullptr;
  LabPages* m_pages = nullptr;
  QStackedWidget* m_stack = nullptr;
  QWidget* m_notice = nullptr;
  QWidget* m_head = nullptr;
  QComboBox* m_runCombo = nullptr;
  QComboBox* m_compareCombo = nullptr;
  QToolButton* m_export = nullptr;
  QMenu* m_exportMenu = nullptr;
  QAction* m_html = nullptr;
  QAction* m_csv = nullptr;
};

/// The lab in the middle of the Research workspace.
void registerLabPanel(PanelRegistry& registry);

}
