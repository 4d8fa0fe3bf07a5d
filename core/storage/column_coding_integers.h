// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bit_packing.h"

#include <array>
#include <vector>

/// Columns of integers ↔ packed blocks, predicted from what is known before.
namespace zvt::storage {

/// What a residual is added to.
enum class Prediction : std::uint8_t {
  Offset = 0, ///< one number for all, at most the smallest
  Previous = 1, ///< the integer before (zigzag)
  Guess = 2, ///< an integer that both sides computed (zigzag)
};

/// Memory for one block.
struct alignas(64) ResidualBlock {
  std::array<std::uint64_t, kBlockRows> values;
  [[nodiscard]] std::uint64_t* data() { return values.data(); }
};
struct alignas(64) TickBlock {
  std::array<std::int64_t, kBlockRows> values;
  [[nodiscard]] std::int64_t* data() { return values.data(); }
};

/// The prediction with the smallest blocks, judged by some of them.
struct PredictionChoice {
  Prediction prediction = Prediction::Offset;
  std::size_t bytes = 0; ///< of the blocks that were judged
};
/// @p guesses may be null: then Guess is not considered.
[[nodiscard]] PredictionChoice choosePrediction(
    const std::int64_t* ticks, const std::int64_t* guesses, std::size_t count);

/// The prediction, what it starts from, and the blocks.
void putIntegers(
    const std::int64_t* ticks, const std::int64_t* guesses, std::size_t count, Prediction prediction, std::string& out);

/// Reads what putIntegers() wrote, block by block.
class IntegerReader {
public:
  [[nodiscard]] bool open(ByteReader bytes, std::size_t rows);
  [[nodiscard]] bool needsGuesses() const { return m_prediction == Prediction::Guess; }
  /// The next block of @p rows = min(kBlockRows, rows left). @p guesses only when it needs them.
  [[nodiscard]] bool next(const std::int64_t* guesses, std::size_t rows, std::int64_t* ticks);
  [[nodiscard]] bool isDone() const { return m_blocks.isDone(); }

private:
  Prediction m_prediction = Prediction::Offset;
  std::int64_t m_base = 0;
  BlockReader m_blocks;
};

/// Strictly increasing keys: which of a few steps each takes, or its step in a common unit.
void putKeys(const std::int64_t* keys, std::size_t count, std::string& out);
/// False unless the bytes are exactly @p count strictly increasing keys.
[[nodiscard]] bool takeKeys(std::string_view bytes, std::size_t count, std::int64_t* keys);
[[nodiscard]] bool takeKeys(std::string_view bytes, std::size_t count, std::uint32_t* keys);

}
