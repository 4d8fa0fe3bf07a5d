// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/batch_facts.h"
#include "core/data/quality.h"
#include "core/storage/profile.h"

namespace zvt::data {

/// What the screening of a batch came to.
struct ScreenReport {
  std::uint64_t held = 0; ///< bars that were taken out of the batch
  std::uint64_t suspicious = 0; ///< findings about bars that stay in it
};

/// What the profile knows that the rules ask for, for one series. @p first: key of its first bar, to find the stored
/// bar before. Errors: entity.*, calendar.*, rules.*, storage.*.
[[nodiscard]] Result<QualityContext> qualityContext(
    storage::Profile& profile, const market::BarSeries& series, std::optional<Timestamp> now);

/// Applies the quality gate to batches that are about to be written, one after the other: bars that are held back leave
/// their batch, and everything that was found is added to its records (schema "quarantine") and counted in its runs.
/// What is told or was decided about the same bar before, in the profile or in the batches so far, holds again.
/// Whoever brings bars into a profile calls this first. One thread.
class BarScreen {
public:
  /// @param profile outlives the object; @param now when the findings were made
  BarScreen(storage::Profile& profile, Timestamp now);

  /// Runs of a write count only when they are the batch's own. Errors: as qualityContext.
  Result<ScreenReport> screen(storage::MarketBatch& batch);

private:
  using SeriesName = std::tuple<std::string, market::BarLevel, std::string>;
  Result<QualityOutcome> judge(const market::BarSeries& series);

  storage::Profile& m_profile;
  Timestamp m_now;
  BatchFacts m_facts;
  std::map<SeriesName, market::Bar> m_last; ///< of each series so far
};

/// A batch that stands alone.
[[nodiscard]] Result<ScreenReport> screenBars(storage::Profile& profile, storage::MarketBatch& batch, Timestamp now);

}
