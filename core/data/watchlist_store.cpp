// SPDX-License-Identifier: Apache-2.0
#include "core/data/watchlist_store.h"

#include "core/base/file_system.h"
#include "core/data/document_file.h"

namespace zvt::data {

Result<WatchlistStore::Loaded> WatchlistStore::load()
{
  if (!m_files.exists(m_file))
    return Loaded{};
  ZVT_TRY(const std::string text, m_files.read(m_file));
  Result<WatchlistBook> book = watchlistBookFromJson(text);
  if (book)
    return Loaded{*std::move(book)};
  ZVT_TRY(const auto aside, putAside(m_files, m_file));
  return Loaded{{}, std::move(book).error().with("file", m_file.string()).with("aside", aside.string())};
}

Result<void> WatchlistStore::save(const WatchlistBook& book)
{
  ZVT_TRY_VOID(m_files.createDirectories(m_file.parent_path()));
  return m_files.writeAtomically(m_file, toJson(book));
}

}
