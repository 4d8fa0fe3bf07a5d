// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace zvt::strategy::script {

/// Lua 5.4's patterns (reference manual §6.4.1) with a count of steps, the members of sets
/// among them: the C library's own matcher can backtrack for
/// hours over a short text, and no hook interrupts it.
class PatternMatcher {
public:
  enum class Fault { None, Malformed, TooComplex, OutOfSteps };
  static constexpr int kMaxCaptures = 32;
  static constexpr std::ptrdiff_t kPosition = -2; ///< length of a position capture "()"

  struct Capture {
    const char* begin = nullptr;
    std::ptrdiff_t length = 0;
  };

  /// @param steps so many comparisons at most, over all calls
  PatternMatcher(std::string_view subject, std::string_view pattern, std::uint64_t steps)
      : m_begin(subject.data())
      , m_end(subject.data() + subject.size())
      , m_patternEnd(pattern.data() + pattern.size())
      , m_pattern(pattern.data())
      , m_limit(steps)
  {
  }

  /// Matches the pattern (without its anchor) at @p from; null: no match, or a fault.
  const char* matchAt(const char* from);
  [[nodiscard]] Fault fault() const { return m_fault; }
  [[nodiscard]] int captures() const { return m_level; }
  [[nodiscard]] const Capture& capture(int i) const { return m_captures[static_cast<std::size_t>(i)]; }
  [[nodiscard]] std::uint64_t steps() const { return m_steps; }

private:
  static constexpr std::ptrdiff_t kOpen = -1;
  static constexpr int kMaxDepth = 180;

  const char* match(const char* s, const char* p);
  const char* matchDefault(const char*& s, const char*& p, bool& again);
  const char* startCapture(const char* s, const char* p, std::ptrdiff_t what);
  const char* endCapture(const char* s, const char* p);
  const char* maxExpand(const char* s, const char* p, const char* ep);
  const char* minExpand(const char* s, const char* p, const char* ep);
  const char* matchBalance(const char* s, const char* p);
  const char* matchBack(const char* s, int digit);
  const char* classEnd(const char* p);
  [[nodiscard]] bool single(const char* s, const char* p, const char* ep);
  [[nodiscard]] bool matchClassSet(int c, const char* p, const char* ec) const;
  const char* stop(Fault fault);
  bool step();
  void countSet(const char* p, const char* ep) { m_steps += static_cast<std::uint64_t>(ep - p) / 4; }

  const char* m_begin;
  const char* m_end;
  const char* m_patternEnd;
  const char* m_pattern;
  std::uint64_t m_limit;
  std::uint64_t m_steps = 0;
  int m_depth = 0;
  int m_level = 0;
  Fault m_fault = Fault::None;
  std::array<Capture, kMaxCaptures> m_captures;
};

}
