// SPDX-License-Identifier: GPL-3.0-or-later
// The live table: five thousand securities whose twelve columns all change, painted as a window would.
#include "tests/bench/measure.h"

#include "ui/watchlist/watchlist_model.h"
#include "widgets/base/theme.h"
#include "widgets/table/live_table.h"

#include <QApplication>
#include <QHeaderView>
#include <QImage>

#include <malloc.h>

#include <array>
#include <chrono>

namespace zvt::bench {

namespace {

using ui::WatchField;

constexpr std::array kColumns{WatchField::Name, WatchField::Last, WatchField::Change, WatchField::ChangePercent,
    WatchField::Volume, WatchField::Turnover, WatchField::High, WatchField::Low, WatchField::Bid, WatchField::Ask,
    WatchField::Imbalance, WatchField::Average};

/// A watchlist in a window of a full HD screen, and two rounds of quotes in which every figure of the one differs from
/// the other.
class LiveList {
public:
  /// @param formulas of the twelve columns, in place of the last ones; their values change with every batch, too
  explicit LiveList(std::size_t rows, int formulas = 0)
  {
    data::Watchlist list{"bench", "Bench"};
    for (std::size_t i = 0; i < rows; ++i)
      list.groups[0].items.push_back({"stock_sh_" + std::to_string(600000 + i)});
    m_model.setList(std::make_shared<const data::Watchlist>(list), nullptr, {});
    for (std::size_t round = 0; round < m_rounds.size(); ++round)
      for (std::size_t i = 0; i < rows; ++i)
        m_rounds[round].entities.push_back(changeOf(list.groups[0].items[i].entityId, i, round));
    std::vector<data::WatchColumn> columns;
    for (int i = 0; i < formulas; ++i)
      columns.push_back({"formula:" + std::to_string(i), 0, "MA(CLOSE,5)", data::WatchUnit::Percent, 2, true});
    m_model.setFormulas(columns);
    m_table.setModel(&m_model);
    m_table.setSource(&m_model);
    m_table.horizontalHeader()->setStretchLastSection(false);
    for (int column = 0; column < m_model.columnCount(); ++column)
      m_table.setColumnHidden(column, true);
    const auto show = [this](int column) {
      m_table.setColumnHidden(column, false);
      m_table.setColumnWidth(column, 150);
    };
    for (std::size_t i = 0; i + static_cast<std::size_t>(formulas) < kColumns.size(); ++i)
      show(static_cast<int>(kColumns[i]));
    for (int i = 0; i < formulas; ++i)
      show(ui::kWatchFields + i);
    m_table.resize(1880, 1000);
    m_table.show();
    QCoreApplication::processEvents();
  }

  /// One batch of a thirtieth of a second from the hub's hands to painted pixels.
  void update()
  {
    ++m_turn;
    m_elapsed = m_elapsed + Duration::milliseconds(33);
    m_model.applyQuotes(m_rounds[m_turn % m_rounds.size()], m_elapsed, Timestamp::fromSeconds(1000));
    for (std::size_t formula = 0; formula < m_model.formulas().size(); ++formula)
      for (int slot = 0; slot < static_cast<int>(m_model.quotes().size()); ++slot)
        m_model.setFormulaValue(formula, slot, static_cast<double>(m_turn % 7) + slot);
    m_model.endFlashes(m_elapsed);
    m_table.showChanges();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
  }

  [[nodiscard]] quint64 paintedCells() const { return m_table.paintedCells(); }
  [[nodiscard]] int rowsInView() const { return m_table.lastVisibleRow() - m_table.firstVisibleRow() + 1; }

private:
  static data::QuoteChange changeOf(const std::string& entityId, std::size_t i, std::size_t round)
  {
    market::Quote quote;
    quote.entityId = entityId;
    const double shift = round == 0 ? 0.01 : -0.01;
    quote.previousClose = 10 + static_cast<double>(i % 400) / 10;
    quote.last = quote.previousClose + static_cast<double>(i % 21) / 10 - 1 + shift;
    quote.open = quote.previousClose;
    quote.high = quote.previousClose + 2 + shift;
    quote.low = quote.previousClose - 2 + shift;
    quote.volume = 1e6 + static_cast<double>(i) * 1000 + static_cast<double>(round) * 1e5;
    quote.turnover = quote.volume * quote.last;
    quote.bids.add({quote.last - 0.01, 100 + static_cast<double>(round) * 50});
    quote.asks.add({quote.last + 0.01, 200});
    quote.received = Timestamp::fromSeconds(1000);
    return {entityId, std::make_shared<const market::Quote>(quote), true, false, false, false};
  }

  ui::WatchlistModel m_model;
  std::array<data::QuoteChanges, 2> m_rounds;
  widgets::LiveTable m_table;
  std::size_t m_turn = 0;
  Duration m_elapsed = Duration::seconds(10);
};

void repaint(benchmark::State& state, std::size_t rows, int formulas)
{
  LiveList list(rows, formulas);
  for (int i = 0; i < 5; ++i)
    list.update();
  const quint64 before = list.paintedCells();
  std::size_t updates = 0;
  for ([[maybe_unused]] auto _ : state) {
    list.update();
    ++updates;
  }
  // A repaint that left cells out would be fast for nothing.
  const quint64 wanted = static_cast<quint64>(list.rowsInView()) * (kColumns.size() - 1) * updates;
  if (list.paintedCells() - before < wanted)
    state.SkipWithError("not every cell in view was painted");
}

/// Bytes in use after as many updates as ten minutes at 30 Hz have, against those after a first thousand.
void memoryGrowth(benchmark::State& state, std::size_t rows, std::size_t updates)
{
  for ([[maybe_unused]] auto _ : state) {
    LiveList list(rows);
    for (std::size_t i = 0; i < std::min<std::size_t>(updates, 1000); ++i)
      list.update();
    const auto before = static_cast<double>(mallinfo2().uordblks);
    for (std::size_t i = 0; i < updates; ++i)
      list.update();
    const double grown = static_cast<double>(mallinfo2().uordblks) - before;
    state.SetIterationTime(1e-3);
    state.counters["value"] = std::max(0.0, grown);
  }
}

}

void addUiSuite(const Scale& scale)
{
  widgets::Theme::current().install(*qApp);
  // The rows stay five thousand in a quick look, too: the measure's name says so.
  constexpr std::size_t kRows = 5000;
  addMeasure({"ui", "ui.watchlist_repaint_5000x12", "ms", 10.0, "",
      [](benchmark::State& state) { repaint(state, kRows, 0); }, {}});
  addMeasure({"ui", "ui.watchlist_repaint_4_formulas", "ms", 10.0, "",
      [](benchmark::State& state) { repaint(state, kRows, 4); }, {}});
  const std::size_t updates = scale.of(18'000);
  Measure growth{"ui", "ui.watchlist_memory_growth", "bytes", 0.0, "",
      [updates](benchmark::State& state) { memoryGrowth(state, kRows, updates); }, {}};
  growth.manualTime = true;
  growth.iterations = 1;
  addMeasure(std::move(growth));
}

}
