// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_panel.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/messages.h"
#include "core/base/parallel_for.h"
#include "core/market/entity.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/lab/lab_export.h"
#include "ui/lab/lab_pages.h"
#include "ui/lab/lab_setup.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_export.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QMenu>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace zvt::ui {

namespace {

constexpr int kFormWidth = 300;
constexpr int kNarrowestForm = 240;

const TbbParallelFor kParallel;

QComboBox* runCombo(const char* name, QWidget* parent)
{
  auto* combo = new QComboBox(parent);
  combo->setObjectName(QLatin1String(name));
  combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  combo->setMinimumContentsLength(10);
  return combo;
}

}

LabPanel::LabPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_run(context.tasks, context.taskFeed, context.workers)
{
  auto* content = new QSplitter(Qt::Horizontal, this);
  content->setObjectName(QStringLiteral("labSplitter"));
  m_setup = new LabSetup(m_context, m_registry);
  auto* scroll = new QScrollArea(content);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setMinimumWidth(kNarrowestForm);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(m_setup);
  content->addWidget(scroll);
  content->addWidget(makeResults());
  content->setStretchFactor(0, 0);
  content->setStretchFactor(1, 1);
  content->setSizes({kFormWidth, 4 * kFormWidth});
  setContent(content);
  connectAll();
  retranslate();
  m_setup->readNames();
  m_presenter = new Presenter(m_context, this, [this] { takeNews(); });
  m_presenter->watchMarket();
}

LabPanel::~LabPanel()
{
  disconnect(&m_run, nullptr, this, nullptr);
}

QWidget* LabPanel::makeResults()
{
  auto* results = new QWidget;
  auto* layout = new QVBoxLayout(results);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  m_stack = new QStackedWidget(results);
  m_pages = new LabPages(m_context, m_stack);
  m_stack->addWidget(m_pages);
  m_head = makeHead(results);
  layout->addWidget(m_head);
  layout->addWidget(m_stack, 1);
  return results;
}

QWidget* LabPanel::makeHead(QWidget* parent)
{
  auto* head = new QWidget(parent);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 8, 0);
  row->setSpacing(6);
  m_runCombo = runCombo("runCombo", head);
  m_compareCombo = runCombo("compareCombo", head);
  m_export = new QToolButton(head);
  m_export->setObjectName(QStringLiteral("labExportButton"));
  m_export->setIcon(widgets::icon(QStringLiteral("export")));
  m_export->setAutoRaise(true);
  m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_export->setPopupMode(QToolButton::InstantPopup);
  m_exportMenu = new QMenu(m_export);
  m_html = m_exportMenu->addAction(QString());
  m_csv = m_exportMenu->addAction(QString());
  m_export->setMenu(m_exportMenu);
  row->addWidget(m_pages->tabs());
  row->addStretch(1);
  row->addWidget(m_runCombo, 1);
  row->addWidget(m_compareCombo, 1);
  row->addWidget(m_export);
  return head;
}

void LabPanel::connectAll()
{
  connect(m_setup, &LabSetup::runRequested, this, &LabPanel::run);
  connect(m_setup, &LabSetup::cancelRequested, this, &LabPanel::cancel);
  // A step is the id of the security that is read.
  connect(&m_run, &TaskRun::progressed, this, [this](double fraction, const QString& step) {
    const std::string id = step.toStdString();
    m_setup->setProgress(fraction, step.isEmpty() ? step : codeOf(id) + u' ' + nameOf(m_context, id));
  });
  connect(&m_run, &TaskRun::succeeded, this, &LabPanel::take);
  connect(&m_run, &TaskRun::failed, this, &LabPanel::fail);
  connect(&m_run, &TaskRun::cancelled, this, [this] { fail({"task.cancelled", {}, {}}); });
  connect(m_runCombo, &QComboBox::activated, this, &LabPanel::showRun);
  connect(m_compareCombo, &QComboBox::activated, this, [this](int index) { compareWith(index - 1); });
  connect(m_html, &QAction::triggered, this, [this] { chooseAndExport(true); });
  connect(m_csv, &QAction::triggered, this, [this] { chooseAndExport(false); });
  const auto lead = [this](const QString& entity) {
    if (m_context.links != nullptr && !entity.isEmpty())
      m_context.links->select(link(), entity, this);
  };
  connect(m_pages, &LabPages::securityChosen, this, lead);
  connect(m_pages, &LabPages::securityActivated, this, [this, lead](const QString& entity) {
    lead(entity);
    if (QAction* action = m_context.actions ? m_context.actions->action(QStringLiteral("window.panel.chart")) : nullptr)
      action->trigger();
  });
}

QString LabPanel::title() const
{
  return Tr::tr("Factor lab");
}

QString LabPanel::subtitle() const
{
  return m_shown >= 0 ? m_runs.all()[static_cast<std::size_t>(m_shown)].title : QString();
}

QJsonObject LabPanel::saveState() const
{
  return {{QStringLiteral("choice"), toJson(m_setup->choice())}, {QStringLiteral("page"), m_pages->page()},
      {QStringLiteral("runs"), m_runs.toJson()}};
}

void LabPanel::restoreState(const QJsonObject& state)
{
  if (const QJsonValue choice = state.value(QLatin1String("choice")); choice.isObject())
    m_setup->setChoice(labChoiceFrom(choice.toObject()));
  m_pages->setPage(state.value(QLatin1String("page")).toInt());
  m_runs.restore(state.value(QLatin1String("runs")).toArray());
  m_failure.reset();
  m_shown = -1; // what is remembered has no results yet
  m_compared = -1;
  fillRuns();
  showCurrent();
  Q_EMIT titleChanged();
}

void LabPanel::takeNews()
{
  m_setup->readNames();
  if (m_shown < 0 && !m_failure && !isRunning())
    showBeginning();
}

void LabPanel::run()
{
  if (m_run.isRunning() || !m_run.isAvailable() || m_context.marketData == nullptr || m_context.columns == nullptr)
    return;
  Universe universe;
  auto request = m_setup->request(universe);
  if (!request) {
    fail(request.error());
    return;
  }
  m_running = m_setup->choice();
  m_failure.reset();
  m_box = std::make_shared<LabResultPtr>();
  m_setup->setRunning(true);
  m_run.start("task.factorLab", QString::fromStdString(analytics::titleOf(request->factor)),
      [request = *std::move(request), universe, box = m_box, data = m_context.marketData, profile = m_context.profile,
          columns = m_context.columns, registry = m_registry](TaskControl& control) mutable -> Result<void> {
        ZVT_TRY(request.entities, entitiesOf(universe, *profile));
        ZVT_TRY(auto result, analytics::runLab(request, *data, *columns, registry, kParallel, control));
        *box = std::make_shared<const analytics::LabResult>(std::move(result));
        return {};
      });
}

void LabPanel::take()
{
  m_setup->setRunning(false);
  const auto box = std::exchange(m_box, nullptr);
  LabRun run;
  run.result = *box;
  run.title = QString::fromStdString(run.result->report.title);
  run.at =
      QDateTime::fromMSecsSinceEpoch(m_context.clock->now().micros / 1000).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
  run.choice = m_running;
  run.figures = figuresOf(*run.result);
  m_runs.add(std::move(run));
  m_shown = 0;
  m_compared = -1;
  m_failure.reset();
  fillRuns();
  showCurrent();
  Q_EMIT ended();
}

void LabPanel::fail(const Error& error)
{
  m_box.reset();
  m_setup->setRunning(false);
  const QString text = widgets::Language::current().describe(error);
  // What is wrong with the form is said there; so is everything while a study is shown.
  const bool isOfTheForm = m_shown >= 0 || error.code.starts_with("lab.");
  m_setup->showProblem(isOfTheForm ? text : QString());
  if (!isOfTheForm) {
    m_failure = error;
    showFailure();
  }
  fillRuns(); // the choice may stand at one that is not shown
  Q_EMIT ended();
}

void LabPanel::showFailure()
{
  auto* state = new widgets::ErrorState(widgets::Language::current().describe(*m_failure), true, this);
  connect(state, &widgets::ErrorState::retryRequested, this, &LabPanel::run);
  showNotice(state);
}

void LabPanel::showNotice(QWidget* notice)
{
  delete std::exchange(m_notice, notice);
  m_stack->addWidget(notice);
  m_stack->setCurrentWidget(notice);
  m_head->hide();
}

void LabPanel::showBeginning()
{
  const bool hasSecurities = m_context.entities && m_context.entities()->size() > 0;
  auto* state = hasSecurities
      ? new widgets::EmptyState(QStringLiteral("factor"),
            Tr::tr("Does a factor foretell returns? Choose a formula and the securities, then run the study: its "
                   "information coefficients, the returns of its buckets, turnover and decay appear here."),
            Tr::tr("Run study"), this)
      : new widgets::EmptyState(QStringLiteral("factor"),
            Tr::tr("A study compares many securities: store their daily bars first."), Tr::tr("Import files…"), this);
  connect(state, &widgets::EmptyState::triggered, this, [this, hasSecurities] {
    QAction* import = m_context.actions ? m_context.actions->action(QStringLiteral("data.import")) : nullptr;
    if (hasSecurities)
      run();
    else if (import)
      import->trigger();
  });
  showNotice(state);
}

void LabPanel::showRun(int index)
{
  if (index < 0 || index >= static_cast<int>(m_runs.all().size()))
    return;
  if (isRunning()) { // the form is that of the study that runs
    fillRuns();
    return;
  }
  const LabRun& run = m_runs.all()[static_cast<std::size_t>(index)];
  m_setup->setChoice(run.choice);
  if (!run.result) {
    this->run();
    return;
  }
  m_shown = index;
  if (m_compared == index)
    m_compared = -1;
  fillRuns();
  showCurrent();
}

void LabPanel::compareWith(int index)
{
  const bool isThere = index >= 0 && index < static_cast<int>(m_runs.all().size()) && index != m_shown
      && m_runs.all()[static_cast<std::size_t>(index)].result;
  m_compared = isThere ? index : -1;
  fillRuns();
  showCurrent();
}

void LabPanel::showCurrent()
{
  if (m_shown < 0) {
    showBeginning();
    return;
  }
  const auto resultOf = [this](int index) {
    return index < 0 ? nullptr : m_runs.all()[static_cast<std::size_t>(index)].result;
  };
  m_pages->show(resultOf(m_shown), resultOf(m_compared));
  m_head->show();
  m_stack->setCurrentWidget(m_pages);
  delete std::exchange(m_notice, nullptr);
  Q_EMIT titleChanged();
}

void LabPanel::fillRuns()
{
  m_runCombo->clear();
  m_compareCombo->clear();
  m_compareCombo->addItem(Tr::tr("Compare with no other run"));
  for (const LabRun& run : m_runs.all()) {
    m_runCombo->addItem(captionOf(run));
    m_compareCombo->addItem(Tr::tr("Compare with %1").arg(captionOf(run)));
  }
  m_runCombo->setCurrentIndex(m_shown);
  m_compareCombo->setCurrentIndex(m_compared + 1);
}

PanelTable LabPanel::exportTable() const
{
  if (m_shown < 0)
    return {};
  if (m_pages->page() == LabPages::SecuritiesPage)
    return Panel::exportTable();
  return studyTable(*m_runs.all()[static_cast<std::size_t>(m_shown)].result);
}

void LabPanel::chooseAndExport(bool html)
{
  if (m_shown < 0)
    return;
  const FileQuestion question = html
      ? FileQuestion{Tr::tr("Write the study as a page"), QStringLiteral("factor.html"),
            Tr::tr("Page", "of the web") + QStringLiteral(" (*.html)"), QStringLiteral("html")}
      : FileQuestion{Tr::tr("Export the table"), QStringLiteral("factor.csv"),
            Tr::tr("Table") + QStringLiteral(" (*.csv)"), QStringLiteral("csv")};
  const QString file = dialogsOf(m_context).saveFile(this, question);
  if (file.isEmpty())
    return;
  if (html)
    exportHtml(file.toStdString());
  else
    exportCsv(file.toStdString());
}

void LabPanel::exportHtml(const std::filesystem::path& file)
{
  if (m_shown < 0)
    return;
  const bool redUp = widgets::Theme::current().scheme() == widgets::UpDownScheme::RedUp;
  write(file,
      [result = m_runs.all()[static_cast<std::size_t>(m_shown)].result,
          language = widgets::Language::current().code().toStdString(),
          redUp] { return analytics::factorReportHtml(result->report, *Messages::load(language), language, redUp); });
}

void LabPanel::exportCsv(const std::filesystem::path& file)
{
  if (m_shown < 0)
    return;
  // The words are those of the window, so the table is made here; a thousand dates take a few milliseconds.
  write(file, [table = exportTable()] { return toCsv(table); });
}

void LabPanel::write(const std::filesystem::path& file, std::function<std::string()> content)
{
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, file, content = std::move(content)] { return files->writeAtomically(file, content()); },
      [this, file](const Result<void>& written) {
        const QString name = QString::fromStdString(file.string());
        const QString problem = written ? QString() : widgets::Language::current().describe(written.error());
        notify(m_context, this, written ? widgets::NoteKind::Ok : widgets::NoteKind::Error,
            written ? Tr::tr("Written to %1").arg(name) : problem);
        Q_EMIT exported(name, problem);
      });
}

void LabPanel::retranslate()
{
  if (m_setup == nullptr || m_head == nullptr)
    return;
  m_setup->retranslate();
  m_pages->retranslate();
  m_runCombo->setAccessibleName(Tr::tr("Runs", "of studies"));
  m_runCombo->setToolTip(Tr::tr("Runs; those of an earlier start are run again"));
  m_compareCombo->setAccessibleName(Tr::tr("Run beside it"));
  m_export->setText(Tr::tr("Export"));
  m_export->setToolTip(Tr::tr("Export the study"));
  m_export->setAccessibleName(m_export->toolTip());
  m_html->setText(Tr::tr("As a page (HTML)…"));
  m_csv->setText(Tr::tr("As a table (CSV)…"));
  fillRuns();
  if (m_failure && m_shown < 0)
    showFailure();
  else
    showCurrent();
  Q_EMIT titleChanged();
}

void registerLabPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("lab");
  spec.title = [] { return Tr::tr("Factor lab"); };
  spec.icon = QStringLiteral("factor");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("research"), DockArea::Centre, 2, 1600, 1, true}};
  spec.create = [](const Context& context, QWidget* parent) { return new LabPanel(context, parent); };
  registry.add(std::move(spec));
}

}
