// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/why_trace.h"
#include "core/base/json.h"

#include <array>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

constexpr std::array<std::string_view, 12> kKinds{
    "fill", "cost", "order", "wait", "decision", "node", "value", "bars", "bar", "origin", "fact", "unknown"};

/// The figures as a reader sees them.
std::vector<Error::Field> readable(const std::vector<Error::Field>& figures, const Messages& messages)
{
  std::vector<Error::Field> texts = figures;
  for (auto& [name, value] : texts)
    if (value.starts_with('@'))
      value = messages.text(value.substr(1), figures);
  return texts;
}

void addLines(std::string& text, const WhyRow& row, const Messages& messages, std::size_t depth)
{
  text.append(2 * depth, ' ');
  text += whySentence(row, messages) + "\n";
  for (const WhyRow& child : row.children)
    addLines(text, child, messages, depth + 1);
}

nlohmann::ordered_json jsonOf(const WhyRow& row, const Messages& messages)
{
  nlohmann::ordered_json json = {
      {"kind", toString(row.kind)}, {"key", row.sentence.code}, {"text", whySentence(row, messages)}};
  json["figures"] = nlohmann::ordered_json::object();
  for (const auto& [name, value] : row.sentence.arguments)
    json["figures"][name] = value.starts_with('@') ? value.substr(1) : value;
  if (!row.entityId.empty())
    json["entity"] = row.entityId;
  if (row.time)
    json["time"] = row.time->iso();
  if (row.dataRun != 0)
    json["data_run"] = row.dataRun;
  json["rows"] = nlohmann::ordered_json::array();
  for (const WhyRow& child : row.children)
    json["rows"].push_back(jsonOf(child, messages));
  return json;
}

}

std::string_view toString(WhyKind kind)
{
  return kKinds[static_cast<std::size_t>(kind)];
}

std::string whySentence(const WhyRow& row, const Messages& messages)
{
  return messages.text(row.sentence.code, readable(row.sentence.arguments, messages));
}

std::string whyText(const WhyRow& root, const Messages& messages)
{
  std::string text;
  addLines(text, root, messages, 0);
  return text;
}

std::string whyJson(const WhyRow& root, const Messages& messages)
{
  return jsonOf(root, messages).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}
