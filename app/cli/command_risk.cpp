// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "app/cli/risk_profile.h"
#include "core/backtest/live/deployment.h"
#include "core/trading/paper_market.h"
#include "core/trading/risk/exposure_table.h"
#include "core/trading/risk/portfolio.h"
#include "core/trading/risk/regulatory_report.h"
#include "core/trading/risk/risk_desk.h"
#include "core/trading/risk/security_facts.h"

#include <CLI/CLI.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace zvt::cli {

namespace {

/// The one that is named, else the first. Errors: risk.no_journal.
Result<const LedgerAccount*> chosenOf(const std::vector<LedgerAccount>& accounts, const std::string& name)
{
  const auto chosen = name.empty() ? accounts.begin() : std::ranges::find(accounts, name, &LedgerAccount::name);
  if (chosen == accounts.end())
    return fail("risk.no_journal", {{"account", name}});
  return &*chosen;
}

Result<trading::Order> draftOf(const RiskOptions& options, const std::string& entityId, const LedgerAccount& account)
{
  trading::Order draft;
  draft.account = account.name;
  draft.source = options.strategy;
  draft.entityId = entityId;
  ZVT_TRY(draft.side, trading::parseSide(options.side));
  ZVT_TRY(draft.type, trading::parseOrderType(options.type));
  ZVT_TRY(draft.price, Price::parse(options.price));
  ZVT_TRY(draft.quantity, Quantity::parse(options.quantity));
  draft.day = account.state.account().day();
  return draft;
}

/// The limits of the profile over the accounts of its ledger, joined with what its tables say of their securities.
struct LedgerRisk {
  /// @param order null: none; what an order of its account and security has to know is learnt as of that account's day,
  /// otherwise as of the newest day of all
  static Result<std::unique_ptr<LedgerRisk>> open(
      app::Services& services, const RiskOptions* order = nullptr, std::vector<std::string> entities = {})
  {
    std::unique_ptr<LedgerRisk> desk(new LedgerRisk{risk::SecurityFacts(services.profile(), services.marketData())});
    risk::RiskBook::Options options;
    ZVT_TRY(options.limits, risk::loadRiskLimits(services.files(), services.profile().path()));
    ZVT_TRY(desk->accounts, accountsUnderLimits(services));
    ZVT_TRY(desk->clutch, risk::Clutch::open(services.profile().ledger(), services.clock()));
    options.lookups = desk->facts.lookups();
    options.clutch = desk->clutch.get();
    options.store = &services.profile().ledger(); // read only: what losses are counted from
    ZVT_TRY(desk->book, risk::RiskBook::make(std::move(options), services.clock()));
    TradingDay until;
    for (const LedgerAccount& account : desk->accounts) {
      for (const auto& [entityId, position] : account.state.account().positions())
        entities.push_back(entityId);
      until = std::max(until, account.state.account().day());
      if (backtest::isStrategyAccount(account.name))
        desk->book->setPlayed(account.name);
      desk->book->settle(snapshotOf(account));
    }
    if (order) {
      ZVT_TRY(desk->chosen, chosenOf(desk->accounts, order->account));
      until = desk->chosen->state.account().day();
    }
    std::ranges::sort(entities);
    entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
    ZVT_TRY_VOID(desk->facts.learn(entities, until));
    return desk;
  }

  risk::SecurityFacts facts;
  std::vector<LedgerAccount> accounts = {};
  const LedgerAccount* chosen = nullptr; ///< whose order it is
  std::unique_ptr<risk::Clutch> clutch = {};
  std::unique_ptr<risk::RiskBook> book = {};
};

/// What the limits of the profile say to one order: of the account that is named, else of the first one.
Result<void> checkOrder(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto entities, selectEntities(*services, {options.entity}));
  ZVT_TRY(const auto desk, LedgerRisk::open(*services, &options, {entities.front()}));
  ZVT_TRY(const trading::Order draft, draftOf(options, entities.front(), *desk->chosen));
  ZVT_TRY(const Format format, line.format(options.format));
  // What is not held has no price in the journals.
  ZVT_TRY(const trading::PaperMarket market, storedMarket(*services));
  ZVT_TRY(const auto closes, market.closes(draft.entityId, draft.day));
  if (closes)
    desk->book->mark({{draft.entityId, closes->close}}, draft.account);
  const risk::RiskDecision decision = desk->book->look(draft);
  TableOutput output({"rule", "verdict", "scope", "used", "limit", "reason"}, format, stdout);
  for (const risk::RiskFinding& finding : decision.findings) {
    const auto figure = [&finding](std::string_view name) {
      const auto found = std::ranges::find(finding.figures, name, &risk::RiskFigure::name);
      return found == finding.figures.end() ? Cell{} : Cell{found->value.toString()};
    };
    output.row({finding.rule, std::string(toString(finding.verdict)), finding.scope.text(), figure("used"),
        figure("limit"), line.messages().text(finding.reason.code, finding.reason.arguments)});
  }
  output.finish();
  line.hasAnswered = true;
  return decision.result();
}

/// How much of each limit the accounts use now.
Result<void> showUsage(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto desk, LedgerRisk::open(*services));
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output(
      {"rule", "scope", "subject", "used", "limit", "share", "verdict", "unknown", "account"}, format, stdout);
  for (const risk::LimitUsage& usage : desk->book->usage()) {
    const auto share = usage.share();
    output.row({usage.limit.rule, usage.limit.scope.text(), usage.subject,
        usage.used ? Cell{usage.used->toString()} : Cell{}, usage.bound.toString(),
        share ? Cell{fmt::format("{:.4f}", *share)} : Cell{}, std::string(toString(usage.verdict)),
        usage.reason.code.empty() ? Cell{} : Cell{line.messages().text(usage.reason.code, usage.reason.arguments)},
        usage.account});
  }
  output.finish();
  return {};
}

/// What is held and may come of working orders, by industry, tag, security, currency or account.
Result<void> showExposure(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto desk, LedgerRisk::open(*services));
  if (!options.account.empty())
    ZVT_TRY_VOID(chosenOf(desk->accounts, options.account));
  ZVT_TRY(const risk::ExposureBy by, risk::parseExposureBy(options.grouping));
  const auto entities = services->profile().entities().snapshot();
  const auto currencyOf = [&entities](std::string_view entityId) {
    const auto found = entities->find(entityId);
    return found ? entities->at(*found).currency : std::string();
  };
  const risk::ExposureTable table = risk::exposureTable(
      desk->book->picture(options.account), desk->facts.lookups(), currencyOf, {by, options.account});
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({options.grouping, "net", "gross", "open", "share", "securities"}, format, stdout);
  const auto write = [&](const std::string& name, const risk::ExposureRow& row) {
    const auto share = table.share(row.gross);
    output.row({name.empty() ? Cell{} : Cell{name}, row.net.toFixed(2), row.gross.toFixed(2), row.open.toFixed(2),
        share ? Cell{fmt::format("{:.4f}", *share)} : Cell{}, std::to_string(row.securities)});
  };
  for (const risk::ExposureRow& row : table.rows)
    write(row.name, row);
  write("all", table.total);
  output.finish();
  return {};
}

/// The rows of one report.
Result<void> report(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(auto accounts, ledgerAccounts(*services, options.accounts));
  std::vector<risk::ReportAccount> books;
  for (LedgerAccount& account : accounts)
    books.push_back({account.name, std::move(account.entries)});
  risk::ReportInput input;
  input.accounts = books;
  input.market = options.market;
  input.program = "zvt " ZVT_VERSION;
  ZVT_TRY(input.largeShare, Decimal::parse(options.share));
  if (!options.from.empty()) {
    ZVT_TRY(input.from, TradingDay::parse(options.from));
  }
  if (!options.to.empty()) {
    ZVT_TRY(input.to, TradingDay::parse(options.to));
  }
  ZVT_TRY(const trading::PaperMarket market, storedMarket(*services));
  input.close = [&market](const std::string& entityId, TradingDay day) -> Result<std::optional<Price>> {
    ZVT_TRY(const auto closes, market.closes(entityId, day));
    return closes ? std::optional(closes->close) : std::nullopt;
  };
  ZVT_TRY(const risk::ReportTable table, risk::makeReport(risk::standardReports(), options.report, input));
  ZVT_TRY(const Format format, line.format(options.format));
  if (format == Format::Csv) {
    fmt::print("{}", risk::toCsv(table));
  } else if (format == Format::Json) {
    fmt::print("{}", risk::toJson(table));
  } else {
    TableOutput output(table.columns, format, stdout);
    for (const auto& row : table.rows)
      output.row(std::vector<Cell>(row.begin(), row.end()));
    output.finish();
  }
  line.hasAnswered = true;
  return {};
}

Result<risk::ExchangeRates> ratesOf(app::Services& services, const RiskOptions& options)
{
  if (options.rates.empty())
    return risk::ExchangeRates{};
  ZVT_TRY(const std::string text, services.files().read(options.rates));
  return risk::ExchangeRates::fromCsv(text);
}

/// All accounts in one currency, and whether each adds up.
Result<void> portfolio(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto accounts, ledgerAccounts(*services, options.accounts));
  ZVT_TRY(const risk::ExchangeRates rates, ratesOf(*services, options));
  std::vector<std::shared_ptr<const trading::SimAccount>> held;
  TradingDay day;
  for (const LedgerAccount& account : accounts) {
    ZVT_TRY_VOID(risk::auditAccount(account.state.account()));
    held.push_back(std::make_shared<const trading::SimAccount>(account.state.account()));
    day = std::max(day, account.state.account().day());
  }
  if (!options.date.empty()) {
    ZVT_TRY(day, TradingDay::parse(options.date));
  }
  ZVT_TRY(const risk::PortfolioPicture picture, risk::lookAt(held, options.base, day, rates, options.staleDays));
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({"account", "entity_id", "currency", "quantity", "sellable", "frozen", "in_transit",
                         "average_cost", "last", "value", "unrealised", "realised", "value_in_" + options.base},
      format, stdout);
  for (const risk::PortfolioLine& item : picture.lines)
    output.row({item.account, item.entityId, item.currency, item.total.toString(), item.sellable.toString(),
        item.frozen.toString(), item.inTransit.toString(), item.averageCost.toFixed(4), item.last.toString(),
        item.value.toFixed(2), item.unrealised.toFixed(2), item.realised.toFixed(2), item.baseValue.toFixed(2)});
  for (const risk::PortfolioAccount& account : picture.accounts)
    output.row({account.name, std::string("cash"), account.currency, Cell{}, Cell{}, account.frozenCash.toFixed(2),
        Cell{}, Cell{}, Cell{}, account.cash.toFixed(2), account.unrealised.toFixed(2), account.realised.toFixed(2),
        (account.baseEquity).toFixed(2)});
  output.row({std::string("all"), std::string("equity"), picture.currency, Cell{}, Cell{}, Cell{}, Cell{}, Cell{},
      Cell{}, picture.totals.equity.toFixed(2), picture.totals.unrealised.toFixed(2),
      picture.totals.realised.toFixed(2), picture.totals.equity.toFixed(2)});
  output.finish();
  return {};
}

CLI::Option* addAccounts(CLI::App& command, RiskOptions& options)
{
  return command.add_option("--account", options.accounts, "Accounts; all of the ledger when none is named");
}

}

void addRiskCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* command = program.add_subcommand("risk", "Limits, stop switch, approvals, accounts and reports");
  command->require_subcommand(1);
  auto options = std::make_shared<RiskOptions>();

  CLI::App* checks =
      command->add_subcommand("check", "What the limits say to an order; exit code 1 when it is refused");
  checks->add_option("--entity", options->entity, "Id or code of the security")->required();
  checks->add_option("--side", options->side, "buy or sell")
      ->check(parsedBy(trading::parseSide))
      ->capture_default_str();
  checks->add_option("--type", options->type, "Type of the order")
      ->check(parsedBy(trading::parseOrderType))
      ->capture_default_str();
  checks->add_option("--price", options->price, "Its limit")->required()->check(parsedBy(Price::parse));
  checks->add_option("--quantity", options->quantity, "Shares, not lots")->required()->check(parsedBy(Quantity::parse));
  checks->add_option("--account", options->account, "Whose order; the first account when none is named");
  checks->add_option("--strategy", options->strategy, "Where it comes from")->capture_default_str();
  addRiskFormat(*checks, *options);
  whenRiskCalled(*checks, line, options, checkOrder);

  CLI::App* usage = command->add_subcommand("usage", "How much of each limit is used");
  addRiskFormat(*usage, *options);
  whenRiskCalled(*usage, line, options, showUsage);

  CLI::App* exposure =
      command->add_subcommand("exposure", "What is held, by industry, tag, security, currency or account");
  exposure->add_option("--by", options->grouping, "industry, tag, security, currency or account")
      ->check(parsedBy(risk::parseExposureBy))
      ->capture_default_str();
  exposure->add_option("--account", options->account,
      "Of one account, a strategy's as well; your own accounts together when none is named");
  addRiskFormat(*exposure, *options);
  whenRiskCalled(*exposure, line, options, showExposure);

  CLI::App* reports = command->add_subcommand("report", "A report for a supervisor, from the journals");
  std::string kinds;
  for (const risk::RegulatoryReport& kind : risk::standardReports())
    kinds += (kinds.empty() ? "" : ", ") + kind.id;
  reports->add_option("kind", options->report, kinds)->required();
  addAccounts(*reports, *options);
  reports->add_option("--from", options->from, "First day")->check(emptyOrParsedBy(TradingDay::parse));
  reports->add_option("--to", options->to, "Last day")->check(emptyOrParsedBy(TradingDay::parse));
  reports->add_option("--market", options->market, "Whose limits on programme trading count")->capture_default_str();
  reports->add_option("--share", options->share, "large_positions: from this share of the equity on")
      ->check(parsedBy(Decimal::parse))
      ->capture_default_str();
  addRiskFormat(*reports, *options);
  whenRiskCalled(*reports, line, options, report);

  CLI::App* accounts = command->add_subcommand("portfolio", "All accounts in one currency");
  addAccounts(*accounts, *options);
  accounts->add_option("--base", options->base, "The currency to show")->capture_default_str();
  accounts->add_option("--rates", options->rates, "CSV of exchange rates: day,from,to,rate");
  accounts->add_option("--date", options->date, "Day of the rates; the accounts' own when not given")
      ->check(emptyOrParsedBy(TradingDay::parse));
  accounts->add_option("--stale-days", options->staleDays, "How old a rate may be")->check(CLI::Range(0, 31));
  addRiskFormat(*accounts, *options);
  whenRiskCalled(*accounts, line, options, portfolio);

  addRiskControlCommands(*command, line, options);
}

}
