// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/formula_universe.h"

#include "core/base/parallel_for.h"
#include "core/data/market_data.h"
#include "core/factor/column_source.h"
#include "core/factor/columns.h"
#include "core/factor/date_columns.h"
#include "core/factor/formula_block.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/live_universe.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace zvt::ui {

namespace {

/// Entities whose whole history is in memory at once while it is taken in.
constexpr std::size_t kBlock = 128;

/// The bars in the prices of a live day whose close before was @p previous: an ex-date on it has changed the scale.
market::BarSeriesPtr scaled(market::BarSeriesPtr bars, double previous)
{
  const double ratio = bars->empty() ? 1 : previous / bars->close.back();
  constexpr double kRounding = 1e-6;
  if (!std::isfinite(ratio) || ratio <= 0 || std::abs(ratio - 1) < kRounding)
    return bars;
  auto copy = std::make_shared<market::BarSeries>(*bars);
  for (std::vector<double>* column : {&copy->open, &copy->high, &copy->low, &copy->close})
    for (double& value : *column)
      value *= ratio;
  return copy;
}

}

/// Some entities side by side.
struct FormulaUniverse::Block {
  Block(std::size_t firstEntity, const factor::ExpressionGraph& graph, const std::vector<factor::NodeOutput>& outputs,
      std::size_t entities)
      : first(firstEntity)
      , universe(graph, outputs, entities, factor::bestIsa())
  {
  }
  std::size_t first;
  factor::LiveUniverse universe;
};

FormulaUniverse::FormulaUniverse(Request request)
    : m_request(std::move(request))
    , m_liveOf(m_request.entities.size(), nullptr)
    , m_values(m_request.formulas.size() * m_request.entities.size(), std::nan(""))
    , m_bars(m_request.entities.size(), 0)
{
  std::set<std::string> columns;
  for (const factor::Formula& formula : m_request.formulas) {
    const std::vector<std::uint32_t> places = m_graph.merge(*formula.graph());
    const factor::NodeOutput last = formula.outputs().back().value;
    m_outputs.push_back({places[last.node], last.output});
    for (std::string& column : formula.columns())
      columns.insert(std::move(column));
  }
  m_columns.assign(columns.begin(), columns.end());
  m_known.assign(m_columns.size() * m_request.entities.size(), std::nan(""));
  for (const LiveDay& live : m_request.live)
    m_liveOf[live.entity] = &live;
}

FormulaUniverse::~FormulaUniverse() = default;

Result<std::shared_ptr<FormulaUniverse>> FormulaUniverse::build(
    data::MarketData& marketData, const factor::ColumnSources* sources, Request request, TaskControl& control)
{
  std::shared_ptr<FormulaUniverse> made(new FormulaUniverse(std::move(request)));
  for (std::size_t first = 0; first < made->size(); first += kBlock) {
    ZVT_TRY_VOID(control.cancelToken().check());
    ZVT_TRY_VOID(made->fill(marketData, sources, first, control));
    control.progress(static_cast<double>(std::min(made->size(), first + kBlock)) / static_cast<double>(made->size()));
  }
  ZVT_TRY_VOID(made->move(made->m_request.live));
  return made;
}

market::BarSeriesPtr FormulaUniverse::historyOf(data::MarketData& marketData, std::size_t entity) const
{
  const LiveDay* live = m_liveOf[entity];
  data::BarRequest wanted;
  wanted.entityId = m_request.entities[entity];
  wanted.adjust = market::AdjustMode::Qfq;
  if (live != nullptr)
    wanted.to = live->day.days;
  else if (m_request.until)
    wanted.to = m_request.until->days + 1;
  const auto calendar = marketData.calendarOf(wanted.entityId);
  // Of a past no later ex-date scales the prices.
  if (m_request.until && calendar)
    wanted.asOf = (*calendar)->closeOf(live != nullptr ? live->day : *m_request.until);
  const auto bars = marketData.bars(wanted);
  if (!bars || (*bars)->empty()) {
    auto none = std::make_shared<market::BarSeries>();
    none->entityId = wanted.entityId;
    return none;
  }
  if (live == nullptr)
    return *bars;
  // Between a stored day that is no neighbour and today prices moved by more than ex-dates.
  const auto before = calendar ? (*calendar)->previous(live->day) : Result<TradingDay>(fail("calendar.unknown_market"));
  const bool isNeighbour = before && (*bars)->key.back() == before->days;
  return isNeighbour ? scaled(*bars, live->previous) : *bars;
}

Result<void> FormulaUniverse::fill(
    data::MarketData& marketData, const factor::ColumnSources* sources, std::size_t first, TaskControl& control)
{
  const std::size_t count = std::min(kBlock, size() - first);
  std::vector<market::BarSeriesPtr> series;
  for (std::size_t i = first; i < first + count; ++i) {
    series.push_back(historyOf(marketData, i));
    m_bars[i] = static_cast<std::uint32_t>(series.back()->size());
    if (sources == nullptr || series.back()->empty())
      continue;
    ZVT_TRY(series.back(), sources->fill(series.back(), m_columns));
    for (std::size_t column = 0; column < m_columns.size(); ++column)
      if (const auto* values = series.back()->extra(m_columns[column]))
        m_known[column * size() + i] = values->back();
  }
  const factor::FormulaBlock bars(std::move(series), m_columns);
  auto block = std::make_unique<Block>(first, m_graph, m_outputs, count);
  ZVT_TRY_VOID(block->universe.takeHistory(bars.view(), SerialParallelFor(), control));
  for (std::size_t output = 0; output < m_outputs.size(); ++output) {
    const auto values = block->universe.values(output);
    std::copy(values.begin(), values.end(), m_values.begin() + static_cast<std::ptrdiff_t>(output * size() + first));
  }
  m_blocks.push_back(std::move(block));
  return {};
}

/// The values of a column beside the bars on the live days, by entity of the block.
std::vector<double> FormulaUniverse::columnOfDay(
    std::size_t column, const Block& block, std::span<const LiveDay> live) const
{
  std::vector<double> values(block.universe.entityCount(), std::nan(""));
  const std::string& name = m_columns[column];
  market::BarSeries days;
  for (const LiveDay& day : live)
    days.key.push_back(day.day.days);
  const bool isOfDate = factor::isDateColumn(name);
  const std::vector<double> dates = isOfDate ? factor::dateColumn(name, days) : std::vector<double>();
  const factor::ColumnInfo* info = factor::ColumnCatalogue::builtIn().find(name);
  const bool isOfBar = info != nullptr && info->known == factor::ColumnKnown::BarClose;
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (isOfDate)
      values[live[i].entity - block.first] = dates[i];
    else if (!isOfBar)
      values[live[i].entity - block.first] = m_known[column * size() + live[i].entity];
  }
  return values;
}

Result<void> FormulaUniverse::moveBlock(Block& block, std::span<const LiveDay> live)
{
  const std::size_t count = block.universe.entityCount();
  std::array<std::vector<double>, 6> fields;
  fields.fill(std::vector<double>(count, std::nan("")));
  std::vector<std::uint8_t> present(count, 0);
  std::vector<std::uint32_t> moved;
  for (const LiveDay& day : live) {
    const std::size_t at = day.entity - block.first;
    const std::array<double, 6> figures{day.open, day.high, day.low, day.last, day.volume, day.turnover};
    for (std::size_t field = 0; field < fields.size(); ++field)
      fields[field][at] = figures[field];
    present[at] = 1;
    moved.push_back(static_cast<std::uint32_t>(at));
  }
  factor::LiveBars bars;
  for (std::size_t field = 0; field < fields.size(); ++field)
    bars.fields[field] = fields[field].data();
  std::vector<std::vector<double>> columns;
  for (std::size_t column = 0; column < m_columns.size(); ++column)
    bars.columns[m_columns[column]] = columns.emplace_back(columnOfDay(column, block, live)).data();
  bars.present = present;
  std::vector<double> values;
  ZVT_TRY_VOID(block.universe.tryOut(bars, moved, values));
  for (std::size_t output = 0; output < m_outputs.size(); ++output)
    for (const std::uint32_t at : moved)
      m_values[output * size() + block.first + at] = values[output * count + at];
  return {};
}

Result<std::vector<std::uint32_t>> FormulaUniverse::move(std::span<const LiveDay> live)
{
  std::vector<std::uint32_t> ofAnotherDay;
  std::vector<std::vector<LiveDay>> byBlock(m_blocks.size());
  for (const LiveDay& day : live) {
    const LiveDay* known = m_liveOf[day.entity];
    if (known == nullptr || known->day != day.day)
      ofAnotherDay.push_back(day.entity);
    else if (std::isfinite(day.last)) // before the first trade its history says all
      byBlock[day.entity / kBlock].push_back(day);
  }
  for (std::size_t i = 0; i < m_blocks.size(); ++i)
    if (!byBlock[i].empty())
      ZVT_TRY_VOID(moveBlock(*m_blocks[i], byBlock[i]));
  return ofAnotherDay;
}

std::span<const double> FormulaUniverse::values(std::size_t formula) const
{
  return std::span(m_values).subspan(formula * size(), size());
}

}
