// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.h"

namespace zvt {

std::string_view Error::field(std::string_view key) const
{
  for (const auto* fields : {&arguments, &context})
    for (const Field& field : *fields)
      if (field.first == key)
        return field.second;
  return {};
}

std::unexpected<Error> fail(std::string code, std::vector<Error::Field> arguments)
{
  return std::unexpected(Error{std::move(code), std::move(arguments), {}});
}

}
