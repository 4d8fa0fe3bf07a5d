// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zvt {

/// What went wrong, as data: a code that names a sentence in resources/messages, its arguments, and where it happened.
/// Nothing here is translated; core/base/messages.h turns an Error into text.
struct Error {
  using Field = std::pair<std::string, std::string>;

  std::string code; ///< e.g. "import.bad_number": the key of the sentence
  std::vector<Field> arguments; ///< values for the sentence's {placeholders}
  std::vector<Field> context; ///< where: "file", "row", "entity", "url" …, outermost last

  /// Adds where it happened; callers further out add what they know.
  [[nodiscard]] Error with(std::string_view key, std::string_view value) &&
  {
    context.emplace_back(key, value);
    return std::move(*this);
  }
  [[nodiscard]] Error with(std::string_view key, std::string_view value) const&
  {
    return Error(*this).with(key, value);
  }
  /// The argument or context value called @p key, or an empty view.
  [[nodiscard]] std::string_view field(std::string_view key) const;

  bool operator==(const Error&) const = default;
};

template <typename T> using Result = std::expected<T, Error>;

/// return fail("import.bad_number", {{"text", cell}});
[[nodiscard]] std::unexpected<Error> fail(std::string code, std::vector<Error::Field> arguments = {});
[[nodiscard]] inline std::unexpected<Error> fail(Error error)
{
  return std::unexpected(std::move(error));
}

}

#define ZVT_CONCATENATE_(a, b) a##b
#define ZVT_CONCATENATE(a, b) ZVT_CONCATENATE_(a, b)
#define ZVT_TRY_(temporary, declaration, expression)                                                                   \
  auto temporary = (expression);                                                                                       \
  if (!temporary)                                                                                                      \
    return std::unexpected(std::move(temporary).error());                                                              \
  declaration = *std::move(temporary)
/// ZVT_TRY(auto bars, store.read(…)); returns the error to the caller, or declares the value.
#define ZVT_TRY(declaration, expression) ZVT_TRY_(ZVT_CONCATENATE(zvtTry, __COUNTER__), declaration, expression)
/// ZVT_TRY_VOID(store.write(…)); the same for Result<void>.
#define ZVT_TRY_VOID(expression)                                                                                       \
  do {                                                                                                                 \
    if (auto zvtTried = (expression); !zvtTried)                                                                       \
      return std::unexpected(std::move(zvtTried).error());                                                             \
  } while (false)
