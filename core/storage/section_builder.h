// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_days.h"
#include "core/storage/bar_reader.h"
#include "core/storage/panel_builder.h"

namespace zvt::storage {

/// Fills cross-sections inside the caller's snapshot: from the date-major copy, with what is stale there taken from
/// chunks and tail. Keep one: its memory is reused. However many series and keys are asked for, it holds no more bars
/// at once than it was told, some chunks of one series, or one bar of each.
class SectionBuilder {
public:
  using Visit = std::function<bool(const CrossSection&)>;
  static constexpr std::size_t kHeldBars = 1'000'000; ///< 60 MB

  explicit SectionBuilder(std::size_t mostBars = kHeldBars)
      : m_mostBars(mostBars)
  {
  }

  Result<void> read(Connection& connection, const SeriesCatalog& catalog, const CrossSectionQuery& query,
      std::int64_t key, CrossSection& section);
  /// Keys of [from, last].
  Result<void> readRange(Connection& connection, const SeriesCatalog& catalog, const CrossSectionQuery& query,
      std::int64_t from, std::int64_t last, CrossSection& section, const Visit& visit);

  /// The most bars that were ever held at once.
  [[nodiscard]] std::size_t heldBars() const { return m_heldBars; }

private:
  struct Pass;
  struct Gathered {
    bool isWhole = true; ///< false: too many bars; nothing can be done with the panel
    double fits = 1; ///< then about this share of the keys would have been right
  };
  Result<Gathered> gather(
      Pass& pass, const std::vector<const SeriesRow*>& series, std::int64_t from, std::int64_t last);
  Result<void> fromChunks(Pass& pass, std::int64_t from, std::int64_t last);
  Result<void> fromDays(Pass& pass, std::int64_t from, std::int64_t last);
  Result<bool> fromBoth(Pass& pass, const std::vector<const SeriesRow*>& series, std::int64_t from, std::int64_t last);
  Result<bool> showBlock(Pass& pass);
  Result<bool> show(Pass& pass, std::int64_t key);

  std::size_t m_mostBars;
  std::size_t m_heldBars = 0;
  BarPanel m_panel;
  std::vector<std::uint32_t> m_ids; ///< of the panel's entities
  DayRows m_older;
};

}
