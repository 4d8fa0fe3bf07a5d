// SPDX-License-Identifier: Apache-2.0
// The standard workload "10M" in the bar store, and in SQLite with one row a bar. What was read is compared with what
// was written before a figure counts.
#include "core/base/parallel_for.h"
#include "core/base/task.h"
#include "core/data/coverage.h"
#include "tests/bench/measure.h"
#include "tests/bench/store_fixture.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <functional>

namespace zvt::bench {

namespace {

using market::BarColumn;

/// A line of /proc/self/status in MB; Linux only, else 0.
double statusMegabytes(const std::string& name)
{
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == name && status >> kilobytes)
      return kilobytes * 1024 / 1e6;
  }
  return 0;
}

/// How far the resident memory grows beyond what it was at the start, the mapped database included.
class PeakMemory {
public:
  PeakMemory()
  {
    std::ofstream("/proc/self/clear_refs") << "5"; // the high-water mark begins anew
    m_start = statusMegabytes("VmRSS:");
  }
  [[nodiscard]] double growth() const { return statusMegabytes("VmHWM:") - m_start; }

private:
  double m_start = 0;
};

/// A figure that is not the time of an iteration.
void report(benchmark::State& state, double value)
{
  state.counters["value"] = value;
}

void reportRate(benchmark::State& state, std::size_t rowsAnIteration)
{
  state.counters["value"] =
      benchmark::Counter(static_cast<double>(rowsAnIteration) * static_cast<double>(state.iterations()) / 1e6,
          benchmark::Counter::kIsRate);
}

bool sameColumn(std::span<const double> values, const std::vector<double>& expected, std::size_t from)
{
  return std::memcmp(values.data(), expected.data() + from, values.size() * sizeof(double)) == 0;
}

/// The rows of the workload as the date sees them.
void checkSection(const MarketWorkload& data, const storage::CrossSection& section, std::size_t day)
{
  if (section.size() != data.entities)
    giveUp("a date has not all entities");
  for (std::size_t e = 0; e < data.entities; ++e) {
    for (std::size_t i = 0; i < data.values.size(); ++i) {
      const bool isSame = section.entities()[e] == entityName(e)
          && section.column(static_cast<BarColumn>(i))[e] == data.values[i][e * MarketWorkload::kBars + day];
      if (!isSame)
        giveUp("a date is not what was written");
    }
  }
}

class Suite {
public:
  explicit Suite(std::size_t entities)
      : m_entities(entities)
  {
  }

  StoreFixture& fixture()
  {
    if (!m_fixture)
      m_fixture = std::make_unique<StoreFixture>(m_entities);
    return *m_fixture;
  }

  /// The store with twenty new days in its tail, for what appends.
  StoreFolder& tailed()
  {
    if (!m_tailed) {
      fixture().store.close();
      m_tailed = std::make_unique<StoreFolder>(fixture().store, 0);
      fixture().store.open();
      while (m_days < 20)
        must(m_tailed->bars().write(newDay(fixture().market, ++m_days)), "append");
      m_tailed->checkpoint();
    }
    return *m_tailed;
  }

  void ingestOnce(benchmark::State& state, bool bothCopies)
  {
    const MarketWorkload& data = fixture().market;
    double seconds = 0;
    for ([[maybe_unused]] auto _ : state) {
      StoreFolder store;
      const PeakMemory memory;
      double spent = ingest(store, data);
      if (bothCopies) {
        const auto start = std::chrono::steady_clock::now();
        must(store.bars().settle(), "settle");
        store.checkpoint();
        spent += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      }
      const double held = static_cast<double>(data.rows() * MarketWorkload::rawBytesPerRow()) / 1e6;
      m_peak = std::max(m_peak, held + memory.growth());
      state.SetIterationTime(spent);
      seconds += spent;
    }
    report(state, static_cast<double>(data.rows()) * static_cast<double>(state.iterations()) / seconds / 1e6);
  }

  void ingestRows(benchmark::State& state)
  {
    const MarketWorkload& data = fixture().market;
    const std::size_t tenth = std::max<std::size_t>(1, m_entities / 10);
    double seconds = 0;
    for ([[maybe_unused]] auto _ : state) {
      const StoreFolder folder;
      RowTable rows(folder.database().parent_path() / "rows.db", false);
      const double spent = rows.insert(data, tenth);
      state.SetIterationTime(spent);
      seconds += spent;
    }
    report(state,
        static_cast<double>(tenth * MarketWorkload::kBars) * static_cast<double>(state.iterations()) / seconds / 1e6);
  }

  void scan(benchmark::State& state, market::BarColumnSet columns)
  {
    auto reader = must(fixture().store.bars().reader(), "reader");
    const MarketWorkload& data = fixture().market;
    storage::BarScan scan;
    scan.columns = columns;
    scan.withKeys = columns == market::kAllBarColumns;
    storage::BarArena bars;
    std::size_t rows = 0;
    const auto check = [&](const storage::BarArena& arena) {
      for (std::size_t i = 0; i < data.values.size(); ++i) {
        if (columns.has(static_cast<BarColumn>(i))
            && !sameColumn(arena.column(static_cast<BarColumn>(i)), data.values[i], rows))
          giveUp("a scan does not bring what was written");
      }
      rows += arena.size();
      return true;
    };
    must(reader.scan(scan, bars, check), "scan");
    if (rows != data.rows())
      giveUp("a scan does not bring all rows");
    for ([[maybe_unused]] auto _ : state) {
      must(reader.scan(scan, bars,
               [](const storage::BarArena& arena) {
                 benchmark::DoNotOptimize(arena.column(BarColumn::Close).data());
                 return true;
               }),
          "scan");
    }
    reportRate(state, rows);
  }

  void scanRows(benchmark::State& state)
  {
    RowTable& table = fixture().rowTable();
    std::array<std::vector<double>, 6> columns;
    std::vector<std::int64_t> keys(fixture().market.rows());
    for (auto& column : columns)
      column.resize(keys.size());
    for ([[maybe_unused]] auto _ : state) {
      auto rows = must(table.connection().prepare("SELECT ts, o, h, l, c, v, a FROM bars"), "rows");
      std::size_t row = 0;
      for (; must(rows.step(), "rows"); ++row) {
        keys[row] = rows.integer(0);
        for (int i = 0; i < 6; ++i)
          columns[static_cast<std::size_t>(i)][row] = rows.real(i + 1);
      }
      if (row != keys.size())
        giveUp("SQLite rows are not all there");
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!sameColumn(columns[i], fixture().market.values[i], 0))
        giveUp("SQLite rows are not what was written");
    }
    reportRate(state, keys.size());
  }

  void oneEntity(benchmark::State& state, storage::BarStore& store, std::size_t expected)
  {
    const MarketWorkload& data = fixture().market;
    auto reader = must(store.reader(), "reader");
    storage::BarArena bars;
    std::size_t entity = 0;
    storage::BarQuery query;
    for ([[maybe_unused]] auto _ : state) {
      entity = (entity + 1'617) % data.entities;
      query.entityId = entityName(entity);
      must(reader.read(query, bars), "entity");
      const bool isSame = bars.size() == expected
          && bars.column(BarColumn::Close)[MarketWorkload::kBars - 1]
              == data.values[3][(entity + 1) * MarketWorkload::kBars - 1];
      if (!isSame)
        giveUp("an entity is not what was written");
    }
  }

  void oneEntityRows(benchmark::State& state)
  {
    RowTable& table = fixture().rowTable();
    const std::size_t entities = fixture().market.entities;
    std::array<std::vector<double>, 6> columns;
    for (auto& column : columns)
      column.resize(MarketWorkload::kBars);
    std::vector<std::int64_t> keys(MarketWorkload::kBars);
    std::size_t entity = 0;
    for ([[maybe_unused]] auto _ : state) {
      entity = (entity + 1'617) % entities;
      auto rows = must(table.connection().prepare("SELECT ts, o, h, l, c, v, a FROM bars WHERE e=?"), "rows");
      rows.bind(static_cast<std::int64_t>(entity));
      for (std::size_t row = 0; must(rows.step(), "rows"); ++row) {
        keys[row] = rows.integer(0);
        for (int i = 0; i < 6; ++i)
          columns[static_cast<std::size_t>(i)][row] = rows.real(i + 1);
      }
      if (columns[3].back() != fixture().market.values[3][(entity + 1) * MarketWorkload::kBars - 1])
        giveUp("SQLite rows are not what was written");
    }
  }

  void oneDate(benchmark::State& state)
  {
    const MarketWorkload& data = fixture().market;
    auto reader = must(fixture().store.bars().reader(), "reader");
    storage::CrossSection section;
    const storage::CrossSectionQuery query{"bench", market::BarLevel::Day1, {}};
    for (const std::size_t day : {std::size_t{0}, std::size_t{777}, MarketWorkload::kBars - 1}) {
      must(reader.crossSection(query, data.key[day], section), "date");
      checkSection(data, section, day);
    }
    std::size_t day = 0;
    for ([[maybe_unused]] auto _ : state) {
      day = (day + 611) % MarketWorkload::kBars;
      must(reader.crossSection(query, data.key[day], section), "date");
      if (section.size() != data.entities)
        giveUp("a date has not all entities");
    }
  }

  void oneDateRows(benchmark::State& state)
  {
    RowTable& table = fixture().rowTable();
    const MarketWorkload& data = fixture().market;
    std::array<std::vector<double>, 6> columns;
    for (auto& column : columns)
      column.resize(data.entities);
    std::size_t day = 0;
    for ([[maybe_unused]] auto _ : state) {
      day = (day + 611) % MarketWorkload::kBars;
      auto rows =
          must(table.connection().prepare("SELECT e, o, h, l, c, v, a FROM bars WHERE ts=? ORDER BY e"), "rows");
      rows.bind(data.key[day]);
      std::size_t row = 0;
      for (; must(rows.step(), "rows"); ++row) {
        for (int i = 0; i < 6; ++i)
          columns[static_cast<std::size_t>(i)][row] = rows.real(i + 1);
      }
      if (row != data.entities || columns[5][row - 1] != data.values[5][(row - 1) * MarketWorkload::kBars + day])
        giveUp("SQLite rows of a date are not what was written");
    }
  }

  void panel(benchmark::State& state) { readPanel(state, false); }
  void panelInBlocks(benchmark::State& state) { readPanel(state, true); }
  void readPanel(benchmark::State& state, bool inBlocks)
  {
    auto reader = must(fixture().store.bars().reader(), "reader");
    storage::BarPanel panel;
    storage::PanelQuery query;
    query.inBlocks = inBlocks;
    must(reader.readPanel(query, panel), "panel"); // touches the memory that is reused from here on
    for ([[maybe_unused]] auto _ : state)
      must(reader.readPanel(query, panel), "panel");
    if (panel.rows() != fixture().market.rows()
        || (inBlocks ? panel.series(BarColumn::Low, 7)[9] != fixture().market.values[2][7 * MarketWorkload::kBars + 9]
                     : !sameColumn(panel.column(BarColumn::Low), fixture().market.values[2], 0)))
      giveUp("a panel is not what was written");
    reportRate(state, panel.rows());
  }

  void appendDay(benchmark::State& state)
  {
    StoreFolder& store = tailed();
    for ([[maybe_unused]] auto _ : state) {
      auto batch = newDay(fixture().market, ++m_days);
      const auto start = std::chrono::steady_clock::now();
      must(store.bars().write(std::move(batch)), "append");
      store.checkpoint();
      state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
  }

  void appendDayRows(benchmark::State& state)
  {
    RowTable& table = fixture().rowTable();
    for ([[maybe_unused]] auto _ : state) {
      const auto start = std::chrono::steady_clock::now();
      table.insertDay(fixture().market, ++m_rowDays);
      table.checkpoint();
      state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
      must(table.connection().transaction([&] {
        return table.connection().execute("DELETE FROM bars WHERE ts>" + std::to_string(fixture().market.key.back()));
      }),
          "rows");
    }
  }

  /// What is stored, asked and missing of every series. @p again: by an object that has told it before.
  void coverage(benchmark::State& state, bool again)
  {
    StoreFolder& store = fixture().store;
    const SystemClock clock;
    const TbbParallelFor parallel;
    SilentTaskControl control;
    const auto look = [&](const data::Coverage& coverage) {
      const auto report = must(coverage.report({}, control), "coverage");
      if (report->bars.size() != 1 || report->bars.front().rows != static_cast<std::int64_t>(fixture().market.rows()))
        giveUp("coverage does not count what was written");
    };
    const data::Coverage known(store.profile(), clock, parallel);
    look(known);
    for ([[maybe_unused]] auto _ : state) {
      if (again)
        look(known);
      else
        look(data::Coverage(store.profile(), clock, parallel));
    }
  }

  double rowsMegabytes()
  {
    fixture().rowTable().checkpoint();
    return static_cast<double>(std::filesystem::file_size(fixture().rowsFile)) / 1e6;
  }

  [[nodiscard]] double peak() const { return m_peak; }
  [[nodiscard]] std::int64_t days() const { return m_days; }

private:
  std::size_t m_entities;
  std::unique_ptr<StoreFixture> m_fixture;
  std::unique_ptr<StoreFolder> m_tailed;
  std::int64_t m_days = 0;
  std::int64_t m_rowDays = 0;
  double m_peak = 0;
};

using Work = std::function<void(benchmark::State&)>;

Work figure(std::function<double()> value)
{
  return [value = std::move(value)](benchmark::State& state) {
    for ([[maybe_unused]] auto _ : state)
      benchmark::DoNotOptimize(state.iterations());
    report(state, value());
  };
}

void add(std::string name, std::string unit, double target, Work ours, Work peers, int timedIterations = 0)
{
  Measure measure{"store", std::move(name), std::move(unit), target, peers ? "SQLite, a row a bar" : "",
      std::move(ours), std::move(peers)};
  measure.manualTime = timedIterations > 0;
  measure.iterations = timedIterations;
  addMeasure(std::move(measure));
}

}

void addStoreSuite(const Scale& scale)
{
  const auto suite = std::make_shared<Suite>(scale.of(MarketWorkload::kEntities));
  const double part = scale.quick ? 0.1 : 1; // sizes grow with the workload
  const auto only = market::BarColumnSet::only(BarColumn::Close);
  const auto work = [suite](void (Suite::*member)(benchmark::State&)) -> Work {
    return [suite, member](benchmark::State& state) { (suite.get()->*member)(state); };
  };
  add("store.size_entity_major", "MB", 105 * part, figure([suite] { return suite->fixture().entityMajorMegabytes; }),
      {});
  add("store.size_both_copies", "MB", 229 * part, figure([suite] { return suite->fixture().bothMegabytes; }),
      figure([suite] { return suite->rowsMegabytes(); }));
  add(
      "store.ingest_entity_major", "Mbars/s", 6, [suite](auto& state) { suite->ingestOnce(state, false); },
      work(&Suite::ingestRows), 1);
  add("store.ingest_both_copies", "Mbars/s", 2.5, [suite](auto& state) { suite->ingestOnce(state, true); }, {}, 1);
  add("store.ingest_peak_memory", "MB", 1073, figure([suite] { return suite->peak(); }), {});
  add(
      "store.full_scan", "Mbars/s", 80, [suite](auto& state) { suite->scan(state, market::kAllBarColumns); },
      work(&Suite::scanRows));
  add("store.close_only", "Mbars/s", 250, [suite, only](auto& state) { suite->scan(state, only); }, {});
  add("store.panel", "Mbars/s", 80, work(&Suite::panel), {});
  add("store.panel_in_blocks", "Mbars/s", {}, work(&Suite::panelInBlocks), {});
  add(
      "store.one_entity", "ms", 0.04,
      [suite](auto& state) { suite->oneEntity(state, suite->fixture().store.bars(), MarketWorkload::kBars); },
      work(&Suite::oneEntityRows));
  add("store.one_entity_with_tail", "ms", 0.04,
      [suite](auto& state) {
        storage::BarStore& bars = suite->tailed().bars();
        suite->oneEntity(state, bars, MarketWorkload::kBars + static_cast<std::size_t>(suite->days()));
      },
      {});
  add("store.one_date", "ms", 0.1, work(&Suite::oneDate), work(&Suite::oneDateRows));
  add("store.coverage_first", "ms", 1'000 * part, [suite](auto& state) { suite->coverage(state, false); }, {});
  add("store.coverage_again", "ms", 200 * part, [suite](auto& state) { suite->coverage(state, true); }, {});
  add("store.append_day", "ms", 500, work(&Suite::appendDay), work(&Suite::appendDayRows), 3);
}

}
