// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_codec.h"

namespace zvt::storage {

struct CodecScratch::Room {
  std::array<std::vector<std::int64_t>, market::kBarColumnCount> ticks;
  std::array<std::vector<double>, market::kBarColumnCount> values; ///< of columns whose ticks are not all of theirs
  std::vector<std::int64_t> keys, base, guesses, others;
  std::string body;

  /// Room for @p count rows; keeps what it has.
  void reserve(std::size_t count);
};

}
