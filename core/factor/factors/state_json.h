// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

/// States of accumulators as JSON: NaN is null, a missing value is nothing.
namespace zvt::factor {

[[nodiscard]] inline Json numberToJson(double value)
{
  return std::isnan(value) ? Json(nullptr) : Json(value);
}

[[nodiscard]] inline double numberFromJson(const Json& json)
{
  return json.is_number() ? json.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

/// Runs @p read, which takes members out of a state; whatever does not fit is factor.bad_state.
template <typename Read> [[nodiscard]] Result<void> readState(std::string_view text, Read read)
{
  ZVT_TRY(const Json state, parseJson(text));
  try {
    read(state);
  } catch (const nlohmann::json::exception&) {
    return fail("factor.bad_state");
  }
  return {};
}

}
