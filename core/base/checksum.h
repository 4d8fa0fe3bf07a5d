// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace zvt {

/// CRC-32C (Castagnoli polynomial 0x1EDC6F41, reflected; RFC 3720 appendix B.4).
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed = 0);
/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

/// The same over bytes that come in parts.
class Sha256 {
public:
  void add(std::string_view bytes);
  /// Of everything added so far, as sha256Hex().
  [[nodiscard]] std::string hex() const;

private:
  std::array<std::uint32_t, 8> m_state = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::string m_rest; ///< less than a block
  std::uint64_t m_size = 0;
};

}
