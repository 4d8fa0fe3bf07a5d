// SPDX-License-Identifier: Apache-2.0
// What a trace reads of an account: its journal, and those of what is held for it.
#include "core/backtest/live/account_trace.h"

#include "core/backtest/host/document_desk.h"
#include "core/backtest/live/deployment.h"
#include "core/base/json.h"
#include "core/trading/conditional/conditional_journal.h"
#include "core/trading/journal.h"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

/// The parents of an account, as its log begins them.
Result<std::vector<trading::ParentOrder>> parentsOf(const Store& ledger, const std::string& account)
{
  std::vector<trading::ParentOrder> parents;
  Result<void> read;
  ZVT_TRY_VOID(ledger.replay("algo." + account, 1, [&](std::uint64_t, std::string_view text) {
    read = [&]() -> Result<void> {
      ZVT_TRY(const Json json, parseJson(text));
      if (json.value("step", std::string()) != "created")
        return {};
      ZVT_TRY(trading::ParentOrder parent, trading::parentFromJson(json.value("order", Json::object())));
      parents.push_back(std::move(parent));
      return {};
    }();
    return read.has_value();
  }));
  ZVT_TRY_VOID(read);
  return parents;
}

}

Result<AccountRecords> readAccountRecords(Store& ledger, const std::string& account)
{
  AccountRecords records;
  records.account = account;
  const trading::Journal journal(ledger, account);
  ZVT_TRY(const auto head, journal.storedHead());
  if (!head)
    return zvt::fail("why.no_account", {{"account", account}});
  ZVT_TRY(const trading::TradingState state, trading::TradingState::replay(journal));
  records.orders.assign(state.orders().begin(), state.orders().end());
  ZVT_TRY(const auto waiting, ledger.get(kWaitingTable, account));
  if (waiting) {
    ZVT_TRY(std::vector<trading::Order> orders, DocumentDesk::waitingIn(*waiting, account));
    std::ranges::move(orders, std::back_inserter(records.orders));
  }
  records.fills.assign(state.fills().begin(), state.fills().end());
  ZVT_TRY(const trading::ConditionalBook book, trading::ConditionalJournal::replay(ledger, account));
  records.conditional = book.orders();
  ZVT_TRY(records.worked, parentsOf(ledger, account));
  return records;
}

}
