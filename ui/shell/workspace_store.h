// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

/// The documents in a profile's workspaces/ folder, as bytes: one a workspace, and windows.json for what holds them
/// together. Errors: file.*. May be used on any thread, one name at a time.
class WorkspaceStore {
public:
  /// @param files may be null: then nothing is there and nothing is kept
  WorkspaceStore(FileSystem* files, std::filesystem::path folder);

  /// Names of the workspaces, sorted.
  [[nodiscard]] QStringList names() const;
  [[nodiscard]] bool contains(const QString& name) const;
  /// Empty when there is none; kLargestWorkspace bytes of a longer one.
  [[nodiscard]] Result<QByteArray> read(const QString& name) const;
  Result<void> write(const QString& name, const QByteArray& bytes) const;
  /// Moves a document to a folder beside it ("removed", "damaged"), where a person can find it.
  Result<void> keepAside(const QString& name, const QString& folder) const;
  /// All of them, and windows.json.
  Result<void> keepAllAside(const QString& folder) const;

private:
  [[nodiscard]] std::filesystem::path file(const QString& name) const;
  FileSystem* m_files;
  std::filesystem::path m_folder;
};

/// Bytes of a workspace's file that are read: none is that large, another kind of file may be.
inline constexpr std::size_t kLargestWorkspace = 32 << 20;
/// Name of the document that holds the workspaces together.
inline const QString kWindowsDocument = QStringLiteral("windows");

}
