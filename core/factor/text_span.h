// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace zvt::factor {

/// Where something stands in a formula, from 1; a column is a character, not a byte.
struct Position {
  int line = 1;
  int column = 1;
};

/// Bytes [begin, end) of a text.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const TextSpan&) const = default;
};

}
