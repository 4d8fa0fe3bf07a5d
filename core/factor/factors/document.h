// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/factors/definition.h"

namespace zvt::factor {

/// A user's own factor as JSON (README.md has the members). Errors: json.*, schema.*, factor.bad_document with
/// "member", factor.bad_name, factor.unknown_accumulator, level.*, adjust.*; a formula is checked when the factor is
/// made.
[[nodiscard]] Result<FactorDefinition> readFactorDocument(std::string_view json);

}
