// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest.h"
#include "core/data/lineage.h"

#include <functional>

namespace zvt::backtest {

/// What a row of a trace is about.
enum class WhyKind { Fill, Cost, Order, Wait, Decision, Node, Value, Bars, Bar, Origin, Fact, Unknown };
[[nodiscard]] std::string_view toString(WhyKind kind); ///< fill, cost …; unknown: what cannot be known, and why

/// One row of a trace: a sentence, where it leads to, and what it stands on.
struct WhyRow {
  WhyKind kind = WhyKind::Fact;
  /// Message key and figures. A figure that begins with "@" is itself a message key.
  Error sentence;
  std::string entityId; ///< with time: a bar that a chart can show; else empty
  std::optional<LocalTime> time;
  std::int64_t dataRun = 0; ///< Origin: id of the run that brought the bars; 0: not known
  std::vector<WhyRow> children;
};

/// What a trace is computed from, beside the run itself: nothing of it was kept, all of it is read again.
struct WhySources {
  MarketSource& market;
  std::shared_ptr<const market::RuleBook> rules;
  /// Where the bars with from ≤ key < to came from (data::Lineage::ofBars); null: not known here.
  std::function<Result<std::vector<data::Origin>>(const data::BarPlace& place, std::int64_t from, std::int64_t to)>
      origins;
};

/// From an order of a run to the decision, the nodes, their factor values, the bars they read and the provider run that
/// brought each, with all of its fills. The strategy is run again up to the deciding close, over the bars that are
/// stored now; where they are no longer those of the run a row says so. What cannot be known is a row of its own.
/// Any thread; takes as long as the signals of the run up to there.
/// @param order index into the report's orders
/// Errors: why.no_order; task.cancelled.
[[nodiscard]] Result<WhyRow> whyOrder(
    const BacktestRun& run, std::size_t order, const WhySources& sources, TaskControl& control);
/// The same from one of the report's fills. Errors: why.no_fill; task.cancelled.
[[nodiscard]] Result<WhyRow> whyFill(
    const BacktestRun& run, std::size_t fill, const WhySources& sources, TaskControl& control);

/// The same from a round trip: what opened it and what closed it, each with its trace, and the fills in between.
/// Errors: why.no_trade; task.cancelled.
[[nodiscard]] Result<WhyRow> whyTrade(
    const BacktestRun& run, std::size_t trade, const WhySources& sources, TaskControl& control);

/// The order of an id; nothing: there is none.
[[nodiscard]] std::optional<std::size_t> findOrder(const BacktestRun& run, std::string_view orderId);

/// The row's sentence.
[[nodiscard]] std::string whySentence(const WhyRow& row, const Messages& messages);
/// The tree as lines, two spaces a level.
[[nodiscard]] std::string whyText(const WhyRow& root, const Messages& messages);
/// {"kind", "key", "text", "figures": {…}, "entity", "time", "data_run", "rows": […]}
[[nodiscard]] std::string whyJson(const WhyRow& root, const Messages& messages);

}
