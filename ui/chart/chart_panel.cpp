// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_panel.h"

#include "core/data/market_data.h"
#include "core/market/entity.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_session.h"
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_feature.h"
#include "ui/chart/chart_keys.h"
#include "ui/chart/chart_table.h"
#include "ui/chart/factor_lane_command.h"
#include "ui/chart/factor_lane_menu.h"
#include "ui/chart/session_feature.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/indicator_dialog.h"
#include "ui/factor/saved_formulas.h"
#include "ui/replay/replay_strip.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/level_text.h"
#include "ui/shell/panel_export.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
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

/// Two or three letters; the tip has the words.
QString signOf(market::AdjustMode mode)
{
  switch (mode) {
  case market::AdjustMode::Qfq:
    return Tr::tr("qfq", "prices adjusted forward, in a narrow list");
  case market::AdjustMode::Hfq:
    return Tr::tr("hfq", "prices adjusted backward, in a narrow list");
  case market::AdjustMode::Bfq:
    break;
  }
  return Tr::tr("raw", "prices not adjusted, in a narrow list");
}

QString keyOf(market::BarLevel level)
{
  const std::string_view text = market::toString(level);
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
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
  addReplayStrip(*layout, content);
  m_problems = new widgets::Note(widgets::NoteKind::Warning, {}, content);
  m_problems->setObjectName(QStringLiteral("indicatorProblemNote"));
  m_problems->hide();
  layout->addWidget(m_problems);
  m_view = new widgets::ChartView(content);
  m_view->setObjectName(QStringLiteral("chartView"));
  m_middle = new QHBoxLayout;
  m_middle->setSpacing(0);
  m_column = new QVBoxLayout; // what stands below the chart is as wide: a bar has one place in all of them
  m_column->setSpacing(0);
  m_column->addWidget(m_view, 1);
  m_middle->addLayout(m_column, 1);
  layout->addLayout(m_middle, 1);
  m_lanes = new widgets::LaneView(content);
  m_lanes->setObjectName(QStringLiteral("laneView"));
  m_lanes->follow(m_view);
  m_column->addWidget(m_lanes);
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
  if (addChartKeys(*m_context.actions))
    enableReplayKeys(*m_context.actions, m_context.replay);
  m_context.actions->addHost(this, QStringLiteral("chart"));
  connect(m_context.links, &LinkBus::levelRestored, this, [this](LinkColor, const QString& level, QObject* panel) {
    const auto wanted = market::parseBarLevel(level.toStdString());
    if (panel == this && wanted)
      setLevel(*wanted);
  });
  watchCore();
  m_features = makeChartFeatures(*this);
  watchReplay();
  retranslate();
  showNothingChosen();
}

ChartPanel::~ChartPanel() = default;

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
  saveFeatures(state);
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
  restoreFeatures(state);
  retranslate();
  if (const QString entity = state.value(QLatin1String("entity")).toString(); !entity.isEmpty())
    showEntity(entity);
}

void ChartPanel::showEntity(const QString& entityId)
{
  if (entityId.toStdString() == m_request.entityId)
    return;
  m_request.entityId = entityId.toStdString();
  m_request.through.reset();
  m_request.tail = {};
  for (const auto& feature : m_features)
    feature->entityChanged();
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

bool ChartPanel::offers(market::BarLevel level) const
{
  return m_levels->values().contains(keyOf(level));
}

void ChartPanel::setAdjust(market::AdjustMode mode)
{
  m_request.adjust = mode;
  m_adjust->setCurrentIndex(
      static_cast<int>(std::find(kChartAdjusts.begin(), kChartAdjusts.end(), mode) - kChartAdjusts.begin()));
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
  request.exDateMark = exDateText();
  if (m_context.paperSession != nullptr)
    request.marketDay = m_context.paperSession->state().day;
  request.endsAtMarketDay = endsAtMarketDay();
  request.marketDayMark = Tr::tr("Paper market", "mark of the replayed day on the time axis");
  if (const auto* axis = feature<SessionFeature>())
    request.clock = axis->clock();
  for (const auto& feature : m_features)
    if (ChartReader reader = feature->reader())
      request.readers.push_back(std::move(reader));
  takeReplay(request);
  m_presenter->read([marketData = m_context.marketData, profile = m_context.profile, columns = m_context.columns,
                        request = std::move(request)](
                        TaskControl& task) { return loadChart(*marketData, *profile, columns, request, task); },
      [this, keepRange](const LoadedChart& chart) { showChart(chart, keepRange); });
}

void ChartPanel::showChart(const LoadedChart& chart, bool keepRange)
{
  for (const auto& arrival : chart.arrivals)
    arrival();
  offerLevels(chart.levels);
  m_request.level = chart.model->bars->level;
  m_levels->setValue(keyOf(m_request.level));
  m_replay->setSteps(m_request.entityId, m_request.level);
  m_view->setModel(chart.model, keepRange ? widgets::ChartView::Range::Keep : widgets::ChartView::Range::Newest);
  if (m_lockToRestore)
    m_view->lockPrices(std::exchange(m_lockToRestore, {}));
  m_lanes->setLanes(chart.lanes);
  for (const auto& feature : m_features)
    feature->shown();
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
  return m_view->model() ? tableOf(0, m_view->model()->bars->size()) : PanelTable{};
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
    m_levels->addSegment(keyOf(level), shortLevelText(level));
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
      m_levels->setSegmentText(keyOf(level), shortLevelText(level));
  m_adjust->clear();
  for (const market::AdjustMode mode : kChartAdjusts)
    m_adjust->addItem(signOf(mode));
  m_adjust->setCurrentIndex(static_cast<int>(
      std::find(kChartAdjusts.begin(), kChartAdjusts.end(), m_request.adjust) - kChartAdjusts.begin()));
  for (int i = 0; i < m_adjust->count(); ++i)
    m_adjust->setItemData(i, adjustText(kChartAdjusts[static_cast<std::size_t>(i)]), Qt::ToolTipRole);
  m_adjust->setAccessibleName(Tr::tr("Adjustment"));
  m_adjust->setToolTip(
      Tr::tr("Prices for dividends and splits: adjusted forward (qfq) keeps today's, adjusted backward "
             "(hfq) those of the listing"));
  m_levels->setAccessibleName(Tr::tr("Level"));
  showLook();
  m_measure->setToolTip(Tr::tr("Measure: bars, time, difference"));
  m_export->setToolTip(Tr::tr("Export the chart"));
  m_indicators->setText(Tr::tr("Indicators"));
  m_indicators->setToolTip(Tr::tr("Choose indicators and their parameters"));
  m_factor->retranslate();
  for (const auto& feature : m_features)
    feature->retranslate();
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
