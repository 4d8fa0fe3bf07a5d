// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

/// The documents in a profile's workspaces/ folder: one a workspace, and window.json for the window itself.
class WorkspaceStore {
public:
  /// @param files may be null: then nothing is kept
  WorkspaceStore(FileSystem* files, std::filesystem::path folder)
      : m_files(files)
      , m_folder(std::move(folder))
  {
  }
  /// Empty when there is none or it is damaged.
  [[nodiscard]] QJsonObject load(const QString& name) const;
  /// Errors: file.*.
  Result<void> save(const QString& name, const QJsonObject& document);

private:
  [[nodiscard]] std::filesystem::path file(const QString& name) const;
  FileSystem* m_files;
  std::filesystem::path m_folder;
};

}
