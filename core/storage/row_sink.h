// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_arena.h"
#include "core/storage/bar_codec.h"

namespace zvt::storage {

/// Columns in reused memory that rows are decoded behind each other into. Nothing is owned.
struct RowSink {
  AlignedBuffer<std::int64_t>* keys = nullptr; ///< null: not wanted
  std::array<AlignedBuffer<double>*, market::kBarColumnCount> values{}; ///< null: not wanted
  std::size_t size = 0; ///< rows so far

  /// Room for @p more rows and where they go.
  [[nodiscard]] BarColumnsTarget next(std::size_t more);
  /// Of the rows from @p start on, only those with keys of [from, to] stay. Needs the keys.
  void keepRange(std::size_t start, std::int64_t from, std::int64_t to);
};

/// Gives sinks access to what their memory belongs to.
class BarAssembly {
public:
  [[nodiscard]] static RowSink sinkOf(BarArena& arena, market::BarColumnSet columns);
  static void finish(BarArena& arena, const RowSink& sink, std::string_view entityId, market::BarLevel level,
      std::string_view provider);
};

}
