// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/search_oracle.h"

#include "core/base/text.h"
#include "core/market/entity.h"

#include <algorithm>

namespace zvt::tests {

namespace {

using Chars = std::vector<market::CharacterReading>;

bool fits(const market::CharacterReading& place, const market::CharacterReading& typed)
{
  const char upper = typed.character < 0x80 ? toUpper(std::string(1, static_cast<char>(typed.character)))[0] : '\0';
  return place.character == typed.character || (upper && place.initials.find(upper) != std::string::npos);
}

bool startsAt(const Chars& name, std::size_t at, const Chars& typed)
{
  if (at + typed.size() > name.size())
    return false;
  for (std::size_t i = 0; i < typed.size(); ++i)
    if (!fits(name[at + i], typed[i]))
      return false;
  return true;
}

bool literallyStarts(const Chars& name, const Chars& typed)
{
  for (std::size_t i = 0; i < typed.size(); ++i)
    if (name[i].character != typed[i].character)
      return false;
  return true;
}

template <typename Text, typename Wanted, typename Same>
bool isSubsequence(const Text& text, const Wanted& wanted, Same same)
{
  std::size_t next = 0;
  for (const auto& one : text)
    if (next < wanted.size() && same(one, wanted[next]))
      ++next;
  return next == wanted.size();
}

/// Where words begin: after a blank or a sign, and where Latin meets Chinese.
bool isWordStart(const std::string& written, const Chars& name, std::size_t at)
{
  const auto latin = [](char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); };
  const char32_t before = name[at - 1].character;
  const char32_t own = name[at].character;
  if ((before < 0x80) != (own < 0x80) || (before < 0x80 && !latin(before)))
    return true;
  // The blank that the readings leave out: only Latin names have words.
  std::size_t seen = 0;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if ((static_cast<unsigned char>(written[i]) & 0xc0U) == 0x80U || written[i] == ' ')
      continue;
    if (seen++ == at)
      return i > 0 && written[i - 1] == ' ';
  }
  return false;
}

}

ui::MatchKind oracleKind(const ui::SearchItem& item, const std::string& typed)
{
  using ui::MatchKind;
  const Chars wanted = market::pinyinReadings(typed);
  const Chars name = market::pinyinReadings(item.name);
  std::string ascii;
  for (const auto& one : wanted)
    ascii += one.character < 0x80 ? static_cast<char>(one.character) : '\x01';
  const bool digit = std::any_of(ascii.begin(), ascii.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::string code = toLower(item.code);
  const std::string display = toLower(item.displayCode);
  const std::string prefixed = toLower(item.exchange) + code;
  if (ascii == code || ascii == display || (digit && ascii == prefixed))
    return MatchKind::Code;
  if (code.starts_with(ascii) || (digit && (display.starts_with(ascii) || prefixed.starts_with(ascii))))
    return MatchKind::CodePrefix;
  if (startsAt(name, 0, wanted))
    return literallyStarts(name, wanted) ? MatchKind::NamePrefix : MatchKind::InitialsPrefix;
  bool inside = display.find(ascii) != std::string::npos || prefixed.find(ascii) != std::string::npos;
  for (std::size_t at = 1; at < name.size(); ++at)
    if (startsAt(name, at, wanted)) {
      if (isWordStart(item.name, name, at))
        return MatchKind::WordStart;
      inside = true;
    }
  if (inside)
    return MatchKind::Substring;
  const bool fuzzy =
      isSubsequence(name, wanted, fits) || isSubsequence(code, ascii, [](char a, char b) { return a == b; });
  return fuzzy ? MatchKind::Fuzzy : MatchKind::None;
}

}
