// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the strategy, in the table and at its line.
#include "ui/strategy/script_edit.h"
#include "ui/strategy/strategy_panel.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/table/data_table.h"

#include <QSplitter>

namespace zvt::ui {

/// Marks the line of the script that cannot be read, or that a run failed at.
void StrategyPanel::showProblemLine()
{
  if (!isScript())
    return;
  const std::optional<Error>& error = m_script->problem() ? m_script->problem() : m_runProblem;
  m_source->setProblem(error ? lineOf(*error) : 0, error ? widgets::Language::current().describe(*error) : QString());
}

std::vector<strategy::Problem> StrategyPanel::problems() const
{
  std::vector<strategy::Problem> all;
  if (!isScript()) {
    all = m_editor.problems();
  } else if (m_script->problem()) {
    strategy::Problem problem;
    problem.id = "LUA";
    problem.severity = strategy::Severity::Error;
    problem.message = *m_script->problem();
    all.push_back(std::move(problem));
  }
  if (m_runProblem) {
    strategy::Problem problem;
    problem.id = "RUN";
    problem.severity = strategy::Severity::Error;
    problem.message = *m_runProblem;
    all.insert(all.begin(), std::move(problem));
  }
  return all;
}

void StrategyPanel::setRunProblem(std::optional<Error> problem)
{
  m_runProblem = std::move(problem);
  showProblemLine();
  m_problems.setProblems(problems(), m_editor.document());
  showState();
}

/// Without problems there is no table to give room to; with the first one it has room again.
void StrategyPanel::showProblems(bool any)
{
  m_problemsTable->setVisible(any);
  m_problemsBox->setMaximumHeight(any ? QWIDGETSIZE_MAX : m_problemsTitle->sizeHint().height());
  if (auto* splitter = qobject_cast<QSplitter*>(m_problemsBox->parentWidget()); splitter && any)
    splitter->setSizes({std::max(splitter->height() - kProblemsHeight, 1), kProblemsHeight});
}

}
