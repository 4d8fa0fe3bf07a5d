// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/signal_sweep.h"

#include "core/backtest/fast/cross_words.h"
#include "core/base/math.h"
#include "core/factor/formula.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/panel_evaluator.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <mutex>

#include <fmt/format.h>

namespace zvt::backtest::fast {

namespace {

constexpr std::size_t kBlock = 16; ///< entities of one piece of work
constexpr std::size_t kWord = 64;

/// The distinct windows of all pairs as one formula, an output each.
struct Windows {
  std::vector<std::int64_t> windows; ///< ascending
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs; ///< places in windows
  std::shared_ptr<const factor::ExpressionGraph> graph;
  std::vector<factor::PanelOutput> outputs;
};

Result<Windows> windowsOf(std::string_view kind, const std::vector<CrossPair>& pairs)
{
  Windows all;
  std::map<std::int64_t, std::uint32_t> places;
  for (const CrossPair& pair : pairs) {
    places[pair.fast] = 0;
    places[pair.slow] = 0;
  }
  std::string text;
  for (auto& [window, place] : places) {
    place = static_cast<std::uint32_t>(all.windows.size());
    all.windows.push_back(window);
    text += fmt::format("W{}:{}(CLOSE,{});", window, kind, window);
  }
  for (const CrossPair& pair : pairs)
    all.pairs.push_back({places[pair.fast], places[pair.slow]});
  ZVT_TRY(const factor::Formula formula, factor::compile(text));
  all.graph = formula.graph();
  for (const factor::CompiledOutput& output : formula.outputs())
    all.outputs.push_back({output.value, factor::Keep::Column});
  return all;
}

/// What one thread works with.
struct Workspace {
  explicit Workspace(const Windows& windows)
      : evaluator(*windows.graph, windows.outputs, factor::bestIsa())
  {
  }
  factor::PanelEvaluator evaluator;
  factor::FactorPanel panel;
  std::vector<double> closes; ///< of the block, entity after entity, rows with a price only
  std::vector<std::size_t> offsets;
  std::vector<double> entries; ///< ln of the open after each row
  std::vector<double> squares; ///< Σ up to each row of squared returns from its open to the next row's
  std::vector<double> columns; ///< of one entity, a window each, padded to whole words
  std::vector<std::uint64_t> above;
  std::vector<std::uint64_t> below;
};

/// All pairs over one block of entities.
class BlockSweep {
public:
  BlockSweep(const BacktestData& data, const Windows& windows, CompareColumns compare)
      : m_data(data)
      , m_windows(windows)
      , m_compare(compare)
  {
  }

  Result<void> run(
      Workspace& space, std::size_t first, std::size_t count, SignalFigures* figures, TaskControl& control) const
  {
    gather(space, first, count);
    factor::PanelView view;
    view.offsets = space.offsets;
    view.fields[static_cast<std::size_t>(market::BarColumn::Close)] = space.closes.data();
    ZVT_TRY_VOID(space.evaluator.run(view, space.panel, SerialParallelFor(), control));
    for (std::size_t i = 0; i < count; ++i)
      sweep(space, i, figures);
    return {};
  }

private:
  void gather(Workspace& space, std::size_t first, std::size_t count) const
  {
    space.closes.clear();
    space.entries.clear();
    space.squares.clear();
    space.offsets.assign(1, 0);
    for (std::size_t i = 0; i < count; ++i) {
      gather(space, *m_data.entities[first + i].signal);
      space.offsets.push_back(space.closes.size());
    }
  }

  static void gather(Workspace& space, const market::BarSeries& bars)
  {
    double last = std::nan("");
    double sum = 0;
    bool isFirst = true;
    const auto enter = [&](double price) { // where the row before could have entered
      const double entry = math::log(price);
      if (!std::isnan(last))
        sum += (entry - last) * (entry - last);
      last = entry;
      space.entries.push_back(entry);
      space.squares.push_back(sum);
    };
    double close = 0;
    for (std::size_t row = 0; row < bars.size(); ++row) {
      if (!(bars.close[row] > 0) || !(bars.open[row] > 0))
        continue;
      if (!isFirst)
        enter(bars.open[row]);
      isFirst = false;
      close = bars.close[row];
      space.closes.push_back(close);
    }
    if (!isFirst)
      enter(close);
  }

  void sweep(Workspace& space, std::size_t entity, SignalFigures* figures) const
  {
    const std::size_t bars = space.offsets[entity + 1] - space.offsets[entity];
    const std::size_t words = (bars + kWord - 1) / kWord;
    const std::size_t stride = words * kWord;
    const std::size_t windows = m_windows.windows.size();
    space.columns.assign(stride * windows, std::nan(""));
    for (std::size_t i = 0; i < windows; ++i)
      std::ranges::copy(space.panel.column(i, entity), space.columns.begin() + static_cast<std::ptrdiff_t>(i * stride));
    space.above.resize(words);
    space.below.resize(words);
    const double* const entries = space.entries.data() + space.offsets[entity];
    const double* const squares = space.squares.data() + space.offsets[entity];
    for (std::size_t i = 0; i < m_windows.pairs.size(); ++i) {
      const auto [fast, slow] = m_windows.pairs[i];
      m_compare(space.columns.data() + fast * stride, space.columns.data() + slow * stride, words, space.above.data(),
          space.below.data());
      figures[i].bars += bars;
      walk(space, words, bars, entries, squares, figures[i]);
    }
  }

  /// From cross to cross. A cross is a change from strictly below to strictly above between two bars, or back.
  static void walk(const Workspace& space, std::size_t words, std::size_t bars, const double* entries,
      const double* squares, SignalFigures& figures)
  {
    std::uint64_t lastAbove = 0;
    std::uint64_t lastBelow = 0;
    bool held = false;
    std::size_t entered = 0;
    const auto leave = [&](std::size_t row) {
      const double gain = entries[row] - entries[entered];
      figures.totalLogReturn += gain;
      figures.squares += squares[row] - squares[entered];
      figures.heldBars += row - entered;
      ++figures.trades;
      figures.wins += gain > 0 ? 1 : 0;
      held = false;
    };
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t above = space.above[w];
      const std::uint64_t below = space.below[w];
      const std::uint64_t up = above & (below << 1U | lastBelow);
      const std::uint64_t down = below & (above << 1U | lastAbove);
      lastAbove = above >> 63U;
      lastBelow = below >> 63U;
      for (std::uint64_t rest = up | down; rest != 0; rest &= rest - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(rest));
        const std::size_t row = w * kWord + bit;
        const bool isUp = (up >> bit & 1U) != 0;
        if (isUp && !held) {
          held = true;
          entered = row;
        } else if (!isUp && held) {
          leave(row);
        }
      }
    }
    if (held)
      leave(bars - 1);
  }

  const BacktestData& m_data;
  const Windows& m_windows;
  CompareColumns m_compare;
};

/// Workspaces that threads take and give back.
class Workspaces {
public:
  explicit Workspaces(const Windows& windows)
      : m_windows(windows)
  {
  }
  std::unique_ptr<Workspace> take()
  {
    const std::scoped_lock lock(m_guard);
    if (m_free.empty())
      return std::make_unique<Workspace>(m_windows);
    auto space = std::move(m_free.back());
    m_free.pop_back();
    return space;
  }
  void giveBack(std::unique_ptr<Workspace> space)
  {
    const std::scoped_lock lock(m_guard);
    m_free.push_back(std::move(space));
  }

private:
  const Windows& m_windows;
  std::mutex m_guard;
  std::vector<std::unique_ptr<Workspace>> m_free;
};

void add(SignalFigures& sum, const SignalFigures& part)
{
  sum.bars += part.bars;
  sum.heldBars += part.heldBars;
  sum.trades += part.trades;
  sum.wins += part.wins;
  sum.totalLogReturn += part.totalLogReturn;
  sum.squares += part.squares;
}

}

double SignalFigures::sharpe(double periodsPerYear) const
{
  if (bars < 2)
    return 0;
  const auto count = static_cast<double>(bars);
  const double mean = totalLogReturn / count;
  const double variance = (squares - totalLogReturn * mean) / (count - 1);
  return variance > 0 ? mean / std::sqrt(variance) * std::sqrt(periodsPerYear) : 0;
}

Result<std::vector<SignalFigures>> sweepSignals(const BacktestData& data, std::string_view kind,
    const std::vector<CrossPair>& pairs, const ParallelFor& parallel, TaskControl& control)
{
  ZVT_TRY(const Windows windows, windowsOf(kind, pairs));
  const BlockSweep sweep(data, windows, compareColumns());
  const std::size_t entities = data.entities.size();
  const std::size_t blocks = (entities + kBlock - 1) / kBlock;
  std::vector<std::vector<SignalFigures>> parts(blocks);
  Workspaces spaces(windows);
  std::mutex guard;
  std::optional<Error> error;
  std::size_t done = 0;
  parallel.run(blocks, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t block = begin; block < end; ++block) {
      auto space = spaces.take();
      parts[block].resize(pairs.size());
      SilentTaskControl silent(control.cancelToken());
      const std::size_t first = block * kBlock;
      const auto ran = sweep.run(*space, first, std::min(kBlock, entities - first), parts[block].data(), silent);
      spaces.giveBack(std::move(space));
      const std::scoped_lock lock(guard);
      if (!ran)
        error = ran.error();
      control.progress(static_cast<double>(++done) / static_cast<double>(blocks));
    }
  });
  if (error)
    return fail(*error);
  ZVT_TRY_VOID(control.cancelToken().check());
  std::vector<SignalFigures> figures(pairs.size());
  for (const auto& part : parts) // in order of the blocks, whoever computed them
    for (std::size_t i = 0; i < figures.size(); ++i)
      add(figures[i], part[i]);
  return figures;
}

}
