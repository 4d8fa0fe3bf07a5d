// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_panel.h"

#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/report/report_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/strategy/graph_view.h"
#include "ui/strategy/parameters_pane.h"
#include "ui/strategy/result_strip.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"
#include "widgets/nodegraph/node_canvas.h"
#include "widgets/table/data_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr double kZoomStep = 1.25;
constexpr int kProblemsHeight = 160;

FileQuestion fileQuestion(const QString& title, const QString& start)
{
  return {title, start, Tr::tr("Strategies (*.zvtstrategy)"), QStringLiteral("zvtstrategy")};
}

}

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
  layout->addWidget(makeToolBar(content));
  auto* left = new QSplitter(Qt::Vertical, content);
  left->setChildrenCollapsible(false);
  left->addWidget(m_canvas);
  left->addWidget(makeProblems(content));
  left->setStretchFactor(0, 1);
  left->setSizes({600, kProblemsHeight});
  auto* split = new QSplitter(Qt::Horizontal, content);
  split->setChildrenCollapsible(false);
  split->addWidget(left);
  split->addWidget(m_parameters);
  split->setStretchFactor(0, 1);
  split->setSizes({1160, 370});
  layout->addWidget(split, 1);
  m_result = new ResultStrip(content);
  layout->addWidget(m_result);
  setContent(content);
  setFocusProxy(m_canvas);
  setUndoStack(&m_editor.undoStack());

  connectParts();
  m_editor.open(sampleStrategy(), {});
  retranslate();
}

QToolButton* StrategyPanel::addTool(QHBoxLayout* row, const char* name, const QString& icon, QString (*text)(),
    const QKeySequence& shortcut, std::function<void()> run)
{
  auto* button = new QToolButton(row->parentWidget());
  button->setObjectName(QLatin1String(name));
  button->setIcon(widgets::icon(icon));
  button->setAutoRaise(true);
  row->addWidget(button);
  connect(button, &QToolButton::clicked, this, run);
  if (!shortcut.isEmpty()) {
    auto* key = new QShortcut(shortcut, this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, run);
  }
  m_tools.push_back({button, text});
  return button;
}

QWidget* StrategyPanel::makeToolBar(QWidget* content)
{
  auto* bar = new QWidget(content);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 3, 8, 3);
  row->setSpacing(4);
  m_name = new widgets::TextLabel({}, bar);
  m_name->setObjectName(QStringLiteral("strategyNameLabel"));
  m_name->setRole(static_cast<int>(widgets::FontRole::Heading), true);
  m_dirty = new widgets::TextLabel(QStringLiteral("*"), bar);
  m_dirty->setObjectName(QStringLiteral("dirtyMark"));
  m_dirty->setTone(widgets::TextTone::Accent)->setRole(static_cast<int>(widgets::FontRole::Heading), true);
  row->addWidget(m_name);
  row->addWidget(m_dirty);
  row->addSpacing(12);
  addTool(
      row, "openButton", QStringLiteral("folder"), [] { return Tr::tr("Open…"); }, QKeySequence::Open,
      [this] { askAndOpen(); });
  addTool(
      row, "saveButton", QStringLiteral("save"), [] { return Tr::tr("Save"); }, QKeySequence::Save, [this] { save(); });
  addTool(
      row, "saveAsButton", QStringLiteral("export"), [] { return Tr::tr("Save as…"); }, QKeySequence::SaveAs,
      [this] { saveAs(); });
  row->addSpacing(12);
  m_undo = addTool(
      row, "undoButton", QStringLiteral("undo"), [] { return Tr::tr("Undo"); }, {}, // Ctrl+Z comes from the shell
      [this] { m_editor.undoStack().undo(); });
  m_redo = addTool(
      row, "redoButton", QStringLiteral("redo"), [] { return Tr::tr("Redo"); }, {},
      [this] { m_editor.undoStack().redo(); });
  row->addSpacing(12);
  addTool(
      row, "zoomOutButton", QStringLiteral("minus"), [] { return Tr::tr("Zoom out"); }, {},
      [this] { m_canvas->zoomBy(1 / kZoomStep); });
  m_zoom = new widgets::TextLabel({}, bar);
  m_zoom->setMinimumWidth(40);
  m_zoom->setAlignment(Qt::AlignCenter);
  row->addWidget(m_zoom);
  addTool(
      row, "zoomInButton", QStringLiteral("plus"), [] { return Tr::tr("Zoom in"); }, {},
      [this] { m_canvas->zoomBy(kZoomStep); });
  addTool(
      row, "fitButton", QStringLiteral("fit"), [] { return Tr::tr("Show the whole strategy"); }, {},
      [this] { m_canvas->fit(); });
  row->addStretch(1);
  m_run = new QPushButton(bar);
  m_run->setObjectName(QStringLiteral("runBacktestButton"));
  m_run->setProperty("role", QStringLiteral("primary"));
  m_run->setIcon(widgets::icon(QStringLiteral("play"), widgets::Theme::current().colors().accent.onFill));
  row->addWidget(m_run);
  return bar;
}

QWidget* StrategyPanel::makeProblems(QWidget* content)
{
  auto* box = new QWidget(content);
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  m_problemsTitle = new widgets::TextLabel({}, box);
  m_problemsTitle->setRole(static_cast<int>(widgets::FontRole::Body), true);
  m_problemsTitle->setContentsMargins(8, 5, 8, 5);
  m_problemsTitle->setProperty("surface", QStringLiteral("bar"));
  m_problemsTable = new widgets::DataTable(box);
  m_problemsTable->setObjectName(QStringLiteral("problemsTable"));
  m_problemsTable->setModel(&m_problems);
  m_problemsTable->setColumnWidth(ProblemModel::RuleColumn, 74);
  m_problemsTable->setColumnWidth(ProblemModel::TextColumn, 520);
  m_problemsTable->setColumnWidth(ProblemModel::PlaceColumn, 220);
  layout->addWidget(m_problemsTitle);
  layout->addWidget(m_problemsTable, 1);
  m_problemsBox = box;
  return box;
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
  connect(m_run, &QPushButton::clicked, this, &StrategyPanel::run);
  connect(m_result, &ResultStrip::cancelRequested, &m_runner, &BacktestRunner::cancel);
  connect(&m_runner, &BacktestRunner::started, this, [this] {
    m_result->showRunning();
    setRunProblem(std::nullopt);
  });
  connect(&m_runner, &BacktestRunner::progressed, m_result, &ResultStrip::setProgress);
  connect(&m_runner, &BacktestRunner::succeeded, this, [this](const ResearchHub::RunPtr& run) {
    m_result->showDone(run);
    m_result->setOutdated(strategy::documentHash(m_editor.document()) != m_ranHash);
    if (m_context.research != nullptr)
      m_context.research->publish(run);
    showState();
  });
  connect(&m_runner, &BacktestRunner::failed, this, [this](const Error& error) {
    m_result->showFailed(error);
    setRunProblem(error);
  });
  connect(&m_runner, &BacktestRunner::cancelled, this, [this] {
    m_result->showCancelled();
    showState();
  });
  if (m_context.research != nullptr) {
    connect(m_context.research, &ResearchHub::runRequested, this, &StrategyPanel::run);
    connect(m_result, &ResultStrip::reportRequested, m_context.research, &ResearchHub::requestReport);
  }
}

QString StrategyPanel::title() const
{
  return Tr::tr("Strategy");
}

QString StrategyPanel::subtitle() const
{
  return QString::fromStdString(m_editor.document().name) + (m_editor.isDirty() ? QStringLiteral(" *") : QString());
}

QJsonObject StrategyPanel::saveState() const
{
  QJsonObject state{{QStringLiteral("file"), m_editor.file()}};
  if (m_editor.isDirty())
    state.insert(QStringLiteral("document"), QString::fromStdString(strategy::toJson(m_editor.document())));
  return state;
}

void StrategyPanel::restoreState(const QJsonObject& state)
{
  const QString file = state.value(QLatin1String("file")).toString();
  const QString text = state.value(QLatin1String("document")).toString();
  if (auto document = strategy::parseStrategy(text.toStdString()); !text.isEmpty() && document)
    m_editor.open(*std::move(document), file, true);
  else if (!file.isEmpty())
    openFile(file);
}

void StrategyPanel::run()
{
  if (m_runner.isRunning() || !m_run->isEnabled())
    return;
  // What stands there in red is not in the document: the run would take what was there before.
  if (const QString problem = m_parameters->form()->problem(); !problem.isEmpty()) {
    notify(m_context, this, widgets::NoteKind::Error, Tr::tr("Not run. %1").arg(problem));
    m_result->showRefused(problem);
    setRunProblem(Error{"strategy.not_run", {{"why", problem.toStdString()}}, {}});
    m_parameters->form()->focusProblem();
    return;
  }
  m_ranHash = strategy::documentHash(m_editor.document());
  m_runProblem.reset();
  m_runner.start(m_editor.document());
}

void StrategyPanel::askAndOpen()
{
  const auto choose = [this] {
    const FileQuestion question = fileQuestion(Tr::tr("Open a strategy"), {});
    if (const QString file = dialogsOf(m_context).openFile(this, question); !file.isEmpty())
      openFile(file);
  };
  if (!m_editor.isDirty()) {
    choose();
    return;
  }
  Question question;
  question.title = Tr::tr("Unsaved changes");
  question.text = Tr::tr("“%1” has changes that are not saved.").arg(QString::fromStdString(m_editor.document().name));
  question.answers = {Tr::tr("Save"), Tr::tr("Discard"), Tr::tr("Cancel")};
  question.kind = widgets::NoteKind::Warning;
  const int answer = dialogsOf(m_context).ask(this, question);
  if (answer == 0)
    save(choose);
  else if (answer == 1)
    choose();
}

void StrategyPanel::openFile(const QString& file)
{
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString()] { return readStrategyFile(*files, path); },
      [this, file](Result<strategy::StrategyDocument> document) {
        if (!document) {
          showError(document.error());
          return;
        }
        m_canvas->select({});
        m_editor.open(*std::move(document), file);
        m_canvas->fit();
        Q_EMIT opened();
      });
}

void StrategyPanel::save(std::function<void()> then)
{
  if (m_editor.file().isEmpty())
    saveAs(std::move(then));
  else
    saveTo(m_editor.file(), std::move(then));
}

void StrategyPanel::saveAs(std::function<void()> then)
{
  const QString proposed = m_editor.file().isEmpty()
      ? QString(QString::fromStdString(m_editor.document().name) + QStringLiteral(".zvtstrategy"))
      : m_editor.file();
  const FileQuestion question = fileQuestion(Tr::tr("Save the strategy"), proposed);
  if (const QString file = dialogsOf(m_context).saveFile(this, question); !file.isEmpty())
    saveTo(file, std::move(then));
}

void StrategyPanel::saveTo(const QString& file, std::function<void()> then)
{
  const int index = m_editor.undoStack().index();
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString(), text = strategy::toJson(m_editor.document())] {
        return files->writeAtomically(path, text);
      },
      [this, file, index, then = std::move(then)](Result<void> written) {
        if (!written) {
          showError(written.error());
          return;
        }
        // What was changed while the file was being written is not saved.
        if (m_editor.undoStack().index() == index)
          m_editor.markSaved(file);
        Q_EMIT saved();
        if (then)
          then();
      });
}

void StrategyPanel::showError(const Error& error)
{
  notify(m_context, this, widgets::NoteKind::Error, widgets::Language::current().describe(error));
}

void StrategyPanel::showDocument()
{
  m_canvas->setGraph(graphOf(m_editor.document(), m_editor.problems()));
  if (m_runProblem && strategy::documentHash(m_editor.document()) != m_ranHash)
    m_runProblem.reset(); // it was mended, perhaps: the next run says
  m_problems.setProblems(problems(), m_editor.document());
  if (m_context.research != nullptr)
    m_context.research->setDocument(std::make_shared<const strategy::StrategyDocument>(m_editor.document()));
  if (m_result->state() == ResultStrip::State::Done)
    m_result->setOutdated(strategy::documentHash(m_editor.document()) != m_ranHash);
  showState();
}

std::vector<strategy::Problem> StrategyPanel::problems() const
{
  std::vector<strategy::Problem> all = m_editor.problems();
  if (m_runProblem) {
    strategy::Problem problem;
    problem.id = "RUN";
    problem.severity = strategy::Severity::Error;
    problem.message = *m_runProblem;
    all.insert(all.begin(), std::move(problem));
  }
  return all;
}

void StrategyPanel::setRunProblem(std::optional<Error> problem)
{
  m_runProblem = std::move(problem);
  m_problems.setProblems(problems(), m_editor.document());
  showState();
}

/// Without problems there is no table to give room to; with the first one it has room again.
void StrategyPanel::showProblems(bool any)
{
  m_problemsTable->setVisible(any);
  m_problemsBox->setMaximumHeight(any ? QWIDGETSIZE_MAX : m_problemsTitle->sizeHint().height());
  if (auto* splitter = qobject_cast<QSplitter*>(m_problemsBox->parentWidget()); splitter && any)
    splitter->setSizes({std::max(splitter->height() - kProblemsHeight, 1), kProblemsHeight});
}

void StrategyPanel::showState()
{
  const std::size_t problems = this->problems().size();
  const bool hasErrors = strategy::hasErrors(m_editor.problems());
  m_name->setText(QString::fromStdString(m_editor.document().name));
  m_name->setToolTip(m_editor.file().isEmpty() ? Tr::tr("Not saved to a file yet") : m_editor.file());
  m_dirty->setVisible(m_editor.isDirty());
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

void registerStrategyPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("strategy");
  spec.title = [] { return Tr::tr("Strategy"); };
  spec.icon = QStringLiteral("graph");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("research"), DockArea::Centre, 0, 1600, 1, false},
      {QStringLiteral("strategy"), DockArea::Centre, 0, 1600, 1, false}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new StrategyPanel(context, parent); };
  registry.add(std::move(spec));
}

void registerStrategyActions(const Context& context, MainWindow* window)
{
  ActionSpec run;
  run.id = QStringLiteral("strategy.run");
  run.text = [] { return Tr::tr("&Run backtest"); };
  run.menu = QStringLiteral("strategy");
  run.order = 110;
  run.icon = QStringLiteral("play");
  run.shortcut = QStringLiteral("F5");
  run.help = [] { return Tr::tr("Run the strategy over the stored bars"); };
  run.run = [window](bool) {
    if (auto* panel = qobject_cast<StrategyPanel*>(window->showPanel(QStringLiteral("strategy"))))
      panel->run();
  };
  context.actions->add(std::move(run));
  ActionSpec open;
  open.id = QStringLiteral("report.open");
  open.text = [] { return Tr::tr("&Open run…"); };
  open.menu = QStringLiteral("strategy");
  open.order = 120;
  open.icon = QStringLiteral("folder");
  open.help = [] { return Tr::tr("Show the report of an earlier run from its folder"); };
  open.run = [window](bool) {
    if (auto* panel = qobject_cast<ReportPanel*>(window->showPanel(QStringLiteral("report"))))
      panel->chooseAndOpen();
  };
  context.actions->add(std::move(open));
  ActionSpec why;
  why.id = QStringLiteral("report.why");
  why.text = [] { return Tr::tr("&Why?"); };
  why.icon = QStringLiteral("trace");
  why.shortcut = QStringLiteral("F7");
  why.context = QStringLiteral("report");
  why.help = [] { return Tr::tr("Back to the order, the decision, the values and bars behind it"); };
  why.run = [actions = context.actions](bool) {
    if (auto* panel = qobject_cast<ReportPanel*>(actions->host(QStringLiteral("report"))))
      panel->askWhy();
  };
  context.actions->add(std::move(why));
  QObject::connect(context.research, &ResearchHub::reportRequested, window,
      [window] { window->showPanel(QStringLiteral("report")); });
}

}
