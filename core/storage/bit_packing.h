// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bit_packing_kernels.h"
#include "core/storage/column_coding_bytes.h"

#include <cstdint>
#include <string>
#include <string_view>

/// Blocks of up to kBlockRows small numbers: the width that most need, the packed lanes, and patches for the few that
/// are wider (a byte of position and their high bits each).
namespace zvt::storage {

struct BlockShape {
  unsigned width = 0; ///< bits a value, 0 … 64
  unsigned patches = 0; ///< values that are wider
  unsigned patchBytes = 0; ///< bytes of the high bits of each of them, 1 … 8
  std::size_t bytes = 0; ///< of the whole block
};

/// The smallest block. @p count in 1 … kBlockRows.
[[nodiscard]] BlockShape shapeOf(const std::uint64_t* values, std::size_t count);
void packBlock(const std::uint64_t* values, std::size_t count, const BlockShape& shape, std::string& out);
inline void packBlock(const std::uint64_t* values, std::size_t count, std::string& out)
{
  packBlock(values, count, shapeOf(values, count), out);
}

/// Reads the blocks of a column one after the other.
class BlockReader {
public:
  BlockReader() = default;
  BlockReader(ByteReader bytes, std::size_t rows)
      : m_bytes(bytes)
      , m_rows(rows)
  {
  }
  /// The next min(kBlockRows, rows left) numbers; @p values has room for kBlockRows. False on damaged bytes.
  [[nodiscard]] bool next(std::uint64_t* values);
  /// Whether every row and every byte was read.
  [[nodiscard]] bool isDone() const { return m_rows == 0 && m_bytes.isAtEnd(); }

private:
  [[nodiscard]] bool lanes(unsigned width, std::size_t rows, std::uint64_t* values);

  ByteReader m_bytes{std::string_view{}};
  std::size_t m_rows = 0;
};

}
