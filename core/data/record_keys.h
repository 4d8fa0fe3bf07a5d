// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/record_query.h"

#include <cstdint>
#include <vector>

namespace zvt::data {

/// Finds rows of an import that have the same key, in 24 bytes a row: a hash of 128 bits stands for the key.
class RecordKeys {
public:
  struct Place {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    auto operator<=>(const Place&) const = default;
  };
  /// A row whose key an earlier row has.
  struct Repeat {
    Place place;
    Place earlier;
  };

  void add(const storage::RecordRow& row, const std::vector<std::size_t>& key, Place place);
  /// The first @p limit of them, in the order of the rows.
  [[nodiscard]] std::vector<Repeat> repeats(std::size_t limit);

private:
  struct Entry {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    Place place;
    auto operator<=>(const Entry&) const = default;
  };
  std::vector<Entry> m_entries;
};

}
