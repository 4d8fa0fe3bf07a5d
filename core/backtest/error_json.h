// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

namespace zvt::backtest {

/// An error with all that its sentence needs, as files of runs and sweeps keep it.
[[nodiscard]] Json errorJson(const Error& error);
/// Throws Json::exception where it is none.
[[nodiscard]] Error errorOf(const Json& json);
[[nodiscard]] Json fieldsJson(const std::vector<Error::Field>& fields);
[[nodiscard]] std::vector<Error::Field> fieldsOf(const Json& json);

}
