// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bit_packing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace zvt::storage {

static_assert(std::endian::native == std::endian::little, "packed lanes are little-endian words");

#if ZVT_HAVE_AVX2_KERNELS
extern const PackingKernels kAvx2Kernels;
#endif

namespace {

constexpr unsigned kMaxWidth = 64;
constexpr unsigned kMaxPatches = 255;
constexpr std::size_t kFixedBytes = 2; ///< width and number of patches

using Lanes = std::array<std::uint32_t, kBlockRows>;

/// Bytes of the lanes for @p count values of @p width ≤ 32 bits.
constexpr std::size_t laneBytes(unsigned width, std::size_t count)
{
  const std::size_t rows = (count + kPackedLanes - 1) / kPackedLanes;
  return (rows * width + 31) / 32 * kLaneRowBytes;
}

/// Wider values are two blocks: the low 32 bits and the rest.
constexpr std::size_t packedBytes(unsigned width, std::size_t count)
{
  if (width <= kMaxPackedWidth)
    return laneBytes(width, count);
  return laneBytes(kMaxPackedWidth, count) + laneBytes(width - kMaxPackedWidth, count);
}

/// How many values have 0, 1, … 64 bits; four counts side by side, as increments of one and the same are slow.
std::array<std::uint16_t, kMaxWidth + 1> widthsOf(const std::uint64_t* values, std::size_t count)
{
  std::uint16_t counts[4][kMaxWidth + 1] = {};
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    ++counts[0][std::bit_width(values[i])];
    ++counts[1][std::bit_width(values[i + 1])];
    ++counts[2][std::bit_width(values[i + 2])];
    ++counts[3][std::bit_width(values[i + 3])];
  }
  for (; i < count; ++i)
    ++counts[0][std::bit_width(values[i])];
  std::array<std::uint16_t, kMaxWidth + 1> all{};
  for (unsigned width = 0; width <= kMaxWidth; ++width)
    all.data()[width] =
        static_cast<std::uint16_t>(counts[0][width] + counts[1][width] + counts[2][width] + counts[3][width]);
  return all;
}

void packLanes(const Lanes& values, unsigned width, std::size_t count, std::string& out)
{
  const std::size_t bytes = laneBytes(width, count);
  if (bytes == 0)
    return;
  const std::size_t at = out.size();
  out.resize(at + bytes);
  auto* target = reinterpret_cast<unsigned char*>(out.data() + at);
  if (count == kBlockRows) {
    packingKernels().pack[width](values.data(), target);
    return;
  }
  alignas(64) std::array<unsigned char, kBlockRows * sizeof(std::uint32_t)> whole;
  packingKernels().pack[width](values.data(), whole.data());
  std::memcpy(target, whole.data(), bytes);
}

void putPatches(const std::uint64_t* values, std::size_t count, const BlockShape& shape, std::string& out)
{
  std::array<unsigned char, kBlockRows> positions;
  std::size_t found = 0;
  for (std::size_t i = 0; i < count && found < shape.patches; ++i) {
    positions.data()[found] = static_cast<unsigned char>(i);
    found += (values[i] >> shape.width) != 0 ? 1 : 0;
  }
  out.append(reinterpret_cast<const char*>(positions.data()), found);
  for (std::size_t i = 0; i < found; ++i) {
    std::uint64_t high = values[positions.data()[i]] >> shape.width;
    for (unsigned byte = 0; byte < shape.patchBytes; ++byte, high >>= 8U)
      putByte(high, out);
  }
}

std::uint64_t readHigh(const unsigned char* bytes, unsigned size)
{
  std::uint64_t high = 0;
  for (unsigned i = size; i-- > 0;)
    high = (high << 8U) | bytes[i];
  return high;
}

}

BlockShape shapeOf(const std::uint64_t* values, std::size_t count)
{
  const auto widths = widthsOf(values, count);
  unsigned widest = kMaxWidth;
  while (widest > 0 && widths.data()[widest] == 0)
    --widest;
  BlockShape best{widest, 0, 0, kFixedBytes + packedBytes(widest, count)};
  std::size_t patches = 0;
  for (unsigned width = widest; width-- > 0;) {
    patches += widths.data()[width + 1];
    const unsigned patchBytes = (widest - width + 7) / 8;
    const std::size_t extra = 1 + patches * (1 + patchBytes);
    if (patches > kMaxPatches || extra >= best.bytes)
      break;
    const std::size_t bytes = kFixedBytes + packedBytes(width, count) + extra;
    if (bytes < best.bytes)
      best = {width, static_cast<unsigned>(patches), patchBytes, bytes};
  }
  return best;
}

void packBlock(const std::uint64_t* values, std::size_t count, const BlockShape& shape, std::string& out)
{
  putByte(shape.width, out);
  putByte(shape.patches, out);
  if (shape.patches > 0)
    putByte(shape.patchBytes, out);
  alignas(64) Lanes lanes;
  for (std::size_t i = 0; i < count; ++i)
    lanes.data()[i] = static_cast<std::uint32_t>(values[i]);
  std::fill(lanes.data() + count, lanes.data() + kBlockRows, 0U);
  packLanes(lanes, std::min(shape.width, kMaxPackedWidth), count, out);
  if (shape.width > kMaxPackedWidth) {
    for (std::size_t i = 0; i < count; ++i)
      lanes.data()[i] = static_cast<std::uint32_t>(values[i] >> kMaxPackedWidth);
    packLanes(lanes, shape.width - kMaxPackedWidth, count, out);
  }
  if (shape.patches > 0)
    putPatches(values, count, shape, out);
}

bool BlockReader::lanes(unsigned width, std::size_t rows, std::uint64_t* values)
{
  const std::size_t bytes = laneBytes(width, rows);
  const unsigned char* packed = nullptr;
  if (!m_bytes.take(bytes, packed))
    return false;
  if (rows == kBlockRows) {
    packingKernels().unpack[width](packed, values);
    return true;
  }
  alignas(64) std::array<unsigned char, kBlockRows * sizeof(std::uint32_t)> whole;
  if (bytes > 0)
    std::memcpy(whole.data(), packed, bytes);
  std::memset(whole.data() + bytes, 0, kLaneRowBytes * width - bytes);
  packingKernels().unpack[width](whole.data(), values);
  return true;
}

bool BlockReader::next(std::uint64_t* values)
{
  const std::size_t rows = std::min(m_rows, kBlockRows);
  unsigned width = 0, patches = 0, patchBytes = 0;
  if (rows == 0 || !m_bytes.byte(width) || !m_bytes.byte(patches) || width > kMaxWidth)
    return false;
  m_rows -= rows;
  if (patches > 0
      && (!m_bytes.byte(patchBytes) || patchBytes < 1 || patchBytes > sizeof(std::uint64_t) || width == kMaxWidth))
    return false;
  if (!lanes(std::min(width, kMaxPackedWidth), rows, values))
    return false;
  if (width > kMaxPackedWidth) {
    alignas(64) std::array<std::uint64_t, kBlockRows> high;
    if (!lanes(width - kMaxPackedWidth, rows, high.data()))
      return false;
    for (std::size_t i = 0; i < kBlockRows; ++i)
      values[i] |= high.data()[i] << kMaxPackedWidth;
  }
  const unsigned char* positions = nullptr;
  const unsigned char* highs = nullptr;
  if (!m_bytes.take(patches, positions) || !m_bytes.take(std::size_t{patches} * patchBytes, highs))
    return false;
  for (unsigned i = 0; i < patches; ++i) {
    if (positions[i] >= rows)
      return false;
    values[positions[i]] |= readHigh(highs + std::size_t{i} * patchBytes, patchBytes) << width;
  }
  return true;
}

const PackingKernels* wideKernels()
{
#if ZVT_HAVE_AVX2_KERNELS
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return &kAvx2Kernels;
#endif
  return nullptr;
}

const PackingKernels& packingKernels()
{
  static const PackingKernels* const kernels = wideKernels() ? wideKernels() : &kBaselineKernels;
  return *kernels;
}

}
