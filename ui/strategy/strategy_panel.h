// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "ui/strategy/backtest_runner.h"
#include "ui/strategy/problem_model.h"
#include "ui/strategy/script_editor.h"
#include "ui/strategy/strategy_editor.h"
#include "ui/strategy/strategy_files.h"

#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace zvt::widgets {
class DataTable;
class NodeCanvas;
class Note;
class TextLabel;
}

namespace zvt::ui {

class MainWindow;
class PanelRegistry;
class ParametersPane;
class ResultStrip;
class ScriptEdit;
class ScriptSettings;
class ScriptWatch;

/// The strategy builder: canvas, parameters, problems, run and its result. A script stands there as its source and the
/// settings that it declares.
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
  [[nodiscard]] ScriptEditor& script() { return *m_script; }
  [[nodiscard]] ScriptEdit& sourceEdit() { return *m_source; }
  /// A script is open, and no document.
  [[nodiscard]] bool isScript() const { return m_script->isOpen(); }
  [[nodiscard]] BacktestRunner& runner() { return m_runner; }
  [[nodiscard]] ResultStrip& result() { return *m_result; }
  [[nodiscard]] widgets::NodeCanvas& canvas() { return *m_canvas; }

  void run();
  /// Asks for a file, and before that what becomes of changes.
  void askAndOpen();
  /// The sample document, or the same as a script, in place of what is open; asks what becomes of changes.
  void askAndStart(bool asScript);
  /// A *.lua file is a script, everything else a document.
  void openFile(const QString& file);
  /// Takes what another program wrote to the script's file; asks where there are changes here.
  void readAgain();
  /// To its file, or to one that the user names. @p then is called once it is written.
  void save(std::function<void()> then = {});
  void saveAs(std::function<void()> then = {});

Q_SIGNALS:
  void opened();
  void saved();
  void readFromFile(); ///< readAgain() came to its end

protected:
  void retranslate() override;
  void themeChanged() override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  static constexpr int kProblemsHeight = 160;
  struct Tool {
    QToolButton* button;
    QString (*text)();
    bool isOfCanvas = false;
  };
  QWidget* makeToolBar(QWidget* content);
  QWidget* makeProblems(QWidget* content);
  QToolButton* addTool(QHBoxLayout* row, const char* name, const QString& icon, QString (*text)(),
      const QKeySequence& shortcut, std::function<void()> run);
  void connectParts();
  QWidget* makeOutside(QWidget* content);
  /// @p then at once, or once what becomes of changes is decided; not where they are kept.
  void leaveThen(std::function<void()> then);
  [[nodiscard]] bool isDirty() const;
  [[nodiscard]] QString file() const;
  [[nodiscard]] QString name() const;
  void openScript(const QString& file, const std::vector<std::string>& settings);
  /// @param held as ScriptEditor::open()
  void showScript(const std::string& text, const QString& file, const std::vector<std::string>& settings,
      const std::optional<std::string>& held);
  void saveTo(const QString& file, bool over, std::function<void()> then);
  void askToOverwrite(const QString& file, const std::string& theirs, std::function<void()> then);
  /// Tells the hub that what is open here is the open strategy.
  void publish();
  /// It is the open strategy, the one that is used now, or nobody has said which one is.
  [[nodiscard]] bool isOpenStrategy() const;
  /// What a run depends on: another one means that its result is of an older strategy.
  [[nodiscard]] std::string openHash() const;
  void runScript();
  void showDocument();
  void showContents();
  void showMode();
  void showProblemLine();
  void showState();
  void showProblems(bool any);
  void showError(const Error& error);
  /// Those of the document, and why the latest run of it failed.
  [[nodiscard]] std::vector<strategy::Problem> problems() const;
  void setRunProblem(std::optional<Error> problem);

  Context m_context;
  StrategyEditor m_editor;
  ScriptEditor* m_script = nullptr;
  BacktestRunner m_runner;
  ProblemModel m_problems;
  std::optional<Error> m_runProblem; ///< of the latest run, until another or a change
  std::string m_ranHash; ///< openHash() of what the shown result came from
  unsigned m_openings = 0; ///< how many strategies have stood here
  LatestOnly m_opening, m_reading;
  bool m_isSaving = false;
  std::vector<std::function<void()>> m_savesWaiting;
  bool m_runsWhenChecked = false; ///< the script was still being read
  std::string m_outsideText; ///< what another program wrote to the file, while there were changes here
  std::vector<Tool> m_tools;
  widgets::TextLabel* m_name = nullptr;
  widgets::TextLabel* m_dirty = nullptr;
  QLabel* m_zoom = nullptr;
  QToolButton* m_undo = nullptr;
  QToolButton* m_redo = nullptr;
  QPushButton* m_run = nullptr;
  QStackedWidget* m_left = nullptr; ///< canvas, or source
  QStackedWidget* m_right = nullptr; ///< parameters of a node, or settings of the script
  widgets::NodeCanvas* m_canvas = nullptr;
  ScriptEdit* m_source = nullptr;
  ScriptSettings* m_settings = nullptr;
  ScriptWatch* m_watch = nullptr;
  QWidget* m_outside = nullptr; ///< the file was changed by another program
  widgets::Note* m_outsideNote = nullptr;
  QPushButton* m_takeOutside = nullptr;
  QPushButton* m_keepMine = nullptr;
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
