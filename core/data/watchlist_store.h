// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/watchlist.h"

#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::data {

/// The book in its file (watchlists.json of a profile). Every save replaces the file as a whole, so that a crash leaves
/// the old lists or the new ones. One thread at a time.
class WatchlistStore {
public:
  /// @param files outlives the store
  WatchlistStore(FileSystem& files, std::filesystem::path file)
      : m_files(files)
      , m_file(std::move(file))
  {
  }
  struct Loaded {
    WatchlistBook book;
    std::optional<Error> problem{}; ///< the file could not be read; it was put aside under the name that "aside" says
  };
  /// An empty book when there is no file. What cannot be read is never overwritten: it is renamed.
  /// Errors: file.*.
  [[nodiscard]] Result<Loaded> load();
  /// Errors: file.*.
  Result<void> save(const WatchlistBook& book);

private:
  FileSystem& m_files;
  std::filesystem::path m_file;
};

}
