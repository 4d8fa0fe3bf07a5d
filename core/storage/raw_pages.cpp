// SPDX-License-Identifier: Apache-2.0
#include "core/storage/raw_pages.h"

#include "core/base/file_system.h"
#include "core/storage/log_checksum.h"
#include "core/storage/page_checksum.h"
#include "core/storage/raw_record.h"

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr int kMaxDepth = 40;
constexpr std::uint32_t kPagesToTry = 64;

constexpr int kIndexInterior = 2;
constexpr int kTableInterior = 5;
constexpr int kIndexLeaf = 10;
constexpr int kTableLeaf = 13;

int kindOf(const std::string& page, std::size_t header)
{
  return page.size() > header ? static_cast<unsigned char>(page[header]) : 0;
}

bool isIndexKind(int kind)
{
  return kind == kIndexInterior || kind == kIndexLeaf;
}

}

Result<RawPages> RawPages::open(const std::filesystem::path& file, const FileSystem& fileSystem)
{
  RawPages pages;
  pages.m_fileSystem = &fileSystem;
  pages.m_file = file;
  pages.m_log = file;
  pages.m_log += "-wal";
  ZVT_TRY(const std::string header, fileSystem.readPart(file, 0, kHeaderSize));
  if (isDatabaseHeader(header))
    pages.m_pageSize = pageSizeOf(header);
  ZVT_TRY(const auto entries, fileSystem.list(file.parent_path()));
  for (const FileInfo& entry : entries) {
    if (entry.path.filename() == file.filename()) {
      // SQLite reads zeros for what is cut off the last page, and takes them for its content: it counts as a page.
      pages.m_count = static_cast<std::uint32_t>((entry.size + pages.m_pageSize - 1) / pages.m_pageSize);
      pages.readLayout(header);
    } else if (entry.path.filename() == pages.m_log.filename() && entry.size > kLogHeader) {
      pages.readLog(pages.m_log);
    }
  }
  pages.readHeader();
  return pages;
}

/// Where the header cannot be believed, other pages say by their checksums whether they have any.
void RawPages::readLayout(const std::string& header)
{
  const std::string first = wholePage(1);
  m_hasChecksums = zvt::storage::hasChecksums(first);
  for (std::uint32_t number = 2; !isDatabaseHeader(first) && number <= std::min(m_count, kPagesToTry); ++number)
    m_hasChecksums = m_hasChecksums || isSealed(wholePage(number), number);
  if (m_hasChecksums) {
    m_reserved = kPageReserve;
    return;
  }
  const std::size_t reserved = isDatabaseHeader(header) ? static_cast<unsigned char>(header[kReserveAt]) : 0;
  if (m_pageSize - reserved >= 480)
    m_reserved = reserved;
}

/// Frames count up to the last commit whose checksums are right.
void RawPages::readLog(const std::filesystem::path& log)
{
  const auto header = m_fileSystem->readPart(log, 0, kLogHeader);
  if (!header || header->size() < kLogHeader || (rawU32(*header, 0) & ~1U) != 0x377f0682U
      || rawU32(*header, 8) != m_pageSize)
    return;
  LogChecksum sum;
  sum.isBigEndian = (rawU32(*header, 0) & 1U) != 0;
  sum.add(std::string_view(*header).substr(0, kLogSumAt));
  if (!sum.isAt(*header, kLogSumAt))
    return;
  std::map<std::uint32_t, std::uint64_t> uncommitted;
  for (std::uint64_t at = kLogHeader;; at += kFrameHeader + m_pageSize) {
    const auto frame = m_fileSystem->readPart(log, at, kFrameHeader + m_pageSize);
    if (!frame || frame->size() < kFrameHeader + m_pageSize || frame->substr(8, 8) != header->substr(16, 8))
      return;
    sum.addFrame(*frame, std::string_view(*frame).substr(kFrameHeader));
    if (!sum.isAt(*frame, kFrameSumAt))
      return;
    uncommitted[LogChecksum::pageOf(*frame)] = at + kFrameHeader;
    if (const std::uint32_t pagesAfter = rawU32(*frame, 4); pagesAfter != 0) {
      for (const auto& [number, place] : uncommitted)
        m_inLog[number] = place;
      uncommitted.clear();
      m_count = std::max(m_count, pagesAfter);
    }
  }
}

void RawPages::readHeader()
{
  const std::string first = page(1);
  if (first.size() >= kHeaderSize)
    m_userVersion = rawU32(first, 60);
}

std::string RawPages::wholePage(std::uint32_t number) const
{
  if (number == 0)
    return {};
  const auto logged = m_inLog.find(number);
  auto content = logged != m_inLog.end()
      ? m_fileSystem->readPart(m_log, logged->second, m_pageSize)
      : m_fileSystem->readPart(m_file, std::uint64_t{number - 1} * m_pageSize, m_pageSize);
  return content && content->size() == m_pageSize ? *std::move(content) : std::string();
}

std::uint64_t RawPages::frameOf(std::uint32_t number) const
{
  const auto logged = m_inLog.find(number);
  return logged == m_inLog.end() ? 0 : (logged->second - kLogHeader) / (kFrameHeader + m_pageSize) + 1;
}

RawPage RawPages::read(std::uint32_t number) const
{
  RawPage page{number, wholePage(number), true};
  if (page.bytes.empty())
    return page;
  page.isSound = !m_hasChecksums || isInLog(number) || isSealed(page.bytes, number);
  page.bytes.resize(usableSize());
  return page;
}

std::set<std::uint32_t> RawPages::freePages(bool& isWhole) const
{
  std::set<std::uint32_t> free;
  const std::string first = page(1);
  isWhole = first.size() >= kHeaderSize;
  if (!isWhole)
    return free;
  std::uint32_t trunk = rawU32(first, 32);
  const std::uint32_t total = rawU32(first, 36);
  while (trunk != 0) {
    const RawPage read = this->read(trunk);
    const std::string& content = read.bytes;
    const std::uint32_t leaves = content.size() >= 8 ? rawU32(content, 4) : 0;
    isWhole = content.size() >= 8 && read.isSound && leaves <= content.size() / 4 - 2 && free.insert(trunk).second;
    if (!isWhole)
      return {};
    for (std::uint32_t i = 0; i < leaves; ++i)
      free.insert(rawU32(content, 8 + std::size_t{i} * 4));
    trunk = rawU32(content, 0);
  }
  isWhole = free.size() == total;
  return free;
}

Result<RawWalk> RawTrees::walk(std::uint32_t root, const Visit& visit)
{
  RawWalk walk;
  const std::string page = m_pages.page(root);
  const std::size_t header = root == 1 ? kHeaderSize : 0;
  m_isSchema = root == 1;
  ZVT_TRY_VOID(walkPage(root, kindOf(page, header), 0, walk, visit));
  return walk;
}

Result<void> RawTrees::walkPage(std::uint32_t number, int kind, int depth, RawWalk& walk, const Visit& visit)
{
  const RawPage page = m_pages.read(number);
  const std::size_t header = number == 1 ? kHeaderSize : 0;
  const int own = kindOf(page.bytes, header);
  const bool isTree = own == kIndexInterior || own == kTableInterior || own == kIndexLeaf || own == kTableLeaf;
  if (!isTree || isIndexKind(own) != isIndexKind(kind) || depth > kMaxDepth || !m_used.insert(number).second) {
    ++walk.unreadablePages;
    walk.isComplete = false;
    return {};
  }
  const bool hasRows = own != kTableInterior;
  if (!page.isSound && hasRows)
    walk.damagedPages.push_back(number);
  if (own == kIndexLeaf || own == kTableLeaf)
    return walkLeaf(page, header, walk, visit);
  return walkInterior(page, header, depth, walk, visit);
}

/// A damaged page may lead to pages of another tree: whoever looks for lost leaves finds those that are its own.
/// Without the schema nobody would look, and its rows tell what they are.
Result<void> RawTrees::walkInterior(
    const RawPage& page, std::size_t header, int depth, RawWalk& walk, const Visit& visit)
{
  const std::string& bytes = page.bytes;
  const int kind = kindOf(bytes, header);
  const std::size_t cells = rawU16(bytes, header + 3);
  const bool isFollowed = page.isSound || m_isSchema;
  if (!isFollowed) {
    ++walk.unreadablePages;
    walk.isComplete = false;
  }
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t pointer = header + 12 + 2 * i;
    const std::size_t at = pointer + 2 <= bytes.size() ? rawU16(bytes, pointer) : bytes.size();
    if (at + 4 > bytes.size()) {
      walk.isComplete = false;
      ++walk.unreadableRows;
      continue;
    }
    if (isFollowed)
      ZVT_TRY_VOID(walkPage(rawU32(bytes, at), kind, depth + 1, walk, visit));
    if (kind == kIndexInterior)
      ZVT_TRY_VOID(readCell(page, at + 4, true, walk, visit));
  }
  return isFollowed ? walkPage(rawU32(bytes, header + 8), kind, depth + 1, walk, visit) : Result<void>();
}

Result<void> RawTrees::walkLeaf(const RawPage& page, std::size_t header, RawWalk& walk, const Visit& visit)
{
  const bool isIndex = kindOf(page.bytes, header) == kIndexLeaf;
  const std::size_t cells = rawU16(page.bytes, header + 3);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t pointer = header + 8 + 2 * i;
    if (pointer + 2 > page.bytes.size()) {
      walk.isComplete = false;
      return {};
    }
    ZVT_TRY_VOID(readCell(page, rawU16(page.bytes, pointer), isIndex, walk, visit));
  }
  return {};
}

Result<void> RawTrees::readCell(const RawPage& page, std::size_t at, bool isIndex, RawWalk& walk, const Visit& visit)
{
  RawRow row;
  std::uint64_t size = 0;
  std::uint64_t rowid = 0;
  std::string payload;
  bool isSound = page.isSound;
  const bool isRead = readVarint(page.bytes, at, size) && (isIndex || readVarint(page.bytes, at, rowid))
      && readPayload(page.bytes, at, size, isIndex, payload, isSound) && decodeRecord(payload, row.values);
  if (!isRead) {
    ++walk.unreadableRows;
    walk.isComplete = false;
    return {};
  }
  row.rowid = static_cast<std::int64_t>(rowid);
  row.page = page.number;
  row.isDoubtful = !isSound;
  return visit(std::move(row));
}

/// The part in the page, then the chain of overflow pages (fileformat2 1.6, "cell payload overflow").
bool RawTrees::readPayload(
    const std::string& page, std::size_t at, std::uint64_t size, bool isIndex, std::string& payload, bool& isSound)
{
  const std::size_t usable = m_pages.usableSize();
  if (size > std::uint64_t{m_pages.count()} * usable)
    return false;
  const std::size_t most = isIndex ? (usable - 12) * 64 / 255 - 23 : usable - 35;
  const std::size_t least = (usable - 12) * 32 / 255 - 23;
  std::size_t local = size;
  if (size > most) {
    const std::size_t wanted = least + (size - least) % (usable - 4);
    local = wanted <= most ? wanted : least;
  }
  if (at + local + (local < size ? 4 : 0) > page.size())
    return false;
  payload = page.substr(at, local);
  std::uint32_t next = local < size ? rawU32(page, at + local) : 0;
  while (payload.size() < size) {
    const RawPage overflow = m_pages.read(next);
    if (overflow.bytes.empty() || (isSound && !m_used.insert(next).second))
      return false;
    isSound = isSound && overflow.isSound;
    if (!overflow.isSound) { // what it leads to may be another row's; the first columns are still readable
      payload.resize(size);
      return true;
    }
    payload += overflow.bytes.substr(4, std::min<std::size_t>(usable - 4, size - payload.size()));
    next = rawU32(overflow.bytes, 0);
  }
  return true;
}

Result<bool> RawTrees::readLeaf(std::uint32_t number, bool isIndex, RawWalk& walk, const Visit& visit)
{
  const RawPage page = m_pages.read(number);
  if (!page.isSound || kindOf(page.bytes, 0) != (isIndex ? kIndexLeaf : kTableLeaf) || page.bytes.size() < 8)
    return false;
  const std::size_t cells = rawU16(page.bytes, 3);
  if (cells == 0 || 8 + 2 * cells > page.bytes.size())
    return false;
  ZVT_TRY_VOID(walkLeaf(page, 0, walk, visit));
  return true;
}

}
