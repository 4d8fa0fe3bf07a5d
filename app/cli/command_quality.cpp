// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "core/data/quality_audit.h"
#include "core/data/quarantine.h"
#include "core/data/time_placer.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct QualityOptions {
  std::vector<std::string> entities;
  std::string level, provider, rule, severity, state, format;
  std::string raw, adjusted, mode = "qfq", method = "ratio";
  std::vector<std::string> ids, providers;
  std::string choice = "priority";
  std::size_t limit = 0;
  bool dryRun = false;
  bool store = false;
};

std::string actorText()
{
  return "user";
}

Result<std::string> timeText(const data::QualityFinding& finding)
{
  ZVT_TRY(const auto id, market::EntityId::parse(finding.entityId));
  ZVT_TRY(const auto calendar, market::Calendar::of(id));
  // What is about days of minute bars is keyed by the day.
  const bool isDay = !finding.bar && (finding.rule == "Q08" || market::isDayKeyed(finding.level));
  return data::keyText(isDay ? market::BarLevel::Day1 : finding.level, finding.key, calendar->zone());
}

std::string barText(const std::optional<market::Bar>& bar)
{
  return bar ? fmt::format("{} {} {} {} {}", bar->open, bar->high, bar->low, bar->close, bar->volume) : std::string();
}

Result<data::AuditScope> scopeOf(app::Services& services, const QualityOptions& options)
{
  data::AuditScope scope;
  if (!options.entities.empty()) {
    ZVT_TRY(scope.entities, selectEntities(services, options.entities));
  }
  if (!options.level.empty()) {
    ZVT_TRY(scope.level, market::parseBarLevel(options.level));
  }
  if (!options.provider.empty())
    scope.provider = options.provider;
  return scope;
}

void noteKept(const CommandLine& line, std::size_t all, std::size_t fresh, std::size_t settled)
{
  line.note(fmt::format("{} findings, {} of them new; {} older ones are settled", all, fresh, settled));
}

Result<void> showFindings(
    const CommandLine& line, const QualityOptions& options, const std::vector<data::QualityFinding>& findings)
{
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output(
      {"rule", "severity", "entity_id", "level", "provider", "timestamp", "finding", "proposal"}, format, stdout);
  std::size_t shown = 0;
  for (const data::QualityFinding& finding : findings) {
    if (!options.rule.empty() && finding.rule != options.rule)
      continue;
    ZVT_TRY(const std::string time, timeText(finding));
    output.row({finding.rule, std::string(toString(finding.severity)), finding.entityId,
        std::string(market::toString(finding.level)), finding.provider, time, line.messages().describe(finding.reason),
        barText(finding.proposal)});
    if (++shown == options.limit)
      break;
  }
  output.finish();
  return {};
}

Result<void> check(CommandLine& line, const QualityOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(options.dryRun));
  ZVT_TRY(const data::AuditScope scope, scopeOf(*services, options));
  ZVT_TRY(const auto findings, data::auditStored(services->profile(), scope, services->clock().now(), line.control()));
  ZVT_TRY_VOID(showFindings(line, options, findings));
  if (options.dryRun)
    return {};
  data::Quarantine quarantine(services->profile(), services->clock());
  ZVT_TRY(const std::size_t fresh, quarantine.add(findings));
  std::size_t settled = 0;
  for (const std::string& entity : scope.entities.empty() ? std::vector<std::string>{""} : scope.entities) {
    data::QuarantineFilter filter;
    filter.entityId = entity;
    filter.provider = options.provider;
    filter.level = scope.level;
    ZVT_TRY(const std::size_t some, quarantine.settle(filter, findings));
    settled += some;
  }
  noteKept(line, findings.size(), fresh, settled);
  return {};
}

/// The adjusted prices of one provider against the raw ones of another.
Result<void> checkAdjusted(CommandLine& line, const QualityOptions& options)
{
  data::AdjustedSeries series;
  series.rawProvider = options.raw;
  series.provider = options.adjusted;
  ZVT_TRY(series.level, market::parseBarLevel(options.level.empty() ? "1d" : options.level));
  ZVT_TRY(series.mode, market::parseAdjustMode(options.mode));
  ZVT_TRY(series.method, market::parseAdjustMethod(options.method));
  ZVT_TRY(app::Services * services, line.open(options.dryRun));
  ZVT_TRY(const auto entities, selectEntities(*services, options.entities));
  data::Quarantine quarantine(services->profile(), services->clock());
  std::vector<data::QualityFinding> all;
  std::size_t fresh = 0, settled = 0;
  for (const std::string& entity : entities) {
    series.entityId = entity;
    ZVT_TRY(const auto findings, data::auditAdjusted(services->profile(), series));
    all.insert(all.end(), findings.begin(), findings.end());
    if (options.dryRun)
      continue;
    data::QuarantineFilter filter;
    filter.entityId = entity;
    filter.provider = series.provider;
    filter.level = series.level;
    filter.rule = "Q09";
    ZVT_TRY(const std::size_t added, quarantine.add(findings));
    ZVT_TRY(const std::size_t explained, quarantine.settle(filter, findings));
    fresh += added;
    settled += explained;
  }
  ZVT_TRY_VOID(showFindings(line, options, all));
  if (!options.dryRun)
    noteKept(line, all.size(), fresh, settled);
  return {};
}

Result<void> list(CommandLine& line, const QualityOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const data::AuditScope scope, scopeOf(*services, options));
  data::QuarantineFilter filter;
  filter.provider = options.provider;
  filter.rule = options.rule;
  filter.level = scope.level;
  if (!options.severity.empty()) {
    ZVT_TRY(filter.severity, data::parseSeverity(options.severity));
  }
  if (options.state != "all") {
    ZVT_TRY(filter.state, data::parseQuarantineState(options.state));
  }
  TableOutput output({"id", "state", "rule", "severity", "entity_id", "level", "provider", "timestamp", "in_series",
                         "finding", "bar", "proposal"},
      format, stdout);
  const data::Quarantine quarantine(services->profile(), services->clock());
  ZVT_TRY(const auto rows, quarantine.list(filter));
  std::size_t shown = 0;
  for (const data::QuarantineRow& row : rows) {
    const data::QualityFinding& finding = row.finding;
    if (!scope.entities.empty()
        && std::find(scope.entities.begin(), scope.entities.end(), finding.entityId) == scope.entities.end())
      continue;
    ZVT_TRY(const std::string time, timeText(finding));
    output.row({row.id, std::string(toString(row.state)), finding.rule, std::string(toString(finding.severity)),
        finding.entityId, std::string(market::toString(finding.level)), finding.provider, time, row.isInSeries(),
        line.messages().describe(finding.reason), barText(finding.bar), barText(finding.proposal)});
    if (++shown == options.limit)
      break;
  }
  output.finish();
  return {};
}

using Decision = Result<void> (data::Quarantine::*)(const std::vector<std::string>&, const std::string&);

Result<void> decide(CommandLine& line, const QualityOptions& options, Decision decision)
{
  ZVT_TRY(app::Services * services, line.open(false));
  data::Quarantine quarantine(services->profile(), services->clock());
  ZVT_TRY_VOID((quarantine.*decision)(options.ids, actorText()));
  line.note(fmt::format("{} decided", options.ids.size()));
  return {};
}

Result<void> compare(CommandLine& line, const QualityOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(const market::BarLevel level, market::parseBarLevel(options.level.empty() ? "1d" : options.level));
  data::ComparisonOptions how;
  ZVT_TRY(how.rule, data::parseChoiceRule(options.choice));
  ZVT_TRY(app::Services * services, line.open(options.dryRun));
  ZVT_TRY(const auto entities, selectEntities(*services, options.entities));
  std::unique_ptr<TableOutput> output;
  std::vector<std::string> providers = options.providers;
  for (const std::string& entity : entities) {
    ZVT_TRY(const auto comparison, data::compareStored(services->profile(), entity, level, options.providers, how));
    ZVT_TRY(const auto calendar, services->marketData().calendarOf(entity));
    if (!output) {
      providers = comparison.providers;
      std::vector<std::string> header = {"entity_id", "timestamp", "column"};
      header.insert(header.end(), providers.begin(), providers.end());
      header.emplace_back("chosen");
      output = std::make_unique<TableOutput>(header, format, stdout);
    }
    std::size_t shown = 0;
    for (const data::ValueDifference& difference : comparison.differences) {
      std::vector<Cell> cells = {entity, data::keyText(level, difference.key, calendar->zone()),
          std::string(data::toString(difference.column))};
      for (const double value : difference.values)
        cells.push_back(std::isnan(value) ? Cell{} : Cell{value});
      cells.resize(3 + providers.size());
      cells.emplace_back(difference.chosen);
      output->row(std::move(cells));
      if (++shown == options.limit)
        break;
    }
    for (const data::ProviderScore& score : comparison.scores)
      line.note(fmt::format("{} {}: {} of {} values agree ({:.4f} %), {} bars missing", entity, score.provider,
          score.agreed, score.compared, 100 * score.accuracy(), score.missing));
    if (options.dryRun)
      continue;
    const Timestamp now = services->clock().now();
    data::Quarantine quarantine(services->profile(), services->clock());
    ZVT_TRY_VOID(quarantine.add(data::disagreements(comparison, how)));
    ZVT_TRY_VOID(services->profile().records().upsert(data::accuracyRecords(comparison, now)));
    if (options.store) {
      ZVT_TRY_VOID(data::storeMerged(services->profile(), comparison, how.rule, actorText(), now));
    }
  }
  if (output)
    output->finish();
  return {};
}

Result<void> accuracy(CommandLine& line, const QualityOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto scores, data::providerAccuracy(services->profile()));
  TableOutput output({"provider", "compared", "agreed", "accuracy", "missing", "good"}, format, stdout);
  for (const data::ProviderScore& score : scores)
    output.row({score.provider, score.compared, score.agreed, score.accuracy(), score.missing,
        score.accuracy() > data::kWantedAccuracy});
  output.finish();
  return {};
}

Result<void> rules(CommandLine& line, const QualityOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({"rule", "severity", "checks", "proposes", "at_ingest"}, format, stdout);
  for (const data::QualityRule& rule : data::qualityRules())
    output.row({std::string(rule.id), std::string(toString(rule.severity)),
        line.messages().text("quality.rule." + std::string(rule.name)), rule.proposes, rule.atIngest});
  output.finish();
  return {};
}

}

void addQualityCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* quality = program.add_subcommand("quality", "Suspicious bars: find, list and decide; compare providers");
  quality->require_subcommand(1);
  auto options = std::make_shared<QualityOptions>();
  const auto add = [&](const char* name, const char* help, auto run) {
    CLI::App* command = quality->add_subcommand(name, help);
    command->callback([&line, options, run] { line.run = [&line, options, run] { return run(line, *options); }; });
    return command;
  };
  const auto addFormat = [&](CLI::App* command) {
    command->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  };
  const auto addScope = [&](CLI::App* command) {
    addEntityOption(*command, options->entities);
    command->add_option("--level", options->level, "tick, 1m … 1mon; nothing: every level that is stored")
        ->check(emptyOrParsedBy(market::parseBarLevel));
    command->add_option("--provider", options->provider, "Bars of this provider only");
    command->add_option("--rule", options->rule, "Findings of this rule only, e.g. Q04");
    command->add_option("--limit", options->limit, "At most so many rows");
    addFormat(command);
  };
  CLI::App* checking = add("check", "Apply every rule to stored bars and keep what is found", check);
  addScope(checking);
  checking->add_flag("--dry-run", options->dryRun, "Show only, keep nothing");
  CLI::App* listing = add("list", "What was found, at imports and by check", list);
  addScope(listing);
  listing->add_option("--severity", options->severity, "warning or error")->check(emptyOrParsedBy(data::parseSeverity));
  options->state = "open";
  listing->add_option("--state", options->state, "open, accepted, kept, dropped or all")
      ->check(parsedBy([](const std::string& text) {
        return text == "all" ? Result<data::QuarantineState>(data::QuarantineState::Open)
                             : data::parseQuarantineState(text);
      }))
      ->capture_default_str();
  for (const auto& [name, help, decision] :
      {std::tuple{"accept", "Put the proposed bar into the series", &data::Quarantine::accept},
          std::tuple{"keep", "The bar is right as it came", &data::Quarantine::keep},
          std::tuple{"restore", "As keep, also where a newer bar is stored, which goes", &data::Quarantine::restore},
          std::tuple{"drop", "There is no such bar; the finding keeps it", &data::Quarantine::drop}}) {
    const Decision chosen = decision;
    add(name, help, [chosen](CommandLine& own, const QualityOptions& given) { return decide(own, given, chosen); })
        ->add_option("ids", options->ids, "Ids of findings; a unique beginning will do")
        ->required();
  }
  CLI::App* adjusting =
      add("adjusted", "A provider's adjusted prices against raw prices times the factor (rule Q09)", checkAdjusted);
  addEntityOption(*adjusting, options->entities)->required();
  adjusting->add_option("--raw", options->raw, "Provider of the raw bars")->required();
  adjusting->add_option("--adjusted", options->adjusted, "Provider under which the adjusted bars were imported")
      ->required();
  adjusting->add_option("--adjust", options->mode, "qfq or hfq")
      ->check(parsedBy(market::parseAdjustMode))
      ->capture_default_str();
  adjusting->add_option("--method", options->method, "ratio or difference")
      ->check(parsedBy(market::parseAdjustMethod))
      ->capture_default_str();
  adjusting->add_option("--level", options->level, "1m … 1mon (default 1d)")
      ->check(emptyOrParsedBy(market::parseBarLevel));
  adjusting->add_flag("--dry-run", options->dryRun, "Show only, keep nothing");
  adjusting->add_option("--limit", options->limit, "At most so many rows");
  addFormat(adjusting);
  CLI::App* comparing = add("compare", "The same bars as several providers tell them", compare);
  addEntityOption(*comparing, options->entities)->required();
  comparing->add_option("--level", options->level, "tick, 1m … 1mon (default 1d)")
      ->check(emptyOrParsedBy(market::parseBarLevel));
  comparing->add_option("--providers", options->providers, "In order of priority (default: all that are stored)")
      ->delimiter(',');
  comparing->add_option("--choice", options->choice, "priority or majority")
      ->check(parsedBy(data::parseChoiceRule))
      ->capture_default_str();
  comparing->add_flag("--store-merged", options->store, "Store the chosen values as provider “merged”");
  comparing->add_flag("--dry-run", options->dryRun, "Show only, keep nothing");
  comparing->add_option("--limit", options->limit, "At most so many rows an entity");
  addFormat(comparing);
  addFormat(add("accuracy", "How many values of each provider agreed", accuracy));
  addFormat(add("rules", "What the rules check", rules));
}

}
