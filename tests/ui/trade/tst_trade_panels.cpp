// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/testing/memory_file_system.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/order_state.h"
#include "core/trading/risk/risk_desk.h"
#include "tests/ui/trade/paper_desk.h"
#include "ui/portfolio/portfolio_panel.h"
#include "ui/report/why_dialog.h"
#include "ui/report/why_pane.h"
#include "ui/report/why_tree.h"
#include "ui/shell/notification_center.h"
#include "ui/trade/check_list.h"
#include "ui/trade/figure_grid.h"
#include "ui/trade/order_notices.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "ui/trade/trade_panels.h"
#include "widgets/analytics/allocation_chart.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include "translations_resources.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using trading::OrderState;
using zvt::tests::PaperDesk;

/// The trading panels over a real profile with the sample market.
class TstTradePanels : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void limitBuyFillsOnTheNextDay_data();
  void limitBuyFillsOnTheNextDay();
  void burstOfClicksIsOneOrder();
  void blockedTicketCannotBeSubmitted();
  void refusedConfirmationSendsNothing();
  void delCancelsTheChosenOrder();
  void partsAndPresets();
  void nothingIsCutInANarrowTicket();
  void numbersAreNotBroken();
  void theStopSwitchIsSeenAtOnce();
  void saysWhatIsMissing();
  void theButtonStaysWhereItIs();
  void whatEndsIsTold();
  void keysChooseTheSide();
  void pricesOfTheSameColourFillTheTicket();
  void restartKeepsOrders();
  void whatWasNotSentComesBack();
  void portfolioShowsCurveAndShares();
  void withoutASession();
  void aPositionOnMarginSaysWhereItEnds();

private:
  [[nodiscard]] QPushButton* submitButton() const
  {
    return m_ticket->findChild<QPushButton*>(QStringLiteral("ticketSubmitButton"));
  }
  [[nodiscard]] trading::TradingSnapshotPtr snapshot() const { return m_desk->session->orders().snapshot(); }
  void openTicket();
  void fill(const char* price, const char* quantity);
  void press();
  void nextDay();
  void picture(QWidget& widget, const char* name) const;

  std::unique_ptr<PaperDesk> m_desk;
  std::unique_ptr<TicketPanel> m_ticket;
  int m_confirmed = 0;
};

namespace {

Price price(const char* text)
{
  return *Price::parse(text);
}

Quantity quantity(const char* text)
{
  return *Quantity::parse(text);
}

}

void TstTradePanels::initTestCase()
{
  widgets::Theme::current().install(*qApp);
  widgets::Language::current().setCatalogues(resources::translations());
}

void TstTradePanels::init()
{
  widgets::Language::current().setCode(QStringLiteral("en"));
  m_desk = std::make_unique<PaperDesk>();
  m_confirmed = 0;
  openTicket();
}

void TstTradePanels::cleanup()
{
  m_ticket.reset();
  m_desk.reset();
}

void TstTradePanels::openTicket()
{
  m_ticket = std::make_unique<TicketPanel>(m_desk->context);
  m_ticket->setConfirm([this](const ConfirmText&) {
    ++m_confirmed;
    return true;
  });
  m_ticket->resize(390, 800);
  m_ticket->show();
  QSignalSpy loaded(m_ticket.get(), &TicketPanel::contextLoaded);
  m_desk->links.select(LinkColor::A, QString::fromLatin1(PaperDesk::kStock));
  QVERIFY(loaded.wait(5000) || loaded.count() > 0);
}

void TstTradePanels::fill(const char* at, const char* units)
{
  m_ticket->form()->setPrice(price(at));
  m_ticket->form()->setQuantity(quantity(units));
}

void TstTradePanels::press()
{
  // After a day's change the ticket judges again once the new context is there.
  QTRY_VERIFY2(submitButton()->isEnabled(), qPrintable(submitButton()->text()));
  QSignalSpy submitted(m_ticket.get(), &TicketPanel::submitted);
  QTest::mouseClick(submitButton(), Qt::LeftButton);
  QVERIFY(submitted.count() > 0 || submitted.wait(5000));
}

void TstTradePanels::nextDay()
{
  const auto before = m_desk->session->state().day;
  QSignalSpy loaded(m_ticket.get(), &TicketPanel::contextLoaded);
  m_desk->session->advance(1);
  QTRY_VERIFY(!m_desk->session->state().running && m_desk->session->state().day != before);
  QTRY_VERIFY(loaded.count() > 0);
}

/// Pictures for people, where a folder is named.
void TstTradePanels::picture(QWidget& widget, const char* name) const
{
  const QString folder = qEnvironmentVariable("ZVT_PICTURES");
  if (folder.isEmpty())
    return;
  QTest::qWait(20);
  widget.grab().save(
      folder + u'/' + QString::fromLatin1(name) + u'-' + widgets::Language::current().code() + QStringLiteral(".png"));
}

void TstTradePanels::limitBuyFillsOnTheNextDay_data()
{
  QTest::addColumn<QString>("language");
  QTest::newRow("en") << QStringLiteral("en");
  QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
}

void TstTradePanels::limitBuyFillsOnTheNextDay()
{
  QFETCH(QString, language);
  widgets::Language::current().setCode(language);
  OrdersPanel orders(m_desk->context);
  FillsPanel fills(m_desk->context);
  PositionsPanel positions(m_desk->context);
  const QAbstractItemModelTester testers[] = {QAbstractItemModelTester(const_cast<OrderModel*>(&orders.model())),
      QAbstractItemModelTester(const_cast<FillModel*>(&fills.model())),
      QAbstractItemModelTester(const_cast<PositionModel*>(&positions.model()))};
  for (QWidget* panel : std::initializer_list<QWidget*>{&orders, &fills, &positions}) {
    panel->resize(700, 200);
    panel->show();
  }
  // A buy at the upper limit price fills at the open, unless the day is sealed.
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
  QVERIFY(context && context->limits);
  m_ticket->form()->setPrice(context->limits->up);
  m_ticket->form()->setQuantity(quantity("1000"));
  QCOMPARE(m_ticket->judgement().blocked, 0);
  QVERIFY(submitButton()->isEnabled());
  picture(*m_ticket, "ticket");
  press();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  QCOMPARE(m_confirmed, 1);
  const QModelIndex state = orders.model().index(0, OrderModel::StateColumn);
  QTRY_COMPARE(state.data(widgets::IconRole).toString(), QStringLiteral("clock"));
  QCOMPARE(state.data().toString(), language == u"en" ? QStringLiteral("Working") : QStringLiteral("已报"));

  nextDay();
  QTRY_COMPARE(state.data(widgets::IconRole).toString(), QStringLiteral("check"));
  QTRY_COMPARE(fills.model().rowCount(), 1);
  QTRY_COMPARE(positions.model().rowCount(), 1);
  QCOMPARE(positions.model().index(0, PositionModel::QuantityColumn).data().toString(), QStringLiteral("1,000"));
  // T+1: bought on the day that was just played.
  QCOMPARE(positions.model().index(0, PositionModel::SellableColumn).data().toString(), QStringLiteral("0"));
  picture(orders, "orders");
  picture(fills, "fills");
  picture(positions, "positions");

  // From the fill back to the hand that placed the order.
  fills.table()->setCurrentIndex(fills.model().index(0, 0));
  const QList<QAction*> ofFills = fills.titleActions();
  QVERIFY(ofFills.size() == 1 && ofFills.front()->isEnabled());
  ofFills.front()->trigger();
  auto* dialog = fills.window()->findChild<WhyDialog*>(QStringLiteral("whyDialog"));
  QVERIFY(dialog != nullptr);
  const QTreeWidget* tree = dialog->pane()->tree();
  QTRY_VERIFY(tree->topLevelItemCount() >= 2); // the fill, then the order that it is of
  const auto says = [tree](const QString& text) {
    return !tree->findItems(text, Qt::MatchContains | Qt::MatchRecursive).isEmpty();
  };
  QVERIFY(says(language == u"en" ? QStringLiteral("Fill 1: Buy 1000") : QStringLiteral("1000")));
  QVERIFY(says(language == u"en" ? QStringLiteral("Placed by hand at ") : QStringLiteral("手动下单")));
  picture(*dialog, "why");
  // The same from the order, whose fill is below it.
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  orders.explainChosen();
  auto* ofOrder = orders.window()->findChild<WhyDialog*>(QStringLiteral("whyDialog"));
  QVERIFY(ofOrder != nullptr && ofOrder != dialog);
  QTRY_VERIFY(ofOrder->pane()->tree()->topLevelItemCount() >= 2);
}

void TstTradePanels::burstOfClicksIsOneOrder()
{
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
  m_ticket->form()->setPrice(context->limits->down);
  m_ticket->form()->setQuantity(quantity("100"));
  QSignalSpy submitted(m_ticket.get(), &TicketPanel::submitted);
  for (int i = 0; i < 10; ++i)
    QTest::mouseClick(submitButton(), Qt::LeftButton);
  QVERIFY(submitted.count() > 0 || submitted.wait(5000));
  for (int i = 0; i < 10; ++i)
    QTest::mouseClick(submitButton(), Qt::LeftButton);
  QTest::qWait(50);
  QCOMPARE(snapshot()->orders.size(), 1U);
  QCOMPARE(m_confirmed, 1);
}

void TstTradePanels::blockedTicketCannotBeSubmitted()
{
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
  m_ticket->form()->setPrice(context->limits->up + price("0.01"));
  m_ticket->form()->setQuantity(quantity("150"));
  // Above the price limit, and no whole lot.
  QCOMPARE(m_ticket->judgement().blocked, 2);
  QVERIFY(!submitButton()->isEnabled());
  QVERIFY(submitButton()->text().contains(u'2'));
  picture(*m_ticket, "blocked");
  QTest::mouseClick(submitButton(), Qt::LeftButton);
  Q_EMIT m_ticket->form()->submitPressed();
  QTest::qWait(50);
  QVERIFY(snapshot()->orders.empty());

  // The buttons beside the checks mend both.
  for (int i = 0; i < 2; ++i) {
    const auto buttons = m_ticket->findChildren<QPushButton*>(QStringLiteral("checkFixButton"));
    const auto shown = std::ranges::find_if(buttons, [](QPushButton* button) { return button->isVisible(); });
    QVERIFY(shown != buttons.end());
    (*shown)->click();
  }
  QCOMPARE(m_ticket->judgement().blocked, 0);
  QVERIFY(m_ticket->form()->price() == context->limits->up);
  QVERIFY(m_ticket->form()->quantity() == quantity("100"));
  QVERIFY(submitButton()->isEnabled());
}

void TstTradePanels::refusedConfirmationSendsNothing()
{
  m_ticket->setConfirm([this](const ConfirmText& text) {
    ConfirmDialog dialog(text);
    dialog.show();
    picture(dialog, "confirm");
    return text.order.isEmpty();
  });
  m_ticket->form()->setQuantity(quantity("100"));
  QTest::mouseClick(submitButton(), Qt::LeftButton);
  QTest::qWait(50);
  QVERIFY(snapshot()->orders.empty());
  QVERIFY(submitButton()->isEnabled());
}

void TstTradePanels::delCancelsTheChosenOrder()
{
  OrdersPanel orders(m_desk->context);
  orders.resize(700, 200);
  orders.show();
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
  m_ticket->form()->setPrice(context->limits->down);
  m_ticket->form()->setQuantity(quantity("100"));
  press();
  QTRY_COMPARE(orders.model().rowCount(), 1);
  const QModelIndex state = orders.model().index(0, OrderModel::StateColumn);
  QTRY_VERIFY(state.data(TradeCancellableRole).toBool());
  orders.table()->setCurrentIndex(orders.model().index(0, 0));
  orders.cancelChosen();
  QTRY_VERIFY(snapshot()->orders.front().state == OrderState::Cancelled);
  QTRY_VERIFY(!state.data(TradeCancellableRole).toBool());
  QVERIFY(snapshot()->account->frozenCash().isZero());
}

void TstTradePanels::numbersAreNotBroken()
{
  const QFontMetrics metrics(widgets::Theme::current().font(widgets::FontRole::Caption));
  const int room = metrics.horizontalAdvance(QStringLiteral("需 830,715.94，可用 1"));
  for (const char* text : {"需 830,715.94，可用 169,584.16", "Does not apply in a call auction"}) {
    const int flags = wrapOf(metrics, room, QString::fromUtf8(text));
    QVERIFY(flags & Qt::TextWordWrap);
    QVERIFY2(!(flags & Qt::TextWrapAnywhere), text);
  }
  const int narrow = metrics.horizontalAdvance(QStringLiteral("830"));
  QVERIFY(wrapOf(metrics, narrow, QStringLiteral("830,715.94")) & Qt::TextWrapAnywhere); // nothing is cut off
}

void TstTradePanels::theStopSwitchIsSeenAtOnce()
{
  testing::MemoryStore store;
  const SystemClock clock;
  auto opened = risk::RiskDesk::open(store, risk::RiskLimits(), nullptr, clock);
  QVERIFY(opened);
  const std::unique_ptr<risk::RiskDesk> desk = *std::move(opened);
  Context context = m_desk->context;
  context.risk = desk.get();
  TicketPanel ticket(context);
  ticket.show();
  auto* band = ticket.findChild<widgets::Note*>(QStringLiteral("ticketStopNote"));
  QVERIFY(band->isHidden());
  QVERIFY(desk->clutch().engage({}, "workstation", "menu"));
  QTRY_VERIFY(!band->isHidden());
  QVERIFY2(band->text().contains(QStringLiteral("everything by this workstation")), qPrintable(band->text()));
  widgets::Language::current().setCode(QStringLiteral("zh_CN"));
  QTRY_VERIFY(!band->text().contains(QStringLiteral("menu")) && !band->text().contains(QStringLiteral("workstation")));
  widgets::Language::current().setCode(QStringLiteral("en"));
  QVERIFY(desk->clutch().disengage({}, "workstation", "menu"));
  QTRY_VERIFY(band->isHidden());
  QVERIFY(desk->clutch().engage({{}, std::string(risk::kAllStrategies)}, "workstation", "board"));
  QTest::qWait(50); // the switch over strategies is none over what a person orders
  QVERIFY(band->isHidden());
}

void TstTradePanels::saysWhatIsMissing()
{
  m_ticket->form()->setKind({trading::OrderType::Stop});
  m_ticket->form()->setQuantity(quantity("100"));
  QTRY_COMPARE(submitButton()->accessibleName(), QStringLiteral("Enter stop price"));
  m_ticket->form()->setKind({trading::OrderType::TrailingStop});
  m_ticket->form()->setQuantity({});
  QTRY_COMPARE(submitButton()->accessibleName(), QStringLiteral("Enter quantity, distance"));
}

void TstTradePanels::theButtonStaysWhereItIs()
{
  auto* clear = m_ticket->findChild<QPushButton*>(QStringLiteral("ticketClearButton"));
  const QRect before = submitButton()->geometry();
  fill("1000000.00", "123456700"); // a long text
  QTRY_VERIFY(submitButton()->text() == submitButton()->accessibleName() || !submitButton()->toolTip().isEmpty());
  QCOMPARE(submitButton()->geometry(), before);
  QCOMPARE(clear->y(), submitButton()->y());
}

void TstTradePanels::whatEndsIsTold()
{
  testing::MemoryFileSystem files;
  QWidget window;
  Context context = m_desk->context;
  context.files = &files;
  NotificationCenter center(context);
  context.notices = &center;
  OrderNotices notices(context, &window);
  trading::TradingSnapshot snapshot = *this->snapshot();
  trading::HeldSnapshot held;
  trading::Order order;
  order.entityId = PaperDesk::kStock;
  order.side = trading::Side::Buy;
  order.quantity = quantity("1000");
  order.id = "1";
  order.state = OrderState::PartlyFilled;
  order.filled = quantity("400");
  snapshot.orders = {order};
  order.id = "part";
  order.intent = "twap";
  snapshot.orders.push_back(order);
  held.algos.resize(1);
  held.algos[0].order.id = "twap";
  held.algos[0].order.entityId = PaperDesk::kStock;
  held.conditional = {trading::stopOrder("s", PaperDesk::kStock, trading::Side::Sell, price("0.95"), quantity("100"))};
  notices.follow(snapshot, held);
  QCOMPARE(center.notices().size(), 0U); // a part of an order is not its end
  snapshot.orders[0].state = snapshot.orders[1].state = OrderState::Filled;
  snapshot.orders[0].filled = snapshot.orders[1].filled = quantity("1000");
  held.conditional[0].state = trading::ConditionalState::Cancelled;
  held.conditional[0].reason = {"conditional.expired", {}, {}};
  held.algos[0].report.state = trading::AlgoState::Done;
  notices.follow(snapshot, held);
  QCOMPARE(center.notices().size(), 3U); // the order, the stop, the whole of the parts
  QVERIFY2(
      center.notices()[0].text.contains(QStringLiteral("Filled: 1,000 at ")), qPrintable(center.notices()[0].text));
  QVERIFY2(center.notices()[1].text.endsWith(QStringLiteral("Expired")), qPrintable(center.notices()[1].text));
  QVERIFY2(center.notices()[2].text.contains(QStringLiteral("Done")), qPrintable(center.notices()[2].text));
  notices.follow(snapshot, held);
  QCOMPARE(center.notices().size(), 3U);
  for (int i = 0; i < 5; ++i) {
    order.id = "b" + std::to_string(i);
    order.intent = order.id;
    order.state = i < 2 ? OrderState::Filled : OrderState::Expired;
    order.filled = i < 2 ? order.quantity : Quantity();
    snapshot.orders.push_back(order);
  }
  notices.follow(snapshot, held);
  QCOMPARE(center.notices().size(), 4U);
  QCOMPARE(center.notices()[3].text, QStringLiteral("5 orders have ended, 2 of them filled"));
}

void TstTradePanels::nothingIsCutInANarrowTicket()
{
  // As wide as a dock of a 1280 pixels wide desk leaves it, and narrower.
  for (const int wanted : {300, 0}) { // 0: as narrow as it gets
    m_ticket->resize(wanted, 700);
    // A scroll bar that comes and goes lays it out more than once.
    const auto reach = [this] {
      int most = 0;
      for (const QWidget* control : m_ticket->form()->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (control->isVisible())
          most = std::max(most, control->mapTo(m_ticket.get(), QPoint(control->width(), 0)).x());
      return most;
    };
    QTRY_VERIFY(reach() <= m_ticket->width());
    const int width = m_ticket->width();
    QVERIFY(width <= 300);
    int controls = 0;
    for (const QWidget* control : m_ticket->findChildren<QWidget*>()) {
      if (!control->isVisible() || control->parentWidget() != m_ticket->form())
        continue;
      ++controls;
      const int right = control->mapTo(m_ticket.get(), QPoint(control->width(), 0)).x();
      QVERIFY2(right <= width, qPrintable(control->objectName() + u' ' + QString::number(right)));
      const bool shortens = control->objectName() == QStringLiteral("ticketAccountCombo"); // with an ellipsis
      QVERIFY2(shortens || control->width() >= std::min(control->sizeHint().width(), control->maximumWidth()),
          qPrintable(control->objectName()));
    }
    QVERIFY(controls > 10);
    for (const FigureGrid* grid : m_ticket->findChildren<FigureGrid*>()) {
      QVERIFY(grid->height() >= grid->heightForWidth(grid->width()));
      QVERIFY(grid->mapTo(m_ticket.get(), QPoint(grid->width(), 0)).x() <= width);
      for (int i = 0; i < static_cast<int>(grid->figures().size()); ++i)
        QVERIFY2(grid->rectOf(i).width() >= grid->widthOf(grid->figures()[static_cast<std::size_t>(i)]),
            qPrintable(grid->figures()[static_cast<std::size_t>(i)].label));
    }
  }
  picture(*m_ticket, "narrow");
}

void TstTradePanels::partsAndPresets()
{
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
  m_ticket->findChild<QPushButton*>(QStringLiteral("ticketLimitUpButton"))->click();
  QVERIFY(m_ticket->form()->price() == context->limits->up);
  m_ticket->findChild<QPushButton*>(QStringLiteral("ticketMinusButton"))->click();
  QVERIFY(m_ticket->form()->price() == context->limits->up - price("0.01"));
  m_ticket->findChild<QPushButton*>(QStringLiteral("ticketLastButton"))->click();
  QVERIFY(m_ticket->form()->price() == *context->market.last);
  m_ticket->findChild<QPushButton*>(QStringLiteral("ticketPart1Button"))->click();
  const Quantity all = m_ticket->form()->quantity();
  QVERIFY(m_ticket->judgement().estimate && all == m_ticket->judgement().estimate->maximum);
  QVERIFY(m_ticket->judgement().estimate->totalCash <= Money::fromInt(1'000'000));
  // One lot more is too much.
  m_ticket->form()->setQuantity(all + quantity("100"));
  QCOMPARE(m_ticket->judgement().blocked, 1);
  m_ticket->findChild<QPushButton*>(QStringLiteral("ticketPart4Button"))->click();
  QVERIFY(m_ticket->form()->quantity() <= all);
  QVERIFY(m_ticket->form()->quantity().isMultipleOf(quantity("100")));
  QTest::keyClick(m_ticket.get(), Qt::Key_Escape);
  QVERIFY(m_ticket->form()->quantity().isZero());
}

void TstTradePanels::keysChooseTheSide()
{
  QTest::keyClick(m_ticket.get(), Qt::Key_S);
  QVERIFY(m_ticket->form()->side() == trading::Side::Sell);
  m_ticket->form()->setQuantity(quantity("100"));
  QCOMPARE(m_ticket->judgement().blocked, 1); // nothing to sell
  QTest::keyClick(m_ticket.get(), Qt::Key_B);
  QVERIFY(m_ticket->form()->side() == trading::Side::Buy);
}

void TstTradePanels::pricesOfTheSameColourFillTheTicket()
{
  const QString stock = QString::fromLatin1(PaperDesk::kStock);
  fill("10.00", "100");
  m_desk->links.pickPrice(LinkColor::B, stock, 9.5); // another colour's book
  QCOMPARE(m_ticket->form()->price(), price("10.00"));
  m_desk->links.pickPrice(LinkColor::A, QStringLiteral("stock_sh_600000"), 9.5); // another security's
  QCOMPARE(m_ticket->form()->price(), price("10.00"));
  m_desk->links.pickPrice(LinkColor::A, stock, 9.5);
  QCOMPARE(m_ticket->form()->price(), price("9.50"));
  QCOMPARE(m_ticket->form()->quantity(), quantity("100")); // the size stays
}

void TstTradePanels::restartKeepsOrders()
{
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
  m_ticket->form()->setPrice(context->limits->up);
  m_ticket->form()->setQuantity(quantity("1000"));
  press();
  nextDay();
  m_ticket->form()->setPrice(*context->market.last);
  m_ticket->form()->setQuantity(quantity("200"));
  press();
  QTRY_VERIFY(snapshot()->orders.size() == 2U && snapshot()->orders.back().state == OrderState::Working);
  const auto before = snapshot();
  m_ticket.reset();
  m_desk->restart();
  QTRY_VERIFY(snapshot()->account->find(PaperDesk::kStock)->last == before->account->find(PaperDesk::kStock)->last);
  QVERIFY(snapshot()->orders == before->orders);
  QVERIFY(snapshot()->fills == before->fills);
  QVERIFY(*snapshot()->account == *before->account);
  OrdersPanel orders(m_desk->context);
  QCOMPARE(orders.model().rowCount(), 2);
}

void TstTradePanels::whatWasNotSentComesBack()
{
  m_ticket->form()->setSide(trading::Side::Sell);
  fill("9.87", "300");
  const QJsonObject kept = m_ticket->saveState();
  // A new program: the panel is restored first, then the symbol that its colour has chosen arrives.
  m_ticket = std::make_unique<TicketPanel>(m_desk->context);
  m_ticket->restoreState(kept);
  QCOMPARE(m_ticket->saveState().value(u"draft"), kept.value(u"draft")); // saved again before it is shown
  QTRY_COMPARE(m_ticket->form()->quantity(), quantity("300"));
  QCOMPARE(m_ticket->form()->price(), price("9.87"));
  QVERIFY(m_ticket->form()->side() == trading::Side::Sell);
  const QList<widgets::Note*> notes = m_ticket->findChildren<widgets::Note*>();
  QVERIFY(std::any_of(notes.begin(), notes.end(),
      [](const widgets::Note* note) { return note->text().contains(QStringLiteral("not sent")); }));
  QCOMPARE(m_confirmed, 0);
  // Another security is another order.
  m_ticket->form()->setQuantity({});
  QVERIFY(m_ticket->saveState().value(u"draft").isUndefined());
}

void TstTradePanels::portfolioShowsCurveAndShares()
{
  PortfolioPanel portfolio(m_desk->context);
  portfolio.resize(1200, 800);
  portfolio.show();
  const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
  m_ticket->form()->setPrice(context->limits->up);
  m_ticket->form()->setQuantity(quantity("10000"));
  press();
  for (int i = 0; i < 5; ++i)
    nextDay();
  QTRY_COMPARE(portfolio.history().points.size(), 6U);
  QTRY_VERIFY(portfolio.history().points.back().equity() == snapshot()->account->equity());
  const auto account = snapshot()->account;
  QCOMPARE(portfolio.history().benchmark.size(), 6U);
  QTRY_COMPARE(portfolio.allocation()->parts().size(), 2U);
  QVERIFY(portfolio.allocation()->parts().back().cash);
  QTRY_COMPARE(portfolio.allocation()->parts().front().value, account->marketValue().toDouble());
  for (const QString& language : widgets::Language::codes()) {
    widgets::Language::current().setCode(language);
    QTest::qWait(50);
    picture(portfolio, "portfolio");
  }
}

void TstTradePanels::withoutASession()
{
  Context nothing = m_desk->context;
  nothing.paperSession = nullptr;
  nothing.orders = nullptr;
  TicketPanel ticket(nothing);
  OrdersPanel orders(nothing);
  PositionsPanel positions(nothing);
  PortfolioPanel portfolio(nothing);
  QCOMPARE(orders.model().rowCount(), 0);
}

/// One lot at 300 CNY a point, short at 4,000 with 200,000; 10 % margin of 1,200,000. At 4,010 it has lost 3,000; it
/// ends where 200,000 − (P − 4,000) × 300 = 0.05 × 300 P: P = 1,400,000 ÷ 315 = 4,444.44.
void TstTradePanels::aPositionOnMarginSaysWhereItEnds()
{
  trading::AccountSettings settings;
  settings.initialCash = Money::parse("200000").value();
  trading::SimAccount account(settings);
  trading::Fill fill;
  fill.tradeId = fill.orderId = "1";
  fill.entityId = "future_cffex_IF2412";
  fill.side = trading::Side::Sell;
  fill.price = price("4000");
  fill.quantity = quantity("1");
  fill.amount = Money::parse("1200000").value();
  fill.margin.emplace();
  fill.margin->multiplier = Decimal::fromInt(300);
  fill.margin->initialMargin = Decimal::parse("0.1").value();
  fill.margin->maintenanceMargin = Decimal::parse("0.05").value();
  fill.margin->settlesDaily = true;
  QVERIFY(account.apply(fill).has_value());
  account.mark(fill.entityId, price("4010"));
  PositionModel model(m_desk->context);
  model.setAccount(account);
  QCOMPARE(model.rowCount(), 1);
  const auto shown = [&](int column) { return model.index(0, column).data().toString(); };
  QCOMPARE(shown(PositionModel::CostColumn), QStringLiteral("4,000.000"));
  QCOMPARE(shown(PositionModel::ValueColumn), QStringLiteral("\u22121,203,000.00"));
  QVERIFY(shown(PositionModel::ProfitColumn).contains(QStringLiteral("3,000.00")));
  const QString tip = model.index(0, PositionModel::ValueColumn).data(Qt::ToolTipRole).toString();
  QVERIFY2(tip.contains(QStringLiteral("120,300")), qPrintable(tip));
  QVERIFY2(tip.contains(QStringLiteral("4,444.44")), qPrintable(tip));
  QVERIFY(account.settle({{fill.entityId, price("4005")}}).has_value());
  model.setAccount(account);
  const QString settled = model.index(0, PositionModel::ValueColumn).data(Qt::ToolTipRole).toString();
  QVERIFY2(settled.contains(QStringLiteral("1,500")), qPrintable(settled));
  // Settlement moves money, not what the position has earned since it was opened.
  QVERIFY(shown(PositionModel::ProfitColumn).contains(QStringLiteral("1,500.00")));
}

QTEST_MAIN(TstTradePanels)
#include "tst_trade_panels.moc"
