// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/market/depth_view.h"
#include "widgets/market/quote_board.h"
#include "widgets/market/tape_view.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace zvt;
using namespace zvt::widgets;

namespace {

market::Quote book()
{
  market::Quote quote;
  quote.last = 31.26;
  quote.previousClose = 30.68;
  for (int level = 0; level < 5; ++level) {
    quote.asks.add({31.27 + 0.01 * level, 68'800.0 + 100 * level});
    quote.bids.add({31.26 - 0.01 * level, 152'200.0 + 100 * level});
  }
  return quote;
}

QuoteHeading heading()
{
  QuoteHeading head;
  head.last = QStringLiteral("31.26");
  return head;
}

/// 2024-12-03T09:30:00 in Shanghai and so many seconds.
market::Trade trade(int second, double price, double volume, market::TradeSide side = market::TradeSide::Buy)
{
  return {.time = Timestamp::fromSeconds(1'733'189'400 + second), .price = price, .volume = volume, .side = side};
}

void prepare(TapeView& tape)
{
  tape.setFormat(*TimeZone::find("Asia/Shanghai"), 2, 100);
  tape.setPreviousClose(10);
  tape.resize(200, 22 + 18 * 10);
  tape.show();
}

}

class TstBookAndTape : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void bookInLots()
  {
    DepthView view;
    view.setQuote(book(), 2, 100);
    QCOMPARE(view.rowText({true, 0}), QStringLiteral("A1 31.27 688"));
    QCOMPARE(view.rowText({false, 4}), QStringLiteral("B5 31.22 1,526"));
    QVERIFY(view.rowRect({true, 4}).top() < view.rowRect({true, 0}).top()); // the worst ask on top
    QVERIFY(view.rowRect({true, 0}).bottom() < view.rowRect({false, 0}).top());
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("A5 31.31")));
  }

  /// 105 pixels hold two levels of 20 a side and the balance between them, not five asks and no bid.
  void aLowBookShowsTheBestOfBothSides()
  {
    DepthView view;
    view.setQuote(book(), 2, 100);
    view.resize(200, 105);
    QVERIFY(view.minimumSizeHint().height() <= 105);
    for (const bool isAsk : {true, false}) {
      QVERIFY(view.rect().contains(view.rowRect({isAsk, 0})));
      QVERIFY(view.rect().contains(view.rowRect({isAsk, 1})));
      QVERIFY(view.rowRect({isAsk, 2}).isNull());
    }
    QSignalSpy chosen(&view, &DepthView::priceChosen);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.rowRect({false, 1}).center());
    QCOMPARE(chosen[0][0].toDouble(), 31.25);
    view.resize(200, view.sizeHint().height());
    QVERIFY(view.rect().contains(view.rowRect({false, 4})));
  }

  void pricesCanBeChosen()
  {
    DepthView view;
    view.resize(200, view.sizeHint().height());
    view.setQuote(book(), 2, 100);
    QSignalSpy chosen(&view, &DepthView::priceChosen);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.rowRect({false, 1}).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toDouble(), 31.25);
    QCOMPARE(chosen[0][1].toBool(), false);
    QTest::keyClick(&view, Qt::Key_Home);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(chosen[1][0].toDouble(), 31.31);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(chosen[2][0].toDouble(), 31.30);
    view.clear();
    QTest::keyClick(&view, Qt::Key_Return); // nothing there
    QCOMPARE(chosen.size(), 3);
  }

  void sameBookIsNotPaintedAgain()
  {
    DepthView view;
    QuoteBoard board;
    view.resize(200, view.sizeHint().height());
    view.setQuote(book(), 2, 100);
    board.setContent(heading(), {{QStringLiteral("Open"), QStringLiteral("30.80")}});
    view.show();
    board.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QVERIFY(QTest::qWaitForWindowExposed(&board));
    QTRY_VERIFY(view.paintCount() > 0 && board.paintCount() > 0);
    QCoreApplication::processEvents();
    const int paints = view.paintCount() + board.paintCount();
    market::Quote next = book();
    next.time = next.time + Duration::seconds(3); // the time alone moved
    next.volume = 5;
    view.setQuote(next, 2, 100);
    board.setContent(heading(), {{QStringLiteral("Open"), QStringLiteral("30.80")}});
    QCoreApplication::processEvents();
    QCOMPARE(view.paintCount() + board.paintCount(), paints);
    next.asks = {};
    view.setQuote(next, 2, 100);
    QTRY_COMPARE(view.paintCount() + board.paintCount(), paints + 1);
  }

  void tapeIsNewestFirst()
  {
    TapeView tape;
    prepare(tape);
    tape.append({trade(0, 10, 1000), trade(3, 10.1, 260, market::TradeSide::Sell), trade(6, 10.2, 50)});
    const TapeModel& model = tape.model();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.line(0), QStringLiteral("09:30:06\t10.20\t0.50\tB"));
    QCOMPARE(model.line(1), QStringLiteral("09:30:03\t10.10\t3\tS")); // 2.6 lots
    QCOMPARE(model.timeText(2), QStringLiteral("09:30:00"));
    market::Trade inferred = trade(6, 10.2, 50);
    inferred.inferred = true;
    QCOMPARE(sideLetter(inferred), QStringLiteral("B?")); // nobody told it
    QCOMPARE(model.volumeText(2), QStringLiteral("10"));
    tape.setBig(1000);
    QVERIFY(model.isBig(2) && !model.isBig(1));
    tape.setLeast(200);
    QCOMPARE(model.rowCount(), 2);
    tape.append({trade(9, 10.2, 100), trade(9, 10.2, 300)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.tradeCount(), std::size_t(5));
    tape.setLeast(0);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(tape.copyText().count(u'\n'), 5); // a header and five lines
  }

  void holdsStillWhileOneReadsBack()
  {
    TapeView tape;
    prepare(tape);
    std::vector<market::Trade> trades;
    for (int i = 0; i < 100; ++i)
      trades.push_back(trade(i, 10, 100 * (i + 1)));
    tape.append(trades);
    QSignalSpy paused(&tape, &TapeView::pausedChanged);
    QVERIFY(!tape.isPaused());
    tape.verticalScrollBar()->setValue(20);
    QVERIFY(tape.isPaused());
    QCOMPARE(paused.size(), 1);
    const QString inSight = tape.model().line(tape.verticalScrollBar()->value());
    tape.append({trade(101, 11, 100), trade(102, 11, 100)});
    QCOMPARE(tape.model().line(tape.verticalScrollBar()->value()), inSight);
    QCOMPARE(tape.missed(), 2);
    QTest::keyClick(&tape, Qt::Key_Home);
    QVERIFY(!tape.isPaused());
    QCOMPARE(tape.missed(), 0);
    QCOMPARE(paused.size(), 2);
    QTest::keyClick(&tape, Qt::Key_Down);
    QTest::keyClick(&tape, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(tape.copyText().count(u'\n'), 2);
    QCOMPARE(tape.currentRow(), 2);
  }

  /// The oldest go when it is full, and what a page paints does not depend on how many there are.
  void hundredThousandTrades()
  {
    TapeView tape;
    prepare(tape);
    std::vector<market::Trade> trades(TapeModel::kMost, trade(0, 10, 100));
    tape.append(trades);
    QCOMPARE(tape.model().rowCount(), int(TapeModel::kMost));
    tape.append({trade(1, 10.5, 700), trade(2, 10.6, 800)});
    QCOMPARE(tape.model().rowCount(), int(TapeModel::kMost));
    QCOMPARE(tape.model().priceText(0), QStringLiteral("10.60"));
    QCOMPARE(tape.model().priceText(int(TapeModel::kMost) - 1), QStringLiteral("10.00"));
    QTest::keyClick(&tape, Qt::Key_End);
    QCOMPARE(tape.currentRow(), int(TapeModel::kMost) - 1);
    QBENCHMARK_ONCE
    {
      tape.append({trade(3, 10.7, 900)});
      tape.viewport()->grab();
    }
    tape.clear();
    QCOMPARE(tape.model().rowCount(), 0);
  }
};

QTEST_MAIN(TstBookAndTape)
#include "tst_book_and_tape.moc"
