// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which run wrote each row of a chunk ↔ a few bytes: stretches of equal length whose runs follow each other in even
/// steps become one entry, so that a chunk that was filled by 1,500 daily runs needs no more than one by a single run.
namespace zvt::storage {

/// "" when no run is known.
[[nodiscard]] std::string encodeLineage(std::span<const std::int64_t> runs);
/// Appends @p count rows' runs. The bytes may be hostile: false, and @p runs undefined, unless they say exactly that
/// many.
[[nodiscard]] bool decodeLineage(std::string_view bytes, std::size_t count, std::vector<std::int64_t>& runs);

}
