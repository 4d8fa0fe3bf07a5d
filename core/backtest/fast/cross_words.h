// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace zvt::backtest::fast {

/// Compares two columns, 64 rows a word: bit i of above[w] says a[64w + i] > b[64w + i], of below[w] that it is less.
/// Where either is NaN both bits are 0.
/// @param words the columns have 64 × words rows
using CompareColumns = void (*)(
    const double* a, const double* b, std::size_t words, std::uint64_t* above, std::uint64_t* below);

/// The fastest that this processor runs; all give the same bits.
[[nodiscard]] CompareColumns compareColumns();
/// The plain one.
void compareColumnsPlain(
    const double* a, const double* b, std::size_t words, std::uint64_t* above, std::uint64_t* below);

/// The signs of rows of 16 values: bit k of above[row] says that the k-th is positive, of below[row] that it is
/// negative. Of NaN and 0 neither.
using SignsOfRows = void (*)(const double* values, std::size_t rows, std::uint16_t* above, std::uint16_t* below);
[[nodiscard]] SignsOfRows signsOfRows();
void signsOfRowsPlain(const double* values, std::size_t rows, std::uint16_t* above, std::uint16_t* below);

}
