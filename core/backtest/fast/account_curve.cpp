// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/account_curve.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace zvt::backtest::fast {

void AccountCurve::evaluate(const double* closes, const std::vector<QuietSpan>& spans)
{
  if (m_equity.size() < spans.back().end + 1)
    m_equity.resize(spans.back().end + 1);
  bool fits = true;
  for (const QuietSpan& span : spans) {
    double* const equity = m_equity.data() + 1 + span.begin;
    const std::size_t count = span.end - span.begin;
    if (span.held == 0) {
      equity[0] = static_cast<double>(span.cash);
      equity[count - 1] = equity[0];
      continue;
    }
    fits &= m_kernels.mark(
        closes + span.begin, count, static_cast<double>(span.cash), static_cast<double>(span.held), equity);
  }
  if (!fits)
    leaveGrid();
  m_equity[0] = m_equity[1];
}

AccountFigures AccountCurve::figures(const std::vector<QuietSpan>& spans, double periodsPerYear) const
{
  AccountFigures figures;
  figures.bars = spans.back().end;
  const double first = values()[0];
  CurveSums sums;
  sums.peak = first;
  for (const QuietSpan& span : spans) {
    const bool isHeld = span.held > 0;
    figures.heldBars += isHeld ? span.end - span.begin : 0;
    m_kernels.follow(values() + span.begin, isHeld ? span.end - span.begin : 1, sums); // the rest repeats the first bar
  }
  constexpr double kUnit = static_cast<double>(kPriceUnit);
  figures.finalEquity = values()[figures.bars - 1] / kUnit;
  figures.totalReturn = first > 0 ? figures.finalEquity / (first / kUnit) - 1 : 0;
  figures.maxDrawdown = sums.floor - 1;
  const double count = figures.bars - 1.0;
  if (count < 2)
    return figures;
  const double total = std::accumulate(sums.total.begin(), sums.total.end(), 0.0);
  const double squares = std::accumulate(sums.squares.begin(), sums.squares.end(), 0.0);
  const double mean = total / count;
  const double variance = std::max(0.0, (squares - total * mean) / (count - 1));
  figures.annualVolatility = std::sqrt(variance * periodsPerYear);
  figures.sharpe = variance > 0 ? mean / std::sqrt(variance) * std::sqrt(periodsPerYear) : 0;
  return figures;
}

std::vector<double> AccountCurve::money(const std::vector<QuietSpan>& spans) const
{
  std::vector<double> curve(values(), values() + spans.back().end);
  for (const QuietSpan& span : spans)
    if (span.held == 0)
      std::fill(curve.begin() + span.begin, curve.begin() + span.end, static_cast<double>(span.cash));
  for (double& equity : curve)
    equity /= static_cast<double>(kPriceUnit);
  return curve;
}

}
