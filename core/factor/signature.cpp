// SPDX-License-Identifier: Apache-2.0
#include "core/factor/signature.h"

namespace zvt::factor {

std::vector<std::string> argumentTexts(const OperatorInfo& info)
{
  std::vector<std::string> texts = info.inputs;
  for (const ParamSpec& parameter : info.parameters.specs()) {
    const bool hasDefault = !std::holds_alternative<std::monostate>(parameter.defaultValue);
    texts.push_back(hasDefault ? parameter.key + "=" + toText(parameter.defaultValue) : parameter.key);
  }
  return texts;
}

std::string signatureOf(const OperatorInfo& info)
{
  std::string text = info.name + "(";
  for (const std::string& argument : argumentTexts(info))
    text += (text.ends_with('(') ? "" : ", ") + argument;
  return text + ")";
}

}
