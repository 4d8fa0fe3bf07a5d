// SPDX-License-Identifier: Apache-2.0
#include "core/storage/factor_stale.h"

#include <algorithm>
#include <limits>

namespace zvt::storage {

namespace {

using market::BarLevel;

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kDayMicros = 86'400'000'000;
constexpr std::int64_t kLongestPeriod = 31; ///< days of a month's bar

std::int64_t floorDay(std::int64_t micros)
{
  return micros / kDayMicros - (micros % kDayMicros < 0 ? 1 : 0);
}

/// The first key of @p level that may change with a bar of @p written at @p from. Zones move a day by at most one.
std::int64_t affectedFrom(BarLevel written, std::int64_t from, BarLevel level)
{
  if (from == kAll || written == level)
    return from;
  if (written > BarLevel::Day1)
    return kNone; // weeks and months are made into nothing else
  if (!market::isDayKeyed(level))
    return market::isDayKeyed(written) ? (from - 1) * kDayMicros : from;
  const std::int64_t day = market::isDayKeyed(written) ? from : floorDay(from) - 1;
  return level == BarLevel::Day1 ? day : day - kLongestPeriod;
}

struct Reader {
  std::int64_t id = 0;
  BarLevel level = BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  std::string provider;
  std::string source;
  std::int64_t last = 0;
};

/// Counts the write. False: nothing was ever computed over the entity.
Result<bool> countWrite(Connection& connection, const std::string& entityId)
{
  ZVT_TRY(Statement count, connection.prepare("UPDATE factor_input SET revision=revision+1 WHERE entity_id=?"));
  ZVT_TRY_VOID(count.bind(entityId).run());
  return connection.changes() > 0;
}

Result<std::vector<Reader>> readersOf(Connection& connection, const std::string& entityId, std::int64_t from)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT id, level, adjust, provider, source, last FROM factor_series "
                         "WHERE entity_id=? AND last>=?"));
  rows.bind(entityId).bind(from);
  std::vector<Reader> readers;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return readers;
    ZVT_TRY(const BarLevel level, market::parseBarLevel(rows.text(1)));
    ZVT_TRY(const market::AdjustMode adjust, market::parseAdjustMode(rows.text(2)));
    readers.push_back(
        {rows.integer(0), level, adjust, std::string(rows.text(3)), std::string(rows.text(4)), rows.integer(5)});
  }
}

Result<void> mark(Connection& connection, std::int64_t series, std::int64_t from)
{
  ZVT_TRY(
      Statement update, connection.prepare("UPDATE factor_series SET stale=min(ifnull(stale, ?1), ?1) WHERE id=?2"));
  return update.bind(from).bind(series).run();
}

/// The first day from which the factors of prices may differ; nothing when they are the same.
std::optional<std::int64_t> firstDifference(
    const std::vector<market::CorporateAction>& before, const std::vector<market::CorporateAction>& after)
{
  const auto [left, right] = std::ranges::mismatch(before, after);
  std::optional<std::int64_t> day;
  for (const auto& [place, end] : {std::pair(left, before.end()), std::pair(right, after.end())}) {
    if (place != end)
      day = std::min<std::int64_t>(day.value_or(kNone), place->exDay.days);
  }
  return day;
}

}

Result<void> markFactorsOfBars(
    Connection& connection, const std::string& entityId, BarLevel level, const std::string& provider, std::int64_t from)
{
  ZVT_TRY(const bool isRead, countWrite(connection, entityId));
  if (!isRead)
    return {};
  const std::int64_t earliest = from == kAll ? kAll : affectedFrom(level, from, BarLevel::Month1);
  ZVT_TRY(const auto readers, readersOf(connection, entityId, level > BarLevel::Day1 ? from : earliest));
  for (const Reader& reader : readers) {
    const bool isOther = !reader.provider.empty() && reader.provider != provider;
    std::int64_t first = affectedFrom(level, from, reader.level);
    if (first > reader.last || (isOther && reader.level == level))
      continue;
    if (provider != reader.source)
      first = kAll; // another provider's bars may be taken from now on
    ZVT_TRY_VOID(mark(connection, reader.id, first));
  }
  return {};
}

Result<void> markFactorsOfEntity(Connection& connection, const std::string& entityId)
{
  ZVT_TRY(const bool isRead, countWrite(connection, entityId));
  if (!isRead)
    return {};
  ZVT_TRY(const auto readers, readersOf(connection, entityId, kAll));
  for (const Reader& reader : readers)
    ZVT_TRY_VOID(mark(connection, reader.id, kAll));
  return {};
}

Result<void> markAllFactors(Connection& connection)
{
  ZVT_TRY(Statement update, connection.prepare("UPDATE factor_series SET stale=?"));
  ZVT_TRY_VOID(update.bind(kAll).run());
  return connection.execute("UPDATE factor_input SET revision=revision+1");
}

Result<void> dropFactors(Connection& connection)
{
  return connection.execute(
      "DELETE FROM factor_mark; DELETE FROM factor_chunk; DELETE FROM factor_series; DELETE FROM factor_input");
}

Result<void> markFactorsOfActions(Connection& connection, const std::string& entityId,
    const std::vector<market::CorporateAction>& before, const std::vector<market::CorporateAction>& after)
{
  const auto day = firstDifference(before, after);
  if (!day)
    return {};
  ZVT_TRY(const bool isRead, countWrite(connection, entityId));
  if (!isRead)
    return {};
  ZVT_TRY(const auto readers, readersOf(connection, entityId, kAll));
  for (const Reader& reader : readers) {
    const std::int64_t first = affectedFrom(BarLevel::Day1, *day, reader.level);
    // qfq is anchored at the newest bar: rows before the ex-date change, even when it is the newest day of all.
    const bool isQfq = reader.adjust == market::AdjustMode::Qfq;
    if (reader.adjust == market::AdjustMode::Bfq || (!isQfq && first > reader.last))
      continue;
    ZVT_TRY_VOID(mark(connection, reader.id, isQfq ? kAll : first));
  }
  return {};
}

}
