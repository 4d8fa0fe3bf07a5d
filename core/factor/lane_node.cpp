// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lane_node.h"

#include "core/factor/lanes/lanes_kernel.h"

#include <array>
#include <bit>

namespace zvt::factor {

namespace {

/// Beyond so many bars of a run that some lanes skip, moving lanes out and in costs more than letting them run alone.
constexpr int kMostSkips = 8;
constexpr std::size_t kMostPorts = 16;

template <class Do> void forEachLane(std::uint32_t lanes, Do action)
{
  for (; lanes != 0; lanes &= lanes - 1)
    action(static_cast<std::size_t>(std::countr_zero(lanes)));
}

}

LaneNode::LaneNode(const OperatorInfo& info, std::span<const double> parameters, std::optional<Isa> isa)
    : m_inputs(info.inputs.size())
    , m_outputs(info.outputs.size())
    , m_single(info.make(parameters))
    , m_alone(kLanes)
    , m_row(m_single->stateSize())
{
  const auto make = isa ? info.lanes[static_cast<std::size_t>(*isa)] : nullptr;
  if (make && m_single->canSave()) {
    m_fresh.reset(make(parameters.data()));
    m_kernel.reset(m_fresh->clone());
    m_attached = kAllLanes;
  }
}

LaneNode::LaneNode(LaneNode&&) noexcept = default;
LaneNode& LaneNode::operator=(LaneNode&&) noexcept = default;
LaneNode::~LaneNode() = default;

void LaneNode::reset()
{
  if (m_kernel) {
    m_kernel->assign(*m_fresh);
    m_attached = kAllLanes;
    return;
  }
  for (auto& state : m_alone)
    if (state)
      state->assign(*m_single);
}

void LaneNode::assign(const LaneNode& same, std::uint32_t lanes)
{
  m_attached = same.m_attached;
  if (m_kernel && (m_attached & lanes) != 0)
    m_kernel->assign(*same.m_kernel);
  forEachLane(lanes & ~m_attached,
      [&](std::size_t lane) { alone(lane).assign(same.m_alone[lane] ? *same.m_alone[lane] : *same.m_single); });
}

OperatorState& LaneNode::alone(std::size_t lane)
{
  if (!m_alone[lane])
    m_alone[lane] = m_single->clone();
  return *m_alone[lane];
}

void LaneNode::detach(std::size_t lane)
{
  m_kernel->save(lane, m_row.data());
  alone(lane).load(m_row.data());
  m_attached &= ~(1U << lane);
}

void LaneNode::attachWhatFits(std::uint32_t present)
{
  const auto attach = [&](std::size_t lane) {
    alone(lane).save(m_row.data());
    if (m_kernel->load(lane, m_row.data(), m_attached == 0))
      m_attached |= 1U << lane;
  };
  forEachLane(present & ~m_attached, attach);
  // The first lane of an empty kernel sets its counts; where most do not fit it, another does.
  const std::uint32_t others = present & ~m_attached;
  if (std::popcount(m_attached) == 1 && std::popcount(others) > 1) {
    forEachLane(m_attached, [this](std::size_t lane) { detach(lane); });
    forEachLane(others, attach);
  }
}

void LaneNode::run(
    const double* const* in, double* const* out, std::size_t bars, std::uint32_t present, bool dropsAbsent)
{
  std::array<std::size_t, kLanes> singleFrom{}; // bar from which a lane runs alone
  if (m_kernel) {
    const std::uint32_t leaving = m_attached & ~present;
    if (dropsAbsent)
      m_attached &= present;
    else
      forEachLane(leaving, [this](std::size_t lane) { detach(lane); });
    if ((present & ~m_attached) != 0)
      attachWhatFits(present);
    runTogether(in, out, bars, singleFrom.data());
  }
  forEachLane(present & ~m_attached, [&](std::size_t lane) { runAlone(lane, in, out, singleFrom[lane], bars); });
}

void LaneNode::runTogether(const double* const* in, double* const* out, std::size_t bars, std::size_t* singleFrom)
{
  std::array<const double*, kMostPorts> from{};
  std::array<double*, kMostPorts> to{};
  const auto moveTo = [&](std::size_t bar) {
    for (std::size_t k = 0; k < m_inputs; ++k)
      from[k] = in[k] + bar * kLanes;
    for (std::size_t k = 0; k < m_outputs; ++k)
      to[k] = out[k] + bar * kLanes;
  };
  int skips = 0;
  for (std::size_t bar = 0; bar < bars && m_attached != 0;) {
    moveTo(bar);
    bar += m_kernel->run(from.data(), to.data(), bars - bar, m_attached);
    if (bar == bars)
      return;
    moveTo(bar);
    const std::uint32_t gaps = m_kernel->gaps(from.data()) & m_attached;
    // The others step; what these lanes remember is put back behind it, or goes on alone.
    forEachLane(gaps, [this](std::size_t lane) {
      m_kernel->save(lane, m_row.data());
      alone(lane).load(m_row.data());
    });
    m_kernel->stepAll(from.data(), to.data());
    forEachLane(gaps, [&](std::size_t lane) {
      for (std::size_t k = 0; k < m_outputs; ++k)
        to[k][lane] = kUndefined;
      alone(lane).save(m_row.data());
      if (skips >= kMostSkips || !m_kernel->load(lane, m_row.data())) {
        m_attached &= ~(1U << lane);
        singleFrom[lane] = bar + 1;
      }
    });
    ++skips;
    ++bar;
  }
}

void LaneNode::runAlone(
    std::size_t lane, const double* const* in, double* const* out, std::size_t first, std::size_t bars)
{
  OperatorState& state = alone(lane);
  std::array<double, kMostPorts> from{};
  std::array<double, kMostPorts> to{};
  for (std::size_t bar = first; bar < bars; ++bar) {
    for (std::size_t k = 0; k < m_inputs; ++k)
      from[k] = in[k][bar * kLanes + lane];
    state.step(from.data(), to.data());
    for (std::size_t k = 0; k < m_outputs; ++k)
      out[k][bar * kLanes + lane] = to[k];
  }
}

void LaneNode::save(std::size_t lane, double* row) const
{
  if ((m_attached >> lane) & 1)
    m_kernel->save(lane, row);
  else
    (m_alone[lane] ? *m_alone[lane] : *m_single).save(row);
}

void LaneNode::load(std::size_t lane, const double* row)
{
  m_attached &= ~(1U << lane);
  alone(lane).load(row); // joins the others when it next runs
}

}
