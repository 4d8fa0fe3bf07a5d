// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_lineage.h"

#include "core/storage/data_run.h"

#include <algorithm>
#include <optional>

namespace zvt::storage {

namespace {

/// Rows in a row by one run.
struct Stretch {
  std::uint64_t rows = 0;
  std::int64_t run = 0;
};

void putVarint(std::uint64_t value, std::string& out)
{
  for (; value >= 0x80U; value >>= 7U)
    out += static_cast<char>(value | 0x80U);
  out += static_cast<char>(value);
}

std::optional<std::uint64_t> takeVarint(std::string_view& bytes)
{
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0)
      return value;
  }
  return std::nullopt;
}

/// Differences wrap around, as hostile bytes may ask for any.
std::uint64_t zigzag(std::uint64_t difference)
{
  return (difference << 1U) ^ (0U - (difference >> 63U));
}

std::uint64_t unzigzag(std::uint64_t code)
{
  return (code >> 1U) ^ (0U - (code & 1U));
}

std::vector<Stretch> stretchesOf(std::span<const std::int64_t> runs)
{
  std::vector<Stretch> stretches;
  for (const std::int64_t run : runs) {
    if (stretches.empty() || stretches.back().run != run)
      stretches.push_back({0, run});
    ++stretches.back().rows;
  }
  return stretches;
}

std::uint64_t stepTo(const std::vector<Stretch>& stretches, std::size_t i)
{
  return static_cast<std::uint64_t>(stretches[i].run) - static_cast<std::uint64_t>(stretches[i - 1].run);
}

/// How many stretches from @p i on are equally long with runs in even steps.
std::size_t evenFrom(const std::vector<Stretch>& stretches, std::size_t i)
{
  std::size_t end = i + 1;
  while (end < stretches.size() && stretches[end].rows == stretches[i].rows
      && stepTo(stretches, end) == stepTo(stretches, i + 1))
    ++end;
  return end - i;
}

}

std::string encodeLineage(std::span<const std::int64_t> runs)
{
  std::string out;
  if (std::all_of(runs.begin(), runs.end(), [](std::int64_t run) { return run == kUnknownRun; }))
    return out;
  const std::vector<Stretch> stretches = stretchesOf(runs);
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < stretches.size();) {
    const std::size_t count = evenFrom(stretches, i);
    putVarint(stretches[i].rows, out);
    putVarint(count, out);
    putVarint(zigzag(static_cast<std::uint64_t>(stretches[i].run) - before), out);
    if (count > 1)
      putVarint(zigzag(stepTo(stretches, i + 1)), out);
    i += count;
    before = static_cast<std::uint64_t>(stretches[i - 1].run);
  }
  return out;
}

bool decodeLineage(std::string_view bytes, std::size_t count, std::vector<std::int64_t>& runs)
{
  std::uint64_t run = 0;
  std::uint64_t left = count;
  while (!bytes.empty()) {
    const auto rows = takeVarint(bytes);
    const auto times = takeVarint(bytes);
    const auto start = takeVarint(bytes);
    const auto step = times.value_or(1) > 1 ? takeVarint(bytes) : std::optional<std::uint64_t>(0);
    const bool fits = rows && times && start && step && *rows > 0 && *times > 0 && *times <= left / *rows;
    if (!fits)
      return false;
    run += unzigzag(*start);
    for (std::uint64_t i = 0; i < *times; ++i) {
      run += i > 0 ? unzigzag(*step) : 0;
      runs.insert(runs.end(), *rows, static_cast<std::int64_t>(run));
    }
    left -= *rows * *times;
  }
  return left == 0;
}

}
