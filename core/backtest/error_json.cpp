// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/error_json.h"

#include <nlohmann/json.hpp>

namespace zvt::backtest {

Json fieldsJson(const std::vector<Error::Field>& fields)
{
  Json json = Json::array();
  for (const auto& [name, value] : fields)
    json.push_back({name, value});
  return json;
}

std::vector<Error::Field> fieldsOf(const Json& json)
{
  std::vector<Error::Field> fields;
  for (const Json& field : json)
    fields.emplace_back(field.at(0).get<std::string>(), field.at(1).get<std::string>());
  return fields;
}

Json errorJson(const Error& error)
{
  return {{"code", error.code}, {"arguments", fieldsJson(error.arguments)}, {"context", fieldsJson(error.context)}};
}

Error errorOf(const Json& json)
{
  return {json.at("code").get<std::string>(), fieldsOf(json.at("arguments")), fieldsOf(json.at("context"))};
}

}
