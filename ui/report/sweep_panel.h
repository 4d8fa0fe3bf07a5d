// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/task_run.h"
#include "ui/report/research_hub.h"
#include "ui/report/sweep_table.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"

#include <filesystem>

class QStackedWidget;
class QToolButton;

namespace zvt::backtest {
class MarketSource;
}
namespace zvt::widgets {
class EmptyState;
class TextLabel;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;
class SweepSetup;
class SweepView;

/// Many parameter values of the open strategy at once: started here as a task on all cores, or read from a folder that
/// `zvt sweep` wrote. A double click on a trial runs it alone and shows its report.
class SweepPanel : public Panel {
  Q_OBJECT

public:
  explicit SweepPanel(const Context& context, QWidget* parent = nullptr);
  ~SweepPanel() override;

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  /// Bars from elsewhere than the profile.
  void setSource(std::shared_ptr<backtest::MarketSource> source);
  [[nodiscard]] SweepSetup* setup() const { return m_setup; }
  [[nodiscard]] const SweepPtr& result() const { return m_result; }
  [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }
  void run();
  void cancel() { m_run.cancel(); }
  void openFolder(const QString& folder);
  void saveTo(const std::filesystem::path& folder);
  /// Runs a trial alone, for its report.
  void runTrial(std::size_t trial);

Q_SIGNALS:
  /// A sweep, a trial or a reading came to its end, one way or another.
  void ended();

protected:
  void retranslate() override;

private:
  QWidget* makeResults();
  QWidget* makeHead(QWidget* parent);
  void connectRun();
  void take(const SweepPtr& result, const QString& name);
  void fail(const Error& error);
  void chooseFolder();
  void chooseAndSave();

  Context m_context;
  std::shared_ptr<backtest::MarketSource> m_source;
  TaskRun m_run;
  bool m_isSweeping = false; ///< else a trial runs alone
  std::function<void()> m_taken; ///< what a run that has succeeded leads to
  SweepPtr m_result;
  QString m_name; ///< of the folder, or of the strategy
  QString m_folder; ///< that it was read from or written to; empty: none
  SweepSetup* m_setup = nullptr;
  SweepView* m_view = nullptr;
  QWidget* m_nothing = nullptr;
  QStackedWidget* m_stack = nullptr;
  widgets::TextLabel* m_nothingText = nullptr;
  widgets::TextLabel* m_nameLabel = nullptr;
  QToolButton* m_open = nullptr;
  QToolButton* m_save = nullptr;
  Presenter* m_presenter = nullptr;
};

void registerSweepPanel(PanelRegistry& registry);

}
