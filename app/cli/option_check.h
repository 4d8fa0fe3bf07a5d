// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <exception>
#include <string>

namespace zvt::cli {

/// An option has a value that it cannot have. Thrown while the command line is read, before anything is opened, because
/// CLI11 keeps only the text of what a check finds, and `--json` wants its code too. Ends the program with exit code 2.
class WrongValue : public std::exception {
public:
  explicit WrongValue(Error error)
      : m_error(std::move(error))
  {
  }
  [[nodiscard]] const Error& error() const { return m_error; }
  [[nodiscard]] const char* what() const noexcept override { return m_error.code.c_str(); }

private:
  Error m_error;
};

/// For CLI::Option::check: the value is what `parse` (text → Result) takes.
template <typename Parse> auto parsedBy(Parse parse)
{
  return [parse](const std::string& text) {
    if (const auto value = parse(text); !value)
      throw WrongValue(value.error());
    return std::string();
  };
}

/// The same where an empty value means the same as none.
template <typename Parse> auto emptyOrParsedBy(Parse parse)
{
  return [check = parsedBy(parse)](const std::string& text) { return text.empty() ? text : check(text); };
}

}
