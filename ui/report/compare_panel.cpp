// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/compare_panel.h"

#include "core/backtest/backtest.h"
#include "ui/report/record_page.h"
#include "ui/report/report_parts.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kFirstHue = 0;
constexpr int kSecondHue = 3;

QToolButton* iconButton(const char* name, const char* icon, QWidget* parent)
{
  auto* button = new QToolButton(parent);
  button->setObjectName(QLatin1String(name));
  button->setIcon(widgets::icon(QLatin1String(icon)));
  button->setAutoRaise(true);
  return button;
}

}

ComparePanel::ComparePanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
{
  auto* content = new QWidget(this);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHead(content));
  m_verdict = new widgets::Note(widgets::NoteKind::Info, {}, content);
  m_verdict->setObjectName(QStringLiteral("compareVerdict"));
  layout->addWidget(m_verdict);
  m_chart = new widgets::DatedChart(content);
  m_chart->setObjectName(QStringLiteral("compareChart"));
  m_page = new RecordPage(QStringLiteral("differences"), m_table, content);
  QWidget* chart = titledPart(reportHead(m_chartTitle, content), m_chart, content);
  layout->addWidget(reportSplitter(Qt::Vertical, {chart, m_page}, {1, 1}), 1);
  setContent(content);
  m_presenter = new Presenter(m_context, this, [this] { load(); });
  m_presenter->setQuiet(true); // a folder that cannot be read leaves the choice of another
  connect(m_presenter, &Presenter::failed, this, &ComparePanel::showFailure);
  if (m_context.research != nullptr) {
    connect(m_context.research, &ResearchHub::published, this, &ComparePanel::follow);
    connect(m_context.research, &ResearchHub::foldersChanged, this, &ComparePanel::follow);
    connect(m_context.research, &ResearchHub::compareRequested, this, &ComparePanel::takeShown);
  }
  follow();
}

QWidget* ComparePanel::makeHead(QWidget* content)
{
  auto* head = new QWidget(content);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(6);
  for (std::size_t side = 0; side < 2; ++side) {
    auto* combo = new QComboBox(head);
    combo->setObjectName(side == 0 ? QStringLiteral("firstRunCombo") : QStringLiteral("secondRunCombo"));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(14);
    m_combos[side] = combo;
    m_open[side] = iconButton(side == 0 ? "openFirstButton" : "openSecondButton", "folder", head);
    row->addWidget(combo, 1);
    row->addWidget(m_open[side]);
    if (side == 0) {
      m_swap = iconButton("swapButton", "reconcile", head);
      row->addWidget(m_swap);
    }
    connect(combo, &QComboBox::activated, this, [this, side](int index) { takeIndex(side, index); });
    connect(m_open[side], &QToolButton::clicked, this, [this, side] { openFolder(side); });
  }
  connect(m_swap, &QToolButton::clicked, this, &ComparePanel::swap);
  return head;
}

QString ComparePanel::title() const
{
  return Tr::tr("Compare runs");
}

QJsonObject ComparePanel::saveState() const
{
  QJsonArray chosen;
  for (const RunChoice& choice : m_chosen)
    chosen.append(choice.folder);
  QJsonArray folders;
  if (m_context.research != nullptr)
    for (const QString& folder : m_context.research->folders())
      folders.append(folder);
  return {{QStringLiteral("chosen"), chosen}, {QStringLiteral("folders"), folders}};
}

void ComparePanel::restoreState(const QJsonObject& state)
{
  const QJsonArray folders = state.value(QLatin1String("folders")).toArray();
  for (qsizetype i = folders.size(); i-- > 0 && m_context.research != nullptr;)
    if (const QString folder = folders[i].toString(); !folder.isEmpty())
      m_context.research->rememberFolder(folder);
  const QJsonArray chosen = state.value(QLatin1String("chosen")).toArray();
  for (std::size_t side = 0; side < 2; ++side)
    if (const QString folder = chosen.at(static_cast<qsizetype>(side)).toString(); !folder.isEmpty())
      m_chosen[side] = choiceOf(folder);
  follow();
}

void ComparePanel::choose(std::size_t side, const RunChoice& choice)
{
  m_chosen[side] = choice;
  fillCombos();
  m_presenter->reload();
}

/// The run of the report at the right; at the left what was there, or the latest other one.
void ComparePanel::takeShown()
{
  const ResearchHub::RunPtr shown = m_context.research->run();
  if (!shown)
    return;
  const auto known = std::ranges::find(m_choices, shown, &RunChoice::run);
  const RunChoice open =
      known != m_choices.end() ? *known : RunChoice{shown, {}, QString::fromStdString(shown->report.input.title)};
  if (!m_chosen[0].isValid() || m_chosen[0].isSame(open)) {
    const auto other = std::ranges::find_if(m_choices, [&](const RunChoice& choice) { return !choice.isSame(open); });
    m_chosen[0] = other != m_choices.end() ? *other : RunChoice{};
  }
  m_chosen[1] = open;
  follow();
}

void ComparePanel::swap()
{
  std::swap(m_chosen[0], m_chosen[1]);
  fillCombos();
  m_presenter->reload();
}

void ComparePanel::openFolder(std::size_t side)
{
  const FileQuestion question{Tr::tr("Open the folder of a run"), m_chosen[side].folder, {}, {}};
  const QString folder = dialogsOf(m_context).chooseFolder(this, question);
  if (folder.isEmpty())
    return;
  m_chosen[side] = choiceOf(folder);
  if (m_context.research != nullptr)
    m_context.research->rememberFolder(folder); // comes back through follow()
  else
    follow();
}

void ComparePanel::takeIndex(std::size_t side, int index)
{
  if (index >= 0 && index < static_cast<int>(m_choices.size()))
    choose(side, m_choices[static_cast<std::size_t>(index)]);
}

void ComparePanel::follow()
{
  m_choices = m_context.research != nullptr ? runChoices(*m_context.research) : std::vector<RunChoice>();
  // A run of before that nobody keeps any longer stays as long as it is chosen.
  for (const RunChoice& chosen : m_chosen)
    if (chosen.isValid() && std::ranges::none_of(m_choices, [&](const RunChoice& c) { return c.isSame(chosen); }))
      m_choices.push_back(chosen);
  // The two latest to begin with: what came out before a change, and after it.
  if (m_choices.size() >= 2 && !m_chosen[0].isValid() && !m_chosen[1].isValid())
    m_chosen = {m_choices[1], m_choices[0]};
  m_isSame.reset();
  retranslate(); // reads again
}

void ComparePanel::fillCombos()
{
  for (std::size_t side = 0; side < 2; ++side) {
    QComboBox* combo = m_combos[side];
    const QSignalBlocker quiet(combo);
    combo->clear();
    int current = -1;
    for (const RunChoice& choice : m_choices) {
      combo->addItem(choice.caption);
      combo->setItemData(combo->count() - 1, choice.folder, Qt::ToolTipRole);
      if (choice.isSame(m_chosen[side]))
        current = combo->count() - 1;
    }
    combo->setCurrentIndex(current);
    combo->setPlaceholderText(Tr::tr("Choose a run"));
    combo->setToolTip(m_chosen[side].folder);
    combo->setEnabled(combo->count() > 0);
  }
  m_swap->setEnabled(m_chosen[0].isValid() || m_chosen[1].isValid());
}

void ComparePanel::load()
{
  m_isSame.reset();
  if (m_choices.empty()) {
    showEmpty({QStringLiteral("compare"),
        Tr::tr(
            "Two runs appear here beside each other: backtests of this session, or folders that a report was exported "
            "to."),
        Tr::tr("Open a folder…"), [this] { openFolder(0); }});
    return;
  }
  showContent();
  m_table.setContent({}, 0);
  m_chart->setSeries(nullptr);
  if (!m_chosen[0].isValid() || !m_chosen[1].isValid()) {
    m_presenter->cancel();
    m_verdict->setNote(widgets::NoteKind::Info, Tr::tr("Choose two runs."));
    return;
  }
  m_verdict->setNote(widgets::NoteKind::Info, Tr::tr("Comparing…"));
  m_presenter->read(
      [chosen = m_chosen, files = m_context.files](TaskControl&) -> Result<Outcome> {
        ZVT_TRY(const backtest::RunTexts first, chosen[0].texts(*files));
        ZVT_TRY(const backtest::RunTexts second, chosen[1].texts(*files));
        Outcome outcome;
        ZVT_TRY(outcome.comparison, backtest::compareRuns(first, second));
        ZVT_TRY(outcome.curves, backtest::curvesOf(first, second));
        return outcome;
      },
      [this](const Outcome& outcome) { take(outcome); });
}

void ComparePanel::take(const Outcome& outcome)
{
  m_rows = differenceRows(outcome.comparison);
  m_isSame = outcome.comparison.sameResults;
  m_table.setContent(differenceColumns(m_rows), m_rows->size());
  m_page->fitColumns();
  auto series = std::make_shared<widgets::DatedSeries>();
  series->times = outcome.curves.times;
  series->lineText = [](double value) { return widgets::formatSignedPercent(value, 1); };
  series->lines = {{m_chosen[0].caption, outcome.curves.first, kFirstHue, false, true},
      {m_chosen[1].caption, outcome.curves.second, kSecondHue, false, true}};
  m_chart->setSeries(std::move(series));
  showVerdict();
  Q_EMIT compared();
}

void ComparePanel::showVerdict()
{
  if (!m_isSame)
    return;
  const auto count = [this](DifferenceRow::Kind kind) {
    return static_cast<int>(std::ranges::count(*m_rows, kind, &DifferenceRow::kind));
  };
  const int settings = count(DifferenceRow::Kind::Setting);
  const QString ofSettings =
      settings == 0 ? Tr::tr("No setting differs.") : Tr::tr("%n settings differ.", nullptr, settings);
  if (*m_isSame) {
    m_verdict->setNote(widgets::NoteKind::Ok, Tr::tr("The same fills, orders and equity.") + u' ' + ofSettings);
    return;
  }
  const auto order = std::ranges::find(*m_rows, DifferenceRow::Kind::Order, &DifferenceRow::kind);
  QString text = Tr::tr("%n figures differ.", nullptr, count(DifferenceRow::Kind::Figure)) + u' ' + ofSettings;
  if (order != m_rows->end())
    text += u' ' + Tr::tr("First difference: %1.").arg(QString::fromStdString(order->what));
  m_verdict->setNote(widgets::NoteKind::Info, text);
}

void ComparePanel::showFailure(const Error& error)
{
  m_verdict->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(error));
  Q_EMIT compared();
}

void ComparePanel::retranslate()
{
  if (m_page == nullptr)
    return;
  m_chartTitle->setText(Tr::tr("Growth since the beginning"));
  m_chart->setAccessibleName(m_chartTitle->text());
  m_page->retranslate(Tr::tr("Differences"));
  const std::array names{Tr::tr("First run"), Tr::tr("Second run")};
  for (std::size_t side = 0; side < 2; ++side) {
    m_combos[side]->setAccessibleName(names[side]);
    m_open[side]->setAccessibleName(Tr::tr("Open the folder of a run") + QStringLiteral(": ") + names[side]);
    m_open[side]->setToolTip(Tr::tr("Open the folder of a run"));
  }
  m_swap->setToolTip(Tr::tr("Exchange the two"));
  m_swap->setAccessibleName(m_swap->toolTip());
  m_table.retranslate();
  fillCombos();
  if (m_choices.empty() || !m_isSame)
    m_presenter->reload();
  showVerdict();
  Q_EMIT titleChanged();
}

void registerComparePanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("compare");
  spec.title = [] { return Tr::tr("Compare runs"); };
  spec.icon = QStringLiteral("compare");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("research"), DockArea::Centre, 3, 1600, 1, true}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new ComparePanel(context, parent); };
  registry.add(std::move(spec));
}

}
