// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/base/time.h"
#include "core/market/bar_level.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zvt {
class Clock;
class ParallelFor;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::data {

/// What is known of one trading day of one series.
enum class DayState {
  Stored, ///< data are there
  Suspended, ///< no data, and none are due: the security did not trade
  AskedEmpty, ///< due; was asked for, and nothing came
  Failed, ///< due; was asked for, and there was no answer
  NeverAsked ///< due; nobody asked
};
[[nodiscard]] std::string_view toString(DayState state); ///< stored suspended asked_empty failed never_asked

/// How many trading days, or on one day how many series, are in each state. A stored day on which the security was
/// suspended or not listed counts as stored and not as due.
struct CoverageCounts {
  std::int64_t due = 0; ///< the market was open, the security listed and not suspended, and the day is over
  std::int64_t stored = 0; ///< of the due ones
  std::int64_t suspended = 0;
  std::int64_t askedEmpty = 0;
  std::int64_t failed = 0;
  std::int64_t neverAsked = 0;
  std::int64_t undue = 0; ///< stored though not due

  [[nodiscard]] std::int64_t missing() const { return askedEmpty + failed + neverAsked; }
  [[nodiscard]] double completeness() const ///< 0 … 1; nothing due is complete
  {
    return due == 0 ? 1.0 : static_cast<double>(stored) / static_cast<double>(due);
  }
  CoverageCounts& operator+=(const CoverageCounts& other);
  bool operator==(const CoverageCounts&) const = default;
};

/// Consecutive trading days in one state.
struct DayRange {
  TradingDay first;
  TradingDay last;
  std::int64_t days = 0; ///< trading days
  DayState state = DayState::Stored;
  std::string detail; ///< of AskedEmpty and Failed, as the ledger has it: no_data, a code of an error; may be empty

  [[nodiscard]] bool isMissing() const { return state >= DayState::AskedEmpty; }
  bool operator==(const DayRange&) const = default;
};

/// One series of bars: entity × level × provider. Judged from its first day that is stored or was asked for (not before
/// the listing) to the newest closed day, or to the day before the delisting.
struct SeriesCoverage {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  std::optional<TradingDay> first; ///< stored
  std::optional<TradingDay> last;
  std::int64_t rows = 0;
  std::int64_t bytes = 0; ///< on disk, without the date-major copy, which all series share
  CoverageCounts days;
  std::vector<DayRange> ranges; ///< every trading day that is stored, suspended or due; ascending
  std::int64_t behind = 0; ///< due days after the last stored one
  std::int64_t unknownDays = 0; ///< stored days that the calendar does not know; nothing is said about them
  std::int64_t offCalendar = 0; ///< stored days on which the market was closed
  std::int64_t partialDays = 0; ///< below one day: stored days with fewer bars than the sessions have
  std::int64_t barsExpected = 0; ///< below one day: on the stored days
  Timestamp asked; ///< last time; 0: never
  std::int64_t run = 0; ///< newest run that asked; 0: none

  [[nodiscard]] std::vector<DayRange> missing() const;
  /// @param day a trading day. Nothing: not due and not stored (not listed, not over, not judged).
  [[nodiscard]] std::optional<DayState> stateOn(TradingDay day) const;
};

enum class DataSetState {
  Current, ///< nothing is missing
  Missing, ///< due days are not stored, the newest are
  Stale, ///< the newest due day is stored of no series
  Failed, ///< some of what is missing could not be had
  Unknown ///< the calendar ends before today, or does not know what is stored
};
[[nodiscard]] std::string_view toString(DataSetState state); ///< current missing stale failed unknown

/// One day of a data set, counted over its series.
struct DayCoverage {
  TradingDay day;
  CoverageCounts series;

  bool operator==(const DayCoverage&) const = default;
};

/// All series of one entity type × level × provider in one market.
struct DataSetCoverage {
  std::string name; ///< stock_1d_kdata
  std::string entityType; ///< stock
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  std::string market; ///< cn, hk, us, crypto …: whose trading days are counted; empty: not known
  std::int64_t entities = 0;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::optional<TradingDay> first;
  std::optional<TradingDay> last;
  CoverageCounts total; ///< days × series
  std::int64_t entitiesMissing = 0; ///< entities with a due day that is not stored
  std::int64_t behind = 0; ///< trading days from the newest stored day to the newest closed day
  std::int64_t unknownDays = 0;
  std::int64_t offCalendar = 0;
  std::int64_t partialDays = 0;
  DataSetState state = DataSetState::Current;
  std::vector<DayCoverage> days; ///< every trading day from the first to the last of which something is known
  std::vector<SeriesCoverage> series; ///< by entity
};

/// All rows of a record schema × entity type × provider.
struct RecordSetCoverage {
  std::string schema;
  std::string entityType; ///< empty where the schema has no entities
  std::string provider; ///< empty where the schema has no providers
  std::int64_t entities = 0;
  std::int64_t rows = 0;
  std::string first; ///< of the schema's time: YYYY-MM-DD (the UTC day of a moment); empty: unknown
  std::string last;
  std::int64_t asked = 0; ///< entities that were asked for
  std::int64_t askedEmpty = 0; ///< of these, without a row
  std::int64_t failed = 0; ///< entities of which some days could not be had
  Timestamp lastAsked; ///< 0: never
  std::int64_t run = 0; ///< newest run that asked; 0: none
  struct Entity {
    std::string entityId;
    std::int64_t rows = 0;
    std::string first;
    std::string last;
    std::vector<DayRange> failed; ///< in calendar days
    Timestamp asked;
    std::int64_t run = 0;
  };
  std::vector<Entity> list; ///< by entity
};

/// An immutable picture; safe to share between threads.
struct CoverageReport {
  Timestamp at; ///< the clock's
  std::vector<DataSetCoverage> bars; ///< by entity type, level (finest first), provider
  std::vector<RecordSetCoverage> records; ///< by schema, entity type, provider
};

/// What to look at; every condition that is given must hold.
struct CoverageRequest {
  std::optional<std::string> entityType;
  std::optional<std::string> entityId;
  std::vector<std::string> entities; ///< any of these ids; empty: all
  std::optional<std::string> schema; ///< "bars" or a record schema; nothing: all
  std::optional<market::BarLevel> level;
  std::optional<std::string> provider;
  /// Days are judged from here on, also those that were not asked for (where the listing is known); nothing: see
  /// SeriesCoverage.
  std::optional<TradingDay> from;
  std::optional<TradingDay> to; ///< and up to here
};

/// Computes what is stored, asked and missing. Bars of weeks and months stand for all their trading days. Remembers the
/// stored days of each series until it changes, so that a second look is cheap. report() may be called from any thread,
/// several at a time.
class Coverage {
public:
  /// All outlive the object; @p clock says which days are over.
  Coverage(storage::Profile& profile, const Clock& clock, const ParallelFor& parallel);
  ~Coverage();
  Coverage(const Coverage&) = delete;
  Coverage& operator=(const Coverage&) = delete;

  /// Errors: storage.*, calendar.*, schema.unknown, task.cancelled.
  [[nodiscard]] Result<std::shared_ptr<const CoverageReport>> report(
      const CoverageRequest& request, TaskControl& control) const;

private:
  struct State;
  std::unique_ptr<State> m_state;
};

}
