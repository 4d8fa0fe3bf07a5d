// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The checksum at the end of each page of our databases: CRC-32C of everything before it, begun with the page's
/// number, so that a page in another's place is found, too. It lies in the bytes that SQLite leaves alone at the end of
/// a page (sqlite.org/fileformat2.html, 1.3.4 "reserved bytes per page"; byte 20 of the header says how many). Pages
/// have a power of two of bytes, 512 to 65536; numbers begin at 1. A page that was never written is all zeros.
namespace zvt::storage {

/// Bytes that a new database reserves in each page; a database that reserves another number has no checksums.
inline constexpr int kPageReserve = 4;
inline constexpr std::size_t kReserveAt = 20; ///< in the header
inline constexpr std::size_t kSmallestPage = 512;
inline constexpr std::size_t kLargestPage = 65'536;

[[nodiscard]] bool isPageSize(std::size_t size);
/// Writes the checksum into the last bytes of a page.
void sealPage(char* page, std::size_t size, std::uint32_t number);
/// Whether a page is what was written under its number.
[[nodiscard]] bool isSealed(std::string_view page, std::uint32_t number);
[[nodiscard]] bool isNeverWritten(std::string_view page);
/// Whether the first bytes of a file are those of a database, whatever else it says of itself.
[[nodiscard]] bool isDatabaseHeader(std::string_view header);
/// As the header says it; 4096 when that cannot be right.
[[nodiscard]] std::size_t pageSizeOf(std::string_view header);
/// Whether a whole first page says that the file has checksums. A changed byte there does not hide them.
[[nodiscard]] bool hasChecksums(std::string_view firstPage);
/// The page that SQLite never uses, because locks lie on its bytes (fileformat2, 1.4).
[[nodiscard]] std::uint32_t lockPage(std::size_t pageSize);

}
