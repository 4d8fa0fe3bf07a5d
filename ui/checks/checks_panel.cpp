// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checks/checks_panel.h"

#include "core/backtest/backtest.h"
#include "core/backtest/market_source.h"
#include "core/base/parallel_for.h"
#include "core/storage/profile.h"
#include "ui/checks/check_tables.h"
#include "ui/report/research_hub.h"
#include "ui/report/sweep_setup.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/table/data_table.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kFormWidth = 300;
const TbbParallelFor kParallel;
const QString kLookahead = QStringLiteral("lookahead");
const QString kWalk = QStringLiteral("walk");
const QString kBootstrap = QStringLiteral("bootstrap");

/// Label of a field, by its object name.
QString labelOf(const char* name)
{
  const std::string_view field = name;
  if (field == "cutsSpin")
    return Tr::tr("Histories");
  if (field == "trainSpin")
    return Tr::tr("Days to choose on");
  if (field == "testSpin")
    return Tr::tr("Days to judge on");
  if (field == "lockedSpin")
    return Tr::tr("Days locked away");
  if (field == "drawsSpin")
    return Tr::tr("Draws");
  return Tr::tr("Seed");
}

}

ChecksPanel::ChecksPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_run(context.tasks, context.taskFeed, context.workers)
{
  if (context.profile != nullptr && context.marketData != nullptr)
    m_source = std::make_shared<backtest::ProfileSource>(*context.profile, *context.marketData);
  m_pages = new widgets::SegmentedControl(this);
  m_pages->setObjectName(QStringLiteral("checkPages"));
  for (const QString& page : {kLookahead, kWalk, kBootstrap})
    m_pages->addSegment(page, QString());
  m_pages->setValue(kLookahead);
  connect(m_pages, &widgets::SegmentedControl::chosen, this, &ChecksPanel::showPage);
  auto* content = new QSplitter(Qt::Horizontal, this);
  content->setChildrenCollapsible(false);
  content->addWidget(makeForm());
  content->addWidget(makeResults());
  content->setStretchFactor(1, 1);
  content->setSizes({kFormWidth, 4 * kFormWidth});
  setContent(content);
  connect(&m_run, &TaskRun::started, this, &ChecksPanel::showState);
  connect(&m_run, &TaskRun::progressed, this,
      [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
  connect(&m_run, &TaskRun::succeeded, this, [this] {
    if (const auto taken = std::exchange(m_taken, nullptr))
      taken();
    showState();
    Q_EMIT ended();
  });
  connect(&m_run, &TaskRun::failed, this, &ChecksPanel::fail);
  connect(&m_run, &TaskRun::cancelled, this, [this] { fail({"task.cancelled", {}, {}}); });
  if (m_context.research != nullptr) {
    const auto follow = [this] {
      if (m_context.research->code())
        m_setup->setCode(m_context.research->code());
      else
        m_setup->setDocument(m_context.research->document());
      showState();
      Q_EMIT titleChanged();
    };
    connect(m_context.research, &ResearchHub::documentChanged, this, follow);
    connect(m_context.research, &ResearchHub::published, this, &ChecksPanel::showState);
    follow();
  }
  retranslate();
}

ChecksPanel::~ChecksPanel()
{
  disconnect(&m_run, nullptr, this, nullptr);
}

QSpinBox* ChecksPanel::spin(const char* name, int from, int to, int value)
{
  auto* made = new QSpinBox;
  made->setObjectName(QLatin1String(name));
  made->setRange(from, to);
  made->setValue(value);
  return made;
}

QWidget* ChecksPanel::makePage(std::initializer_list<std::pair<const char*, QSpinBox*>> rows)
{
  auto* page = new QWidget;
  auto* grid = new QGridLayout(page);
  grid->setContentsMargins(0, 0, 0, 0);
  int row = 0;
  for (const auto& [name, field] : rows) {
    auto* label = new QLabel(page);
    label->setBuddy(field);
    m_labels.emplace_back(label, name);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row++, 1);
  }
  grid->setColumnStretch(1, 1);
  return page;
}

QWidget* ChecksPanel::makeWalkPage()
{
  auto* page = makePage(
      {{"trainSpin", m_train = spin("trainSpin", 20, 5000, 500)}, {"testSpin", m_test = spin("testSpin", 5, 2500, 125)},
          {"lockedSpin", m_locked = spin("lockedSpin", 0, 2500, 0)}});
  auto* grid = static_cast<QGridLayout*>(page->layout());
  m_setup = new SweepSetup(page);
  m_setup->layout()->setContentsMargins(0, 0, 0, 0);
  connect(m_setup, &SweepSetup::changed, this, &ChecksPanel::showState);
  // One button for all pages; this one speaks of a sweep.
  if (auto* button = m_setup->findChild<QPushButton*>(QStringLiteral("runSweepButton")))
    button->hide();
  grid->addWidget(m_setup, grid->rowCount(), 0, 1, 2);
  return page;
}

QWidget* ChecksPanel::makeForm()
{
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setMinimumWidth(kFormWidth - 40);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* form = new QWidget(scroll);
  auto* column = new QVBoxLayout(form);
  column->setContentsMargins(12, 8, 12, 8);
  column->setSpacing(8);
  m_what = (new widgets::TextLabel(QString(), form))->setTone(widgets::TextTone::Secondary);
  m_what->setWordWrap(true);
  m_forms = {{kLookahead,
                 makePage({{"cutsSpin", m_cuts = spin("cutsSpin", 0, 100'000, 120)},
                     {"cutSeedSpin", m_cutSeed = spin("cutSeedSpin", 0, 1'000'000, 0)}})},
      {kWalk, makeWalkPage()},
      {kBootstrap,
          makePage({{"drawsSpin", m_draws = spin("drawsSpin", 1, 1'000'000, 1'000)},
              {"drawSeedSpin", m_drawSeed = spin("drawSeedSpin", 0, 1'000'000, 0)}})}};
  m_start = new QPushButton(form);
  m_start->setObjectName(QStringLiteral("runCheckButton"));
  m_progress = new QProgressBar(form);
  m_progress->setTextVisible(false);
  m_progress->setRange(0, 100);
  column->addWidget(m_what);
  for (const auto& [page, fields] : m_forms)
    column->addWidget(fields);
  column->addWidget(m_start);
  column->addWidget(m_progress);
  column->addStretch(1);
  scroll->setWidget(form);
  connect(m_start, &QPushButton::clicked, this, [this] { m_run.isRunning() ? cancel() : run(); });
  return scroll;
}

QWidget* ChecksPanel::makeResults()
{
  auto* results = new QWidget;
  auto* column = new QVBoxLayout(results);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_note = new widgets::Note(widgets::NoteKind::Info, {}, results);
  m_note->setObjectName(QStringLiteral("checkNote"));
  m_table = new widgets::DataTable(results);
  m_table->setObjectName(QStringLiteral("checkTable"));
  m_table->setModel(&m_model);
  column->addWidget(m_note);
  column->addWidget(m_table, 1);
  column->addStretch();
  return results;
}

QString ChecksPanel::title() const
{
  return Tr::tr("Strategy checks");
}

QString ChecksPanel::subtitle() const
{
  if (m_context.research == nullptr)
    return {};
  if (const auto code = m_context.research->code())
    return QString::fromStdString(code->facts.name);
  const auto document = m_context.research->document();
  return document ? QString::fromStdString(document->name) : QString();
}

QWidget* ChecksPanel::titleWidget()
{
  return m_pages;
}

QJsonObject ChecksPanel::saveState() const
{
  return {{QStringLiteral("page"), page()}, {QStringLiteral("setup"), m_setup->state()},
      {QStringLiteral("train"), m_train->value()}, {QStringLiteral("test"), m_test->value()},
      {QStringLiteral("locked"), m_locked->value()}};
}

void ChecksPanel::restoreState(const QJsonObject& state)
{
  if (const QString page = state.value(u"page").toString(); m_pages->values().contains(page))
    showPage(page);
  if (const QJsonValue setup = state.value(u"setup"); setup.isObject())
    m_setup->restore(setup.toObject());
  m_train->setValue(state.value(u"train").toInt(m_train->value()));
  m_test->setValue(state.value(u"test").toInt(m_test->value()));
  m_locked->setValue(state.value(u"locked").toInt(m_locked->value()));
}

void ChecksPanel::setSource(std::shared_ptr<backtest::MarketSource> source)
{
  m_source = std::move(source);
  showState();
}

QString ChecksPanel::page() const
{
  return m_pages->value();
}

void ChecksPanel::showPage(const QString& page)
{
  m_pages->setValue(page);
  retranslate();
}

void ChecksPanel::run()
{
  if (m_run.isRunning() || m_context.research == nullptr)
    return;
  if (page() == kLookahead)
    runLookahead();
  else if (page() == kWalk)
    runWalkForward();
  else
    runBootstrap();
}

void ChecksPanel::runLookahead()
{
  const auto document = m_context.research->document();
  const OpenCodePtr code = m_context.research->code();
  if ((!document && !code) || !m_source)
    return fail({"sweep.no_strategy", {}, {}});
  const auto report = std::make_shared<backtest::LookaheadReport>(); // filled by the worker before its task ends
  m_taken = [this, report] { take(kLookahead, [report] { return checks::answerOf(*report); }); };
  m_run.start("task.lookahead", QString::fromStdString(code ? code->facts.name : document->name),
      [document, code, source = m_source, rules = m_context.rules, report,
          cuts = static_cast<std::size_t>(m_cuts->value()),
          seed = static_cast<std::uint64_t>(m_cutSeed->value())](TaskControl& control) -> Result<void> {
        ZVT_TRY(*report,
            code ? backtest::checkLookahead(*code->code, code->settings, cuts, seed, *source, rules, control)
                 : backtest::checkLookahead(*document, cuts, seed, *source, rules, control));
        return {};
      });
}

void ChecksPanel::runWalkForward()
{
  auto sweep = m_setup->request();
  if (!sweep)
    return fail(sweep.error());
  backtest::WalkForwardRequest request;
  request.sweep = *std::move(sweep);
  request.trainDays = static_cast<std::size_t>(m_train->value());
  request.testDays = static_cast<std::size_t>(m_test->value());
  request.lockedDays = static_cast<std::size_t>(m_locked->value());
  const auto result = std::make_shared<backtest::WalkForwardResult>();
  m_taken = [this, result, axes = request.sweep] {
    take(kWalk, [result, axes] { return checks::answerOf(result, axes); });
  };
  Store* ledger = m_context.profile != nullptr ? &m_context.profile->ledger() : nullptr;
  m_run.start("task.walk_forward", QString::fromStdString(request.sweep.document.name),
      [request, source = m_source, rules = m_context.rules, ledger, result](TaskControl& control) -> Result<void> {
        std::optional<backtest::LockedDays> looks;
        if (ledger != nullptr)
          looks.emplace(*ledger);
        ZVT_TRY(*result, backtest::walkForward(request, *source, rules, kParallel, control, looks ? &*looks : nullptr));
        return {};
      });
}

void ChecksPanel::runBootstrap()
{
  const ResearchHub::RunPtr run = m_context.research->run();
  if (!run)
    return fail({"bootstrap.no_run", {}, {}});
  const auto result = std::make_shared<analytics::TradeBootstrap>();
  m_taken = [this, result] { take(kBootstrap, [result] { return checks::answerOf(*result); }); };
  analytics::BootstrapSettings settings;
  settings.runs = static_cast<std::size_t>(m_draws->value());
  settings.seed = static_cast<std::uint64_t>(m_drawSeed->value());
  m_run.start("task.bootstrap", QString::fromStdString(run->report.input.title),
      [run, settings, result](TaskControl&) -> Result<void> {
        const analytics::ReportInput& found = run->report.input;
        ZVT_TRY(const std::vector<double> returns, analytics::tradeReturns(found.trades, found.equity));
        ZVT_TRY(*result, analytics::bootstrapTrades(returns, settings));
        return {};
      });
}

void ChecksPanel::take(const QString& page, std::function<checks::Answer()> answer)
{
  m_answers[page] = std::move(answer);
  m_setup->showProblem({});
  showAnswer();
}

void ChecksPanel::fail(const Error& error)
{
  m_taken = nullptr;
  m_answers[page()] = [error] {
    checks::Answer answer;
    answer.kind = widgets::NoteKind::Error;
    answer.sentence = widgets::Language::current().describe(error);
    return answer;
  };
  showAnswer();
  showState();
  Q_EMIT ended();
}

void ChecksPanel::showAnswer()
{
  const auto found = m_answers.find(page());
  m_table->setVisible(found != m_answers.end());
  if (found == m_answers.end()) {
    m_note->setNote(widgets::NoteKind::Info, Tr::tr("What the check finds stands here, with its figures below."));
    m_model.setContent({}, 0);
    return;
  }
  const checks::Answer answer = found->second();
  m_note->setNote(answer.kind, answer.sentence);
  m_model.setContent(answer.columns, answer.rows);
  for (std::size_t i = 0; i < answer.columns.size(); ++i)
    m_table->setColumnWidth(static_cast<int>(i), answer.columns[i].width);
  m_table->setFlexible(true);
}

/// Why there is nothing to choose among; empty: there is.
QString ChecksPanel::walkProblem() const
{
  const auto wanted = m_setup->request();
  if (!wanted)
    return widgets::Language::current().describe(wanted.error());
  return wanted->axes.empty() ? Tr::tr("Choose a parameter and its values first") : QString();
}

void ChecksPanel::showState()
{
  const bool isRunning = m_run.isRunning();
  const bool isAvailable = m_run.isAvailable() && m_source && m_context.rules && m_context.research != nullptr;
  const bool hasSubject = m_context.research != nullptr
      && (page() == kBootstrap ? m_context.research->run() != nullptr
                               : m_context.research->document() != nullptr || m_context.research->code() != nullptr);
  for (const auto& [name, fields] : m_forms) {
    fields->setVisible(name == page());
    fields->setEnabled(!isRunning);
  }
  m_start->setText(isRunning ? Tr::tr("Cancel") : Tr::tr("Check"));
  const QString missing = page() == kWalk && hasSubject ? walkProblem() : QString();
  m_start->setEnabled(isRunning || (isAvailable && hasSubject && missing.isEmpty()));
  m_start->setToolTip(isRunning ? QString() : missing);
  m_progress->setVisible(isRunning);
  m_setup->setAvailable(isAvailable);
  m_pages->setEnabled(!isRunning);
}

void ChecksPanel::retranslate()
{
  m_pages->setSegmentText(kLookahead, Tr::tr("Look-ahead"));
  m_pages->setSegmentText(kWalk, Tr::tr("Walk-forward"));
  m_pages->setSegmentText(kBootstrap, Tr::tr("Bootstrap"));
  m_pages->setAccessibleName(Tr::tr("Kind of check"));
  for (const auto& [label, name] : m_labels)
    label->setText(labelOf(name));
  m_what->setText(page() == kLookahead
          ? Tr::tr("Runs the open strategy on histories that end early: an order that differs knew something of later "
                   "days. 0 tries every day.")
          : page() == kWalk ? Tr::tr("Chooses parameters on some days and judges them on the days that follow, again "
                                     "and again. Days that are locked away are used once, at the end.")
                            : Tr::tr("Draws the trades of the newest run anew, many times: how else it might have "
                                     "turned out."));
  m_setup->retranslate();
  m_table->setAccessibleName(Tr::tr("What the check found"));
  showAnswer();
  showState();
  Q_EMIT titleChanged();
}

void registerChecksPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("checks");
  spec.title = [] { return Tr::tr("Strategy checks"); };
  spec.icon = QStringLiteral("shield");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("research"), DockArea::Centre, 5, 1600, 1, true}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) -> Panel* { return new ChecksPanel(context, parent); };
  registry.add(std::move(spec));
}

}
