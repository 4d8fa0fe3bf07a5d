// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workspace_store.h"

#include <map>
#include <mutex>

namespace zvt::ui {

/// Documents on their way to the disk, shared by the GUI thread and the workers. Whoever writes first writes all that
/// waits, so that nobody waits for a piece of work that has not begun, and an older document never lands on a newer
/// one. Thread-safe.
class WorkspaceSaver {
public:
  explicit WorkspaceSaver(WorkspaceStore store);

  /// In place of what still waits under that name.
  void put(const QString& name, QByteArray bytes);
  [[nodiscard]] bool hasWaiting() const;
  /// Writes all that waits. What cannot be written keeps none of the others from it and waits on; the first error is
  /// returned, with "workspace". Errors: file.*.
  Result<void> write();
  /// As WorkspaceStore::keepAside(), with what waits under that name.
  Result<void> keepAside(const QString& name, const QString& folder);

private:
  Result<void> writeOne(const QString& name, QByteArray bytes);
  WorkspaceStore m_store;
  std::mutex m_writing; ///< one writer at a time; taken before m_guard
  mutable std::mutex m_guard;
  std::map<QString, QByteArray> m_waiting; ///< under m_guard
};

}
