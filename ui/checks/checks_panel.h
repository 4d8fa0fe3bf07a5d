// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/task_run.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include <map>

class QProgressBar;
class QPushButton;
class QSpinBox;
class QLabel;

namespace zvt::backtest {
class MarketSource;
}
namespace zvt::widgets {
class DataTable;
class Note;
class SegmentedControl;
class TextLabel;
}

namespace zvt::ui {

namespace checks {
struct Answer;
}
class PanelRegistry;
class SweepSetup;

/// Whether a strategy is as good as its backtest: look-ahead check and walk-forward of the strategy that is open,
/// bootstrap of the newest run's trades. Each runs as a task; what it found stays until it is asked again.
class ChecksPanel : public Panel {
  Q_OBJECT

public:
  explicit ChecksPanel(const Context& context, QWidget* parent = nullptr);
  ~ChecksPanel() override;
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  /// Bars from elsewhere than the profile.
  void setSource(std::shared_ptr<backtest::MarketSource> source);
  void showPage(const QString& page); ///< "lookahead", "walk" or "bootstrap"
  [[nodiscard]] QString page() const;
  [[nodiscard]] SweepSetup* setup() const { return m_setup; }
  [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }
  void run(); ///< the page in view
  void cancel() { m_run.cancel(); }

Q_SIGNALS:
  /// A check came to its end, one way or another.
  void ended();

protected:
  void retranslate() override;

private:
  QWidget* makeForm();
  QWidget* makeWalkPage();
  QWidget* makePage(std::initializer_list<std::pair<const char*, QSpinBox*>> rows);
  QWidget* makeResults();
  [[nodiscard]] QSpinBox* spin(const char* name, int from, int to, int value);
  void runLookahead();
  void runWalkForward();
  [[nodiscard]] QString walkProblem() const;
  void runBootstrap();
  /// @param answer made anew in each language
  void take(const QString& page, std::function<checks::Answer()> answer);
  void fail(const Error& error);
  void showAnswer();
  void showState();

  Context m_context;
  std::shared_ptr<backtest::MarketSource> m_source;
  TaskRun m_run;
  std::function<void()> m_taken; ///< what a check that has succeeded leads to
  std::map<QString, std::function<checks::Answer()>> m_answers; ///< by page
  widgets::ColumnTable m_model;
  widgets::SegmentedControl* m_pages = nullptr;
  std::map<QString, QWidget*> m_forms; ///< by page
  SweepSetup* m_setup = nullptr;
  QSpinBox *m_cuts, *m_cutSeed, *m_train, *m_test, *m_locked, *m_draws, *m_drawSeed;
  std::vector<std::pair<QLabel*, const char*>> m_labels;
  QPushButton* m_start = nullptr;
  QProgressBar* m_progress = nullptr;
  widgets::Note* m_note = nullptr;
  widgets::TextLabel* m_what = nullptr; ///< what the check in view asks
  widgets::DataTable* m_table = nullptr;
};

/// Id "checks".
void registerChecksPanel(PanelRegistry& registry);

}
