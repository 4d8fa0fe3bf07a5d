// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/time_axis.h"

#include <optional>
#include <vector>

namespace zvt::widgets {

/// The ranges that a chart has shown, to go back and forward among them. A run of zooming, or of panning, is one step;
/// every jump is one of its own.
class ViewHistory {
public:
  enum class Move { Jump, Zoom, Pan };
  static constexpr std::size_t kMost = 100;

  /// Before the range changes. @param now the range that will be left
  void note(const TimeAxis& now, Move move);
  /// What comes next is a step of its own, even when it is of the same kind.
  void settle() { m_last = Move::Jump; }
  [[nodiscard]] std::optional<TimeAxis> back(const TimeAxis& now) { return step(m_back, m_forward, now); }
  [[nodiscard]] std::optional<TimeAxis> forward(const TimeAxis& now) { return step(m_forward, m_back, now); }
  void clear();

private:
  [[nodiscard]] std::optional<TimeAxis> step(
      std::vector<TimeAxis>& from, std::vector<TimeAxis>& to, const TimeAxis& now);

  std::vector<TimeAxis> m_back, m_forward;
  Move m_last = Move::Jump;
};

}
