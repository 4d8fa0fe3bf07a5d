// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace zvt {

/// Continues a CRC-32C over @p size bytes; @p state is neither inverted before nor after.
using CrcLoop = std::uint32_t (*)(std::uint32_t state, const char* bytes, std::size_t size);
/// The loop that uses the processor's own instruction; nullptr where there is none.
[[nodiscard]] CrcLoop hardwareCrcLoop();

}
