// SPDX-License-Identifier: Apache-2.0
#include "core/base/crc32c_hardware.h"

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))

#include <array>
#include <cstring>
#include <nmmintrin.h>

#define ZVT_TARGET_CRC __attribute__((target("sse4.2")))

namespace zvt {
namespace {

/// The instruction takes three cycles but one can begin in every cycle: three stretches of this many bytes go side by
/// side and are joined afterwards.
constexpr std::size_t kStretch = 1'024;

using ShiftTable = std::array<std::array<std::uint32_t, 256>, 4>;

/// What kStretch zero bytes make of a state, one table for each byte of the state: CRC is linear.
constexpr std::uint32_t shiftByZeros(std::uint32_t state)
{
  constexpr std::uint32_t kReflected = 0x82F63B78U;
  for (std::size_t bit = 0; bit < kStretch * 8; ++bit)
    state = (state >> 1U) ^ ((state & 1U) != 0 ? kReflected : 0U);
  return state;
}

ShiftTable makeShiftTable()
{
  std::array<std::uint32_t, 32> ofBit{};
  for (std::uint32_t bit = 0; bit < 32; ++bit)
    ofBit[bit] = shiftByZeros(1U << bit);
  ShiftTable table{};
  for (std::uint32_t byte = 0; byte < 4; ++byte) {
    for (std::uint32_t value = 0; value < 256; ++value) {
      for (std::uint32_t bit = 0; bit < 8; ++bit)
        table[byte][value] ^= ((value >> bit) & 1U) != 0 ? ofBit[byte * 8 + bit] : 0U;
    }
  }
  return table;
}

std::uint32_t shift(const ShiftTable& table, std::uint32_t state)
{
  return table[0][state & 0xFFU] ^ table[1][(state >> 8U) & 0xFFU] ^ table[2][(state >> 16U) & 0xFFU]
      ^ table[3][state >> 24U];
}

std::uint64_t load(const char* bytes)
{
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

ZVT_TARGET_CRC std::uint32_t threeStretches(const ShiftTable& table, std::uint32_t state, const char* bytes)
{
  std::uint64_t a = state, b = 0, c = 0;
  for (std::size_t at = 0; at < kStretch; at += sizeof(std::uint64_t)) {
    a = _mm_crc32_u64(a, load(bytes + at));
    b = _mm_crc32_u64(b, load(bytes + kStretch + at));
    c = _mm_crc32_u64(c, load(bytes + 2 * kStretch + at));
  }
  const std::uint32_t ab = shift(table, static_cast<std::uint32_t>(a)) ^ static_cast<std::uint32_t>(b);
  return shift(table, ab) ^ static_cast<std::uint32_t>(c);
}

ZVT_TARGET_CRC std::uint32_t crcLoop(std::uint32_t state, const char* bytes, std::size_t size)
{
  static const ShiftTable table = makeShiftTable();
  for (; size >= 3 * kStretch; size -= 3 * kStretch, bytes += 3 * kStretch)
    state = threeStretches(table, state, bytes);
  std::uint64_t wide = state;
  for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t), bytes += sizeof(std::uint64_t))
    wide = _mm_crc32_u64(wide, load(bytes));
  state = static_cast<std::uint32_t>(wide);
  for (; size > 0; --size, ++bytes)
    state = _mm_crc32_u8(state, static_cast<unsigned char>(*bytes));
  return state;
}

}

CrcLoop hardwareCrcLoop()
{
  return __builtin_cpu_supports("sse4.2") ? &crcLoop : nullptr;
}

}

#else

namespace zvt {

CrcLoop hardwareCrcLoop()
{
  return nullptr;
}

}

#endif
