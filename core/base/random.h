// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace zvt {

/// The seam for chance. Production: SystemRandom (operating system entropy); everywhere a result must repeat:
/// SeededRandom.
class Random {
public:
  virtual ~Random() = default;
  /// 64 uniformly distributed bits.
  virtual std::uint64_t next() = 0;
  /// Uniform in [0, 1) with 53 bits.
  double uniform();
  /// Uniform in [0, bound), without modulo bias; 0 when bound is 0.
  std::uint64_t below(std::uint64_t bound);
  /// Standard normal, by the polar method on uniform(); the same bits on every platform.
  double normal();
};

class SystemRandom final : public Random {
public:
  std::uint64_t next() override;
};

/// xoshiro256** seeded through splitmix64: the same sequence everywhere.
/// Source: D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators (2018).
class SeededRandom final : public Random {
public:
  explicit SeededRandom(std::uint64_t seed);
  std::uint64_t next() override;
  /// Where it stands, as 64 hexadecimal digits.
  [[nodiscard]] std::string state() const;
  /// Goes on from there. False: that is no state, and nothing has changed.
  bool setState(std::string_view text);

private:
  std::array<std::uint64_t, 4> m_state;
};

}
