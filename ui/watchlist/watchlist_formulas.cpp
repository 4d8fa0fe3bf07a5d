// SPDX-License-Identifier: GPL-3.0-or-later
// The formula columns of the watchlist's model: their values, what their cells show, and why one shows nothing.
#include "ui/shell/tr.h"
#include "ui/watchlist/watchlist_model.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <algorithm>

namespace zvt::ui {

namespace {

using widgets::NumberText;

NumberText numberOf(const data::WatchColumn& column, double value, int priceDecimals)
{
  using data::WatchUnit;
  switch (column.unit) {
  case WatchUnit::Percent:
    return column.colored ? NumberText::signedPercent(value / 100, column.decimals)
                          : NumberText::percent(value / 100, column.decimals);
  case WatchUnit::Fraction:
    return column.colored ? NumberText::signedPercent(value, column.decimals)
                          : NumberText::percent(value, column.decimals);
  case WatchUnit::Price:
    return NumberText::number(value, priceDecimals);
  case WatchUnit::Large:
    return NumberText::large(value, widgets::Theme::current().numberStyle());
  case WatchUnit::Number:
  case WatchUnit::Mark:
    break;
  }
  return column.colored ? NumberText::signedNumber(value, column.decimals) : NumberText::number(value, column.decimals);
}

}

void WatchlistModel::setFormulas(std::vector<data::WatchColumn> formulas)
{
  if (formulas == m_formulas)
    return;
  beginResetModel();
  std::vector<FormulaCells> cells(formulas.size());
  for (std::size_t i = 0; i < formulas.size(); ++i) { // what is computed the same way need not vanish
    const auto same = std::find_if(
        m_formulas.begin(), m_formulas.end(), [&](const auto& known) { return known.formula == formulas[i].formula; });
    if (same != m_formulas.end())
      cells[i] = m_formulaCells[static_cast<std::size_t>(same - m_formulas.begin())];
  }
  m_formulas = std::move(formulas);
  m_formulaCells = std::move(cells);
  if (m_sortColumn >= columnCount())
    m_sortColumn = -1;
  m_rows = arranged();
  endResetModel();
}

std::uint64_t WatchlistModel::formulaBit(std::size_t formula)
{
  constexpr std::size_t kLastBit = 63;
  return std::uint64_t{1} << std::min(kLastBit, kWatchFields + formula);
}

void WatchlistModel::setFormulaProblem(std::size_t formula, std::optional<Error> problem)
{
  FormulaCells& cells = m_formulaCells[formula];
  if (problem)
    cells.values.clear();
  cells.problem = std::move(problem);
  for (Live& live : m_live)
    live.changed |= formulaBit(formula);
}

void WatchlistModel::setFormulaWarmUp(std::size_t formula, std::size_t bars)
{
  m_formulaCells[formula].warmUp = bars;
}

void WatchlistModel::setFormulaValue(std::size_t formula, int slot, double value)
{
  const auto at = static_cast<std::size_t>(slot);
  std::vector<double>& values = m_formulaCells[formula].values;
  values.resize(m_quotes.size(), std::nan(""));
  if (values[at] == value || (std::isnan(values[at]) && std::isnan(value)))
    return;
  values[at] = value;
  m_live[at].changed |= formulaBit(formula);
  m_orderIsOld = m_orderIsOld || m_sortColumn == kWatchFields + static_cast<int>(formula);
}

void WatchlistModel::setFormulaBars(int slot, std::uint32_t bars)
{
  if (slot < 0)
    return;
  m_formulaBars.resize(m_quotes.size(), -1);
  m_formulaBars[static_cast<std::size_t>(slot)] = static_cast<int>(bars);
}

double WatchlistModel::formulaValue(int slot, std::size_t formula) const
{
  const std::vector<double>& values = m_formulaCells[formula].values;
  const auto at = static_cast<std::size_t>(slot);
  return at < values.size() ? values[at] : std::nan("");
}

void WatchlistModel::fillFormula(int slot, std::size_t formula, widgets::LiveCell& cell) const
{
  static const QString kHolds = QStringLiteral("●");
  static const QString kHoldsNot;
  const data::WatchColumn& column = m_formulas[formula];
  const Live& live = m_live[static_cast<std::size_t>(slot)];
  const double value = formulaValue(slot, formula);
  cell.right = true;
  cell.stale = live.stale;
  if (std::isnan(value)) {
    cell.number = NumberText::number(value, 0);
    cell.tone = widgets::CellTone::Muted;
    return;
  }
  if (column.unit == data::WatchUnit::Mark)
    cell.words = value != 0 ? &kHolds : &kHoldsNot;
  else
    cell.number = numberOf(column, value, m_quotes.facts(slot).decimals);
  if (column.colored)
    cell.tone = widgets::toneOf(value);
}

QString WatchlistModel::formulaToolTip(int slot, std::size_t formula) const
{
  const FormulaCells& cells = m_formulaCells[formula];
  if (cells.problem)
    return widgets::Language::current().describe(*cells.problem);
  const double value = formulaValue(slot, formula);
  const auto at = static_cast<std::size_t>(slot);
  const int bars = at < m_formulaBars.size() ? m_formulaBars[at] : -1;
  if (!std::isnan(value))
    return widgets::formatNumber(value, 6) + u'\n'
        + (m_quotes.isLive(slot) ? Tr::tr("From the daily bars and the present quote") : Tr::tr("From the daily bars"));
  if (bars < 0)
    return Tr::tr("Being computed");
  if (bars == 0)
    return Tr::tr("No bars are stored of this security");
  const auto needed = static_cast<int>(cells.warmUp);
  const int found = bars + (m_quotes.isLive(slot) ? 1 : 0);
  if (needed > found)
    return Tr::tr("It needs %1 daily bars; there are %2").arg(needed).arg(found);
  return Tr::tr("It is not defined at the newest bar");
}

QString WatchlistModel::formulaHelp(std::size_t formula) const
{
  const FormulaCells& cells = m_formulaCells[formula];
  const QString text = QString::fromStdString(m_formulas[formula].formula);
  return cells.problem ? text + u'\n' + widgets::Language::current().describe(*cells.problem) : text;
}

}
