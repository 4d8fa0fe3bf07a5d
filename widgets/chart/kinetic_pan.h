// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

namespace zvt::widgets {

/// A drag that goes on after it was let go, slowed by friction: v(t) = v₀ · e^(−t/τ), so that it goes v₀ · τ in all.
/// Pixels and milliseconds of whatever clock the caller has.
class KineticPan {
public:
  static constexpr double kTime = 325; ///< τ
  static constexpr double kSlowest = 0.02; ///< pixels a millisecond; below it stands

  /// Where the mouse is during the drag.
  void note(std::int64_t now, double x);
  /// The button was let go. True: it was a flick, and step() goes on. A drag that stood before is none.
  bool release(std::int64_t now);
  /// Pixels since the last step; nothing: it stands.
  [[nodiscard]] std::optional<double> step(std::int64_t now);
  void stop();
  [[nodiscard]] bool isGliding() const { return m_speed != 0; }

private:
  struct Sample {
    std::int64_t time;
    double x;
  };
  std::deque<Sample> m_samples; ///< of the last moments
  double m_speed = 0; ///< when it was let go, pixels a millisecond
  std::int64_t m_released = 0;
  double m_gone = 0; ///< pixels since
};

}
