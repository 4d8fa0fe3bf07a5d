// SPDX-License-Identifier: Apache-2.0
#include "core/base/checksum.h"

#include "core/base/crc32c_hardware.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace zvt {
namespace {

using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;

/// Eight tables, so that eight bytes go in one step ("slicing by eight").
constexpr CrcTables makeCrcTables()
{
  constexpr std::uint32_t kReflected = 0x82F63B78U; // 0x1EDC6F41, bits reversed
  CrcTables tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kReflected : 0U);
    tables[0][i] = crc;
  }
  for (std::size_t table = 1; table < 8; ++table)
    for (std::size_t i = 0; i < 256; ++i)
      tables[table][i] = (tables[table - 1][i] >> 8U) ^ tables[0][tables[table - 1][i] & 0xFFU];
  return tables;
}

constexpr CrcTables kCrc = makeCrcTables();

std::uint32_t byteAt(std::string_view bytes, std::size_t at)
{
  return static_cast<unsigned char>(bytes[at]);
}

constexpr std::array<std::uint32_t, 64> kShaRound = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
    0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc,
    0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1,
    0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814,
    0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using ShaState = std::array<std::uint32_t, 8>;
constexpr std::size_t kShaBlock = 64;

/// One 64-byte block (FIPS 180-4, 6.2.2); the names are the standard's.
void shaBlock(ShaState& state, std::string_view block)
{
  std::array<std::uint32_t, 64> w{};
  for (std::size_t t = 0; t < 16; ++t)
    w[t] = (byteAt(block, t * 4) << 24U) | (byteAt(block, t * 4 + 1) << 16U) | (byteAt(block, t * 4 + 2) << 8U)
        | byteAt(block, t * 4 + 3);
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3U);
    const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10U);
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const std::uint32_t t1 = h + sum1 + ((e & f) ^ (~e & g)) + kShaRound[t] + w[t];
    const std::uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const std::uint32_t t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const ShaState add = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i)
    state[i] += add[i];
}

}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed)
{
  static const CrcLoop loop = hardwareCrcLoop();
  std::uint32_t crc = ~seed;
  if (loop)
    return ~loop(crc, bytes.data(), bytes.size());
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    const std::uint32_t low = crc
        ^ (byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8U) | (byteAt(bytes, at + 2) << 16U)
            | (byteAt(bytes, at + 3) << 24U));
    crc = kCrc[7][low & 0xFFU] ^ kCrc[6][(low >> 8U) & 0xFFU] ^ kCrc[5][(low >> 16U) & 0xFFU] ^ kCrc[4][low >> 24U]
        ^ kCrc[3][byteAt(bytes, at + 4)] ^ kCrc[2][byteAt(bytes, at + 5)] ^ kCrc[1][byteAt(bytes, at + 6)]
        ^ kCrc[0][byteAt(bytes, at + 7)];
  }
  for (; at < bytes.size(); ++at)
    crc = (crc >> 8U) ^ kCrc[0][(crc ^ byteAt(bytes, at)) & 0xFFU];
  return ~crc;
}

std::string sha256Hex(std::string_view bytes)
{
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

void Sha256::add(std::string_view bytes)
{
  m_size += bytes.size();
  if (!m_rest.empty()) {
    const std::size_t missing = std::min(kShaBlock - m_rest.size(), bytes.size());
    m_rest += bytes.substr(0, missing);
    bytes.remove_prefix(missing);
    if (m_rest.size() < kShaBlock)
      return;
    shaBlock(m_state, m_rest);
    m_rest.clear();
  }
  for (; bytes.size() >= kShaBlock; bytes.remove_prefix(kShaBlock))
    shaBlock(m_state, bytes.substr(0, kShaBlock));
  m_rest = bytes;
}

std::string Sha256::hex() const
{
  std::string tail = m_rest;
  tail += '\x80';
  tail.resize(tail.size() <= 56 ? 56 : 120, '\0');
  const std::uint64_t bits = m_size * 8;
  for (int shift = 56; shift >= 0; shift -= 8)
    tail += static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xFFU);
  ShaState state = m_state;
  for (std::size_t at = 0; at < tail.size(); at += kShaBlock)
    shaBlock(state, std::string_view(tail).substr(at, kShaBlock));

  std::string hex;
  for (const std::uint32_t word : state)
    for (int shift = 28; shift >= 0; shift -= 4)
      hex += "0123456789abcdef"[(word >> static_cast<unsigned>(shift)) & 0xFU];
  return hex;
}

}
