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

/// What can be computed entity by entity once the comparisons of earlier stages are columns.
struct CrossSectionEvaluator::Stage {
  Stage(std::unique_ptr<GraphStage> stage, std::optional<Isa> isa)
      : plan(std::move(stage))
      , evaluator(plan->graph, plan->outputs, isa)
  {
  }
  std::unique_ptr<GraphStage> plan;
  PanelEvaluator evaluator;
  FactorPanel results;
  std::vector<storage::AlignedBuffer<double>> compared; ///< by comparison, a value a row; memory for the next run too
};

CrossSectionEvaluator::CrossSectionEvaluator(
    const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa)
{
  for (auto& plan : stagesOf(graph, outputs))
    m_stages.push_back(std::make_unique<Stage>(std::move(plan), isa));
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

Result<void> CrossSectionEvaluator::compare(const StageComparison& comparison, const FactorPanel& inputs,
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
    return m_stages.front()->evaluator.run(panel, result, parallel, control);

  const DateBlocks blocks = DateBlocks::of(panel);
  PanelView view = panel;
  for (std::size_t s = 0; s < m_stages.size(); ++s) {
    Stage& stage = *m_stages[s];
    const double share = 1.0 / static_cast<double>(m_stages.size());
    PartOfTask part(control, share * static_cast<double>(s), share * static_cast<double>(s + 1));
    const bool isLast = s + 1 == m_stages.size();
    ZVT_TRY_VOID(stage.evaluator.run(view, isLast ? result : stage.results, parallel, part));
    stage.compared.resize(stage.plan->comparisons.size());
    for (std::size_t c = 0; c < stage.compared.size(); ++c) {
      const StageComparison& comparison = stage.plan->comparisons[c];
      stage.compared[c].reserve(panel.rowCount(), 0);
      ZVT_TRY_VOID(compare(comparison, stage.results, panel, blocks, stage.compared[c].data(), parallel, part));
      view.columns[comparison.column] = stage.compared[c].data();
    }
  }
  return {};
}

}
