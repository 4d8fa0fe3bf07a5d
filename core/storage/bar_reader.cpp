// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_reader.h"

#include "core/storage/bar_choice.h"
#include "core/storage/bar_tail.h"
#include "core/storage/database.h"
#include "core/storage/section_builder.h"

namespace zvt::storage {

struct BarReader::State {
  std::unique_ptr<Connection> connection;
  std::shared_ptr<SeriesCatalog> catalog;
  std::vector<const SeriesRow*> found;
  SectionBuilder sections;

  /// Runs @p work in one snapshot, with a catalog that knows all of its series.
  template <typename Work> Result<void> inSnapshot(Work work)
  {
    return connection->snapshot([&]() -> Result<void> {
      ZVT_TRY_VOID(catalog->refresh(*connection));
      return work();
    });
  }

  Result<const SeriesRow*> choose(std::string_view entityId, market::BarLevel level,
      const std::optional<std::string>& provider, const std::vector<std::string>& priority,
      const std::function<Result<bool>(const SeriesRow&)>& read)
  {
    catalog->find(entityId, level, found);
    orderByChoice(found, provider, priority);
    return readFirst(*connection, found, read);
  }

  Result<void> scan(const BarScan& scan, BarArena& bars, const std::function<bool(const BarArena&)>& visit);
  Result<void> panel(const PanelQuery& query, BarPanel& panel);
};

namespace {

/// Chunks and tail rows of all series side by side, in order of series.
class ScanCursor {
public:
  ScanCursor(Statement chunks, Statement tail)
      : m_chunks(std::move(chunks))
      , m_tail(std::move(tail))
  {
  }

  Result<void> start()
  {
    ZVT_TRY(m_hasChunk, m_chunks.step());
    ZVT_TRY(m_hasTail, m_tail.step());
    return {};
  }
  [[nodiscard]] bool isAtEnd() const { return !m_hasChunk && !m_hasTail; }
  [[nodiscard]] std::int64_t series() const
  {
    return std::min(m_hasChunk ? m_chunks.integer(0) : kLastKey, m_hasTail ? m_tail.integer(0) : kLastKey);
  }

  /// Decodes everything of the series that it stands at; nullptr passes over it.
  Result<void> take(Connection& connection, std::int64_t id, const SeriesRow* series, RowSink& sink)
  {
    while (m_hasChunk && m_chunks.integer(0) == id) {
      if (series)
        ZVT_TRY_VOID(BarChunks(connection, *series).readRow(m_chunks, 1, sink));
      ZVT_TRY(m_hasChunk, m_chunks.step());
    }
    while (m_hasTail && m_tail.integer(0) == id) {
      if (series)
        ZVT_TRY_VOID(BarTail(connection, *series).readRow(m_tail, 1, sink));
      ZVT_TRY(m_hasTail, m_tail.step());
    }
    return {};
  }

private:
  Statement m_chunks;
  Statement m_tail;
  bool m_hasChunk = false;
  bool m_hasTail = false;
};

bool isWanted(const SeriesRow& series, const BarScan& scan)
{
  return (!scan.level || series.level == *scan.level) && (!scan.provider || series.provider == *scan.provider);
}

}

BarReader::BarReader(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}
BarReader::BarReader(BarReader&&) noexcept = default;
BarReader& BarReader::operator=(BarReader&&) noexcept = default;
BarReader::~BarReader() = default;

Result<BarReader> BarStore::reader() const
{
  auto state = std::make_unique<BarReader::State>();
  ZVT_TRY(state->connection, m_database.openReader(FileAccess::Mapped));
  state->catalog = m_catalog;
  return BarReader(std::move(state));
}

Result<void> BarReader::read(const BarQuery& query, BarArena& bars)
{
  const KeyRange range(query.from, query.to);
  return m_state->inSnapshot([&]() -> Result<void> {
    Connection& connection = *m_state->connection;
    RowSink sink;
    ZVT_TRY(const SeriesRow* series,
        m_state->choose(query.entityId, query.level, query.provider, query.priority,
            [&](const SeriesRow& candidate) -> Result<bool> {
              sink = BarAssembly::sinkOf(bars, query.columns);
              ZVT_TRY_VOID(readSeries(connection, candidate, range.from, range.last, sink));
              return sink.size > 0;
            }));
    if (!series)
      return fail(noBars(query));
    BarAssembly::finish(bars, sink, series->entityId, series->level, series->provider);
    return {};
  });
}

Result<void> BarReader::State::scan(
    const BarScan& scan, BarArena& bars, const std::function<bool(const BarArena&)>& visit)
{
  const KeyRange range(scan.from, scan.to);
  const bool isWhole = range.from == kFirstKey && range.last == kLastKey;
  ZVT_TRY(Statement chunks,
      connection->prepare("SELECT series, first, last, count, codec, checksum, payload FROM bar_chunk "
                          "WHERE first<=? AND last>=? ORDER BY series, first"));
  chunks.bind(range.last).bind(range.from);
  ZVT_TRY(Statement tail,
      connection->prepare("SELECT series, key, run, bar FROM bar_tail WHERE key<=? AND key>=? ORDER BY series, key"));
  tail.bind(range.last).bind(range.from);
  ScanCursor cursor(std::move(chunks), std::move(tail));
  ZVT_TRY_VOID(cursor.start());
  while (!cursor.isAtEnd()) {
    const std::int64_t id = cursor.series();
    const SeriesRow* series = catalog->find(id);
    if (series && !isWanted(*series, scan))
      series = nullptr;
    RowSink sink = BarAssembly::sinkOf(bars, scan.columns);
    if (isWhole && !scan.withKeys)
      sink.keys = nullptr;
    ZVT_TRY_VOID(cursor.take(*connection, id, series, sink));
    if (!isWhole)
      sink.keepRange(0, range.from, range.last);
    if (!series || sink.size == 0)
      continue;
    BarAssembly::finish(bars, sink, series->entityId, series->level, series->provider);
    if (!visit(bars))
      return {};
  }
  return {};
}

Result<void> BarReader::scan(const BarScan& scan, BarArena& bars, const std::function<bool(const BarArena&)>& visit)
{
  return m_state->inSnapshot([&] { return m_state->scan(scan, bars, visit); });
}

Result<void> BarReader::State::panel(const PanelQuery& query, BarPanel& panel)
{
  const KeyRange range(query.from, query.to);
  std::vector<std::string> entities = query.entities;
  if (entities.empty()) {
    for (const SeriesRow* row : catalog->all(query.level, query.provider))
      entities.push_back(row->entityId);
    std::sort(entities.begin(), entities.end());
    entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  }
  PanelBuilder builder(*connection, panel, query.columns);
  for (const std::string& entity : entities) {
    // Without a series, the entity has no rows.
    ZVT_TRY_VOID(choose(entity, query.level, query.provider, query.priority,
        [&](const SeriesRow& candidate) { return builder.append(candidate, range.from, range.last); }));
    builder.endEntity();
  }
  builder.setEntities(std::move(entities));
  builder.finish();
  if (query.inBlocks)
    builder.putInBlocks();
  return {};
}

Result<void> BarReader::readPanel(const PanelQuery& query, BarPanel& panel)
{
  return m_state->inSnapshot([&] { return m_state->panel(query, panel); });
}

Result<void> BarReader::crossSection(const CrossSectionQuery& query, std::int64_t key, CrossSection& section)
{
  return m_state->inSnapshot(
      [&] { return m_state->sections.read(*m_state->connection, *m_state->catalog, query, key, section); });
}

Result<void> BarReader::crossSections(const CrossSectionQuery& query, std::int64_t from, std::int64_t to,
    CrossSection& section, const std::function<bool(const CrossSection&)>& visit)
{
  const KeyRange range(from, to);
  return m_state->inSnapshot([&] {
    return m_state->sections.readRange(
        *m_state->connection, *m_state->catalog, query, range.from, range.last, section, visit);
  });
}

}
