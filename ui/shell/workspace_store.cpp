// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_store.h"

#include "core/base/file_system.h"

#include <QJsonDocument>

namespace zvt::ui {

std::filesystem::path WorkspaceStore::file(const QString& name) const
{
  return m_folder / (name.toStdString() + ".json");
}

QJsonObject WorkspaceStore::load(const QString& name) const
{
  if (!m_files || !m_files->exists(file(name)))
    return {};
  const Result<std::string> text = m_files->read(file(name));
  return text ? QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object() : QJsonObject();
}

Result<void> WorkspaceStore::save(const QString& name, const QJsonObject& document)
{
  if (!m_files || m_folder.empty())
    return {};
  ZVT_TRY_VOID(m_files->createDirectories(m_folder));
  return m_files->writeAtomically(file(name), QJsonDocument(document).toJson().toStdString());
}

}
