// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/record_query.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct QueryOptions {
  BarSelection bars;
  RecordSelection records;
  std::string format;
  std::size_t limit = 0;
};

Result<void> queryBars(CommandLine& line, const QueryOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(const market::BarLevel level, market::parseBarLevel(options.bars.level));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto entities, options.bars.select(*services));
  TableOutput output({"entity_id", "timestamp", "open", "high", "low", "close", "volume", "turnover"}, format, stdout);
  std::size_t rows = 0;
  for (const std::string& entity : entities) {
    ZVT_TRY(const market::BarSeriesPtr bars, options.bars.read(*services, entity));
    ZVT_TRY(const BarTimes times, BarTimes::of(*services, entity, level, options.bars));
    for (std::size_t i = 0; i < bars->size(); ++i) {
      if (!times.contains(bars->key[i]))
        continue;
      if (options.limit > 0 && rows == options.limit)
        break;
      const market::Bar bar = bars->at(i);
      const auto cell = [](double value) { return std::isnan(value) ? Cell{} : Cell{value}; };
      output.row({entity, times.text(bar.key), cell(bar.open), cell(bar.high), cell(bar.low), cell(bar.close),
          cell(bar.volume), cell(bar.turnover)});
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
  bars->add_option("--limit", options->limit, "At most so many rows");
  bars->add_option("--format", options->format, "table, csv or json");
  bars->callback([&line, options] { line.run = [&line, options] { return queryBars(line, *options); }; });

  options->records.addOptions(*query);
  query->add_option("--format", options->format, "table, csv or json");
  query->callback([&line, query, options] {
    if (query->get_subcommands().empty())
      line.run = [&line, options] { return queryRecords(line, options->records, options->format); };
  });
}

}
