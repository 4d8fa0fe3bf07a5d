// SPDX-License-Identifier: Apache-2.0
// The stored days of now and of a past day, and who is answered when several ask at once. Figures are worked by hand
// from the bars below.
#include "core/data/daily_snapshots.h"

#include "core/base/task.h"
#include "core/market/rule_book.h"
#include "tests/core/data/data_profile.h"

#include <thread>

using namespace zvt;
using namespace zvt::data;
using zvt::tests::DataProfile;
using zvt::tests::reason;

namespace {

struct DayBar {
  const char* day;
  double close;
  double volume;
};

TradingDay dayOf(const char* iso)
{
  return *TradingDay::parse(iso);
}

/// Does something when it is asked for its token the n-th time: once before the days are read, then for each security.
class MeddlingControl final : public TaskControl {
public:
  MeddlingControl(int at, std::function<void(const CancelToken&)> meddle)
      : m_at(at)
      , m_meddle(std::move(meddle))
  {
  }
  void progress(double, std::string_view) override { }
  void log(std::string_view) override { }
  [[nodiscard]] const CancelToken& cancelToken() const override
  {
    if (++m_asked == m_at)
      m_meddle(m_token);
    return m_token;
  }

private:
  int m_at;
  mutable int m_asked = 0;
  std::function<void(const CancelToken&)> m_meddle;
  CancelToken m_token;
};

struct Desk {
  Desk()
      : days(profile.data(), profile.profile(), *market::RuleBook::load())
  {
  }

  void import(const char* entity, std::initializer_list<DayBar> bars)
  {
    std::string text = "date,open,high,low,close,volume,turnover\n";
    for (const DayBar& bar : bars) {
      const std::string price = std::to_string(bar.close);
      text += std::string(bar.day) + ',' + price + ',' + price + ',' + price + ',' + price + ','
          + std::to_string(bar.volume) + ',' + std::to_string(bar.close * bar.volume) + '\n';
    }
    const auto report = profile.import(profile.write(std::string(entity) + ".csv", text), entity);
    if (!report || report->refused())
      qFatal("import: %s", reason(report).c_str());
  }

  void floatShares(const char* entity, std::initializer_list<std::pair<const char*, double>> changes)
  {
    storage::RecordWrite write{
        "share_structure", {{"entity_id", "provider", "change_date", "timestamp", "float_shares"}, {}}};
    for (const auto& [day, shares] : changes)
      write.table.rows.push_back({std::string(entity), std::string("em"), std::string(day), std::string(day), shares});
    const auto written = profile.profile().records().upsert(std::move(write));
    if (!written)
      qFatal("records: %s", written.error().code.c_str());
  }

  /// What is answered at once.
  DailySnapshotsPtr at(std::optional<TradingDay> asOf)
  {
    DailySnapshotsPtr answer;
    days.get(asOf, std::make_shared<SilentTaskControl>(), [&](const Result<DailySnapshotsPtr>& found) {
      if (!found)
        qFatal("days: %s", found.error().code.c_str());
      answer = *found;
    });
    return answer;
  }

  DataProfile profile;
  DailySnapshots days;
};

}

class TstDailySnapshots : public QObject {
  Q_OBJECT

private Q_SLOTS:
  // Volumes 100 … 700 of seven days: before the seventh the five days 200 … 600 make 400 a day, with it 300 … 700 make
  // 500; as of the sixth 100 … 500 make 300 and 200 … 600 make 400. Main board, 10 %: 10 → 11 → 12.1 are two limits.
  void aPastDayKnowsNothingOfLaterOnes()
  {
    Desk desk;
    desk.import("stock_sz_000001",
        {{"2024-01-02", 10, 100}, {"2024-01-03", 10, 200}, {"2024-01-04", 10, 300}, {"2024-01-05", 10, 400},
            {"2024-01-08", 11, 500}, {"2024-01-09", 12.1, 600}, {"2024-01-10", 12, 700}});
    desk.import("stock_sh_600000", {{"2024-01-10", 8, 50}}); // listed on the last day
    const DailySnapshotsPtr now = desk.at({});
    QCOMPARE(now->size(), std::size_t{2});
    QCOMPARE((*now)[1].close, 12.0);
    QCOMPARE((*now)[1].averageVolume, 400.0);
    QCOMPARE((*now)[1].averageVolumeNext, 500.0);
    QCOMPARE((*now)[1].streak, 0);

    const DailySnapshotsPtr then = desk.at(dayOf("2024-01-09"));
    QCOMPARE(then->size(), std::size_t{1});
    const DailySnapshot& day = then->front();
    QCOMPARE(day.day, dayOf("2024-01-09"));
    QCOMPARE(day.close, 12.1);
    QCOMPARE(day.reference, 11.0);
    QCOMPARE(day.averageVolume, 300.0);
    QCOMPARE(day.averageVolumeNext, 400.0);
    QCOMPARE(day.streak, 2);
    QCOMPARE(day.streakBefore, 1);
    QCOMPARE(day.closes.size(), std::size_t{6});
    QVERIFY(desk.at(dayOf("2023-12-29"))->empty());
  }

  // Suspended from March to September: in June the newest day is March's.
  void whoWasSuspendedThenIsFound()
  {
    Desk desk;
    desk.import("stock_sz_000001", {{"2024-03-01", 10, 100}, {"2024-03-04", 10.2, 100}, {"2024-09-02", 9, 100}});
    desk.import("stock_sh_600000", {{"2024-06-03", 8, 50}, {"2024-06-04", 8.1, 50}, {"2024-09-02", 8.2, 50}});
    const DailySnapshotsPtr then = desk.at(dayOf("2024-06-04"));
    QCOMPARE(then->size(), std::size_t{2});
    QCOMPARE((*then)[0].close, 8.1);
    QCOMPARE((*then)[1].day, dayOf("2024-03-04"));
    QCOMPARE((*then)[1].close, 10.2);
  }

  // 1,000 shares traded of 20,000 that float: 5 %; of 50,000: 2 %.
  void sharesThatFloatAreThoseOfTheDay()
  {
    Desk desk;
    desk.import("stock_sz_000001", {{"2024-01-02", 10, 1000}, {"2024-01-03", 10.1, 1000}});
    desk.floatShares("stock_sz_000001", {{"2023-06-01", 20'000}, {"2024-01-03", 50'000}, {"2024-02-01", 90'000}});
    QCOMPARE(desk.at({})->front().floatShares, 50'000.0);
    QCOMPARE(desk.at({})->front().turnoverRate, 0.02);
    QCOMPARE(desk.at(dayOf("2024-01-02"))->front().floatShares, 20'000.0);
    QCOMPARE(desk.at(dayOf("2024-01-02"))->front().turnoverRate, 0.05);
  }

  void daysThatEndBeforeAreTheNewest()
  {
    Desk desk;
    desk.import("stock_sz_000001", {{"2024-01-02", 10, 100}, {"2024-01-03", 10.1, 100}});
    const DailySnapshotsPtr now = desk.at({});
    QCOMPARE(desk.at(dayOf("2024-01-03")), now);
    QCOMPARE(desk.at(dayOf("2024-06-03")), now);
    QCOMPARE(desk.days.loads(), std::uint64_t{1});
    QVERIFY(desk.at(dayOf("2024-01-02")) != now);
    QCOMPARE(desk.at({}), now); // both are kept
    QCOMPARE(desk.days.loads(), std::uint64_t{2});
  }

  void whoAsksMeanwhileDoesNotWaitAndGetsTheSame()
  {
    Desk desk;
    desk.import("stock_sz_000001", {{"2024-01-02", 10, 100}});
    std::vector<DailySnapshotsPtr> answers;
    const auto take = [&](const Result<DailySnapshotsPtr>& days) { answers.push_back(days.value_or(nullptr)); };
    bool returned = false;
    const auto first = std::make_shared<MeddlingControl>(2, [&](const CancelToken&) {
      desk.days.get({}, std::make_shared<SilentTaskControl>(), take);
      returned = answers.empty(); // it came back, and nobody has been answered yet
    });
    desk.days.get({}, first, take);
    QVERIFY(returned);
    QCOMPARE(answers.size(), std::size_t{2});
    QVERIFY(answers[0] && answers[0] == answers[1]);
    QCOMPARE(desk.days.loads(), std::uint64_t{1});
  }

  void aCancelledAskerSpoilsNobodyElsesAnswer()
  {
    Desk desk;
    desk.import("stock_sz_000001", {{"2024-01-02", 10, 100}});
    DailySnapshotsPtr other;
    const auto first = std::make_shared<MeddlingControl>(2, [&](const CancelToken& token) {
      desk.days.get({}, std::make_shared<SilentTaskControl>(),
          [&](const Result<DailySnapshotsPtr>& days) { other = days.value_or(nullptr); });
      token.cancel();
    });
    std::string error;
    desk.days.get({}, first, [&](const Result<DailySnapshotsPtr>& days) { error = days ? "" : days.error().code; });
    QCOMPARE(error, std::string("task.cancelled"));
    QVERIFY(other && other->size() == 1);
    QCOMPARE(desk.days.loads(), std::uint64_t{2});
  }

  /// Bars came while another was computing: whoever asks after that wants to see them.
  void whoAsksAfterAChangeGetsWhatCameWithIt()
  {
    Desk desk;
    desk.import("stock_sz_000001", {{"2024-01-02", 10, 100}});
    std::size_t before = 0, after = 0;
    const auto first = std::make_shared<MeddlingControl>(2, [&](const CancelToken&) {
      desk.import("stock_sh_600000", {{"2024-01-02", 8, 50}});
      desk.days.get({}, std::make_shared<SilentTaskControl>(),
          [&](const Result<DailySnapshotsPtr>& days) { after = days ? (*days)->size() : 0; });
    });
    desk.days.get({}, first, [&](const Result<DailySnapshotsPtr>& days) { before = days ? (*days)->size() : 0; });
    QCOMPARE(before, std::size_t{1});
    QCOMPARE(after, std::size_t{2});
  }

  void manyThreadsAreAllAnswered()
  {
    Desk desk;
    desk.import("stock_sz_000001", {{"2024-01-02", 10, 100}, {"2024-01-03", 10.1, 100}});
    std::atomic<int> answered = 0;
    {
      std::vector<std::jthread> askers;
      for (int i = 0; i < 8; ++i)
        askers.emplace_back([&desk, &answered, i] {
          for (int round = 0; round < 25; ++round)
            desk.days.get(i % 2 ? std::optional(dayOf("2024-01-02")) : std::nullopt,
                std::make_shared<SilentTaskControl>(),
                [&](const Result<DailySnapshotsPtr>& days) { answered += days && (*days)->size() == 1 ? 1 : 0; });
        });
    }
    QCOMPARE(answered.load(), 200);
    QCOMPARE(desk.days.loads(), std::uint64_t{2});
  }
};

QTEST_GUILESS_MAIN(TstDailySnapshots)
#include "tst_daily_snapshots.moc"
