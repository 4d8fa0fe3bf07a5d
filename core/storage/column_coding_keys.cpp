// SPDX-License-Identifier: Apache-2.0
// Keys are regular with a few exceptions (weekends, holidays, lunch): the steps between them are a small vocabulary,
// the commonest first, so that most of them pack into 0 or 1 bits.
#include "core/storage/column_coding_integers.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace zvt::storage {

namespace {

constexpr std::size_t kMaxSteps = 64; ///< more is no vocabulary; then steps are counted in their common unit
constexpr std::size_t kStepTable = 256;

struct Step {
  std::uint64_t size = 0;
  std::uint32_t times = 0;
};

struct Steps {
  std::array<Step, kMaxSteps> known;
  std::size_t count = 0;

  /// Where the step is; kMaxSteps when it is unknown.
  [[nodiscard]] std::size_t find(std::uint64_t size) const
  {
    for (std::size_t i = 0; i < count; ++i) {
      if (known.data()[i].size == size)
        return i;
    }
    return kMaxSteps;
  }
};

std::uint64_t stepTo(const std::int64_t* keys, std::size_t i)
{
  return static_cast<std::uint64_t>(keys[i]) - static_cast<std::uint64_t>(keys[i - 1]);
}

/// False when there are too many different steps.
bool collect(const std::int64_t* keys, std::size_t count, Steps& steps)
{
  for (std::size_t i = 1; i < count; ++i) {
    const std::uint64_t size = stepTo(keys, i);
    const std::size_t at = steps.find(size);
    if (at < kMaxSteps) {
      ++steps.known.data()[at].times;
    } else if (steps.count == kMaxSteps) {
      return false;
    } else {
      steps.known.data()[steps.count++] = {size, 1};
    }
  }
  const auto begin = steps.known.begin();
  std::stable_sort(begin, begin + static_cast<std::ptrdiff_t>(steps.count),
      [](const Step& a, const Step& b) { return a.times > b.times; });
  return true;
}

/// How a step is written when there is no vocabulary: (step − least) ÷ unit.
struct StepUnit {
  std::uint64_t least = 0;
  std::uint64_t unit = 1;
};

StepUnit unitOf(const std::int64_t* keys, std::size_t count)
{
  if (count < 2)
    return {};
  StepUnit found{std::numeric_limits<std::uint64_t>::max(), 0};
  for (std::size_t i = 1; i < count; ++i)
    found.least = std::min(found.least, stepTo(keys, i));
  for (std::size_t i = 1; i < count && found.unit != 1; ++i)
    found.unit = std::gcd(found.unit, stepTo(keys, i) - found.least);
  found.unit = std::max<std::uint64_t>(1, found.unit);
  return found;
}

template <typename Code> void putSteps(const std::int64_t* keys, std::size_t count, std::string& out, Code code)
{
  ResidualBlock residuals;
  for (std::size_t at = 0; at < count; at += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, count - at);
    for (std::size_t i = 0; i < rows; ++i)
      residuals.data()[i] = at + i == 0 ? 0 : code(stepTo(keys, at + i));
    packBlock(residuals.data(), rows, out);
  }
}

/// Reads keys block by block.
class KeyReader {
public:
  [[nodiscard]] bool open(ByteReader bytes, std::size_t rows)
  {
    unsigned steps = 0;
    if (!bytes.signedVarint(m_first) || !bytes.byte(steps) || steps > kMaxSteps)
      return false;
    m_steps = steps;
    m_table.fill(0);
    m_largest = 0;
    for (unsigned i = 0; i < steps; ++i) {
      if (!bytes.varint(m_table.data()[i]) || m_table.data()[i] == 0)
        return false;
      m_largest = std::max(m_largest, m_table.data()[i]);
    }
    if (steps == 0 && (!bytes.varint(m_unit.least) || !bytes.varint(m_unit.unit)))
      return false;
    m_blocks = BlockReader(bytes, rows);
    return true;
  }

  [[nodiscard]] bool next(std::size_t rows, std::int64_t* keys)
  {
    ResidualBlock codes;
    if (!m_blocks.next(codes.data()))
      return false;
    const bool sound = m_steps > 0 ? addSteps(codes.data(), rows, keys) : addUnits(codes.data(), rows, keys);
    m_isFirst = false;
    m_last = keys[rows - 1];
    return sound;
  }

  [[nodiscard]] bool isDone() const { return m_blocks.isDone(); }

private:
  /// Keys of steps up to this cannot wrap around within a block without falling behind the key before.
  static constexpr std::uint64_t kSafeStep = std::uint64_t{1} << 50U;

  [[nodiscard]] bool addSteps(const std::uint64_t* codes, std::size_t rows, std::int64_t* keys) const
  {
    auto key = static_cast<std::uint64_t>(m_isFirst ? m_first : m_last);
    if (m_isFirst)
      key -= m_table.data()[codes[0] % kStepTable];
    std::uint64_t unknown = 0;
    const std::uint64_t steps = m_steps; // not read again and again, as keys might lie over it
    for (std::size_t i = 0; i < rows; ++i) {
      unknown |= codes[i] >= steps ? 1 : 0;
      key += m_table.data()[codes[i] % kStepTable];
      keys[i] = static_cast<std::int64_t>(key);
    }
    if (m_largest > kSafeStep)
      return unknown == 0 && isIncreasing(rows, keys);
    return unknown == 0 && (m_isFirst ? keys[rows - 1] >= m_first : keys[rows - 1] > m_last);
  }

  [[nodiscard]] bool addUnits(const std::uint64_t* codes, std::size_t rows, std::int64_t* keys) const
  {
    auto key = static_cast<std::uint64_t>(m_isFirst ? m_first : m_last);
    if (m_isFirst)
      key -= codes[0] * m_unit.unit + m_unit.least;
    for (std::size_t i = 0; i < rows; ++i) {
      key += codes[i] * m_unit.unit + m_unit.least;
      keys[i] = static_cast<std::int64_t>(key);
    }
    return isIncreasing(rows, keys);
  }

  [[nodiscard]] bool isIncreasing(std::size_t rows, const std::int64_t* keys) const
  {
    return m_isFirst ? packingKernels().isIncreasing(keys + 1, keys[0], rows - 1)
                     : packingKernels().isIncreasing(keys, m_last, rows);
  }

  std::int64_t m_first = 0;
  std::int64_t m_last = 0;
  bool m_isFirst = true;
  std::uint64_t m_steps = 0;
  std::uint64_t m_largest = 0;
  std::array<std::uint64_t, kStepTable> m_table;
  StepUnit m_unit;
  BlockReader m_blocks;
};

}

void putKeys(const std::int64_t* keys, std::size_t count, std::string& out)
{
  putSigned(count > 0 ? keys[0] : 0, out);
  Steps steps;
  if (count > 1 && collect(keys, count, steps)) {
    putByte(steps.count, out);
    for (std::size_t i = 0; i < steps.count; ++i)
      putVarint(steps.known.data()[i].size, out);
    putSteps(keys, count, out, [&](std::uint64_t step) { return steps.find(step); });
    return;
  }
  putByte(0, out);
  const StepUnit unit = unitOf(keys, count);
  putVarint(unit.least, out);
  putVarint(unit.unit, out);
  putSteps(keys, count, out, [&](std::uint64_t step) { return (step - unit.least) / unit.unit; });
}

bool takeKeys(std::string_view bytes, std::size_t count, std::int64_t* keys)
{
  KeyReader reader;
  if (!reader.open(ByteReader(bytes), count))
    return false;
  for (std::size_t at = 0; at < count; at += kBlockRows) {
    if (!reader.next(std::min(kBlockRows, count - at), keys + at))
      return false;
  }
  return reader.isDone();
}

bool takeKeys(std::string_view bytes, std::size_t count, std::uint32_t* keys)
{
  KeyReader reader;
  if (!reader.open(ByteReader(bytes), count))
    return false;
  TickBlock block;
  for (std::size_t at = 0; at < count; at += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, count - at);
    if (!reader.next(rows, block.data()) || block.data()[0] < 0
        || block.data()[rows - 1] > std::int64_t{std::numeric_limits<std::uint32_t>::max()})
      return false;
    for (std::size_t i = 0; i < rows; ++i)
      keys[at + i] = static_cast<std::uint32_t>(block.data()[i]);
  }
  return reader.isDone();
}

}
