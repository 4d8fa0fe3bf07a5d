// SPDX-License-Identifier: Apache-2.0
#include "core/storage/page_checksum.h"

#include "core/base/checksum.h"

#include <algorithm>
#include <array>

namespace zvt::storage {

namespace {

constexpr std::size_t kSumSize = kPageReserve;
constexpr std::size_t kLockBytes = 0x40000000;
constexpr std::size_t kUsualPage = 4'096;

using Sum = std::array<char, kSumSize>;

Sum bytesOf(std::uint32_t value)
{
  Sum bytes{};
  for (std::size_t i = 0; i < kSumSize; ++i)
    bytes[i] = static_cast<char>(value >> (8 * i));
  return bytes;
}

bool endsWith(std::string_view page, std::uint32_t sum)
{
  const Sum bytes = bytesOf(sum);
  return page.ends_with(std::string_view(bytes.data(), bytes.size()));
}

}

bool isPageSize(std::size_t size)
{
  return size >= kSmallestPage && size <= kLargestPage && (size & (size - 1)) == 0;
}

void sealPage(char* page, std::size_t size, std::uint32_t number)
{
  const Sum sum = bytesOf(crc32c(std::string_view(page, size - kSumSize), number));
  std::copy(sum.begin(), sum.end(), page + size - kSumSize);
}

bool isSealed(std::string_view page, std::uint32_t number)
{
  return endsWith(page, crc32c(page.substr(0, page.size() - kSumSize), number));
}

bool isNeverWritten(std::string_view page)
{
  return page.find_first_not_of('\0') == std::string_view::npos;
}

bool isDatabaseHeader(std::string_view header)
{
  return header.size() > kReserveAt && header.starts_with("SQLite format 3");
}

std::size_t pageSizeOf(std::string_view header)
{
  const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(header[at])); };
  const std::size_t said = byte(16) * 256 + byte(17);
  const std::size_t size = said == 1 ? kLargestPage : said;
  return isPageSize(size) ? size : kUsualPage;
}

bool hasChecksums(std::string_view firstPage)
{
  if (!isDatabaseHeader(firstPage))
    return false;
  if (firstPage[kReserveAt] == kPageReserve)
    return true;
  // The byte that says so may be the damaged one.
  constexpr char kRight = kPageReserve;
  std::uint32_t sum = crc32c(firstPage.substr(0, kReserveAt), 1);
  sum = crc32c(std::string_view(&kRight, 1), sum);
  const std::string_view rest = firstPage.substr(kReserveAt + 1);
  return rest.size() > kSumSize && endsWith(firstPage, crc32c(rest.substr(0, rest.size() - kSumSize), sum));
}

std::uint32_t lockPage(std::size_t pageSize)
{
  return static_cast<std::uint32_t>(kLockBytes / pageSize + 1);
}

}
