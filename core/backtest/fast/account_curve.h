// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/curve_kernels.h"
#include "core/backtest/fast/own_account.h"
#include "core/backtest/fast/own_accounts.h"

namespace zvt::backtest::fast {

/// The equity of one account bar by bar, and its figures. The memory is kept from account to account.
class AccountCurve {
public:
  /// @param closes of the account's bars
  /// @param spans all of its bars
  /// Throws OffGrid.
  void evaluate(const double* closes, const std::vector<QuietSpan>& spans);
  /// Of what was evaluated: bars, held bars, returns, drawdown, final equity.
  [[nodiscard]] AccountFigures figures(const std::vector<QuietSpan>& spans, double periodsPerYear) const;
  /// By bar, E4: whole numbers. Of a span without a position only the first and last bar are there.
  [[nodiscard]] const double* values() const { return m_equity.data() + 1; }
  /// All bars, in money.
  [[nodiscard]] std::vector<double> money(const std::vector<QuietSpan>& spans) const;

private:
  const CurveKernels& m_kernels = curveKernels();
  std::vector<double> m_equity; ///< E4; before the first bar stands the first bar again
};

}
