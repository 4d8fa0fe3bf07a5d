// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bit_packing_kernels.h"
#include "core/storage/column_coding_bytes.h"

#include <span>
#include <vector>

/// Doubles ↔ integer ticks. The scale is found from the values, exactly: what it does not hold bit for bit (NaN, −0.0,
/// a price off the grid) is an exception, kept as it is beside the ticks.
namespace zvt::storage {

struct TickScale {
  bool isBits = false; ///< the doubles' own bits, where decimals do not do
  unsigned shift = 0; ///< bits only: how many of the lowest are zero in every value
  int decimals = 0; ///< 0 … kMaxTickDecimals
  std::uint64_t multiplier = 1; ///< what all ticks are multiples of: lots of 100

  [[nodiscard]] TickFactors factors() const;
  void put(std::string& out) const;
  [[nodiscard]] bool take(ByteReader& bytes);
};

/// One column on its way to ticks.
struct TickColumn {
  const double* values = nullptr;
  std::int64_t* ticks = nullptr; ///< kNoTick where the scale does not hold the value
  bool isWhole = false; ///< there is no kNoTick
};

/// Fills the ticks of columns of @p count values that share one scale.
[[nodiscard]] TickScale findTicks(std::span<TickColumn> columns, std::size_t count);
/// The scale of the values' bits; fills the ticks.
[[nodiscard]] TickScale findBitTicks(std::span<TickColumn> columns, std::size_t count);

/// Writes the exceptions of a column as runs of one value.
void putExceptions(const TickColumn& column, std::size_t count, std::string& out);

/// The exceptions of a column as they were written.
class Exceptions {
public:
  /// Checks them: false unless they are runs inside @p count rows.
  [[nodiscard]] bool take(ByteReader& bytes, std::size_t count);
  void apply(double* values) const;

private:
  std::uint64_t m_runs = 0;
  ByteReader m_bytes{std::string_view{}};
};

}
