// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_background.h"

#include "core/storage/bar_days.h"
#include "core/storage/bar_write.h"
#include "core/storage/database.h"
#include "core/storage/series_names.h"

namespace zvt::storage {

namespace {

constexpr Duration kPause = Duration::seconds(2); ///< without a write, before the first step
constexpr Duration kPatience = Duration::seconds(30); ///< after which it begins although writes go on
constexpr Duration kBetweenSteps = Duration::milliseconds(20);
constexpr std::int64_t kFoldedSeries = 64; ///< a step
constexpr std::size_t kRebuiltBars = 200'000; ///< a step
constexpr std::size_t kSettledBars = 2'500'000; ///< a transaction of settle(); 150 MB of memory

Result<std::vector<SeriesRow>> longTails(
    Connection& connection, std::int64_t after, std::int64_t bars, std::int64_t count)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT s.id, s.entity_id, s.level, s.provider FROM (SELECT series FROM bar_tail WHERE "
                         "series>? GROUP BY series HAVING count(*)>=? ORDER BY series LIMIT ?) t "
                         "JOIN bar_series s ON s.id=t.series WHERE "
          + std::string(kNameIsAgreed) + " ORDER BY s.id"));
  rows.bind(after).bind(bars).bind(count);
  std::vector<SeriesRow> series;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return series;
    if (const auto level = market::parseBarLevel(rows.text(2)))
      series.push_back(makeSeriesRow(rows.integer(0), rows.text(1), *level, rows.text(3)));
  }
}

/// Whether others can be folded beside a series that fails so.
bool isOfOneSeries(const Error& error)
{
  return isDamage(error) || error.code == "storage.bad_series"; // too many optional columns in a tail
}

}

BarBackground::BarBackground(Database& database)
    : m_database(database)
{
}

void BarBackground::setEnabled(bool enabled)
{
  const std::lock_guard lock(m_guard);
  m_isEnabled = enabled;
}

void BarBackground::wake()
{
  {
    const std::lock_guard lock(m_guard);
    m_lastWrite = m_database.elapsed();
    if (!m_isEnabled || m_isScheduled)
      return;
    m_isScheduled = true;
    m_waitingSince = m_lastWrite;
  }
  schedule(kPause);
}

void BarBackground::schedule(Duration delay)
{
  m_database.later(delay, [weak = weak_from_this()] {
    if (const auto self = weak.lock())
      self->runStep();
  });
}

Duration BarBackground::waitBeforeStep() const
{
  const std::lock_guard lock(m_guard);
  const Duration now = m_database.elapsed();
  const bool isTime = now - m_lastWrite >= kPause || now - m_waitingSince >= kPatience;
  return isTime ? Duration{} : kPause - (now - m_lastWrite);
}

bool BarBackground::isStopped()
{
  const std::lock_guard lock(m_guard);
  m_isScheduled = m_isEnabled;
  return !m_isEnabled;
}

void BarBackground::runStep()
{
  if (isStopped()) {
    m_progress = {};
    return;
  }
  if (const Duration wait = waitBeforeStep(); wait.micros > 0)
    return schedule(wait);
  bool isMore = false;
  const std::size_t damaged = m_progress.damaged.size();
  const auto done = m_database.writeHere([&](Connection& connection) -> Result<void> {
    ZVT_TRY(isMore, step(connection, m_progress));
    return {};
  });
  // Damage ends a step; the next one passes over it.
  const bool goesOn = done ? isMore : isOfOneSeries(done.error()) && m_progress.damaged.size() > damaged;
  {
    const std::lock_guard lock(m_guard);
    m_isScheduled = goesOn && m_isEnabled;
    if (m_isScheduled)
      m_waitingSince = m_database.elapsed();
  }
  if (goesOn)
    return schedule(kBetweenSteps);
  m_progress = {};
}

Result<bool> BarBackground::foldSome(Connection& connection, std::int64_t bars, std::int64_t count, Progress& progress)
{
  ZVT_TRY(const std::vector<SeriesRow> tails, longTails(connection, progress.foldedUntil, bars, count));
  for (const SeriesRow& series : tails) {
    if (progress.damaged.contains(series.id))
      continue;
    auto folded = foldTail(connection, series);
    if (!folded && isOfOneSeries(folded.error()))
      progress.damaged.insert(series.id);
    if (!folded)
      return std::unexpected(std::move(folded).error());
  }
  if (!tails.empty())
    progress.foldedUntil = tails.back().id;
  return !tails.empty();
}

Result<bool> BarBackground::step(Connection& connection, Progress& progress)
{
  ZVT_TRY(const bool hasFolded, foldSome(connection, kTailFoldBars, kFoldedSeries, progress));
  if (hasFolded)
    return true;
  return rebuildDays(connection, kRebuiltBars, progress.damaged, progress.memory);
}

Result<void> BarBackground::settle()
{
  Progress progress;
  for (bool isMore = true; isMore;) {
    const std::size_t damaged = progress.damaged.size();
    auto done = m_database.write([&](Connection& connection) -> Result<void> {
      ZVT_TRY(isMore, foldSome(connection, 2, 4 * kFoldedSeries, progress));
      if (!isMore) {
        ZVT_TRY(isMore, rebuildDays(connection, kSettledBars, progress.damaged, progress.memory));
      }
      return {};
    });
    if (!done) {
      if (!isOfOneSeries(done.error()) || progress.damaged.size() == damaged)
        return done;
      isMore = true; // without the damaged one
    }
  }
  return {};
}

}
