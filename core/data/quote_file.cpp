// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_file.h"

#include "core/base/file_system.h"
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

using QuotesOfMany = std::map<std::string, std::vector<market::Quote>, std::less<>>;

std::shared_ptr<const market::Calendar> calendarOf(const std::string& entityId)
{
  const auto id = market::EntityId::parse(entityId);
  return (id ? market::Calendar::of(*id) : market::Calendar::load("cn")).value_or(nullptr);
}

/// Leaves out what is of other days than the newest, which becomes the file's; how many those were, too.
void keepNewestDay(QuotesOfMany& snapshots, QuoteFile& file)
{
  // Whose days are told by which calendar is looked up once a security: a file has thousands of quotes of each.
  const auto dayOf = [](const market::Calendar* calendar, const market::Quote& quote) {
    return calendar ? calendar->dayOf(quote.time) : TradingDay{};
  };
  for (const auto& [id, quotes] : snapshots) {
    const auto calendar = calendarOf(id);
    for (const market::Quote& quote : quotes)
      file.day = std::max(file.day, dayOf(calendar.get(), quote));
  }
  for (auto it = snapshots.begin(); it != snapshots.end();) {
    const auto calendar = calendarOf(it->first);
    file.otherDays +=
        std::erase_if(it->second, [&](const market::Quote& quote) { return dayOf(calendar.get(), quote) != file.day; });
    it = it->second.empty() ? snapshots.erase(it) : std::next(it);
  }
}

/// In the order of time, each once.
void putInOrder(std::vector<market::Quote>& quotes)
{
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
  QuotesOfMany snapshots;
  for (const std::string_view document : documentsOf(text)) {
    ZVT_TRY(auto ticks, readFullTicks(document, {}));
    for (FullTick& tick : ticks) {
      if (!tick.quote.entityId.empty())
        snapshots[tick.quote.entityId].push_back(std::move(tick.quote));
      else if (std::find(file.strangers.begin(), file.strangers.end(), tick.code) == file.strangers.end())
        file.strangers.push_back(std::move(tick.code));
    }
  }
  keepNewestDay(snapshots, file);
  for (auto& [id, quotes] : snapshots) {
    putInOrder(quotes);
    file.snapshots.emplace(id, std::move(quotes));
  }
  if (file.snapshots.empty())
    return fail("quote.empty_file", {{"file", file.name}});
  return file;
}

Result<QuoteFile> loadQuoteFile(
    const FileSystem& files, const std::filesystem::path& path, std::string name, std::uint64_t limit)
{
  ZVT_TRY(const std::string beyond, files.readPart(path, limit, 1));
  if (!beyond.empty())
    return fail("quote.file_too_large", {{"file", std::move(name)}, {"limit", std::to_string(limit / 1'000'000)}});
  ZVT_TRY(const std::string text, files.read(path));
  return readQuoteFile(text, std::move(name));
}

std::unique_ptr<QuoteTape> tapeOf(const QuoteFile& file, TapeFrame frame)
{
  const auto found = file.snapshots.find(frame.entityId);
  if (found == file.snapshots.end())
    return {};
  if (const double base = found->second.front().previousClose; !std::isnan(base))
    frame.session.previousClose = base;
  return std::make_unique<SnapshotTape>(std::move(frame), found->second);
}

}
