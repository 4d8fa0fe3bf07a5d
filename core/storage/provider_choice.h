// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace zvt::storage {

/// Which of the stored providers a read takes: the one that was asked for and no other; else the first of the priority
/// list that is there; else the first by name. end() when there is none.
/// @param stored a map from provider to anything
template <typename Map>
[[nodiscard]] typename Map::const_iterator chooseProvider(
    const Map& stored, const std::optional<std::string>& wanted, const std::vector<std::string>& priority)
{
  if (wanted)
    return stored.find(*wanted);
  for (const std::string& provider : priority) {
    if (const auto found = stored.find(provider); found != stored.end())
      return found;
  }
  return stored.begin();
}

}
