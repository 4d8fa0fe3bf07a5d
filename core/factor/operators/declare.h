// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operator.h"

#include <span>
#include <string>
#include <vector>

/// Short ways to declare operators.

namespace zvt::factor {

inline constexpr double kLongestWindow = 100'000;

/// A number of bars: Int from @p minimum to kLongestWindow.
[[nodiscard]] ParamSpec windowParameter(std::string key, std::int64_t defaultValue, double minimum = 1);
/// A number of any kind.
[[nodiscard]] ParamSpec numberParameter(std::string key, double defaultValue, double minimum, double maximum);
/// One of several conventions, written as a number: 0, 1, … in the order of @p count.
[[nodiscard]] ParamSpec conventionParameter(std::string key, std::int64_t defaultValue, std::int64_t count);

/// An entry with one output "value" and help "factor.operator.NAME"; the rest is set on what is returned.
[[nodiscard]] OperatorInfo declare(
    OperatorCategory category, std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters);
/// An entry without memory; its constants fold.
[[nodiscard]] OperatorInfo declarePointwise(
    OperatorCategory category, std::string name, std::vector<std::string> inputs);

/// Defined after @p bars; recursive: every earlier value counts.
[[nodiscard]] Memory memoryOf(double bars, bool isRecursive);
/// Memory of a window: parameter @p index is its size, so many more are needed before.
[[nodiscard]] std::function<Memory(std::span<const double>)> memoryOfWindow(std::size_t index, std::size_t more = 0);
/// Memory of a recursion that is defined after parameter @p index bars and so many more.
[[nodiscard]] std::function<Memory(std::span<const double>)> memoryOfRecursion(std::size_t index, std::size_t more = 0);

}
