// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_file.h"

#include "core/data/quote_full_tick.h"

#include <algorithm>
#include <cmath>

namespace zvt::data {

namespace {

/// The JSON objects of a text that stand one after the other; what is no object is a part of its own for the reader to
/// refuse.
std::vector<std::string_view> documentsOf(std::string_view text)
{
  std::vector<std::string_view> documents;
  std::size_t begin = 0;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\')
        ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      documents.push_back(text.substr(begin, i + 1 - begin));
      begin = i + 1;
    }
  }
  if (const std::string_view rest = text.substr(begin); rest.find_first_not_of(" \t\r\n") != rest.npos)
    documents.push_back(rest);
  return documents;
}

TradingDay dayOf(const market::Quote& quote)
{
  const auto id = market::EntityId::parse(quote.entityId);
  const auto calendar = id ? market::Calendar::of(*id) : market::Calendar::load("cn");
  return calendar ? (*calendar)->dayOf(quote.time) : TradingDay{};
}

void keepNewestDay(QuoteFile& file)
{
  for (const auto& [id, quotes] : file.snapshots)
    for (const market::Quote& quote : quotes)
      file.day = std::max(file.day, dayOf(quote));
  for (auto it = file.snapshots.begin(); it != file.snapshots.end();) {
    file.otherDays += std::erase_if(it->second, [&](const market::Quote& quote) { return dayOf(quote) != file.day; });
    it = it->second.empty() ? file.snapshots.erase(it) : std::next(it);
  }
}

}

std::size_t QuoteFile::size() const
{
  std::size_t count = 0;
  for (const auto& [id, quotes] : snapshots)
    count += quotes.size();
  return count;
}

Result<QuoteFile> readQuoteFile(std::string_view text, std::string name)
{
  QuoteFile file;
  file.name = std::move(name);
  for (const std::string_view document : documentsOf(text)) {
    ZVT_TRY(auto ticks, readFullTicks(document, {}));
    for (FullTick& tick : ticks) {
      if (!tick.quote.entityId.empty())
        file.snapshots[tick.quote.entityId].push_back(std::move(tick.quote));
      else if (std::find(file.strangers.begin(), file.strangers.end(), tick.code) == file.strangers.end())
        file.strangers.push_back(std::move(tick.code));
    }
  }
  keepNewestDay(file);
  for (auto& [id, quotes] : file.snapshots) {
    const auto before = [](const market::Quote& a, const market::Quote& b) {
      return a.time != b.time ? a.time < b.time : a.volume < b.volume;
    };
    std::stable_sort(quotes.begin(), quotes.end(), before);
    // A recorder that asks every second gets the same snapshot several times.
    const auto same = [](const market::Quote& a, const market::Quote& b) {
      return a.time == b.time && a.volume == b.volume && a.last == b.last;
    };
    quotes.erase(std::unique(quotes.begin(), quotes.end(), same), quotes.end());
  }
  if (file.snapshots.empty())
    return fail("quote.empty_file", {{"file", file.name}});
  return file;
}

std::unique_ptr<QuoteTape> tapeOf(const QuoteFile& file, TapeFrame frame)
{
  const auto found = file.snapshots.find(frame.entityId);
  if (found == file.snapshots.end())
    return {};
  std::vector<market::Quote> quotes = found->second;
  if (const double base = quotes.front().previousClose; !std::isnan(base))
    frame.session.previousClose = base;
  for (market::Quote& quote : quotes) {
    quote.limitUp = frame.limitUp;
    quote.limitDown = frame.limitDown;
    quote.phase = frame.session.phaseAt(quote.time);
  }
  return std::make_unique<SnapshotTape>(std::move(frame), std::move(quotes));
}

}
