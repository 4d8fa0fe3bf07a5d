// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_codec.h"

namespace zvt::storage {

struct CodecScratch::Room {
  std::array<std::vector<std::int64_t>, market::kBarColumnCount> ticks;
  std::vector<std::uint64_t> residuals;
};

}
