// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_panel.h"

#include "core/base/checksum.h"
#include "ui/report/report_panel.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "ui/strategy/graph_view.h"
#include "ui/strategy/parameters_pane.h"
#include "ui/strategy/result_strip.h"
#include "ui/strategy/script_edit.h"
#include "ui/strategy/script_settings.h"
#include "ui/strategy/script_watch.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"
#include "widgets/nodegraph/node_canvas.h"
#include "widgets/table/data_table.h"

#include <QApplication>
#include <QFileInfo>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

StrategyPanel::StrategyPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_runner(context)
{
  auto* content = new QWidget(this);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  m_canvas = new widgets::NodeCanvas(content);
  m_canvas->setObjectName(QStringLiteral("strategyCanvas"));
  m_parameters = new ParametersPane(m_editor, content);
  m_parameters->setObjectName(QStringLiteral("parametersPane"));
  m_source = new ScriptEdit(content);
  m_source->setObjectName(QStringLiteral("scriptSource"));
  m_script = new ScriptEditor(context, *m_source->document(), m_editor.undoStack(), this);
  m_settings = new ScriptSettings(*m_script, content);
  m_settings->setObjectName(QStringLiteral("scriptSettings"));
  m_watch = new ScriptWatch(this);
  m_left = new QStackedWidget(content);
  m_left->addWidget(m_canvas);
  m_left->addWidget(m_source);
  m_right = new QStackedWidget(content);
  m_right->addWidget(m_parameters);
  m_right->addWidget(m_settings);
  layout->addWidget(makeToolBar(content));
  layout->addWidget(makeOutside(content));
  auto* left = new QSplitter(Qt::Vertical, content);
  left->setChildrenCollapsible(false);
  left->addWidget(m_left);
  left->addWidget(makeProblems(content));
  left->setStretchFactor(0, 1);
  left->setSizes({600, kProblemsHeight});
  auto* split = new QSplitter(Qt::Horizontal, content);
  split->setChildrenCollapsible(false);
  split->addWidget(left);
  split->addWidget(m_right);
  split->setStretchFactor(0, 1);
  split->setSizes({1160, 370});
  layout->addWidget(split, 1);
  m_result = new ResultStrip(content);
  layout->addWidget(m_result);
  setContent(content);
  setFocusProxy(m_canvas);
  setUndoStack(&m_editor.undoStack());
  setAcceptDrops(true);

  connectParts();
  m_editor.open(sampleStrategy(), {});
  showMode();
  retranslate();
}

void StrategyPanel::connectParts()
{
  connect(m_canvas, &widgets::NodeCanvas::selectionChanged, this,
      [this](const QString& id) { m_parameters->showNode(id.toStdString()); });
  connect(m_canvas, &widgets::NodeCanvas::nodeMoved, this,
      [this](const QString& id, const QPointF& position) { m_editor.moveNode(id.toStdString(), position); });
  const auto linkOf = [](const widgets::GraphLink& link) {
    return strategy::Link{{link.fromNode.toStdString(), link.fromPort.toStdString()},
        {link.toNode.toStdString(), link.toPort.toStdString()}};
  };
  connect(m_canvas, &widgets::NodeCanvas::linkDrawn, this, [this, linkOf](const widgets::GraphLink& link) {
    if (const auto refused = m_editor.addLink(linkOf(link)))
      notify(m_context, this, widgets::NoteKind::Error,
          QString::fromStdString(refused->id) + QStringLiteral("  ")
              + widgets::Language::current().describe(refused->message));
  });
  connect(m_canvas, &widgets::NodeCanvas::linkRemoved, this,
      [this, linkOf](const widgets::GraphLink& link) { m_editor.removeLink(linkOf(link)); });
  connect(m_canvas, &widgets::NodeCanvas::zoomChanged, this,
      [this](double zoom) { m_zoom->setText(QString(QString::number(std::lround(zoom * 100)) + u'%')); });
  const auto goTo = [this](const QModelIndex& index) {
    if (isScript()) {
      if (const int line = index.data(ProblemModel::LineRole).toInt(); line > 0)
        m_source->goTo(line);
      return;
    }
    const QString node = index.data(ProblemModel::NodeRole).toString();
    m_canvas->select(node);
    m_canvas->reveal(node);
  };
  connect(m_problemsTable, &widgets::DataTable::rowActivated, this, goTo);
  connect(m_problemsTable, &QAbstractItemView::clicked, this, [goTo](const QModelIndex& index) {
    if (index.column() == ProblemModel::GoColumn)
      goTo(index);
  });
  connect(&m_editor, &StrategyEditor::changed, this, &StrategyPanel::showDocument);
  connect(&m_editor, &StrategyEditor::stateChanged, this, &StrategyPanel::showState);
  connect(m_script, &ScriptEditor::textChanged, this, &StrategyPanel::showDocument);
  connect(m_script, &ScriptEditor::settingsChanged, this, &StrategyPanel::showDocument);
  connect(m_script, &ScriptEditor::stateChanged, this, &StrategyPanel::showState);
  connect(m_script, &ScriptEditor::checked, this, [this] {
    showDocument();
    if (std::exchange(m_runsWhenChecked, false))
      run();
  });
  connect(m_watch, &ScriptWatch::changed, this, &StrategyPanel::readAgain);
  // Of several panels the one that was used last has the strategy that is open.
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
    if (now != nullptr && isAncestorOf(now) && m_context.research != nullptr && m_context.research->editor() != this)
      publish();
  });
  connect(m_run, &QPushButton::clicked, this, &StrategyPanel::run);
  connect(m_result, &ResultStrip::cancelRequested, &m_runner, &BacktestRunner::cancel);
  connect(&m_runner, &BacktestRunner::started, this, [this] {
    m_result->showRunning();
    setRunProblem(std::nullopt);
  });
  connect(&m_runner, &BacktestRunner::progressed, m_result, &ResultStrip::setProgress);
  connect(
      &m_runner, &BacktestRunner::succeeded, this, [this](const ResearchHub::RunPtr& run, const RunTraitsPtr& traits) {
        m_result->showDone(run);
        m_result->setOutdated(openHash() != m_ranHash);
        if (m_context.research != nullptr)
          m_context.research->publish(run, traits);
        showState();
      });
  connect(&m_runner, &BacktestRunner::failed, this, [this](const Error& error) {
    m_result->showFailed(error);
    if (openHash() == m_ranHash)
      setRunProblem(error);
    else // its line is of another text
      showState();
  });
  connect(&m_runner, &BacktestRunner::cancelled, this, [this] {
    m_result->showCancelled();
    showState();
  });
  if (m_context.research != nullptr) {
    connect(m_context.research, &ResearchHub::runRequested, this, [this] {
      if (const QObject* open = m_context.research->editor(); open == nullptr || open == this)
        run();
    });
    connect(m_result, &ResultStrip::reportRequested, m_context.research, &ResearchHub::requestReport);
  }
}

QString StrategyPanel::title() const
{
  return Tr::tr("Strategy: %1").arg(name()) + (isDirty() ? QStringLiteral(" *") : QString());
}

QString StrategyPanel::subtitle() const
{
  return isScript() ? m_script->fileName() : QFileInfo(file()).fileName();
}

QString StrategyPanel::name() const
{
  if (!isScript())
    return QString::fromStdString(m_editor.document().name);
  const OpenCodePtr& code = m_script->lastCode(); // it keeps its name while a line is being written
  return code ? QString::fromStdString(code->facts.name) : m_script->fileName();
}

std::string StrategyPanel::openHash() const
{
  if (!isScript())
    return strategy::documentHash(m_editor.document());
  std::string all = m_script->text();
  for (const std::string& setting : m_script->settings())
    all += '\n' + setting;
  return sha256Hex(all);
}

void StrategyPanel::publish()
{
  if (m_context.research == nullptr)
    return;
  if (isScript())
    m_context.research->setCode(m_script->problem() ? nullptr : m_script->code(), this);
  else
    m_context.research->setDocument(std::make_shared<const strategy::StrategyDocument>(m_editor.document()), this);
}

void StrategyPanel::showMode()
{
  m_left->setCurrentWidget(isScript() ? static_cast<QWidget*>(m_source) : m_canvas);
  m_right->setCurrentWidget(isScript() ? static_cast<QWidget*>(m_settings) : m_parameters);
  setFocusProxy(m_left->currentWidget());
  for (const Tool& tool : m_tools)
    if (tool.isOfCanvas)
      tool.button->setVisible(!isScript());
  m_zoom->setVisible(!isScript());
  if (!isScript())
    m_outside->hide();
  m_watch->watch(isScript() ? file() : QString());
  ++m_openings;
  (void)m_opening.next();
  (void)m_reading.next();
  m_ranHash.clear();
  m_runsWhenChecked = false;
  m_runProblem.reset();
  showContents();
  publish();
}

void StrategyPanel::run()
{
  if (m_runner.isRunning() || !m_run->isEnabled())
    return;
  widgets::SchemaForm* form = isScript() ? m_settings->form() : m_parameters->form();
  // What stands there in red is not in the document: the run would take what was there before.
  if (const QString problem = form != nullptr ? form->problem() : QString(); !problem.isEmpty()) {
    notify(m_context, this, widgets::NoteKind::Error, Tr::tr("Not run. %1").arg(problem));
    m_result->showRefused(problem);
    setRunProblem(Error{"strategy.not_run", {{"why", problem.toStdString()}}, {}});
    form->focusProblem();
    return;
  }
  if (isScript()) {
    runScript();
    return;
  }
  m_ranHash = openHash();
  m_runProblem.reset();
  m_runner.start(m_editor.document());
}

void StrategyPanel::runScript()
{
  if (m_script->isChecking()) { // what stands there now is run, not what was read before
    m_runsWhenChecked = true;
    m_script->check();
    return;
  }
  if (!m_script->code() || m_script->problem())
    return;
  m_ranHash = openHash();
  m_runProblem.reset();
  m_runner.start(m_script->code());
}

void StrategyPanel::showError(const Error& error)
{
  notify(m_context, this, widgets::NoteKind::Error, widgets::Language::current().describe(error));
}

bool StrategyPanel::isOpenStrategy() const
{
  const QWidget* focus = QApplication::focusWidget();
  return m_context.research != nullptr
      && (m_context.research->editor() == nullptr || m_context.research->editor() == this
          || (focus != nullptr && isAncestorOf(focus)));
}

void StrategyPanel::showDocument()
{
  showContents();
  if (isOpenStrategy())
    publish();
}

void StrategyPanel::showContents()
{
  if (!isScript())
    m_canvas->setGraph(graphOf(m_editor.document(), m_editor.problems()));
  if (m_runProblem && openHash() != m_ranHash)
    m_runProblem.reset(); // it was mended, perhaps: the next run says
  showProblemLine();
  m_problems.setProblems(problems(), m_editor.document());
  if (m_result->state() == ResultStrip::State::Done)
    m_result->setOutdated(openHash() != m_ranHash);
  showState();
}

void StrategyPanel::showState()
{
  const std::size_t problems = this->problems().size();
  const bool hasErrors = isScript() ? m_script->problem().has_value() : strategy::hasErrors(m_editor.problems());
  m_name->setText(name());
  m_name->setToolTip(file().isEmpty() ? Tr::tr("Not saved to a file yet") : file());
  m_dirty->setVisible(isDirty());
  m_undo->setEnabled(m_editor.undoStack().canUndo());
  m_redo->setEnabled(m_editor.undoStack().canRedo());
  m_problemsTitle->setText(problems == 0 ? Tr::tr("No problems") : Tr::tr("%n problems", nullptr, int(problems)));
  if (m_problemsTable->isHidden() != (problems == 0) || problems == 0)
    showProblems(problems > 0);
  m_run->setEnabled(m_runner.isAvailable() && !m_runner.isRunning() && !hasErrors);
  m_run->setToolTip(!m_runner.isAvailable() ? Tr::tr("There is no profile to run on")
          : hasErrors                       ? Tr::tr("Mend the errors below first")
          : m_runner.isRunning()            ? Tr::tr("A backtest is running")
                                            : Tr::tr("Run the strategy over the stored bars"));
  Q_EMIT titleChanged();
}

void StrategyPanel::retranslate()
{
  if (m_result == nullptr)
    return;
  for (const Tool& tool : m_tools) {
    tool.button->setToolTip(tool.text());
    tool.button->setAccessibleName(tool.text());
  }
  m_run->setText(QString(Tr::tr("Run backtest") + QStringLiteral("  F5")));
  m_canvas->setAccessibleName(Tr::tr("Strategy canvas"));
  m_source->setAccessibleName(Tr::tr("Source of the script"));
  m_outsideNote->setNote(widgets::NoteKind::Warning,
      Tr::tr("Another program has changed the file, and there are changes here that are not saved."));
  m_takeOutside->setText(Tr::tr("Take the file's text"));
  m_keepMine->setText(Tr::tr("Keep mine"));
  m_settings->retranslate();
  m_problemsTable->setAccessibleName(Tr::tr("Problems"));
  m_parameters->retranslate();
  m_result->retranslate();
  m_problems.retranslate(m_editor.document());
  showDocument();
}

void StrategyPanel::themeChanged()
{
  m_run->setIcon(widgets::icon(QStringLiteral("play"), widgets::Theme::current().colors().accent.onFill));
}

}
