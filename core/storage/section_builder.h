// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_days.h"
#include "core/storage/bar_reader.h"
#include "core/storage/panel_builder.h"

namespace zvt::storage {

/// Fills cross-sections inside the caller's snapshot: from the date-major copy, with what is stale there taken from
/// chunks and tail. Keep one: its memory is reused.
class SectionBuilder {
public:
  using Visit = std::function<bool(const CrossSection&)>;

  Result<void> read(Connection& connection, const SeriesCatalog& catalog, const CrossSectionQuery& query,
      std::int64_t key, CrossSection& section);
  /// Keys of [from, last].
  Result<void> readRange(Connection& connection, const SeriesCatalog& catalog, const CrossSectionQuery& query,
      std::int64_t from, std::int64_t last, CrossSection& section, const Visit& visit);

private:
  struct Pass;
  Result<void> gather(Pass& pass, const std::vector<const SeriesRow*>& series, std::int64_t from, std::int64_t last);
  Result<void> fromChunks(Pass& pass, std::int64_t from, std::int64_t last);
  Result<void> fromDays(Pass& pass, std::int64_t from, std::int64_t last);
  Result<bool> fromBoth(Pass& pass, const std::vector<const SeriesRow*>& series, std::int64_t from, std::int64_t last);
  bool show(Pass& pass, std::int64_t key);

  BarPanel m_panel;
  std::vector<std::uint32_t> m_ids; ///< of the panel's entities
  DayRows m_older;
};

}
