// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "ui/strategy/backtest_runner.h"
#include "ui/strategy/problem_model.h"
#include "ui/strategy/strategy_editor.h"
#include "ui/strategy/strategy_files.h"

#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace zvt::widgets {
class DataTable;
class NodeCanvas;
class TextLabel;
}

namespace zvt::ui {

class MainWindow;
class PanelRegistry;
class ParametersPane;
class ResultStrip;

/// The strategy builder: canvas, parameters, problems, run and its result.
class StrategyPanel : public Panel {
  Q_OBJECT

public:
  explicit StrategyPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  /// With changes that are not saved, the whole document: they survive a restart.
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  [[nodiscard]] StrategyEditor& editor() { return m_editor; }
  [[nodiscard]] BacktestRunner& runner() { return m_runner; }
  [[nodiscard]] ResultStrip& result() { return *m_result; }
  [[nodiscard]] widgets::NodeCanvas& canvas() { return *m_canvas; }

  void run();
  void openFile(const QString& file);
  /// To its file, or to one that the user names. @p then is called once it is written.
  void save(std::function<void()> then = {});
  void saveAs(std::function<void()> then = {});

Q_SIGNALS:
  void opened();
  void saved();

protected:
  void retranslate() override;
  void themeChanged() override;

private:
  struct Tool {
    QToolButton* button;
    QString (*text)();
  };
  QWidget* makeToolBar(QWidget* content);
  QWidget* makeProblems(QWidget* content);
  QToolButton* addTool(QHBoxLayout* row, const char* name, const QString& icon, QString (*text)(),
      const QKeySequence& shortcut, std::function<void()> run);
  void connectParts();
  void askAndOpen();
  void saveTo(const QString& file, std::function<void()> then);
  void showDocument();
  void showState();
  void showProblems(bool any);
  void showError(const Error& error);
  /// Those of the document, and why the latest run of it failed.
  [[nodiscard]] std::vector<strategy::Problem> problems() const;
  void setRunProblem(std::optional<Error> problem);

  Context m_context;
  StrategyEditor m_editor;
  BacktestRunner m_runner;
  ProblemModel m_problems;
  std::optional<Error> m_runProblem; ///< of the latest run, until another or a change
  std::string m_ranHash; ///< of the document that the shown result came from
  std::vector<Tool> m_tools;
  widgets::TextLabel* m_name = nullptr;
  widgets::TextLabel* m_dirty = nullptr;
  QLabel* m_zoom = nullptr;
  QToolButton* m_undo = nullptr;
  QToolButton* m_redo = nullptr;
  QPushButton* m_run = nullptr;
  widgets::NodeCanvas* m_canvas = nullptr;
  ParametersPane* m_parameters = nullptr;
  widgets::TextLabel* m_problemsTitle = nullptr;
  QWidget* m_problemsBox = nullptr;
  widgets::DataTable* m_problemsTable = nullptr;
  ResultStrip* m_result = nullptr;
};

void registerStrategyPanel(PanelRegistry& registry);
/// The commands of the strategy menu (run: F5), and what the research panels ask the window for.
void registerStrategyActions(const Context& context, MainWindow* window);

}
