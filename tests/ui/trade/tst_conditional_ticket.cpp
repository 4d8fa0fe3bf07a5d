// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/trade/ticket_fixture.h"
#include "ui/shell/notification_center.h"
#include "ui/trade/account_notices.h"
#include "ui/trade/change_dialog.h"
#include "ui/trade/held_notices.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "ui/trade/trade_panels.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"
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
using trading::ConditionalOrder;
using trading::ConditionalState;
using trading::OrderType;
using zvt::tests::PaperDesk;
using zvt::tests::price;
using zvt::tests::quantity;

namespace {

const TicketKind kStop{OrderType::Stop};
const TicketKind kStopLimit{OrderType::StopLimit};
const TicketKind kTrailing{OrderType::TrailingStop};
const TicketKind kOneCancelsOther{OrderType::Limit, TicketPlan::OneCancelsOther};
const TicketKind kBracket{OrderType::Limit, TicketPlan::Bracket};

}

/// Stops, brackets and pairs from the ticket to the orders table, over a real profile with the sample market.
class TstConditionalTicket : public QObject, protected zvt::tests::TicketFixture {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void offersWhatTheBoardTakes();
  void fieldsFollowTheKind();
  void stopStandsInTheTable();
  void stopOnTheWrongSideIsBlocked();
  void pairAndBracketAreTwoEach();
  void sharesOfAStopAreWarnedOf();
  void trailingStopByPercent();
  void changedByTheDialog();
  void refusedChangeIsSaidUntilOneIsTaken();
  void dialogSaysWhatItChanges();
  void refusedInputKeepsTheDialog();
  void whatStopsByItselfIsTold();
  void lateActionsAreTold();
  void nothingIsWarnedOfTooEarly();
  void dayOrdersEndAtTheirClose();
  void doneStopHasTheAverageOfItsOrder();
  void suspendedAndResumed();
  void draftKeepsItsPrices();
  void nothingIsCutWithMoreFields();
};

void TstConditionalTicket::initTestCase()
{
  prepare();
}

void TstConditionalTicket::init()
{
  open();
}

void TstConditionalTicket::cleanup()
{
  close();
}

void TstConditionalTicket::offersWhatTheBoardTakes()
{
  const auto offers = [this](trading::PriceKind kind) {
    return std::ranges::any_of(
        m_ticket->form()->kinds(), [kind](const TicketKind& offered) { return offered.priceKind == kind; });
  };
  // Shenzhen's main board: opposite best, own best, best five and cancel; the rest stands in Shanghai alone.
  QVERIFY(offers(trading::PriceKind::OppositeBest));
  QVERIFY(offers(trading::PriceKind::OwnBest));
  QVERIFY(offers(trading::PriceKind::BestFiveThenCancel));
  QVERIFY(!offers(trading::PriceKind::BestFiveThenLimit));
  QVERIFY(!offers(trading::PriceKind::FixedPrice)); // of ChiNext and, later, of Shanghai
  for (const TicketKind& kind : {kStop, kStopLimit, kTrailing, kOneCancelsOther, kBracket}) {
    choose(kind);
    QVERIFY(check("held") != nullptr);
  }
  choose({OrderType::Limit});
  QVERIFY(check("held") == nullptr);
}

void TstConditionalTicket::fieldsFollowTheKind()
{
  const auto shown = [this](const char* name) { return field(name)->isVisible(); };
  choose(kStop);
  QVERIFY(shown("ticketTriggerField") && !shown("ticketTakeProfitField") && !shown("ticketTrailField"));
  QVERIFY(!field("ticketPriceField")->isEnabled());
  choose(kBracket);
  QVERIFY(shown("ticketTriggerField") && shown("ticketTakeProfitField") && !shown("ticketTrailField"));
  QVERIFY(field("ticketPriceField")->isEnabled());
  choose(kTrailing);
  QVERIFY(!shown("ticketTriggerField") && !shown("ticketTakeProfitField") && shown("ticketTrailField"));
  choose({OrderType::Limit});
  QVERIFY(!shown("ticketTriggerField") && !shown("ticketTakeProfitField") && !shown("ticketTrailField"));
}

void TstConditionalTicket::stopStandsInTheTable()
{
  buy();
  OrdersPanel orders(m_desk->context);
  const QAbstractItemModelTester tester(const_cast<OrderModel*>(&orders.model()));
  orders.resize(800, 200);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  choose(kStop);
  m_ticket->form()->setQuantity(quantity("1000"));
  QVERIFY(!submitButton()->isEnabled()); // without its price
  QVERIFY(check("trigger")->status == trading::CheckStatus::NotRun);
  field("ticketTriggerField")->setValue(at("0.95").toDouble());
  QVERIFY(check("trigger")->status == trading::CheckStatus::Passed);
  picture(*m_ticket, QStringLiteral("ticket-stop"));
  press();
  QTRY_COMPARE(orders.model().rowCount(), 2);
  QCOMPARE(held().size(), 1U);
  QVERIFY(held().front().state == ConditionalState::Armed);
  QCOMPARE(held().front().trigger, at("0.95"));
  QVERIFY(held().front().goodTill == m_desk->session->state().next); // good for the day
  QCOMPARE(m_desk->session->orders().snapshot()->orders.size(), 1U); // the market knows nothing of it
  const auto cell = [&](int column) { return orders.model().index(0, column).data().toString(); };
  QVERIFY(orders.model().index(0, 0).data(TradeHeldRole).toBool());
  QCOMPARE(cell(OrderModel::PriceColumn), QStringLiteral("≤ ") + QString::fromStdString(at("0.95").toFixed(2)));
  QCOMPARE(cell(OrderModel::StateColumn), QStringLiteral("Watching"));
  QVERIFY2(cell(OrderModel::NoteColumn).startsWith(QStringLiteral("Stop")), qPrintable(cell(OrderModel::NoteColumn)));
  picture(orders, QStringLiteral("orders-stop"));
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  orders.cancelChosen();
  QTRY_VERIFY(held().front().state == ConditionalState::Cancelled);
  QTRY_COMPARE(cell(OrderModel::StateColumn), QStringLiteral("Cancelled"));
}

void TstConditionalTicket::stopOnTheWrongSideIsBlocked()
{
  buy();
  choose(kStop);
  m_ticket->form()->setQuantity(quantity("1000"));
  field("ticketTriggerField")->setValue(at("1.05").toDouble());
  QVERIFY(check("trigger")->status == trading::CheckStatus::Blocked);
  QCOMPARE(check("trigger")->message.code, std::string("trading.check.trigger.not_below"));
  QVERIFY(field("ticketTriggerField")->property("invalid").toBool());
  QVERIFY(!submitButton()->isEnabled());
  // To buy, it is the other way round.
  choose(kStop, trading::Side::Buy);
  Q_EMIT m_ticket->form()->edited();
  QVERIFY(check("trigger")->status == trading::CheckStatus::Passed);
  QVERIFY(!field("ticketTriggerField")->property("invalid").toBool());
}

void TstConditionalTicket::pairAndBracketAreTwoEach()
{
  buy();
  choose(kOneCancelsOther);
  m_ticket->form()->setQuantity(quantity("1000"));
  field("ticketTriggerField")->setValue(at("0.95").toDouble());
  field("ticketTakeProfitField")->setValue(at("0.96").toDouble());
  QVERIFY(check("take_profit")->status == trading::CheckStatus::Blocked); // below the market
  field("ticketTakeProfitField")->setValue(at("1.05").toDouble());
  picture(*m_ticket, QStringLiteral("ticket-oco"));
  press();
  QTRY_COMPARE(held().size(), 2U);
  QVERIFY(!held()[0].group.empty() && held()[0].group == held()[1].group);
  QVERIFY(held()[0].isProtective() && !held()[1].isProtective());

  choose(kBracket, trading::Side::Buy);
  m_ticket->form()->setPrice(last());
  m_ticket->form()->setQuantity(quantity("100"));
  field("ticketTriggerField")->setValue(at("0.95").toDouble());
  field("ticketTakeProfitField")->setValue(at("1.05").toDouble());
  press();
  QTRY_COMPARE(held().size(), 4U);
  QVERIFY(held()[2].state == ConditionalState::Waiting && held()[3].state == ConditionalState::Waiting);
  QVERIFY(held()[2].side == trading::Side::Sell);
  QTRY_COMPARE(m_desk->session->orders().snapshot()->orders.size(), 2U);
  QCOMPARE(m_desk->session->orders().snapshot()->orders.back().id, held()[2].entry);
  for (const QString& language : widgets::Language::codes()) {
    widgets::Language::current().setCode(language);
    OrdersPanel orders(m_desk->context);
    orders.resize(900, 240);
    orders.show();
    QTRY_COMPARE(orders.model().rowCount(), 6);
    picture(orders, QStringLiteral("orders-bracket"));
  }
}

/// What a stop would sell can be sold by hand before; the ticket says what it leaves.
void TstConditionalTicket::sharesOfAStopAreWarnedOf()
{
  buy();
  nextDay();
  choose(kStop);
  m_ticket->form()->setQuantity(quantity("600"));
  field("ticketTriggerField")->setValue(at("0.95").toDouble());
  press();
  QTRY_COMPARE(held().size(), 1U);
  choose({OrderType::Limit});
  m_ticket->form()->setPrice(last());
  m_ticket->form()->setQuantity(quantity("500"));
  QTRY_VERIFY(check("waiting") != nullptr && check("waiting")->status == trading::CheckStatus::Warning);
  QVERIFY(check("sellable")->status == trading::CheckStatus::Passed);
  QCOMPARE(m_ticket->judgement().estimate->maximum, quantity("1000"));
  picture(*m_ticket, QStringLiteral("ticket-waiting"));
  m_ticket->form()->setQuantity(quantity("400"));
  QVERIFY(check("waiting")->status == trading::CheckStatus::Passed);
  m_desk->session->held().cancel(held()[0].id);
  QTRY_VERIFY(check("waiting") == nullptr);
}

void TstConditionalTicket::trailingStopByPercent()
{
  buy();
  choose(kTrailing);
  m_ticket->form()->setQuantity(quantity("1000"));
  auto* unit = m_ticket->findChild<QComboBox*>(QStringLiteral("ticketTrailUnitCombo"));
  unit->setCurrentIndex(1);
  field("ticketTrailField")->setValue(120);
  QVERIFY(check("trail")->status == trading::CheckStatus::Blocked);
  field("ticketTrailField")->setValue(5);
  auto* time = m_ticket->findChild<QComboBox*>(QStringLiteral("ticketTimeCombo"));
  QCOMPARE(time->count(), 2); // the day, or until cancelled
  time->setCurrentIndex(1);
  Q_EMIT time->activated(1);
  press();
  QTRY_COMPARE(held().size(), 1U);
  QVERIFY(held().front().trail.kind == trading::Trail::Kind::Percent);
  QCOMPARE(held().front().trail.value, Decimal::fromInt(5));
  QVERIFY(!held().front().goodTill);
  // It follows from the last price on, not from the first bar's end.
  QCOMPARE(held().front().best, last());
  QCOMPARE(held().front().trigger, *trading::trailedTrigger(held().front(), last()));
  QVERIFY(held().front().trigger.isPositive());
}

void TstConditionalTicket::changedByTheDialog()
{
  ConditionalOrder order =
      trading::stopOrder("s1", PaperDesk::kStock, trading::Side::Sell, at("0.95"), quantity("100"), at("0.94"));
  m_desk->session->held().place({order});
  OrdersPanel orders(m_desk->context);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  int asked = 0;
  orders.setAskChange([&](const ConditionalOrder& chosen) -> std::optional<trading::ConditionalChange> {
    ++asked;
    ChangeDialog dialog(chosen, {QStringLiteral("Sample")});
    const auto untouched = dialog.change();
    if (untouched.trigger || untouched.price || untouched.trail || untouched.quantity)
      return std::nullopt;
    dialog.findChild<QDoubleSpinBox*>(QStringLiteral("changeTriggerField"))->setValue(at("0.93").toDouble());
    dialog.findChild<QDoubleSpinBox*>(QStringLiteral("changeLimitField"))->setValue(at("0.92").toDouble());
    picture(dialog, QStringLiteral("change-order"));
    return dialog.change();
  });
  orders.changeChosen();
  QCOMPARE(asked, 1);
  QTRY_COMPARE(held().front().trigger, at("0.93"));
  QCOMPARE(held().front().price, at("0.92"));
  QCOMPARE(held().front().quantity, quantity("100"));
  orders.setAskChange([](const ConditionalOrder&) { return std::nullopt; });
  orders.changeChosen();
  m_desk->session->held().cancel("s1");
  QTRY_VERIFY(held().front().state == ConditionalState::Cancelled);
  QCOMPARE(held().front().trigger, at("0.93"));
  order.trigger = price("9.12345"); // moved over an ex-date, perhaps: the field shows three decimals
  order.price = price("9.00005");
  const ChangeDialog dialog(order, {QStringLiteral("Sample")});
  QVERIFY(!dialog.change().trigger && !dialog.change().price);
}

void TstConditionalTicket::refusedChangeIsSaidUntilOneIsTaken()
{
  m_desk->session->held().place(
      {trading::stopOrder("s1", PaperDesk::kStock, trading::Side::Sell, at("0.95"), quantity("100"))});
  OrdersPanel orders(m_desk->context);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  const auto* note = orders.findChild<widgets::Note*>();
  QVERIFY(note != nullptr && !note->isVisible());
  Price wanted = at("1.05"); // above the market
  orders.setAskChange([&](const ConditionalOrder&) {
    trading::ConditionalChange change;
    change.trigger = wanted;
    return std::optional(change);
  });
  orders.changeChosen();
  QTRY_VERIFY(note->isVisible());
  QCOMPARE(held().front().trigger, at("0.95"));
  wanted = at("0.90");
  orders.changeChosen();
  QTRY_COMPARE(held().front().trigger, at("0.90"));
  QTRY_VERIFY(!note->isVisible());
}

void TstConditionalTicket::dialogSaysWhatItChanges()
{
  ConditionalOrder stop = trading::stopOrder("s1", PaperDesk::kStock, trading::Side::Sell, at("0.95"), quantity("100"));
  ConditionalOrder take =
      trading::takeProfit("t1", PaperDesk::kStock, trading::Side::Sell, at("1.05"), quantity("100"));
  stop.group = take.group = "pair";
  m_desk->session->held().place({stop, take});
  OrdersPanel orders(m_desk->context);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 2);
  const auto row = std::ranges::find(orders.model().orders(), "s1", &OrderRow::id);
  orders.table()->setCurrentIndex(
      orders.model().index(static_cast<int>(row - orders.model().orders().begin()), OrderModel::PriceColumn));
  orders.changeChosen();
  const auto dialog = [&orders] { return orders.findChild<ChangeDialog*>(); };
  QTRY_VERIFY(dialog() != nullptr);
  const auto label = [&](const char* name) {
    auto* found = dialog()->findChild<QLabel*>(QLatin1String(name));
    return found ? found->text() : QString();
  };
  const QString what = label("changeWhatLabel");
  for (const char* part : {"Sell", "Stop", "003901"})
    QVERIFY2(what.contains(QLatin1String(part)), qPrintable(what));
  QVERIFY(label("changeLastLabel").contains(trade::priceText(last())));
  QVERIFY(label("changeOtherLabel").contains(QStringLiteral("Take profit ≥ ") + trade::priceText(at("1.05"))));
  QCOMPARE(
      dialog()->findChild<QDoubleSpinBox*>(QStringLiteral("changeTriggerField"))->decimals(), 2); // the tick is 0.01
  picture(*dialog(), QStringLiteral("change-dialog"));
}

void TstConditionalTicket::refusedInputKeepsTheDialog()
{
  m_desk->session->held().place(
      {trading::stopOrder("s1", PaperDesk::kStock, trading::Side::Sell, at("0.95"), quantity("100"))});
  OrdersPanel orders(m_desk->context);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  orders.changeChosen();
  QTRY_VERIFY(orders.findChild<ChangeDialog*>() != nullptr);
  const QPointer<ChangeDialog> dialog = orders.findChild<ChangeDialog*>();
  auto* trigger = dialog->findChild<QDoubleSpinBox*>(QStringLiteral("changeTriggerField"));
  auto* note = dialog->findChild<widgets::Note*>(QStringLiteral("changeRefusedNote"));
  trigger->setValue(at("1.05").toDouble()); // above the market
  dialog->accept();
  QTRY_VERIFY(note->isVisible());
  QVERIFY(dialog->isVisible());
  QCOMPARE(held().front().trigger, at("0.95"));
  trigger->setValue(at("0.90").toDouble());
  dialog->accept();
  QTRY_VERIFY(dialog.isNull());
  QCOMPARE(held().front().trigger, at("0.90"));
}

void TstConditionalTicket::whatStopsByItselfIsTold()
{
  QWidget window;
  Context context = m_desk->context;
  context.files = &m_notes;
  NotificationCenter center(context);
  context.notices = &center;
  HeldNotices notices(context, &window);
  trading::HeldSnapshot held;
  held.conditional = {trading::stopOrder("s1", PaperDesk::kStock, trading::Side::Sell, at("0.95"), quantity("100")),
      trading::stopOrder("s2", PaperDesk::kStock, trading::Side::Sell, at("0.90"), quantity("100"))};
  held.conditional[1].state = ConditionalState::Suspended; // by a person: without a reason
  held.algos.resize(1);
  held.algos[0].order.id = "a1";
  held.algos[0].order.entityId = PaperDesk::kStock;
  notices.follow(held);
  QCOMPARE(center.notices().size(), 0U);
  held.conditional[0].state = ConditionalState::Suspended;
  held.conditional[0].reason = {"conditional.expired", {}, {}};
  held.algos[0].report.state = trading::AlgoState::Stopped;
  held.algos[0].report.reason = {"trading.insufficient_quantity", {{"required", "10"}, {"available", "5"}}, {}};
  notices.follow(held);
  QCOMPARE(center.notices().size(), 2U);
  QVERIFY2(center.notices()[0].text.startsWith(QStringLiteral("Stop · ")), qPrintable(center.notices()[0].text));
  QVERIFY2(center.notices()[1].text.contains(QStringLiteral("Stopped: ")), qPrintable(center.notices()[1].text));
  QVERIFY(window.findChild<widgets::Toast*>() != nullptr);
  notices.follow(held);
  QCOMPARE(center.notices().size(), 2U);
}

void TstConditionalTicket::lateActionsAreTold()
{
  QWidget window;
  Context context = m_desk->context;
  context.files = &m_notes;
  NotificationCenter center(context);
  context.notices = &center;
  AccountNotices notices(context, &window);
  trading::CorporateActionApplied applied;
  applied.entityId = PaperDesk::kStock;
  applied.action.exDay = *TradingDay::parse("2024-12-06");
  applied.late.emplace();
  applied.late->entitled = quantity("200");
  applied.late->change.cash = *Money::parse("100");
  trading::CorporateActionNoted noted;
  noted.entityId = PaperDesk::kStock;
  noted.day = applied.action.exDay;
  noted.booked.emplace().cash = 0.5;
  noted.known.emplace().cash = 0.6;
  noted.why.code = "trading.action_changed";
  for (int times = 0; times < 2; ++times)
    notices.follow({applied, noted});
  QCOMPARE(center.notices().size(), 2U);
  for (const char* part : {"2024-12-06", "200", "100.00"})
    QVERIFY2(center.notices()[0].text.contains(QLatin1String(part)), qPrintable(center.notices()[0].text));
  for (const char* part : {"dividend", "0.5", "0.6"})
    QVERIFY2(center.notices()[1].text.contains(QLatin1String(part)), qPrintable(center.notices()[1].text));
  QVERIFY(window.findChild<widgets::Toast*>() != nullptr);
}

void TstConditionalTicket::nothingIsWarnedOfTooEarly()
{
  choose({OrderType::Stop, TicketPlan::Single});
  m_ticket->form()->setQuantity(quantity("100"));
  field("ticketTriggerField")->setValue(at("0.95").toDouble());
  QVERIFY(check("session") != nullptr);
  QVERIFY(check("session")->status == trading::CheckStatus::NotRun
      || check("session")->status == trading::CheckStatus::Passed);
  choose({OrderType::Limit, TicketPlan::OneCancelsOther});
  field("ticketTriggerField")->setValue(0);
  field("ticketTakeProfitField")->setValue(0);
  for (const trading::CheckResult& one : m_ticket->judgement().checks)
    if (one.id == "price_limit" || one.id == "price_cage" || one.id == "tick")
      QVERIFY2(one.status == trading::CheckStatus::NotRun || one.status == trading::CheckStatus::Passed,
          qPrintable(trade::checkSentence(one)));
}

/// 300 filled for 6,171: 20.57 each.
void TstConditionalTicket::doneStopHasTheAverageOfItsOrder()
{
  trading::Order sent;
  sent.id = "o1";
  sent.intent = "s1";
  sent.entityId = PaperDesk::kStock;
  sent.quantity = sent.filled = quantity("300");
  sent.filledAmount = *Money::parse("6171");
  trading::HeldSnapshot held;
  const trading::Trail trail{trading::Trail::Kind::Amount, *Decimal::parse("0.5")};
  held.conditional = {trading::trailingStop("s1", PaperDesk::kStock, trading::Side::Sell, trail, quantity("300"))};
  ConditionalOrder& stop = held.conditional.front();
  stop.state = ConditionalState::Done;
  stop.orderId = "o1";
  stop.filled = quantity("300");
  stop.trigger = price("20.57");
  OrderModel model(m_desk->context);
  model.setOrders({sent}, held);
  QCOMPARE(model.rowCount(), 2);
  for (int row = 0; row < 2; ++row) {
    const auto cell = [&](int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(OrderModel::AverageColumn), QStringLiteral("20.570"));
    if (model.orders()[static_cast<std::size_t>(row)].held() != nullptr) {
      // A number alone, so that its column never cuts it; how it trails stands in the note.
      QCOMPARE(cell(OrderModel::PriceColumn), QStringLiteral("≤ 20.57"));
      QVERIFY(cell(OrderModel::NoteColumn).contains(trade::trailText(trail)));
    } else {
      QCOMPARE(
          cell(OrderModel::NoteColumn), QString(QStringLiteral("Sent by ") + trade::typeText(OrderType::TrailingStop)));
    }
  }
}

void TstConditionalTicket::dayOrdersEndAtTheirClose()
{
  ConditionalOrder today =
      trading::stopOrder("d1", PaperDesk::kStock, trading::Side::Sell, at("0.50"), quantity("100"));
  today.goodTill = m_desk->session->state().next;
  ConditionalOrder kept = trading::stopOrder("k1", PaperDesk::kStock, trading::Side::Sell, at("0.50"), quantity("100"));
  m_desk->session->held().place({today, kept});
  m_desk->session->advance(1);
  QTRY_VERIFY(m_desk->session->state().day == today.goodTill && !m_desk->session->state().running);
  QCOMPARE(held().size(), 2U);
  QVERIFY(held()[0].state == ConditionalState::Cancelled);
  QCOMPARE(held()[0].reason.code, std::string("conditional.expired"));
  QVERIFY(held()[1].state == ConditionalState::Armed);
}

void TstConditionalTicket::suspendedAndResumed()
{
  m_desk->session->held().place(
      {trading::stopOrder("s1", PaperDesk::kStock, trading::Side::Sell, price("9.50"), quantity("100"))});
  OrdersPanel orders(m_desk->context);
  orders.show();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  orders.suspendChosen();
  QTRY_VERIFY(held().front().state == ConditionalState::Suspended);
  const QModelIndex state = orders.model().index(0, OrderModel::StateColumn);
  QTRY_COMPARE(state.data().toString(), QStringLiteral("Suspended"));
  orders.suspendChosen();
  QTRY_VERIFY(held().front().state == ConditionalState::Armed);
}

void TstConditionalTicket::draftKeepsItsPrices()
{
  choose(kBracket, trading::Side::Buy);
  m_ticket->form()->setPrice(last());
  m_ticket->form()->setQuantity(quantity("300"));
  field("ticketTriggerField")->setValue(at("0.95").toDouble());
  field("ticketTakeProfitField")->setValue(at("1.05").toDouble());
  const QJsonObject kept = m_ticket->saveState();
  m_ticket = std::make_unique<TicketPanel>(m_desk->context);
  m_ticket->restoreState(kept);
  m_ticket->show();
  QTRY_COMPARE(m_ticket->form()->quantity(), quantity("300"));
  QVERIFY(m_ticket->form()->kind() == kBracket);
  QCOMPARE(m_ticket->form()->input().trigger, at("0.95"));
  QCOMPARE(m_ticket->form()->input().takeProfit, at("1.05"));
  QCOMPARE(m_ticket->saveState().value(u"draft"), kept.value(u"draft"));
}

void TstConditionalTicket::nothingIsCutWithMoreFields()
{
  const auto cut = [this] {
    QString names;
    for (const QWidget* control : m_ticket->form()->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
      if (control->isVisible() && control->mapTo(m_ticket.get(), QPoint(control->width(), 0)).x() > m_ticket->width())
        names += control->objectName() + u' ';
    return names;
  };
  for (const QString& language : widgets::Language::codes()) {
    widgets::Language::current().setCode(language);
    m_ticket->resize(300, 800);
    for (const TicketKind& kind : m_ticket->form()->kinds()) {
      choose(kind);
      QCOMPARE(m_ticket->width(), 300);
      QTRY_COMPARE(cut(), QString());
    }
    choose(kBracket);
    picture(*m_ticket, QStringLiteral("ticket-bracket-narrow"));
  }
}

QTEST_MAIN(TstConditionalTicket)
#include "tst_conditional_ticket.moc"
