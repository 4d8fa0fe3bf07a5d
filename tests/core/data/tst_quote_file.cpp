// SPDX-License-Identifier: Apache-2.0
// Times: 1770168600000 ms is 2026-02-04 09:30:00 on Shanghai's clock (UTC 01:30:00), 86,400,000 ms are a day.
#include "core/data/quote_file.h"

#include "core/base/file_system.h"
#include "tests/core/data/data_profile.h"

using namespace zvt;
using namespace zvt::data;

namespace {

std::string tick(long long milliseconds, double last, int lots)
{
  return R"({"600519.SH": {"time": )" + std::to_string(milliseconds) + R"(, "lastPrice": )" + std::to_string(last)
      + R"(, "lastClose": 10, "volume": )" + std::to_string(lots) + R"(, "pvolume": )" + std::to_string(lots * 100)
      + "}}\n";
}

constexpr long long kOpen = 1770168600000;

}

class TstQuoteFile : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theNewestDayInOrderEachOnce()
  {
    const auto file = readQuoteFile(
        tick(kOpen + 3000, 10.2, 3) + tick(kOpen - 86'400'000, 9, 1) + tick(kOpen, 10.1, 2) + tick(kOpen, 10.1, 2),
        "a");
    QVERIFY(file);
    QCOMPARE(file->day.iso(), std::string("2026-02-04"));
    QCOMPARE(file->otherDays, std::size_t{1});
    QCOMPARE(file->size(), std::size_t{2});
    const SharedQuotes& quotes = file->snapshots.at("stock_sh_600519");
    QCOMPARE(quotes[0].last, 10.1);
    QCOMPARE(quotes[1].last, 10.2);
  }

  void aTapeSharesTheFilesQuotesAndGivesThemItsFrame()
  {
    const auto file = readQuoteFile(tick(kOpen, 10.1, 2) + tick(kOpen + 3000, 10.2, 3), "a");
    QVERIFY(file);
    TapeFrame frame;
    frame.entityId = "stock_sh_600519";
    frame.session = market::DaySession::of(**market::Calendar::load("cn"), file->day);
    frame.limitUp = 11;
    frame.limitDown = 9;
    const auto tape = tapeOf(*file, frame);
    QCOMPARE(file->snapshots.at("stock_sh_600519").users(), 2L);
    QCOMPARE(tape->frame().session.previousClose, 10.0);
    TapeOutput output;
    tape->play(Timestamp::max() - Duration::seconds(1), output);
    QCOMPARE(output.quotes.size(), std::size_t{2});
    QCOMPARE(output.quotes[1].limitUp, 11.0);
    QCOMPARE(output.quotes[1].limitDown, 9.0);
    QVERIFY(output.quotes[1].phase == market::QuotePhase::Continuous);
    QCOMPARE(output.trades.back().volume, 100.0); // a lot
  }

  void aFileThatIsTooLargeIsNotRead()
  {
    tests::DataProfile profile;
    const OsFileSystem files;
    const std::string text = tick(kOpen, 10.1, 2);
    const auto path = profile.write("ticks.jsonl", text);
    QVERIFY(loadQuoteFile(files, path, "ticks", text.size()));
    const auto padded = profile.write("padded.jsonl", std::string(2'000'001, ' '));
    const auto refused = loadQuoteFile(files, padded, "ticks", 2'000'000);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("quote.file_too_large"));
    QCOMPARE(refused.error().field("limit"), std::string_view("2"));
  }
};

QTEST_APPLESS_MAIN(TstQuoteFile)
#include "tst_quote_file.moc"
