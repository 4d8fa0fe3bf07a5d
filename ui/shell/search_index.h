// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Finding by what people type: codes, names, initials of pinyin. Nothing of Qt in here; values are free to cross
/// threads, a SearchIndex never changes once made.
namespace zvt::ui {

/// How a text fits; best first.
enum class MatchKind : std::uint8_t {
  Code, ///< the whole code: 600036, 600036.SH, sh600036
  CodePrefix,
  InitialsPrefix, ///< zs → 招商银行; characters and initials may be mixed: 招s
  NamePrefix,
  WordStart, ///< a later word of the name
  Substring,
  Fuzzy, ///< all characters in their order, with gaps: zyh → 招商银行
  None
};

/// Something that can be found.
struct SearchItem {
  std::string id; ///< what the caller knows it by
  std::string code; ///< "600036"; may be empty
  std::string exchange; ///< "sh"; may be empty
  std::string displayCode; ///< "600036.SH"
  std::string name;
  std::string words; ///< further words that it is found by, e.g. initials from a vendor; may be empty
  unsigned group = 0; ///< 0…7; the lower goes first among equals
  bool last = false; ///< behind its equals: delisted
};

/// What was typed, ready to compare: lower case, half width, no blanks. An entity id counts as its exchange and code.
struct SearchQuery {
  explicit SearchQuery(std::string_view typed);
  std::u32string text;
  std::string ascii; ///< the same; empty when a character is none
  bool hasDigit = false;
  std::uint64_t bag = 0; ///< the characters that an item must have
};

/// The places of a text's characters in the name and the code of an item, for marking them.
struct SearchMarks {
  std::vector<std::uint16_t> name; ///< indexes of the name's characters (code points, blanks counted)
  std::uint16_t codeFrom = 0; ///< in displayCode
  std::uint16_t codeLength = 0;
};

/// All items of one kind with their keys prepared. Making it takes about 2 µs an item: off the GUI thread.
class SearchIndex {
public:
  explicit SearchIndex(std::vector<SearchItem> items);
  SearchIndex(const SearchIndex&) = delete;
  SearchIndex& operator=(const SearchIndex&) = delete;
  [[nodiscard]] std::size_t size() const { return m_items.size(); }
  [[nodiscard]] const SearchItem& item(std::uint32_t index) const { return m_items[index]; }
  [[nodiscard]] std::optional<std::uint32_t> indexOf(std::string_view id) const;

  struct Fit {
    MatchKind kind = MatchKind::None;
    bool whole = false; ///< nothing of the field is left over
    std::uint8_t penalty = 0; ///< what is skipped or left over, within one kind
  };
  /// How one item fits; kind None: not at all.
  [[nodiscard]] Fit fit(std::uint32_t index, const SearchQuery& query) const;
  [[nodiscard]] SearchMarks marks(std::uint32_t index, const SearchQuery& query) const;
  /// The place of an item among its equals: delisted behind, then by group. 0…15
  [[nodiscard]] std::uint8_t place(std::uint32_t index) const { return m_keys[index].place; }

private:
  struct Place { ///< one character of a name
    char32_t character;
    std::uint32_t initials; ///< bit 0 = a … bit 25 = z
    bool wordStart;
    std::uint16_t at; ///< its index in the name as written
  };
  struct Key {
    std::uint32_t firstPlace, places;
    std::uint32_t text; ///< in m_text: exchange, code, rest of the display code, words
    std::uint8_t exchange, code, rest, words;
    std::uint8_t place;
  };
  struct Run; ///< how the characters of a query lie on the places of a name
  void add(const SearchItem& item);
  /// @p at, where it is not null, takes the places' indexes in the name.
  Run run(const Key& key, const SearchQuery& query, std::vector<std::uint16_t>* at) const;
  Run runWithGaps(const Key& key, const SearchQuery& query, std::vector<std::uint16_t>* at) const;
  [[nodiscard]] Fit fitCode(const Key& key, const SearchQuery& query) const;

  std::vector<SearchItem> m_items;
  std::unordered_map<std::string_view, std::uint32_t> m_byId; ///< views of m_items
  std::vector<Key> m_keys;
  std::vector<std::uint64_t> m_bags;
  std::vector<Place> m_places;
  std::string m_text;
};

}
