// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/kinetic_pan.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr std::int64_t kWindow = 100; ///< that the speed is measured over
constexpr std::int64_t kStand = 60; ///< without a move: the mouse stood before it was let go
constexpr double kLeastSpeed = 0.15, kMostSpeed = 8; ///< of a flick

}

void KineticPan::note(std::int64_t now, double x)
{
  m_speed = 0;
  m_samples.push_back({now, x});
  while (m_samples.size() > 2 && now - m_samples.front().time > kWindow)
    m_samples.pop_front();
}

bool KineticPan::release(std::int64_t now)
{
  const std::deque<Sample> samples = std::exchange(m_samples, {});
  if (samples.size() < 2 || now - samples.back().time > kStand)
    return false;
  const auto time = static_cast<double>(samples.back().time - samples.front().time);
  if (time <= 0)
    return false;
  const double speed = (samples.back().x - samples.front().x) / time;
  if (std::abs(speed) < kLeastSpeed)
    return false;
  m_speed = std::clamp(speed, -kMostSpeed, kMostSpeed);
  m_released = now;
  m_gone = 0;
  return true;
}

std::optional<double> KineticPan::step(std::int64_t now)
{
  if (!isGliding())
    return {};
  const double slowed = std::exp(-static_cast<double>(now - m_released) / kTime);
  const double gone = m_speed * kTime * (1 - slowed);
  if (std::abs(m_speed) * slowed < kSlowest)
    m_speed = 0;
  return gone - std::exchange(m_gone, gone);
}

void KineticPan::stop()
{
  m_speed = 0;
  m_samples.clear();
}

}
