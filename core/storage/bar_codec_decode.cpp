// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_codec_columns.h"

#include "core/storage/column_coding_integers.h"
#include "core/storage/column_coding_ticks.h"

#include <algorithm>

namespace zvt::storage {

namespace {

using market::BarColumn;
using Targets = std::array<double*, market::kBarColumnCount>;

constexpr std::size_t index(BarColumn column)
{
  return static_cast<std::size_t>(column);
}

struct alignas(64) DoubleBlock {
  std::array<double, kBlockRows> values;
};

/// A column that is written with its scale and its prediction.
struct GenericReader {
  TickFactors factors;
  Exceptions exceptions;
  IntegerReader integers;

  [[nodiscard]] bool open(std::string_view section, std::size_t count)
  {
    ByteReader bytes(section);
    TickScale scale;
    if (!scale.take(bytes) || !exceptions.take(bytes, count))
      return false;
    factors = scale.factors();
    return integers.open(bytes, count);
  }
};

/// Open, high or low: the scale of close, a prediction of its own.
struct PriceReader {
  Exceptions exceptions;
  bool isSigned = false;
  BlockReader blocks;

  [[nodiscard]] bool open(std::string_view section, std::size_t count, bool hasSign)
  {
    ByteReader bytes(section);
    unsigned sign = 0;
    if (!exceptions.take(bytes, count) || (hasSign && !bytes.byte(sign)) || sign > 1)
      return false;
    isSigned = sign == 1;
    blocks = BlockReader(bytes, count);
    return true;
  }
};

/// Decodes block after block of the columns that are needed, all of a block while it is near.
class ColumnsDecoder {
public:
  ColumnsDecoder(RowOrder order, const Targets& targets)
      : m_order(order)
      , m_targets(targets)
  {
    const auto isWanted = [&](BarColumn column) { return targets[index(column)] != nullptr; };
    m_turnover = isWanted(BarColumn::Turnover);
    m_volume = m_turnover || isWanted(BarColumn::Volume);
    m_high = m_turnover || isWanted(BarColumn::High);
    m_low = m_turnover || isWanted(BarColumn::Low);
    m_open = m_high || m_low || isWanted(BarColumn::Open);
    m_close = m_open || isWanted(BarColumn::Close);
  }

  [[nodiscard]] bool open(const Sections& sections, std::size_t count)
  {
    m_count = count;
    return (!m_close || m_closeReader.open(sections[0], count))
        && (!m_open || m_openReader.open(sections[1], count, false))
        && (!m_high || m_highReader.open(sections[2], count, true))
        && (!m_low || m_lowReader.open(sections[3], count, true))
        && (!m_volume || m_volumeReader.open(sections[4], count))
        && (!m_turnover || m_turnoverReader.open(sections[5], count));
  }

  [[nodiscard]] bool run()
  {
    for (std::size_t at = 0; at < m_count; at += kBlockRows) {
      m_at = at;
      m_rows = std::min(kBlockRows, m_count - at);
      if ((m_close && !closeBlock()) || (m_open && !openBlock()) || (m_high && !highBlock()) || (m_low && !lowBlock())
          || (m_volume && !volumeBlock()) || (m_turnover && !turnoverBlock()))
        return false;
    }
    return isDone();
  }

  void applyExceptions() const
  {
    apply(m_closeReader.exceptions, BarColumn::Close);
    apply(m_openReader.exceptions, BarColumn::Open);
    apply(m_highReader.exceptions, BarColumn::High);
    apply(m_lowReader.exceptions, BarColumn::Low);
    apply(m_volumeReader.exceptions, BarColumn::Volume);
    apply(m_turnoverReader.exceptions, BarColumn::Turnover);
  }

private:
  [[nodiscard]] bool isDone() const
  {
    return (!m_close || m_closeReader.integers.isDone()) && (!m_open || m_openReader.blocks.isDone())
        && (!m_high || m_highReader.blocks.isDone()) && (!m_low || m_lowReader.blocks.isDone())
        && (!m_volume || m_volumeReader.integers.isDone()) && (!m_turnover || m_turnoverReader.integers.isDone());
  }

  void apply(const Exceptions& exceptions, BarColumn column) const
  {
    if (double* target = m_targets[index(column)])
      exceptions.apply(target);
  }

  /// Where the block's doubles of a column go: to the caller, or aside when only another column needs them.
  [[nodiscard]] double* place(BarColumn column)
  {
    double* target = m_targets[index(column)];
    return target ? target + m_at : m_aside.data()[index(column)].values.data();
  }

  /// Doubles where they are wanted or a turnover needs them.
  void emit(BarColumn column, const std::int64_t* ticks, const TickFactors& factors)
  {
    if (m_turnover || m_targets[index(column)])
      m_kernels.toDoubles(ticks, factors, place(column), m_rows);
  }

  [[nodiscard]] bool closeBlock()
  {
    std::int64_t* closes = m_closes.data() + kFront;
    closes[-1] = m_at == 0 ? 0 : closes[kBlockRows - 1];
    if (!m_closeReader.integers.next(nullptr, m_rows, closes))
      return false;
    if (m_at == 0)
      closes[-1] = closes[0];
    emit(BarColumn::Close, closes, m_closeReader.factors);
    return true;
  }

  [[nodiscard]] bool openBlock()
  {
    ResidualBlock residuals;
    if (!m_openReader.blocks.next(residuals.data()))
      return false;
    const std::int64_t* base = m_closes.data() + kFront - (m_order == RowOrder::Series ? 1 : 0);
    m_kernels.addNear(base, residuals.data(), m_opens.data(), m_rows);
    emit(BarColumn::Open, m_opens.data(), m_closeReader.factors);
    return true;
  }

  [[nodiscard]] bool highBlock()
  {
    ResidualBlock residuals;
    if (!distances(m_highReader, residuals))
      return false;
    m_kernels.addAbove(m_opens.data(), m_closes.data() + kFront, residuals.data(), m_ticks.data(), m_rows);
    emit(BarColumn::High, m_ticks.data(), m_closeReader.factors);
    return true;
  }

  [[nodiscard]] bool lowBlock()
  {
    ResidualBlock residuals;
    if (!distances(m_lowReader, residuals))
      return false;
    m_kernels.addBelow(m_opens.data(), m_closes.data() + kFront, residuals.data(), m_ticks.data(), m_rows);
    emit(BarColumn::Low, m_ticks.data(), m_closeReader.factors);
    return true;
  }

  [[nodiscard]] bool distances(PriceReader& reader, ResidualBlock& residuals)
  {
    if (!reader.blocks.next(residuals.data()))
      return false;
    if (reader.isSigned)
      m_kernels.unzigzag(residuals.data(), m_rows);
    return true;
  }

  [[nodiscard]] bool volumeBlock()
  {
    if (!m_volumeReader.integers.next(nullptr, m_rows, m_ticks.data()))
      return false;
    emit(BarColumn::Volume, m_ticks.data(), m_volumeReader.factors);
    return true;
  }

  [[nodiscard]] bool turnoverBlock()
  {
    if (m_turnoverReader.integers.needsGuesses()) {
      const TurnoverGuess from{place(BarColumn::Open), place(BarColumn::High), place(BarColumn::Low),
          place(BarColumn::Close), place(BarColumn::Volume)};
      m_kernels.guessTurnover(from, m_turnoverReader.factors, m_guesses.data(), m_rows);
    }
    if (!m_turnoverReader.integers.next(m_guesses.data(), m_rows, m_ticks.data()))
      return false;
    emit(BarColumn::Turnover, m_ticks.data(), m_turnoverReader.factors);
    return true;
  }

  const PackingKernels& m_kernels = packingKernels();
  RowOrder m_order;
  const Targets& m_targets;
  bool m_close = false, m_open = false, m_high = false, m_low = false, m_volume = false, m_turnover = false;
  std::size_t m_count = 0, m_at = 0, m_rows = 0;
  GenericReader m_closeReader, m_volumeReader, m_turnoverReader;
  PriceReader m_openReader, m_highReader, m_lowReader;
  static constexpr std::size_t kFront = 8; ///< the close before the block is the last of these
  alignas(64) std::array<std::int64_t, kFront + kBlockRows> m_closes{};
  TickBlock m_opens, m_ticks, m_guesses;
  std::array<DoubleBlock, market::kBarColumnCount> m_aside;
};

}

bool takeColumns(const Sections& sections, std::size_t count, RowOrder order, const Targets& targets)
{
  ColumnsDecoder decoder(order, targets);
  if (!decoder.open(sections, count) || !decoder.run())
    return false;
  decoder.applyExceptions();
  return true;
}

bool takeColumn(std::string_view section, std::size_t count, double* values)
{
  GenericReader reader;
  if (!reader.open(section, count))
    return false;
  TickBlock ticks;
  for (std::size_t at = 0; at < count; at += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, count - at);
    if (!reader.integers.next(nullptr, rows, ticks.data()))
      return false;
    packingKernels().toDoubles(ticks.data(), reader.factors, values + at, rows);
  }
  reader.exceptions.apply(values);
  return reader.integers.isDone();
}

}
