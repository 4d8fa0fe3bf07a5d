// SPDX-License-Identifier: GPL-3.0-or-later
// How what was typed fits an item.
#include "ui/shell/search_bits.h"
#include "ui/shell/search_index.h"

#include <algorithm>
#include <tuple>

namespace zvt::ui {

using search::letterBit;
using search::limited;

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

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

}

/// The best place that a query has on a name.
struct SearchIndex::Run {
  MatchKind kind = MatchKind::None;
  bool whole = false;
  std::size_t penalty = 0;
};

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

}
