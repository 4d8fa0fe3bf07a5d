// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/market/bar_level.h"
#include "core/market/rule_book.h"
#include "core/strategy/validator.h"

#include <cstdint>
#include <optional>

namespace zvt::strategy {

/// What a run reads and when; from the document's "run".
struct RunSettings {
  std::optional<TradingDay> start; ///< nothing: from the first bar
  std::optional<TradingDay> end; ///< inclusive; nothing: to the last bar
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Hfq; ///< of the bars that signals read; money always uses raw bars
  market::AdjustMethod adjustMethod = market::AdjustMethod::Ratio;
  std::string provider; ///< empty: the profile's priority
  std::string benchmark; ///< entity id; empty: none
  std::uint64_t seed = 0; ///< for slippage and anything else that draws lots; recorded even when nothing does
};

enum class FillModel {
  NextOpen, ///< market order at the open of the entity's next bar
  NextClose, ///< market order at the close of the entity's next bar
  Limit
}; ///< limit order at the decision bar's close, shifted by limit_offset, on the next bar
enum class SizeAt {
  Decision, ///< from the close that decided, cut at the fill to what the cash pays
  Fill
}; ///< from the fill price itself
enum class SizeUnit {
  Lots, ///< the exchange's lots
  Units, ///< whole shares
  Exact
}; ///< fractions down to 1e-8 (coins)
enum class OpenAtEnd {
  LastClose, ///< trades still open are closed at the last bar's close
  LastOpen, ///< … at the last bar's open
  Keep
}; ///< … stay open and are not counted as round trips
/// How an order moves the price against itself by its share of the bar's volume.
enum class ImpactModel { None, Linear, SquareRoot };
[[nodiscard]] std::string_view toString(FillModel model);
[[nodiscard]] std::string_view toString(ImpactModel model);
[[nodiscard]] std::string_view toString(SizeAt sizeAt);
[[nodiscard]] std::string_view toString(SizeUnit unit);
[[nodiscard]] std::string_view toString(OpenAtEnd openAtEnd);

/// The account node.
struct AccountSettings {
  Money initialCash;
  FillModel fill = FillModel::NextOpen;
  double limitOffset = 0; ///< fraction of the close; buys at close·(1 + offset), sells at close·(1 − offset)
  double slippage = 0; ///< fraction of the price against us, on market orders
  double halfSpread = 0; ///< fraction of the price that crossing the spread costs, on top of the slippage
  double volumeShare = 0; ///< an order fills at most this part of a bar's volume; 0: any size
  ImpactModel impact = ImpactModel::None;
  double impactCoefficient = 0; ///< see trading::Impact
  market::RulePolicy rules;
  bool allowShort = false;
  SizeUnit sizing = SizeUnit::Lots;
  SizeAt sizeAt = SizeAt::Decision;
  OpenAtEnd openAtEnd = OpenAtEnd::LastClose;
  bool takesRights = false; ///< rights shares that are offered are paid for where the cash suffices
  std::optional<Decimal> commissionRate; ///< instead of the rule book's
  std::optional<Money> commissionMinimum;
};

/// One node, ready to run: parameters complete, inputs resolved to earlier steps.
struct PlanStep {
  std::string node;
  std::string type;
  ParamMap params; ///< every parameter of the spec
  std::vector<std::pair<std::string, std::size_t>> inputs; ///< input port → index of the step that feeds it
  std::string hash; ///< of type, parameters and the hashes of its inputs: equal hash, equal values
};

/// A valid document in the order of its execution.
struct ExecutionPlan {
  std::string name;
  std::string documentHash;
  std::vector<PlanStep> steps; ///< topological; the account is last
  RunSettings run;
  AccountSettings account;
  std::vector<std::string> universe; ///< ids and globs of the universe node
};

/// The run settings of a document, and the account of an account node's parameters; what is left out has its default.
/// Errors: param.*, time.bad_date, number.*.
[[nodiscard]] Result<RunSettings> runSettingsOf(const ParamMap& given);
[[nodiscard]] Result<AccountSettings> accountSettingsOf(const ParamMap& given);

/// Errors: the first problem of severity Error as an Error with context "node" and "port".
[[nodiscard]] Result<ExecutionPlan> compile(
    const StrategyDocument& document, const NodeCatalog& catalog = NodeCatalog::builtin());

}
