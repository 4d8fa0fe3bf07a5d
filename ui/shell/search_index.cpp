// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/search_index.h"

#include "core/base/text.h"
#include "core/market/entity.h"
#include "ui/shell/search_bits.h"

#include <algorithm>

namespace zvt::ui {

using search::isDigit;
using search::isLetter;
using search::letterBit;
using search::limited;

namespace {

/// A bit for each letter and digit, the rest share the others.
std::uint64_t bagBit(char32_t c)
{
  if (isLetter(c))
    return 1ULL << (c - U'a');
  if (isDigit(c))
    return 1ULL << (26 + (c - U'0'));
  return 1ULL << (36 + static_cast<std::uint64_t>(c) * 2654435761ULL % 28);
}

}

SearchQuery::SearchQuery(std::string_view typed)
{
  std::string plain(typed);
  if (const auto id = market::EntityId::parse(plain); id && plain.find('_') != std::string::npos)
    plain = id->exchange + id->code;
  for (const market::CharacterReading& one : market::pinyinReadings(plain)) {
    text += one.character;
    hasDigit = hasDigit || isDigit(one.character);
    bag |= bagBit(one.character);
    if (one.character < 0x80)
      ascii += static_cast<char>(one.character);
  }
  if (ascii.size() != text.size())
    ascii.clear();
}

SearchIndex::SearchIndex(std::vector<SearchItem> items)
    : m_items(std::move(items))
{
  m_keys.reserve(m_items.size());
  m_bags.reserve(m_items.size());
  m_byId.reserve(m_items.size());
  for (const SearchItem& item : m_items) {
    m_byId.emplace(item.id, static_cast<std::uint32_t>(m_keys.size()));
    add(item);
  }
}

std::optional<std::uint32_t> SearchIndex::indexOf(std::string_view id) const
{
  const auto found = m_byId.find(id);
  return found == m_byId.end() ? std::nullopt : std::optional(found->second);
}

void SearchIndex::add(const SearchItem& item)
{
  Key key{};
  std::uint64_t bag = 0;
  key.firstPlace = static_cast<std::uint32_t>(m_places.size());
  std::uint16_t at = 0;
  bool wordStart = true;
  for (const market::CharacterReading& one : market::pinyinReadings(item.name)) {
    Place place{one.character, 0, false, at};
    for (const char initial : one.initials)
      place.initials |= letterBit(static_cast<char32_t>(initial - 'A' + 'a'));
    bag |= place.initials | bagBit(one.character);
    m_places.push_back(place);
    ++at;
  }
  key.places = static_cast<std::uint32_t>(m_places.size()) - key.firstPlace;
  // Blanks are not among the places, but they begin words and count in the name as it is written.
  std::size_t next = key.firstPlace;
  at = 0;
  for (std::size_t i = 0; i < item.name.size() && next < m_places.size();) {
    const auto lead = static_cast<unsigned char>(item.name[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const bool blank = item.name[i] == ' ' || item.name.compare(i, 3, "\u3000") == 0;
    if (!blank) {
      Place& place = m_places[next];
      const bool wordless = place.character < 0x80 && !isLetter(place.character) && !isDigit(place.character);
      const bool afterAscii = next > key.firstPlace && m_places[next - 1].character < 0x80 && place.character >= 0x80;
      const bool beforeAscii = next > key.firstPlace && m_places[next - 1].character >= 0x80 && place.character < 0x80;
      place.at = at;
      place.wordStart = wordStart || afterAscii || beforeAscii;
      wordStart = wordless;
      ++next;
    } else {
      wordStart = true;
    }
    ++at;
    i += length;
  }
  const std::string code = toLower(item.code);
  const std::string display = toLower(item.displayCode);
  const std::string exchange = toLower(item.exchange);
  const std::string rest = display.starts_with(code) ? display.substr(code.size()) : std::string();
  const std::string words = toLower(item.words);
  key.place = static_cast<std::uint8_t>(std::min(item.group, 7U) | (item.last ? 8U : 0U));
  key.text = static_cast<std::uint32_t>(m_text.size());
  key.exchange = limited(exchange.size());
  key.code = limited(code.size());
  key.rest = limited(rest.size());
  key.words = limited(words.size());
  for (const std::string_view part :
      {std::string_view(exchange).substr(0, key.exchange), std::string_view(code).substr(0, key.code),
          std::string_view(rest).substr(0, key.rest), std::string_view(words).substr(0, key.words)}) {
    m_text += part;
    for (const char c : part)
      bag |= bagBit(static_cast<unsigned char>(c));
  }
  m_keys.push_back(key);
  m_bags.push_back(bag);
}

}
