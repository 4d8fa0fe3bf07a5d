// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/strategy_document.h"

namespace zvt::strategy {

/// The value as its spec wants it: a whole number where a double is meant, a number where decimal text is meant. An
/// empty text stands for "not given" in Date, Decimal and Entity parameters whose default is empty. Errors:
/// param.unknown, param.type, param.range, param.choice.
[[nodiscard]] Result<ParamValue> normalised(const ParamSchema& schema, std::string_view key, const ParamValue& value);
/// Every parameter of the schema, from @p given or by default. Errors as normalised().
[[nodiscard]] Result<ParamMap> completed(const ParamSchema& schema, const ParamMap& given);

/// Typed reading of completed parameters; the schema has made sure of the type.
[[nodiscard]] std::int64_t intOf(const ParamMap& params, std::string_view key);
[[nodiscard]] double doubleOf(const ParamMap& params, std::string_view key);
[[nodiscard]] bool boolOf(const ParamMap& params, std::string_view key);
[[nodiscard]] std::string textOf(const ParamMap& params, std::string_view key);
[[nodiscard]] std::vector<std::string> listOf(const ParamMap& params, std::string_view key);

}
