// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace zvt::trading {

/// The stored names of an enumeration's values.
template <typename T, std::size_t n> using Names = std::array<std::pair<T, std::string_view>, n>;

template <typename T, std::size_t n> [[nodiscard]] std::string_view nameIn(const Names<T, n>& names, T value)
{
  for (const auto& [candidate, name] : names)
    if (candidate == value)
      return name;
  return "?";
}

/// Errors: trading.bad_name with arguments "text" and "kind".
template <typename T, std::size_t n>
[[nodiscard]] Result<T> parseIn(const Names<T, n>& names, std::string_view text, std::string_view kind)
{
  for (const auto& [value, name] : names)
    if (name == text)
      return value;
  return fail("trading.bad_name", {{"text", std::string(text)}, {"kind", std::string(kind)}});
}

}
