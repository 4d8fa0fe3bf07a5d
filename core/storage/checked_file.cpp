// SPDX-License-Identifier: Apache-2.0
#include "core/storage/checked_file.h"

#include "core/storage/log_checksum.h"
#include "core/storage/page_checksum.h"

#include <algorithm>
#include <array>
#include <limits>
#include <new>

#include <sqlite3.h>

namespace zvt::storage {

namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

/// SQLite reads and writes whole pages, and a few bytes of the header.
bool isWholePage(int size, std::int64_t offset)
{
  return size > 0 && isPageSize(static_cast<std::size_t>(size)) && offset % size == 0;
}

std::uint32_t numberOf(int size, std::int64_t offset)
{
  return static_cast<std::uint32_t>(offset / size + 1);
}

/// Pages of trees begin with their kind (fileformat2, 1.6); overflow pages with the number of another page.
bool isTreePage(const char* page, std::int64_t offset)
{
  const char kind = page[offset == 0 ? kHeaderSize : 0];
  return kind == 2 || kind == 5 || kind == 10 || kind == 13;
}

}

void CheckedPages::declare(bool hasChecksums)
{
  m_isKnown = true;
  m_isDeclared = true;
  m_hasChecksums = hasChecksums;
}

char* CheckedPages::buffer()
{
  if (!m_buffer)
    m_buffer.reset(new (std::nothrow) char[kLargestPage]);
  return m_buffer.get();
}

int CheckedPages::learn()
{
  if (m_isKnown)
    return SQLITE_OK;
  const int code = readFirstPage();
  return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
}

int CheckedPages::readFirstPage()
{
  std::array<char, kHeaderSize> header{};
  int code = m_below->pMethods->xRead(m_below, header.data(), kHeaderSize, 0);
  const std::string_view start(header.data(), header.size());
  if (code != SQLITE_OK || !isDatabaseHeader(start))
    return code;
  const std::size_t size = pageSizeOf(start);
  char* page = buffer();
  if (!page)
    return SQLITE_IOERR_NOMEM;
  code = m_below->pMethods->xRead(m_below, page, static_cast<int>(size), 0);
  if (code != SQLITE_OK)
    return code;
  m_hasChecksums = zvt::storage::hasChecksums(std::string_view(page, size));
  m_pageSize = static_cast<int>(size);
  m_isKnown = true;
  return SQLITE_OK;
}

int CheckedPages::check(const char* page, int size, std::int64_t offset)
{
  const std::string_view content(page, static_cast<std::size_t>(size));
  if (isSealed(content, numberOf(size, offset)) || ((isCopied || isWritten) && isNeverWritten(content)))
    return SQLITE_OK;
  damagedPage = numberOf(size, offset);
  isDamageInLog = false;
  return SQLITE_IOERR_DATA;
}

int CheckedPages::read(char* buffer, int size, std::int64_t offset)
{
  const bool isPart = hasChecksums() && offset > 0 && size < m_pageSize && offset % m_pageSize == 0;
  if (isPart)
    return readPart(buffer, size, offset);
  const int code = m_below->pMethods->xRead(m_below, buffer, size, offset);
  if (code != SQLITE_OK || !isWholePage(size, offset))
    return code;
  if (offset == 0 && !m_isDeclared) {
    const std::string_view page(buffer, static_cast<std::size_t>(size));
    m_isKnown = isDatabaseHeader(page);
    m_hasChecksums = m_hasChecksums || zvt::storage::hasChecksums(page);
    m_pageSize = m_isKnown ? size : 0;
  }
  const int learned = learn();
  if (learned != SQLITE_OK)
    return learned;
  return hasChecksums() ? check(buffer, size, offset) : SQLITE_OK;
}

/// SQLite 3.45 to 3.47 reads the payload of an overflow page straight from the file, without the bytes behind it.
int CheckedPages::readPart(char* buffer, int size, std::int64_t offset)
{
  char* page = this->buffer();
  if (!page)
    return SQLITE_IOERR_NOMEM;
  int code = m_below->pMethods->xRead(m_below, page, m_pageSize, offset);
  if (code == SQLITE_OK)
    code = check(page, m_pageSize, offset);
  if (code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ)
    std::copy_n(page, size, buffer);
  return code;
}

int CheckedPages::checkMapped(const char* page, int size, std::int64_t offset)
{
  if (!isWholePage(size, offset) || !isTreePage(page, offset))
    return SQLITE_OK;
  if (const int learned = learn(); learned != SQLITE_OK || !hasChecksums())
    return learned;
  const auto at = static_cast<std::size_t>(offset / size);
  if (at < m_checked.size() && m_checked[at])
    return SQLITE_OK;
  const int code = check(page, size, offset);
  if (code != SQLITE_OK)
    return code;
  try {
    if (at >= m_checked.size())
      m_checked.resize(std::max(at + 1, m_checked.size() * 2));
    m_checked[at] = true;
  } catch (const std::bad_alloc&) {
    return SQLITE_OK; // it is compared again the next time
  }
  return SQLITE_OK;
}

int CheckedPages::write(const char* content, int size, std::int64_t offset)
{
  if (!isWholePage(size, offset))
    return m_below->pMethods->xWrite(m_below, content, size, offset);
  const auto bytes = static_cast<std::size_t>(size);
  m_pageSize = size; // SQLite writes whole pages alone
  if (offset == 0) {
    const std::string_view page(content, bytes);
    m_isKnown = isDatabaseHeader(page);
    m_hasChecksums = m_isKnown && page[kReserveAt] == kPageReserve;
  }
  if (const int learned = learn(); learned != SQLITE_OK)
    return learned;
  const bool isEmptyCopy = isCopied && isNeverWritten(std::string_view(content, bytes));
  if (hasChecksums() && !isEmptyCopy) {
    const int code = writeSealed(content, bytes, offset);
    return code == SQLITE_OK && offset == 0 && !m_unsealed.empty() ? sealEarlier(bytes) : code;
  }
  if (!m_isKnown) {
    try {
      m_unsealed.push_back(offset);
    } catch (const std::bad_alloc&) {
      return SQLITE_IOERR_NOMEM;
    }
  }
  return m_below->pMethods->xWrite(m_below, content, size, offset);
}

int CheckedPages::writeSealed(const char* content, std::size_t size, std::int64_t offset)
{
  char* page = buffer();
  if (!page)
    return SQLITE_IOERR_NOMEM;
  if (page != content)
    std::copy_n(content, size, page);
  sealPage(page, size, numberOf(static_cast<int>(size), offset));
  return m_below->pMethods->xWrite(m_below, page, static_cast<int>(size), offset);
}

/// A file without a first page is no database yet: nobody reads it meanwhile.
int CheckedPages::sealEarlier(std::size_t size)
{
  std::sort(m_unsealed.begin(), m_unsealed.end());
  m_unsealed.erase(std::unique(m_unsealed.begin(), m_unsealed.end()), m_unsealed.end());
  for (const std::int64_t offset : m_unsealed) {
    if (offset == 0)
      continue;
    int code = m_below->pMethods->xRead(m_below, buffer(), static_cast<int>(size), offset);
    if (code == SQLITE_IOERR_SHORT_READ)
      continue; // cut off since
    if (code == SQLITE_OK)
      code = writeSealed(buffer(), size, offset);
    if (code != SQLITE_OK)
      return code;
  }
  m_unsealed.clear();
  return SQLITE_OK;
}

CheckedLog::CheckedLog(sqlite3_file* below, CheckedPages* ownPages)
    : pages(ownPages)
    , m_below(below)
    , m_unsettledFrom(kNone)
{
  if (pages)
    pages->log = this;
}

CheckedLog::~CheckedLog()
{
  if (pages && pages->log == this)
    pages->log = nullptr;
}

void CheckedLog::settle()
{
  m_unsettledFrom = kNone;
  m_lastHeader = -1;
}

/// A page that changes twice in a transaction is written over in its frame when SQLite's memory is short; the checksums
/// from there on are computed when the transaction is committed, by writing the headers once more.
void CheckedLog::noteWrite(const char* buffer, int size, std::int64_t offset)
{
  if (size == static_cast<int>(kFrameHeader) && offset >= static_cast<std::int64_t>(kLogHeader)) {
    const bool hasSum = !isNeverWritten(std::string_view(buffer + kFrameSumAt, kFrameHeader - kFrameSumAt));
    if (!hasSum)
      m_unsettledFrom = std::min(m_unsettledFrom, offset);
    else if (offset == m_unsettledFrom)
      m_unsettledFrom = offset + m_frameSize;
    m_lastHeader = offset;
    return;
  }
  if (!isPageSize(static_cast<std::size_t>(size)) || offset < static_cast<std::int64_t>(kLogHeader + kFrameHeader))
    return;
  const std::int64_t header = offset - static_cast<std::int64_t>(kFrameHeader);
  if (m_lastHeader != header)
    m_unsettledFrom = std::min(m_unsettledFrom, header);
  m_lastHeader = -1; // the next page in this frame comes without its header
  m_frameSize = static_cast<std::int64_t>(kFrameHeader) + size;
}

int CheckedLog::write(const char* buffer, int size, std::int64_t offset)
{
  noteWrite(buffer, size, offset);
  return m_below->pMethods->xWrite(m_below, buffer, size, offset);
}

int CheckedLog::read(char* buffer, int size, std::int64_t offset)
{
  const int code = m_below->pMethods->xRead(m_below, buffer, size, offset);
  if (code != SQLITE_OK || size <= 0 || !isPageSize(static_cast<std::size_t>(size)))
    return code;
  const auto first = static_cast<std::int64_t>(kLogHeader + kFrameHeader);
  const auto frame = static_cast<std::int64_t>(kFrameHeader) + size;
  const bool isPage = offset >= first && (offset - first) % frame == 0;
  const bool isSettled = offset - static_cast<std::int64_t>(kFrameHeader) < m_unsettledFrom;
  return isPage && isSettled ? check(buffer, static_cast<std::size_t>(size), offset) : SQLITE_OK;
}

int CheckedLog::check(const char* page, std::size_t size, std::int64_t offset)
{
  const auto headerAt = offset - static_cast<std::int64_t>(kFrameHeader);
  const bool isFirst = headerAt == static_cast<std::int64_t>(kLogHeader);
  const std::int64_t before =
      isFirst ? std::int64_t{kLogSumAt} : headerAt - static_cast<std::int64_t>(kFrameHeader + size) + kFrameSumAt;
  std::array<char, 8> sums{};
  std::array<char, kFrameHeader> header{};
  int code = m_below->pMethods->xRead(m_below, sums.data(), static_cast<int>(sums.size()), before);
  if (code == SQLITE_OK)
    code = m_below->pMethods->xRead(m_below, header.data(), kFrameHeader, headerAt);
  if (code != SQLITE_OK)
    return code == SQLITE_IOERR_SHORT_READ ? SQLITE_IOERR_DATA : code;
  const std::string_view head(header.data(), header.size());
  for (const bool isBigEndian : {false, true}) { // as the machine that began the log has it
    LogChecksum sum;
    sum.isBigEndian = isBigEndian;
    sum.take(std::string_view(sums.data(), sums.size()), 0);
    sum.addFrame(head, std::string_view(page, size));
    if (sum.isAt(head, kFrameSumAt))
      return SQLITE_OK;
  }
  if (pages) {
    pages->damagedPage = LogChecksum::pageOf(head);
    pages->isDamageInLog = true;
  }
  return SQLITE_IOERR_DATA;
}

}
