// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/risk_profile.h"

#include "app/cli/option_check.h"
#include "core/backtest/live/deployment.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace zvt::cli {

namespace {

/// Marks are not journaled: what is held stands at the newest close that the account's day knows.
Result<void> markHoldings(const trading::PaperMarket& market, trading::SimAccount& account)
{
  std::vector<std::pair<std::string, Price>> marks;
  for (const auto& [entityId, position] : account.positions()) {
    ZVT_TRY(const auto mark, market.mark(entityId, account.day()));
    if (mark && !position.total.isZero())
      marks.emplace_back(entityId, *mark);
  }
  for (const auto& [entityId, price] : marks)
    account.mark(entityId, price);
  return {};
}

}

Result<trading::PaperMarket> storedMarket(app::Services& services)
{
  ZVT_TRY(const auto rules, services.rules());
  return trading::PaperMarket(services.profile(), services.marketData(),
      std::make_shared<const trading::TradingRules>(rules, market::RulePolicy{}));
}

Result<std::vector<LedgerAccount>> ledgerAccounts(app::Services& services, const std::vector<std::string>& names)
{
  Store& ledger = services.profile().ledger();
  std::vector<std::string> wanted = names;
  if (wanted.empty()) {
    ZVT_TRY(wanted, trading::journaledAccounts(ledger));
  }
  if (wanted.empty())
    return fail("risk.no_accounts");
  ZVT_TRY(const trading::PaperMarket market, storedMarket(services));
  std::vector<LedgerAccount> accounts;
  for (const std::string& name : wanted) {
    const trading::Journal journal(ledger, name);
    LedgerAccount account;
    account.name = name;
    ZVT_TRY(account.entries, journal.read());
    if (account.entries.empty())
      return fail("risk.no_journal", {{"account", name}});
    ZVT_TRY(account.state, trading::TradingState::replay(journal));
    ZVT_TRY_VOID(markHoldings(market, account.state.account()));
    accounts.push_back(std::move(account));
  }
  return accounts;
}

Result<std::vector<LedgerAccount>> accountsUnderLimits(app::Services& services)
{
  const Store& ledger = services.profile().ledger();
  ZVT_TRY(std::vector<std::string> names, trading::journaledAccounts(ledger));
  ZVT_TRY(const auto deployments, backtest::readDeployments(ledger));
  std::erase_if(names, [&deployments](const std::string& name) {
    return backtest::isStrategyAccount(name)
        && std::ranges::find(deployments, name, &backtest::Deployment::account) == deployments.end();
  });
  if (names.empty())
    return fail("risk.no_accounts");
  return ledgerAccounts(services, names);
}

trading::TradingSnapshot snapshotOf(const LedgerAccount& account)
{
  trading::TradingSnapshot snapshot;
  snapshot.orders = account.state.orders();
  snapshot.account = std::make_shared<const trading::SimAccount>(account.state.account());
  return snapshot;
}

void whenRiskCalled(CLI::App& command, CommandLine& line, std::shared_ptr<RiskOptions> options, RiskRun run)
{
  command.callback([&line, options, run] { line.run = [&line, options, run] { return run(line, *options); }; });
}

void addRiskFormat(CLI::App& command, RiskOptions& options)
{
  command.add_option("--format", options.format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
}

}
