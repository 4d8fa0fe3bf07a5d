// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure.h"
#include "tests/bench/scratch_profile.h"

#include "core/base/random.h"
#include "core/data/import_service.h"
#include "core/plugin/plugin_loader.h"

#include <fmt/format.h>

#include <cmath>

namespace zvt::bench {

namespace {

/// Minute bars as a vendor's CSV, prices in cents, volumes in whole shares.
std::string csvOf(std::size_t rows)
{
  SeededRandom random(11);
  std::string text = "timestamp,open,high,low,close,volume,turnover\n";
  double price = 30;
  LocalTime time = LocalTime::of(TradingDay::fromDate({2020, 1, 1}));
  for (std::size_t i = 0; i < rows; ++i) {
    const double open = price;
    price = std::max(1.0, price * (1 + random.normal() * 0.0004));
    const double volume = std::floor(random.uniform() * 1e5);
    time.micros += Duration::minutes(1).micros;
    text += fmt::format("{},{:.2f},{:.2f},{:.2f},{:.2f},{:.0f},{:.2f}\n", time.iso(), open,
        std::max(open, price) + 0.01, std::min(open, price) - 0.01, price, volume, volume * price);
  }
  return text;
}

void importFile(benchmark::State& state, std::size_t rows, bool dryRun)
{
  ScratchProfile scratch;
  const std::filesystem::path file = scratch.folder() / "bench.csv";
  if (!scratch.files().writeAtomically(file, csvOf(rows)))
    return state.SkipWithError("the file could not be written");
  plugin::PluginLoader plugins(scratch.files(), {&scratch.logger(), &scratch.clock(), nullptr, nullptr});
  plugins.loadAll({{ZVT_PLUGIN_FOLDER}, {}, {}});
  data::ImportService service(scratch.profile(), plugins, scratch.files(), scratch.clock(), &scratch.marketData());
  data::ImportOptions options;
  options.files = {file};
  options.entity = "coin_binance_BENCH-USDT";
  options.level = market::BarLevel::Min1;
  options.dryRun = dryRun;
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state) {
    const auto report = service.run(options, control);
    if (!report)
      return state.SkipWithError(report.error().code.c_str());
    if (report->refused() || report->rows != rows)
      return state.SkipWithError("the import did not take every row");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * rows));
}

}

void addImportSuite(const Scale& scale)
{
  const std::size_t rows = scale.of(500'000);
  addMeasure({"import", "import.csv_rows", "rows/s", {}, "",
      [rows](benchmark::State& state) { importFile(state, rows, false); }, {}});
  addMeasure({"import", "import.csv_rows_checked_only", "rows/s", {}, "",
      [rows](benchmark::State& state) { importFile(state, rows, true); }, {}});
}

}
