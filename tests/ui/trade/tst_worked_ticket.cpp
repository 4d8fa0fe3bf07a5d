// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trading/volume_profile.h"
#include "tests/ui/trade/ticket_fixture.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "ui/trade/ticket_worked.h"
#include "ui/trade/trade_panels.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include "translations_resources.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimeEdit>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using trading::OrderType;
using zvt::tests::PaperDesk;
using zvt::tests::price;
using zvt::tests::quantity;

/// Orders that are worked in parts, from the ticket to the orders table, over a real profile with the sample market.
class TstWorkedTicket : public QObject, protected zvt::tests::TicketFixture {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase() { prepare(); }
  void init() { open(); }
  void cleanup() { close(); }
  void partsAreNotBelowTheSmallestOrder();
  void partsPayTheirMinimumEach();
  void workedInParts();
  void sharesOfAWorkedOrderAreFrozen();
  void aWorkedOrderIsChanged();
  void aVwapIsEstimatedByItsProfile();
};

/// STAR and Beijing: at least 200 (100), then by one.
void TstWorkedTicket::partsAreNotBelowTheSmallestOrder()
{
  auto context = m_desk->session->ticketContext(PaperDesk::kStock, OrderType::Limit);
  QVERIFY(context && context->lot);
  context->lot->minimum = context->lot->sellMinimum = quantity("200");
  context->lot->step = quantity("1");
  TicketInput input = m_ticket->form()->input();
  input.entityId = PaperDesk::kStock;
  input.side = trading::Side::Buy;
  input.price = last();
  const auto code = [&](TicketPlan plan, const char* units, const char* part) {
    input.plan = plan;
    input.quantity = quantity(units);
    input.part = *Decimal::parse(part);
    return checkPart(input, *context).message.code;
  };
  QCOMPARE(code(TicketPlan::Twap, "1000", "6"), std::string("trading.check.part.too_small"));
  QCOMPARE(code(TicketPlan::Twap, "1050", "5"), std::string("trading.check.part.passed"));
  QCOMPARE(parentOf(input, *context, "p").lot, quantity("200"));
  QCOMPARE(code(TicketPlan::Iceberg, "1000", "150"), std::string("trading.check.part.below_minimum"));
  QCOMPARE(code(TicketPlan::Iceberg, "1050", "250"), std::string("trading.check.part.below_minimum")); // 50 at last
  QCOMPARE(code(TicketPlan::Iceberg, "1050", "283"), std::string("trading.check.part.passed"));
}

/// 400 shares in four parts: each pays the minimum of 5.00, where one order pays it once.
void TstWorkedTicket::partsPayTheirMinimumEach()
{
  const auto commission = [this] {
    const auto& costs = m_ticket->judgement().estimate->costs;
    return std::ranges::find(costs, market::RuleKind::Commission, &trading::Cost::kind)->amount;
  };
  choose({OrderType::Limit, TicketPlan::Single}, trading::Side::Buy);
  m_ticket->form()->setPrice(at("1.01"));
  m_ticket->form()->setQuantity(quantity("400"));
  QCOMPARE(commission(), *Money::parse("5"));
  choose({OrderType::Limit, TicketPlan::Twap}, trading::Side::Buy);
  field("ticketPartField")->setValue(4);
  QCOMPARE(commission(), *Money::parse("20"));
  const std::vector<Figure> figures =
      costFigures(m_ticket->judgement(), m_desk->session->rules()->commission()); // as in the confirmation
  QVERIFY(
      std::ranges::any_of(figures, [](const Figure& figure) { return figure.label.endsWith(QStringLiteral("× 4")); }));
  choose({OrderType::Limit, TicketPlan::Iceberg}, trading::Side::Buy);
  field("ticketPartField")->setValue(300); // 300 and 100
  QCOMPARE(commission(), *Money::parse("10"));
  choose({OrderType::Limit, TicketPlan::Participation}, trading::Side::Buy);
  field("ticketPartField")->setValue(10);
  QVERIFY(std::ranges::any_of(costFigures(m_ticket->judgement(), m_desk->session->rules()->commission()),
      [](const Figure& figure) { return figure.value.startsWith(QStringLiteral("at least ")); }));
  field("ticketPartField")->setValue(150);
  QCOMPARE(trade::checkSentence(*check("part")),
      QStringLiteral("A share of 150 % is not possible: above 0 and at most 100 %"));
}

void TstWorkedTicket::workedInParts()
{
  choose({OrderType::Limit, TicketPlan::Twap}, trading::Side::Buy);
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, OrderType::Limit);
  QVERIFY(context->hasMinutes);
  m_ticket->form()->setPrice(at("1.01")); // within the cage of 2 %
  m_ticket->form()->setQuantity(quantity("400"));
  QVERIFY(field("ticketPartField")->isVisible());
  QVERIFY(check("part")->status == trading::CheckStatus::NotRun);
  field("ticketPartField")->setValue(5);
  QCOMPARE(check("part")->message.code, std::string("trading.check.part.too_small"));
  QVERIFY(field("ticketPartField")->property("invalid").toBool());
  field("ticketPartField")->setValue(4);
  QVERIFY(check("part")->status == trading::CheckStatus::Passed);
  picture(*m_ticket, QStringLiteral("ticket-twap"));
  press();
  const auto algos = [this] { return m_desk->session->held().snapshot()->algos; };
  QTRY_COMPARE(algos().size(), 1U);
  QCOMPARE(algos().front().order.slices, 4);
  QCOMPARE(algos().front().order.lot, quantity("100"));
  OrdersPanel orders(m_desk->context);
  const QAbstractItemModelTester tester(const_cast<OrderModel*>(&orders.model()));
  orders.resize(900, 240);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  const QModelIndex state = orders.model().index(0, OrderModel::StateColumn);
  QCOMPARE(state.data().toString(), QStringLiteral("Working"));
  orders.suspendChosen();
  QTRY_COMPARE(state.data().toString(), QStringLiteral("Paused"));
  orders.suspendChosen();
  QTRY_COMPARE(state.data().toString(), QStringLiteral("Working"));
  m_desk->session->advance(1);
  QTRY_VERIFY(trading::isOver(algos().front().report.state));
  QVERIFY2(algos().front().report.state == trading::AlgoState::Done, algos().front().report.reason.code.c_str());
  QCOMPARE(algos().front().report.filled + algos().front().report.leftover, quantity("400"));
  QVERIFY(algos().front().report.children > 1);
  // Its parts say whose they are.
  QTRY_VERIFY(orders.model().rowCount() > 1);
  for (int row = 0; row < orders.model().rowCount(); ++row)
    if (orders.model().orders()[static_cast<std::size_t>(row)].order() != nullptr)
      QVERIFY(orders.model()
              .index(row, OrderModel::NoteColumn)
              .data()
              .toString()
              .startsWith(QStringLiteral("Part of TWAP")));
  picture(orders, QStringLiteral("orders-twap"));
}

/// What a worked order has still to sell is not there for another ticket.
void TstWorkedTicket::sharesOfAWorkedOrderAreFrozen()
{
  buy();
  nextDay();
  choose({OrderType::Limit, TicketPlan::Twap});
  m_ticket->form()->setPrice(at("1.01"));
  m_ticket->form()->setQuantity(quantity("600"));
  field("ticketPartField")->setValue(3);
  press();
  QTRY_COMPARE(m_desk->session->held().snapshot()->algos.size(), 1U);
  choose({OrderType::Limit, TicketPlan::Single});
  m_ticket->form()->setPrice(last());
  m_ticket->form()->setQuantity(quantity("500"));
  QTRY_VERIFY(check("sellable")->status == trading::CheckStatus::Blocked);
  m_ticket->form()->setQuantity(quantity("400"));
  QVERIFY(check("sellable")->status == trading::CheckStatus::Passed);
  QCOMPARE(m_ticket->judgement().estimate->maximum, quantity("400"));
  QTest::mouseClick(m_ticket->findChild<QPushButton*>(QStringLiteral("ticketPart1Button")), Qt::LeftButton);
  QCOMPARE(m_ticket->form()->quantity(), quantity("400"));
  picture(*m_ticket, QStringLiteral("ticket-frozen"));
  m_desk->session->held().cancel(m_desk->session->held().snapshot()->algos.front().order.id);
  QTRY_COMPARE(m_ticket->judgement().estimate->maximum, quantity("1000"));
}

/// Quantity, limit and end by the dialog; a quantity off the lot keeps it open and says so.
void TstWorkedTicket::aWorkedOrderIsChanged()
{
  choose({OrderType::Limit, TicketPlan::Twap}, trading::Side::Buy);
  m_ticket->form()->setPrice(at("1.01"));
  m_ticket->form()->setQuantity(quantity("400"));
  field("ticketPartField")->setValue(4);
  press();
  const auto algos = [this] { return m_desk->session->held().snapshot()->algos; };
  QTRY_COMPARE(algos().size(), 1U);
  const trading::ParentOrder before = algos().front().order;
  OrdersPanel orders(m_desk->context);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  QVERIFY(orders.findChild<QAction*>(QStringLiteral("changeOrderAction"))->isEnabled());
  orders.changeChosen();
  QTRY_VERIFY(orders.findChild<ChangeWorkedDialog*>() != nullptr);
  const QPointer<ChangeWorkedDialog> dialog = orders.findChild<ChangeWorkedDialog*>();
  QVERIFY(dialog->change() == trading::ParentChange{});
  auto* wanted = dialog->findChild<QDoubleSpinBox*>(QStringLiteral("changeQuantityField"));
  auto* end = dialog->findChild<QTimeEdit*>(QStringLiteral("changeEndField"));
  QCOMPARE(end->time(), QTime(15, 0));
  wanted->setValue(450);
  dialog->accept();
  auto* note = dialog->findChild<widgets::Note*>(QStringLiteral("changeRefusedNote"));
  QTRY_VERIFY(note->isVisible());
  picture(*dialog, QStringLiteral("change-worked"));
  wanted->setValue(600);
  dialog->findChild<QDoubleSpinBox*>(QStringLiteral("changeLimitField"))->setValue(at("1.00").toDouble());
  end->setTime(QTime(11, 0));
  dialog->accept();
  QTRY_VERIFY(dialog.isNull());
  const trading::ParentOrder after = algos().front().order;
  QCOMPARE(after.quantity, quantity("600"));
  QCOMPARE(after.price, at("1.00"));
  QCOMPARE((before.end - after.end).micros, Duration::minutes(4 * 60).micros);
}

/// Three quarters of the volume in the morning: of 1,000 in two parts 750, on the lot 700, and 300.
void TstWorkedTicket::aVwapIsEstimatedByItsProfile()
{
  auto context = *m_desk->session->ticketContext(PaperDesk::kStock, OrderType::Limit);
  TicketInput input;
  input.entityId = PaperDesk::kStock;
  input.plan = TicketPlan::Vwap;
  input.price = last();
  input.quantity = quantity("1000");
  input.part = Decimal::fromInt(2);
  using Parts = std::vector<trading::EqualParts>;
  QVERIFY(partsOf(input, context) == (Parts{{quantity("500"), 2}}));
  trading::VolumeProfile profile;
  profile.add(Duration::minutes(14 * 60), 100);
  profile.add(Duration::minutes(9 * 60 + 31), 200);
  profile.add(Duration::minutes(9 * 60 + 31), 100);
  QCOMPARE(profile.minutes.size(), std::size_t{2});
  context.volumes = std::make_shared<const trading::VolumeProfile>(profile);
  QVERIFY(partsOf(input, context) == (Parts{{quantity("700"), 1}, {quantity("300"), 1}}));
  // What the session knows is what such an order is sent with: minutes are stored from the next day on.
  QVERIFY(m_desk->session->volumeProfile(PaperDesk::kStock).has_value());
  m_desk->session->advance(1);
  const auto isKnown = [this] {
    const auto known = m_desk->session->volumeProfile(PaperDesk::kStock);
    return known && *known && !(*known)->minutes.empty();
  };
  QTRY_VERIFY(isKnown());
}

QTEST_MAIN(TstWorkedTicket)
#include "tst_worked_ticket.moc"
