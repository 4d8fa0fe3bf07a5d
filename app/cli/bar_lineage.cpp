// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_lineage.h"

namespace zvt::cli {

namespace {

/// What was done to the stored bars when they were read.
std::string derivation(const data::BarRequest& request, const market::BarSeries& series, bool isStored)
{
  std::string text;
  if (!isStored)
    text = "made from a finer level";
  if (series.adjust != market::AdjustMode::Bfq)
    text += fmt::format(
        "{}{} by {}", text.empty() ? "" : ", ", market::toString(series.adjust), market::toString(request.method));
  return text;
}

}

const std::vector<std::string>& BarLineage::names()
{
  static const std::vector<std::string> kNames = {
      "provider", "run", "source", "payload_hash", "transformation", "derived"};
  return kNames;
}

Result<void> BarLineage::open(app::Services& services, const data::BarRequest& request, const market::BarSeries& series)
{
  m_provider = series.provider;
  m_origins.clear();
  m_at = 0;
  auto origins = data::Lineage(services.profile())
                     .ofBars({request.entityId, request.level, series.provider}, request.from, request.to);
  if (!origins && origins.error().code != "storage.no_bars")
    return std::unexpected(std::move(origins).error());
  m_derived = derivation(request, series, origins.has_value());
  if (origins)
    m_origins = *std::move(origins);
  return {};
}

std::vector<Cell> BarLineage::cells(std::int64_t key)
{
  while (m_at < m_origins.size() && m_origins[m_at].last < key)
    ++m_at;
  std::vector<Cell> cells = {m_provider, {}, {}, {}, {}, {}};
  if (!m_derived.empty())
    cells[5] = m_derived;
  if (m_at == m_origins.size() || key < m_origins[m_at].first || !m_origins[m_at].run)
    return cells;
  const storage::DataRun& run = *m_origins[m_at].run;
  cells[1] = run.id;
  cells[2] = run.source;
  cells[3] = run.payloadHash;
  cells[4] = run.transformation;
  return cells;
}

}
