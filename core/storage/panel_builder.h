// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_panel.h"
#include "core/storage/day_rows.h"
#include "core/storage/row_sink.h"
#include "core/storage/series_catalog.h"
#include "core/storage/sqlite.h"

#include <functional>

namespace zvt::storage {

/// Appends chunks and tail of one series with keys of [from, last].
Result<void> readSeries(
    Connection& connection, const SeriesRow& series, std::int64_t from, std::int64_t last, RowSink& sink);

/// Fills a panel, series by series.
class PanelBuilder {
public:
  PanelBuilder(Connection& connection, BarPanel& panel, market::BarColumnSet columns);
  /// Makes room for so many rows at once.
  void reserve(std::size_t rows);
  /// Adds the rows of @p series with keys of [from, last] to the entity; nothing on an error.
  /// @return whether there were any
  Result<bool> append(const SeriesRow& series, std::int64_t from, std::int64_t last);
  [[nodiscard]] std::size_t rows() const { return m_sink.size; }
  /// What is appended from here on belongs to the next entity.
  void endEntity();
  void setEntities(std::vector<std::string> entities);
  /// Makes timeline and positions.
  void finish();
  /// Puts the columns into blocks, after finish().
  void putInBlocks();

private:
  void indexDays(std::int64_t first, std::int64_t last);
  void indexKeys();

  Connection& m_connection;
  BarPanel& m_panel;
  RowSink m_sink;
};

/// Turns a panel's rows around: the rows of each place of the timeline, in blocks, so that what was read of a series
/// is used while it is near.
class PanelTurner {
public:
  static constexpr std::size_t kBlock = 8;

  /// @param series ids of the panel's entities, increasing; both outlive this
  PanelTurner(const BarPanel& panel, std::span<const std::uint32_t> series);
  /// The rows at the next place of the timeline; nullptr at the end.
  const DayRows* next();
  /// Goes through the timeline together with @p stored keys (increasing): every key of either, with the rows at it.
  /// @p visit returns false to stop.
  Result<void> joinWith(const std::vector<std::int64_t>& stored,
      const std::function<Result<bool>(std::int64_t key, const DayRows& rows, bool isStored)>& visit);
  /// Key of the rows that next() gave.
  [[nodiscard]] std::int64_t key() const { return m_panel.timeline()[m_place - 1]; }

private:
  void fillBlock();

  const BarPanel& m_panel;
  std::span<const std::uint32_t> m_series;
  std::vector<std::size_t> m_nextRow; ///< of each entity
  std::array<DayRows, kBlock> m_block;
  std::size_t m_place = 0;
};

}
