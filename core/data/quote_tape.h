// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_hub.h"
#include "core/market/bar_series.h"
#include "core/market/side_rule.h"

#include <memory>
#include <vector>

namespace zvt::data {

/// What a tape gives for a stretch of time.
struct TapeOutput {
  std::vector<market::Quote> quotes; ///< in order; `received` is left to whoever plays the tape
  std::vector<market::Trade> trades; ///< in order
};

/// The frame of a day that every quote of it repeats.
struct TapeFrame {
  std::string entityId;
  market::DaySession session;
  double limitUp = market::kNoPrice;
  double limitDown = market::kNoPrice;
  bool synthetic = false;
  market::QuoteGrain grain = market::QuoteGrain::Tick;

  /// Nothing has traded yet.
  [[nodiscard]] market::Quote quoteAt(Timestamp time) const;
};

/// One day of one security in the order of time, to be played into a hub. Bad rows stay in: the hub refuses and counts
/// them. For one thread.
class QuoteTape {
public:
  explicit QuoteTape(TapeFrame frame)
      : m_frame(std::move(frame))
  {
  }
  virtual ~QuoteTape() = default;

  [[nodiscard]] const TapeFrame& frame() const { return m_frame; }
  virtual void rewind() { m_at = 0; }
  /// When the next event happens; Timestamp::max(): nothing is left.
  [[nodiscard]] virtual Timestamp next() const = 0;
  /// Moves on to @p to, inclusive, and appends what happened.
  virtual void play(Timestamp to, TapeOutput& output) = 0;

protected:
  TapeFrame m_frame;
  std::size_t m_at = 0; ///< of the next event
};

/// Every trade of a day, as a tick file or the schema trade_tick has it. Each moment's trades make one quote; it has
/// the depth that @p depth makes for it, if any. Sides that the trades lack are inferred.
class TradeTape final : public QuoteTape {
public:
  using Depth = std::function<void(market::Quote& quote)>;
  TradeTape(TapeFrame frame, std::vector<market::Trade> trades, Depth depth = {});
  void rewind() override;
  [[nodiscard]] Timestamp next() const override;
  void play(Timestamp to, TapeOutput& output) override;

private:
  void add(const market::Trade& trade);

  std::vector<market::Trade> m_trades;
  Depth m_depth;
  market::Quote m_state; ///< after the trades so far
  const market::Trade* m_lastGood = nullptr;
  market::SideRule m_sides;
};

/// Quotes that nobody changes any more: copies share them.
class SharedQuotes {
public:
  SharedQuotes(std::vector<market::Quote> quotes)
      : m_quotes(std::make_shared<const std::vector<market::Quote>>(std::move(quotes)))
  {
  }

  [[nodiscard]] std::size_t size() const { return m_quotes->size(); }
  [[nodiscard]] const market::Quote& operator[](std::size_t i) const { return (*m_quotes)[i]; }
  [[nodiscard]] const market::Quote& front() const { return m_quotes->front(); }
  [[nodiscard]] long users() const { return m_quotes.use_count(); }

private:
  std::shared_ptr<const std::vector<market::Quote>> m_quotes;
};

/// Snapshots (level 1), with the limits and hours of the frame. Their trades are what the volume grew by between two of
/// them.
class SnapshotTape final : public QuoteTape {
public:
  SnapshotTape(TapeFrame frame, SharedQuotes snapshots);
  void rewind() override;
  [[nodiscard]] Timestamp next() const override;
  void play(Timestamp to, TapeOutput& output) override;

private:
  SharedQuotes m_snapshots;
  market::SideRule m_sides;
};

/// Minute bars, each known at its end, or one day bar, known at the close. Neither has depth or trades.
class BarTape final : public QuoteTape {
public:
  /// @p minutes of the day; @p grain tells what a bar is
  BarTape(TapeFrame frame, std::vector<market::Bar> bars, market::QuoteGrain grain);
  void rewind() override;
  [[nodiscard]] Timestamp next() const override;
  void play(Timestamp to, TapeOutput& output) override;

private:
  std::vector<market::Bar> m_bars; ///< keys are ends
  market::Quote m_state;
};

/// What was traded between two snapshots of a security: nothing when the volume did not grow. The side is inferred by
/// @p sides from the book before; the number of trades is not known. @param before null: the day's first snapshot
[[nodiscard]] std::optional<market::Trade> tradeBetween(
    const market::Quote* before, const market::Quote& after, market::SideRule& sides);

}
