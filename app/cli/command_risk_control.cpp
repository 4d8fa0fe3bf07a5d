// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_check.h"
#include "app/cli/risk_profile.h"
#include "core/backtest/live/deployment.h"
#include "core/data/classification.h"
#include "core/trading/risk/approvals.h"
#include "core/trading/risk/clutch.h"
#include "core/trading/risk/scope_names.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

Result<risk::RiskLimits> readLimits(const FileSystem& files, const std::string& file)
{
  ZVT_TRY(const std::string text, files.read(file));
  auto limits = risk::riskLimitsFromJson(text);
  if (!limits)
    return std::unexpected(std::move(limits).error().with("file", file));
  return limits;
}

/// What the scope of a limit may name in this profile.
Result<risk::ScopeNames> scopeNames(storage::Profile& profile)
{
  risk::ScopeNames names;
  ZVT_TRY(names.accounts, trading::journaledAccounts(profile.ledger()));
  names.accounts.emplace_back("paper"); // begins with the first start of the workstation
  names.strategies = {"manual"}; // what people send themselves
  ZVT_TRY(const auto deployments, backtest::readDeployments(profile.ledger()));
  for (const backtest::Deployment& deployment : deployments) {
    names.strategies.push_back(deployment.name);
    names.accounts.push_back(deployment.account);
  }
  ZVT_TRY(const data::TagsByEntity tags, data::tagsOf(profile));
  for (const auto& [entityId, own] : tags)
    names.tags.insert(names.tags.end(), own.begin(), own.end());
  return names;
}

Result<void> showLimits(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const risk::RiskLimits limits, risk::loadRiskLimits(services->files(), services->profile().path()));
  ZVT_TRY(const Format format, line.format(options.format));
  if (format == Format::Json) {
    fmt::print("{}", risk::toJson(limits));
    return {};
  }
  TableOutput output(
      {"rule", "limit", "unit", "action", "when_unknown", "warn_at", "threshold", "scope"}, format, stdout);
  for (const risk::RiskLimit& limit : limits.limits)
    output.row(
        {limit.rule, limit.limit.toString(), std::string(toString(limit.unit)), std::string(toString(limit.action)),
            std::string(toString(limit.whenUnknown)), limit.warnAt.isZero() ? Cell{} : Cell{limit.warnAt.toString()},
            limit.threshold.isZero() ? Cell{} : Cell{limit.threshold.toString()}, limit.scope.text()});
  for (const risk::ApprovalLevel& level : limits.approvals)
    output.row({std::string("approval"), level.above.toString(), std::string("money"), std::string("approve"), Cell{},
        Cell{}, static_cast<std::int64_t>(level.approvals), fmt::format("{}", fmt::join(level.roles, " "))});
  output.finish();
  return {};
}

Result<void> testLimits(CommandLine& line, const RiskOptions& options)
{
  const OsFileSystem files;
  ZVT_TRY(const risk::RiskLimits limits, readLimits(files, options.file));
  line.note(fmt::format("{} limits, {} levels of approval", limits.limits.size(), limits.approvals.size()));
  return {};
}

Result<void> setLimits(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const risk::RiskLimits limits, readLimits(services->files(), options.file));
  ZVT_TRY(const risk::ScopeNames names, scopeNames(services->profile()));
  ZVT_TRY_VOID(risk::saveRiskLimits(services->files(), services->profile().path(), limits));
  for (const Error& warning : risk::unknownScopes(limits, names))
    line.note(line.messages().describe(warning));
  line.note(fmt::format("{} limits, {} levels of approval", limits.limits.size(), limits.approvals.size()));
  return {};
}

Result<void> listRules(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({"rule", "title", "units", "threshold"}, format, stdout);
  for (const risk::LimitRule& rule : risk::limitRules()) {
    std::string units;
    for (const risk::LimitUnit unit : rule.units)
      units += (units.empty() ? "" : " ") + std::string(toString(unit));
    output.row({std::string(rule.id), line.messages().text("trading.check.risk." + std::string(rule.id)), units,
        rule.hasThreshold ? Cell{std::string(rule.defaultThreshold)} : Cell{}});
  }
  output.finish();
  return {};
}

Result<void> showClutch(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto clutch, risk::Clutch::open(services->profile().ledger(), services->clock()));
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({"account", "strategy", "by", "since", "note"}, format, stdout);
  for (const risk::ClutchState& state : clutch->engaged())
    output.row({state.scope.account, state.scope.strategy, state.by, isoUtc(state.since), state.note});
  output.finish();
  return {};
}

Result<void> moveClutch(CommandLine& line, const RiskOptions& options, bool engages)
{
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const auto clutch, risk::Clutch::open(services->profile().ledger(), services->clock()));
  const risk::ClutchScope scope{options.account, options.scopeStrategy};
  return engages ? clutch->engage(scope, options.by, options.note) : clutch->disengage(scope, options.by, options.note);
}

Result<void> engage(CommandLine& line, const RiskOptions& options)
{
  return moveClutch(line, options, true);
}

Result<void> disengage(CommandLine& line, const RiskOptions& options)
{
  return moveClutch(line, options, false);
}

Result<void> listApprovals(CommandLine& line, const RiskOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto approvals, risk::Approvals::open(services->profile().ledger(), services->clock()));
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output(
      {"id", "state", "account", "source", "entity_id", "side", "price", "quantity", "value", "agreed", "expires"},
      format, stdout);
  for (const risk::ApprovalRequest& request : approvals->all()) {
    std::string agreed;
    for (const auto& [level, who] : request.agreed)
      agreed += (agreed.empty() ? "" : "; ") + who;
    output.row({request.id, std::string(toString(request.state)), request.order.account, request.requestedBy,
        request.order.entityId, std::string(toString(request.order.side)), request.order.price.toString(),
        request.order.quantity.toString(), request.value.toFixed(2), agreed, isoUtc(request.expires)});
  }
  output.finish();
  return {};
}

Result<void> decide(CommandLine& line, const RiskOptions& options, bool agrees)
{
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const auto approvals, risk::Approvals::open(services->profile().ledger(), services->clock()));
  const risk::Approver who{options.by, options.roles};
  ZVT_TRY(const risk::ApprovalRequest request,
      agrees ? approvals->approve(options.id, who) : approvals->refuse(options.id, who, options.note));
  line.note(fmt::format("{} {}", request.id, toString(request.state)));
  return {};
}

Result<void> approve(CommandLine& line, const RiskOptions& options)
{
  return decide(line, options, true);
}

Result<void> refuse(CommandLine& line, const RiskOptions& options)
{
  return decide(line, options, false);
}

void addLimits(CLI::App& risk, CommandLine& line, const std::shared_ptr<RiskOptions>& options)
{
  CLI::App* limits = risk.add_subcommand("limits", "The limits of the profile (risk_limits.json)");
  limits->require_subcommand(1);
  CLI::App* shows = limits->add_subcommand("show", "All limits");
  addRiskFormat(*shows, *options);
  whenRiskCalled(*shows, line, options, showLimits);
  CLI::App* rules = limits->add_subcommand("rules", "What can be limited, and in which units");
  addRiskFormat(*rules, *options);
  whenRiskCalled(*rules, line, options, listRules);
  CLI::App* tests = limits->add_subcommand("test", "Read a document of limits and say what is wrong with it");
  tests->add_option("file", options->file, "JSON")->required();
  whenRiskCalled(*tests, line, options, testLimits);
  CLI::App* sets = limits->add_subcommand("set", "Replace the limits by those of a document");
  sets->add_option("file", options->file, "JSON")->required();
  whenRiskCalled(*sets, line, options, setLimits);
}

void addClutch(CLI::App& risk, CommandLine& line, const std::shared_ptr<RiskOptions>& options)
{
  CLI::App* clutch = risk.add_subcommand("clutch", "The stop switch: no order leaves, strategies go on observing");
  clutch->require_subcommand(1);
  CLI::App* shows = clutch->add_subcommand("show", "What is stopped");
  addRiskFormat(*shows, *options);
  whenRiskCalled(*shows, line, options, showClutch);
  const auto moves = [&](const char* name, const char* help, RiskRun run) {
    CLI::App* command = clutch->add_subcommand(name, help);
    command->add_option("--account", options->account, "Only this account");
    command->add_option("--strategy", options->scopeStrategy, "Only this strategy");
    command->add_option("--by", options->by, "Who does it")->required();
    command->add_option("--note", options->note, "Why");
    whenRiskCalled(*command, line, options, run);
  };
  moves("engage", "Stop orders", engage);
  moves("release", "Let orders go again", disengage);
}

void addApprovals(CLI::App& risk, CommandLine& line, const std::shared_ptr<RiskOptions>& options)
{
  CLI::App* approvals = risk.add_subcommand("approvals", "Large orders that wait for people");
  approvals->require_subcommand(1);
  CLI::App* lists = approvals->add_subcommand("list", "All requests, oldest first");
  addRiskFormat(*lists, *options);
  whenRiskCalled(*lists, line, options, listApprovals);
  const auto decides = [&](const char* name, const char* help, RiskRun run) {
    CLI::App* command = approvals->add_subcommand(name, help);
    command->add_option("id", options->id, "See “zvt risk approvals list”")->required();
    command->add_option("--by", options->by, "Who decides")->required();
    command->add_option("--role", options->roles, "His or her roles")->required();
    command->add_option("--note", options->note, "Why");
    whenRiskCalled(*command, line, options, run);
  };
  decides("approve", "Agree to an order", approve);
  decides("refuse", "Refuse an order", refuse);
}

}

void addRiskControlCommands(CLI::App& risk, CommandLine& line, std::shared_ptr<RiskOptions> options)
{
  addLimits(risk, line, options);
  addClutch(risk, line, options);
  addApprovals(risk, line, options);
}

}
