// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_check.h"

namespace zvt::risk {

/// What a limit is compared with.
struct Measure {
  Decimal used; ///< with the order
  Decimal before; ///< without it; an order that does not make it larger passes
  Decimal bound; ///< the limit in the same measure
  std::string_view subject = {}; ///< what it is about: a security, an industry …; argument "subject" of the sentence
};

/// Pass, warn or block by the measure; the sentence is the message "risk.<rule>" with the arguments subject, used,
/// before, limit and percent (of the limit).
[[nodiscard]] RiskFinding judge(const RiskLimit& limit, const Measure& measure);
/// A finding that rests on no measure.
[[nodiscard]] RiskFinding plainFinding(const RiskLimit& limit, RiskVerdict verdict, Error reason);
/// A figure is missing: blocks, unless the limit says that it shall warn. An order that only reduces passes.
[[nodiscard]] RiskFinding unknown(const RiskLimit& limit, const RiskQuestion& question, Error reason);
/// The worse of two; of two alike the first.
[[nodiscard]] RiskFinding worse(RiskFinding first, RiskFinding second);
/// Passes because the order only reduces.
[[nodiscard]] RiskFinding reducing(const RiskLimit& limit);

/// The equity in scope, in the currency of the limits. @param of which figure of an account. Errors: risk.no_equity of
/// an account that nobody described, risk.no_price of one that holds what has no price.
[[nodiscard]] Result<Money> sumOf(const RiskQuestion& question, const LimitScope& scope, Money RiskAccount::* figure);
/// How far the equity in scope is below a figure of the accounts; 0 when it is not. Errors: those of sumOf,
/// risk.bad_memory.
[[nodiscard]] Result<Money> lossOf(const RiskLimit& limit, const RiskQuestion& question, Money RiskAccount::* from);
/// Could an order trade with this own one on the other side? @param price 0: at the market
[[nodiscard]] bool crosses(Side side, Price price, const RiskOrder& open);
/// The limit as money: its own, or its fraction of the figure in scope.
[[nodiscard]] Result<Money> boundOf(
    const RiskLimit& limit, const RiskQuestion& question, Money RiskAccount::* figure = &RiskAccount::equity);

}
