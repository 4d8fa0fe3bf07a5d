// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::storage {

/// An optional column (market::ExtraColumn) that is to be written.
struct ExtraSource {
  std::string_view name; ///< at most kMaxExtraName bytes, each name once
  const double* values = nullptr;
};

/// Columns that are to be written; nothing is owned. Every pointer is to as many elements as there are rows.
struct BarColumnsSource {
  const std::int64_t* key = nullptr; ///< strictly increasing
  std::array<const double*, market::kBarColumnCount> values{}; ///< by market::BarColumn; all are set
  std::span<const ExtraSource> extras;
};

/// An optional column that is wanted.
struct ExtraTarget {
  std::string_view name;
  double* values = nullptr;
};

/// Where decoded columns go: caller's memory with room for exactly the chunk's rows; nothing is written beyond them,
/// so the chunks of a series may be decoded one behind the other into one array. What is null is not wanted and costs
/// nothing: close alone touches no other column; open, high and low need close; turnover needs all the others.
struct BarColumnsTarget {
  std::int64_t* key = nullptr; ///< null: the keys are not even checked
  std::array<double*, market::kBarColumnCount> values{}; ///< by market::BarColumn
  std::span<const ExtraTarget> extras; ///< one that the chunk does not have becomes NaN
};

/// Memory of an encoder. Keep one a thread and reuse it: then a chunk allocates nothing.
class CodecScratch {
public:
  struct Room;
  CodecScratch();
  ~CodecScratch();
  CodecScratch(CodecScratch&&) noexcept;
  CodecScratch& operator=(CodecScratch&&) noexcept;
  [[nodiscard]] Room& room() { return *m_room; }

private:
  std::unique_ptr<Room> m_room;
};

/// Bars ↔ bytes of one chunk. A codec never changes once it was released: a better one gets a new id. Stateless: every
/// member may be called from any thread. A payload may be hostile: decoders then return false, with what they write to
/// undefined; they never read beyond the payload, never write beyond the rows and allocate nothing that depends on it.
class BarCodec {
public:
  virtual ~BarCodec() = default;
  [[nodiscard]] virtual int id() const = 0;
  /// Appends rows [begin, end) to @p out; every bit of every value comes back. At most kMaxChunkBars rows.
  virtual void encodeColumns(const BarColumnsSource& source, std::size_t begin, std::size_t end, CodecScratch& scratch,
      std::string& out) const = 0;
  /// False when the payload is not exactly @p count rows with strictly increasing keys, as far as @p target asks for.
  [[nodiscard]] virtual bool decodeColumns(
      std::string_view payload, std::size_t count, const BarColumnsTarget& target) const = 0;
  /// The names of the optional columns, in the order written; views into @p payload.
  [[nodiscard]] virtual bool extraNames(
      std::string_view payload, std::size_t count, std::vector<std::string_view>& names) const = 0;

  /// Rows [begin, end) of @p bars with its extras.
  [[nodiscard]] std::string encode(const market::BarSeries& bars, std::size_t begin, std::size_t end) const;
  /// Appends @p count ≥ 1 rows to @p bars: the keys, the wanted columns (the others stay as they are) and all extras
  /// (with kAllBarColumns only); an extra that only one side has is NaN on the other.
  [[nodiscard]] bool decode(std::string_view payload, std::size_t count, market::BarSeries& bars,
      market::BarColumnSet columns = market::kAllBarColumns) const;
};

/// No chunk has more rows, so that a hostile count cannot ask for more memory.
constexpr std::size_t kMaxChunkBars = 65'536;
/// Nor more optional columns, nor a longer name of one.
constexpr std::size_t kMaxExtras = 64;
constexpr std::size_t kMaxExtraName = 255;
/// What new chunks are written with. Codec 2 packs blocks of 256 rows: chunks of a multiple of 256 rows are densest.
constexpr int kCurrentCodec = 2;

/// nullptr for an id that this program does not know. 1: columns as variable-length integers. 2: columns predicted from
/// each other in integer ticks and packed in vertical blocks.
[[nodiscard]] const BarCodec* findBarCodec(std::int64_t id);

/// The value columns of a series in the order in which codecs write them.
constexpr std::array<std::vector<double> market::BarSeries::*, 6> kBarColumns = {&market::BarSeries::open,
    &market::BarSeries::high, &market::BarSeries::low, &market::BarSeries::close, &market::BarSeries::volume,
    &market::BarSeries::turnover};

}
