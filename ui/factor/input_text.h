// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/factor/text_span.h"

#include <optional>
#include <string>
#include <vector>

namespace zvt::ui {

/// One declared parameter of a formula's text: INPUT: NAME(value, minimum, maximum, step).
struct InputRow {
  std::string name;
  double value = 0;
  std::optional<double> minimum, maximum, step; ///< a missing one leaves out those behind it
  factor::TextSpan span; ///< of the declaration in the text
};

/// As far as the text can be read.
[[nodiscard]] std::vector<InputRow> inputsOf(const std::string& text);
/// The text with declaration @p index written anew; everything else stays byte for byte.
[[nodiscard]] std::string withInput(const std::string& text, std::size_t index, const InputRow& row);
/// With one more: behind the last one, else in an INPUT line of its own in front.
[[nodiscard]] std::string withNewInput(const std::string& text, const InputRow& row);
/// Without declaration @p index; without its INPUT line where that was its only one.
[[nodiscard]] std::string withoutInput(const std::string& text, std::size_t index);

}
