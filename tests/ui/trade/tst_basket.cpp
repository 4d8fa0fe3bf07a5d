// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trading/held_orders.h"
#include "tests/ui/scripted_dialogs.h"
#include "tests/ui/trade/paper_desk.h"
#include "ui/shell/form_parts.h"
#include "ui/trade/basket_panel.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include "translations_resources.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using trading::Side;
using zvt::tests::PaperDesk;

namespace {

Quantity quantity(const char* text)
{
  return *Quantity::parse(text);
}

constexpr const char* kSecond = "stock_sz_003902"; // trades on that day as well

}

/// Many orders as one, over a real profile with the sample market.
class TstBasket : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
  }
  void init()
  {
    widgets::Language::current().setCode(QStringLiteral("en"));
    m_desk = std::make_unique<PaperDesk>();
    m_desk->context.dialogs = &m_dialogs;
    m_dialogs.asked.clear();
    open();
  }
  void cleanup()
  {
    m_panel.reset();
    m_desk.reset();
  }
  void readsAndJudgesWhatIsPasted();
  void whatCannotBeReadIsSaid();
  void editsAreUndone();
  void sharedOutByAmount();
  void limitOrdersLeaveAndTheRefusedStay();
  void cashIsLookedAtTogether();
  void sellsGoFirstWhenWorked();
  void isThereAfterARestart();

private:
  void open()
  {
    m_panel = std::make_unique<BasketPanel>(m_desk->context);
    m_panel->resize(900, 300);
    m_panel->show();
  }
  /// Pastes, and waits until every row is known.
  void paste(const QString& text)
  {
    m_panel->addText(text);
    QTRY_VERIFY(
        std::ranges::all_of(rows(), [](const BasketRow& row) { return row.context || !row.problem.code.empty(); }));
  }
  [[nodiscard]] const std::vector<BasketRow>& rows() const { return m_panel->model().basket(); }
  [[nodiscard]] QString cell(int row, int column) const
  {
    return m_panel->model().index(row, column).data().toString();
  }
  [[nodiscard]] QPushButton* button() const { return m_panel->findChild<QPushButton*>(QStringLiteral("basketSend")); }
  void way(BasketWay way)
  {
    auto* combo = m_panel->findChild<QComboBox*>(QStringLiteral("basketWay"));
    choose(combo, static_cast<int>(way));
    Q_EMIT combo->activated(combo->currentIndex());
  }
  void advance()
  {
    const auto before = m_desk->session->state().day;
    m_desk->session->advance(1);
    QTRY_VERIFY(!m_desk->session->state().running && m_desk->session->state().day != before);
  }
  void send()
  {
    QTRY_VERIFY2(button()->isEnabled(), qPrintable(button()->text()));
    QSignalSpy sent(m_panel.get(), &BasketPanel::sent);
    m_dialogs.answers = {0};
    QTest::mouseClick(button(), Qt::LeftButton);
    QTRY_COMPARE(sent.count(), 1);
  }
  void picture(const QString& name) const
  {
    const QString folder = qEnvironmentVariable("ZVT_PICTURES");
    if (!folder.isEmpty()) {
      QTest::qWait(20);
      m_panel->grab().save(folder + u'/' + name + u'-' + widgets::Language::current().code() + QStringLiteral(".png"));
    }
  }

  tests::ScriptedDialogs m_dialogs;
  std::unique_ptr<PaperDesk> m_desk;
  std::unique_ptr<BasketPanel> m_panel;
};

void TstBasket::readsAndJudgesWhatIsPasted()
{
  QVERIFY(m_panel->state() == PanelState::Empty);
  const QAbstractItemModelTester tester(const_cast<BasketModel*>(&m_panel->model()));
  paste(QStringLiteral("003901 buy 300\n003902 buy 250\n"));
  QCOMPARE(rows().size(), 2U);
  QVERIFY(m_panel->state() == PanelState::Content);
  QCOMPARE(cell(0, BasketModel::SideColumn), QStringLiteral("Buy"));
  QCOMPARE(cell(0, BasketModel::QuantityColumn), QStringLiteral("300"));
  // 0.2 % above the last price, down to the tick of a cent, so never more than was asked for.
  const double last = rows()[0].context->market.last->toDouble();
  const double limit = rows()[0].judgement.input.price.toDouble();
  QVERIFY(limit >= last && limit <= last * 1.002 + 1e-9);
  QVERIFY(last * 1.002 - limit < 0.01);
  QVERIFY(rows()[0].canSend());
  QCOMPARE(rows()[1].judgement.blocked, 1); // 250 is no whole lot
  QVERIFY(!button()->isEnabled());
  QVERIFY2(button()->text().contains(QStringLiteral("blocked")), qPrintable(button()->text()));
  for (const char* language : {"en", "zh_CN"}) {
    widgets::Language::current().setCode(QString::fromLatin1(language));
    picture(QStringLiteral("basket"));
  }
}

void TstBasket::whatCannotBeReadIsSaid()
{
  paste(QStringLiteral("hello 5\n003901 100"));
  QCOMPARE(rows().size(), 1U);
  QCOMPARE(m_dialogs.asked.size(), 1);
  QVERIFY2(m_dialogs.asked.front().contains(QStringLiteral("Line 1")), qPrintable(m_dialogs.asked.front()));
}

void TstBasket::editsAreUndone()
{
  paste(QStringLiteral("003901 300\n003902 200"));
  QVERIFY(const_cast<BasketModel&>(m_panel->model())
          .setData(m_panel->model().index(0, BasketModel::QuantityColumn), QStringLiteral("1,500"), Qt::EditRole));
  QCOMPARE(rows()[0].line.quantity, quantity("1500"));
  m_panel->table()->selectRow(1);
  m_panel->switchSide();
  QVERIFY(rows()[1].line.side == Side::Sell);
  m_panel->remove();
  QCOMPARE(rows().size(), 1U);
  for (int step = 0; step < 3; ++step)
    m_panel->undoStack()->undo();
  QCOMPARE(rows().size(), 2U);
  QVERIFY(rows()[1].line.side == Side::Buy);
  QCOMPARE(rows()[0].line.quantity, quantity("300"));
  m_panel->undoStack()->undo();
  QVERIFY(m_panel->state() == PanelState::Empty);
  m_panel->undoStack()->redo();
  QCOMPARE(rows().size(), 2U);
}

void TstBasket::sharedOutByAmount()
{
  paste(QStringLiteral("003901\n003902"));
  QVERIFY2(button()->text().contains(QStringLiteral("lack a quantity")), qPrintable(button()->text()));
  m_dialogs.texts = {QStringLiteral("100,000")};
  m_panel->sizeByAmount();
  for (const BasketRow& row : rows()) {
    const double price = row.context->market.last->toDouble();
    const double lots = std::floor(50'000 / price / 100);
    QCOMPARE(row.line.quantity.toDouble(), lots * 100);
  }
  m_dialogs.texts = {QStringLiteral("nothing")};
  const auto before = rows()[0].line.quantity;
  m_panel->sizeByAmount();
  QCOMPARE(rows()[0].line.quantity, before);
}

void TstBasket::limitOrdersLeaveAndTheRefusedStay()
{
  paste(QStringLiteral("003901 300\n003902 200"));
  m_dialogs.answers = {1}; // thought better of it
  QTRY_VERIFY2(button()->isEnabled(), qPrintable(button()->text()));
  QTest::mouseClick(button(), Qt::LeftButton);
  QVERIFY(m_desk->session->orders().snapshot()->orders.empty());
  send();
  const auto orders = [this] { return m_desk->session->orders().snapshot()->orders; };
  QCOMPARE(orders().size(), 2U);
  QVERIFY(m_panel->state() == PanelState::Empty);
  QVERIFY(!m_panel->undoStack()->canUndo()); // it has left
  advance();
  QVERIFY(!m_desk->session->orders().snapshot()->fills.empty());
}

/// Each of them is affordable, both together are not.
void TstBasket::cashIsLookedAtTogether()
{
  paste(QStringLiteral("003901\n003902"));
  const Money cash = m_desk->session->orders().snapshot()->account->availableCash();
  m_dialogs.texts = {QString::fromStdString((cash + cash).toFixed(0))};
  m_panel->sizeByAmount();
  QVERIFY(!m_panel->sums().affordable || m_panel->sums().blocked > 0);
  m_dialogs.texts = {QString::number(cash.toDouble() * 1.4)};
  m_panel->sizeByAmount();
  QCOMPARE(m_panel->sums().blocked, 0);
  QVERIFY(!m_panel->sums().affordable);
  QVERIFY(!button()->isEnabled());
  QVERIFY2(button()->text().contains(QStringLiteral("cash")), qPrintable(button()->text()));
}

void TstBasket::sellsGoFirstWhenWorked()
{
  paste(QStringLiteral("003901 1000"));
  way(BasketWay::Market);
  send();
  advance(); // bought
  advance(); // and settled
  QTRY_VERIFY((m_panel->addHoldings(), rows().size() == 1));
  QVERIFY(rows()[0].line.side == Side::Sell);
  QCOMPARE(rows()[0].line.quantity, quantity("1000"));
  paste(QStringLiteral("003902 400"));
  way(BasketWay::Twap);
  m_panel->findChild<QDoubleSpinBox*>(QStringLiteral("basketPart"))->setValue(4);
  QTRY_VERIFY2(
      button()->isEnabled(), qPrintable(cell(0, BasketModel::CheckColumn) + cell(1, BasketModel::CheckColumn)));
  picture(QStringLiteral("basket-twap"));
  send();
  const auto algos = [this] { return m_desk->session->held().snapshot()->algos; };
  QTRY_COMPARE(algos().size(), 2U);
  QVERIFY(algos()[0].order.side == Side::Sell);
  QVERIFY(!algos()[0].order.group.empty());
  QCOMPARE(algos()[1].order.after, std::vector{algos()[0].order.group});
  advance();
  QTRY_VERIFY(std::ranges::all_of(
      algos(), [](const trading::AlgoOrder& order) { return trading::isOver(order.report.state); }));
  const auto fills = m_desk->session->orders().snapshot()->fills;
  const auto bought = std::ranges::find(fills, std::string(kSecond), &trading::Fill::entityId);
  const auto sold = std::ranges::find_if(fills, [](const trading::Fill& fill) { return fill.side == Side::Sell; });
  QVERIFY(sold != fills.end());
  QVERIFY(bought == fills.end() || sold < bought);
}

void TstBasket::isThereAfterARestart()
{
  paste(QStringLiteral("003901 300\n003902 sell 200"));
  way(BasketWay::Vwap);
  m_panel->findChild<QCheckBox*>(QStringLiteral("basketSellsFirst"))->setChecked(false);
  const QJsonObject state = m_panel->saveState();
  open();
  m_panel->restoreState(state);
  QCOMPARE(rows().size(), 2U);
  QVERIFY(rows()[1].line.side == Side::Sell);
  QCOMPARE(rows()[0].line.quantity, quantity("300"));
  QCOMPARE(m_panel->saveState(), state);
  m_panel->restoreState(QJsonObject{{QStringLiteral("orders"), 5}, {QStringLiteral("way"), true}}); // another program's
  QVERIFY(rows().empty());
}

QTEST_MAIN(TstBasket)
#include "tst_basket.moc"
