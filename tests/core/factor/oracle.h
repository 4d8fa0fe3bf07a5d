// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/series.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace zvt::tests {

/// A table as it is printed: cells are text, so that a comparison knows how many digits were given.
struct OracleTable {
  std::vector<std::string> names; ///< the second column of a name is called "name#2"
  std::vector<std::vector<std::string>> columns;

  [[nodiscard]] const std::vector<std::string>* find(std::string_view name) const
  {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? nullptr : &columns[static_cast<std::size_t>(found - names.begin())];
  }
};

/// One column of an oracle and the formula that must give it.
struct OracleCase {
  const char* file; ///< below the oracle's folder
  const char* column;
  const char* formula;
  double slack = 1; ///< in halves of the last printed digit, where the oracle itself rounded what it computed with
  std::size_t skip = 0; ///< leading rows that are not compared: a seed that fades, or a value that is shown later
  bool isSparse = false; ///< rows that print nothing are not compared
  double relative = 1e-10; ///< of the value, for the arithmetic of both
};

/// A column that no formula is held against, and why.
struct OracleException {
  const char* file; ///< empty: in every file
  const char* column;
  const char* reason;
};

/// The cells of a CSV line; a quoted cell may hold commas.
inline std::vector<std::string> cellsOf(std::string_view line)
{
  std::vector<std::string> cells(1);
  bool isQuoted = false;
  for (const char c : line) {
    if (c == '"')
      isQuoted = !isQuoted;
    else if (c == ',' && !isQuoted)
      cells.emplace_back();
    else if (c != '\r')
      cells.back() += c;
  }
  return cells;
}

/// The lines of a file of Tulip's that say something.
inline std::vector<std::string> linesOf(const std::filesystem::path& file)
{
  std::vector<std::string> lines;
  const std::string content = readFile(file);
  for (const std::string_view raw : split(content, '\n'))
    if (const std::string_view line = trim(raw); !line.empty() && line.front() != '#')
      lines.emplace_back(line);
  return lines;
}
/// "{1, 2.5}" as its cells.
inline std::vector<std::string> bracedCells(std::string_view line)
{
  std::vector<std::string> cells;
  for (const std::string_view cell : split(line.substr(1, line.find('}') - 1), ','))
    cells.emplace_back(trim(cell));
  return cells;
}

inline OracleTable readTable(const std::filesystem::path& file)
{
  std::string content = readFile(file);
  if (content.starts_with("\xEF\xBB\xBF"))
    content.erase(0, 3);
  OracleTable table;
  std::map<std::string, int> seen;
  for (const std::string_view line : split(content, '\n')) {
    if (trim(line).empty())
      continue;
    auto cells = cellsOf(line);
    if (table.names.empty()) {
      for (std::string& name : cells) {
        const int count = ++seen[name];
        table.names.push_back(count == 1 ? name : name + "#" + std::to_string(count));
      }
      table.columns.resize(table.names.size());
      continue;
    }
    cells.resize(table.names.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
      table.columns[i].emplace_back(trim(cells[i]));
  }
  return table;
}

/// A number, or the words that sheets use for conditions.
inline double valueOf(const std::string& cell)
{
  if (cell == "True" || cell == "False")
    return cell == "True" ? 1 : 0;
  return parseDouble(cell).value_or(kNan);
}

inline std::vector<double> numbersOf(const std::vector<std::string>& cells)
{
  std::vector<double> numbers;
  for (const std::string& cell : cells)
    numbers.push_back(valueOf(cell));
  return numbers;
}

/// How many digits a column prints; whole numbers are exact.
struct PrintedDigits {
  int decimals = 0; ///< most of all cells
  int significant = 0;

  /// Half of the last digit that is printed of @p value, be their number fixed behind the point or as a whole.
  [[nodiscard]] double halfUnit(double value) const
  {
    if (decimals == 0 || !std::isfinite(value))
      return 0;
    const int leading = value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(value)))) + 1;
    return 0.5001 * std::pow(10.0, std::max(-decimals, leading - significant));
  }
};

inline PrintedDigits printedDigits(const std::vector<std::string>& cells)
{
  PrintedDigits most;
  for (const std::string& cell : cells) {
    if (!parseDouble(cell))
      continue;
    const std::string mantissa = cell.substr(0, cell.find_first_of("eE"));
    const std::size_t first = mantissa.find_first_of("123456789");
    const bool hasPoint = mantissa.find('.') != std::string::npos;
    if (first != std::string::npos)
      most.significant = std::max(most.significant,
          static_cast<int>(std::ranges::count_if(mantissa.substr(first), [](char c) { return c >= '0' && c <= '9'; })));
    const int shift =
        mantissa.size() == cell.size() ? 0 : static_cast<int>(*parseDouble(cell.substr(mantissa.size() + 1)));
    if (hasPoint)
      most.decimals = std::max(most.decimals, static_cast<int>(mantissa.size() - mantissa.find('.')) - 1 - shift);
  }
  return most;
}

/// The only column of a formula; ends the test program when the formula is wrong.
inline std::vector<double> evaluate(const std::string& formula, const market::BarSeries& bars)
{
  const auto compiled = factor::compile(formula);
  if (!compiled)
    qFatal("%s: %s", formula.c_str(), compiled.error().code.c_str());
  return compiled->run(bars).columns.front();
}

/// Where @p found first leaves what @p cells print; empty when nowhere. Values agree within half of the last printed
/// digit plus the arithmetic's share; an empty or wordy cell must be undefined and the reverse.
inline QString difference(
    const std::vector<double>& found, const std::vector<std::string>& cells, const OracleCase& how)
{
  if (found.size() != cells.size())
    return QStringLiteral("%1 values for %2 rows").arg(found.size()).arg(cells.size());
  const PrintedDigits digits = printedDigits(cells);
  std::size_t compared = 0;
  for (std::size_t i = how.skip; i < cells.size(); ++i) {
    const double expected = valueOf(cells[i]);
    if (std::isnan(expected) && how.isSparse)
      continue;
    const double tolerance = how.slack * digits.halfUnit(expected) + how.relative * std::max(1.0, std::fabs(expected));
    const bool agrees = std::isnan(expected) ? std::isnan(found[i]) : std::fabs(found[i] - expected) <= tolerance;
    if (!agrees)
      return QStringLiteral("row %1: found %2, printed %3")
          .arg(i)
          .arg(found[i], 0, 'g', 17)
          .arg(QString::fromStdString(cells[i]));
    compared += std::isnan(expected) ? 0 : 1;
  }
  return compared > 0 ? QString() : QStringLiteral("nothing to compare");
}

/// Bars out of columns that may go by other names; a missing one is undefined throughout.
inline market::BarSeries barsFrom(const OracleTable& table)
{
  market::BarSeries bars;
  const std::size_t count = table.columns.empty() ? 0 : table.columns.front().size();
  const auto read = [&](std::initializer_list<const char*> names) {
    for (const char* name : names)
      if (const auto* cells = table.find(name))
        return numbersOf(*cells);
    return std::vector<double>(count, kNan);
  };
  bars.open = read({"open", "Open"});
  bars.high = read({"high", "High"});
  bars.low = read({"low", "Low"});
  bars.close = read({"close", "Close"});
  bars.volume = read({"volume", "Volume"});
  bars.turnover = read({"turnover"});
  for (std::size_t i = 0; i < count; ++i)
    bars.key.push_back(static_cast<std::int64_t>(i));
  return bars;
}

/// The columns of all CSV files of @p folder that are neither in a case, nor an input, nor excused.
inline QStringList uncompared(const std::filesystem::path& folder, const std::vector<OracleCase>& cases,
    const std::vector<OracleException>& exceptions)
{
  std::set<std::string> settled;
  for (const OracleCase& one : cases)
    settled.insert(std::string(one.file) + "/" + one.column);
  const auto isExcused = [&](const std::string& file, const std::string& column) {
    return std::ranges::any_of(exceptions, [&](const OracleException& one) {
      return column == one.column && (file == one.file || std::string_view(one.file).empty());
    });
  };
  QStringList missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv")
      continue;
    const std::string file = entry.path().filename().string();
    for (const std::string& column : readTable(entry.path()).names)
      if (!settled.contains(file + "/" + column) && !isExcused(file, column))
        missing.push_back(QString::fromStdString(file + ": " + column));
  }
  missing.sort();
  return missing;
}

}
