// SPDX-License-Identifier: Apache-2.0
#include "core/market/entity.h"

#include "core/base/json.h"
#include "rules_resources.h"

#include <nlohmann/json.hpp>

#include <array>
#include <functional>
#include <map>

namespace zvt::market {
namespace {

struct PinyinTable {
  std::unordered_map<std::string, char> initials; ///< one character in UTF-8 → A…Z
  std::unordered_map<std::string, std::string> others; ///< the same for further readings
  /// Words whose characters are read otherwise inside them, by their first character; the longer before its beginning.
  std::unordered_map<std::string, std::map<std::string, std::string, std::greater<>>> phrases;
};

std::size_t lengthOfCharacter(unsigned char first)
{
  if (first < 0x80)
    return 1;
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}

/// @p groups: initial → its characters in one text.
void forEachCharacter(const Json& groups, const std::function<void(std::string, char)>& take)
{
  for (const auto& [initial, characters] : groups.items()) {
    const auto& text = characters.get_ref<const std::string&>();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = lengthOfCharacter(static_cast<unsigned char>(text[at]));
      take(text.substr(at, length), initial[0]);
      at += length;
    }
  }
}

PinyinTable readTable()
{
  PinyinTable table;
  for (const EmbeddedResource& file : resources::rules()) {
    if (file.path != "pinyin_initials.json")
      continue;
    const Result<Json> json = parseJson(file.content);
    if (!json)
      break;
    forEachCharacter(json->at("initials"),
        [&](std::string character, char initial) { table.initials.emplace(std::move(character), initial); });
    forEachCharacter(
        json->at("others"), [&](const std::string& character, char initial) { table.others[character] += initial; });
    for (const auto& [phrase, initials] : json->at("phrases").items())
      table.phrases[phrase.substr(0, lengthOfCharacter(static_cast<unsigned char>(phrase[0])))].emplace(
          phrase, initials.get<std::string>());
  }
  return table;
}

const PinyinTable& pinyinTable()
{
  static const PinyinTable table = readTable();
  return table;
}

/// Full-width letters and digits (Ａ, ２), common in names (万科Ａ), as their ASCII form; 0 when it is none.
char fromFullWidth(std::string_view character)
{
  if (character.size() != 3 || character[0] != '\xef')
    return 0;
  const unsigned code = 0xf000U | ((static_cast<unsigned char>(character[1]) & 0x3fU) << 6U)
      | (static_cast<unsigned char>(character[2]) & 0x3fU);
  return code > 0xff00U && code <= 0xff5eU ? static_cast<char>(code - 0xfee0U) : '\0';
}

void appendAscii(std::string& initials, char c)
{
  if (c >= 'a' && c <= 'z')
    initials += static_cast<char>(c - 'a' + 'A');
  else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
    initials += c;
}

void addInitial(std::string& initials, char initial)
{
  if (initials.find(initial) == std::string::npos)
    initials += initial;
}

char toLowerAscii(char c)
{
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Of one character in valid UTF-8.
char32_t codePoint(std::string_view character)
{
  constexpr std::array<unsigned, 5> kLead{0, 0x7f, 0x1f, 0x0f, 0x07};
  char32_t code = static_cast<unsigned char>(character[0]) & kLead[character.size()];
  for (std::size_t i = 1; i < character.size(); ++i)
    code = (code << 6U) | (static_cast<unsigned char>(character[i]) & 0x3fU);
  return code;
}

const std::pair<const std::string, std::string>* phraseAt(std::string_view rest)
{
  const std::size_t length = std::min(rest.size(), lengthOfCharacter(static_cast<unsigned char>(rest[0])));
  const auto found =
      length == 1 ? pinyinTable().phrases.end() : pinyinTable().phrases.find(std::string(rest.substr(0, length)));
  if (found == pinyinTable().phrases.end())
    return nullptr;
  for (const auto& entry : found->second)
    if (rest.starts_with(entry.first))
      return &entry;
  return nullptr;
}

}

std::string pinyinInitials(std::string_view name)
{
  std::string initials;
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view rest = name.substr(at);
    if (const auto* phrase = phraseAt(rest)) {
      initials += phrase->second;
      at += phrase->first.size();
      continue;
    }
    const std::size_t length = std::min(rest.size(), lengthOfCharacter(static_cast<unsigned char>(rest[0])));
    const std::string_view character = rest.substr(0, length);
    if (length == 1)
      appendAscii(initials, character[0]);
    else if (const auto found = pinyinTable().initials.find(std::string(character));
        found != pinyinTable().initials.end())
      initials += found->second;
    else
      appendAscii(initials, fromFullWidth(character));
    at += length;
  }
  return initials;
}

std::vector<CharacterReading> pinyinReadings(std::string_view name)
{
  std::vector<CharacterReading> readings;
  std::string_view phrase; // the initials of a phrase that are still to come
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view rest = name.substr(at);
    if (phrase.empty())
      if (const auto* found = phraseAt(rest))
        phrase = found->second;
    const std::size_t length = std::min(rest.size(), lengthOfCharacter(static_cast<unsigned char>(rest[0])));
    const std::string character(rest.substr(0, length));
    at += length;
    CharacterReading reading;
    if (!phrase.empty()) {
      reading.initials += phrase.front();
      phrase.remove_prefix(1);
    }
    const PinyinTable& table = pinyinTable();
    if (const auto found = table.initials.find(character); found != table.initials.end())
      addInitial(reading.initials, found->second);
    if (const auto found = table.others.find(character); found != table.others.end())
      for (const char initial : found->second)
        addInitial(reading.initials, initial);
    const char ascii = length == 1 ? character[0] : fromFullWidth(character);
    reading.character = ascii ? static_cast<char32_t>(toLowerAscii(ascii)) : codePoint(character);
    if (ascii != ' ' && character != "\u3000")
      readings.push_back(std::move(reading));
  }
  return readings;
}

}
