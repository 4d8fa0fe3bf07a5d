// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/data/daily_snapshot.h"
#include "core/data/live_base.h"
#include "core/market/entity.h"
#include "core/market/exchange.h"
#include "core/market/quote.h"

#include <QString>

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zvt::ui {

/// The figures that are kept of each security; everything else a column shows is computed from them.
enum class QuoteField : std::uint8_t {
  Last,
  Previous,
  Open,
  High,
  Low,
  Volume,
  Turnover,
  TurnoverRate,
  Bid,
  Ask,
  BidVolume,
  AskVolume,
  LimitUp,
  LimitDown,
  AverageVolume, ///< told of the day that the figures are of, see data::LiveBases
  FloatShares
};
inline constexpr std::size_t kQuoteFields = 16;

/// What does not change with a quote.
struct QuoteFacts {
  std::string entityId;
  QString id, name, code, search; ///< search: everything that a filter looks at
  bool index = false;
  bool synthetic = false;
  int decimals = 2;
  TradingDay day; ///< of the stored bar
  bool hasBar = false;
  std::shared_ptr<const market::Calendar> calendar; ///< null: of no known market
};

/// The figures of many securities as columns; a security is a slot. No signals, no texts made: filling five thousand
/// slots takes about a millisecond. GUI thread.
class QuoteTable {
public:
  [[nodiscard]] std::size_t size() const { return m_facts.size(); }
  [[nodiscard]] int slotOf(std::string_view entityId) const; ///< −1: there is none
  /// The slot of @p entityId, made if need be. @p entity may be null: unknown to the profile.
  int add(const std::string& entityId, const market::Entity* entity);
  void clear();

  [[nodiscard]] const QuoteFacts& facts(int slot) const { return m_facts[at(slot)]; }
  [[nodiscard]] double value(int slot, QuoteField field) const
  {
    return m_values[static_cast<std::size_t>(field)][at(slot)];
  }
  [[nodiscard]] bool isLive(int slot) const { return m_received[at(slot)] != kNever; }
  [[nodiscard]] bool isHalted(int slot) const { return m_halted[at(slot)] != 0; }
  [[nodiscard]] Timestamp received(int slot) const { return {m_received[at(slot)]}; }
  [[nodiscard]] Timestamp time(int slot) const { return {m_time[at(slot)]}; }
  /// The trading day that the figures are of: the live quote's, else the stored bar's.
  [[nodiscard]] std::optional<TradingDay> day(int slot) const;

  /// The stored day; fields that a live quote has told stay.
  void setStored(int slot, const data::DailySnapshot& day);
  /// As if no day were stored.
  void forgetStored(int slot);
  /// Fields that changed, as bits by QuoteField.
  std::uint32_t apply(int slot, const market::Quote& quote);
  /// The quote is gone, as if there had never been one: what is stored has to be set again.
  void forgetQuote(int slot);

  // What columns show beside the fields. NaN where it is not known.

  [[nodiscard]] double change(int slot) const
  {
    return value(slot, QuoteField::Last) - value(slot, QuoteField::Previous);
  }
  [[nodiscard]] double changeRatio(int slot) const; ///< 0.0189 = +1.89 %
  [[nodiscard]] double amplitude(int slot) const; ///< (high − low) / previous close
  [[nodiscard]] double average(int slot) const; ///< turnover a share
  [[nodiscard]] double turnoverRate(int slot) const; ///< live volume / free float, else as stored
  /// 委比: (bids − asks) / (bids + asks) over the levels that the quote shows.
  [[nodiscard]] double imbalance(int slot) const;
  /// 量比: volume a minute so far against that of the five days before. @p now market time: of a live day only the
  /// hours that have passed count, a day that is over and a stored one count whole.
  [[nodiscard]] double volumeRatio(int slot, Timestamp now) const;
  /// +1 at the upper limit, −1 at the lower.
  [[nodiscard]] int limitState(int slot) const;

private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  /// What the figures of the quote's day are told against: anew when that day or the stored one is another.
  void setBase(int slot);
  /// How much of its quote's day has passed at @p now.
  [[nodiscard]] double dayShare(int slot, Timestamp now) const;
  static std::size_t at(int slot) { return static_cast<std::size_t>(slot); }
  double& field(int slot, QuoteField field) { return m_values[static_cast<std::size_t>(field)][at(slot)]; }

  std::vector<QuoteFacts> m_facts;
  std::array<std::vector<double>, kQuoteFields> m_values;
  std::vector<std::int64_t> m_received, m_time; ///< micros
  std::vector<std::uint8_t> m_halted;
  std::vector<data::LiveBases> m_bases; ///< of the stored days
  std::vector<TradingDay> m_baseDays; ///< of the live quotes that the bases were chosen for
  std::unordered_map<std::string, int, TextHash, std::equal_to<>> m_slots;
  struct Hours {
    const market::Calendar* calendar;
    TradingDay day;
    market::DaySession session;
  };
  mutable std::vector<Hours> m_hours; ///< of the newest day of each calendar that was asked for
};

}
