// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/raw_pages.h"

namespace zvt::storage {

/// Big-endian numbers; 0 beyond the end.
[[nodiscard]] std::uint16_t rawU16(std::string_view bytes, std::size_t at);
[[nodiscard]] std::uint32_t rawU32(std::string_view bytes, std::size_t at);
/// Reads SQLite's variable-length number and moves @p at behind it. False beyond the end.
[[nodiscard]] bool readVarint(std::string_view bytes, std::size_t& at, std::uint64_t& value);
/// A stored row (fileformat2 2.1). False when it cannot be one.
[[nodiscard]] bool decodeRecord(std::string_view payload, std::vector<RawValue>& values);

}
