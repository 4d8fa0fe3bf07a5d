// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_codec.h"

namespace zvt::storage {

/// The bars of one day (one level and provider), one row an entity; nothing is owned.
struct CrossSectionSource {
  const std::uint32_t* series = nullptr; ///< bar_series ids, strictly increasing
  std::array<const double*, market::kBarColumnCount> values{}; ///< by market::BarColumn; all are set
};

/// Caller's memory with room for exactly the rows; null: not wanted (see BarColumnsTarget for what a column costs).
struct CrossSectionTarget {
  std::uint32_t* series = nullptr;
  std::array<double*, market::kBarColumnCount> values{};
};

/// No day has more rows.
constexpr std::size_t kMaxCrossSectionRows = 1'048'576;

/// Appends the blob of a day with @p count rows to @p out; every bit of every value comes back.
void encodeCrossSection(const CrossSectionSource& source, std::size_t count, CodecScratch& scratch, std::string& out);
/// The rows of a blob, ≤ kMaxCrossSectionRows; 0 when it is not one.
[[nodiscard]] std::size_t crossSectionRows(std::string_view payload);
/// False unless the payload is exactly @p count rows with strictly increasing ids, as far as @p target asks for. As
/// careful with hostile input as BarCodec.
[[nodiscard]] bool decodeCrossSection(std::string_view payload, std::size_t count, const CrossSectionTarget& target);

}
