// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/formula_block.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt {
class ParallelFor;
class TaskControl;
}
namespace zvt::factor {
class FactorProgram;
class Formula;
}

namespace zvt::analytics {

/// What a study is about: a value for each row of a panel, known at the row's close; NaN where undefined.
struct StudyColumn {
  std::string name;
  std::vector<double> values;
};

/// The outputs of a formula over the securities of a block, in the order of Formula::names().
/// Errors: task.cancelled, those of the evaluator.
[[nodiscard]] Result<std::vector<StudyColumn>> formulaColumns(const factor::FormulaBlock& block,
    const factor::Formula& formula, const ParallelFor& parallel, TaskControl& control);

/// One column of a declared factor over the same. Its score of a day over all securities is not computed: ranks are
/// compared anyway. Errors: factor.no_such_column, task.cancelled, those of FactorProgram::run.
[[nodiscard]] Result<StudyColumn> factorColumn(const factor::FormulaBlock& block, const factor::FactorProgram& program,
    std::string_view column, const ParallelFor& parallel, TaskControl& control);

/// The column that says most about a factor: its score, what its score is made of, its filter, else the first.
[[nodiscard]] std::string mainColumn(const factor::FactorProgram& program);

}
