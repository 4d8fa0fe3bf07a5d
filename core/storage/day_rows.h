// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/storage/bar_arena.h"
#include "core/storage/cross_section_codec.h"

#include <cstdint>
#include <span>
#include <vector>

namespace zvt::storage {

class Connection;
class Statement;

/// The bars of many series with one key, by increasing series id, in reused memory.
struct DayRows {
  AlignedBuffer<std::uint32_t> series;
  std::array<AlignedBuffer<double>, market::kBarColumnCount> values;
  std::size_t size = 0;

  void reserve(std::size_t rows);
  [[nodiscard]] std::span<const std::uint32_t> ids() const { return {series.data(), size}; }
};

/// Rows of @p older whose series are not in @p replaced (increasing), and those of @p newer.
void mergeRows(const DayRows& older, std::span<const std::uint32_t> replaced, const DayRows& newer,
    market::BarColumnSet columns, DayRows& result);

enum class DayState { Absent, Sound, Damaged };

/// The rows of bar_day, the date-major copy, inside the caller's transaction.
class DayTable {
public:
  explicit DayTable(Connection& connection)
      : m_connection(connection)
  {
  }
  /// Columns that are not asked for are undefined.
  Result<DayState> read(std::string_view provider, std::int64_t day, market::BarColumnSet columns, DayRows& rows);
  /// The days that are there with from ≤ day ≤ last, oldest first.
  Result<std::vector<std::int64_t>> list(std::string_view provider, std::int64_t from, std::int64_t last);
  /// Decodes the row of a statement "day, count, checksum, payload".
  static DayState readRow(const Statement& row, std::string_view provider, market::BarColumnSet columns, DayRows& rows);
  /// Puts the rows in place of what is there; none: removes it.
  Result<void> write(std::string_view provider, std::int64_t day, const DayRows& rows);
  Result<void> remove(std::string_view provider, std::int64_t day);

private:
  Connection& m_connection;
  CodecScratch m_scratch;
  std::string m_payload;
};

}
