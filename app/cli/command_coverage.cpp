// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "app/cli/record_query.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct CoverageOptions {
  std::string schema; ///< empty: everything
  std::vector<std::string> entities;
  std::string entityType;
  std::string level;
  std::string provider;
  std::string start, end;
  std::string by;
  std::string format;
  bool missing = false;
};

Cell dayCell(const std::optional<TradingDay>& day)
{
  return day ? Cell(day->iso()) : Cell();
}

Cell textCell(const std::string& text)
{
  return text.empty() ? Cell() : Cell(text);
}

/// 0: not known.
Cell sizeCell(std::int64_t bytes)
{
  return bytes == 0 ? Cell() : Cell(bytes);
}

/// Nothing where nothing is due. A percentage is enough to read; programs get the fraction.
Cell completenessCell(const data::CoverageCounts& counts, Format format)
{
  if (counts.due == 0)
    return {};
  if (format != Format::Table)
    return counts.completeness();
  // Down, so that only what is complete is called so.
  return fmt::format("{:6.2f} %", static_cast<double>(counts.stored * 10'000 / counts.due) / 100);
}

/// What is counted of days, in the order of kCountColumns.
void addCounts(std::vector<Cell>& row, const data::CoverageCounts& counts)
{
  for (const std::int64_t count :
      {counts.due, counts.stored, counts.suspended, counts.askedEmpty, counts.failed, counts.neverAsked})
    row.emplace_back(count);
}
const std::vector<std::string> kCountColumns = {"due", "stored", "suspended", "asked_empty", "failed", "never_asked"};

std::vector<std::string> header(std::vector<std::string> before, const std::vector<std::string>& after = {})
{
  before.insert(before.end(), kCountColumns.begin(), kCountColumns.end());
  before.insert(before.end(), after.begin(), after.end());
  return before;
}

std::string_view recordState(const data::RecordSetCoverage& set)
{
  return set.failed > 0 ? toString(data::DataSetState::Failed) : std::string_view();
}

void printSets(const data::CoverageReport& report, const CoverageOptions& options, Format format)
{
  TableOutput output({"dataset", "entity_type", "provider", "entities", "rows", "bytes", "first", "last", "due",
                         "missing", "completeness", "behind", "state"},
      format, stdout);
  for (const data::DataSetCoverage& set : report.bars) {
    if (options.missing && set.total.missing() == 0)
      continue;
    output.row({set.name, set.entityType, set.provider, set.entities, set.rows, sizeCell(set.bytes), dayCell(set.first),
        dayCell(set.last), set.total.due, set.total.missing(), completenessCell(set.total, format), set.behind,
        std::string(toString(set.state))});
  }
  for (const data::RecordSetCoverage& set : report.records) {
    if (options.missing && set.failed == 0)
      continue;
    output.row({set.schema, textCell(set.entityType), textCell(set.provider), set.entities, set.rows, Cell(),
        textCell(set.first), textCell(set.last), Cell(), set.failed, Cell(), Cell(),
        textCell(std::string(recordState(set)))});
  }
  output.finish();
}

void printEntities(const data::CoverageReport& report, const CoverageOptions& options, Format format)
{
  TableOutput output(header({"dataset", "provider", "entity_id", "rows", "bytes", "first", "last"},
                         {"completeness", "behind", "partial_days", "last_run"}),
      format, stdout);
  for (const data::DataSetCoverage& set : report.bars) {
    for (const data::SeriesCoverage& series : set.series) {
      if (options.missing && series.days.missing() == 0)
        continue;
      std::vector<Cell> row = {set.name, set.provider, series.entityId, series.rows, sizeCell(series.bytes),
          dayCell(series.first), dayCell(series.last)};
      addCounts(row, series.days);
      row.insert(row.end(),
          {completenessCell(series.days, format), series.behind, series.partialDays,
              series.run == 0 ? Cell() : Cell(series.run)});
      output.row(std::move(row));
    }
  }
  for (const data::RecordSetCoverage& set : report.records) {
    for (const data::RecordSetCoverage::Entity& entity : set.list) {
      if (options.missing && entity.failed.empty())
        continue;
      std::vector<Cell> row = {set.schema, textCell(set.provider), textCell(entity.entityId), entity.rows, Cell(),
          textCell(entity.first), textCell(entity.last)};
      row.resize(row.size() + kCountColumns.size() + 3);
      row.push_back(entity.run == 0 ? Cell() : Cell(entity.run));
      output.row(std::move(row));
    }
  }
  output.finish();
}

void printDays(const data::CoverageReport& report, const CoverageOptions& options, Format format)
{
  TableOutput output(header({"dataset", "provider", "day"}), format, stdout);
  for (const data::DataSetCoverage& set : report.bars) {
    for (const data::DayCoverage& day : set.days) {
      if (options.missing && day.series.missing() == 0)
        continue;
      std::vector<Cell> row = {set.name, set.provider, day.day.iso()};
      addCounts(row, day.series);
      output.row(std::move(row));
    }
  }
  output.finish();
}

void printRanges(const data::CoverageReport& report, const CoverageOptions& options, Format format)
{
  TableOutput output({"dataset", "provider", "entity_id", "first", "last", "days", "state", "detail"}, format, stdout);
  const auto print = [&](const std::string& dataset, const std::string& provider, const std::string& entity,
                         const data::DayRange& range) {
    if (!options.missing || range.isMissing())
      output.row({dataset, provider, entity, range.first.iso(), range.last.iso(), range.days,
          std::string(toString(range.state)), textCell(range.detail)});
  };
  for (const data::DataSetCoverage& set : report.bars) {
    for (const data::SeriesCoverage& series : set.series) {
      for (const data::DayRange& range : series.ranges)
        print(set.name, set.provider, series.entityId, range);
    }
  }
  for (const data::RecordSetCoverage& set : report.records) {
    for (const data::RecordSetCoverage::Entity& entity : set.list) {
      for (const data::DayRange& range : entity.failed)
        print(set.schema, set.provider, entity.entityId, range);
    }
  }
  output.finish();
}

Result<data::CoverageRequest> requestOf(app::Services& services, const CoverageOptions& options)
{
  data::CoverageRequest request;
  const auto given = [](const std::string& text) {
    return text.empty() ? std::optional<std::string>() : std::optional<std::string>(text);
  };
  request.schema = given(options.schema);
  request.entityType = given(options.entityType);
  request.provider = given(options.provider);
  if (!options.level.empty()) {
    ZVT_TRY(request.level, market::parseBarLevel(options.level));
  }
  if (!options.start.empty()) {
    ZVT_TRY(request.from, TradingDay::parse(options.start));
  }
  if (!options.end.empty()) {
    ZVT_TRY(request.to, TradingDay::parse(options.end));
  }
  if (!options.entities.empty()) {
    ZVT_TRY(request.entities, selectEntities(services, options.entities));
  }
  if (request.entities.size() == 1)
    request.entityId = request.entities.front();
  return request;
}

Result<void> showCoverage(CommandLine& line, const CoverageOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const data::CoverageRequest request, requestOf(*services, options));
  ZVT_TRY(const auto report, services->coverage().report(request, line.control()));
  const std::string by = !options.by.empty() ? options.by : options.missing ? "range" : "dataset";
  if (by == "dataset")
    printSets(*report, options, format);
  else if (by == "entity")
    printEntities(*report, options, format);
  else if (by == "day")
    printDays(*report, options, format);
  else
    printRanges(*report, options, format);
  return {};
}

}

void addCoverageCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* coverage =
      program.add_subcommand("coverage", "What is stored, what was asked for, and which trading days are missing");
  auto options = std::make_shared<CoverageOptions>();
  coverage->add_option("SCHEMA", options->schema, "bars or a record schema; everything unless given")
      ->check(
          emptyOrParsedBy([](const std::string& name) { return name == "bars" ? Result<void>() : knownSchema(name); }));
  addEntityOption(*coverage, options->entities);
  coverage->add_option("--type", options->entityType, "Only securities of this type (stock, index, stockus …)");
  coverage->add_option("--level", options->level, "Only bars of this level")
      ->check(emptyOrParsedBy(market::parseBarLevel));
  coverage->add_option("--provider", options->provider, "Only data of this provider");
  coverage
      ->add_option("--start", options->start,
          "Judge days from here on, also those that nobody asked for (else: from the first that is stored or was asked "
          "for)")
      ->check(emptyOrParsedBy(TradingDay::parse));
  coverage->add_option("--end", options->end, "Judge days up to here (else: the newest trading day that is over)")
      ->check(emptyOrParsedBy(TradingDay::parse));
  coverage->add_flag("--missing", options->missing, "Only what has due days that are not stored");
  coverage->add_option("--by", options->by, "A row for each dataset, entity, day or range (of days in one state)")
      ->check(CLI::IsMember({"dataset", "entity", "day", "range"}));
  coverage->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  coverage->callback([&line, options] { line.run = [&line, options] { return showCoverage(line, *options); }; });
}

}
