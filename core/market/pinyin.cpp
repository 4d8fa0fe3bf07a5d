// SPDX-License-Identifier: Apache-2.0
#include "core/market/entity.h"

#include "core/base/json.h"
#include "rules_resources.h"

#include <nlohmann/json.hpp>

#include <map>

namespace zvt::market {
namespace {

struct PinyinTable {
  std::unordered_map<std::string, char> initials; ///< one character in UTF-8 → A…Z
  std::map<std::string, std::string, std::greater<>> phrases; ///< words whose characters are read otherwise inside them
};

std::size_t lengthOfCharacter(unsigned char first)
{
  if (first < 0x80)
    return 1;
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
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
    for (const auto& [initial, characters] : json->at("initials").items()) {
      const auto& text = characters.get_ref<const std::string&>();
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = lengthOfCharacter(static_cast<unsigned char>(text[at]));
        table.initials.emplace(text.substr(at, length), initial[0]);
        at += length;
      }
    }
    for (const auto& [phrase, initials] : json->at("phrases").items())
      table.phrases.emplace(phrase, initials.get<std::string>());
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

const std::pair<const std::string, std::string>* phraseAt(std::string_view rest)
{
  for (const auto& entry : pinyinTable().phrases)
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

}
