// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/store.h"
#include "core/base/time.h"

#include <string>
#include <vector>

namespace zvt::backtest {

/// A strategy that was put to work: what it is, and whether it shall run.
struct Deployment {
  std::string name; ///< of its orders; unique
  std::string file; ///< where it was read: *.lua is a script, everything else a document
  std::string source; ///< its text as it was then: a file that changes later changes nothing that runs
  std::vector<std::string> settings; ///< "name=value", applied first
  bool started = false;
  bool resumes = false; ///< runs again after the program ended without saying so
  Error fault; ///< why it was stopped; empty code: somebody stopped it, or it runs
  Timestamp created;
  std::string account; ///< its own
  bool operator==(const Deployment&) const = default;
};

/// A fault that is none of its own: the program ended without saying so.
inline constexpr std::string_view kUncleanEnd = "strategy.unclean_end";

/// One line of JSON, and back. Errors: json.*.
[[nodiscard]] std::string toJson(const Deployment& deployment);
[[nodiscard]] Result<Deployment> deploymentFromJson(std::string_view text);

/// What a strategy's account was worth at the close of a day.
struct DayEquity {
  TradingDay day;
  Money equity;
  bool operator==(const DayEquity&) const = default;
};
[[nodiscard]] std::string toJson(const std::vector<DayEquity>& days);
[[nodiscard]] Result<std::vector<DayEquity>> equityFromJson(std::string_view text);

/// The journal is of a strategy, one that lives or was removed: their accounts are named "strategy.NAME".
[[nodiscard]] bool isStrategyAccount(std::string_view account);
/// Everything that is deployed, by name. Errors: storage.*, json.*.
[[nodiscard]] Result<std::vector<Deployment>> readDeployments(const Store& store);
/// Names that a deployment may have: they become parts of accounts and order ids. Errors: strategy.bad_name.
[[nodiscard]] Result<void> checkDeploymentName(std::string_view name);

// Tables of the store.
inline constexpr std::string_view kDeploymentTable = "strategy.deployed"; ///< by name
inline constexpr std::string_view kWaitingTable = "strategy.waiting"; ///< by account: orders of a document that wait
inline constexpr std::string_view kMemoryTable =
    "strategy.memory"; ///< by account: what running strategies remember: StrategyUnit::memory()
inline constexpr std::string_view kEquityTable = "strategy.equity"; ///< by name
inline constexpr std::string_view kDeskTable = "strategy.desk"; ///< "now": where the market stands; "open": in use

}
