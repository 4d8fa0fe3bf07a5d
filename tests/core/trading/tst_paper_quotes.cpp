// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/paper_quotes.h"
#include "core/trading/paper_session.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

constexpr const char* kHalted = "stock_sh_600036";

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

void done(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

}

/// A main-board share of December 2024; the other one has no bar on the last day.
///
///   Thu 12-05  10.00
///   Fri 12-06  ex 0.50 a share: 9.80 10.30 9.60 10.20
class TstPaperQuotes : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    settle();
  }
  void cleanup()
  {
    m_desk->quotes.reset();
    settle();
    m_desk.reset();
  }

  /// The base is the close through the dividend: 10.00 − 0.50 = 9.50; limits ±10 %: 10.45 and 8.55.
  void theDayOfTheSessionWithItsBaseAndLimits()
  {
    advance();
    const auto quote = m_desk->hub.quote(kMain);
    QVERIFY(quote);
    QCOMPARE(quote->previousClose, 9.5);
    QCOMPARE(quote->limitUp, 10.45);
    QCOMPARE(quote->limitDown, 8.55);
    QCOMPARE(quote->last, 10.2);
    QCOMPARE(quote->high, 10.3);
    QVERIFY(quote->grain == market::QuoteGrain::Day);
    QCOMPARE(m_desk->hub.session(kMain)->day, day("2024-12-06"));
    QCOMPARE(m_desk->hub.source().name, std::string(PaperQuotes::kPaperDay));
    QCOMPARE(m_desk->quotes->replay().state().day, m_desk->session->state().day);
  }

  /// The session stands at the day before the newest bar; its quotes know nothing of that bar.
  void nothingOfADayThatWasNotPlayed()
  {
    QCOMPARE(m_desk->session->state().day, std::optional(day("2024-12-05")));
    QCOMPARE(m_desk->hub.quote(kMain)->last, 10.0);
    QCOMPARE(m_desk->hub.session(kMain)->day, day("2024-12-05"));
    advance();
    QCOMPARE(m_desk->hub.quote(kMain)->last, 10.2);
  }

  void aSecurityWithoutABarIsHalted()
  {
    advance();
    const auto quote = m_desk->hub.quote(kHalted);
    QVERIFY(quote);
    QVERIFY(quote->isHalted());
    QVERIFY(std::isnan(quote->last));
    QCOMPARE(quote->previousClose, 30.0);
  }

  void strangersHaveNoQuote() { QVERIFY(!m_desk->hub.quote("stock_sh_600519")); }

  void newBarsComeByThemselves()
  {
    advance();
    market::BarSeries bars = series(kHalted);
    bars.append({day("2024-12-06").days, 30, 31, 30, 31, 1e6, 3e7});
    done(m_desk->profile->bars().write(bars, storage::WriteMode::Merge));
    m_desk->data->notifyChanged(kHalted, market::BarLevel::Day1);
    settle();
    QVERIFY(!m_desk->hub.quote(kHalted)->isHalted());
    QCOMPARE(m_desk->hub.quote(kHalted)->last, 31.0);
  }

  /// A recorded file: its own day, limits of ±10 % about its own base 1474.92, and nothing of anybody else.
  void aFileInItsPlace()
  {
    ZVT_FIXTURE(path, "providers/qmt/full_tick_600519_20260204_partial.json");
    advance();
    auto file = std::make_shared<const data::QuoteFile>(require(data::readQuoteFile(tests::readFile(path), "ticks")));
    m_desk->quotes->setFile(file);
    settle();
    const auto quote = m_desk->hub.quote("stock_sh_600519");
    QVERIFY(quote);
    QCOMPARE(quote->last, 1525.0);
    QCOMPARE(quote->limitUp, 1622.41); // 1474.92 × 1.1 = 1622.412
    QCOMPARE(quote->limitDown, 1327.43);
    QVERIFY(quote->phase == market::QuotePhase::Closed); // 15:00:02
    QCOMPARE(m_desk->hub.session("stock_sh_600519")->day, day("2026-02-04"));
    QCOMPARE(m_desk->hub.source().name, std::string(PaperQuotes::kFile));
    QVERIFY(!m_desk->hub.quote(kMain)); // the paper day's price would be of another day
    QCOMPARE(m_desk->quotes->file(), file);

    m_desk->quotes->setFile(nullptr);
    settle();
    QCOMPARE(m_desk->hub.quote(kMain)->last, 10.2);
    QVERIFY(!m_desk->hub.quote("stock_sh_600519"));
    QCOMPARE(m_desk->hub.source().name, std::string(PaperQuotes::kPaperDay));
  }

  /// The account may go on while a file plays; its day is there again afterwards.
  void theSessionMovesOnUnderAFile()
  {
    ZVT_FIXTURE(path, "providers/qmt/full_tick_600519_20260204_partial.json");
    m_desk->quotes->setFile(
        std::make_shared<const data::QuoteFile>(require(data::readQuoteFile(tests::readFile(path), "ticks"))));
    settle();
    advance();
    QCOMPARE(m_desk->hub.session("stock_sh_600519")->day, day("2026-02-04"));
    QVERIFY(!m_desk->hub.quote(kMain));
    m_desk->quotes->setFile(nullptr);
    settle();
    QCOMPARE(m_desk->hub.session(kMain)->day, day("2024-12-06"));
  }

  /// A replay's moment: the quotes of its day up to then, forward and back, whatever day the session stands at.
  void aReplaysMomentInTheirPlace()
  {
    advance();
    const auto calendar = require(market::Calendar::load("cn"));
    const auto at = [&](int hour, int minute) {
      return calendar->zone().toUtc(LocalTime::of(day("2024-12-05"), Duration::minutes(hour * 60 + minute)));
    };
    market::BarSeries minutes = series(kMain);
    minutes.level = market::BarLevel::Min1;
    minutes.append({at(10, 0).micros, 10, 10.1, 10, 10.05, 1e4, 1e5});
    minutes.append({at(10, 1).micros, 10, 10, 9.9, 9.95, 1e4, 1e5});
    done(m_desk->profile->bars().write(minutes, storage::WriteMode::Merge));
    m_desk->data->notifyChanged(kMain, market::BarLevel::Min1);
    const auto go = [&](int hour, int minute) {
      m_desk->quotes->setMoment(ReplayMoment{at(hour, minute), day("2024-12-05"), calendar});
      settle();
    };
    go(10, 0);
    QCOMPARE(m_desk->hub.source().name, std::string(PaperQuotes::kReplay));
    QCOMPARE(m_desk->hub.session(kMain)->day, day("2024-12-05"));
    QCOMPARE(m_desk->hub.quote(kMain)->last, 10.05);
    QCOMPARE(m_desk->hub.quote(kMain)->low, 10.0);
    QVERIFY(m_desk->quotes->replay().state().held);
    QVERIFY(m_desk->hub.source().now(m_desk->clock.elapsed()) == at(10, 0));
    // Nobody plays or seeks past the moment.
    m_desk->quotes->replay().play();
    m_desk->quotes->replay().seek(at(15, 0));
    m_desk->executor.advance(Duration::hours(1));
    QCOMPARE(m_desk->hub.quote(kMain)->last, 10.05);
    go(10, 1);
    QCOMPARE(m_desk->hub.quote(kMain)->last, 9.95);
    QCOMPARE(m_desk->hub.quote(kMain)->volume, 2e4);
    go(10, 0); // back: what came later is gone
    QCOMPARE(m_desk->hub.quote(kMain)->last, 10.05);
    QCOMPARE(m_desk->hub.quote(kMain)->low, 10.0);
    QCOMPARE(m_desk->hub.quote(kMain)->volume, 1e4);
    go(9, 15);
    QVERIFY(std::isnan(m_desk->hub.quote(kMain)->last));
    // Of several moments on their way the newest counts.
    m_desk->quotes->setMoment(ReplayMoment{at(10, 0), day("2024-12-05"), calendar});
    m_desk->quotes->setMoment(ReplayMoment{at(10, 1), day("2024-12-05"), calendar});
    settle();
    QCOMPARE(m_desk->hub.quote(kMain)->last, 9.95);
    m_desk->quotes->setMoment({});
    settle();
    QCOMPARE(m_desk->hub.session(kMain)->day, day("2024-12-06"));
    QCOMPARE(m_desk->hub.quote(kMain)->last, 10.2);
    QCOMPARE(m_desk->hub.source().name, std::string(PaperQuotes::kPaperDay));
    QVERIFY(!m_desk->quotes->replay().state().held);
  }

private:
  struct Desk {
    tests::TemporaryFolder folder;
    testing::MockClock clock;
    OsFileSystem files;
    NullLogger logger;
    testing::ManualExecutor executor{clock};
    std::unique_ptr<storage::Profile> profile;
    std::unique_ptr<data::MarketData> data;
    std::unique_ptr<PaperSession> session;
    data::QuoteHub hub;
    std::shared_ptr<void> subscription;
    std::unique_ptr<PaperQuotes> quotes;

    Desk()
    {
      profile = require(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
      data = std::make_unique<data::MarketData>(*profile);
      store();
      PaperSessionOptions options;
      options.rules = require(market::RuleBook::load());
      options.account.name = "paper";
      options.account.initialCash = money("100000");
      options.firstDay = day("2024-12-05");
      session = require(PaperSession::open(std::move(options), *profile, *data, clock, executor));
      subscription = hub.subscribe({kMain, kHalted, "stock_sh_600519"});
      quotes = std::make_unique<PaperQuotes>(*session, *profile, *data, hub, clock, executor);
    }

    void store()
    {
      std::vector<market::Entity> all(2);
      all[0].id = require(market::EntityId::parse(kMain));
      all[1].id = require(market::EntityId::parse(kHalted));
      for (market::Entity& entity : all)
        entity.currency = "CNY";
      done(profile->entities().upsert(all));
      market::BarSeries bars = series(kMain);
      bars.append({day("2024-12-04").days, 10, 10, 10, 10, 1e6, 1e7});
      bars.append({day("2024-12-05").days, 10, 10, 10, 10, 1e6, 1e7});
      bars.append({day("2024-12-06").days, 9.8, 10.3, 9.6, 10.2, 1e6, 1e7});
      done(profile->bars().write(bars, storage::WriteMode::Merge));
      market::BarSeries halted = series(kHalted);
      halted.append({day("2024-12-05").days, 30, 30, 30, 30, 1e6, 3e7});
      done(profile->bars().write(halted, storage::WriteMode::Merge));
      market::CorporateAction action;
      action.exDay = day("2024-12-06");
      action.cash = 0.5;
      done(profile->actions().write({{kMain, "test", {action}}}));
    }
  };

  static market::BarSeries series(const std::string& entity)
  {
    market::BarSeries bars;
    bars.entityId = entity;
    bars.provider = "test";
    return bars;
  }
  void settle() { m_desk->executor.runReady(); }
  /// Plays the session's next day.
  void advance()
  {
    m_desk->session->advance(1, [](const Result<ReplayState>& state) { QVERIFY(state); });
    settle();
  }

  std::unique_ptr<Desk> m_desk;
};

QTEST_APPLESS_MAIN(TstPaperQuotes)
#include "tst_paper_quotes.moc"
