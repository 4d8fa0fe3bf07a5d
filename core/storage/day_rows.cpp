// SPDX-License-Identifier: Apache-2.0
#include "core/storage/day_rows.h"

#include "core/base/checksum.h"
#include "core/storage/sqlite.h"

#include <fmt/format.h>

namespace zvt::storage {

namespace {

std::uint32_t dayChecksum(std::string_view provider, std::int64_t day, std::int64_t count, std::string_view payload)
{
  std::array<char, 128> facts{};
  const auto end = fmt::format_to_n(facts.data(), facts.size(), "{}|{}|{}|", day, count, provider).out;
  return crc32c(payload, crc32c({facts.data(), static_cast<std::size_t>(end - facts.data())}));
}

/// Copies rows of one side into the result, as far as columns are wanted.
struct RowCopier {
  market::BarColumnSet columns;
  DayRows& result;

  void operator()(const DayRows& from, std::size_t row)
  {
    const std::size_t to = result.size++;
    result.series.data()[to] = from.series.data()[row];
    for (std::size_t i = 0; i < market::kBarColumnCount; ++i) {
      if (columns.has(static_cast<market::BarColumn>(i)))
        result.values[i].data()[to] = from.values[i].data()[row];
    }
  }
};

}

void DayRows::reserve(std::size_t rows)
{
  series.reserve(rows, size);
  for (AlignedBuffer<double>& column : values)
    column.reserve(rows, size);
}

void mergeRows(const DayRows& older, std::span<const std::uint32_t> replaced, const DayRows& newer,
    market::BarColumnSet columns, DayRows& result)
{
  result.size = 0;
  result.reserve(older.size + newer.size);
  RowCopier copy{columns, result};
  const auto oldIds = older.ids();
  const auto newIds = newer.ids();
  std::size_t n = 0;
  auto gone = replaced.begin();
  for (std::size_t o = 0; o < oldIds.size(); ++o) {
    gone = std::lower_bound(gone, replaced.end(), oldIds[o]);
    if (gone != replaced.end() && *gone == oldIds[o])
      continue;
    for (; n < newIds.size() && newIds[n] < oldIds[o]; ++n)
      copy(newer, n);
    copy(older, o);
  }
  for (; n < newIds.size(); ++n)
    copy(newer, n);
}

DayState DayTable::readRow(const Statement& row, std::string_view provider, market::BarColumnSet columns, DayRows& rows)
{
  rows.size = 0;
  const std::int64_t count = row.integer(1);
  const std::string_view payload = row.blob(3);
  const bool isSound = count > 0 && count <= static_cast<std::int64_t>(kMaxCrossSectionRows)
      && row.integer(2) == static_cast<std::int64_t>(dayChecksum(provider, row.integer(0), count, payload));
  if (!isSound)
    return DayState::Damaged;
  const auto size = static_cast<std::size_t>(count);
  rows.reserve(size);
  CrossSectionTarget target{rows.series.data(), {}};
  for (std::size_t i = 0; i < market::kBarColumnCount; ++i)
    target.values[i] = columns.has(static_cast<market::BarColumn>(i)) ? rows.values[i].data() : nullptr;
  if (!decodeCrossSection(payload, size, target))
    return DayState::Damaged;
  rows.size = size;
  return DayState::Sound;
}

Result<std::vector<std::int64_t>> DayTable::list(std::string_view provider, std::int64_t from, std::int64_t last)
{
  ZVT_TRY(Statement rows,
      m_connection.prepare("SELECT day FROM bar_day WHERE provider=? AND day>=? AND day<=? ORDER BY day"));
  rows.bind(provider).bind(from).bind(last);
  std::vector<std::int64_t> days;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return days;
    days.push_back(rows.integer(0));
  }
}

Result<DayState> DayTable::read(
    std::string_view provider, std::int64_t day, market::BarColumnSet columns, DayRows& rows)
{
  rows.size = 0;
  ZVT_TRY(Statement statement,
      m_connection.prepare("SELECT day, count, checksum, payload FROM bar_day WHERE provider=? AND day=?"));
  ZVT_TRY(const bool found, statement.bind(provider).bind(day).step());
  return found ? readRow(statement, provider, columns, rows) : DayState::Absent;
}

Result<void> DayTable::write(std::string_view provider, std::int64_t day, const DayRows& rows)
{
  if (rows.size == 0)
    return remove(provider, day);
  CrossSectionSource source{rows.series.data(), {}};
  for (std::size_t i = 0; i < market::kBarColumnCount; ++i)
    source.values[i] = rows.values[i].data();
  m_payload.clear();
  encodeCrossSection(source, rows.size, m_scratch, m_payload);
  const auto count = static_cast<std::int64_t>(rows.size);
  ZVT_TRY(Statement statement,
      m_connection.prepare("INSERT INTO bar_day(provider, day, count, checksum, payload) VALUES(?,?,?,?,?) "
                           "ON CONFLICT(provider, day) DO UPDATE SET count=excluded.count, "
                           "checksum=excluded.checksum, payload=excluded.payload"));
  statement.bind(provider).bind(day).bind(count);
  return statement.bind(std::int64_t{dayChecksum(provider, day, count, m_payload)}).bindBlob(m_payload).run();
}

Result<void> DayTable::remove(std::string_view provider, std::int64_t day)
{
  ZVT_TRY(Statement statement, m_connection.prepare("DELETE FROM bar_day WHERE provider=? AND day=?"));
  return statement.bind(provider).bind(day).run();
}

}
