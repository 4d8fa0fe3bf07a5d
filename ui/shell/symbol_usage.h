// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::ui {

/// What was chosen lately and often: each use counts one, and half as much after a week.
class SymbolUsage {
public:
  void note(std::string_view id, Timestamp now);
  /// Best first.
  [[nodiscard]] std::vector<std::string> best() const;
  void clear() { m_uses.clear(); }

  /// {"version": 1, "uses": [{"id": …, "at": microseconds, "weight": …}]}
  [[nodiscard]] std::string toJson() const;
  /// What can be read of @p json; a damaged document gives an empty one.
  [[nodiscard]] static SymbolUsage fromJson(std::string_view json);

private:
  struct Use {
    std::string id;
    std::int64_t at; ///< of the last use, µs
    double weight; ///< as of then
  };
  [[nodiscard]] static double weightAt(const Use& use, std::int64_t at);
  std::vector<Use> m_uses;
};

}
