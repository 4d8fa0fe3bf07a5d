// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_store.h"

#include "core/base/file_system.h"
#include "core/data/document_file.h"

namespace zvt::alert {

namespace {

/// Reads a document into @p take, a function of its text; what cannot be read is a problem.
template <typename Take>
Result<void> readDocument(
    FileSystem& files, const std::filesystem::path& file, bool renames, std::vector<Error>& problems, Take take)
{
  if (!files.exists(file))
    return {};
  ZVT_TRY(const std::string text, files.read(file));
  Result<void> taken = take(text);
  if (taken)
    return {};
  Error problem = std::move(taken).error().with("file", file.string());
  if (renames) {
    ZVT_TRY(const auto aside, data::putAside(files, file));
    problem = std::move(problem).with("aside", aside.string());
  }
  problems.push_back(std::move(problem));
  return {};
}

}

AlertStore::AlertStore(FileSystem& files, const std::filesystem::path& profileFolder)
    : m_files(files)
    , m_book(profileFolder / "alerts.json")
    , m_history(profileFolder / "alert_history.json")
{
}

Result<AlertStore::Loaded> AlertStore::load(bool renames)
{
  Loaded loaded;
  ZVT_TRY_VOID(readDocument(m_files, m_book, renames, loaded.problems, [&](const std::string& text) -> Result<void> {
    ZVT_TRY(loaded.book, alertBookFromJson(text));
    return {};
  }));
  ZVT_TRY_VOID(readDocument(m_files, m_history, renames, loaded.problems, [&](const std::string& text) -> Result<void> {
    ZVT_TRY(loaded.history, AlertHistory::fromJson(text));
    return {};
  }));
  return loaded;
}

Result<void> AlertStore::save(const AlertBook& book)
{
  ZVT_TRY_VOID(m_files.createDirectories(m_book.parent_path()));
  return m_files.writeAtomically(m_book, toJson(book));
}

Result<void> AlertStore::save(const AlertHistory& history)
{
  ZVT_TRY_VOID(m_files.createDirectories(m_history.parent_path()));
  return m_files.writeAtomically(m_history, history.toJson());
}

}
