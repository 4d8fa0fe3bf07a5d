// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_search.h"

#include "core/base/text.h"
#include "core/market/entity.h"

#include <algorithm>
#include <tuple>

namespace zvt::ui {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool isDigit(char32_t c)
{
  return c >= U'0' && c <= U'9';
}

bool isLetter(char32_t c)
{
  return c >= U'a' && c <= U'z';
}

std::uint32_t letterBit(char32_t c)
{
  return isLetter(c) ? 1U << (c - U'a') : 0U;
}

/// A bit for each letter and digit, the rest share the others.
std::uint64_t bagBit(char32_t c)
{
  if (isLetter(c))
    return 1ULL << (c - U'a');
  if (isDigit(c))
    return 1ULL << (26 + (c - U'0'));
  return 1ULL << (36 + static_cast<std::uint64_t>(c) * 2654435761ULL % 28);
}

std::uint8_t limited(std::size_t value)
{
  return static_cast<std::uint8_t>(std::min<std::size_t>(value, 255));
}

/// Blanks and the gaps of a subsequence; nowhere when it is none.
std::size_t gapsOf(std::string_view text, std::string_view wanted)
{
  std::size_t next = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < text.size() && next < wanted.size(); ++i) {
    if (text[i] != wanted[next])
      continue;
    if (next == 0)
      first = i;
    last = i;
    ++next;
  }
  return next == wanted.size() ? first + (last - first + 1 - wanted.size()) * 4 : kNowhere;
}

SearchIndex::Fit better(SearchIndex::Fit a, SearchIndex::Fit b)
{
  const auto key = [](const SearchIndex::Fit& fit) { return std::make_tuple(fit.kind, !fit.whole, fit.penalty); };
  return key(b) < key(a) ? b : a;
}

unsigned groupOf(const std::string& type)
{
  if (type.starts_with("stock"))
    return 0;
  if (type == "index")
    return 1;
  return type == "etf" || type == "fund" ? 2 : type == "bond" ? 4 : 3;
}

}

/// The best place that a query has on a name.
struct SearchIndex::Run {
  MatchKind kind = MatchKind::None;
  bool whole = false;
  std::size_t penalty = 0;
};

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

SearchIndex::Run SearchIndex::run(const Key& key, const SearchQuery& query, std::vector<std::uint16_t>* at) const
{
  const Place* places = m_places.data() + key.firstPlace;
  const std::size_t count = key.places;
  const std::size_t wanted = query.text.size();
  if (wanted > count)
    return {};
  const auto take = [&](std::size_t from) {
    bool byInitials = false;
    for (std::size_t i = 0; i < wanted; ++i) {
      const Place& place = places[from + i];
      if (place.character == query.text[i])
        continue;
      if (!(place.initials & letterBit(query.text[i])))
        return MatchKind::None;
      byInitials = true;
    }
    return byInitials ? MatchKind::InitialsPrefix : MatchKind::NamePrefix;
  };
  const auto mark = [&](std::size_t from) {
    for (std::size_t i = 0; at && i < wanted; ++i)
      at->push_back(places[from + i].at);
  };
  if (const MatchKind kind = take(0); kind != MatchKind::None) {
    mark(0);
    return {kind, wanted == count, count - wanted};
  }
  Run found;
  std::size_t where = 0;
  for (std::size_t from = 1; from + wanted <= count; ++from) {
    if (found.kind != MatchKind::None && !places[from].wordStart)
      continue;
    if (take(from) == MatchKind::None)
      continue;
    where = from;
    found = {places[from].wordStart ? MatchKind::WordStart : MatchKind::Substring, false, from};
    if (places[from].wordStart)
      break;
  }
  if (found.kind != MatchKind::None) {
    mark(where);
    return found;
  }
  return runWithGaps(key, query, at);
}

SearchIndex::Run SearchIndex::runWithGaps(
    const Key& key, const SearchQuery& query, std::vector<std::uint16_t>* at) const
{
  const Place* places = m_places.data() + key.firstPlace;
  const std::size_t wanted = query.text.size();
  const auto fits = [&](std::size_t place, char32_t c) {
    return places[place].character == c || (places[place].initials & letterBit(c)) != 0;
  };
  // The run with the smallest span, tried from every place where it can begin.
  std::vector<std::uint16_t> best;
  std::vector<std::uint16_t> own;
  std::size_t penalty = kNowhere;
  for (std::size_t from = 0; from + wanted <= key.places; ++from) {
    if (!fits(from, query.text[0]))
      continue;
    own.clear();
    std::size_t next = 0;
    std::size_t last = from;
    for (std::size_t place = from; place < key.places && next < wanted; ++place)
      if (fits(place, query.text[next])) {
        if (at)
          own.push_back(places[place].at);
        last = place;
        ++next;
      }
    if (next < wanted)
      break; // nor from any later place
    const std::size_t cost = from + (last - from + 1 - wanted) * 4;
    if (cost < penalty) {
      penalty = cost;
      best = own;
    }
  }
  if (penalty == kNowhere)
    return {};
  if (at)
    at->insert(at->end(), best.begin(), best.end());
  return {MatchKind::Fuzzy, false, penalty};
}

SearchIndex::Fit SearchIndex::fitCode(const Key& key, const SearchQuery& query) const
{
  const std::string_view all(m_text.data() + key.text, key.exchange + key.code + key.rest + key.words);
  const std::string_view code = all.substr(key.exchange, key.code);
  const std::string_view display = all.substr(key.exchange, key.code + key.rest);
  const std::string_view prefixed = all.substr(0, key.exchange + key.code);
  const std::string_view words = all.substr(key.exchange + key.code + key.rest);
  const std::string_view wanted = query.ascii;
  if (wanted == code || wanted == display || (query.hasDigit && wanted == prefixed))
    return {MatchKind::Code, true, 0};
  if (code.starts_with(wanted))
    return {MatchKind::CodePrefix, false, limited(code.size() - wanted.size())};
  // "sh" alone means a name, not a whole exchange.
  if (query.hasDigit && (display.starts_with(wanted) || prefixed.starts_with(wanted)))
    return {MatchKind::CodePrefix, false, limited(display.size())};
  if (words.starts_with(wanted))
    return {MatchKind::InitialsPrefix, words.size() == wanted.size(), limited(words.size() - wanted.size())};
  for (std::size_t from = words.find(wanted); from != kNowhere; from = words.find(wanted, from + 1))
    if (words[from - 1] == ' ')
      return {MatchKind::WordStart, false, limited(from)};
  for (const std::string_view field : {display, prefixed, words})
    if (const std::size_t from = field.find(wanted); from != kNowhere)
      return {MatchKind::Substring, false, limited(from)};
  const std::size_t gaps = std::min(gapsOf(code, wanted), gapsOf(words, wanted));
  if (gaps != kNowhere)
    return {MatchKind::Fuzzy, false, limited(gaps)};
  return {};
}

SearchIndex::Fit SearchIndex::fit(std::uint32_t index, const SearchQuery& query) const
{
  if (query.text.empty() || (query.bag & ~m_bags[index]) != 0)
    return {};
  const Key& key = m_keys[index];
  const Fit byCode = query.ascii.empty() ? Fit() : fitCode(key, query);
  if (byCode.kind <= MatchKind::CodePrefix)
    return byCode;
  const Run name = run(key, query, nullptr);
  return better(byCode, {name.kind, name.whole, limited(name.penalty)});
}

SearchMarks SearchIndex::marks(std::uint32_t index, const SearchQuery& query) const
{
  SearchMarks marks;
  if (query.text.empty())
    return marks;
  const Key& key = m_keys[index];
  const std::string_view display(m_text.data() + key.text + key.exchange, key.code + key.rest);
  std::string_view wanted = query.ascii;
  if (query.hasDigit && key.exchange > 0
      && wanted.starts_with(std::string_view(m_text.data() + key.text, key.exchange)))
    wanted.remove_prefix(key.exchange);
  const bool codeFirst = fit(index, query).kind <= MatchKind::CodePrefix;
  if (!codeFirst)
    run(key, query, &marks.name);
  if (const std::size_t from = wanted.empty() ? kNowhere : display.find(wanted);
      from != kNowhere && (codeFirst || marks.name.empty())) {
    marks.codeFrom = static_cast<std::uint16_t>(from);
    marks.codeLength = static_cast<std::uint16_t>(wanted.size());
  }
  return marks;
}

std::vector<SearchItem> searchItems(const market::EntityTable& table)
{
  std::vector<SearchItem> items;
  items.reserve(table.size());
  for (const market::Entity& entity : table.entities()) {
    SearchItem item;
    item.id = entity.id.toString();
    item.code = entity.id.code;
    item.exchange = entity.id.exchange;
    item.displayCode = market::displayCode(entity.id);
    item.name = entity.name;
    if (entity.pinyin != market::pinyinInitials(entity.name))
      item.words = entity.pinyin;
    item.group = groupOf(entity.id.type);
    item.last = entity.delisted.has_value();
    items.push_back(std::move(item));
  }
  return items;
}

void Search::setIndex(std::shared_ptr<const SearchIndex> index)
{
  m_index = std::move(index);
  m_lastText.clear();
  m_candidates.clear();
  setUsed(std::vector<std::string>(m_usedIds));
}

void Search::setUsed(const std::vector<std::string>& ids)
{
  m_usedIds = ids;
  m_usage.assign(m_index ? m_index->size() : 0, kUnused);
  for (std::size_t i = 0; m_index && i < m_usedIds.size(); ++i)
    if (const auto index = m_index->indexOf(m_usedIds[i]))
      m_usage[*index] = static_cast<std::uint16_t>(std::min<std::size_t>(i, kUnused - 1));
}

Search::Found Search::used(std::size_t limit) const
{
  Found found;
  for (std::uint32_t i = 0; i < m_usage.size(); ++i)
    if (m_usage[i] != kUnused)
      found.best.push_back({i, MatchKind::None});
  std::sort(found.best.begin(), found.best.end(),
      [this](const Hit& a, const Hit& b) { return m_usage[a.item] < m_usage[b.item]; });
  found.total = found.best.size();
  found.best.resize(std::min(limit, found.best.size()));
  return found;
}

Search::Found Search::find(std::string_view typed, std::size_t limit)
{
  const SearchQuery query(typed);
  if (!m_index || query.text.empty()) {
    m_lastText.clear();
    return used(limit);
  }
  const bool narrows = !m_lastText.empty() && query.text.starts_with(m_lastText);
  const std::size_t count = narrows ? m_candidates.size() : m_index->size();
  std::vector<std::uint32_t> fitting;
  std::vector<std::uint64_t> ranks; // the order in one number, its low half the item
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t index = narrows ? m_candidates[i] : static_cast<std::uint32_t>(i);
    const SearchIndex::Fit fit = m_index->fit(index, query);
    if (fit.kind == MatchKind::None)
      continue;
    fitting.push_back(index);
    ranks.push_back((static_cast<std::uint64_t>(fit.kind) << 61) | (static_cast<std::uint64_t>(!fit.whole) << 60)
        | (static_cast<std::uint64_t>(m_usage[index]) << 44) | (static_cast<std::uint64_t>(m_index->place(index)) << 40)
        | (static_cast<std::uint64_t>(fit.penalty) << 32) | index);
  }
  m_lastText = query.text;
  m_candidates = std::move(fitting);
  Found found;
  found.total = ranks.size();
  const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(std::min(limit, ranks.size()));
  std::partial_sort(ranks.begin(), end, ranks.end());
  for (auto it = ranks.begin(); it != end; ++it)
    found.best.push_back({static_cast<std::uint32_t>(*it & 0xffffffffU), static_cast<MatchKind>(*it >> 61)});
  return found;
}

}
