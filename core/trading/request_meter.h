// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <deque>

namespace zvt::trading {

/// Forgets what is not of the second before @p now: what is older, and what is later, which a clock that went back (a
/// replay) has left behind. @param at the time of an item, of the same clock. Items stay in their order.
template <typename Item, typename At> void keepLastSecond(std::deque<Item>& items, Duration now, At at)
{
  while (!items.empty() && at(items.back()) > now)
    items.pop_back();
  while (!items.empty() && at(items.front()) <= now - Duration::seconds(1))
    items.pop_front();
}

/// Is it of the second before @p now?
[[nodiscard]] constexpr bool isOfLastSecond(Duration at, Duration now)
{
  return at > now - Duration::seconds(1) && at <= now;
}

}
