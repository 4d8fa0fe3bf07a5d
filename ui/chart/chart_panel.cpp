// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_panel.h"

#include "core/data/market_data.h"
#include "core/market/entity.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_session.h"
#include "ui/chart/chart_keys.h"
#include "ui/chart/chart_table.h"
#include "ui/chart/factor_lane_command.h"
#include "ui/chart/factor_lane_menu.h"
#include "ui/chart/indicator_command.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/indicator_dialog.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/level_text.h"
#include "ui/shell/panel_export.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/segmented_control.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/lane_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace zvt::ui {

namespace {

constexpr std::array kAdjusts = {market::AdjustMode::Qfq, market::AdjustMode::Hfq, market::AdjustMode::Bfq};

QString nameOf(market::AdjustMode mode)
{
  switch (mode) {
  case market::AdjustMode::Qfq:
    return Tr::tr("Forward adjusted");
  case market::AdjustMode::Hfq:
    return Tr::tr("Backward adjusted");
  case market::AdjustMode::Bfq:
    break;
  }
  return Tr::tr("Not adjusted");
}

QString keyOf(market::BarLevel level)
{
  const std::string_view text = market::toString(level);
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QToolButton* toolButton(const char* objectName, const QString& iconName, QWidget* parent)
{
  auto* button = new QToolButton(parent);
  button->setObjectName(QLatin1String(objectName));
  button->setIcon(widgets::icon(iconName));
  button->setAutoRaise(true);
  return button;
}

}

ChartPanel::ChartPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
{
  auto* content = new QWidget(this);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  buildToolBar(content);
  m_problems = new widgets::Note(widgets::NoteKind::Warning, {}, content);
  m_problems->setObjectName(QStringLiteral("indicatorProblemNote"));
  m_problems->hide();
  layout->addWidget(m_problems);
  m_view = new widgets::ChartView(content);
  m_view->setObjectName(QStringLiteral("chartView"));
  layout->addWidget(m_view, 1);
  m_lanes = new widgets::LaneView(content);
  m_lanes->setObjectName(QStringLiteral("laneView"));
  m_lanes->follow(m_view);
  layout->addWidget(m_lanes);
  setContent(content);
  m_view->setFocus(); // comes first; as a focus proxy it would lead Tab past the tools above it

  followLink(m_context.links, [this](const QString& entity) { showEntity(entity); });
  connect(m_view, &widgets::ChartView::menuRequested, this, &ChartPanel::showMenu);
  connect(m_view, &widgets::ChartView::measuringChanged, m_measure, &QToolButton::setChecked);
  m_presenter = new Presenter(m_context, this, [this] { load(true); });
  m_formulas = new SavedFormulas(m_context, this);
  m_request.saved = m_formulas->snapshot();
  connect(m_formulas, &SavedFormulas::changed, this, [this] {
    if (takeFormulas(m_request, m_formulas->snapshot()))
      load(true);
  });
  m_formulas->load();
  addChartKeys(*m_context.actions);
  m_context.actions->addHost(this, QStringLiteral("chart"));
  connect(m_context.links, &LinkBus::levelRestored, this, [this](LinkColor, const QString& level, QObject* panel) {
    const auto wanted = market::parseBarLevel(level.toStdString());
    if (panel == this && wanted)
      setLevel(*wanted);
  });
  watchCore();
  retranslate();
  showNothingChosen();
}

void ChartPanel::buildToolBar(QWidget* content)
{
  auto* bar = new QWidget(content);
  bar->setObjectName(QStringLiteral("chartToolBar"));
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 3, 8, 3);
  row->setSpacing(4);
  m_levels = new widgets::SegmentedControl(bar);
  m_levels->setObjectName(QStringLiteral("levelSegments"));
  m_levels->setProperty("flat", true); // tools in a row, as the others of the bar
  m_levels->setUniform(false);
  m_adjust = new QComboBox(bar);
  m_adjust->setObjectName(QStringLiteral("adjustCombo"));
  m_adjust->setSizeAdjustPolicy(QComboBox::AdjustToContents); // its words change their length with the language
  m_indicators = toolButton("indicatorsButton", QStringLiteral("indicator"), bar);
  m_indicators->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_formula = toolButton("formulaButton", QStringLiteral("pencil"), bar);
  m_factor = new FactorLaneMenu(m_context, bar);
  m_fit = toolButton("fitButton", QStringLiteral("fit"), bar);
  m_newest = toolButton("newestButton", QStringLiteral("step"), bar);
  m_measure = toolButton("measureButton", QStringLiteral("measure"), bar);
  m_measure->setCheckable(true);
  m_export = toolButton("exportButton", QStringLiteral("export"), bar);
  row->addWidget(m_levels);
  row->addSpacing(8);
  row->addWidget(m_adjust);
  addLookTools(*row, bar);
  row->addWidget(m_indicators);
  row->addWidget(m_formula);
  row->addWidget(m_factor);
  row->addStretch(1);
  row->addWidget(m_measure);
  row->addWidget(m_fit);
  row->addWidget(m_newest);
  row->addWidget(m_export);
  content->layout()->addWidget(bar);

  connect(m_levels, &widgets::SegmentedControl::chosen, this, [this](const QString& value) {
    if (const auto level = market::parseBarLevel(value.toStdString()))
      chooseLevel(*level);
  });
  connect(m_adjust, &QComboBox::activated, this,
      [this](int index) { setAdjust(kAdjusts[static_cast<std::size_t>(index)]); });
  connect(m_indicators, &QToolButton::clicked, this, [this] { openIndicators(); });
  connect(m_formula, &QToolButton::clicked, this, [this] { openFormula(); });
  connect(m_factor, &FactorLaneMenu::chosen, this, &ChartPanel::chooseFactor);
  connect(m_measure, &QToolButton::clicked, this, [this](bool checked) { m_view->setMeasuring(checked); });
  connect(m_export, &QToolButton::clicked, this, &ChartPanel::openExport);
  connect(m_fit, &QToolButton::clicked, this, [this] { m_view->showAll(); });
  connect(m_newest, &QToolButton::clicked, this, [this] { m_view->showNewest(); });
}

QString ChartPanel::title() const
{
  if (m_request.entityId.empty())
    return Tr::tr("Chart");
  const auto table = m_context.entities();
  const auto index = table->find(m_request.entityId);
  return index ? QString::fromStdString(table->at(*index).name) : entityId();
}

QString ChartPanel::subtitle() const
{
  const auto id = market::EntityId::parse(m_request.entityId);
  if (!id)
    return {};
  QString text = QString::fromStdString(market::displayCode(*id));
  const auto table = m_context.entities();
  if (const auto index = table->find(m_request.entityId); index && table->at(*index).synthetic)
    text += QStringLiteral("  ") + Tr::tr("synthetic");
  return text;
}

QJsonObject ChartPanel::saveState() const
{
  const auto text = [](std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
  };
  QJsonObject state{{QStringLiteral("entity"), entityId()}, {QStringLiteral("level"), keyOf(m_request.level)},
      {QStringLiteral("adjust"), text(market::toString(m_request.adjust))},
      {QStringLiteral("bars"), m_view->axis().count}, {QStringLiteral("indicators"), toJson(m_request.indicators)},
      {QStringLiteral("factor"), toJson(m_request.factor)}};
  saveLook(state);
  return state;
}

void ChartPanel::restoreState(const QJsonObject& state)
{
  if (const auto level = market::parseBarLevel(state.value(QLatin1String("level")).toString().toStdString()))
    m_request.level = *level;
  if (const auto mode = market::parseAdjustMode(state.value(QLatin1String("adjust")).toString().toStdString()))
    m_request.adjust = *mode;
  restoreLook(state);
  if (const QJsonValue indicators = state.value(QLatin1String("indicators")); indicators.isArray())
    m_request.indicators = indicatorsFromJson(indicators.toArray()); // an empty list is a choice, too
  m_request.factor = chartFactorFrom(state.value(QLatin1String("factor")).toObject());
  m_factor->setFactor(m_request.factor);
  retranslate();
  if (const QString entity = state.value(QLatin1String("entity")).toString(); !entity.isEmpty())
    showEntity(entity);
}

void ChartPanel::showEntity(const QString& entityId)
{
  if (entityId.toStdString() == m_request.entityId)
    return;
  m_request.entityId = entityId.toStdString();
  Q_EMIT titleChanged();
  load(false);
}

void ChartPanel::chooseLevel(market::BarLevel level)
{
  m_context.links->noteLevel(link(), keyOf(m_request.level), keyOf(level), this);
  setLevel(level);
}

void ChartPanel::setLevel(market::BarLevel level)
{
  if (level == m_request.level)
    return;
  m_request.level = level;
  m_levels->setValue(keyOf(level));
  if (widgets::PriceLook look = this->look(); look.base) { // a bar of the other level
    look.base.reset();
    setLook(look);
  }
  load(false);
}

void ChartPanel::setAdjust(market::AdjustMode mode)
{
  m_request.adjust = mode;
  m_adjust->setCurrentIndex(static_cast<int>(std::find(kAdjusts.begin(), kAdjusts.end(), mode) - kAdjusts.begin()));
  load(true);
}

void ChartPanel::chooseFactor(const ChartFactor& factor)
{
  if (factor != m_request.factor)
    undoStack()->push(
        new FactorLaneCommand(m_request.factor, factor, [this](const ChartFactor& chosen) { setFactor(chosen); }));
}

void ChartPanel::setFactor(const ChartFactor& factor)
{
  m_request.factor = factor;
  m_factor->setFactor(factor);
  if (!m_request.entityId.empty())
    load(true);
}

void ChartPanel::chooseIndicators(std::vector<Indicator> indicators)
{
  if (indicators == m_request.indicators)
    return;
  undoStack()->push(new IndicatorCommand(m_request.indicators, std::move(indicators),
      [this](const std::vector<Indicator>& chosen) { setIndicators(chosen); }));
}

void ChartPanel::setIndicators(std::vector<Indicator> indicators)
{
  m_request.indicators = std::move(indicators);
  if (m_indicatorDialog != nullptr)
    m_indicatorDialog->setIndicators(m_request.indicators);
  if (!m_request.entityId.empty())
    load(true);
}

void ChartPanel::addFormula(const Indicator& indicator)
{
  std::vector<Indicator> indicators = m_request.indicators;
  const auto same = std::find_if(indicators.begin(), indicators.end(),
      [&](const Indicator& other) { return other.operatorName.empty() && other.name == indicator.name; });
  if (same == indicators.end())
    indicators.push_back(indicator);
  else // the same formula again, with what was changed in it; its parameters may have gone
    same->formula = indicator.formula, same->parameters.clear();
  chooseIndicators(std::move(indicators));
}

IndicatorDialog* ChartPanel::openIndicators()
{
  if (m_indicatorDialog == nullptr) {
    m_indicatorDialog = new IndicatorDialog(m_context, m_request.indicators, this);
    m_indicatorDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_indicatorDialog, &IndicatorDialog::indicatorsChanged, this,
        [this] { chooseIndicators(m_indicatorDialog->indicators()); });
    connect(m_indicatorDialog, &IndicatorDialog::editorRequested, this, &ChartPanel::openFormula);
  }
  m_indicatorDialog->show();
  m_indicatorDialog->raise();
  return m_indicatorDialog;
}

FormulaDialog* ChartPanel::openFormula(const QString& name, const QString& text)
{
  if (m_formulaDialog == nullptr) {
    m_formulaDialog = new FormulaDialog(m_context, this);
    m_formulaDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_formulaDialog, &FormulaDialog::applied, this, &ChartPanel::addFormula);
  }
  if (!text.isEmpty())
    m_formulaDialog->openFormula(name, text.toStdString());
  m_formulaDialog->show();
  m_formulaDialog->raise();
  return m_formulaDialog;
}

void ChartPanel::showProblems(const LoadedChart& chart)
{
  QStringList lines;
  for (const IndicatorProblem& problem : chart.problems)
    if (problem.indicator < m_request.indicators.size())
      lines.append(titleOf(m_request.indicators[problem.indicator]) + QStringLiteral(": ")
          + widgets::Language::current().describe(problem.error));
  if (chart.laneProblem)
    lines.append(
        titleOf(m_request.factor) + QStringLiteral(": ") + widgets::Language::current().describe(*chart.laneProblem));
  m_problems->setNote(widgets::NoteKind::Warning, lines.join(u'\n'));
  m_problems->setVisible(!lines.isEmpty());
}

std::vector<ChartTrade> ChartPanel::tradesOf(const std::string& entityId) const
{
  std::vector<ChartTrade> trades;
  if (m_context.orders == nullptr)
    return trades;
  for (const trading::Fill& fill : m_context.orders->snapshot()->fills) {
    if (fill.entityId != entityId)
      continue;
    const bool buy = fill.side == trading::Side::Buy;
    const QString side = widgets::Language::current().text(buy ? "trading.side.buy" : "trading.side.sell");
    trades.push_back(
        {fill.at, fill.price.toDouble(), buy, side + u' ' + widgets::formatNumber(fill.quantity.toDouble(), 0)});
  }
  return trades;
}

void ChartPanel::watchCore()
{
  m_presenter->watchMarket([this](const data::MarketChange& change) {
    return change.entityId.empty() || change.entityId == m_request.entityId;
  });
  if (m_context.orders != nullptr) {
    trading::OrderObserver observer;
    observer.onFill = m_presenter->knockIf<trading::Fill>(
        [this](const trading::Fill& fill) { return fill.entityId == m_request.entityId; });
    m_presenter->keep(m_context.orders->observe(std::move(observer)));
  }
  if (m_context.paperSession != nullptr)
    m_presenter->keep(m_context.paperSession->observe(
        m_presenter->knockIf<trading::ReplayState>([](const trading::ReplayState& state) { return !state.running; })));
}

void ChartPanel::load(bool keepRange)
{
  if (m_request.entityId.empty() || m_context.marketData == nullptr) {
    m_presenter->cancel();
    showNothingChosen();
    return;
  }
  ChartRequest request = m_request;
  request.volumeTitle = Tr::tr("Volume");
  request.exDateMark = Tr::tr("XD", "mark of an ex-date on the time axis");
  request.trades = tradesOf(request.entityId);
  if (m_context.paperSession != nullptr)
    request.marketDay = m_context.paperSession->state().day;
  request.marketDayMark = Tr::tr("Paper market", "mark of the replayed day on the time axis");
  m_presenter->read(
      [marketData = m_context.marketData, profile = m_context.profile, columns = m_context.columns,
          request = std::move(request)](TaskControl&) { return loadChart(*marketData, *profile, columns, request); },
      [this, keepRange](const LoadedChart& chart) { showChart(chart, keepRange); });
}

void ChartPanel::showChart(const LoadedChart& chart, bool keepRange)
{
  offerLevels(chart.levels);
  m_request.level = chart.model->bars->level;
  m_levels->setValue(keyOf(m_request.level));
  m_view->setModel(chart.model, keepRange ? widgets::ChartView::Range::Keep : widgets::ChartView::Range::Newest);
  if (m_lockToRestore)
    m_view->lockPrices(std::exchange(m_lockToRestore, {}));
  m_lanes->setLanes(chart.lanes);
  showProblems(chart);
  Q_EMIT loaded();
}

QList<ExportFormat> ChartPanel::exportFormats() const
{
  return state() == PanelState::Content ? QList<ExportFormat>{ExportFormat::Csv, ExportFormat::Png}
                                        : QList<ExportFormat>{};
}

PanelTable ChartPanel::exportTable() const
{
  return m_view->model() ? chartTable(*m_view->model(), 0, m_view->model()->bars->size(), look().style) : PanelTable{};
}

QString ChartPanel::copyText() const
{
  if (!m_view->model())
    return {};
  return toText(tableInSight());
}

void ChartPanel::offerLevels(const std::vector<market::BarLevel>& levels)
{
  QStringList wanted;
  std::vector<market::BarLevel> offered;
  for (const market::BarLevel level : kChartLevels)
    if (std::find(levels.begin(), levels.end(), level) != levels.end()) {
      wanted << keyOf(level);
      offered.push_back(level);
    }
  if (wanted == m_levels->values())
    return; // the one with the keyboard keeps it
  m_levels->clear();
  for (const market::BarLevel level : offered)
    m_levels->addSegment(keyOf(level), levelText(level));
}

void ChartPanel::showNothingChosen()
{
  showEmpty({QStringLiteral("candles"), Tr::tr("Type a code, a name or its pinyin initials to see a chart."), {}, {}});
}

void ChartPanel::retranslate()
{
  if (m_levels == nullptr)
    return;
  const QStringList offered = m_levels->values();
  for (const market::BarLevel level : kChartLevels)
    if (offered.contains(keyOf(level)))
      m_levels->setSegmentText(keyOf(level), levelText(level));
  m_adjust->clear();
  for (const market::AdjustMode mode : kAdjusts)
    m_adjust->addItem(nameOf(mode));
  m_adjust->setCurrentIndex(
      static_cast<int>(std::find(kAdjusts.begin(), kAdjusts.end(), m_request.adjust) - kAdjusts.begin()));
  m_adjust->setAccessibleName(Tr::tr("Adjustment"));
  m_levels->setAccessibleName(Tr::tr("Level"));
  showLook();
  m_measure->setToolTip(Tr::tr("Measure: bars, time, difference"));
  m_export->setToolTip(Tr::tr("Export the chart"));
  m_indicators->setText(Tr::tr("Indicators"));
  m_indicators->setToolTip(Tr::tr("Choose indicators and their parameters"));
  m_factor->retranslate();
  m_formula->setToolTip(Tr::tr("Write a formula"));
  m_fit->setToolTip(Tr::tr("Show all bars"));
  m_newest->setToolTip(Tr::tr("Show the newest bars"));
  for (QToolButton* button : {m_indicators, m_formula, m_measure, m_fit, m_newest, m_export})
    button->setAccessibleName(button->toolTip());
  if (m_request.entityId.empty())
    showNothingChosen();
  else if (m_view->model())
    load(true); // titles inside the picture
  Q_EMIT titleChanged();
}

void registerChartPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("chart");
  spec.title = [] { return Tr::tr("Chart"); };
  spec.icon = QStringLiteral("candles");
  spec.menu = QStringLiteral("market");
  spec.places = {{QStringLiteral("trading"), DockArea::Centre, 0, 800, 3, false}};
  spec.create = [](const Context& context, QWidget* parent) { return new ChartPanel(context, parent); };
  registry.add(std::move(spec));
}

}
