// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

/// What the keys of a search index and the comparing with them share.
namespace zvt::ui::search {

inline bool isDigit(char32_t c)
{
  return c >= U'0' && c <= U'9';
}

inline bool isLetter(char32_t c)
{
  return c >= U'a' && c <= U'z';
}

/// a is bit 0; nothing for what is no letter.
inline std::uint32_t letterBit(char32_t c)
{
  return isLetter(c) ? 1U << (c - U'a') : 0U;
}

inline std::uint8_t limited(std::size_t value)
{
  return static_cast<std::uint8_t>(std::min<std::size_t>(value, 255));
}

}
