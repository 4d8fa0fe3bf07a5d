// SPDX-License-Identifier: Apache-2.0
#include "core/storage/stored_bars.h"

#include "core/storage/bar_codec.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>

namespace zvt::storage {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

bool sameBits(double a, double b)
{
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

const std::vector<double>* findExtra(const market::BarSeries& bars, std::string_view name)
{
  for (const market::ExtraColumn& extra : bars.extras) {
    if (extra.name == name)
      return &extra.values;
  }
  return nullptr;
}

/// The extras of @p a at row i are those of @p b at row j, as far as @p a has them.
bool sameExtras(const market::BarSeries& a, std::size_t i, const market::BarSeries& b, std::size_t j)
{
  return std::all_of(a.extras.begin(), a.extras.end(), [&](const market::ExtraColumn& extra) {
    const std::vector<double>* other = findExtra(b, extra.name);
    return other ? sameBits(extra.values[i], (*other)[j]) : extra.values[i] != extra.values[i];
  });
}

/// Which row of which side comes next.
struct Pick {
  bool isNewer = false;
  std::uint32_t row = 0;
};

std::vector<Pick> pickRows(const market::BarSeries& older, const market::BarSeries& newer)
{
  std::vector<Pick> picks;
  picks.reserve(older.size() + newer.size());
  std::size_t o = 0, n = 0;
  while (o < older.size() || n < newer.size()) {
    const bool olderFirst = n == newer.size() || (o < older.size() && older.key[o] < newer.key[n]);
    const bool isBoth = !olderFirst && o < older.size() && older.key[o] == newer.key[n];
    const bool takeOlder = olderFirst || (isBoth && sameRow(older, o, newer, n));
    picks.push_back({!takeOlder, static_cast<std::uint32_t>(takeOlder ? o : n)});
    if (olderFirst || isBoth)
      ++o;
    if (!olderFirst)
      ++n;
  }
  return picks;
}

template <typename T>
std::vector<T> gather(const std::vector<Pick>& picks, const std::vector<T>& older, const std::vector<T>& newer)
{
  std::vector<T> result(picks.size());
  for (std::size_t i = 0; i < picks.size(); ++i)
    result[i] = picks[i].isNewer ? newer[picks[i].row] : older[picks[i].row];
  return result;
}

std::vector<double> gatherExtra(
    const std::vector<Pick>& picks, const std::vector<double>* older, const std::vector<double>* newer)
{
  std::vector<double> result(picks.size(), kMissing);
  for (std::size_t i = 0; i < picks.size(); ++i) {
    if (const auto* side = picks[i].isNewer ? newer : older)
      result[i] = (*side)[picks[i].row];
  }
  return result;
}

market::BarSeries gatherBars(
    const std::vector<Pick>& picks, const market::BarSeries& older, const market::BarSeries& newer)
{
  market::BarSeries result;
  result.key = gather(picks, older.key, newer.key);
  for (const auto member : kBarColumns)
    result.*member = gather(picks, older.*member, newer.*member);
  for (const market::BarSeries* side : {&older, &newer}) {
    for (const market::ExtraColumn& extra : side->extras) {
      if (!findExtra(result, extra.name))
        result.extras.push_back(
            {extra.name, gatherExtra(picks, findExtra(older, extra.name), findExtra(newer, extra.name))});
    }
  }
  return result;
}

}

bool sameRow(const market::BarSeries& a, std::size_t i, const market::BarSeries& b, std::size_t j)
{
  return std::all_of(kBarColumns.begin(), kBarColumns.end(),
             [&](auto member) { return sameBits((a.*member)[i], (b.*member)[j]); })
      && sameExtras(a, i, b, j) && sameExtras(b, j, a, i);
}

StoredBars merged(const StoredBars& older, const market::BarSeries& newer, std::int64_t newerRun)
{
  const std::vector<Pick> picks = pickRows(older.bars, newer);
  StoredBars result{gatherBars(picks, older.bars, newer), {}};
  result.runs.resize(picks.size());
  for (std::size_t i = 0; i < picks.size(); ++i)
    result.runs[i] = picks[i].isNewer ? newerRun : older.runs[picks[i].row];
  return result;
}

StoredBars merged(const StoredBars& older, const StoredBars& newer)
{
  const std::vector<Pick> picks = pickRows(older.bars, newer.bars);
  return {gatherBars(picks, older.bars, newer.bars), gather(picks, older.runs, newer.runs)};
}

void keepRows(market::BarSeries& bars, std::size_t begin, std::size_t end)
{
  const auto cut = [&](auto& column) {
    if (column.empty()) // not asked for
      return;
    column.resize(end);
    column.erase(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(begin));
  };
  cut(bars.key);
  for (const auto member : kBarColumns)
    cut(bars.*member);
  for (market::ExtraColumn& extra : bars.extras)
    cut(extra.values);
}

void dropInside(StoredBars& bars, std::int64_t from, std::int64_t to)
{
  const auto& keys = bars.bars.key;
  const auto begin = std::lower_bound(keys.begin(), keys.end(), from) - keys.begin();
  const auto end = std::upper_bound(keys.begin(), keys.end(), to) - keys.begin();
  const auto cut = [&](auto& column) { column.erase(column.begin() + begin, column.begin() + end); };
  cut(bars.runs);
  for (const auto member : kBarColumns)
    cut(bars.bars.*member);
  for (market::ExtraColumn& extra : bars.bars.extras)
    cut(extra.values);
  cut(bars.bars.key);
}

StoredBars rowsOf(const StoredBars& bars, std::size_t begin, std::size_t end)
{
  StoredBars part = bars;
  keepRows(part.bars, begin, end);
  const auto at = [&](std::size_t row) { return bars.runs.begin() + static_cast<std::ptrdiff_t>(row); };
  part.runs.assign(at(begin), at(end));
  return part;
}

std::vector<double>& extraOf(market::BarSeries& bars, std::string_view name)
{
  for (market::ExtraColumn& extra : bars.extras) {
    if (extra.name == name)
      return extra.values;
  }
  return bars.extras.emplace_back(market::ExtraColumn{std::string(name), std::vector<double>(bars.size(), kMissing)})
      .values;
}

}
