// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/storage/page_sums.h"
#include "tests/core/storage/test_profile.h"

#include <cstdlib>
#include <fstream>
#include <map>

/// A database of one file whose pages are to be damaged.
namespace zvt::tests {

inline constexpr std::size_t kPage = 4'096;
inline constexpr std::int64_t kRows = 120;

inline std::filesystem::path beside(const std::filesystem::path& file, const char* suffix)
{
  std::filesystem::path other = file;
  other += suffix;
  return other;
}

inline void put(const std::filesystem::path& file, std::string_view content)
{
  std::ofstream(file, std::ios::binary) << content;
}

inline std::string flipped(std::string content, std::size_t at, unsigned mask)
{
  content[at] = static_cast<char>(static_cast<unsigned char>(content[at]) ^ mask);
  return content;
}

/// Rows whose every value would be as plausible as another: a flipped byte of a name is a name, of a price a price.
inline Result<void> fill(storage::Connection& connection, const std::string& table, std::int64_t rows)
{
  ZVT_TRY_VOID(connection.execute("CREATE TABLE " + table
      + "(entity_id TEXT, day INTEGER, price REAL, note TEXT, PRIMARY KEY(entity_id, day)) WITHOUT ROWID; CREATE INDEX "
      + table + "_day ON " + table + "(day)"));
  return connection.transaction([&]() -> Result<void> {
    ZVT_TRY(storage::Statement insert, connection.prepare("INSERT INTO " + table + " VALUES(?,?,?,?)"));
    for (std::int64_t i = 0; i < rows; ++i) {
      insert.reset();
      insert.bind("stock_sz_" + std::to_string(100'000 + i)).bind(19'000 + i).bind(1.25 * static_cast<double>(i));
      ZVT_TRY_VOID(insert.bind(std::string(i % 40 == 0 ? 6'000 : 60, static_cast<char>('a' + i % 26))).run());
    }
    return {};
  });
}

/// One database file in a folder of its own.
struct OneFile {
  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "m.db";
  OsFileSystem files;
  SilentTaskControl control;
  std::string content;

  explicit OneFile(std::int64_t rows = kRows)
  {
    {
      const auto connection = storage::Connection::open(file, storage::OpenMode::Create);
      if (!connection || !fill(**connection, "price", rows))
        std::exit(1);
    }
    content = readFile(file);
  }
  [[nodiscard]] std::size_t pages() const { return content.size() / kPage; }

  /// Pages that the check names, with their tables; -1 among them: it could not be run.
  std::map<int, std::string> damaged(const std::string& changed)
  {
    put(file, changed);
    return check();
  }
  std::map<int, std::string> check()
  {
    const auto connection = storage::Connection::open(file, storage::OpenMode::Immutable);
    const auto sums = connection ? storage::checkPageSums(**connection, file, {}, files, control)
                                 : Result<storage::PageSums>(std::unexpected(connection.error()));
    if (!sums)
      return {{-1, sums.error().code}};
    std::map<int, std::string> found;
    for (const Error& error : sums->damage)
      found[std::stoi(std::string(error.field("page")))] = error.field("table");
    return found;
  }
  /// The code of the first error when everything is read through SQLite.
  std::string readAll()
  {
    const auto connection = storage::Connection::open(file, storage::OpenMode::ReadOnly);
    if (!connection)
      return connection.error().code;
    const auto rows = (*connection)->number("SELECT sum(length(note)) + sum(price) FROM price NOT INDEXED");
    return codeOf(rows ? (*connection)->number("SELECT sum(day) FROM price INDEXED BY price_day WHERE day>0") : rows);
  }
};

/// Damages page @p number of a file and returns what was there.
inline std::string damagePage(const std::filesystem::path& file, std::size_t number, std::size_t at = 2'000)
{
  std::string content = readFile(file);
  std::fstream to(file, std::ios::binary | std::ios::in | std::ios::out);
  to.seekp(static_cast<std::streamoff>((number - 1) * kPage + at));
  to.put(static_cast<char>(content[(number - 1) * kPage + at] ^ 0x21));
  return content;
}

}
