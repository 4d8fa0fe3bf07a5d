// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Write-ahead logs: a header, then frames of a header and a page (sqlite.org/fileformat2.html, 4.1 and 4.2).
namespace zvt::storage {

inline constexpr std::size_t kLogHeader = 32;
inline constexpr std::size_t kFrameHeader = 24;
inline constexpr std::size_t kLogSumAt = 24; ///< of both sums in the log's header
inline constexpr std::size_t kFrameSumAt = 16; ///< of both sums in a frame's header

/// The running checksum of a log over pairs of words; each frame goes on where the one before ended.
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
  /// What a frame adds.
  void addFrame(std::string_view header, std::string_view page)
  {
    add(header.substr(0, 8));
    add(page);
  }
  /// Begins with sums that are stored somewhere; those are always big-endian.
  void take(std::string_view bytes, std::size_t at)
  {
    first = big(bytes, at);
    second = big(bytes, at + 4);
  }
  /// The page that a frame is for.
  static std::uint32_t pageOf(std::string_view frameHeader) { return big(frameHeader, 0); }
  [[nodiscard]] bool isAt(std::string_view bytes, std::size_t at) const
  {
    return first == big(bytes, at) && second == big(bytes, at + 4);
  }

private:
  static std::uint32_t byte(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
  static std::uint32_t big(std::string_view bytes, std::size_t at)
  {
    return byte(bytes, at) << 24U | byte(bytes, at + 1) << 16U | byte(bytes, at + 2) << 8U | byte(bytes, at + 3);
  }
  [[nodiscard]] std::uint32_t word(std::string_view bytes, std::size_t at) const
  {
    if (isBigEndian)
      return big(bytes, at);
    return byte(bytes, at + 3) << 24U | byte(bytes, at + 2) << 16U | byte(bytes, at + 1) << 8U | byte(bytes, at);
  }
};

}
