// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/sweep_panel.h"

#include "core/backtest/backtest.h"
#include "core/backtest/live/script_request.h"
#include "core/backtest/market_source.h"
#include "core/backtest/sweep_folder.h"
#include "core/base/parallel_for.h"
#include "core/base/task.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/report/sweep_setup.h"
#include "ui/report/sweep_view.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace zvt::ui {

namespace {

constexpr int kFormWidth = 300;
constexpr int kNarrowestForm = 250;
const TbbParallelFor kParallel;

std::string appVersion()
{
  return QCoreApplication::applicationVersion().toStdString();
}

}

SweepPanel::SweepPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_run(context.tasks, context.taskFeed, context.workers)
{
  if (context.profile != nullptr && context.marketData != nullptr)
    m_source = std::make_shared<backtest::ProfileSource>(*context.profile, *context.marketData);
  auto* content = new QSplitter(Qt::Horizontal, this);
  content->setChildrenCollapsible(false);
  m_setup = new SweepSetup;
  auto* scroll = new QScrollArea(content);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setMinimumWidth(kNarrowestForm);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(m_setup);
  content->addWidget(scroll);
  content->addWidget(makeResults());
  content->setStretchFactor(1, 1);
  content->setSizes({kFormWidth, 4 * kFormWidth});
  setContent(content);
  m_presenter = new Presenter(m_context, this, [] { });
  m_presenter->setQuiet(true); // the form stays whatever a folder holds
  connect(m_presenter, &Presenter::failed, this, &SweepPanel::fail);
  connectRun();
  setSource(m_source);
  if (m_context.research != nullptr) {
    const auto follow = [this] {
      if (m_context.research->code())
        m_setup->setCode(m_context.research->code());
      else
        m_setup->setDocument(m_context.research->document());
    };
    connect(m_context.research, &ResearchHub::documentChanged, this, follow);
    follow();
  }
  retranslate();
}

SweepPanel::~SweepPanel()
{
  disconnect(&m_run, nullptr, this, nullptr);
}

QWidget* SweepPanel::makeResults()
{
  auto* results = new QWidget;
  auto* layout = new QVBoxLayout(results);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHead(results));
  m_stack = new QStackedWidget(results);
  m_nothing = new QWidget(m_stack);
  auto* middle = new QVBoxLayout(m_nothing);
  m_nothingText = (new widgets::TextLabel({}, m_nothing))->setTone(widgets::TextTone::Secondary);
  m_nothingText->setAlignment(Qt::AlignCenter);
  m_nothingText->setWordWrap(true);
  middle->addWidget(m_nothingText);
  m_view = new SweepView(m_stack);
  m_stack->addWidget(m_nothing);
  m_stack->addWidget(m_view);
  layout->addWidget(m_stack, 1);
  connect(m_view, &SweepView::trialActivated, this, &SweepPanel::runTrial);
  return results;
}

QWidget* SweepPanel::makeHead(QWidget* parent)
{
  auto* head = new QWidget(parent);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(8, 3, 8, 3);
  row->setSpacing(6);
  m_nameLabel = (new widgets::TextLabel({}, head))->setRole(static_cast<int>(widgets::FontRole::Body), true);
  const auto tool = [head](const char* name, const char* icon) {
    auto* button = new QToolButton(head);
    button->setObjectName(QLatin1String(name));
    button->setIcon(widgets::icon(QLatin1String(icon)));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
  };
  m_open = tool("openSweepButton", "folder");
  m_save = tool("saveSweepButton", "save");
  row->addWidget(m_nameLabel);
  row->addStretch(1);
  row->addWidget(m_open);
  row->addWidget(m_save);
  connect(m_open, &QToolButton::clicked, this, &SweepPanel::chooseFolder);
  connect(m_save, &QToolButton::clicked, this, &SweepPanel::chooseAndSave);
  return head;
}

void SweepPanel::connectRun()
{
  connect(m_setup, &SweepSetup::runRequested, this, &SweepPanel::run);
  connect(m_setup, &SweepSetup::cancelRequested, this, &SweepPanel::cancel);
  connect(&m_run, &TaskRun::started, this, [this] {
    m_setup->showProblem({});
    m_setup->setRunning(true);
  });
  connect(&m_run, &TaskRun::progressed, this, [this](double fraction) { m_setup->setProgress(fraction); });
  connect(&m_run, &TaskRun::succeeded, this, [this] {
    m_setup->setRunning(false);
    if (const auto taken = std::exchange(m_taken, nullptr))
      taken();
    Q_EMIT ended();
  });
  connect(&m_run, &TaskRun::failed, this, &SweepPanel::fail);
  connect(&m_run, &TaskRun::cancelled, this, [this] { // by a person: no error
    m_setup->setRunning(false);
    const SweepPtr before = m_result;
    if (const auto taken = std::exchange(m_taken, nullptr); taken && m_isSweeping)
      taken();
    m_setup->showProblem(m_result != before && m_result
            ? Tr::tr("Cancelled. %1 of %2 backtests had come to their end; they are shown.")
                  .arg(widgets::formatNumber(static_cast<double>(m_result->trials.size()), 0),
                      widgets::formatNumber(static_cast<double>(m_result->wanted), 0))
            : Tr::tr("Cancelled. Nothing was kept of this run."),
        widgets::NoteKind::Info);
    Q_EMIT ended();
  });
}

QString SweepPanel::title() const
{
  return Tr::tr("Parameter sweep");
}

QString SweepPanel::subtitle() const
{
  return m_name;
}

QJsonObject SweepPanel::saveState() const
{
  return {{QStringLiteral("setup"), m_setup->state()}, {QStringLiteral("folder"), m_folder}};
}

void SweepPanel::restoreState(const QJsonObject& state)
{
  if (const QJsonValue setup = state.value(QLatin1String("setup")); setup.isObject())
    m_setup->restore(setup.toObject());
  if (const QString folder = state.value(QLatin1String("folder")).toString(); !folder.isEmpty())
    openFolder(folder);
}

void SweepPanel::setSource(std::shared_ptr<backtest::MarketSource> source)
{
  m_source = std::move(source);
  m_setup->setAvailable(m_source && m_run.isAvailable() && m_context.rules);
}

void SweepPanel::run()
{
  const auto request = m_setup->request();
  if (!request)
    m_setup->showProblem(sweepProblemText(request.error()));
  if (!request || m_run.isRunning() || !m_source)
    return;
  auto box = std::make_shared<SweepPtr>(); // filled by the worker before its task ends
  const QString name = QString::fromStdString(request->document.name);
  m_taken = [this, box, name] {
    if (*box == nullptr)
      return;
    m_folder.clear();
    take(*box, name);
  };
  m_isSweeping = true;
  m_run.start("task.sweep", name,
      [request = *request, source = m_source, rules = m_context.rules, box](TaskControl& control) -> Result<void> {
        ZVT_TRY(backtest::SweepResult result, backtest::sweep(request, *source, rules, kParallel, control));
        const bool isWhole = result.isWhole();
        *box = std::make_shared<const backtest::SweepResult>(std::move(result));
        return isWhole ? Result<void>() : zvt::fail("task.cancelled"); // what has ended is in the box
      });
}

void SweepPanel::runTrial(std::size_t trial)
{
  if (!m_result || trial >= m_result->trials.size() || m_run.isRunning() || !m_source || !m_context.rules)
    return;
  backtest::BacktestRequest request{m_result->request.document, m_result->request.settings, appVersion()};
  for (std::size_t axis = 0; axis < m_result->request.axes.size(); ++axis)
    request.settings.push_back(m_result->request.axes[axis].name + "=" + m_result->trials[trial].values[axis]);
  auto box = std::make_shared<std::pair<ResearchHub::RunPtr, RunTraitsPtr>>();
  m_taken = [this, box] {
    if (m_context.research == nullptr)
      return;
    m_context.research->publish(box->first, box->second);
    m_context.research->requestReport();
  };
  m_isSweeping = false;
  m_run.start("task.backtest", valuesText(*m_result, trial),
      [request = std::move(request), code = m_result->request.code, source = m_source, rules = m_context.rules, box](
          TaskControl& control) -> Result<void> {
        ZVT_TRY(backtest::BacktestRun run,
            code ? code->run(request.settings, *source, rules, control)
                 : backtest::backtest(request, *source, rules, control));
        *box = {nullptr, traitsOf(run.manifest)};
        box->first = std::make_shared<const backtest::BacktestRun>(std::move(run));
        return {};
      });
}

void SweepPanel::openFolder(const QString& folder)
{
  m_setup->showProblem({});
  m_presenter->read(
      [files = m_context.files, clock = m_context.clock, path = std::filesystem::path(folder.toStdString())](
          TaskControl&) -> Result<SweepPtr> {
        ZVT_TRY(backtest::SweepResult result, backtest::readSweepFolder(path, *files));
        if (const std::string& script = result.script; !script.empty()) // a trial of it can be run alone
          result.request.code =
              backtest::scriptCode(script, result.request.document.name + ".lua", clock, appVersion());
        return std::make_shared<const backtest::SweepResult>(std::move(result));
      },
      [this, folder](const SweepPtr& result) {
        m_folder = folder;
        take(result, QFileInfo(folder).fileName());
        Q_EMIT ended();
      });
}

void SweepPanel::take(const SweepPtr& result, const QString& name)
{
  m_result = result;
  m_name = name;
  m_view->setResult(result);
  m_stack->setCurrentWidget(m_view);
  retranslate();
}

void SweepPanel::fail(const Error& error)
{
  m_taken = nullptr;
  m_setup->setRunning(false);
  m_setup->showProblem(sweepProblemText(error));
  Q_EMIT ended();
}

void SweepPanel::chooseFolder()
{
  const FileQuestion question{Tr::tr("Open the folder of a sweep"), m_folder, {}, {}};
  if (const QString folder = dialogsOf(m_context).chooseFolder(this, question); !folder.isEmpty())
    openFolder(folder);
}

void SweepPanel::chooseAndSave()
{
  const FileQuestion question{Tr::tr("Save the sweep to a folder"), m_folder, {}, {}};
  if (const QString folder = dialogsOf(m_context).chooseFolder(this, question); !folder.isEmpty())
    saveTo(folder.toStdString());
}

void SweepPanel::saveTo(const std::filesystem::path& folder)
{
  if (!m_result)
    return;
  runAsync(
      m_context.workers->next(), this,
      [result = m_result, files = m_context.files, folder, version = appVersion()] {
        return backtest::writeSweepFolder(*result, folder, *files, version);
      },
      [this, folder](const Result<void>& written) {
        const QString name = QString::fromStdString(folder.string());
        if (written)
          m_folder = name;
        notify(m_context, this, written ? widgets::NoteKind::Ok : widgets::NoteKind::Error,
            written ? Tr::tr("Written to %1").arg(name) : widgets::Language::current().describe(written.error()));
        Q_EMIT ended();
      });
}

void SweepPanel::retranslate()
{
  if (m_open == nullptr)
    return;
  m_setup->retranslate();
  m_view->retranslate();
  m_nothingText->setText(Tr::tr("A strategy is tried here with many values of its parameters: choose them at the left "
                                "and run, or open the folder of an earlier sweep."));
  m_nameLabel->setText(m_result ? m_name : QString());
  m_open->setText(Tr::tr("Open…"));
  m_open->setToolTip(Tr::tr("Open the folder of a sweep"));
  m_save->setText(Tr::tr("Save…"));
  m_save->setToolTip(Tr::tr("Save the sweep to a folder"));
  m_save->setEnabled(m_result != nullptr);
  Q_EMIT titleChanged();
}

void registerSweepPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("sweep");
  spec.title = [] { return Tr::tr("Parameter sweep"); };
  spec.icon = QStringLiteral("sweep");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("research"), DockArea::Centre, 4, 1600, 1, true}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new SweepPanel(context, parent); };
  registry.add(std::move(spec));
}

}
