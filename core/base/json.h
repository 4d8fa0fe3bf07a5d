// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

namespace zvt {

using Json = nlohmann::json;

/// Limits for text from outside.
struct JsonLimits {
  std::size_t maxBytes = 64U << 20U;
  int maxDepth = 64;
};

/// Parses untrusted text. Errors: json.syntax with arguments "line" and "column", json.too_deep, json.too_large,
/// json.number_range (a number beyond what a double holds).
[[nodiscard]] Result<Json> parseJson(std::string_view text, const JsonLimits& limits = {});
/// Compact text, keys sorted, doubles with the shortest digits that read back: the same value gives the same bytes.
[[nodiscard]] std::string canonicalJson(const Json& json);

/// Typed access to members of an object. Errors: json.missing, json.type; context "key".
[[nodiscard]] Result<std::string> jsonString(const Json& object, std::string_view key);
[[nodiscard]] Result<double> jsonDouble(const Json& object, std::string_view key);
[[nodiscard]] Result<std::int64_t> jsonInt(const Json& object, std::string_view key);
[[nodiscard]] Result<bool> jsonBool(const Json& object, std::string_view key);

}
