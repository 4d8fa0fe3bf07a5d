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

/// What all nodes of a call have in common.
struct LaneNode::Model {
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::unique_ptr<OperatorState> single; ///< as new; what lanes by themselves are copied from
  std::unique_ptr<LanesKernel> kernel; ///< as new; null: no kernel
};

LaneNode::LaneNode(const OperatorInfo& info, std::span<const double> parameters, std::optional<Isa> isa)
    : LaneNode([&] {
      auto model = std::make_shared<Model>();
      model->inputs = info.inputs.size();
      model->outputs = info.outputs.size();
      model->single = info.make(parameters);
      const auto make = isa ? info.lanes[static_cast<std::size_t>(*isa)] : nullptr;
      if (make && model->single->canSave())
        model->kernel.reset(make(parameters.data()));
      return model;
    }())
{
}

LaneNode::LaneNode(std::shared_ptr<const Model> model)
    : m_model(std::move(model))
    , m_kernel(m_model->kernel ? m_model->kernel->clone() : nullptr)
    , m_attached(m_kernel ? kAllLanes : 0)
    , m_row(m_model->single->stateSize())
{
}

LaneNode LaneNode::another() const
{
  return LaneNode(m_model);
}

LaneNode::LaneNode(LaneNode&&) noexcept = default;
LaneNode& LaneNode::operator=(LaneNode&&) noexcept = default;
LaneNode::~LaneNode() = default;

bool LaneNode::canSave() const
{
  return m_model->single->canSave();
}

std::size_t LaneNode::stateSize() const
{
  return m_row.size();
}

void LaneNode::reset()
{
  if (m_kernel) {
    m_kernel->assign(*m_model->kernel);
    m_attached = kAllLanes;
    return;
  }
  for (auto& state : m_alone)
    if (state)
      state->assign(*m_model->single);
}

void LaneNode::assign(const LaneNode& same, std::uint32_t lanes)
{
  m_attached = same.m_attached;
  if (m_kernel && (m_attached & lanes) != 0)
    m_kernel->assign(*same.m_kernel);
  forEachLane(lanes & ~m_attached, [&](std::size_t lane) { alone(lane).assign(same.one(lane)); });
}

OperatorState& LaneNode::alone(std::size_t lane)
{
  if (m_alone.empty())
    m_alone.resize(kLanes);
  if (!m_alone[lane])
    m_alone[lane] = m_model->single->clone();
  return *m_alone[lane];
}

const OperatorState& LaneNode::one(std::size_t lane) const
{
  return lane < m_alone.size() && m_alone[lane] ? *m_alone[lane] : *m_model->single;
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

void LaneNode::run(const double* const* in, double* const* out, std::size_t bars, std::uint32_t present,
    bool dropsAbsent, RowsHints hints)
{
  std::array<std::size_t, kLanes> singleFrom; // bar from which a lane runs alone; of those that do
  if (m_kernel) {
    const std::uint32_t leaving = m_attached & ~present;
    if (dropsAbsent)
      m_attached &= present;
    else
      forEachLane(leaving, [this](std::size_t lane) { detach(lane); });
    if ((present & ~m_attached) != 0)
      attachWhatFits(present);
  }
  forEachLane(present & ~m_attached, [&](std::size_t lane) { singleFrom[lane] = 0; });
  if (m_kernel)
    runTogether(in, out, bars, singleFrom.data(), hints);
  forEachLane(present & ~m_attached, [&](std::size_t lane) { runAlone(lane, in, out, singleFrom[lane], bars); });
}

void LaneNode::runTogether(
    const double* const* in, double* const* out, std::size_t bars, std::size_t* singleFrom, RowsHints hints)
{
  std::array<const double*, kMostPorts> from; // as many as there are ports, by moveTo
  std::array<double*, kMostPorts> to;
  const auto moveTo = [&](std::size_t bar) {
    for (std::size_t k = 0; k < m_model->inputs; ++k)
      from[k] = in[k] + bar * kLanes;
    for (std::size_t k = 0; k < m_model->outputs; ++k)
      to[k] = out[k] + bar * kLanes;
  };
  int skips = 0;
  for (std::size_t bar = 0; bar < bars && m_attached != 0;) {
    moveTo(bar);
    bar += m_kernel->run(from.data(), to.data(), bars - bar, m_attached, hints);
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
      for (std::size_t k = 0; k < m_model->outputs; ++k)
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
    for (std::size_t k = 0; k < m_model->inputs; ++k)
      from[k] = in[k][bar * kLanes + lane];
    state.step(from.data(), to.data());
    for (std::size_t k = 0; k < m_model->outputs; ++k)
      out[k][bar * kLanes + lane] = to[k];
  }
}

void LaneNode::save(std::size_t lane, double* row) const
{
  if ((m_attached >> lane) & 1)
    m_kernel->save(lane, row);
  else
    one(lane).save(row);
}

void LaneNode::load(std::size_t lane, const double* row)
{
  m_attached &= ~(1U << lane);
  alone(lane).load(row); // joins the others when it next runs
}

}
