// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace zvt::factor {

/// A function that 通达信 has and this program refuses, and why.
struct RefusedName {
  enum class Reason {
    Future, ///< its value at a bar changes with later bars
    Drawing, ///< draws and has no value
    Data ///< needs data that bars do not have
  };
  std::string_view name;
  Reason reason;
};

/// By upper-case name; null when nothing is refused.
[[nodiscard]] const RefusedName* findRefused(std::string_view upperName);
/// The code of the error and so of the sentence: factor.refused_future, factor.refused_drawing, factor.refused_data.
[[nodiscard]] std::string_view codeOf(RefusedName::Reason reason);
[[nodiscard]] std::span<const RefusedName> refusedNames();

}
