// SPDX-License-Identifier: Apache-2.0
#include "core/factor/panel_evaluator.h"

#include "core/base/stream_copy.h"
#include "core/factor/group_history.h"
#include "core/storage/bar_arena.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <numeric>

namespace zvt::factor {

namespace {

static_assert(market::BlockLayout::kWidth == kLanes);
constexpr std::size_t kRowAlignment = 8; ///< doubles: each entity's results begin a cache line

std::vector<NodeOutput> valuesOf(const std::vector<PanelOutput>& outputs)
{
  std::vector<NodeOutput> values;
  for (const PanelOutput& output : outputs)
    values.push_back(output.value);
  return values;
}

}

struct FactorPanel::Memory {
  std::shared_ptr<const market::BlockLayout> layout;
  std::vector<std::size_t> offsets; ///< of each entity's first result
  std::vector<std::size_t> lengths;
  std::vector<Keep> keeps; ///< by output
  std::vector<storage::AlignedBuffer<double>> columns; ///< by output
  std::vector<std::vector<double>> perEntity; ///< by output
};

FactorPanel::FactorPanel()
    : m_memory(std::make_unique<Memory>())
{
}
FactorPanel::~FactorPanel() = default;
FactorPanel::FactorPanel(FactorPanel&&) noexcept = default;
FactorPanel& FactorPanel::operator=(FactorPanel&&) noexcept = default;

std::span<const double> FactorPanel::column(std::size_t output, std::size_t entity) const
{
  return {m_memory->columns[output].data() + m_memory->offsets[entity], m_memory->lengths[entity]};
}

market::SeriesView FactorPanel::series(std::size_t output, std::size_t entity) const
{
  const double* const column = m_memory->columns[output].data();
  const std::size_t length = m_memory->lengths[entity];
  if (m_memory->keeps[output] == Keep::Blocks)
    return {column + m_memory->layout->place(entity), length, market::BlockLayout::kWidth};
  return {column + m_memory->offsets[entity], length, 1};
}

void FactorPanel::section(
    std::size_t output, const PanelView& panel, std::uint32_t position, std::span<double> values) const
{
  for (std::size_t e = 0; e < values.size(); ++e) {
    const auto positions = panel.position.subspan(panel.offsets[e], panel.offsets[e + 1] - panel.offsets[e]);
    const auto found = std::ranges::lower_bound(positions, position);
    const bool isThere = found != positions.end() && *found == position;
    values[e] = isThere ? series(output, e)[static_cast<std::size_t>(found - positions.begin())] : kUndefined;
  }
}

PanelColumn FactorPanel::blocks(std::size_t output) const
{
  return {m_memory->columns[output].data(), true};
}

const std::shared_ptr<const market::BlockLayout>& FactorPanel::layout() const
{
  return m_memory->layout;
}

std::span<const double> FactorPanel::perEntity(std::size_t output) const
{
  return m_memory->perEntity[output];
}

double FactorPanel::total(std::size_t output) const
{
  const auto values = perEntity(output);
  return std::accumulate(values.begin(), values.end(), 0.0);
}

struct PanelEvaluator::Workspace {
  explicit Workspace(const LaneProgram& program, std::optional<Isa> isa)
      : group(program, isa)
  {
    tiles.reserve(std::max<std::size_t>(program.placeCount(), 1) * kTileStride, 0);
  }
  LaneGroup group;
  storage::AlignedBuffer<double> tiles;
  alignas(64) std::array<double, kTileBars> unread{}; ///< where results of absent lanes go
  struct alignas(64) Totals {
    std::array<double, kLanes> sums{};
    std::array<double, kLanes> counts{};
  };
  std::vector<Totals> totals; ///< by output
};

struct PanelEvaluator::Run {
  const PanelView& panel;
  FactorPanel::Memory& result;
  std::vector<PanelColumn> inputs; ///< by input of the program
};

PanelEvaluator::PanelEvaluator(const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa)
    : m_outputs(std::move(outputs))
    , m_program(graph, valuesOf(m_outputs))
    , m_isa(isa)
{
}

PanelEvaluator::~PanelEvaluator() = default;

std::unique_ptr<PanelEvaluator::Workspace> PanelEvaluator::takeWorkspace()
{
  const std::lock_guard lock(m_guard);
  if (m_workspaces.empty())
    return std::make_unique<Workspace>(m_program, m_isa);
  auto space = std::move(m_workspaces.back());
  m_workspaces.pop_back();
  return space;
}

Result<void> PanelEvaluator::run(
    const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control)
{
  FactorPanel::Memory& memory = *result.m_memory;
  ZVT_TRY(std::vector<PanelColumn> inputs, inputsOf(m_program, panel.fields, panel.columns));
  const Run run{panel, memory, std::move(inputs)};
  const std::size_t entities = panel.entityCount();
  memory.offsets.resize(entities);
  memory.lengths.resize(entities);
  std::size_t rows = 0;
  for (std::size_t e = 0; e < entities; ++e) {
    memory.offsets[e] = rows;
    memory.lengths[e] = panel.offsets[e + 1] - panel.offsets[e];
    rows += (memory.lengths[e] + kRowAlignment - 1) / kRowAlignment * kRowAlignment;
  }
  memory.layout = layoutOf(panel);
  memory.keeps.clear();
  memory.columns.resize(m_outputs.size());
  memory.perEntity.resize(m_outputs.size());
  for (std::size_t o = 0; o < m_outputs.size(); ++o) {
    memory.keeps.push_back(m_outputs[o].keep);
    if (m_outputs[o].keep == Keep::Column)
      memory.columns[o].reserve(rows, 0);
    else if (m_outputs[o].keep == Keep::Blocks)
      memory.columns[o].reserve(memory.layout->size(), 0);
    else
      memory.perEntity[o].assign(entities, m_outputs[o].keep == Keep::Sum ? 0.0 : kUndefined);
  }
  const std::size_t blocks = memory.layout->blockCount();
  std::atomic<std::size_t> done = 0;
  parallel.run(blocks, 1, [&](std::size_t begin, std::size_t end) {
    auto space = takeWorkspace();
    for (std::size_t block = begin; block < end && !control.cancelToken().isCancelled(); ++block) {
      runBlock(*space, run, block);
      streamsDone();
      control.progress(static_cast<double>(++done) / static_cast<double>(blocks));
    }
    const std::lock_guard lock(m_guard);
    m_workspaces.push_back(std::move(space));
  });
  return control.cancelToken().check();
}

void PanelEvaluator::runBlock(Workspace& space, const Run& run, std::size_t block)
{
  const market::BlockLayout& layout = *run.result.layout;
  const std::span<const std::uint32_t> entities = layout.entities(block);
  GroupHistory history(run.panel, run.inputs, layout, block, toolsOf(m_isa));
  space.group.reset();
  space.totals.assign(m_outputs.size(), {});
  const auto target = [&](std::size_t output) -> double* {
    return m_outputs[output].keep == Keep::Blocks
        ? run.result.columns[output].data() + layout.begin(block) + history.bar() * kLanes
        : nullptr;
  };
  const auto emit = [&](std::size_t output, const double* rows) {
    switch (m_outputs[output].keep) {
    case Keep::Column:
      storeColumn(space, run, history, entities, output, rows);
      break;
    case Keep::Blocks:
      if (double* const to = target(output); rows != to)
        streamCopy(rows, history.bars() * kLanes, to);
      break;
    case Keep::Sum:
      addToSums(space, history, output, rows);
      break;
    case Keep::Last:
      for (std::size_t l = 0; l < entities.size(); ++l)
        if (history.isLast(l))
          run.result.perEntity[output][entities[l]] = rows[(history.bars() - 1) * kLanes + l];
      break;
    }
  };
  history.run(space.group, space.tiles.data(), true, emit, target);
  for (std::size_t o = 0; o < m_outputs.size(); ++o) {
    for (std::size_t l = 0; m_outputs[o].keep == Keep::Sum && l < entities.size(); ++l)
      run.result.perEntity[o][entities[l]] = space.totals[o].sums[l];
  }
}

void PanelEvaluator::storeColumn(Workspace& space, const Run& run, const GroupHistory& history,
    std::span<const std::uint32_t> entities, std::size_t output, const double* rows) const
{
  double* const column = run.result.columns[output].data();
  std::array<double*, kLanes> series{};
  for (std::size_t l = 0; l < kLanes; ++l)
    series[l] = history.isPresent(l) ? column + run.result.offsets[entities[l]] + history.bar() : space.unread.data();
  toolsOf(m_isa).scatter(rows, history.bars(), series.data());
}

void PanelEvaluator::addToSums(
    Workspace& space, const GroupHistory& history, std::size_t output, const double* rows) const
{
  Workspace::Totals& totals = space.totals[output];
  const Workspace::Totals before = totals;
  toolsOf(m_isa).sum(rows, history.bars(), totals.sums.data(), totals.counts.data());
  for (std::size_t l = 0; l < kLanes; ++l)
    if (!history.isPresent(l))
      totals.sums[l] = before.sums[l];
}

std::shared_ptr<const market::BlockLayout> layoutOf(const PanelView& panel)
{
  return panel.layout ? panel.layout : std::make_shared<const market::BlockLayout>(panel.offsets);
}

PanelView viewOf(const market::Panel& panel)
{
  PanelView view;
  view.offsets = panel.offsets;
  view.position = panel.position;
  view.fields = {panel.open.data(), panel.high.data(), panel.low.data(), panel.close.data(), panel.volume.data(),
      panel.turnover.data()};
  for (const market::ExtraColumn& extra : panel.extras)
    view.columns[extra.name] = extra.values.data();
  return view;
}

}
