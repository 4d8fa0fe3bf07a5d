// SPDX-License-Identifier: GPL-3.0-or-later
// The indicators of a chart: choosing them, their dialogs, what went wrong with them.
#include "ui/chart/chart_panel.h"
#include "ui/chart/indicator_command.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/indicator_dialog.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"

#include <QUndoStack>

#include <utility>

namespace zvt::ui {

void ChartPanel::chooseIndicators(std::vector<Indicator> indicators)
{
  if (indicators == m_request.indicators)
    return;
  undoStack()->push(new IndicatorCommand(m_request.indicators, std::move(indicators),
      [this](const std::vector<Indicator>& chosen) { setIndicators(chosen); }));
}

void ChartPanel::setIndicators(std::vector<Indicator> indicators)
{
  m_request.indicators = std::move(indicators);
  if (m_indicatorDialog != nullptr)
    m_indicatorDialog->setIndicators(m_request.indicators);
  if (!m_request.entityId.empty())
    load(true);
}

void ChartPanel::addFormula(const Indicator& indicator)
{
  std::vector<Indicator> indicators = m_request.indicators;
  const auto same = std::find_if(indicators.begin(), indicators.end(),
      [&](const Indicator& other) { return other.operatorName.empty() && other.name == indicator.name; });
  if (same == indicators.end())
    indicators.push_back(indicator);
  else // the same formula again, with what was changed in it; its parameters may have gone
    same->formula = indicator.formula, same->parameters.clear();
  chooseIndicators(std::move(indicators));
}

IndicatorDialog* ChartPanel::openIndicators()
{
  if (m_indicatorDialog == nullptr) {
    m_indicatorDialog = new IndicatorDialog(m_context, m_request.indicators, this);
    m_indicatorDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_indicatorDialog, &IndicatorDialog::indicatorsChanged, this,
        [this] { chooseIndicators(m_indicatorDialog->indicators()); });
    connect(m_indicatorDialog, &IndicatorDialog::editorRequested, this, &ChartPanel::openFormula);
  }
  m_indicatorDialog->show();
  m_indicatorDialog->raise();
  return m_indicatorDialog;
}

FormulaDialog* ChartPanel::openFormula(const QString& name, const QString& text)
{
  if (m_formulaDialog == nullptr) {
    m_formulaDialog = new FormulaDialog(m_context, this);
    m_formulaDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_formulaDialog, &FormulaDialog::applied, this, &ChartPanel::addFormula);
  }
  if (!text.isEmpty())
    m_formulaDialog->openFormula(name, text.toStdString());
  m_formulaDialog->show();
  m_formulaDialog->raise();
  return m_formulaDialog;
}

void ChartPanel::showProblems(const LoadedChart& chart)
{
  QStringList lines;
  for (const IndicatorProblem& problem : chart.problems)
    if (problem.indicator < m_request.indicators.size())
      lines.append(titleOf(m_request.indicators[problem.indicator]) + QStringLiteral(": ")
          + widgets::Language::current().describe(problem.error));
  if (chart.laneProblem)
    lines.append(
        titleOf(m_request.factor) + QStringLiteral(": ") + widgets::Language::current().describe(*chart.laneProblem));
  for (const Error& error : chart.readerProblems)
    lines.append(widgets::Language::current().describe(error));
  m_problems->setNote(widgets::NoteKind::Warning, lines.join(u'\n'));
  m_problems->setVisible(!lines.isEmpty());
}

}
