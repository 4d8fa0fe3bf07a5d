// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_catalogue.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/market/entity.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/newest_write.h"

namespace zvt::ui {

namespace {

const char* const kFile = "recent.json";

std::shared_ptr<const SearchIndex> indexOf(const market::EntityTable& table)
{
  return std::make_shared<const SearchIndex>(searchItems(table));
}

}

SymbolCatalogue::SymbolCatalogue(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_kept(std::make_shared<NewestWrite>())
{
  load();
  refresh();
}

void SymbolCatalogue::refresh()
{
  const auto table = m_context.entities ? m_context.entities() : nullptr;
  if (!table || table == m_table)
    return;
  m_table = table;
  const unsigned ticket = m_latest.next();
  const auto take = [this, ticket](std::shared_ptr<const SearchIndex> index) {
    if (!m_latest.isCurrent(ticket))
      return;
    m_search.setIndex(std::move(index));
    m_search.setUsed(m_usage.best());
    Q_EMIT changed();
  };
  if (m_context.workers)
    runAsync(m_context.workers->next(), this, [table] { return indexOf(*table); }, take);
  else
    take(indexOf(*table));
}

Search::Found SymbolCatalogue::find(const QString& typed, std::size_t limit)
{
  return m_search.find(typed.toStdString(), limit);
}

SearchMarks SymbolCatalogue::marks(std::uint32_t index, const QString& typed) const
{
  return m_search.index()->marks(index, SearchQuery(typed.toStdString()));
}

void SymbolCatalogue::noteUsed(const QString& id)
{
  if (!m_context.clock || id.isEmpty())
    return;
  m_usage.note(id.toStdString(), m_context.clock->now());
  m_search.setUsed(m_usage.best());
  Q_EMIT changed();
  save();
}

void SymbolCatalogue::forgetUsed()
{
  m_usage.clear();
  m_search.setUsed({});
  Q_EMIT changed();
  save();
}

void SymbolCatalogue::load()
{
  if (!m_context.files || m_context.profileFolder.empty())
    return;
  const auto read = [files = m_context.files, file = m_context.profileFolder / kFile] {
    const Result<std::string> text = files->exists(file) ? files->read(file) : Result<std::string>();
    return SymbolUsage::fromJson(text ? *text : std::string());
  };
  const auto take = [this](SymbolUsage usage) {
    m_usage = std::move(usage);
    m_search.setUsed(m_usage.best());
    Q_EMIT changed();
  };
  if (m_context.workers)
    runAsync(m_context.workers->next(), this, read, take);
  else
    take(read());
}

void SymbolCatalogue::save()
{
  if (!m_context.files || m_context.profileFolder.empty())
    return;
  m_kept->put([files = m_context.files, folder = m_context.profileFolder, json = m_usage.toJson()]() -> Result<void> {
    ZVT_TRY_VOID(files->createDirectories(folder));
    return files->writeAtomically(folder / kFile, json);
  });
  // Lost uses are no harm: a failure shows with whatever the user wants to keep.
  const auto write = [kept = m_kept] { return kept->write(); };
  if (m_context.workers)
    runAsync(m_context.workers->next(), this, write, [](const Result<void>&) { });
  else
    (void)write();
}

}
