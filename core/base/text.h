// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {

/// The shortest digits that read back to the same double; "" for NaN (missing), "inf"/"-inf" for infinities.
[[nodiscard]] std::string formatDouble(double value);
/// A whole text as a double; no blanks, no "nan", no "inf". Empty optional when it is not one.
[[nodiscard]] std::optional<double> parseDouble(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parseInt(std::string_view text);

[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string toLower(std::string_view ascii);
[[nodiscard]] std::string toUpper(std::string_view ascii);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// Shell-style match with * and ?, whole text.
[[nodiscard]] bool matchesGlob(std::string_view text, std::string_view pattern);
/// The byte offset of the first malformed sequence, or nothing when the text is valid UTF-8.
[[nodiscard]] std::optional<std::size_t> findInvalidUtf8(std::string_view text);

/// One CSV record by RFC 4180: quotes, doubled quotes. Spreadsheet-formula starts (= + - @) are escaped only where
/// @p guardFormulas says so, on text from outside.
[[nodiscard]] std::string csvField(std::string_view text, bool guardFormulas = false);

}
