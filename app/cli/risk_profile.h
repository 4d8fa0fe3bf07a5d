// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "core/trading/journal.h"
#include "core/trading/paper_market.h"
#include "core/trading/risk/risk_book.h"

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zvt::cli {

/// An account as the ledger tells it.
struct LedgerAccount {
  std::string name;
  std::vector<trading::JournalEntry> entries;
  trading::TradingState state;
};

/// What the stored bars say of prices, by dated rules. Errors: rules.*.
[[nodiscard]] Result<trading::PaperMarket> storedMarket(app::Services& services);

/// The accounts of the ledger: those that are named, else all, marked at the newest closes of their days. Errors:
/// risk.no_journal, risk.no_accounts, storage.*, trading.bad_journal.
[[nodiscard]] Result<std::vector<LedgerAccount>> ledgerAccounts(
    app::Services& services, const std::vector<std::string>& names);

/// The accounts that limits are over: all of the ledger but those of strategies that were removed. Errors: as
/// ledgerAccounts().
[[nodiscard]] Result<std::vector<LedgerAccount>> accountsUnderLimits(app::Services& services);
/// The account as limits look at it.
[[nodiscard]] trading::TradingSnapshot snapshotOf(const LedgerAccount& account);

/// What the subcommands of `zvt risk` are told.
struct RiskOptions {
  std::vector<std::string> accounts, roles;
  std::string entity, side = "buy", price, quantity, strategy = "manual", type = "limit";
  std::string report, from, to, market = "cn", share = "0.05";
  std::string base = "CNY", date, rates;
  std::string account, scopeStrategy, by, note, id, file, format;
  std::string grouping = "industry";
  int staleDays = 0;
};

using RiskRun = Result<void> (*)(CommandLine& line, const RiskOptions& options);
void whenRiskCalled(CLI::App& command, CommandLine& line, std::shared_ptr<RiskOptions> options, RiskRun run);
void addRiskFormat(CLI::App& command, RiskOptions& options);

/// limits, clutch, approvals: what a person sets.
void addRiskControlCommands(CLI::App& risk, CommandLine& line, std::shared_ptr<RiskOptions> options);

}
