// SPDX-License-Identifier: Apache-2.0
// zvt_bench SUITE [--quick] [--json]: medians of interleaved repeats, with the peer in the same run.
#include "tests/bench/measure.h"

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include <cstring>
#include <map>
#include <vector>

#if ZVT_BENCH_GUI
#include <QApplication>
#endif

namespace zvt::bench {

namespace {

std::vector<Measure>& measures()
{
  static std::vector<Measure> all;
  return all;
}

/// Collects the medians; the table is printed at the end.
class Medians final : public benchmark::BenchmarkReporter {
public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override
  {
    for (const Run& run : runs) {
      if (run.error_occurred) {
        fmt::print(stderr, "zvt_bench: {}: {}\n", run.benchmark_name(), run.error_message);
        failed = true;
      } else if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median") {
        const auto rate = run.counters.find("items_per_second");
        const auto given = run.counters.find("value");
        values[run.run_name.function_name] = given != run.counters.end() ? given->second.value
            : rate != run.counters.end()                                 ? rate->second.value
                                                                         : run.GetAdjustedRealTime();
      }
    }
  }
  std::map<std::string, double> values;
  bool failed = false;
};

std::string number(double value)
{
  return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

void print(const Medians& medians)
{
  fmt::print("{:<34} {:>12} {:<8} {:>10}  {:<22} {:>12} {:>7}\n", "measure", "ours", "unit", "target", "peer", "peer's",
      "ratio");
  for (const Measure& measure : measures()) {
    const auto ours = medians.values.find(measure.name);
    if (ours == medians.values.end())
      continue;
    const auto peer = medians.values.find(measure.name + "/peer");
    std::string peerText, ratio;
    if (peer != medians.values.end()) {
      peerText = number(peer->second);
      ratio = fmt::format("{:.2f}x", measure.isTime() ? peer->second / ours->second : ours->second / peer->second);
    }
    fmt::print("{:<34} {:>12} {:<8} {:>10}  {:<22} {:>12} {:>7}\n", measure.name, number(ours->second), measure.unit,
        measure.target ? number(*measure.target) : "-", measure.peer.empty() ? "-" : measure.peer, peerText, ratio);
  }
}

void printJson(const std::string& suite, const Medians& medians)
{
  nlohmann::ordered_json document = {{"suite", suite}, {"measures", nlohmann::ordered_json::array()}};
  for (const Measure& measure : measures()) {
    const auto ours = medians.values.find(measure.name);
    if (ours == medians.values.end())
      continue;
    nlohmann::ordered_json row = {{"name", measure.name}, {"value", ours->second}, {"unit", measure.unit},
        {"better", measure.isTime() ? "lower" : "higher"}};
    row["target"] = measure.target ? nlohmann::ordered_json(*measure.target) : nlohmann::ordered_json();
    if (const auto peer = medians.values.find(measure.name + "/peer"); peer != medians.values.end()) {
      row["peer"] = measure.peer;
      row["peer_value"] = peer->second;
    }
    document["measures"].push_back(std::move(row));
  }
  fmt::print("{}\n", document.dump(2));
}

}

void addMeasure(Measure measure)
{
  measures().push_back(std::move(measure));
}

int run(const std::string& suite, bool quick, bool json)
{
  const Scale scale{quick};
  addImportSuite(scale);
  addBacktestSuite(scale);
  addOrdersSuite(scale);
  addStrategiesSuite(scale);
  addServiceSuite(scale);
  addStoreSuite(scale);
  addCodecSuite(scale);
  addFactorSuite(scale);
  addSqlSuite(scale);
  addAlertsSuite(scale);
  addQuotesSuite(scale);
#if ZVT_BENCH_GUI
  addChartSuite(scale);
  addDrawingSuite(scale);
  addFinderSuite(scale);
  addLogSuite(scale);
  addStartSuite(scale);
  addUiSuite(scale);
  addWindowsSuite(scale);
#endif
  std::erase_if(measures(),
      [&](const Measure& measure) { return suite != "all" && measure.suite != suite && measure.name != suite; });
  if (measures().empty()) {
    fmt::print(stderr,
        "zvt_bench: there is no suite “{}” — use all, import, backtest, codec, factor, orders, store, sql, chart, ui, "
        "start or the name of a measure\n",
        suite);
    return 2;
  }
  for (const Measure& measure : measures()) {
    const auto add = [&](const std::string& name, const std::function<void(benchmark::State&)>& work) {
      auto* registered = benchmark::RegisterBenchmark(name.c_str(), [work](benchmark::State& state) { work(state); });
      registered->Unit(benchmark::kMillisecond);
      if (measure.manualTime)
        registered->UseManualTime()->Iterations(measure.iterations);
      else
        registered->UseRealTime();
    };
    add(measure.name, measure.ours);
    if (measure.peersWork)
      add(measure.name + "/peer", measure.peersWork);
  }
  std::vector<std::string> flags{"zvt_bench", "--benchmark_repetitions=3",
      "--benchmark_enable_random_interleaving=true", "--benchmark_report_aggregates_only=true",
      quick ? "--benchmark_min_time=0.05" : "--benchmark_min_time=0.3"};
  std::vector<char*> arguments;
  for (std::string& flag : flags)
    arguments.push_back(flag.data());
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  Medians medians;
  benchmark::RunSpecifiedBenchmarks(&medians);
  if (json)
    printJson(suite, medians);
  else
    print(medians);
  return medians.failed ? 1 : 0;
}

}

int main(int argc, char** argv)
{
#if ZVT_BENCH_GUI
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
    qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(argc, argv);
#endif
  std::string suite = "all";
  bool quick = false, json = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--quick") == 0)
      quick = true;
    else if (std::strcmp(argv[i], "--json") == 0)
      json = true;
    else
      suite = argv[i];
  }
  return zvt::bench::run(suite, quick, json);
}
