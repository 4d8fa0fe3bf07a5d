// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "core/data/sample_market.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

void addDemoCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* demo =
      program.add_subcommand("demo", "Make or refresh the sample data: synthetic, the same on every computer");
  demo->callback([&line] {
    line.run = [&line]() -> Result<void> {
      ZVT_TRY(app::Services * services, line.open(false));
      ZVT_TRY(const data::SampleSummary made,
          data::generateSampleMarket(services->profile(), &services->marketData(), line.control()));
      TableOutput output(
          {"entities", "daily_bars", "minute_bars", "actions"}, line.json ? Format::Json : Format::Table, stdout);
      const auto count = [](std::size_t n) { return Cell{static_cast<std::int64_t>(n)}; };
      output.row({count(made.entities), count(made.dailyBars), count(made.minuteBars), count(made.actions)});
      if (!line.quiet)
        output.finish();
      return {};
    };
  });
}

}
