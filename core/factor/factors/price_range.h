// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

namespace zvt::factor {

/// A range of prices, both ends included.
struct PriceRange {
  double low = 0;
  double high = 0;
  bool operator==(const PriceRange&) const = default;

  [[nodiscard]] bool holds(double price) const { return low <= price && price <= high; }
  [[nodiscard]] double middle() const { return (low + high) / 2; }
};

/// What two ranges have in common; ranges that touch have one price in common.
[[nodiscard]] std::optional<PriceRange> intersect(const PriceRange& a, const PriceRange& b);
/// What all of them have in common; at least one.
[[nodiscard]] std::optional<PriceRange> intersectAll(std::span<const PriceRange> ranges);
/// The smallest range over both; nothing when they do not meet.
[[nodiscard]] std::optional<PriceRange> combine(const PriceRange& a, const PriceRange& b);
/// How far the middle of @p b is from the middle of @p a, as a fraction of the latter.
[[nodiscard]] double distance(const PriceRange& a, const PriceRange& b);
/// From the far end of @p a to the far end of @p b, as a fraction of the former; nothing when they overlap.
[[nodiscard]] std::optional<double> farDistance(const PriceRange& a, const PriceRange& b);

}
