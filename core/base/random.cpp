// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"

#include "core/base/math.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <random>

#include <fmt/format.h>

namespace zvt {

double Random::uniform()
{
  return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

std::uint64_t Random::below(std::uint64_t bound)
{
  if (bound == 0)
    return 0;
  // Values under 2^64 mod bound are drawn again: what is left is a whole number of bounds.
  const std::uint64_t threshold = (0 - bound) % bound;
  for (;;)
    if (const std::uint64_t value = next(); value >= threshold)
      return value % bound;
}

double Random::normal()
{
  for (;;) {
    const double x = 2 * uniform() - 1;
    const double y = 2 * uniform() - 1;
    const double square = x * x + y * y;
    if (square > 0 && square < 1)
      return x * std::sqrt(-2 * math::log(square) / square);
  }
}

std::uint64_t SystemRandom::next()
{
  std::random_device device;
  static_assert(std::random_device::min() == 0 && std::random_device::max() == 0xFFFFFFFFU);
  const std::uint64_t high = device();
  return (high << 32U) | device();
}

SeededRandom::SeededRandom(std::uint64_t seed)
{
  for (std::uint64_t& word : m_state) { // splitmix64
    seed += 0x9E3779B97F4A7C15U;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    word = z ^ (z >> 31U);
  }
}

std::string SeededRandom::state() const
{
  return fmt::format("{:016x}{:016x}{:016x}{:016x}", m_state[0], m_state[1], m_state[2], m_state[3]);
}

bool SeededRandom::setState(std::string_view text)
{
  constexpr std::size_t kDigits = 16; // of one word
  decltype(m_state) words{};
  if (text.size() != words.size() * kDigits)
    return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = text.substr(i * kDigits, kDigits);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), words[i], 16);
    if (error != std::errc() || end != word.data() + word.size())
      return false;
  }
  if (words == decltype(m_state){}) // which it would never leave
    return false;
  m_state = words;
  return true;
}

std::uint64_t SeededRandom::next()
{
  const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
  const std::uint64_t shifted = m_state[1] << 17U;
  m_state[2] ^= m_state[0];
  m_state[3] ^= m_state[1];
  m_state[1] ^= m_state[2];
  m_state[0] ^= m_state[3];
  m_state[2] ^= shifted;
  m_state[3] = std::rotl(m_state[3], 45);
  return result;
}

}
