// SPDX-License-Identifier: Apache-2.0
#include "core/trading/bar_replay.h"

#include <algorithm>
#include <set>

namespace zvt::trading {

namespace {

/// A feed and what of it was played.
struct Track {
  ReplayFeed feed;
  std::size_t next = 0; ///< row
  std::optional<TradingDay> day; ///< of the newest row played
  std::optional<Price> close; ///< of that row
  std::optional<Price> reference; ///< base of the price limits of that day
};

}

struct BarReplay::State {
  std::vector<Track> tracks;
  std::shared_ptr<const TradingRules> rules;
  std::shared_ptr<const market::Calendar> calendar;
  OrderService& service;
  PaperBroker& broker;
  Executor& executor;
  std::vector<std::int64_t> timeline;
  std::size_t position = 0;
  std::optional<TradingDay> today;
  std::optional<TradingDay> yesterday;

  [[nodiscard]] TradingDay dayOf(const Track& track, std::int64_t key) const
  {
    if (market::isDayKeyed(track.feed.bars->level) || !calendar)
      return {static_cast<std::int32_t>(market::isDayKeyed(track.feed.bars->level) ? key : key / 86'400'000'000LL)};
    return calendar->dayOf(Timestamp{key});
  }

  /// The previous close, through the corporate actions since, on the tick.
  Result<void> beginDay(Track& track, TradingDay day) const
  {
    if (track.day == day)
      return {};
    track.reference = track.close;
    if (track.close) {
      double reference = track.close->toDouble();
      for (const market::CorporateAction& action : track.feed.actions)
        if (action.exDay > *track.day && action.exDay <= day && action.movesPrice())
          reference = action.referencePrice(reference);
      ZVT_TRY(Price exact, Price::fromDouble(reference));
      ZVT_TRY(const auto tick, rules->tickAt(track.feed.bars->entityId, day, exact));
      if (tick) {
        ZVT_TRY(exact, exact.roundTo(*tick, Rounding::HalfUp));
      }
      track.reference = exact;
    }
    track.day = day;
    return {};
  }

  /// What the account receives when @p day begins.
  [[nodiscard]] std::vector<CorporateActionApplied> actionsOf(TradingDay day) const
  {
    std::vector<CorporateActionApplied> due;
    for (const Track& track : tracks)
      for (market::CorporateAction action : track.feed.actions)
        if (action.exDay == day || (today && action.exDay > *today && action.exDay < day)) {
          action.exDay = day;
          due.push_back({track.feed.bars->entityId, action});
        }
    return due;
  }

  Result<ReplayPoint> playDayChange(std::int64_t key)
  {
    const auto playing = std::ranges::find_if(tracks, [key](const Track& track) {
      return track.next < track.feed.bars->size() && track.feed.bars->key[track.next] == key;
    });
    const TradingDay day = dayOf(*playing, key);
    if (today != day) {
      if (today && !market::isDayKeyed(playing->feed.bars->level))
        ZVT_TRY_VOID(broker.endDay(*today));
      yesterday = today;
      service.startDay(day, actionsOf(day));
      ZVT_TRY_VOID(broker.onExDate(day, actionsOf(day)));
      today = day;
    }
    return ReplayPoint{key, day, position + 1 == timeline.size()};
  }

  Result<void> playBars(const ReplayPoint& point)
  {
    std::vector<std::pair<std::string, Price>> closes;
    bool dayKeyed = false;
    for (Track& track : tracks) {
      const market::BarSeries& bars = *track.feed.bars;
      if (track.next == bars.size() || bars.key[track.next] != point.key)
        continue;
      ZVT_TRY_VOID(beginDay(track, point.day));
      const market::Bar bar = bars.at(track.next++);
      ZVT_TRY(track.close, Price::fromDouble(bar.close));
      ZVT_TRY_VOID(broker.onBar(bars.entityId, {bar, point.day, track.reference}));
      closes.emplace_back(bars.entityId, *track.close);
      dayKeyed = market::isDayKeyed(bars.level);
    }
    // An order made after a day's bar is good for the next day: it expires when that day's bar has gone by.
    if (dayKeyed && yesterday)
      ZVT_TRY_VOID(broker.endDay(*yesterday));
    service.mark(std::move(closes));
    ++position;
    return {};
  }

  void skip(std::int64_t key)
  {
    for (Track& track : tracks)
      while (track.next < track.feed.bars->size() && track.feed.bars->key[track.next] < key) {
        track.day = dayOf(track, track.feed.bars->key[track.next]);
        if (const auto close = Price::fromDouble(track.feed.bars->close[track.next]))
          track.close = *close;
        ++track.next;
      }
    while (position < timeline.size() && timeline[position] < key)
      ++position;
  }
};

BarReplay::BarReplay(std::vector<ReplayFeed> feeds, std::shared_ptr<const TradingRules> rules,
    std::shared_ptr<const market::Calendar> calendar, OrderService& service, PaperBroker& broker, Executor& executor)
    : m_state(new State{{}, std::move(rules), std::move(calendar), service, broker, executor, {}, 0, {}, {}})
{
  std::set<std::int64_t> keys;
  for (ReplayFeed& feed : feeds) {
    keys.insert(feed.bars->key.begin(), feed.bars->key.end());
    m_state->tracks.push_back({std::move(feed), 0, {}, {}, {}});
  }
  m_state->timeline.assign(keys.begin(), keys.end());
}

void BarReplay::skipTo(std::int64_t key)
{
  m_state->executor.post([state = m_state, key] { state->skip(key); });
}

void BarReplay::step(std::function<void(Result<ReplayPoint>)> done)
{
  const auto tell = [done = std::move(done)](Result<ReplayPoint> result) {
    if (done)
      done(std::move(result));
  };
  m_state->executor.post([state = m_state, tell] {
    if (state->position >= state->timeline.size())
      return tell(fail("trading.replay_over"));
    const auto point = state->playDayChange(state->timeline[state->position]);
    if (!point)
      return tell(std::unexpected(point.error()));
    // The service begins its day in a step of its own, which comes first.
    state->executor.post([state, tell, point = *point] {
      const auto played = state->playBars(point);
      tell(played ? Result<ReplayPoint>(point) : std::unexpected(played.error()));
    });
  });
}

}
