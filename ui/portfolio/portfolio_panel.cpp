// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/portfolio/portfolio_panel.h"

#include "core/data/market_data.h"
#include "core/market/entity.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "ui/trade/replay_bar.h"
#include "ui/trade/trade_texts.h"
#include "widgets/analytics/allocation_chart.h"
#include "widgets/analytics/equity_chart.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

/// Closes of the first stored index on the days of the points; empty when there is none or a day lacks one.
void addBenchmark(PortfolioHistory& history, data::MarketData& data, const market::EntityTable& entities)
{
  for (const market::Entity& entity : entities.entities()) {
    if (entity.id.type != "index")
      continue;
    data::BarRequest request;
    request.entityId = entity.id.toString();
    const auto bars = data.bars(request);
    if (!bars)
      continue;
    std::vector<double> closes;
    for (const trading::EquityPoint& point : history.points) {
      const auto after = std::ranges::upper_bound((*bars)->key, std::int64_t{point.day.days});
      if (after == (*bars)->key.begin())
        break;
      closes.push_back((*bars)->close[static_cast<std::size_t>(after - (*bars)->key.begin()) - 1]);
    }
    if (closes.size() != history.points.size())
      continue;
    history.benchmark = std::move(closes);
    history.benchmarkId = request.entityId;
    return;
  }
}

std::vector<double> underwater(const std::vector<double>& values)
{
  std::vector<double> depth;
  double peak = 0;
  for (const double value : values) {
    peak = std::max(peak, value);
    depth.push_back(peak > 0 ? value / peak - 1 : 0);
  }
  return depth;
}

int signOf(double value)
{
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

}

PortfolioPanel::PortfolioPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_feed(context)
    , m_positions(context)
{
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_replay = new ReplayBar(context, &m_feed, content);
  column->addWidget(m_replay);
  m_tiles = new widgets::MetricTiles(content);
  column->addWidget(m_tiles);
  auto* splitter = new QSplitter(Qt::Vertical, content);
  splitter->addWidget(makeTop());
  m_table = new widgets::DataTable(splitter);
  m_table->setObjectName(QStringLiteral("portfolioTable"));
  m_table->setModel(&m_positions);
  enableSymbolDrag(m_table, [](const QModelIndex& row) { return row.data(TradeEntityRole).toString(); });
  constexpr int kWidths[] = {140, 96, 84, 84, 84, 84, 110, 110, 84, 84};
  for (int i = 0; i < PositionModel::ColumnCount; ++i)
    m_table->setColumnWidth(i, kWidths[i]);
  splitter->addWidget(m_table);
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 2);
  column->addWidget(splitter, 1);
  setContent(content);

  m_presenter = new Presenter(context, this, [this] { loadHistory(); });
  m_presenter->setQuiet(true); // the sums are there without it
  connect(m_presenter, &Presenter::failed, this, [this](const Error& error) {
    m_noCurve->setText(widgets::Language::current().describe(error));
    m_curveStack->setCurrentIndex(0);
  });
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this](const QModelIndex& chosen) {
    if (chosen.isValid())
      m_context.links->select(link(), chosen.data(TradeEntityRole).toString(), this);
  });
  connect(&m_feed, &TradingFeed::changed, this, [this] {
    showAccount();
    if (m_feed.snapshot()->fills.size() != m_fillsSeen)
      m_presenter->touch();
  });
  connect(&m_feed, &TradingFeed::replayChanged, this, [this] {
    Q_EMIT titleChanged();
    showAccount();
    m_presenter->touch();
  });
  retranslate();
  m_presenter->reload();
}

QWidget* PortfolioPanel::makeTop()
{
  auto* top = new QSplitter(Qt::Horizontal, this);
  m_curveStack = new QStackedWidget(top);
  m_curve = new widgets::EquityChart(m_curveStack);
  m_noCurve = (new widgets::TextLabel({}, m_curveStack))->setTone(widgets::TextTone::Muted);
  m_noCurve->setAlignment(Qt::AlignCenter);
  m_curveStack->addWidget(m_noCurve);
  m_curveStack->addWidget(m_curve);
  m_allocation = new widgets::AllocationChart(top);
  top->addWidget(m_curveStack);
  top->addWidget(m_allocation);
  top->setStretchFactor(0, 2);
  top->setStretchFactor(1, 1);
  top->setSizes({1000, 500});
  return top;
}

QString PortfolioPanel::title() const
{
  return Tr::tr("Portfolio");
}

QString PortfolioPanel::subtitle() const
{
  return m_feed.isAvailable() && m_feed.replay().at ? Tr::tr("Practice account of the replay")
                                                    : Tr::tr("Paper account");
}

void PortfolioPanel::loadHistory()
{
  if (!m_feed.isAvailable())
    return;
  m_fillsSeen = m_feed.snapshot()->fills.size();
  m_presenter->request<PortfolioHistory>(
      [session = m_feed.session(), data = m_context.marketData, entities = m_context.entities()](auto reply) {
        session->history([reply, data, entities](Result<std::vector<trading::EquityPoint>> points) mutable {
          if (!points)
            return reply(std::unexpected(points.error()));
          PortfolioHistory history;
          history.points = std::move(*points);
          addBenchmark(history, *data, *entities);
          reply(std::move(history));
        });
      },
      [this](PortfolioHistory history) {
        m_history = std::move(history);
        showTiles();
        showCurve();
        Q_EMIT historyLoaded();
      });
}

void PortfolioPanel::showAccount()
{
  if (!m_feed.isAvailable() || !m_feed.replay().day) {
    showEmpty({QStringLiteral("wallet"), Tr::tr("The paper account trades on stored bars. Load some first."),
        Tr::tr("Load the sample data"), [this] {
          if (QAction* action = m_context.actions->action(QStringLiteral("data.loadSample")))
            action->trigger();
        }});
    return;
  }
  showContent();
  const trading::SimAccount& account = *m_feed.snapshot()->account;
  m_positions.setAccount(account);
  // What is on margin takes no more of the money than its margin.
  std::vector<widgets::AllocationPart> parts;
  for (const trading::Position& position : m_positions.positions()) {
    const Money part = position.margin ? position.initialMargin() : position.value();
    parts.push_back({trade::nameOf(m_context, position.entityId), part.toDouble(), false});
  }
  parts.push_back({Tr::tr("Cash"), (account.cash() - account.initialMargin()).toDouble(), true});
  m_allocation->setParts(std::move(parts));
  showTiles();
}

void PortfolioPanel::showTiles()
{
  if (!m_feed.snapshot())
    return;
  const trading::SimAccount& account = *m_feed.snapshot()->account;
  const double equity = account.equity().toDouble();
  const double put = (account.settings().initialCash + account.movedCash()).toDouble();
  const double profit = equity - put;
  const double value = account.marketValue().toDouble();
  const QString missing(widgets::kMissing);
  double day = std::nan("");
  double deepest = std::nan("");
  double now = std::nan("");
  if (const auto& points = m_history.points; points.size() > 1) {
    const trading::EquityPoint& last = points.back();
    const trading::EquityPoint& before = points[points.size() - 2];
    day = (last.equity() - before.equity() - (last.moved - before.moved)).toDouble();
    std::vector<double> equities;
    for (const trading::EquityPoint& point : points)
      equities.push_back(point.equity().toDouble());
    const std::vector<double> depth = underwater(equities);
    now = depth.back();
    deepest = *std::ranges::min_element(depth);
  }
  const QString positions = Tr::tr("%n position(s)", nullptr, m_positions.rowCount());
  m_tiles->setTiles({
      {Tr::tr("Equity"), widgets::formatNumber(equity, 2), Tr::tr("put in %1").arg(widgets::formatNumber(put, 2)), 0,
          {}},
      {Tr::tr("Day P&L"), std::isnan(day) ? missing : widgets::formatSigned(day, 2),
          std::isnan(day) || equity == day ? QString() : widgets::formatSignedPercent(day / (equity - day)),
          std::isnan(day) ? 0 : signOf(day), {}},
      {Tr::tr("Total P&L"), widgets::formatSigned(profit, 2),
          put > 0 ? widgets::formatSignedPercent(profit / put) : QString(), signOf(profit), {}},
      {Tr::tr("Realised P&L"), trade::signedMoneyText(account.realised()), Tr::tr("costs deducted"),
          signOf(account.realised().toDouble()), {}},
      {Tr::tr("Drawdown"), std::isnan(now) ? missing : widgets::formatSignedPercent(now),
          std::isnan(deepest) ? QString() : Tr::tr("worst %1").arg(widgets::formatSignedPercent(deepest)), 0, {}},
      {Tr::tr("Invested"), equity > 0 ? widgets::formatPercent(value / equity, 1) : missing,
          Tr::tr("value %1").arg(widgets::formatNumber(value, 2)), 0, positions},
      {Tr::tr("Available cash"), trade::moneyText(account.availableCash()),
          Tr::tr("frozen %1").arg(trade::moneyText(account.frozenCash())), 0, {}},
      {Tr::tr("Costs paid"), trade::moneyText(account.costsPaid()), {}, 0, {}},
  });
}

void PortfolioPanel::showCurve()
{
  const std::vector<trading::EquityPoint>& points = m_history.points;
  m_curveStack->setCurrentIndex(points.size() > 1 ? 1 : 0);
  if (points.size() < 2)
    return;
  auto curve = std::make_shared<widgets::EquityCurve>();
  for (const trading::EquityPoint& point : points) {
    curve->times.push_back(LocalTime::of(point.day));
    curve->equity.push_back(point.equity().toDouble());
  }
  curve->underwater = underwater(curve->equity);
  curve->name = Tr::tr("Paper account");
  curve->currency = QString::fromStdString(m_feed.snapshot()->account->settings().currency);
  if (m_history.benchmark.size() == points.size()) {
    const double scale = curve->equity.front() / m_history.benchmark.front();
    for (const double close : m_history.benchmark)
      curve->benchmark.push_back(close * scale);
    curve->benchmarkUnderwater = underwater(curve->benchmark);
    curve->benchmarkName = trade::nameOf(m_context, m_history.benchmarkId);
  }
  m_curve->setCurve(std::move(curve));
}

void PortfolioPanel::retranslate()
{
  if (m_table == nullptr)
    return;
  m_replay->retranslate();
  m_noCurve->setText(Tr::tr("The equity curve begins when the market has been played for a day."));
  m_table->setAccessibleName(Tr::tr("Positions"));
  m_positions.retranslate();
  showAccount();
  showCurve();
  Q_EMIT titleChanged();
}

void registerPortfolioPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("portfolio");
  spec.title = [] { return Tr::tr("Portfolio"); };
  spec.icon = QStringLiteral("wallet");
  spec.menu = QStringLiteral("trade");
  spec.places = {{QStringLiteral("portfolio"), DockArea::Centre, 0, 1200, 1, false}};
  spec.create = [](const Context& context, QWidget* parent) { return new PortfolioPanel(context, parent); };
  registry.add(std::move(spec));
}

}
