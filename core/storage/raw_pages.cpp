// SPDX-License-Identifier: Apache-2.0
#include "core/storage/raw_pages.h"

#include "core/base/file_system.h"
#include "core/storage/raw_record.h"

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr std::size_t kLogHeader = 32;
constexpr std::size_t kFrameHeader = 24;
constexpr int kMaxDepth = 40;

constexpr int kIndexInterior = 2;
constexpr int kTableInterior = 5;
constexpr int kIndexLeaf = 10;
constexpr int kTableLeaf = 13;

bool isPageSize(std::size_t size)
{
  return size >= 512 && size <= 65'536 && (size & (size - 1)) == 0;
}

/// The running checksum of a write-ahead log over pairs of words.
struct LogChecksum {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool isBigEndian = false;

  void add(std::string_view bytes)
  {
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first += word(bytes, at) + second;
      second += word(bytes, at + 4) + first;
    }
  }
  [[nodiscard]] std::uint32_t word(std::string_view bytes, std::size_t at) const
  {
    const std::uint32_t big = rawU32(bytes, at);
    return isBigEndian ? big : (big >> 24U) | ((big >> 8U) & 0xff00U) | ((big << 8U) & 0xff0000U) | (big << 24U);
  }
};

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
  if (header.size() == kHeaderSize && header.starts_with("SQLite format 3")) {
    const std::size_t size = rawU16(header, 16) == 1 ? 65'536 : rawU16(header, 16);
    if (isPageSize(size))
      pages.m_pageSize = size;
    const std::size_t reserved = static_cast<unsigned char>(header[20]);
    if (pages.m_pageSize - reserved >= 480)
      pages.m_reserved = reserved;
  }
  ZVT_TRY(const auto entries, fileSystem.list(file.parent_path()));
  for (const FileInfo& entry : entries) {
    if (entry.path.filename() == file.filename())
      pages.m_count = static_cast<std::uint32_t>(entry.size / pages.m_pageSize);
    else if (entry.path.filename() == pages.m_log.filename() && entry.size > kLogHeader)
      pages.readLog(pages.m_log);
  }
  pages.readHeader();
  return pages;
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
  sum.add(std::string_view(*header).substr(0, 24));
  if (sum.first != rawU32(*header, 24) || sum.second != rawU32(*header, 28))
    return;
  std::map<std::uint32_t, std::uint64_t> uncommitted;
  for (std::uint64_t at = kLogHeader;; at += kFrameHeader + m_pageSize) {
    const auto frame = m_fileSystem->readPart(log, at, kFrameHeader + m_pageSize);
    if (!frame || frame->size() < kFrameHeader + m_pageSize || frame->substr(8, 8) != header->substr(16, 8))
      return;
    sum.add(std::string_view(*frame).substr(0, 8));
    sum.add(std::string_view(*frame).substr(kFrameHeader));
    if (sum.first != rawU32(*frame, 16) || sum.second != rawU32(*frame, 20))
      return;
    uncommitted[rawU32(*frame, 0)] = at + kFrameHeader;
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

std::string RawPages::page(std::uint32_t number) const
{
  if (number == 0)
    return {};
  const auto logged = m_inLog.find(number);
  auto content = logged != m_inLog.end()
      ? m_fileSystem->readPart(m_log, logged->second, m_pageSize)
      : m_fileSystem->readPart(m_file, std::uint64_t{number - 1} * m_pageSize, m_pageSize);
  if (!content || content->size() != m_pageSize)
    return {};
  content->resize(usableSize());
  return *std::move(content);
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
    const std::string content = page(trunk);
    const std::uint32_t leaves = content.size() >= 8 ? rawU32(content, 4) : 0;
    isWhole = content.size() >= 8 && leaves <= content.size() / 4 - 2 && free.insert(trunk).second;
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
  ZVT_TRY_VOID(walkPage(root, kindOf(page, header), 0, walk, visit));
  return walk;
}

Result<void> RawTrees::walkPage(std::uint32_t number, int kind, int depth, RawWalk& walk, const Visit& visit)
{
  const std::string page = m_pages.page(number);
  const std::size_t header = number == 1 ? kHeaderSize : 0;
  const int own = kindOf(page, header);
  const bool isTree = own == kIndexInterior || own == kTableInterior || own == kIndexLeaf || own == kTableLeaf;
  if (!isTree || isIndexKind(own) != isIndexKind(kind) || depth > kMaxDepth || !m_used.insert(number).second) {
    ++walk.unreadablePages;
    walk.isComplete = false;
    return {};
  }
  if (own == kIndexLeaf || own == kTableLeaf)
    return walkLeaf(page, header, walk, visit);
  return walkInterior(page, header, depth, walk, visit);
}

Result<void> RawTrees::walkInterior(
    const std::string& page, std::size_t header, int depth, RawWalk& walk, const Visit& visit)
{
  const int kind = kindOf(page, header);
  const std::size_t cells = rawU16(page, header + 3);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t pointer = header + 12 + 2 * i;
    const std::size_t at = pointer + 2 <= page.size() ? rawU16(page, pointer) : page.size();
    if (at + 4 > page.size()) {
      walk.isComplete = false;
      ++walk.unreadableRows;
      continue;
    }
    ZVT_TRY_VOID(walkPage(rawU32(page, at), kind, depth + 1, walk, visit));
    if (kind == kIndexInterior)
      ZVT_TRY_VOID(readCell(page, at + 4, true, walk, visit));
  }
  return walkPage(rawU32(page, header + 8), kind, depth + 1, walk, visit);
}

Result<void> RawTrees::walkLeaf(const std::string& page, std::size_t header, RawWalk& walk, const Visit& visit)
{
  const bool isIndex = kindOf(page, header) == kIndexLeaf;
  const std::size_t cells = rawU16(page, header + 3);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t pointer = header + 8 + 2 * i;
    if (pointer + 2 > page.size()) {
      walk.isComplete = false;
      return {};
    }
    ZVT_TRY_VOID(readCell(page, rawU16(page, pointer), isIndex, walk, visit));
  }
  return {};
}

Result<void> RawTrees::readCell(
    const std::string& page, std::size_t at, bool isIndex, RawWalk& walk, const Visit& visit)
{
  RawRow row;
  std::uint64_t size = 0;
  std::uint64_t rowid = 0;
  std::string payload;
  const bool isRead = readVarint(page, at, size) && (isIndex || readVarint(page, at, rowid))
      && readPayload(page, at, size, isIndex, payload) && decodeRecord(payload, row.values);
  if (!isRead) {
    ++walk.unreadableRows;
    walk.isComplete = false;
    return {};
  }
  row.rowid = static_cast<std::int64_t>(rowid);
  return visit(std::move(row));
}

/// The part in the page, then the chain of overflow pages (fileformat2 1.6, "cell payload overflow").
bool RawTrees::readPayload(
    const std::string& page, std::size_t at, std::uint64_t size, bool isIndex, std::string& payload)
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
    const std::string overflow = m_pages.page(next);
    if (overflow.empty() || !m_used.insert(next).second)
      return false;
    payload += overflow.substr(4, std::min<std::size_t>(usable - 4, size - payload.size()));
    next = rawU32(overflow, 0);
  }
  return true;
}

Result<bool> RawTrees::readLeaf(std::uint32_t number, bool isIndex, RawWalk& walk, const Visit& visit)
{
  const std::string page = m_pages.page(number);
  if (kindOf(page, 0) != (isIndex ? kIndexLeaf : kTableLeaf) || page.size() < 8)
    return false;
  const std::size_t cells = rawU16(page, 3);
  if (cells == 0 || 8 + 2 * cells > page.size())
    return false;
  ZVT_TRY_VOID(walkLeaf(page, 0, walk, visit));
  return true;
}

}
