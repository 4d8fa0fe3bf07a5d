// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/messages.h"
#include "core/factor/factors/definition.h"

namespace zvt::factor {

/// What a factor says about itself, as Markdown in the language of the messages: definition, parameters, formulas of
/// its columns at the defaults, outputs with units, what decides, what it reads, when it is known, source.
[[nodiscard]] std::string describe(const FactorDefinition& factor, const Messages& messages);
/// Its columns at the defaults of the parameters; empty where they cannot be made.
[[nodiscard]] std::vector<std::string> columnsOf(const FactorDefinition& factor);

}
