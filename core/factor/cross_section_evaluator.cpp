// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross_section_evaluator.h"

#include "core/storage/bar_arena.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace zvt::factor {

namespace {

/// Dates that are put side by side at a time: whole cache lines of each entity, and all entities within the second
/// cache.
constexpr std::size_t kDatesAtOnce = 32;
/// Entities lie far apart, which the processor does not foresee: so many further on are asked for.
constexpr std::size_t kAhead = 8;

template <class T> void prefetch([[maybe_unused]] const T* begin, [[maybe_unused]] const T* end)
{
#if defined(__GNUC__)
  for (const T* line = begin; line < end; line += 64 / sizeof(T))
    __builtin_prefetch(line);
#endif
}

/// How many comparisons lie between a node and the bars, its own included.
std::vector<std::size_t> depthsOf(const ExpressionGraph& graph)
{
  std::vector<std::size_t> depths;
  for (const Node& node : graph.nodes()) {
    std::size_t depth = 0;
    for (const NodeOutput input : node.inputs)
      depth = std::max(depth, depths[input.node]);
    depths.push_back(depth + (node.comparesEntities() ? 1 : 0));
  }
  return depths;
}

/// The name of the column that stands for a comparison's result; no formula can name it.
std::string columnOf(std::uint32_t node)
{
  return "#" + std::to_string(node);
}

}

/// Where each entity's rows of each block of dates begin.
struct CrossSectionEvaluator::DateBlocks {
  std::size_t entities = 0;
  std::size_t blocks = 0;
  std::vector<std::uint32_t> firstBars; ///< by block and entity, and the ends as one block more

  static DateBlocks of(const PanelView& panel)
  {
    DateBlocks result;
    result.entities = panel.entityCount();
    std::size_t dates = 0;
    for (std::size_t e = 0; e < result.entities; ++e)
      if (panel.offsets[e + 1] > panel.offsets[e])
        dates = std::max<std::size_t>(dates, panel.position[panel.offsets[e + 1] - 1] + 1);
    result.blocks = (dates + kDatesAtOnce - 1) / kDatesAtOnce;
    result.firstBars.resize((result.blocks + 1) * result.entities);
    for (std::size_t e = 0; e < result.entities; ++e) {
      const auto rows = panel.position.subspan(panel.offsets[e], panel.offsets[e + 1] - panel.offsets[e]);
      auto first = rows.begin();
      for (std::size_t block = 0; block <= result.blocks; ++block) {
        // Without a gap the next block begins so many rows further on.
        const std::size_t date = block * kDatesAtOnce;
        const auto guess = first + std::min<std::ptrdiff_t>(kDatesAtOnce, rows.end() - first);
        const bool isThere = guess != rows.begin() && guess[-1] < date && (guess == rows.end() || *guess >= date);
        first = isThere ? guess : std::lower_bound(first, rows.end(), date);
        result.firstBars[block * result.entities + e] = static_cast<std::uint32_t>(first - rows.begin());
      }
    }
    return result;
  }
  [[nodiscard]] std::size_t firstBar(std::size_t block, std::size_t entity) const
  {
    return firstBars[block * entities + entity];
  }
};

/// An operator that compares entities; its inputs are outputs of the stage.
struct CrossSectionEvaluator::Comparison {
  const Node* node = nullptr;
  std::vector<std::size_t> inputs;
  std::string column;
  storage::AlignedBuffer<double> results; ///< by row of the panel; memory of its own, for the next run too
};

/// What can be computed entity by entity once the comparisons of earlier stages are columns.
struct CrossSectionEvaluator::Stage {
  ExpressionGraph graph;
  std::vector<PanelOutput> outputs;
  std::vector<Comparison> comparisons;
  std::optional<PanelEvaluator> evaluator;
  FactorPanel results;
};

namespace {

/// Copies into a stage's graph what lies above the comparisons of earlier stages.
class StageGraph {
public:
  StageGraph(const ExpressionGraph& whole, ExpressionGraph& part)
      : m_whole(whole)
      , m_part(part)
      , m_places(whole.nodes().size())
  {
  }
  NodeOutput add(NodeOutput value)
  {
    std::optional<std::uint32_t>& place = m_places[value.node];
    const Node& node = m_whole.nodes()[value.node];
    if (!place)
      place = copy(node, value.node);
    return {*place, m_part.nodes()[*place].outputCount() > value.output ? value.output : 0};
  }

private:
  std::uint32_t copy(const Node& node, std::uint32_t index)
  {
    switch (node.kind) {
    case Node::Kind::Field:
      return m_part.addField(node.field);
    case Node::Kind::Column:
      return m_part.addColumn(node.column);
    case Node::Kind::Constant:
      return m_part.addConstant(node.constant);
    case Node::Kind::Call:
      break;
    }
    if (node.comparesEntities())
      return m_part.addColumn(columnOf(index));
    std::vector<NodeOutput> inputs;
    for (const NodeOutput input : node.inputs)
      inputs.push_back(add(input));
    return m_part.addCall(*node.call, std::move(inputs), node.parameters);
  }

  const ExpressionGraph& m_whole;
  ExpressionGraph& m_part;
  std::vector<std::optional<std::uint32_t>> m_places;
};

}

CrossSectionEvaluator::CrossSectionEvaluator(
    const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa)
{
  const std::vector<std::size_t> depths = depthsOf(graph);
  std::vector<bool> isNeeded(graph.nodes().size(), false);
  for (const PanelOutput& output : outputs)
    isNeeded[output.value.node] = true;
  for (std::size_t i = graph.nodes().size(); i-- > 0;) {
    if (isNeeded[i]) {
      for (const NodeOutput input : graph.nodes()[i].inputs)
        isNeeded[input.node] = true;
    }
  }
  std::size_t last = 0;
  for (std::size_t i = 0; i < depths.size(); ++i)
    last = isNeeded[i] ? std::max(last, depths[i]) : last;

  for (std::size_t depth = 0; depth <= last; ++depth) {
    auto stage = std::make_unique<Stage>();
    StageGraph part(graph, stage->graph);
    for (std::uint32_t i = 0; i < depths.size(); ++i) {
      const Node& node = graph.nodes()[i];
      if (!isNeeded[i] || !node.comparesEntities() || depths[i] != depth + 1)
        continue;
      Comparison& comparison = stage->comparisons.emplace_back(&node, std::vector<std::size_t>{}, columnOf(i));
      for (const NodeOutput input : node.inputs) {
        comparison.inputs.push_back(stage->outputs.size());
        stage->outputs.push_back({part.add(input), Keep::Column});
      }
    }
    if (depth == last) {
      for (const PanelOutput& output : outputs)
        stage->outputs.push_back({part.add(output.value), output.keep});
    }
    stage->evaluator.emplace(stage->graph, stage->outputs, isa);
    m_stages.push_back(std::move(stage));
  }
}

CrossSectionEvaluator::~CrossSectionEvaluator() = default;

/// The rows of a block of dates put side by side, date after date in the order of the entities, and back.
class CrossSectionEvaluator::BlockRows {
public:
  BlockRows(const PanelView& panel, const DateBlocks& blocks)
      : m_panel(panel)
      , m_blocks(blocks)
  {
  }
  void moveTo(std::size_t block)
  {
    m_block = block;
    m_firsts.fill(0);
    m_dates.clear();
    const std::uint32_t* const positions = m_panel.position.data();
    const auto date = static_cast<std::uint32_t>(block * kDatesAtOnce);
    forEachEntity(positions, [&](std::size_t row, std::size_t end) {
      for (; row < end; ++row) {
        m_dates.push_back(static_cast<std::uint8_t>(positions[row] - date));
        ++m_firsts[m_dates.back() + 1U];
      }
    });
    for (std::size_t d = 0; d < kDatesAtOnce; ++d)
      m_firsts[d + 1] += m_firsts[d];
  }
  /// Places of a date's rows are [first(date), first(date + 1)).
  [[nodiscard]] std::size_t first(std::size_t date) const { return m_firsts[date]; }
  [[nodiscard]] std::size_t count() const { return m_firsts[kDatesAtOnce]; }

  void gather(const FactorPanel& results, std::size_t output, double* to) const
  {
    auto next = m_firsts;
    const std::uint8_t* date = m_dates.data();
    for (std::size_t e = 0; e < m_blocks.entities; ++e) {
      if (const std::size_t later = e + kAhead; later < m_blocks.entities) {
        const double* const column = results.column(output, later).data();
        prefetch(column + m_blocks.firstBar(m_block, later), column + m_blocks.firstBar(m_block + 1, later));
      }
      const double* const column = results.column(output, e).data();
      for (std::size_t bar = m_blocks.firstBar(m_block, e); bar < m_blocks.firstBar(m_block + 1, e); ++bar)
        to[next[*date++]++] = column[bar];
    }
  }
  void scatter(const double* from, double* column) const
  {
    auto next = m_firsts;
    const std::uint8_t* date = m_dates.data();
    forEachEntity(column, [&](std::size_t row, std::size_t end) {
      for (; row < end; ++row)
        column[row] = from[next[*date++]++];
    });
  }

private:
  /// Calls action(first row, end) and asks for what the later ones will touch of @p column.
  template <class T, class Action> void forEachEntity(const T* column, Action action) const
  {
    const auto rowOf = [this](std::size_t e, std::size_t block) {
      return m_panel.offsets[e] + m_blocks.firstBar(block, e);
    };
    for (std::size_t e = 0; e < m_blocks.entities; ++e) {
      if (const std::size_t later = e + kAhead; later < m_blocks.entities)
        prefetch(column + rowOf(later, m_block), column + rowOf(later, m_block + 1));
      action(rowOf(e, m_block), rowOf(e, m_block + 1));
    }
  }

  const PanelView& m_panel;
  const DateBlocks& m_blocks;
  std::size_t m_block = 0;
  std::array<std::size_t, kDatesAtOnce + 1> m_firsts{};
  std::vector<std::uint8_t> m_dates; ///< of each row within the block, entity after entity
};

Result<void> CrossSectionEvaluator::compare(const Comparison& comparison, const FactorPanel& inputs,
    const PanelView& panel, const DateBlocks& blocks, double* out, const ParallelFor& parallel, TaskControl& control)
{
  std::atomic<bool> isCancelled = false;
  parallel.run(blocks.blocks, 1, [&](std::size_t begin, std::size_t end) {
    const auto state = comparison.node->call->acrossEntities(comparison.node->parameters);
    BlockRows rows(panel, blocks);
    std::vector<std::vector<double>> columns(comparison.inputs.size());
    std::vector<const double*> in(columns.size());
    std::vector<double> results;
    for (std::size_t block = begin; block < end; ++block) {
      if (!control.cancelToken().check()) {
        isCancelled = true;
        return;
      }
      rows.moveTo(block);
      results.resize(rows.count());
      for (std::size_t k = 0; k < columns.size(); ++k) {
        columns[k].resize(rows.count());
        rows.gather(inputs, comparison.inputs[k], columns[k].data());
      }
      for (std::size_t date = 0; date < kDatesAtOnce; ++date) {
        const std::size_t first = rows.first(date);
        for (std::size_t k = 0; k < columns.size(); ++k)
          in[k] = columns[k].data() + first;
        if (const std::size_t count = rows.first(date + 1) - first; count > 0)
          state->step(in, results.data() + first, count);
      }
      rows.scatter(results.data(), out);
    }
  });
  if (isCancelled)
    return fail("task.cancelled");
  return {};
}

Result<void> CrossSectionEvaluator::run(
    const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control)
{
  if (m_stages.size() == 1)
    return m_stages.front()->evaluator->run(panel, result, parallel, control);

  const DateBlocks blocks = DateBlocks::of(panel);
  PanelView view = panel;
  for (std::size_t s = 0; s < m_stages.size(); ++s) {
    Stage& stage = *m_stages[s];
    const double share = 1.0 / static_cast<double>(m_stages.size());
    PartOfTask part(control, share * static_cast<double>(s), share * static_cast<double>(s + 1));
    const bool isLast = s + 1 == m_stages.size();
    ZVT_TRY_VOID(stage.evaluator->run(view, isLast ? result : stage.results, parallel, part));
    for (Comparison& comparison : stage.comparisons) {
      comparison.results.reserve(panel.rowCount(), 0);
      ZVT_TRY_VOID(compare(comparison, stage.results, panel, blocks, comparison.results.data(), parallel, part));
      view.columns[comparison.column] = comparison.results.data();
    }
  }
  return {};
}

}
