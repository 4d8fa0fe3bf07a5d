// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/lab/study_columns.h"

#include "core/base/parallel_for.h"
#include "core/base/task.h"
#include "core/factor/cross_section_evaluator.h"
#include "core/factor/factors/factor_program.h"
#include "core/factor/formula.h"
#include "core/factor/lanes.h"
#include "core/factor/lanes/dispatch.h"

#include <mutex>

namespace zvt::analytics {

Result<std::vector<StudyColumn>> formulaColumns(const factor::FormulaBlock& block, const factor::Formula& formula,
    const ParallelFor& parallel, TaskControl& control)
{
  std::vector<factor::PanelOutput> outputs;
  for (const factor::CompiledOutput& output : formula.outputs())
    outputs.push_back({output.value, factor::Keep::Column});
  factor::CrossSectionEvaluator evaluator(*formula.graph(), outputs, factor::bestIsa());
  factor::FactorPanel values;
  ZVT_TRY_VOID(evaluator.run(block.view(), values, parallel, control));
  std::vector<StudyColumn> columns(outputs.size());
  for (std::size_t output = 0; output < outputs.size(); ++output) {
    columns[output].name = formula.names()[output];
    for (std::size_t e = 0; e < block.series().size(); ++e) {
      const auto part = values.column(output, e);
      columns[output].values.insert(columns[output].values.end(), part.begin(), part.end());
    }
  }
  return columns;
}

Result<StudyColumn> factorColumn(const factor::FormulaBlock& block, const factor::FactorProgram& program,
    std::string_view column, const ParallelFor& parallel, TaskControl& control)
{
  const std::optional<std::size_t> index = program.column(column);
  if (!index)
    return fail("factor.no_such_column", {{"factor", program.definition().name}, {"column", std::string(column)}});
  StudyColumn result{program.definition().name + '.' + std::string(column),
      std::vector<double>(block.panel().close.size(), factor::kUndefined)};
  std::mutex mutex;
  std::optional<Error> failed;
  const auto one = [&](std::size_t entity) -> Result<void> {
    ZVT_TRY_VOID(control.cancelToken().check());
    ZVT_TRY(const factor::FactorRows rows, program.run(*block.series()[entity]));
    auto at = result.values.begin() + static_cast<std::ptrdiff_t>(block.panel().offsets[entity]);
    for (const storage::FactorChunk& chunk : rows.chunks)
      at = std::ranges::copy(chunk.columns[*index], at).out;
    return {};
  };
  parallel.run(block.series().size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t entity = begin; entity < end; ++entity)
      if (auto done = one(entity); !done) {
        const std::scoped_lock lock(mutex);
        failed = std::move(done).error();
      }
  });
  if (failed)
    return std::unexpected(*std::move(failed));
  return result;
}

std::string mainColumn(const factor::FactorProgram& program)
{
  for (const std::string_view wanted :
      {factor::kScoreResult, std::string_view(program.definition().scoreColumn), factor::kFilterResult})
    if (program.column(wanted))
      return std::string(wanted);
  return program.columns().empty() ? std::string() : program.columns().front();
}

}
