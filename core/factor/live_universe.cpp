// SPDX-License-Identifier: Apache-2.0
#include "core/factor/live_universe.h"

#include "core/factor/group_history.h"
#include "core/storage/bar_arena.h"

#include <algorithm>
#include <numeric>

namespace zvt::factor {

struct LiveUniverse::Workspace {
  explicit Workspace(std::size_t doubles) { memory.reserve(std::max<std::size_t>(doubles, kLanes), 0); }
  storage::AlignedBuffer<double> memory;
};

LiveUniverse::LiveUniverse(
    const ExpressionGraph& graph, std::vector<NodeOutput> outputs, std::size_t entities, std::optional<Isa> isa)
    : m_program(graph, outputs)
    , m_isa(isa)
    , m_entities(entities)
    , m_laneEntity(entities)
    , m_entityLane(entities)
    , m_values(outputs.size() * entities, kUndefined)
{
  std::iota(m_laneEntity.begin(), m_laneEntity.end(), 0U);
  std::iota(m_entityLane.begin(), m_entityLane.end(), 0U);
  const LaneGroup model(m_program, isa);
  for (std::size_t first = 0; first < entities; first += kLanes)
    m_groups.push_back(model.another());
}

LiveUniverse::~LiveUniverse() = default;

Result<void> LiveUniverse::takeHistory(const PanelView& panel, const ParallelFor& parallel, TaskControl& control)
{
  if (panel.entityCount() != m_entities)
    return fail("factor.bad_state");
  ZVT_TRY(const std::vector<PanelColumn> inputs, inputsOf(m_program, panel.fields, panel.columns));
  const auto layout = layoutOf(panel);
  m_laneEntity.assign(layout->order().begin(), layout->order().end());
  for (std::uint32_t lane = 0; lane < m_laneEntity.size(); ++lane)
    m_entityLane[m_laneEntity[lane]] = lane;
  std::ranges::fill(m_values, kUndefined);
  parallel.run(m_groups.size(), 1, [&](std::size_t begin, std::size_t end) {
    Workspace space(m_program.placeCount() * kTileStride);
    for (std::size_t g = begin; g < end && !control.cancelToken().isCancelled(); ++g) {
      const auto entities = layout->entities(g);
      GroupHistory history(panel, inputs, *layout, g, toolsOf(m_isa));
      m_groups[g].reset();
      history.run(m_groups[g], space.memory.data(), false, [&](std::size_t output, const double* rows) {
        for (std::size_t l = 0; l < entities.size(); ++l)
          if (history.isLast(l))
            m_values[output * m_entities + entities[l]] = rows[(history.bars() - 1) * kLanes + l];
      });
      control.progress(static_cast<double>(g + 1) / static_cast<double>(m_groups.size()));
    }
  });
  return control.cancelToken().check();
}

std::uint32_t LiveUniverse::presentLanes(const LiveBars& bars, std::size_t group) const
{
  std::uint32_t present = 0;
  for (std::size_t l = 0; l < kLanes && group * kLanes + l < m_entities; ++l)
    if (bars.present.empty() || bars.present[m_laneEntity[group * kLanes + l]])
      present |= 1U << l;
  return present;
}

void LiveUniverse::stepGroup(LaneGroup& group, Workspace& space, std::size_t first,
    const std::vector<const double*>& inputs, std::uint32_t present, double* values) const
{
  const std::size_t count = std::min(kLanes, m_entities - first);
  const std::uint32_t* const entities = m_laneEntity.data() + first;
  const LaneGroup::Feed feed{[&](std::size_t input, double* row) {
                               for (std::size_t l = 0; l < kLanes; ++l)
                                 row[l] = inputs[input] ? inputs[input][entities[std::min(l, count - 1)]] : kUndefined;
                               return LaneGroup::Rows{row, false};
                             },
      nullptr,
      [&](std::size_t output, const double* row) {
        for (std::size_t l = 0; l < count; ++l)
          if ((present >> l) & 1U)
            values[output * m_entities + entities[l]] = row[l];
      }};
  group.run(feed, space.memory.data(), kLanes, 1, present);
}

Result<void> LiveUniverse::step(const LiveBars& bars, const ParallelFor& parallel)
{
  ZVT_TRY(const std::vector<const double*> inputs, inputsOf(m_program, bars.fields, bars.columns));
  constexpr std::size_t kGroupsAtOnce = 16;
  parallel.run(m_groups.size(), kGroupsAtOnce, [&](std::size_t begin, std::size_t end) {
    Workspace space(m_program.placeCount() * kLanes);
    for (std::size_t g = begin; g < end; ++g) {
      if (const std::uint32_t present = presentLanes(bars, g))
        stepGroup(m_groups[g], space, g * kLanes, inputs, present, m_values.data());
    }
  });
  return {};
}

Result<void> LiveUniverse::tryOut(
    const LiveBars& bars, std::span<const std::uint32_t> entities, std::vector<double>& values)
{
  ZVT_TRY(const std::vector<const double*> inputs, inputsOf(m_program, bars.fields, bars.columns));
  values.assign(m_values.begin(), m_values.end());
  std::vector<std::size_t> groups;
  for (const std::uint32_t entity : entities)
    groups.push_back(m_entityLane[entity] / kLanes);
  std::ranges::sort(groups);
  const auto repeated = std::ranges::unique(groups);
  groups.erase(repeated.begin(), repeated.end());
  Workspace space(m_program.placeCount() * kLanes);
  if (!groups.empty() && !m_trial)
    m_trial = std::make_unique<LaneGroup>(m_groups.front().another());
  for (const std::size_t g : groups) {
    m_trial->assign(m_groups[g]);
    if (const std::uint32_t present = presentLanes(bars, g))
      stepGroup(*m_trial, space, g * kLanes, inputs, present, values.data());
  }
  return {};
}

bool LiveUniverse::canSave() const
{
  return m_groups.empty()
      || std::ranges::all_of(m_groups.front().nodes(), [](const LaneNode& node) { return node.canSave(); });
}

std::vector<double> LiveUniverse::save(std::size_t entity) const
{
  const std::size_t lane = m_entityLane[entity];
  std::vector<double> row;
  for (const LaneNode& node : m_groups[lane / kLanes].nodes()) {
    row.resize(row.size() + node.stateSize());
    node.save(lane % kLanes, row.data() + row.size() - node.stateSize());
  }
  return row;
}

Result<void> LiveUniverse::load(std::size_t entity, std::span<const double> row)
{
  const std::size_t lane = m_entityLane[entity];
  std::vector<LaneNode>& nodes = m_groups[lane / kLanes].nodes();
  std::size_t size = 0;
  for (const LaneNode& node : nodes)
    size += node.stateSize();
  if (row.size() != size || !canSave())
    return fail("factor.bad_state");
  for (LaneNode& node : nodes) {
    node.load(lane % kLanes, row.data());
    row = row.subspan(node.stateSize());
  }
  return {};
}

}
