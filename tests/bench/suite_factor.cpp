// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/factor/cross_section_evaluator.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/live_universe.h"
#include "core/storage/bar_arena.h"
#include "tests/bench/market_workload.h"
#include "tests/bench/measure.h"

#include <ctime>
#include <memory>
#include <numeric>

namespace zvt::bench {

namespace {

using namespace factor;

/// One call of an operator on the bars' fields (by the inputs' names, else the close).
struct Call {
  const OperatorInfo* info = nullptr;
  std::vector<double> parameters;
  std::vector<Field> inputs;

  Call(std::string_view name, std::vector<double> first)
      : info(OperatorCatalogue::builtIn().find(name))
      , parameters(std::move(first))
  {
    const auto& specs = info->parameters.specs();
    for (std::size_t i = parameters.size(); i < specs.size(); ++i) {
      const ParamValue& value = specs[i].defaultValue;
      const auto* whole = std::get_if<std::int64_t>(&value);
      parameters.push_back(whole ? static_cast<double>(*whole) : std::get<double>(value));
    }
    for (const std::string& input : info->inputs)
      inputs.push_back(parseField(input).value_or(Field::Close));
  }
  [[nodiscard]] std::uint32_t addTo(ExpressionGraph& graph) const
  {
    std::vector<NodeOutput> values;
    for (const Field field : inputs)
      values.push_back({graph.addField(field), 0});
    return graph.addCall(*info, values, parameters);
  }
};

/// The workload as a panel, entity after entity and in blocks, and results that keep their memory.
struct FactorBench {
  MarketWorkload market;
  std::vector<std::size_t> offsets;
  std::vector<std::uint32_t> position;
  std::shared_ptr<const market::BlockLayout> layout;
  std::array<storage::AlignedBuffer<double>, 6> blocks;
  std::array<std::vector<std::uint8_t>, 6> gaps;
  FactorPanel results;

  explicit FactorBench(std::size_t entities)
      : market(entities)
      , offsets(entities + 1)
      , position(market.rows())
  {
    for (std::size_t e = 0; e <= entities; ++e)
      offsets[e] = e * MarketWorkload::kBars;
    for (std::size_t row = 0; row < position.size(); ++row)
      position[row] = static_cast<std::uint32_t>(row % MarketWorkload::kBars);
    layout = std::make_shared<market::BlockLayout>(offsets);
    putInBlocks();
  }
  void putInBlocks()
  {
    for (std::size_t f = 0; f < blocks.size(); ++f) {
      blocks[f].reserve(layout->size(), 0);
      gaps[f].resize(layout->blockCount());
      market::interleave(
          *layout, offsets, market.values[f].data(), blocks[f].data(), gaps[f].data(), 0, layout->blockCount());
    }
  }
  [[nodiscard]] PanelView inBlocks() const
  {
    PanelView view = this->view();
    view.layout = layout;
    for (std::size_t f = 0; f < view.fields.size(); ++f)
      view.fields[f] = {blocks[f].data(), true, gaps[f]};
    return view;
  }
  [[nodiscard]] PanelView view() const
  {
    PanelView view;
    view.offsets = offsets;
    view.position = position;
    for (std::size_t f = 0; f < view.fields.size(); ++f)
      view.fields[f] = market.values[f].data();
    return view;
  }
};

using BenchOf = std::function<FactorBench&()>;

/// Sets the value to nanoseconds a bar, of the processor's time: the work runs in one thread.
template <class Work> void timeBars(benchmark::State& state, std::size_t bars, Work work)
{
  work(); // memory is touched, states are made
  std::int64_t rounds = 0;
  const std::clock_t start = std::clock();
  for ([[maybe_unused]] auto _ : state) {
    work();
    ++rounds;
  }
  const double spent = static_cast<double>(std::clock() - start) * (1e9 / CLOCKS_PER_SEC);
  state.counters["value"] = spent / static_cast<double>(rounds) / static_cast<double>(bars);
}

/// Every output of a call (BBANDS and MACD three, STOCH two, the others one: what peers give too), over a panel that is
/// kept in blocks, the results as well; or entity after entity, turned around on the way in and out.
void inLanes(benchmark::State& state, FactorBench& bench, const Call& call, Keep keep)
{
  ExpressionGraph graph;
  const std::uint32_t node = call.addTo(graph);
  std::vector<PanelOutput> outputs;
  for (std::uint32_t o = 0; o < graph.nodes()[node].outputCount(); ++o)
    outputs.push_back({{node, o}, keep});
  PanelEvaluator evaluator(graph, outputs, bestIsa());
  SilentTaskControl control;
  const PanelView panel = keep == Keep::Blocks ? bench.inBlocks() : bench.view();
  timeBars(
      state, bench.market.rows(), [&] { (void)evaluator.run(panel, bench.results, SerialParallelFor(), control); });
}

/// Six columns, once a panel.
void putInBlocks(benchmark::State& state, FactorBench& bench)
{
  timeBars(state, bench.market.rows(), [&] { bench.putInBlocks(); });
}

/// The same steps, one series after the other.
void oneByOne(benchmark::State& state, FactorBench& bench, const Call& call)
{
  std::vector<std::vector<double>> columns(call.info->outputs.size(), std::vector<double>(bench.market.rows()));
  timeBars(state, bench.market.rows(), [&] {
    for (std::size_t e = 0; e < bench.market.entities; ++e) {
      std::vector<const double*> in;
      std::vector<double*> out;
      for (const Field field : call.inputs)
        in.push_back(bench.market.values[static_cast<std::size_t>(field)].data() + bench.offsets[e]);
      for (auto& column : columns)
        out.push_back(column.data() + bench.offsets[e]);
      call.info->make(call.parameters)->run(in, out, MarketWorkload::kBars);
    }
  });
}

/// MA 20 of every stock, then the sum of all, never stored.
void sumOfMeans(benchmark::State& state, FactorBench& bench)
{
  ExpressionGraph graph;
  const std::uint32_t node = Call("SMA", {20}).addTo(graph);
  PanelEvaluator evaluator(graph, {{{node, 0}, Keep::Sum}}, bestIsa());
  SilentTaskControl control;
  timeBars(state, bench.market.rows(), [&] {
    (void)evaluator.run(bench.inBlocks(), bench.results, SerialParallelFor(), control);
    benchmark::DoNotOptimize(bench.results.total(0));
  });
}

/// As a loop over one series after the other would do it: a running sum.
void sumOfMeansPlain(benchmark::State& state, FactorBench& bench)
{
  const double* const close = bench.market.values[static_cast<std::size_t>(Field::Close)].data();
  timeBars(state, bench.market.rows(), [&] {
    double total = 0;
    for (std::size_t e = 0; e < bench.market.entities; ++e) {
      const double* const x = close + bench.offsets[e];
      double sum = std::accumulate(x, x + 19, 0.0);
      for (std::size_t i = 19; i < MarketWorkload::kBars; ++i) {
        sum += x[i];
        total += sum / 20;
        sum -= x[i - 19];
      }
    }
    benchmark::DoNotOptimize(total);
  });
}

/// So many different factors of the usual kinds, every output of each.
std::vector<NodeOutput> addFactors(ExpressionGraph& graph, std::size_t count)
{
  constexpr std::array kNames{"SMA", "EMA", "RSI", "BBANDS", "ATR", "HHV", "LLV", "ROC", "WMA", "CCI"};
  std::vector<NodeOutput> outputs;
  for (std::size_t i = 0; i < count; ++i) {
    const double window = 5 + 3 * static_cast<double>(i / kNames.size());
    const std::uint32_t node = Call(kNames[i % kNames.size()], {window}).addTo(graph);
    for (std::uint32_t o = 0; o < graph.nodes()[node].outputCount(); ++o)
      outputs.push_back({node, o});
  }
  return outputs;
}

void recompute(benchmark::State& state, FactorBench& bench)
{
  ExpressionGraph graph;
  std::vector<PanelOutput> outputs;
  for (const NodeOutput value : addFactors(graph, 50))
    outputs.push_back({value, Keep::Last});
  PanelEvaluator evaluator(graph, outputs, bestIsa());
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state)
    (void)evaluator.run(bench.inBlocks(), bench.results, TbbParallelFor(), control);
}

void rank(benchmark::State& state, FactorBench& bench)
{
  ExpressionGraph graph;
  const std::uint32_t node = Call("RANK", {}).addTo(graph);
  CrossSectionEvaluator evaluator(graph, {{{node, 0}, Keep::Blocks}}, bestIsa());
  SilentTaskControl control;
  timeBars(state, bench.market.rows(),
      [&] { (void)evaluator.run(bench.inBlocks(), bench.results, SerialParallelFor(), control); });
}

/// 5,500 entities after 150 bars, and the bars of the next days.
struct LiveBench {
  static constexpr std::size_t kHistory = 150;
  MarketWorkload market;
  ExpressionGraph graph;
  LiveUniverse universe;
  std::array<std::vector<double>, 6> bars;
  std::size_t day = kHistory;

  explicit LiveBench(std::size_t entities)
      : market(entities)
      , universe(graph, addFactors(graph, 200), entities, bestIsa())
  {
    // The first bars of each entity as a panel of their own.
    std::array<std::vector<double>, 6> columns;
    std::vector<std::size_t> offsets{0};
    for (std::size_t e = 0; e < entities; ++e) {
      for (std::size_t f = 0; f < columns.size(); ++f) {
        const auto from = market.values[f].begin() + static_cast<std::ptrdiff_t>(e * MarketWorkload::kBars);
        columns[f].insert(columns[f].end(), from, from + kHistory);
      }
      offsets.push_back(columns[0].size());
    }
    PanelView view;
    view.offsets = offsets;
    for (std::size_t f = 0; f < columns.size(); ++f)
      view.fields[f] = columns[f].data();
    SilentTaskControl control;
    (void)universe.takeHistory(view, TbbParallelFor(), control);
    for (auto& column : bars)
      column.resize(entities);
  }
  /// @param missing every so many-th entity has no bar; 0: all have
  void step(const ParallelFor& parallel, std::size_t missing)
  {
    std::vector<std::uint8_t> present(market.entities, 1);
    for (std::size_t e = day; missing > 0 && e < present.size(); e += missing)
      present[e] = 0;
    LiveBars live;
    for (std::size_t f = 0; f < bars.size(); ++f) {
      for (std::size_t e = 0; e < market.entities; ++e)
        bars[f][e] = market.values[f][e * MarketWorkload::kBars + day];
      live.fields[f] = bars[f].data();
    }
    live.present = present;
    (void)universe.step(live, parallel);
    day = day + 1 == MarketWorkload::kBars ? kHistory : day + 1;
  }
};

void daily(benchmark::State& state, LiveBench& bench, const ParallelFor& parallel, std::size_t missing)
{
  for ([[maybe_unused]] auto _ : state)
    bench.step(parallel, missing);
}

template <class T> auto lazily(std::size_t entities)
{
  return [entities, made = std::make_shared<std::unique_ptr<T>>()]() -> T& {
    if (!*made)
      *made = std::make_unique<T>(entities);
    return **made;
  };
}

}

void addFactorSuite(const Scale& scale)
{
  const BenchOf bench = lazily<FactorBench>(scale.of(MarketWorkload::kEntities));
  const auto live = lazily<LiveBench>(scale.of(5'500));
  const auto add = [&](const char* measure, double target, std::string_view name, std::vector<double> parameters) {
    const Call call(name, std::move(parameters));
    addMeasure({"factor", std::string("factor.") + measure, "ns/bar", target, "the same, one series at a time",
        [=](auto& state) { inLanes(state, bench(), call, Keep::Blocks); },
        [=](auto& state) { oneByOne(state, bench(), call); }});
  };
  addMeasure(
      {"factor", "factor.put_in_blocks", "ns/bar", {}, "", [=](auto& state) { putInBlocks(state, bench()); }, {}});
  addMeasure({"factor", "factor.sma20_entity_after_entity", "ns/bar", {}, "",
      [=](auto& state) { inLanes(state, bench(), Call("SMA", {20}), Keep::Column); }, {}});
  add("sma20", 1.0, "SMA", {20});
  add("ema20", 0.9, "EMA", {20});
  add("macd_12_26_9", 1.6, "MACD", {12, 26, 9});
  add("rsi14", 2.2, "RSI", {14});
  add("bollinger20", 3.0, "BBANDS", {20});
  add("atr14", 1.6, "ATR", {14});
  add("obv", 1.5, "OBV", {});
  add("highest20", 2.5, "HHV", {20});
  add("stochastic_14_3_3", 5, "STOCH", {14, 3, 3});
  add("adx14", 5, "ADX", {14});
  addMeasure({"factor", "factor.sum_of_ma20", "ns/bar", 1.06, "a loop with a running sum",
      [=](auto& state) { sumOfMeans(state, bench()); }, [=](auto& state) { sumOfMeansPlain(state, bench()); }});
  addMeasure({"factor", "factor.rank_every_date", "ns/bar", 10, "", [=](auto& state) { rank(state, bench()); }, {}});
  addMeasure(
      {"factor", "factor.fifty_on_all_threads", "ms", 3000, "", [=](auto& state) { recompute(state, bench()); }, {}});
  addMeasure({"factor", "factor.daily_200_one_thread", "ms", {}, "",
      [=](auto& state) { daily(state, live(), SerialParallelFor(), 0); }, {}});
  addMeasure({"factor", "factor.daily_200", "ms", 50, "",
      [=](auto& state) { daily(state, live(), TbbParallelFor(), 0); }, {}});
  addMeasure({"factor", "factor.daily_200_some_missing", "ms", 50, "",
      [=](auto& state) { daily(state, live(), TbbParallelFor(), 50); }, {}});
}

}
