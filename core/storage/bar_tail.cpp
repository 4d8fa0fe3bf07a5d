// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_tail.h"

#include "core/base/checksum.h"
#include "core/storage/bar_chunks.h"
#include "core/storage/byte_order.h"

namespace zvt::storage {

namespace {

constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kValueBytes = market::kBarColumnCount * sizeof(double);

/// The six values, then optional columns that have one: length of the name, name, value.
std::string valuesOf(const market::BarSeries& bars, std::size_t row)
{
  std::string values;
  for (const auto member : kBarColumns)
    putDouble((bars.*member)[row], values);
  for (const market::ExtraColumn& extra : bars.extras) {
    values += static_cast<char>(extra.name.size());
    values += extra.name;
    putDouble(extra.values[row], values);
  }
  return values;
}

double valueAt(std::string_view blob, std::size_t column)
{
  return readDouble(blob.substr(kChecksumBytes + column * sizeof(double)));
}

/// False when the end of a row is not what valuesOf writes.
bool readExtras(std::string_view extras, market::BarSeries& bars, std::size_t row)
{
  while (!extras.empty()) {
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(extras.front()));
    if (extras.size() < 1 + length + sizeof(double))
      return false;
    extraOf(bars, extras.substr(1, length))[row] = readDouble(extras.substr(1 + length));
    extras.remove_prefix(1 + length + sizeof(double));
  }
  return true;
}

void appendMissing(market::BarSeries& bars)
{
  for (market::ExtraColumn& extra : bars.extras)
    extra.values.resize(bars.size(), std::numeric_limits<double>::quiet_NaN());
}

}

BarTail::BarTail(Connection& connection, const SeriesRow& series)
    : m_connection(connection)
    , m_series(series)
{
}

Result<TailFacts> BarTail::facts()
{
  ZVT_TRY(Statement row, m_connection.prepare("SELECT count(*), min(key), max(key) FROM bar_tail WHERE series=?"));
  row.bind(m_series.id);
  ZVT_TRY_VOID(row.step());
  return TailFacts{row.integer(0), row.integer(1), row.integer(2)};
}

Result<Statement> BarTail::rowsOf(std::int64_t from, std::int64_t to)
{
  ZVT_TRY(Statement rows,
      m_connection.prepare("SELECT key, run, bar FROM bar_tail WHERE series=? AND key>=? AND key<=? ORDER BY key"));
  rows.bind(m_series.id).bind(from).bind(to);
  return rows;
}

std::uint32_t BarTail::checksum(std::int64_t key, std::int64_t run, std::string_view values) const
{
  std::array<char, 16> facts{};
  writeLittle(static_cast<std::uint64_t>(key), facts.data());
  writeLittle(static_cast<std::uint64_t>(run), facts.data() + sizeof(std::uint64_t));
  return crc32c(values, crc32c({facts.data(), facts.size()}, m_series.seed));
}

bool BarTail::isSound(const Statement& row, int at) const
{
  const std::string_view blob = row.blob(at + 2);
  return blob.size() >= kChecksumBytes + kValueBytes
      && readU32(blob) == checksum(row.integer(at), row.integer(at + 1), blob.substr(kChecksumBytes));
}

Result<void> BarTail::checkRow(const Statement& row, int at) const
{
  return isSound(row, at) ? Result<void>() : fail(corrupt(row.integer(at)));
}

Result<void> BarTail::load(std::int64_t from, std::int64_t to, StoredBars& bars)
{
  ZVT_TRY_VOID(loadBars(from, to, bars.bars));
  ZVT_TRY(Statement rows, rowsOf(from, to));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    bars.runs.push_back(rows.integer(1));
  }
}

Result<void> BarTail::loadBars(
    std::int64_t from, std::int64_t to, market::BarSeries& bars, market::BarColumnSet columns)
{
  ZVT_TRY(Statement rows, rowsOf(from, to));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    const std::int64_t key = rows.integer(0);
    if (!isSound(rows, 0) || (!bars.empty() && bars.key.back() >= key))
      return fail(corrupt(key));
    const std::string_view blob = rows.blob(2);
    for (std::size_t i = 0; i < kBarColumns.size(); ++i) {
      if (columns.has(static_cast<market::BarColumn>(i)))
        (bars.*kBarColumns[i]).push_back(valueAt(blob, i));
    }
    bars.key.push_back(key);
    appendMissing(bars);
    const bool isWhole = columns != market::kAllBarColumns
        || readExtras(blob.substr(kChecksumBytes + kValueBytes), bars, bars.size() - 1);
    if (!isWhole)
      return fail(corrupt(key));
  }
}

Result<void> BarTail::readRow(const Statement& row, int at, RowSink& sink) const
{
  const std::int64_t key = row.integer(at);
  if (!isSound(row, at))
    return fail(corrupt(key));
  const BarColumnsTarget target = sink.next(1);
  if (target.key)
    *target.key = key;
  const std::string_view blob = row.blob(at + 2);
  for (std::size_t i = 0; i < target.values.size(); ++i) {
    if (target.values[i])
      *target.values[i] = valueAt(blob, i);
  }
  ++sink.size;
  return {};
}

Result<void> BarTail::readRange(std::int64_t from, std::int64_t to, RowSink& sink)
{
  ZVT_TRY(Statement rows, rowsOf(from, to));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    ZVT_TRY_VOID(readRow(rows, 0, sink));
  }
}

Result<void> BarTail::upsert(const market::BarSeries& bars, std::size_t row, std::int64_t run)
{
  ZVT_TRY(Statement statement,
      m_connection.prepare("INSERT INTO bar_tail(series, key, run, bar) VALUES(?,?,?,?) ON CONFLICT(series, key) DO "
                           "UPDATE SET run=excluded.run, bar=excluded.bar "
                           "WHERE substr(bar, 5) IS NOT substr(excluded.bar, 5)"));
  const std::string values = valuesOf(bars, row);
  std::string blob;
  putU32(checksum(bars.key[row], run, values), blob);
  statement.bind(m_series.id).bind(bars.key[row]).bind(run).bindBlob(blob += values);
  return statement.run();
}

Result<void> BarTail::remove(std::int64_t from, std::int64_t to)
{
  ZVT_TRY(Statement statement, m_connection.prepare("DELETE FROM bar_tail WHERE series=? AND key>=? AND key<=?"));
  return statement.bind(m_series.id).bind(from).bind(to).run();
}

Error BarTail::corrupt(std::int64_t key) const
{
  Error error{"storage.corrupt_tail", {{"bar", keyText(m_series.level, key)}}, {}};
  return withSeries(std::move(error), m_series.entityId, m_series.level, m_series.provider);
}

}
