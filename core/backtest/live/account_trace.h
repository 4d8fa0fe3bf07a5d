// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/why_trace.h"
#include "core/base/store.h"
#include "core/trading/algo/algo_order.h"
#include "core/trading/conditional/conditional_order.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::backtest {

/// The orders of one account, by whomever they were made, and what is held for it.
struct AccountRecords {
  std::string account;
  std::vector<trading::Order> orders; ///< oldest first; those of a document that wait for their bar come last
  std::vector<trading::Fill> fills; ///< oldest first
  std::vector<trading::ConditionalOrder> conditional;
  std::vector<trading::ParentOrder> worked;
};
/// From its journals. Errors: why.no_account with argument "account"; storage.*, trading.bad_journal.
[[nodiscard]] Result<AccountRecords> readAccountRecords(Store& ledger, const std::string& account);

/// From an order of an account that trades on paper back to where it came from: a hand that placed it, the order that
/// was held until its price was reached and the bar that reached it, or the strategy's decision with nodes, factor
/// values, bars and the provider run that brought each (see whyOrder()). Decisions are those that were kept with their
/// step (kept_decision.h): the trace is the same after a restart, and when the strategy is gone. Where the bars that a
/// decision was made by are stored no longer as they were, a row says so. Any thread.
/// @param id of an order, of one that is held, or of a parent that is worked
/// @param ledger where decisions are kept; null: nowhere
/// Errors: why.no_account_order; task.cancelled.
[[nodiscard]] Result<WhyRow> whyAccountOrder(const AccountRecords& records, std::string_view id, const Store* ledger,
    const WhySources& sources, TaskControl& control);
/// The same from one of the fills. Errors: why.no_account_fill; task.cancelled.
[[nodiscard]] Result<WhyRow> whyAccountFill(const AccountRecords& records, std::size_t fill, const Store* ledger,
    const WhySources& sources, TaskControl& control);

}
