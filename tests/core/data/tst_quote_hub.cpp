// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_hub.h"
#include "core/market/quote_book.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace zvt;
using namespace zvt::data;
using market::Quote;
using market::Trade;

namespace {

const char* const kBank = "stock_sz_000001";

/// Seconds after 2024-12-03T09:30:00 in Shanghai, 01:30:00 UTC.
Timestamp at(std::int64_t seconds)
{
  return Timestamp::fromSeconds(1'733'189'400 + seconds);
}

Quote quoteOf(std::int64_t second, double last, double volume, const std::string& id = kBank)
{
  Quote quote;
  quote.entityId = id;
  quote.time = quote.received = at(second);
  quote.last = quote.open = quote.high = quote.low = last;
  quote.previousClose = 10;
  quote.volume = volume;
  quote.turnover = last * volume;
  return quote;
}

Trade tradeOf(std::int64_t second, double price, double volume)
{
  return {.time = at(second), .price = price, .volume = volume, .side = market::TradeSide::Buy};
}

market::DaySession bankSession()
{
  auto session = market::DaySession::of(**market::Calendar::load("cn"), *TradingDay::parse("2024-12-03"));
  session.previousClose = 10;
  return session;
}

}

class TstQuoteHub : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readersSeeTheNewestStateOnce()
  {
    QuoteHub hub;
    for (int i = 0; i < 5; ++i)
      hub.publish(quoteOf(i, 10 + i, 100 * i));
    hub.publish(quoteOf(0, 20, 0, "stock_sh_600000"));
    const QuoteChanges first = hub.changesSince(0);
    QCOMPARE(first.entities.size(), std::size_t(2));
    QCOMPARE(first.entities[0].entityId, std::string("stock_sh_600000")); // the latest changed first
    QCOMPARE(first.find(kBank)->quote->last, 14.0);
    QVERIFY(first.find(kBank)->quoteChanged);
    QVERIFY(!first.find(kBank)->tradesChanged);
    QVERIFY(!first.find("stock_sz_000002"));
    QVERIFY(hub.changesSince(first.generation).empty());
    // Four of the five were replaced before anybody looked.
    QCOMPARE(hub.counts().conflated, std::uint64_t(4));
    QCOMPARE(hub.counts().quotes, std::uint64_t(6));
    hub.publish(quoteOf(6, 11, 900));
    const QuoteChanges second = hub.changesSince(first.generation);
    QCOMPARE(second.entities.size(), std::size_t(1));
    QCOMPARE(hub.counts().conflated, std::uint64_t(4));
  }

  void badQuotesAreCountedAndNeverShown_data()
  {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("code");
    QTest::newRow("bid above ask") << 0 << "quote.crossed_book";
    QTest::newRow("time back") << 1 << "quote.time_back";
    QTest::newRow("negative volume") << 2 << "quote.negative_volume";
    QTest::newRow("volume back") << 3 << "quote.volume_back";
    QTest::newRow("price below zero") << 4 << "quote.bad_price";
    QTest::newRow("high below low") << 5 << "quote.bad_price";
  }
  void badQuotesAreCountedAndNeverShown()
  {
    QFETCH(int, kind);
    QFETCH(QString, code);
    QuoteHub hub;
    hub.publish(quoteOf(60, 10.5, 1000));
    Quote bad = quoteOf(kind == 1 ? 59 : 61, 10.6, kind == 3 ? 999 : 1100);
    if (kind == 0) {
      bad.bids.add({10.61, 100});
      bad.asks.add({10.60, 100});
    }
    if (kind == 2)
      bad.asks.add({10.7, -100});
    if (kind == 4)
      bad.last = -10.6;
    if (kind == 5)
      bad.high = bad.low - 0.01;
    hub.publish(bad);
    QCOMPARE(hub.quote(kBank)->last, 10.5);
    QCOMPARE(hub.faults(kBank), (std::map<std::string, std::uint64_t>{{code.toStdString(), 1}}));
    QCOMPARE(hub.counts().faults.at(code.toStdString()), std::uint64_t(1));
    // Equal best prices are an auction's match, and the next good quote counts.
    Quote good = quoteOf(62, 10.7, 1200);
    good.bids.add({10.7, 100});
    good.asks.add({10.7, 100});
    hub.publish(good);
    QCOMPARE(hub.quote(kBank)->last, 10.7);
  }

  void tradesAreKeptOnlyForWhoWantsThem()
  {
    QuoteHub hub;
    hub.publish(quoteOf(0, 10, 0));
    hub.publish(kBank, std::vector{tradeOf(1, 10, 100)});
    QCOMPARE(hub.trades(kBank).newest, std::uint64_t(0));
    auto mere = hub.subscribe({kBank});
    QCOMPARE(hub.wanted(), (std::vector<WantedQuotes>{{kBank, QuoteDetail::Quotes, 0}}));
    auto full = hub.subscribe({kBank, kBank}, QuoteDetail::Trades);
    QCOMPARE(hub.wanted(), (std::vector<WantedQuotes>{{kBank, QuoteDetail::Trades, 1}}));
    hub.publish(kBank, std::vector{tradeOf(1, 10, 100), tradeOf(1, 10.1, 200), tradeOf(0, 10.2, 300)});
    TradePage page = hub.trades(kBank);
    QCOMPARE(page.trades.size(), std::size_t(2)); // the third went back in time
    QCOMPARE(page.first, std::uint64_t(1));
    QCOMPARE(hub.faults(kBank).at("quote.time_back"), std::uint64_t(1));
    page = hub.trades(kBank, 1);
    QCOMPARE(page.trades.size(), std::size_t(1));
    QCOMPARE(page.trades[0].price, 10.1);
    QCOMPARE(hub.trades(kBank, 0, 1).first, std::uint64_t(2));
    QCOMPARE(hub.firstTrades(kBank, 1).at(0).price, 10.0);
    full.reset();
    QCOMPARE(hub.trades(kBank).trades.size(), std::size_t(0));
    QVERIFY(hub.wanted()[0].detail == QuoteDetail::Quotes);
    full = hub.subscribe({kBank}, QuoteDetail::Trades);
    QCOMPARE(hub.wanted()[0].serial, std::uint64_t(2)); // a feed tells the day again
    full.reset();
    mere.reset();
    QVERIFY(hub.wanted().empty());
  }

  void memoryIsBounded()
  {
    QuoteHub hub({.entities = 2, .tradesPerEntity = 10, .tradesInAll = 12});
    const auto wanted = hub.subscribe({kBank, "stock_sz_000002"}, QuoteDetail::Trades);
    std::vector<Trade> trades;
    for (int i = 0; i < 25; ++i)
      trades.push_back(tradeOf(i, 10, 100 + i));
    hub.publish(kBank, trades);
    TradePage page = hub.trades(kBank);
    QCOMPARE(page.trades.size(), std::size_t(10)); // "drop oldest"
    QCOMPARE(page.oldest, std::uint64_t(16));
    QCOMPARE(page.newest, std::uint64_t(25));
    QCOMPARE(page.trades.front().volume, 115.0);
    QCOMPARE(hub.counts().droppedTrades, std::uint64_t(15));
    QVERIFY(hub.firstTrades(kBank, 5).empty());
    // The thirteenth trade of all takes a tenth and one from the largest.
    hub.publish("stock_sz_000002", std::vector{tradeOf(0, 9, 1), tradeOf(1, 9, 1), tradeOf(2, 9, 1)});
    QCOMPARE(hub.trades(kBank).trades.size(), std::size_t(8));
    QCOMPARE(hub.trades("stock_sz_000002").trades.size(), std::size_t(3));
    hub.publish(quoteOf(0, 8, 0, "stock_sh_600000"));
    QCOMPARE(hub.quote("stock_sh_600000"), QuotePtr()); // "refuse new"
    QCOMPARE(hub.counts().refusedEntities, std::uint64_t(1));
    // Whoever subscribes gets a place in any case.
    const auto more = hub.subscribe({"stock_sh_600000"});
    hub.publish(quoteOf(0, 8, 0, "stock_sh_600000"));
    QCOMPARE(hub.quote("stock_sh_600000")->last, 8.0);
  }

  void wakesOnceUntilRearmed()
  {
    QuoteHub hub;
    int calls = 0;
    auto wake = hub.observe([&] { ++calls; });
    QCOMPARE(calls, 0);
    hub.publish(quoteOf(0, 10, 0));
    hub.publish(quoteOf(1, 10, 0));
    QCOMPARE(calls, 1);
    wake->rearm();
    QCOMPARE(calls, 1);
    hub.setSource({.name = "quotes.paper_day", .replay = true, .at = at(0), .elapsed = {}});
    QCOMPARE(calls, 2);
    QVERIFY(hub.changesSince(0).sourceChanged);
    wake.reset();
    hub.publish(quoteOf(2, 10, 0));
    QCOMPARE(calls, 2);
  }

  /// Hand-worked: 09:31 ends with 10.20 after 300 shares for 3,030; 09:32 brings 100 for 1,030.
  void minuteLineFollowsQuotes()
  {
    QuoteHub hub;
    hub.beginDay(kBank, bankSession());
    Quote quote = quoteOf(-298, 10.0, 100); // 09:25:02, the auction counts in the first minute
    quote.turnover = 1000;
    hub.publish(quote);
    quote = quoteOf(30, 10.2, 300);
    quote.turnover = 3030;
    hub.publish(quote);
    quote = quoteOf(60, 10.3, 400);
    quote.turnover = 4060;
    hub.publish(quote);
    const auto line = hub.minutes(kBank);
    QCOMPARE(line.size(), std::size_t(2));
    QCOMPARE(line[0].end, at(60));
    QCOMPARE(line[0].price, 10.2);
    QCOMPARE(line[0].volume, 300.0);
    QCOMPARE(line[0].average, 10.1);
    QCOMPARE(line[1].end, at(120));
    QCOMPARE(line[1].volume, 100.0);
    QCOMPARE(line[1].turnover, 1030.0);
    QCOMPARE(line[1].average, 10.15);
    hub.beginDay(kBank, bankSession());
    QVERIFY(hub.minutes(kBank).empty());
    QCOMPARE(hub.quote(kBank), QuotePtr());
    QVERIFY(hub.changesSince(0).find(kBank)->dayBegan);
  }

  void minutesOfASession_data()
  {
    QTest::addColumn<int>("second"); ///< after 09:30
    QTest::addColumn<int>("minute"); ///< its end, in minutes after 09:30
    QTest::addColumn<QString>("phase");
    QTest::newRow("09:25:02") << -298 << 1 << "open_auction";
    QTest::newRow("09:30:00") << 0 << 1 << "continuous";
    QTest::newRow("09:30:59") << 59 << 1 << "continuous";
    QTest::newRow("09:31:00") << 60 << 2 << "continuous";
    QTest::newRow("11:29:59") << 7199 << 120 << "continuous";
    QTest::newRow("11:30:02, reported late") << 7202 << 120 << "break";
    QTest::newRow("12:00:00") << 9000 << 211 << "break";
    QTest::newRow("13:00:00") << 12600 << 211 << "continuous";
    QTest::newRow("14:57:02") << 19622 << 328 << "close_auction";
    QTest::newRow("15:00:03") << 19803 << 330 << "closed";
  }
  void minutesOfASession()
  {
    QFETCH(int, second);
    QFETCH(int, minute);
    QFETCH(QString, phase);
    const auto session = bankSession();
    QCOMPARE(session.minuteEnds().size(), std::size_t(240));
    QCOMPARE((session.minuteOf(at(second)) - at(0)).micros, Duration::minutes(minute).micros);
    QCOMPARE(QString::fromStdString(std::string(toString(session.phaseAt(at(second))))), phase);
  }

  /// Published: 委比 = (bids − asks) ÷ (bids + asks). 300 bid and 100 offered: (300 − 100) ÷ 400 = +50 %.
  void booksAsAWhole()
  {
    Quote quote = quoteOf(0, 10, 100);
    quote.limitUp = 11;
    quote.limitDown = 9;
    quote.bids.add({9.99, 200});
    quote.bids.add({9.98, 100});
    quote.asks.add({10.01, 100});
    market::BookFigures book = market::bookFigures(quote);
    QCOMPARE(book.imbalance, 0.5);
    QCOMPARE(book.difference, 200.0);
    QVERIFY(std::abs(book.spread - 0.02) < 1e-9);
    QVERIFY(book.sealed == market::AtLimit::None);
    quote.asks = {};
    quote.bids = {};
    quote.bids.add({11, 5000});
    book = market::bookFigures(quote);
    QVERIFY(book.sealed == market::AtLimit::Up);
    QCOMPARE(book.sealAmount, 55'000.0);
    QCOMPARE(book.imbalance, 1.0);
    QCOMPARE(market::lotOf("stock_sh_600000"), 100.0);
    QCOMPARE(market::lotOf("coin_binance_BTC-USDT"), 1.0);
    QCOMPARE(market::priceDecimalsOf("etf_sh_510300"), 3);
  }

  /// Four feeds of their own securities, and a reader that follows: it ends with the newest of each, and no wake-up is
  /// lost: after the last one it has seen everything.
  void manyThreads()
  {
    constexpr int kFeeds = 4, kQuotes = 2'000;
    QuoteHub hub;
    std::vector<std::string> ids;
    for (int i = 0; i < kFeeds; ++i)
      ids.push_back("stock_sz_00000" + std::to_string(i + 1));
    const auto wanted = hub.subscribe(ids, QuoteDetail::Trades);
    std::atomic<bool> woken = false, done = false;
    const auto wake = hub.observe([&] { woken = true; });
    std::map<std::string, double> seen;
    std::uint64_t generation = 0;
    const auto look = [&] {
      wake->rearm();
      const QuoteChanges changes = hub.changesSince(generation);
      generation = changes.generation;
      for (const QuoteChange& change : changes.entities)
        if (change.quote)
          seen[change.entityId] = change.quote->volume;
    };
    std::vector<std::thread> feeds;
    for (const std::string& id : ids)
      feeds.emplace_back([&hub, id] {
        for (int i = 1; i <= kQuotes; ++i) {
          hub.publish(quoteOf(i, 10, i, id));
          hub.publish(id, std::vector{tradeOf(i, 10, 1)});
        }
      });
    std::thread reader([&] {
      while (!done)
        if (woken.exchange(false))
          look();
        else
          std::this_thread::yield();
      if (woken.exchange(false))
        look();
    });
    for (std::thread& feed : feeds)
      feed.join();
    done = true;
    reader.join();
    for (const std::string& id : ids) {
      QCOMPARE(seen[id], double(kQuotes));
      QCOMPARE(hub.trades(id).newest, std::uint64_t(kQuotes));
    }
    QCOMPARE(hub.counts().quotes, std::uint64_t(kFeeds * kQuotes));
  }

  void handlesOutliveTheHub()
  {
    auto hub = std::make_unique<QuoteHub>();
    auto subscription = hub->subscribe({kBank}, QuoteDetail::Trades);
    auto wake = hub->observe([] { });
    auto observer = hub->observeWanted([] { });
    hub.reset();
    wake->rearm();
    subscription.reset();
    wake.reset();
    observer.reset();
  }
};

QTEST_APPLESS_MAIN(TstQuoteHub)
#include "tst_quote_hub.moc"
