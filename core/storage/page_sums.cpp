// SPDX-License-Identifier: Apache-2.0
#include "core/storage/page_sums.h"

#include "core/base/file_system.h"
#include "core/base/random.h"
#include "core/base/task.h"
#include "core/storage/page_checksum.h"
#include "core/storage/raw_pages.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <set>

namespace zvt::storage {

namespace {

constexpr std::uint64_t kReadBytes = 1U << 20U;
constexpr std::size_t kMaxDamage = 1'000;
constexpr std::uint64_t kCopiedFramesAt = 96; ///< walformat, 2.3: nBackfill behind both copies of the index's header

class SumCheck {
public:
  SumCheck(const std::filesystem::path& file, const FileSystem& fileSystem, TaskControl& control)
      : m_file(file)
      , m_fileSystem(fileSystem)
      , m_control(control)
  {
  }

  Result<PageSums> run(const PageRange& range)
  {
    ZVT_TRY(m_pages, RawPages::open(m_file, m_fileSystem));
    m_sums.areThere = m_pages->hasChecksums();
    if (!m_sums.areThere)
      return std::move(m_sums);
    m_copied = copiedFrames();
    const std::int64_t all = m_pages->count();
    const std::int64_t count = std::min(range.count, all);
    const bool isPart = count < all;
    const auto first =
        isPart ? static_cast<std::int64_t>(SeededRandom(range.seed).below(static_cast<std::uint64_t>(all))) : 0;
    ZVT_TRY_VOID(compare(first, std::min(first + count, all)));
    ZVT_TRY_VOID(compare(0, std::max<std::int64_t>(0, first + count - all)));
    addLostPages();
    // Whoever looks at a part wants an answer soon: all trees have to be read to know whose a page is.
    ZVT_TRY_VOID(isPart ? Result<void>() : findOwners());
    nameDamage();
    return std::move(m_sums);
  }

private:
  /// Frames of the log that are in the database, too; none when nobody has the log in use.
  [[nodiscard]] std::uint64_t copiedFrames() const
  {
    std::filesystem::path index = m_file;
    index += "-shm";
    const auto bytes = m_fileSystem.readPart(index, kCopiedFramesAt, sizeof(std::uint32_t));
    std::uint32_t copied = 0; // as this machine has it
    if (bytes && bytes->size() == sizeof copied)
      std::memcpy(&copied, bytes->data(), sizeof copied);
    return copied;
  }

  /// Pages from @p from on (counted from 0), before @p to.
  Result<void> compare(std::int64_t from, std::int64_t to)
  {
    const auto size = static_cast<std::uint64_t>(m_pages->pageSize());
    const auto atOnce = static_cast<std::int64_t>(kReadBytes / size);
    for (std::int64_t at = from; at < to; at += atOnce) {
      ZVT_TRY_VOID(m_control.cancelToken().check());
      const auto count = static_cast<std::uint64_t>(std::min(atOnce, to - at));
      const auto bytes = m_fileSystem.readPart(m_file, static_cast<std::uint64_t>(at) * size, count * size);
      for (std::uint64_t i = 0; i < count; ++i) {
        const bool isRead = bytes && bytes->size() >= (i + 1) * size;
        const std::string_view page = isRead ? std::string_view(*bytes).substr(i * size, size) : std::string_view();
        look(page, static_cast<std::uint32_t>(static_cast<std::uint64_t>(at) + i + 1));
      }
    }
    return {};
  }

  void look(std::string_view page, std::uint32_t number)
  {
    if (number == lockPage(m_pages->pageSize()) || m_pages->frameOf(number) > m_copied)
      return;
    ++m_sums.pages;
    if (!page.empty() && isSealed(page, number))
      return;
    if (!page.empty() && isNeverWritten(page))
      m_empty.push_back(number);
    else if (m_damaged.size() < kMaxDamage)
      m_damaged.insert(number);
  }

  /// A page without content is right only while it is not in use.
  void addLostPages()
  {
    bool isWhole = false;
    const auto free = m_empty.empty() ? std::set<std::uint32_t>() : m_pages->freePages(isWhole);
    for (const std::uint32_t number : m_empty) {
      if (isWhole && !free.contains(number) && m_damaged.size() < kMaxDamage)
        m_damaged.insert(number);
    }
    if (!isWhole && !m_empty.empty()) {
      Error error{"storage.doubtful_pages", {{"count", std::to_string(m_empty.size())}}, {}};
      error = std::move(error).with("first", std::to_string(*std::min_element(m_empty.begin(), m_empty.end())));
      m_sums.damage.push_back(std::move(error).with("file", m_file.string()));
    }
  }

  struct Root {
    std::uint32_t page = 0;
    std::string table;
  };

  std::vector<Root> roots(RawTrees& trees)
  {
    std::vector<Root> roots;
    static_cast<void>(trees.walk(1, [&](const RawRow& row) -> Result<void> {
      const auto* table = row.values.size() > 3 ? std::get_if<std::string>(&row.values[2]) : nullptr;
      const auto* root = row.values.size() > 3 ? std::get_if<std::int64_t>(&row.values[3]) : nullptr;
      if (table && root && *root > 1)
        roots.push_back({static_cast<std::uint32_t>(*root), *table});
      return {};
    }));
    return roots;
  }

  Result<void> findOwners()
  {
    if (m_damaged.empty())
      return {};
    RawTrees trees(*m_pages);
    const auto goOn = [&](const RawRow&) { return m_control.cancelToken().check(); };
    for (const Root& root : roots(trees)) {
      ZVT_TRY_VOID(trees.walk(root.page, goOn));
      for (const std::uint32_t number : m_damaged) {
        if (trees.isUsed(number))
          m_owners.try_emplace(number, root.table);
      }
      if (m_owners.size() == m_damaged.size())
        return {};
    }
    return {};
  }

  void nameDamage()
  {
    for (const std::uint32_t number : m_damaged) {
      Error error{"storage.damaged_page", {{"page", std::to_string(number)}}, {}};
      if (const auto owner = m_owners.find(number); owner != m_owners.end())
        error = std::move(error).with("table", owner->second);
      m_sums.damage.push_back(std::move(error).with("file", m_file.string()));
    }
  }

  const std::filesystem::path& m_file;
  const FileSystem& m_fileSystem;
  TaskControl& m_control;
  std::optional<RawPages> m_pages;
  std::uint64_t m_copied = 0;
  std::vector<std::uint32_t> m_empty;
  std::set<std::uint32_t> m_damaged;
  std::map<std::uint32_t, std::string> m_owners; ///< tables of damaged pages
  PageSums m_sums;
};

}

Result<PageSums> checkPageSums(Connection& connection, const std::filesystem::path& file, const PageRange& range,
    const FileSystem& fileSystem, TaskControl& control)
{
  std::optional<Result<PageSums>> sums;
  const auto look = [&]() -> Result<void> {
    // From here on no page that this sees is overwritten. Where the first page is damaged nobody can write.
    static_cast<void>(connection.number("SELECT count(*) FROM sqlite_schema"));
    sums = SumCheck(file, fileSystem, control).run(range);
    return {};
  };
  ZVT_TRY_VOID(connection.snapshot(look));
  return *std::move(sums);
}

}
