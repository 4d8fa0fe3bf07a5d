// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/trades_feature.h"

#include "core/backtest/backtest.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_session.h"
#include "ui/chart/change_command.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/trade_reading.h"
#include "ui/replay/replay_feed.h"
#include "ui/report/research_hub.h"
#include "ui/report/why_dialog.h"
#include "ui/shell/tr.h"
#include "ui/trade/why_question.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/mark_key_layer.h"
#include "widgets/chart/trade_layer.h"

#include <QMenu>
#include <QUndoStack>

namespace zvt::ui {

TradesFeature::TradesFeature(ChartPanel& panel)
    : ChartFeature(panel)
    , m_links(new widgets::TradeLinkLayer(this))
    , m_fills(new widgets::TradeMarkLayer(
          [](const widgets::ChartModel& model) -> const widgets::TradeMarks& { return model.trades.marks(); }, this))
    , m_switches(new widgets::TradeMarkLayer(
          [](const widgets::ChartModel& model) -> const widgets::TradeMarks& { return model.switches; }, this))
    , m_run(new widgets::TradeMarkLayer(
          [](const widgets::ChartModel& model) -> const widgets::TradeMarks& { return model.runFills; }, this))
    , m_key(new widgets::MarkKeyLayer(this))
{
  panel.view()->addLayer(m_links);
  panel.view()->addLayer(m_switches);
  panel.view()->addLayer(m_run);
  panel.view()->addLayer(m_fills);
  panel.view()->addLayer(m_key);
  connect(m_key, &widgets::MarkKeyLayer::pressed, this, [this](int entry) {
    Shown wanted = m_shown;
    bool& one = entry == 0 ? wanted.fills : entry == 1 ? wanted.switches : wanted.run;
    one = !one;
    choose(wanted);
  });
  m_fills->setMenu([this](QMenu& menu, const std::vector<widgets::TradeMark>& marks) { fillAccountMenu(menu, marks); });
  connect(m_fills, &widgets::TradeMarkLayer::chosen, this, &TradesFeature::explain);
  ResearchHub* research = panel.context().research;
  if (research == nullptr)
    return;
  connect(research, &ResearchHub::published, this, [this] { this->panel().reload(); });
  m_run->setMenu([this](QMenu& menu, const std::vector<widgets::TradeMark>& marks) { fillRunMenu(menu, marks); });
  connect(m_run, &widgets::TradeMarkLayer::chosen, research, &ResearchHub::requestWhy);
}

QJsonObject TradesFeature::saveState() const
{
  if (m_shown == Shown())
    return {};
  return {{QStringLiteral("fills"), m_shown.fills}, {QStringLiteral("switches"), m_shown.switches},
      {QStringLiteral("run"), m_shown.run}};
}

void TradesFeature::restoreState(const QJsonObject& state)
{
  apply({state.value(QLatin1String("fills")).toBool(true), state.value(QLatin1String("switches")).toBool(true),
      state.value(QLatin1String("run")).toBool(true)});
}

ChartReader TradesFeature::reader()
{
  ChartReader account = accountReader(), run = runReader();
  if (!account || !run)
    return account ? account : run;
  return [account = std::move(account), run = std::move(run)](
             const ChartReading& reading) -> Result<std::function<void()>> {
    ZVT_TRY_VOID(account(reading));
    return run(reading);
  };
}

/// The fills of the report's run in this security, those that a replay's clock has not come to aside.
ChartReader TradesFeature::runReader() const
{
  const ResearchHub::RunPtr run = panel().context().research ? panel().context().research->run() : nullptr;
  if (!run)
    return {};
  RunFills wanted;
  const auto& fills = run->report.input.fills;
  for (std::size_t i = 0; i < fills.size(); ++i)
    if (fills[i].entityId == panel().request().entityId)
      wanted.fills.push_back({i, fills[i]});
  if (wanted.fills.empty())
    return {};
  wanted.title = QString::fromStdString(run->report.input.title);
  wanted.buy = widgets::Language::current().text("trading.side.buy");
  wanted.sell = widgets::Language::current().text("trading.side.sell");
  wanted.why = Tr::tr("Double click: why?");
  return [wanted = std::move(wanted)](const ChartReading& reading) -> Result<std::function<void()>> {
    ZVT_TRY(reading.model.runFills, runFillsOnChart(reading, wanted));
    return std::function<void()>();
  };
}

void TradesFeature::fillRunMenu(QMenu& menu, const std::vector<widgets::TradeMark>& marks)
{
  for (const widgets::TradeMark& mark : marks) {
    QAction* action =
        menu.addAction(widgets::icon(QStringLiteral("trace")), Tr::tr("Why? %1").arg(mark.tip.section(u'\n', 0, 0)));
    action->setObjectName(QStringLiteral("whyAction"));
    connect(action, &QAction::triggered, this, [this, id = mark.id] { panel().context().research->requestWhy(id); });
  }
}

void TradesFeature::fillAccountMenu(QMenu& menu, const std::vector<widgets::TradeMark>& marks)
{
  for (const widgets::TradeMark& mark : marks) {
    QAction* action =
        menu.addAction(widgets::icon(QStringLiteral("trace")), Tr::tr("Why? %1").arg(mark.tip.section(u'\n', 0, 0)));
    action->setObjectName(QStringLiteral("whyTradeAction"));
    connect(action, &QAction::triggered, this, [this, id = mark.id] { explain(id); });
  }
}

void TradesFeature::explain(std::size_t place)
{
  const trading::OrderService* orders = panel().accountOnChart();
  if (orders == nullptr)
    return;
  const trading::TradingSnapshotPtr snapshot = orders->snapshot();
  for (const trading::Fill& fill : snapshot->fills) {
    if (fill.entityId != panel().request().entityId || !panel().isKnown(fill.at) || place-- > 0)
      continue;
    const Context& context = panel().context();
    const auto practice = context.replay != nullptr ? context.replay->practice() : nullptr;
    trading::PaperSession* session = practice ? practice.get() : context.paperSession;
    const trading::HeldSnapshotPtr held = session != nullptr ? session->held().snapshot() : nullptr;
    WhyDialog::ask(
        context, &panel(), whyQuestion(context, *snapshot, held.get(), fill.orderId, fill.tradeId, panel().link()));
    return;
  }
}

ChartReader TradesFeature::accountReader() const
{
  const trading::OrderService* orders = panel().accountOnChart();
  if (orders == nullptr)
    return {};
  const trading::TradingSnapshotPtr snapshot = orders->snapshot();
  ChartFills wanted;
  wanted.account = snapshot->account->settings();
  for (const trading::Fill& fill : snapshot->fills)
    if (fill.entityId == panel().request().entityId && panel().isKnown(fill.at))
      wanted.fills.push_back(fill);
  if (wanted.fills.empty())
    return {};
  for (const trading::CorporateActionApplied& applied : snapshot->rights)
    if (applied.entityId == panel().request().entityId)
      wanted.rights.push_back(applied);
  wanted.buy = widgets::Language::current().text("trading.side.buy");
  wanted.sell = widgets::Language::current().text("trading.side.sell");
  wanted.why = Tr::tr("Double click: why?");
  return [wanted = std::move(wanted)](const ChartReading& reading) -> Result<std::function<void()>> {
    ZVT_TRY(reading.model.trades, tradesOnChart(reading, wanted));
    return std::function<void()>();
  };
}

void TradesFeature::shown()
{
  showKey();
}

void TradesFeature::retranslate()
{
  showKey();
}

void TradesFeature::showKey()
{
  const widgets::ChartModelPtr& model = panel().view()->model();
  const std::size_t fills = model ? model->trades.marks().size() : 0, switches = model ? model->switches.size() : 0;
  const std::size_t run = model ? model->runFills.size() : 0;
  std::vector<widgets::MarkKeyEntry> entries(3);
  if (fills > 0)
    entries[0] = {Tr::tr("Trades %1").arg(fills), m_shown.fills};
  if (switches > 0)
    entries[1] = {Tr::tr("Factor B/S %1").arg(switches), m_shown.switches};
  if (run > 0)
    entries[2] = {Tr::tr("Backtest %1").arg(run), m_shown.run};
  m_key->setEntries(std::move(entries));
}

void TradesFeature::fillMenu(QMenu& menu)
{
  const auto add = [&](const char* name, const QString& text, bool Shown::* one) {
    QAction* action = menu.addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setChecked(m_shown.*one);
    connect(action, &QAction::triggered, this, [this, one](bool checked) {
      Shown wanted = m_shown;
      wanted.*one = checked;
      choose(wanted);
    });
  };
  const widgets::ChartModelPtr& model = panel().view()->model();
  if (model && !model->trades.marks().empty())
    add("showTradesAction", Tr::tr("Show my &trades"), &Shown::fills);
  if (model && !model->switches.empty())
    add("showSwitchesAction", Tr::tr("Show the factor's &B and S"), &Shown::switches);
  if (model && !model->runFills.empty())
    add("showRunAction", Tr::tr("Show the fills of the back&test"), &Shown::run);
}

void TradesFeature::choose(Shown wanted)
{
  if (wanted == m_shown)
    return;
  panel().undoStack()->push(new ChangeCommand<Shown>(
      Tr::tr("Show or hide trades"), m_shown, wanted, [this](const Shown& value) { apply(value); }));
}

void TradesFeature::apply(Shown wanted)
{
  m_shown = wanted;
  m_links->setShown(wanted.fills);
  m_fills->setShown(wanted.fills);
  m_switches->setShown(wanted.switches);
  m_run->setShown(wanted.run);
  showKey();
}

}
