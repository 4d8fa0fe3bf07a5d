// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_columns.h"
#include "app/cli/bar_lineage.h"
#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "app/cli/record_query.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct QueryOptions {
  BarSelection bars;
  RecordSelection records;
  std::vector<std::string> columns;
  std::string format;
  std::size_t limit = 0;
  bool lineage = false;
};

Result<void> queryBars(CommandLine& line, const QueryOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(const market::BarLevel level, market::parseBarLevel(options.bars.level));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto entities, options.bars.select(*services));
  ZVT_TRY(BarColumns columns, BarColumns::of(options.columns));
  std::vector<std::string> header = {"entity_id", "timestamp"};
  header.insert(header.end(), columns.names().begin(), columns.names().end());
  BarLineage lineage;
  if (options.lineage)
    header.insert(header.end(), BarLineage::names().begin(), BarLineage::names().end());
  TableOutput output(header, format, stdout);
  std::size_t rows = 0;
  for (const std::string& entity : entities) {
    if (output.hasFailed())
      break;
    ZVT_TRY(const data::BarRequest request, options.bars.request(entity));
    ZVT_TRY(const market::BarSeriesPtr bars, services->marketData().bars(request));
    ZVT_TRY_VOID(columns.open(*services, request, bars));
    if (options.lineage)
      ZVT_TRY_VOID(lineage.open(*services, request, *bars));
    ZVT_TRY(const BarTimes times, BarTimes::of(*services, entity, level, options.bars));
    for (std::size_t i = 0; i < bars->size(); ++i) {
      if (!times.contains(bars->key[i]))
        continue;
      if (options.limit > 0 && rows == options.limit)
        break;
      std::vector<Cell> cells = {entity, times.text(bars->key[i])};
      for (std::size_t column = 0; column < columns.names().size(); ++column)
        cells.push_back(columns.cell(column, i));
      if (options.lineage) {
        auto origin = lineage.cells(bars->key[i]);
        std::move(origin.begin(), origin.end(), std::back_inserter(cells));
      }
      output.row(std::move(cells));
      ++rows;
    }
  }
  output.finish();
  return {};
}

}

void addQueryCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* query = program.add_subcommand("query", "Stored data: bars, or the records of a schema");
  query->require_subcommand(0, 1);
  auto options = std::make_shared<QueryOptions>();

  CLI::App* bars = query->add_subcommand("bars", "Bars, raw or adjusted, of any stored or coarser level");
  options->bars.addOptions(*bars);
  bars->add_option("--columns", options->columns,
          "Instead of open … turnover: any of these, optional ones (turnover_rate, open_interest, settlement …) and "
          "change_pct, change_settlement_pct, is_limit_up, is_limit_down")
      ->delimiter(',');
  bars->add_flag(
      "--lineage", options->lineage, "Where each bar comes from: provider, run, source, hash, what was done");
  bars->add_option("--limit", options->limit, "At most so many rows");
  bars->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  bars->callback([&line, options] { line.run = [&line, options] { return queryBars(line, *options); }; });

  options->records.addOptions(*query);
  query->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  query->callback([&line, query, options] {
    if (query->get_subcommands().empty())
      line.run = [&line, options] { return queryRecords(line, options->records, options->format); };
  });
}

}
