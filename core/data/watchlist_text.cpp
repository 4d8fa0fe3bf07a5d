// SPDX-License-Identifier: Apache-2.0
#include "core/data/watchlist_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace zvt::data {
namespace {

constexpr std::array<std::string_view, 5> kCsvHead{"code", "name", "group", "flag", "note"};
constexpr std::string_view kGroupMark = "###";

struct Record {
  std::size_t line = 0;
  std::vector<std::string> cells;
  bool quoted = false; ///< any cell was
};

bool isOneOf(char c, std::string_view set)
{
  return set.find(c) != std::string_view::npos;
}

/// Records of a separated text; quotes may hold separators and line ends (RFC 4180).
std::vector<Record> recordsOf(std::string_view text, std::string_view separators)
{
  std::vector<Record> records;
  Record record{1, {""}};
  bool inQuotes = false;
  std::size_t line = 1;
  const auto finish = [&] {
    if (record.cells.size() > 1 || !trim(record.cells.front()).empty())
      records.push_back(std::move(record));
    record = Record{line, {""}};
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    line += c == '\n' ? 1 : 0;
    std::string& cell = record.cells.back();
    if (inQuotes) {
      if (c != '"')
        cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        cell += text[++i];
      else
        inQuotes = false;
    } else if (c == '"' && (cell.empty() || cell == "=")) { // ="600030" keeps a spreadsheet from reading a number
      cell.clear();
      inQuotes = record.quoted = true;
    } else if (c == '\n') {
      finish();
    } else if (isOneOf(c, separators)) {
      record.cells.emplace_back();
    } else if (c != '\r') {
      cell += c;
    }
  }
  ++line;
  finish();
  return records;
}

bool isDigits(std::string_view text)
{
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// 1600030: Shanghai 600030.
std::string withoutMarketDigit(std::string_view digits)
{
  constexpr std::array<std::string_view, 3> kMarkets{"SZ", "SH", "BJ"};
  const auto market = static_cast<std::size_t>(digits.front() - '0');
  return market < kMarkets.size() ? std::string(digits.substr(1)) + '.' + std::string(kMarkets[market]) : std::string();
}

/// Reads cells as securities of the profile.
class Reader {
public:
  explicit Reader(const market::EntityTable& known)
      : m_known(known)
  {
    for (const market::Entity& entity : known.entities())
      if (!entity.name.empty())
        m_byName[entity.name].push_back(&entity);
  }

  /// What a cell says beyond doubt: a short number or a word could be anything.
  [[nodiscard]] std::string strongCode(std::string_view cell) const
  {
    const std::string_view text = trim(cell);
    const bool word = std::none_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (isDigits(text) && text.size() < 5)
      return {};
    if (word && std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      return {};
    return code(text);
  }

  [[nodiscard]] std::string code(std::string_view cell) const
  {
    std::string text(trim(cell));
    if (isDigits(text) && text.size() == 7)
      text = withoutMarketDigit(text);
    std::replace(text.begin(), text.end(), ':', '.');
    const std::vector<market::EntityId> readings = market::readCode(text);
    for (const market::EntityId& id : readings)
      if (m_known.find(id.toString()))
        return id.toString();
    return readings.empty() ? std::string() : readings.front().toString();
  }

  [[nodiscard]] const std::vector<const market::Entity*>* named(std::string_view cell) const
  {
    const auto at = m_byName.find(std::string(trim(cell)));
    return at == m_byName.end() ? nullptr : &at->second;
  }

private:
  const market::EntityTable& m_known;
  std::unordered_map<std::string, std::vector<const market::Entity*>> m_byName;
};

/// Collects what the lines say.
class Collector {
public:
  explicit Collector(const market::EntityTable& known)
      : m_reader(known)
  {
  }

  void beginGroup(std::string_view name)
  {
    const std::string text(trim(name));
    const auto at = std::find_if(m_reading.list.groups.begin(), m_reading.list.groups.end(),
        [&](const WatchGroup& group) { return group.name == text; });
    m_group = static_cast<std::size_t>(at - m_reading.list.groups.begin());
    if (at == m_reading.list.groups.end())
      m_reading.list.groups.push_back({text});
  }

  void add(WatchItem item)
  {
    if (m_taken.insert(item.entityId).second)
      m_reading.list.groups[m_group].items.push_back(std::move(item));
    else
      ++m_reading.twice;
  }

  /// A line of somebody else's: codes, or one code among other things, or a name.
  void readLine(const Record& record)
  {
    std::vector<std::string> codes;
    std::size_t cells = 0;
    for (const std::string& cell : record.cells) {
      if (trim(cell).empty())
        continue;
      ++cells;
      const std::string_view text = trim(cell);
      if (text.starts_with(kGroupMark)) {
        addAll(codes, codes.size() == cells - 1);
        codes.clear();
        cells = 0;
        beginGroup(text.substr(kGroupMark.size()));
      } else if (std::string code = m_reader.strongCode(text); !code.empty()) {
        codes.push_back(std::move(code));
      }
    }
    if (!codes.empty())
      addAll(codes, codes.size() == cells);
    else if (cells > 0)
      readName(record);
  }

  void readOwn(const Record& record)
  {
    const auto cell = [&](std::size_t column) {
      return column < record.cells.size() ? record.cells[column] : std::string();
    };
    beginGroup(cell(2));
    const std::string code = m_reader.code(cell(0));
    const auto flag = watchFlagFrom(cell(3).empty() ? "none" : cell(3));
    if (code.empty())
      addProblem(record.line, cell(0), "watchlist.unknown_code");
    else if (!flag)
      addProblem(record.line, cell(3), "watchlist.unknown_flag");
    else
      add({code, cell(4), *flag});
  }

  WatchTextReading take() { return std::move(m_reading); }

private:
  /// All of them when the line holds nothing else; else the first, the others are figures.
  void addAll(const std::vector<std::string>& codes, bool nothingElse)
  {
    for (std::size_t i = 0; i < (nothingElse ? codes.size() : std::min<std::size_t>(codes.size(), 1)); ++i)
      add({codes[i]});
  }

  void readName(const Record& record)
  {
    std::string whole;
    for (const std::string& cell : record.cells) {
      whole += (whole.empty() ? "" : " ") + std::string(trim(cell));
      if (takeNamed(record, cell))
        return;
    }
    if (takeNamed(record, whole))
      return;
    const std::string_view first = trim(record.cells.front());
    // Three Chinese characters are more than any ticker; what is ASCII was meant as a code.
    const bool ascii =
        std::all_of(first.begin(), first.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
    if (std::string code = m_reader.code(first); !code.empty() && record.cells.size() == 1)
      add({std::move(code)});
    else
      addProblem(record.line, whole, ascii ? "watchlist.unknown_code" : "watchlist.unknown_name");
  }

  bool takeNamed(const Record& record, std::string_view cell)
  {
    const auto* named = m_reader.named(cell);
    if (!named)
      return false;
    if (named->size() == 1)
      add({named->front()->id.toString()});
    else
      addProblem(record.line, std::string(trim(cell)), "watchlist.many_of_that_name");
    return true;
  }

  void addProblem(std::size_t line, std::string text, std::string code)
  {
    m_reading.problems.push_back({line, std::move(text), std::move(code)});
  }

  Reader m_reader;
  WatchTextReading m_reading;
  std::size_t m_group = 0;
  std::unordered_set<std::string> m_taken;
};

bool isHeader(const Record& record)
{
  constexpr std::array<std::string_view, 6> kWords{"代码", "证券代码", "股票代码", "code", "symbol", "ticker"};
  return std::any_of(record.cells.begin(), record.cells.end(), [&](const std::string& cell) {
    const std::string text = toLower(trim(cell));
    return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
  });
}

bool isOwnHeader(const Record& record)
{
  return std::equal(record.cells.begin(), record.cells.end(), kCsvHead.begin(), kCsvHead.end(),
      [](const std::string& cell, std::string_view word) { return toLower(trim(cell)) == word; });
}

/// Tabs split a line before commas do, those before blanks: names may hold the weaker ones.
std::string_view separatorsOf(std::string_view line)
{
  for (const std::string_view separators : {"\t", ",;"})
    if (line.find_first_of(separators) != std::string_view::npos)
      return separators;
  return " ";
}

std::string nameOf(const market::EntityTable& known, const std::string& entityId)
{
  const auto index = known.find(entityId);
  return index ? known.at(*index).name : std::string();
}

std::string displayOf(const std::string& entityId)
{
  const auto id = market::EntityId::parse(entityId);
  if (!id)
    return entityId;
  // A desk's code that reads back as something else (an American exchange, a coin's market) is written as the id.
  const std::string code = market::displayCode(*id);
  const auto read = market::readCode(code);
  return !read.empty() && read.front() == *id ? code : entityId;
}

std::string tdxLine(const std::string& entityId)
{
  const auto id = market::EntityId::parse(entityId);
  if (!id || id->code.size() != 6 || !isDigits(id->code))
    return {};
  const std::string_view market = id->exchange == "sz" ? "0"
      : id->exchange == "sh"                           ? "1"
      : id->exchange == "bj"                           ? "2"
                                                       : "";
  return market.empty() ? std::string() : std::string(market) + id->code + "\r\n";
}

std::string csvLine(const WatchGroup& group, const WatchItem& item, const std::string& name)
{
  const std::string_view flag = item.flag == WatchFlag::None ? std::string_view() : toString(item.flag);
  return csvField(displayOf(item.entityId)) + ',' + csvField(name) + ',' + csvField(group.name) + ',' + csvField(flag)
      + ',' + csvField(item.note) + '\n';
}

}

Result<WatchTextReading> readWatchText(std::string_view text, const market::EntityTable& known)
{
  if (text.starts_with("\xEF\xBB\xBF"))
    text.remove_prefix(3);
  if (const auto at = findInvalidUtf8(text))
    return fail("watchlist.not_utf8", {{"offset", std::to_string(*at)}});
  Collector collector(known);
  const std::vector<Record> own = recordsOf(text, ",");
  if (!own.empty() && isOwnHeader(own.front())) {
    for (std::size_t i = 1; i < own.size(); ++i)
      collector.readOwn(own[i]);
    return collector.take();
  }
  std::size_t number = 0;
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    const std::string_view trimmed = trim(line);
    if (trimmed.empty())
      continue;
    if (trimmed.starts_with(kGroupMark) && trimmed.find(',') == std::string_view::npos) {
      collector.beginGroup(trimmed.substr(kGroupMark.size()));
      continue;
    }
    for (Record& record : recordsOf(trimmed, separatorsOf(trimmed))) {
      record.line = number;
      if (!std::exchange(first, false) || !isHeader(record))
        collector.readLine(record);
    }
  }
  return collector.take();
}

WatchTextWriting writeWatchText(const Watchlist& list, WatchTextFormat format, const market::EntityTable& known)
{
  WatchTextWriting writing;
  if (format == WatchTextFormat::Csv)
    writing.text = "code,name,group,flag,note\n";
  for (const WatchGroup& group : list.groups) {
    if (format == WatchTextFormat::Codes && !group.name.empty())
      writing.text += std::string(kGroupMark) + group.name + '\n';
    for (const WatchItem& item : group.items) {
      const std::string name = nameOf(known, item.entityId);
      std::string line;
      if (format == WatchTextFormat::Tdx)
        line = tdxLine(item.entityId);
      else if (format == WatchTextFormat::Csv)
        line = csvLine(group, item, name);
      else
        line = displayOf(item.entityId) + (name.empty() ? "" : '\t' + name) + '\n';
      writing.leftOut += line.empty() ? 1 : 0;
      writing.text += line;
    }
  }
  return writing;
}

}
