// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/trade/paper_desk.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/orders_feature.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include "translations_resources.h"

#include <QSignalSpy>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using trading::Side;
using zvt::tests::PaperDesk;

/// Stops, targets and trailing stops that wait on this computer are dragged on the chart.
class TstChartHeldOrders : public QObject {
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
    m_asked.clear();
    m_agrees = true;
    feature().setConfirm([this](const ConfirmText& text) {
      m_asked.push_back(text);
      return m_agrees;
    });
    const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
    QVERIFY(context && context->market.last);
    m_last = *context->market.last;
  }
  void cleanup()
  {
    m_panel.reset();
    m_desk.reset();
  }

  /// By the mouse, some ten ticks up (a pixel is more than one); what was asked for outlives the session.
  void aDraggedStopHasANewTrigger()
  {
    hold(trading::stopOrder("s1", PaperDesk::kStock, Side::Sell, m_last - cents(60), units(100)));
    dragTo("s1", m_last - cents(50));
    QTRY_VERIFY(held("s1").trigger != m_last - cents(60));
    const Price wanted = held("s1").trigger;
    QVERIFY(std::abs((wanted - m_last).toDouble() + 0.5) < 0.05);
    QVERIFY(wanted.isMultipleOf(cents(1)));
    QCOMPARE(m_asked.size(), std::size_t{1});
    QVERIFY2(m_asked[0].order.contains(QString::fromStdString(wanted.toFixed(2))), qPrintable(m_asked[0].order));
    QVERIFY(m_desk->session->orders().snapshot()->orders.empty()); // nothing was sent
    QTRY_VERIFY(std::abs(line("s1").price - wanted.toDouble() * feature().scale()) < 1e-9);
    m_panel.reset();
    m_desk->restart();
    QVERIFY(held("s1").trigger == wanted);
  }

  void aSettingLeavesTheQuestionOut()
  {
    QVERIFY(m_desk->context.settings->set("trading.confirm", false));
    hold(trading::stopOrder("s1", PaperDesk::kStock, Side::Sell, m_last - cents(60), units(100)));
    byKey("s1", Qt::Key_Up);
    QTRY_VERIFY(held("s1").trigger == m_last - cents(59));
    QVERIFY(m_asked.empty());
  }

  void escAndNoLeaveItWhereItIs()
  {
    const Price trigger = m_last - cents(60);
    hold(trading::stopOrder("s1", PaperDesk::kStock, Side::Sell, trigger, units(100)));
    layer().select(QStringLiteral("s1"));
    QTest::keyClick(m_panel->view(), Qt::Key_Up);
    QVERIFY(layer().isMoving());
    QTest::keyClick(m_panel->view(), Qt::Key_Escape);
    QVERIFY(!layer().isMoving());
    QVERIFY(m_asked.empty());
    m_agrees = false;
    byKey("s1", Qt::Key_Up);
    QTRY_COMPARE(m_asked.size(), std::size_t{1});
    QCoreApplication::processEvents();
    QVERIFY(held("s1").trigger == trigger);
  }

  /// A stop to sell that stands above the market would be sent at once.
  void onTheWrongSideItIsBlocked()
  {
    const Price trigger = m_last - cents(2);
    hold(trading::stopOrder("s1", PaperDesk::kStock, Side::Sell, trigger, units(100)));
    QSignalSpy refused(&feature(), &OrdersFeature::refused);
    layer().select(QStringLiteral("s1"));
    for (int i = 0; i < 3; ++i)
      QTest::keyClick(m_panel->view(), Qt::Key_Up);
    picture("held-blocked");
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QCOMPARE(refused.count(), 1);
    QVERIFY2(
        feature().noteText().contains(QString::fromStdString(m_last.toFixed(2))), qPrintable(feature().noteText()));
    QVERIFY(m_asked.empty());
    QVERIFY(held("s1").trigger == trigger);
  }

  /// 10 ticks below its stop: it stays 10 ticks below.
  void theLimitOfAStopLimitGoesAlong()
  {
    const Price trigger = m_last - cents(60);
    hold(trading::stopOrder("s1", PaperDesk::kStock, Side::Sell, trigger, units(100), trigger - cents(10)));
    byKey("s1", Qt::Key_Down);
    QTRY_VERIFY(held("s1").trigger == trigger - cents(1));
    QVERIFY(held("s1").price == trigger - cents(11));
  }

  /// A take-profit is a limit order at its trigger, and stays one.
  void aTargetMovesWithItsLimit()
  {
    const Price target = m_last + cents(60);
    hold(trading::takeProfit("t1", PaperDesk::kStock, Side::Sell, target, units(100)));
    byKey("t1", Qt::Key_Up);
    QTRY_VERIFY(held("t1").trigger == target + cents(1));
    QVERIFY(held("t1").price == target + cents(1));
  }

  /// It stands 50 cents behind its best price; five ticks nearer that is 45. In front of the best price it cannot be.
  void aTrailingStopHasAnotherDistance()
  {
    hold(trailing({trading::Trail::Kind::Amount, cents(50).value()}));
    for (int i = 0; i < 4; ++i) {
      layer().select(QStringLiteral("r1"));
      QTest::keyClick(m_panel->view(), Qt::Key_Up);
    }
    QTest::keyClick(m_panel->view(), Qt::Key_Up);
    picture("held-trailing");
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QTRY_VERIFY(held("r1").trail.value == cents(45).value());
    QVERIFY(held("r1").trigger == m_last - cents(45));
    QSignalSpy refused(&feature(), &OrdersFeature::refused);
    Q_EMIT layer().dropped(QStringLiteral("r1"), (m_last + cents(1)).toDouble());
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(held("r1").trail.value == cents(45).value());
  }

  /// 5 % behind; where the line is let go it is a percentage to the hundredth.
  void aPercentageIsOfTheBestPrice()
  {
    hold(trailing({trading::Trail::Kind::Percent, Decimal::fromInt(5)}));
    const double wanted = m_last.toDouble() * 0.97;
    Q_EMIT layer().dropped(QStringLiteral("r1"), wanted);
    QTRY_VERIFY(held("r1").trail.value != Decimal::fromInt(5));
    const double percent = held("r1").trail.value.toDouble();
    QVERIFY2(std::abs(percent - 3) < 0.1, qPrintable(QString::number(percent)));
    QVERIFY(held("r1").trail.value.isMultipleOf(*Decimal::parse("0.01")));
    QVERIFY(std::abs(held("r1").trigger.toDouble() - m_last.toDouble() * (1 - percent / 100)) < 1e-9);
  }

  /// The entry of a bracket rests 40 cents below the market: its stop has to be below the entry, not the market.
  void aLegStandsOnItsSideOfTheEntry()
  {
    trading::Bracket bracket;
    bracket.entry.id = "b1";
    bracket.entry.entityId = PaperDesk::kStock;
    bracket.entry.price = m_last - cents(40);
    bracket.entry.quantity = units(100);
    bracket.stop = m_last - cents(60);
    m_desk->session->held().place(bracket);
    QTRY_VERIFY(!m_desk->session->held().snapshot()->conditional.empty());
    const std::string id = m_desk->session->held().snapshot()->conditional.front().id;
    waitForLine(id);
    QSignalSpy refused(&feature(), &OrdersFeature::refused);
    Q_EMIT layer().dropped(QString::fromStdString(id), (m_last - cents(30)).toDouble());
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(held(id).trigger == m_last - cents(60));
    // Who changes it without the chart is told the same.
    QString code;
    trading::ConditionalChange change;
    change.trigger = m_last - cents(30);
    m_desk->session->change(id, change, [&](const Result<void>& done) {
      QMetaObject::invokeMethod(
          this, [&code, done] { code = done ? QStringLiteral("taken") : QString::fromStdString(done.error().code); });
    });
    QTRY_COMPARE(code, QStringLiteral("trading.check.trigger.not_below"));
    Q_EMIT layer().dropped(QString::fromStdString(id), (m_last - cents(50)).toDouble());
    QTRY_VERIFY(held(id).trigger == m_last - cents(50));
  }

private:
  [[nodiscard]] OrdersFeature& feature() const { return *m_panel->feature<OrdersFeature>(); }
  [[nodiscard]] widgets::OrderLineLayer& layer() const { return *feature().layer(); }
  [[nodiscard]] static Price cents(int count)
  {
    return *Price::parse(std::to_string(count / 100) + (count % 100 < 10 ? ".0" : ".") + std::to_string(count % 100));
  }
  [[nodiscard]] static Quantity units(int count) { return Quantity::fromInt(count); }

  [[nodiscard]] trading::ConditionalOrder held(const std::string& id) const
  {
    const auto all = m_desk->session->held().snapshot()->conditional;
    const auto found = std::ranges::find(all, id, &trading::ConditionalOrder::id);
    return found == all.end() ? trading::ConditionalOrder{} : *found;
  }
  [[nodiscard]] widgets::OrderLine line(const std::string& id) const
  {
    const auto& lines = layer().lines();
    const auto found = std::ranges::find(lines, QString::fromStdString(id), &widgets::OrderLine::id);
    return found == lines.end() ? widgets::OrderLine{} : *found;
  }
  [[nodiscard]] trading::ConditionalOrder trailing(const trading::Trail& trail) const
  {
    trading::ConditionalOrder order = trading::trailingStop("r1", PaperDesk::kStock, Side::Sell, trail, units(100));
    order.best = m_last;
    order.trigger = *trading::trailedTrigger(order, m_last);
    return order;
  }
  void waitForLine(const std::string& id) { QTRY_VERIFY(line(id).movable); }
  void hold(const trading::ConditionalOrder& order)
  {
    m_desk->session->held().place({order});
    waitForLine(order.id);
  }
  void byKey(const std::string& id, Qt::Key key)
  {
    layer().select(QString::fromStdString(id));
    QTest::keyClick(m_panel->view(), key);
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
  }
  void dragTo(const std::string& id, Price price)
  {
    const auto drawn = m_panel->view()->scene();
    const widgets::ChartScene& scene = *drawn;
    const widgets::OrderLinePlace place = layer().placeOf(QString::fromStdString(id), scene);
    const double x = scene.pane(0).center().x();
    const double to = scene.y(price.toDouble() * feature().scale());
    QVERIFY(place.beyond == 0);
    QTest::mousePress(m_panel->view(), Qt::LeftButton, {}, QPointF(x, place.y).toPoint());
    QTest::mouseMove(m_panel->view(), QPointF(x, (place.y + to) / 2).toPoint());
    QTest::mouseMove(m_panel->view(), QPointF(x, to).toPoint());
    QTest::mouseRelease(m_panel->view(), Qt::LeftButton, {}, QPointF(x, to).toPoint());
  }
  void picture(const char* name) const
  {
    if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
      m_panel->grab().save(folder + u'/' + QLatin1String(name) + QStringLiteral(".png"));
  }

  std::unique_ptr<PaperDesk> m_desk;
  std::unique_ptr<ChartPanel> m_panel;
  Price m_last;
  std::vector<ConfirmText> m_asked;
  bool m_agrees = true;
};

QTEST_MAIN(TstChartHeldOrders)
#include "tst_chart_held_orders.moc"
