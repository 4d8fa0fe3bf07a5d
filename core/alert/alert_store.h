// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert_book.h"
#include "core/alert/alert_history.h"

#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::alert {

/// The alerts of a profile and what they told, each in its file (alerts.json, alert_history.json), which every save
/// replaces as a whole. One thread at a time.
class AlertStore {
public:
  /// @param files outlives the store
  AlertStore(FileSystem& files, const std::filesystem::path& profileFolder);

  struct Loaded {
    AlertBook book;
    AlertHistory history;
    /// Files that could not be read: they were put aside under the name that "aside" says.
    std::vector<Error> problems;
  };
  /// What is not there is empty. What cannot be read is never overwritten: it is renamed, or, with @p renames false
  /// (a profile that others write), left alone. Errors: file.*.
  [[nodiscard]] Result<Loaded> load(bool renames = true);
  /// Errors: file.*.
  Result<void> save(const AlertBook& book);
  Result<void> save(const AlertHistory& history);

private:
  FileSystem& m_files;
  std::filesystem::path m_book;
  std::filesystem::path m_history;
};

}
