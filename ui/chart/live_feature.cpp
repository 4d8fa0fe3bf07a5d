// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/live_feature.h"

#include "core/data/market_data.h"
#include "core/data/trading_days.h"
#include "core/factor/formula_library.h"
#include "core/storage/profile.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/quote_feed.h"
#include "ui/chart/chart_panel.h"
#include "ui/replay/replay_feed.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"

#include <cmath>
#include <utility>
#include <vector>

namespace zvt::ui {

namespace {

/// A longer model is copied on a worker's thread.
constexpr std::size_t kLong = 50'000;
constexpr int kShapeMs = 1000; ///< between two makings of bars by price

/// The bars that tell how the newest one came about: of a week or month its days, else the series itself.
market::BarSeriesPtr finestOf(data::MarketData& data, storage::Profile& profile, const market::BarSeriesPtr& bars,
    std::optional<TradingDay> through)
{
  if (bars->level <= market::BarLevel::Day1)
    return bars;
  data::BarRequest request;
  request.entityId = bars->entityId;
  request.adjust = bars->adjust;
  request.provider = bars->provider.empty() ? std::nullopt : std::optional(bars->provider);
  const auto days = data::barsThrough(data, profile, request, through);
  const bool isSame = days && !(*days)->empty() && (*days)->key.back() == bars->key.back();
  return isSame ? *days : bars;
}

TradingDay dayOf(const market::Calendar& calendar, Timestamp time)
{
  return calendar.dayOf(time - Duration::microseconds(1));
}

TradingDay dayOf(const market::Calendar& calendar, const market::BarSeries& bars, std::size_t bar)
{
  return market::isDayKeyed(bars.level) ? bars.dayAt(bar) : dayOf(calendar, bars.endAt(bar));
}

/// See LiveBar::start().
std::vector<market::Bar> partsOf(
    const market::BarSeries& bars, const market::BarSeries& finest, const market::Calendar& calendar)
{
  std::vector<market::Bar> parts;
  if (bars.level == market::BarLevel::Day1 || (bars.level > market::BarLevel::Day1 && &finest == &bars))
    return parts;
  const TradingDay newest = dayOf(calendar, finest, finest.size() - 1);
  const TradingDay first = data::periodOf(bars.level, newest).first;
  std::size_t begin = finest.size();
  while (begin > 0 && dayOf(calendar, finest, begin - 1) >= first)
    --begin;
  for (std::size_t i = begin; i < finest.size(); ++i)
    parts.push_back(finest.at(i));
  return parts;
}

/// Whether the day after the newest stored one is @p day: then the close before it is known.
bool follows(const market::Calendar& calendar, const std::optional<TradingDay>& newest, TradingDay day)
{
  if (!newest)
    return false;
  const auto next = calendar.next(*newest);
  return next && *next == day;
}

}

LiveFeature::LiveFeature(ChartPanel& owner)
    : ChartFeature(owner)
{
  if (QuoteFeed* feed = owner.context().quoteFeed)
    connect(feed, &QuoteFeed::changed, this, &LiveFeature::take);
  m_shape.setSingleShot(true);
  m_shape.setInterval(kShapeMs);
  connect(&m_shape, &QTimer::timeout, this, [this] {
    if (!m_tail.bars.empty() && panel().view()->model() && panel().view()->model()->shaped)
      this->panel().shapeWith(m_tail);
  });
}

void LiveFeature::entityChanged()
{
  m_following.reset();
  m_tail = {};
  m_shape.stop();
  if (std::exchange(m_doubt, {}))
    Q_EMIT doubtChanged();
  const std::string& entity = panel().request().entityId;
  data::QuoteHub* hub = panel().context().quotes;
  if (hub == nullptr || panel().context().quoteFeed == nullptr || entity == m_subscribed)
    return;
  m_subscribed = entity;
  m_subscription = entity.empty() ? nullptr : hub->subscribe({entity});
}

void LiveFeature::shown()
{
  const market::BarSeries& source = panel().view()->model()->source();
  if (!panel().view()->model()->shaped || m_tail.level != source.level || m_tail.adjust != source.adjust)
    m_tail = {};
  m_following.reset();
  m_preparing = false;
  static_cast<void>(m_latest.next()); // what is being prepared is of the model before
  apply();
}

void LiveFeature::take(const data::QuoteChanges& changes)
{
  if (changes.find(panel().request().entityId) != nullptr)
    apply();
}

bool LiveFeature::mayMove(const market::Quote& quote) const
{
  const auto& model = panel().view()->model();
  if (!model || model->bars->empty() || model->bars->entityId != quote.entityId || !(quote.last > 0)
      || model->bars->level == market::BarLevel::Tick)
    return false;
  const market::BarSeries& bars = model->source();
  // Roughly, without a calendar: the bar itself says no to what is older.
  constexpr std::int64_t kDay = Duration::hours(24).micros;
  const std::int64_t newest = market::isDayKeyed(bars.level) ? bars.key.back() * kDay : bars.key.back();
  return quote.time.micros >= newest - kDay;
}

void LiveFeature::apply()
{
  const data::QuoteHub* hub = panel().context().quotes;
  const ReplayFeed* replay = panel().context().replay;
  if (hub == nullptr || m_subscribed.empty() || m_preparing)
    return;
  if (replay != nullptr && replay->isActive()) // its clock makes the bars
    return;
  if (panel().endsAtMarketDay()) // the quotes are those of the day that the bars end with
    return;
  const data::QuotePtr quote = hub->quote(m_subscribed);
  if (!quote || !mayMove(*quote))
    return;
  if (!m_following) {
    prepare(quote->time);
    return;
  }
  const TradingDay day = dayOf(*m_following->calendar, quote->time);
  if (m_following->join.nextExDay && day >= *m_following->join.nextExDay) {
    m_following.reset();
    prepare(quote->time);
    return;
  }
  lookForDoubt(*quote);
  const auto made = m_following->bar->take(*quote, hub->minutes(m_subscribed));
  if (!made)
    return;
  const widgets::ChartModel& model = *panel().view()->model();
  if (model.shaped) {
    shape(*made);
    return;
  }
  widgets::BarUpdate update;
  update.bar = made->bar;
  update.finished = made->finished;
  update.continues = made->continues;
  update.values = m_following->plots->at(model, made->bar, made->continues);
  update.localMicros = market::isDayKeyed(model.bars->level)
      ? LocalTime::of({static_cast<std::int32_t>(made->bar.key)}).micros
      : model.clock.toLocal({made->bar.key}).micros;
  const bool appends = made->bar.key > model.bars->key.back() && !made->continues;
  const auto& exDay = m_following->join.exDay;
  if (appends && exDay && dayOf(*m_following->calendar, *model.bars, model.bars->size() - 1) < *exDay)
    update.axisMark = exDateText();
  panel().complete(update, {*quote, *m_following->calendar, day, m_following->join.scale.price, appends});
  panel().view()->updateBar(update);
  Q_EMIT moved();
}

/// Bars by price are made of all bars by time at once: with what quotes made since, a few times a minute at most.
void LiveFeature::shape(const data::UnfinishedBar& made)
{
  const market::BarSeries& source = panel().view()->model()->source();
  m_tail.level = source.level;
  m_tail.adjust = source.adjust;
  const market::Bar& bar = made.bar;
  if (!m_tail.bars.empty()) {
    const market::Bar& known = m_tail.bars.back();
    if (known.key == bar.key && known.close == bar.close && known.high == bar.high && known.low == bar.low
        && known.volume == bar.volume)
      return;
  }
  m_tail.put(bar, made.continues);
  if (!m_shape.isActive())
    m_shape.start();
}

void LiveFeature::lookForDoubt(const market::Quote& quote)
{
  constexpr double kPart = 0.002, kRounding = 0.011; // exchanges round the reference price to a tick
  const data::LiveJoin& join = m_following->join;
  std::optional<Doubt> doubt;
  if (panel().view()->model()->bars->adjust != market::AdjustMode::Bfq && quote.previousClose > 0
      && follows(*m_following->calendar, join.newest, m_following->day)
      && dayOf(*m_following->calendar, quote.time) == m_following->day
      && std::abs(quote.previousClose - join.reference) > kRounding + kPart * join.reference)
    doubt = Doubt{quote.previousClose, join.reference};
  const bool changes = doubt.has_value() != m_doubt.has_value();
  m_doubt = doubt;
  if (changes)
    Q_EMIT doubtChanged();
}

void LiveFeature::prepare(Timestamp time)
{
  m_preparing = true;
  const auto model = panel().view()->model();
  const ChartRequest& request = panel().request();
  auto work = [model, time, indicators = request.indicators, saved = request.saved, through = request.through,
                  marketData = panel().context().marketData,
                  profile = panel().context().profile]() -> std::shared_ptr<Following> {
    auto following = std::make_shared<Following>();
    const market::BarSeriesPtr series = model->shaped ? model->shaped->source : model->bars;
    const market::BarSeries& bars = *series;
    auto calendar = marketData->calendarOf(bars.entityId);
    if (!calendar)
      return nullptr;
    following->calendar = *std::move(calendar);
    following->day = dayOf(*following->calendar, time);
    data::BarRequest shown;
    shown.entityId = bars.entityId;
    shown.adjust = bars.adjust;
    shown.level = bars.level;
    shown.provider = bars.provider.empty() ? std::nullopt : std::optional(bars.provider);
    const auto join = data::liveJoin(*marketData, *profile, shown, following->day);
    if (!join)
      return nullptr;
    following->join = *join;
    if (bars.adjust == market::AdjustMode::Bfq)
      following->join.exDay = following->join.nextExDay = {};
    if (following->join.exDay && (!through || *through < *following->join.exDay))
      return following; // the bars are to be read anew
    const market::BarSeriesPtr finest = finestOf(*marketData, *profile, series, through);
    following->bar = std::make_unique<data::LiveBar>(following->calendar, bars.level, following->join.scale);
    following->bar->start(bars.at(bars.size() - 1), partsOf(bars, *finest, *following->calendar));
    if (model->shaped)
      return following;
    following->plots = std::make_unique<LivePlots>(*model, indicators, saved ? *saved : factor::FormulaLibrary());
    if (bars.size() > kLong) {
      following->own = std::make_shared<widgets::ChartModel>(*model);
      widgets::copyBars(*following->own);
    }
    return following;
  };
  runAsync(panel().context().workers->next(), this, std::move(work),
      [this, ticket = m_latest.next(), model](std::shared_ptr<Following> following) {
        if (m_latest.isCurrent(ticket))
          arrive(model, std::move(following));
      });
}

void LiveFeature::arrive(const widgets::ChartModelPtr& model, std::shared_ptr<Following> following)
{
  m_preparing = false;
  if (!following || panel().view()->model() != model)
    return;
  if (!following->bar) {
    panel().adjustThrough(*following->join.exDay);
    return;
  }
  if (following->own)
    panel().view()->adoptModel(std::exchange(following->own, nullptr));
  m_following = std::move(following);
  apply();
}

}
