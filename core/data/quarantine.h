// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quality.h"
#include "core/storage/profile.h"

#include <string>
#include <vector>

namespace zvt {
class Clock;
}

namespace zvt::data {

/// open: nobody decided yet. accepted: the proposal is in the series. kept: the bar as it came is in the series.
/// dropped: there is no bar at that time.
enum class QuarantineState { Open, Accepted, Kept, Dropped };
[[nodiscard]] std::string_view toString(QuarantineState state); ///< open | accepted | kept | dropped
[[nodiscard]] Result<QuarantineState> parseQuarantineState(std::string_view text);

/// A finding as the profile keeps it (record schema "quarantine"). Rows are never deleted.
struct QuarantineRow {
  std::string id; ///< 12 hexadecimal digits, the same for the same finding
  QualityFinding finding;
  QuarantineState state = QuarantineState::Open;
  bool stored = false; ///< whether the bar as it came was in the series when it was found
  Timestamp found;
  std::optional<Timestamp> decided;
  std::string decidedBy;
  std::int64_t run = storage::kUnknownRun; ///< that brought the bar the last time, or wrote the decision

  /// Whether a bar of that time is in the series now, as far as this row tells.
  [[nodiscard]] bool isInSeries() const
  {
    return state == QuarantineState::Open ? stored : state != QuarantineState::Dropped;
  }
};

struct QuarantineFilter {
  std::string entityId; ///< empty: all
  std::string provider;
  std::string rule; ///< id
  std::optional<market::BarLevel> level;
  std::optional<Severity> severity;
  std::optional<QuarantineState> state;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
};

/// The rows for a batch that stores @p outcome's bars: written in the same transaction. @p run: index into
/// MarketBatch::runs.
[[nodiscard]] storage::RecordWrite quarantineRecords(
    const QualityOutcome& outcome, Timestamp found, std::int32_t run = storage::kNoRun);

/// Suspicious bars and what was decided about them. Any thread. Errors: storage.*, quality.*.
class Quarantine {
public:
  /// Both outlive the object. Whoever shows bars hears of decisions from the bar store, as of any write.
  Quarantine(storage::Profile& profile, const Clock& clock);

  /// Newest findings first.
  [[nodiscard]] Result<std::vector<QuarantineRow>> list(const QuarantineFilter& filter) const;
  [[nodiscard]] Result<std::int64_t> count(const QuarantineFilter& filter) const;
  /// Keeps findings about stored bars; ones that are known already keep their state. Returns how many are new.
  Result<std::size_t> add(const std::vector<QualityFinding>& findings);

  /// Marks open warnings about stored bars that a check does not find any more (the corporate action has come in, the
  /// missing day is there) as kept by "check". @param filter what was checked; rules that compare series (Q06, Q09,
  /// Q11) only by their id. @param findings all of what it found.
  /// Returns how many were settled.
  Result<std::size_t> settle(const QuarantineFilter& filter, const std::vector<QualityFinding>& findings);

  /// @param id may be shortened while it stays unambiguous. Errors: quality.unknown_id, quality.ambiguous_id.
  [[nodiscard]] Result<QuarantineRow> find(const std::string& id) const;

  // No decision touches a bar that came after the one that was judged: drop() of any and keep() of a stored one leave
  // it alone, and who wants a held bar, or a proposal, in its place hears quality.newer_bar with "id" and "time".

  /// The proposal goes into the series. Errors: quality.no_proposal, quality.newer_bar, quality.unknown_id,
  /// quality.ambiguous_id.
  Result<void> accept(const std::vector<std::string>& ids, const std::string& actor);
  /// The bar as it came goes, or stays, in the series. Errors: quality.newer_bar, quality.unknown_id,
  /// quality.ambiguous_id.
  Result<void> keep(const std::vector<std::string>& ids, const std::string& actor);
  /// As keep(), and whatever came after the bar goes.
  Result<void> restore(const std::vector<std::string>& ids, const std::string& actor);
  /// The bar stays out of, or leaves, the series; the row here keeps it.
  Result<void> drop(const std::vector<std::string>& ids, const std::string& actor);

private:
  enum class NewerBar { Stays, Goes };
  Result<void> decide(const std::vector<std::string>& ids, QuarantineState state, const std::string& actor,
      NewerBar newer = NewerBar::Stays);

  storage::Profile& m_profile;
  const Clock& m_clock;
};

}
