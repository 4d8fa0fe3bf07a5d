// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_quotes.h"

#include "core/data/market_data.h"
#include "core/storage/profile.h"

#include <cmath>
#include <mutex>

namespace zvt::trading {

namespace {

constexpr double kUsualTick = 0.01;

/// A security that did not trade on a day of trading: its last price is the base, and nothing else is known.
class HaltedTape final : public data::QuoteTape {
public:
  using QuoteTape::QuoteTape;
  [[nodiscard]] Timestamp next() const override
  {
    return m_at == 0 && !m_frame.session.spans.empty() ? m_frame.session.spans.front().begin : Timestamp::max();
  }
  void play(Timestamp to, data::TapeOutput& output) override
  {
    if (next() > to)
      return;
    market::Quote quote = m_frame.quoteAt(next());
    quote.phase = market::QuotePhase::Halted;
    output.quotes.push_back(std::move(quote));
    m_at = 1;
  }
};

}

Result<data::TapeFrame> paperFrame(const PaperMarket& market, data::MarketData& marketData, const TradingRules& rules,
    const market::EntityTable& entities, const std::string& entityId, TradingDay day)
{
  ZVT_TRY(const auto calendar, marketData.calendarOf(entityId));
  data::TapeFrame frame;
  frame.entityId = entityId;
  frame.session = market::DaySession::of(*calendar, day);
  if (const auto index = entities.find(entityId))
    frame.synthetic = entities.at(*index).synthetic;
  ZVT_TRY(const auto reference, market.reference(entityId, day - 1, day));
  if (!reference)
    return frame;
  frame.session.previousClose = reference->toDouble();
  // What no rule is known for has no limits here; the ticket's checks say why.
  if (const auto limits = rules.limitPrices(entityId, day, *reference); limits && *limits) {
    frame.limitUp = (*limits)->up.toDouble();
    frame.limitDown = (*limits)->down.toDouble();
  }
  return frame;
}

namespace {

/// What plays: a file, else the session's day. Shared by whoever sets it and whoever loads.
class Stage {
public:
  struct Present {
    std::shared_ptr<const data::QuoteFile> file;
    std::optional<TradingDay> day; ///< of the session
    std::optional<ReplayMoment> moment; ///< goes before both
  };
  [[nodiscard]] Present present() const
  {
    const std::lock_guard lock(m_mutex);
    return m_present;
  }
  /// Calls change(present) and then, still alone, tell(present), so that what is told last is what stands here.
  template <class Change, class Tell> void set(Change change, Tell tell)
  {
    const std::lock_guard lock(m_mutex);
    if (change(m_present))
      tell(m_present);
  }

private:
  mutable std::mutex m_mutex;
  Present m_present;
};

Result<std::unique_ptr<data::QuoteTape>> fileTape(
    const data::QuoteFile& file, const TradingRules& rules, const std::string& entityId)
{
  const auto found = file.snapshots.find(entityId);
  if (found == file.snapshots.end())
    return std::unique_ptr<data::QuoteTape>();
  ZVT_TRY(const auto id, market::EntityId::parse(entityId));
  ZVT_TRY(const auto calendar, market::Calendar::of(id));
  data::TapeFrame frame;
  frame.entityId = entityId;
  frame.session = market::DaySession::of(*calendar, file.day);
  if (const auto base = Price::fromDouble(found->second.front().previousClose))
    if (const auto limits = rules.limitPrices(entityId, file.day, *base); limits && *limits) {
      frame.limitUp = (*limits)->up.toDouble();
      frame.limitDown = (*limits)->down.toDouble();
    }
  return data::tapeOf(file, std::move(frame));
}

}

struct PaperQuotes::Follower {
  std::unique_ptr<data::QuoteReplay> replay;
  std::shared_ptr<const market::Calendar> calendar;
  std::shared_ptr<Stage> stage = std::make_shared<Stage>();

  void follow(const ReplayState& state)
  {
    if (!state.day || state.running || !calendar)
      return;
    stage->set(
        [&](Stage::Present& present) {
          const bool isNews = present.day != state.day;
          present.day = state.day;
          return isNews && !present.file && !present.moment;
        },
        [this](const Stage::Present& present) { play(present); });
  }

  void setFile(std::shared_ptr<const data::QuoteFile> file)
  {
    stage->set(
        [&](Stage::Present& present) {
          present.file = std::move(file);
          return !present.moment;
        },
        [this](const Stage::Present& present) { play(present); });
  }

  void setMoment(const std::optional<ReplayMoment>& moment)
  {
    stage->set(
        [&](Stage::Present& present) {
          present.moment = moment;
          return true;
        },
        [this](const Stage::Present& present) { play(present); });
  }

private:
  void play(const Stage::Present& present)
  {
    if (present.moment)
      replay->hold(market::DaySession::of(*present.moment->calendar, present.moment->day), present.moment->at, kReplay);
    else if (present.file)
      replay->setDay(hoursOf(*present.file), kFile);
    else if (present.day && calendar)
      replay->setDay(market::DaySession::of(*calendar, *present.day), kPaperDay);
    else
      replay->setDay({}, kPaperDay); // no day was played yet
  }

  [[nodiscard]] market::DaySession hoursOf(const data::QuoteFile& recorded) const
  {
    const auto id = market::EntityId::parse(recorded.snapshots.begin()->first);
    const auto own = id ? market::Calendar::of(*id) : Result<std::shared_ptr<const market::Calendar>>(calendar);
    const auto& hours = own ? *own : calendar;
    return hours ? market::DaySession::of(*hours, recorded.day) : market::DaySession{};
  }
};

namespace {

data::QuoteReplay::Loader loaderOf(storage::Profile& profile, data::MarketData& marketData,
    std::shared_ptr<const TradingRules> rules, std::shared_ptr<const Stage> stage)
{
  return [&profile, &marketData, rules = std::move(rules), stage = std::move(stage)](
             const data::WantedQuotes& wanted, TradingDay day) -> Result<std::unique_ptr<data::QuoteTape>> {
    const auto [recorded, sessionDay, moment] = stage->present();
    // The replay may still stand at the day that played before; the new one is on its way and loads again.
    if (recorded && !moment)
      return day == recorded->day ? fileTape(*recorded, *rules, wanted.entityId) : std::unique_ptr<data::QuoteTape>();
    if ((moment ? moment->day : sessionDay) != day)
      return std::unique_ptr<data::QuoteTape>();
    const PaperMarket market(profile, marketData, rules);
    const auto entities = profile.entities().snapshot();
    if (!entities->find(wanted.entityId))
      return std::unique_ptr<data::QuoteTape>();
    ZVT_TRY(auto frame, paperFrame(market, marketData, *rules, *entities, wanted.entityId, day));
    double tick = kUsualTick;
    if (const auto price = Price::fromDouble(frame.session.previousClose))
      if (const auto step = rules->tickAt(wanted.entityId, day, *price); step && *step)
        tick = (*step)->toDouble();
    const data::QuoteTapeSource source(profile, marketData);
    ZVT_TRY(auto tape, source.tape(frame, wanted.detail, tick));
    if (!tape && !std::isnan(frame.session.previousClose))
      tape = std::make_unique<HaltedTape>(std::move(frame));
    return tape;
  };
}

}

PaperQuotes::PaperQuotes(PaperSession& session, storage::Profile& profile, data::MarketData& marketData,
    data::QuoteHub& hub, const Clock& clock, Executor& executor)
    : m_follower(std::make_shared<Follower>())
{
  m_follower->replay = std::make_unique<data::QuoteReplay>(
      hub, kPaperDay, loaderOf(profile, marketData, session.rules(), m_follower->stage), clock, executor);
  if (auto calendar = market::Calendar::load("cn"))
    m_follower->calendar = std::move(*calendar);
  m_sessionObservation =
      session.observe([follower = m_follower](const ReplayState& state) { follower->follow(state); });
  m_follower->follow(session.state());
  m_dataObservation = marketData.observe(
      [follower = m_follower](const data::MarketChange& change) { follower->replay->reload(change.entityId); });
}

PaperQuotes::~PaperQuotes()
{
  m_dataObservation.reset();
  m_sessionObservation.reset();
}

data::QuoteReplay& PaperQuotes::replay()
{
  return *m_follower->replay;
}

void PaperQuotes::setMoment(const std::optional<ReplayMoment>& moment)
{
  m_follower->setMoment(moment);
}

void PaperQuotes::setFile(std::shared_ptr<const data::QuoteFile> file)
{
  if (file && file->snapshots.empty())
    return;
  m_follower->setFile(std::move(file));
}

std::shared_ptr<const data::QuoteFile> PaperQuotes::file() const
{
  return m_follower->stage->present().file;
}

}
