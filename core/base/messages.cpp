// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"

#include "core/base/json.h"

#include "messages_resources.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt {
namespace {

constexpr std::string_view kExtension = ".json";

std::string_view embedded(std::string_view language)
{
  for (const EmbeddedResource& resource : resources::messages())
    if (resource.path.ends_with(kExtension)
        && resource.path.substr(0, resource.path.size() - kExtension.size()) == language)
      return resource.content;
  return {};
}

bool isNameCharacter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The length of "{name}" at the start of @p text, or 0.
std::size_t placeholderLength(std::string_view text)
{
  std::size_t at = 1;
  while (at < text.size() && isNameCharacter(text[at]))
    ++at;
  return at > 1 && at < text.size() && text[at] == '}' ? at + 1 : 0;
}

std::string_view valueOf(std::string_view name, const std::vector<Error::Field>& arguments)
{
  for (const Error::Field& argument : arguments)
    if (argument.first == name)
      return argument.second;
  return "?"; // a sentence that lacks a value still reads as one
}

/// Values go in as they are: what looks like a placeholder inside one is not filled again.
std::string fill(std::string_view text, const std::vector<Error::Field>& arguments)
{
  std::string out;
  while (!text.empty()) {
    const std::size_t brace = std::min(text.find('{'), text.size());
    out += text.substr(0, brace);
    text.remove_prefix(brace);
    if (text.empty())
      break;
    const std::size_t length = placeholderLength(text);
    out += length > 0 ? valueOf(text.substr(1, length - 2), arguments) : text.substr(0, 1);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}

std::shared_ptr<const Messages> Messages::load(std::string_view language)
{
  auto messages = std::make_shared<Messages>();
  for (const std::string_view source : {std::string_view("en"), language}) // what a language lacks is said in English
    if (auto parsed = fromJson(embedded(source)))
      for (auto& [key, text] : parsed->m_texts)
        messages->m_texts.insert_or_assign(key, std::move(text));
  return messages;
}

Result<Messages> Messages::fromJson(std::string_view json)
{
  ZVT_TRY(const Json object, parseJson(json));
  if (!object.is_object())
    return fail("json.type", {{"wanted", "object"}, {"found", object.type_name()}});
  Messages messages;
  for (const auto& [key, value] : object.items()) {
    ZVT_TRY(std::string text, jsonString(object, key));
    messages.m_texts.emplace(key, std::move(text));
  }
  return messages;
}

std::vector<std::string> Messages::languages()
{
  std::vector<std::string> result;
  for (const EmbeddedResource& resource : resources::messages())
    if (resource.path.ends_with(kExtension))
      result.emplace_back(resource.path.substr(0, resource.path.size() - kExtension.size()));
  std::sort(result.begin(), result.end());
  return result;
}

std::string Messages::text(std::string_view key, const std::vector<Error::Field>& arguments) const
{
  const auto found = m_texts.find(key);
  if (found == m_texts.end())
    return std::string(key);
  std::vector<Error::Field> words = arguments;
  for (Error::Field& argument : words)
    if (const auto word = m_texts.find(std::string(key) + '.' + argument.first + '.' + argument.second);
        word != m_texts.end())
      argument.second = word->second;
  return fill(found->second, words);
}

bool Messages::contains(std::string_view key) const
{
  return m_texts.find(key) != m_texts.end();
}

std::string Messages::describe(const Error& error) const
{
  std::vector<Error::Field> fields = error.arguments; // sentences may name the context too
  fields.insert(fields.end(), error.context.begin(), error.context.end());

  std::string where;
  for (auto it = error.context.rbegin(); it != error.context.rend(); ++it) { // the file before the row
    if (it->second.empty() || std::find(error.context.rbegin(), it, *it) != it)
      continue;
    const std::string key = "context." + it->first;
    where += where.empty() ? "" : ", ";
    where += contains(key) ? text(key, {{"value", it->second}}) : it->first + " " + it->second;
  }

  std::string result = text(error.code, fields);
  if (!where.empty())
    result += ": " + where;
  if (const std::string remedy = error.code + ".remedy"; contains(remedy))
    result += " — " + text(remedy, fields);
  return result;
}

}
