// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/memory_store.h"
#include "core/base/testing/mock_clock.h"
#include "core/trading/conditional/conditional_desk.h"
#include "tests/core/trading/conditional/fake_sender.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

/// What an ex-date makes of orders that wait: no stop fires at a gap that only the corporate action made.
class TstConditionalExDate : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_store = std::make_unique<testing::MemoryStore>();
    m_sender = std::make_unique<FakeSender>();
    reopen();
    QVERIFY(m_desk->startDay(day("2026-11-02")));
  }

  /// 0.5 of cash and three for ten: 10.00 becomes (10 − 0.5) / 1.3 = 7.3077, and a stop at 9.50 (9.5 − 0.5) / 1.3 =
  /// 6.92. A quote of 7.31 is no fall.
  void anExDateMovesPricesAndUnits()
  {
    m_rules = rules();
    reopen();
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"), price("9.3"))}));
    QVERIFY(m_desk->add({takeProfit("p", kMain, Side::Sell, price("11"), quantity("300"))}));
    QVERIFY(m_desk->add({stopOrder("other", kOther, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->add(
        {trailingStop("t", kMain, Side::Sell, {Trail::Kind::Amount, Decimal::fromInt(1)}, quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("10")));
    market::CorporateAction action;
    action.exDay = day("2026-11-03");
    action.cash = 0.5;
    action.bonus = 0.3;
    QVERIFY(m_desk->startDay(day("2026-11-03"), {{kMain, action}}));
    QVERIFY(m_desk->startDay(day("2026-11-03"), {{kMain, action}})); // once
    m_rules = rules();
    reopen();
    QCOMPARE(text(m_desk->find("s")->trigger), QStringLiteral("6.92"));
    QCOMPARE(text(m_desk->find("s")->price), QStringLiteral("6.77")); // (9.3 − 0.5) / 1.3 = 6.769
    QCOMPARE(text(m_desk->find("s")->quantity), QStringLiteral("390"));
    QCOMPARE(text(m_desk->find("p")->trigger), QStringLiteral("8.08")); // (11 − 0.5) / 1.3 = 8.077
    QCOMPARE(text(m_desk->find("other")->trigger), QStringLiteral("9.5"));
    // The trail of 1 is 1 / 1.3 = 0.769 now: 7.308 − 0.769 = 6.538.
    QCOMPARE(m_desk->find("t")->trigger.toDouble() > 6.538 && m_desk->find("t")->trigger.toDouble() < 6.539, true);
    QVERIFY(m_desk->onPrice(kMain, price("7.31")));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onPrice(kMain, price("6.92")));
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
    QCOMPARE(text(m_sender->only().quantity), QStringLiteral("390"));
  }

  /// The program was off on the ex-date; ten became one.
  void anExDateThatNobodySawIsCaughtUpWith()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("1005"))}));
    market::CorporateAction action;
    action.exDay = day("2026-11-03");
    action.consolidation = 0.1;
    market::CorporateAction old = action;
    old.exDay = day("2026-11-02"); // of before the order
    QVERIFY(m_desk->startDay(day("2026-11-05"), {{kMain, old}, {kMain, action}}));
    QCOMPARE(text(m_desk->find("s")->trigger), QStringLiteral("95"));
    QCOMPARE(text(m_desk->find("s")->quantity), QStringLiteral("100"));
  }

  /// A dividend that is more than the stop's price leaves no price to stand at.
  void whatCannotBeMovedIsSuspended()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("0.4"), quantity("300"))}));
    market::CorporateAction action;
    action.exDay = day("2026-11-03");
    action.cash = 0.5;
    QVERIFY(m_desk->startDay(day("2026-11-03"), {{kMain, action}}));
    QCOMPARE(stateOf("s"), QStringLiteral("suspended"));
    QCOMPARE(text(m_desk->find("s")->reason.code), QStringLiteral("conditional.not_adjusted"));
  }

private:
  void reopen()
  {
    ConditionalDesk::Options options;
    options.rules = m_rules;
    m_desk = require(ConditionalDesk::open(options, *m_store, *m_sender, m_clock));
    m_rules.reset();
  }
  QString stateOf(std::string_view id) const { return text(toString(m_desk->find(id)->state)); }

  std::unique_ptr<testing::MemoryStore> m_store;
  std::unique_ptr<FakeSender> m_sender;
  std::unique_ptr<ConditionalDesk> m_desk;
  std::shared_ptr<const TradingRules> m_rules;
  testing::MockClock m_clock;
};

QTEST_APPLESS_MAIN(TstConditionalExDate)
#include "tst_conditional_ex_date.moc"
