// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// Applies the quality gate to every series of a batch that is about to be written: bars that are held back leave the
/// batch, and everything that was found is added to its records (schema "quarantine") and counted in its runs. What
/// somebody decided about the same bar before holds again. Whoever brings bars into a profile calls this first.
/// Errors: as qualityContext.
Result<ScreenReport> screenBars(storage::Profile& profile, storage::MarketBatch& batch, Timestamp now);

}
