// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_store.h"

#include "core/base/file_system.h"

namespace zvt::ui {

WorkspaceStore::WorkspaceStore(FileSystem* files, std::filesystem::path folder)
    : m_files(folder.empty() ? nullptr : files)
    , m_folder(std::move(folder))
{
}

std::filesystem::path WorkspaceStore::file(const QString& name) const
{
  return m_folder / (name.toStdString() + ".json");
}

QStringList WorkspaceStore::names() const
{
  QStringList names;
  if (!m_files || !m_files->exists(m_folder))
    return names;
  const Result<std::vector<FileInfo>> entries = m_files->list(m_folder);
  if (!entries)
    return names;
  for (const FileInfo& entry : *entries) {
    const QString name = QString::fromStdString(entry.path.stem().string());
    // "window" is what version 1 called windows.json.
    if (!entry.isDirectory && entry.path.extension() == ".json" && name != kWindowsDocument && name != u"window")
      names.append(name);
  }
  return names;
}

bool WorkspaceStore::contains(const QString& name) const
{
  return m_files && m_files->exists(file(name));
}

Result<QByteArray> WorkspaceStore::read(const QString& name) const
{
  if (!contains(name))
    return QByteArray();
  ZVT_TRY(const std::string text, m_files->readPart(file(name), 0, kLargestWorkspace));
  return QByteArray::fromStdString(text);
}

Result<void> WorkspaceStore::write(const QString& name, const QByteArray& bytes) const
{
  if (!m_files)
    return {};
  ZVT_TRY_VOID(m_files->createDirectories(m_folder));
  return m_files->writeAtomically(file(name), bytes.toStdString());
}

Result<void> WorkspaceStore::keepAllAside(const QString& folder) const
{
  for (const QString& name : names() + QStringList{kWindowsDocument})
    ZVT_TRY_VOID(keepAside(name, folder));
  return {};
}

Result<void> WorkspaceStore::keepAside(const QString& name, const QString& folder) const
{
  if (!contains(name))
    return {};
  const std::filesystem::path aside = m_folder / folder.toStdString();
  ZVT_TRY_VOID(m_files->createDirectories(aside));
  for (int number = 1;; ++number) {
    const std::filesystem::path target = aside / (name.toStdString() + "-" + std::to_string(number) + ".json");
    if (!m_files->exists(target))
      return m_files->rename(file(name), target);
  }
}

}
