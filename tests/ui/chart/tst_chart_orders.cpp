// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backtest/backtest.h"
#include "core/data/sample_market.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/ui/trade/paper_desk.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/orders_feature.h"
#include "ui/chart/trades_feature.h"
#include "ui/report/research_hub.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/mark_key_layer.h"
#include "widgets/chart/trade_layer.h"

#include "translations_resources.h"

#include <QMenu>
#include <QSignalSpy>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using trading::OrderState;
using zvt::tests::PaperDesk;

/// Orders, positions and fills of the paper account on a chart of the sample market.
class TstChartOrders : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Language::current().setCode(qEnvironmentVariable("ZVT_PICTURES_LANGUAGE", QStringLiteral("en")));
    if (qEnvironmentVariableIsSet("ZVT_PICTURES_LIGHT"))
      widgets::Theme::current().setId(widgets::ThemeId::Light);
  }

  void init()
  {
    m_desk = std::make_unique<PaperDesk>();
    m_panel = std::make_unique<ChartPanel>(m_desk->context);
    m_panel->resize(1000, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(QString::fromLatin1(PaperDesk::kStock));
    QTRY_VERIFY(!loaded.isEmpty());
    orders().setConfirm([this](const ConfirmText& text) {
      m_confirmed << text.order;
      return m_agrees;
    });
    m_confirmed.clear();
    m_agrees = true;
    const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
    QVERIFY(context && context->limits && context->tick);
    m_ticket = *context;
  }
  void cleanup()
  {
    m_panel.reset();
    m_desk.reset();
  }

  void aDraggedOrderIsReplaced()
  {
    const QString id = place(trading::Side::Buy, m_ticket.limits->down);
    QTRY_COMPARE(layer().lines().size(), std::size_t{1});
    QVERIFY(layer().lines()[0].text.startsWith(QStringLiteral("Buy 100")));
    // Three ticks up by key, sent.
    layer().select(id);
    QSignalSpy replaced(&orders(), &OrdersFeature::replaced);
    for (int i = 0; i < 3; ++i)
      QTest::keyClick(m_panel->view(), Qt::Key_Up);
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QTRY_COMPARE(replaced.count(), 1);
    QCOMPARE(m_confirmed.size(), 1);
    const auto all = m_desk->session->orders().snapshot()->orders;
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(all[0].state == OrderState::Cancelled);
    QCOMPARE(all[1].price.toDouble(), m_ticket.limits->down.toDouble() + 0.03);
    QVERIFY(all[1].quantity == all[0].quantity);
    QTRY_COMPARE(layer().lines().size(), std::size_t{1});
    QTRY_COMPARE(layer().lines()[0].id, QString::fromStdString(all[1].id));
  }

  void nobodyAgreedSoItStays()
  {
    m_agrees = false;
    const QString id = place(trading::Side::Buy, m_ticket.limits->down);
    layer().select(id);
    QTest::keyClick(m_panel->view(), Qt::Key_Up);
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QTRY_COMPARE(m_confirmed.size(), 1);
    QCOMPARE(m_desk->session->orders().snapshot()->orders.size(), std::size_t{1});
    QVERIFY(!layer().isMoving());
  }

  void beyondTheLimitItIsBlocked()
  {
    const QString id = place(trading::Side::Buy, m_ticket.limits->down);
    layer().select(id);
    QTest::keyClick(m_panel->view(), Qt::Key_Down); // a tick below the lower limit
    picture("orders-blocked");
    QSignalSpy refused(&orders(), &OrdersFeature::refused);
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QCOMPARE(refused.count(), 1);
    QVERIFY(orders().noteText().contains(QString::fromStdString(m_ticket.limits->down.toFixed(2))));
    QVERIFY(m_confirmed.isEmpty());
    QCOMPARE(m_desk->session->orders().snapshot()->orders.size(), std::size_t{1});
  }

  void theCrossCancels()
  {
    const QString id = place(trading::Side::Buy, m_ticket.limits->down);
    Q_EMIT layer().closePressed(id);
    QTRY_VERIFY(layer().lines().empty());
    QTRY_VERIFY(m_desk->session->orders().snapshot()->orders[0].state == OrderState::Cancelled);
  }

  void aStopThatWaitsHasALineThatCancelsIt()
  {
    const Price stop = m_ticket.limits->down;
    m_desk->session->held().place(
        {trading::stopOrder("s1", PaperDesk::kStock, trading::Side::Sell, stop, *Quantity::parse("100"))});
    QTRY_COMPARE(layer().lines().size(), std::size_t{1});
    const widgets::OrderLine line = layer().lines()[0];
    QVERIFY2(line.text.startsWith(QStringLiteral("Sell 100 ≤ ")), qPrintable(line.text));
    QVERIFY(std::abs(line.price - stop.toDouble() * orders().scale()) < 1e-9);
    QVERIFY(line.closable && line.movable);
    Q_EMIT layer().closePressed(line.id);
    QTRY_VERIFY(layer().lines().empty());
    QVERIFY(m_desk->session->held().snapshot()->conditional[0].state == trading::ConditionalState::Cancelled);
    QVERIFY(m_desk->session->orders().snapshot()->orders.empty());
  }

  /// Before the entry fills, the legs protect what it asks for, not nothing.
  void legsOfABracketShowTheEntrysQuantity()
  {
    trading::Bracket bracket;
    bracket.entry.id = "b1";
    bracket.entry.entityId = PaperDesk::kStock;
    bracket.entry.price = m_ticket.limits->down;
    bracket.entry.quantity = *Quantity::parse("300");
    bracket.takeProfit = m_ticket.limits->up;
    m_desk->session->held().place(bracket);
    const auto leg = [this] {
      const auto& lines = layer().lines();
      const auto found = std::ranges::find_if(
          lines, [](const widgets::OrderLine& line) { return line.text.startsWith(QStringLiteral("Sell ")); });
      return found == lines.end() ? QString() : found->text;
    };
    QTRY_VERIFY2(leg().startsWith(QStringLiteral("Sell 300 ≥ ")), qPrintable(leg()));
  }

  void whatIsHeldHasALineThatClosesByTheTicket()
  {
    buyAndPlayADay();
    QTRY_COMPARE(layer().lines().size(), std::size_t{1});
    QVERIFY(layer().lines()[0].kind == widgets::OrderLine::Kind::Position);
    const auto held = *m_desk->session->orders().snapshot()->account->find(PaperDesk::kStock);
    QVERIFY(std::abs(layer().lines()[0].price - held.averageCost().toDouble() * orders().scale()) < 1e-9);
    picture("orders-held");
    TicketPanel ticket(m_desk->context);
    orders().setTicket([&] { return &ticket; });
    Q_EMIT layer().closePressed(layer().lines()[0].id);
    QTRY_VERIFY(ticket.form()->side() == trading::Side::Sell);
    QTRY_COMPARE(ticket.form()->quantity().toDouble(), held.sellable().toDouble());
    QCOMPARE(m_desk->session->orders().snapshot()->orders.size(), std::size_t{1}); // nothing was sent
  }

  /// The fills of the report's run stand at their bars; each leads to its why-trace.
  void fillsOfABacktestLeadToTheirWhy()
  {
    ResearchHub hub;
    Context context = m_desk->context;
    context.research = &hub;
    ChartPanel panel(context);
    panel.resize(1000, 700);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QSignalSpy loaded(&panel, &ChartPanel::loaded);
    panel.showEntity(QString::fromLatin1(PaperDesk::kStock));
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(panel.view()->model()->runFills.empty());

    backtest::BacktestRequest request;
    request.document = zvt::tests::turnStrategy({PaperDesk::kStock, "stock_sz_00390*"});
    request.settings = {"cross.fast=5", "cross.slow=20", "w.max_positions=3"};
    backtest::ProfileSource source(*context.profile, *context.marketData);
    SilentTaskControl control;
    auto run = backtest::backtest(request, source, *market::RuleBook::load(), control);
    QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
    const auto& fills = run->report.input.fills;
    const auto own = std::ranges::count(fills, std::string(PaperDesk::kStock), &analytics::FillRecord::entityId);
    QVERIFY(own > 2 && own < std::ssize(fills));
    const std::vector<analytics::FillRecord> all = fills;
    hub.publish(std::make_shared<const backtest::BacktestRun>(*std::move(run)));
    QTRY_COMPARE(
        std::ssize(panel.view()->model()->runFills.of(true)) + std::ssize(panel.view()->model()->runFills.of(false)),
        own);

    // The newest purchase in sight, by its menu.
    const widgets::ChartScene& scene = *panel.view()->scene();
    const auto clusters = widgets::clustersOf(scene, panel.view()->model()->runFills, true);
    QVERIFY(!clusters.empty());
    const widgets::TradeMark& mark = panel.view()->model()->runFills.of(true)[clusters.back().first];
    QCOMPARE(all[mark.id].entityId, std::string(PaperDesk::kStock));
    QCOMPARE(all[mark.id].side, std::string("buy"));
    const QPointF place = clusters.back().tip + QPointF(0, 5);
    QVERIFY(panel.feature<TradesFeature>()->runLayer()->tipAt(place, scene).contains(QStringLiteral("why?")));
    QMenu menu;
    QVERIFY(panel.view()->fillLayerMenu(menu, place));
    auto* why = menu.findChild<QAction*>(QStringLiteral("whyAction"));
    QVERIFY(why != nullptr);
    QSignalSpy asked(&hub, &ResearchHub::whyRequested);
    why->trigger();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(hub.takeWhy(), std::optional(mark.id));
    QTest::mouseDClick(panel.view(), Qt::LeftButton, {}, place.toPoint());
    QCOMPARE(hub.takeWhy(), std::optional(mark.id));
    if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
      panel.grab().save(folder + QStringLiteral("/chart-run-fills.png"));

    // Hidden, they lead nowhere.
    panel.feature<TradesFeature>()->choose({true, true, false});
    QMenu hidden;
    QVERIFY(!panel.view()->fillLayerMenu(hidden, place));
  }

  void theMenuBeginsAnOrderAtItsPrice()
  {
    TicketPanel ticket(m_desk->context);
    orders().setTicket([&] { return &ticket; });
    const double y = m_panel->view()->scene()->pane(0).center().y();
    QMenu menu;
    QVERIFY(!m_panel->view()->fillLayerMenu(menu, QPointF(500, y)));
    m_panel->fillMenu(menu, -1);
    auto* buy = menu.findChild<QAction*>(QStringLiteral("buyHereAction"));
    QVERIFY(buy != nullptr);
    buy->trigger();
    const double price = m_panel->view()->scene()->value(y) / orders().scale();
    QTRY_VERIFY(std::abs(ticket.form()->price().toDouble() - price) <= 0.0051);
    QVERIFY(ticket.form()->quantity().isZero());
  }

  void thePriceOfAMenuIsOfThatMenuAlone()
  {
    TicketPanel ticket(m_desk->context);
    orders().setTicket([&] { return &ticket; });
    const Price last = *m_ticket.market.last;
    const QRectF pane = m_panel->view()->scene()->pane(0);
    const double y = m_panel->view()->scene()->value(pane.center().y()) > last.toDouble() * orders().scale() + 0.1
        ? pane.center().y()
        : pane.top() + 2;
    QMenu menu;
    QVERIFY(!m_panel->view()->fillLayerMenu(menu, QPointF(500, y)));
    m_panel->fillMenu(menu, -1);
    auto* buy = menu.findChild<QAction*>(QStringLiteral("buyHereAction"));
    QVERIFY(buy != nullptr);
    // By key or search it is the last price, whatever menu was open before.
    orders().beginOrder(trading::Side::Sell);
    QTRY_VERIFY(ticket.form()->price() == last);
    // A menu without a place says the last price.
    QMenu keys;
    m_panel->fillMenu(keys, -1);
    QVERIFY(keys.findChild<QAction*>(QStringLiteral("buyHereAction"))
            ->text()
            .contains(QString::fromStdString(last.toFixed(2))));
    buy->trigger(); // and the first keeps its own
    QTRY_VERIFY(ticket.form()->price().toDouble() > last.toDouble() + 0.05);
  }

  void aMoveEndsWhenTheScaleChanges()
  {
    giveBonus();
    show(market::AdjustMode::Bfq);
    QCOMPARE(orders().scale(), 1.0);
    layer().select(place(trading::Side::Buy, m_ticket.limits->down));
    QTest::keyClick(m_panel->view(), Qt::Key_Up);
    QVERIFY(layer().isMoving());
    show(market::AdjustMode::Hfq);
    QVERIFY(std::abs(orders().scale() - 1.01) < 0.005); // to the cents of the adjusted prices
    QVERIFY(!layer().isMoving());
    QVERIFY(orders().noteText().contains(QStringLiteral("stays where it is")));
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QCoreApplication::processEvents();
    QVERIFY(m_confirmed.isEmpty());
  }

  void whatWasDroppedIsThePriceOfTheMarket()
  {
    giveBonus();
    show(market::AdjustMode::Hfq);
    const QString id = place(trading::Side::Buy, m_ticket.limits->down);
    layer().select(id);
    QSignalSpy dropped(&layer(), &widgets::OrderLineLayer::dropped), replaced(&orders(), &OrdersFeature::replaced);
    QTest::keyClick(m_panel->view(), Qt::Key_Up);
    QTest::keyClick(m_panel->view(), Qt::Key_Up);
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QCOMPARE(dropped.count(), 1);
    const double wanted = m_ticket.limits->down.toDouble() + 0.02;
    QVERIFY(std::abs(dropped[0][1].toDouble() - wanted) < 1e-9);
    QTRY_COMPARE(replaced.count(), 1);
    QVERIFY(std::abs(m_desk->session->orders().snapshot()->orders[1].price.toDouble() - wanted) < 1e-9);
  }

  void aDropThatComesToNothingSaysWhy()
  {
    QSignalSpy refused(&orders(), &OrdersFeature::refused);
    const QString id = place(trading::Side::Buy, m_ticket.limits->down);
    // The market does not take it any more.
    Q_EMIT layer().dropped(id, m_ticket.limits->down.toDouble() - 0.01);
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(orders().noteText().contains(QString::fromStdString(m_ticket.limits->down.toFixed(2))));
    // There is no such price.
    Q_EMIT layer().dropped(id, 0);
    QTRY_COMPARE(refused.count(), 2);
    // The order is over.
    Q_EMIT layer().closePressed(id);
    QTRY_VERIFY(layer().lines().empty());
    Q_EMIT layer().dropped(id, m_ticket.limits->down.toDouble() + 0.01);
    QTRY_COMPARE(refused.count(), 3);
    QVERIFY(orders().noteText().contains(QStringLiteral("changed while it was being moved")));
    // The chart is of another security, which has not been read yet.
    const QString next = place(trading::Side::Buy, m_ticket.limits->down);
    m_panel->showEntity(QStringLiteral("stock_sz_200004"));
    Q_EMIT layer().dropped(next, m_ticket.limits->down.toDouble() + 0.01);
    QTRY_COMPARE(refused.count(), 4);
    QVERIFY(m_confirmed.isEmpty());
    QCOMPARE(m_desk->session->orders().snapshot()->orders.size(), std::size_t{2});
  }

  void fillsAreMarkedAndLinked()
  {
    buyAndPlayADay();
    playADay(); // T+1
    sellAndPlayADay();
    QTRY_COMPARE(m_panel->view()->model()->trades.marks().size(), std::size_t{2});
    const widgets::TradeSet& trades = m_panel->view()->model()->trades;
    QCOMPARE(trades.links().size(), std::size_t{1});
    const auto fills = m_desk->session->orders().snapshot()->fills;
    Money profit = fills[1].amount - fills[0].amount - trading::total(fills[0].costs) - trading::total(fills[1].costs);
    QCOMPARE(trades.links()[0].profit, profit.toDouble());
    QVERIFY(trades.links()[0].exitBar > trades.links()[0].entryBar);
    place(trading::Side::Buy, m_ticket.limits->down);
    picture("orders-fills");
    QVERIFY(m_panel->view()->model()->trades.marks().of(true)[0].tip.contains(QStringLiteral("fees")));
    // The key in the corner hides them, Ctrl+Z shows them again.
    auto* feature = m_panel->feature<TradesFeature>();
    const QRectF box = feature->markKey()->box(0, *m_panel->view()->scene());
    QTest::mouseClick(m_panel->view(), Qt::LeftButton, {}, box.center().toPoint());
    QVERIFY(!feature->isShown().fills);
    const QJsonObject state = m_panel->saveState();
    m_panel->undoStack()->undo();
    QVERIFY(feature->isShown().fills);
    m_panel->restoreState(state);
    QVERIFY(!feature->isShown().fills);
  }

private:
  [[nodiscard]] OrdersFeature& orders() const { return *m_panel->feature<OrdersFeature>(); }
  [[nodiscard]] widgets::OrderLineLayer& layer() const { return *orders().layer(); }

  /// Pictures for people, where a folder is named.
  void picture(const char* name) const
  {
    const QString folder = qEnvironmentVariable("ZVT_PICTURES");
    if (!folder.isEmpty())
      m_panel->grab().save(folder + u'/' + QLatin1String(name) + QStringLiteral(".png"));
  }

  /// One share for a hundred before the day of the market: adjusted backward, its prices stand 1 % higher.
  void giveBonus()
  {
    market::CorporateAction bonus;
    bonus.exDay = *TradingDay::parse("2024-06-03");
    bonus.bonus = 0.01;
    QVERIFY(m_desk->context.profile->actions().write({{PaperDesk::kStock, data::kSampleProvider, {bonus}}}));
  }
  void show(market::AdjustMode mode)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->setAdjust(mode);
    QTRY_VERIFY(!loaded.isEmpty());
  }

  QString place(trading::Side side, Price price)
  {
    trading::OrderIntent intent;
    intent.id = "intent-" + std::to_string(++m_intents);
    intent.entityId = PaperDesk::kStock;
    intent.side = side;
    intent.price = price;
    intent.quantity = Quantity::fromInt(100);
    m_desk->session->orders().submit(intent);
    const auto isThere = [&] {
      const auto all = m_desk->session->orders().snapshot()->orders;
      return std::ranges::find(all, intent.id, &trading::Order::intent) != all.end()
          && all.back().state == OrderState::Working;
    };
    [&] { QTRY_VERIFY(isThere()); }();
    [&] {
      QTRY_VERIFY(std::ranges::any_of(layer().lines(),
          [](const widgets::OrderLine& line) { return line.kind == widgets::OrderLine::Kind::Order && line.movable; }));
    }();
    return QString::fromStdString(m_desk->session->orders().snapshot()->orders.back().id);
  }

  void playADay()
  {
    const auto before = m_desk->session->state().day;
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_desk->session->advance(1);
    QTRY_VERIFY(!m_desk->session->state().running && m_desk->session->state().day != before);
    QTRY_VERIFY(!loaded.isEmpty());
    const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
    QVERIFY(context && context->limits);
    m_ticket = *context;
  }

  /// At the upper limit price an order fills at the open, unless the day is sealed.
  void buyAndPlayADay()
  {
    place(trading::Side::Buy, m_ticket.limits->up);
    playADay();
    QCOMPARE(m_desk->session->orders().snapshot()->fills.size(), std::size_t{1});
  }
  void sellAndPlayADay()
  {
    place(trading::Side::Sell, m_ticket.limits->down);
    playADay();
    QCOMPARE(m_desk->session->orders().snapshot()->fills.size(), std::size_t{2});
  }

  std::unique_ptr<PaperDesk> m_desk;
  std::unique_ptr<ChartPanel> m_panel;
  trading::TicketContext m_ticket;
  QStringList m_confirmed;
  bool m_agrees = true;
  int m_intents = 0;
};

QTEST_MAIN(TstChartOrders)
#include "tst_chart_orders.moc"
