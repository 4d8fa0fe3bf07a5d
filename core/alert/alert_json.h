// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert.h"
#include "core/base/json.h"

namespace zvt::alert {

/// Alerts as JSON values. Used inside this folder; public headers stay free of JSON.
[[nodiscard]] Json conditionJson(const Condition& condition);
[[nodiscard]] Result<Condition> readCondition(const Json& json);
[[nodiscard]] Json alertJson(const Alert& alert);
/// Errors: alert.bad_entry with "field" and "text".
[[nodiscard]] Result<Alert> readAlert(const Json& json);

/// What @p original has and @p known has not, member by member; null: nothing.
[[nodiscard]] Json unknownMembers(const Json& original, const Json& known);
/// Puts back what unknownMembers() took.
void addUnknown(Json& json, const std::string& unknown);

/// NaN is null, both ways.
[[nodiscard]] Json numberJson(double value);
[[nodiscard]] Json timeJson(const std::optional<Timestamp>& time); ///< microseconds since 1970, or null
/// Members that may be missing or null. Errors: alert.bad_entry.
[[nodiscard]] Result<double> readNumber(const Json& json, const char* key);
[[nodiscard]] Result<std::optional<Timestamp>> readTime(const Json& json, const char* key);
[[nodiscard]] Result<std::string> readText(const Json& json, const char* key);

}
