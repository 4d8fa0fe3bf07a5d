// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/factor_lanes.h"

#include "core/factor/column_source.h"
#include "core/factor/factors/factor_program.h"
#include "core/factor/factors/targets.h"
#include "core/factor/formula.h"

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

using Kind = widgets::LaneModel::Kind;

constexpr int kMostOfAKind = 3; ///< lanes of figures, and lanes of other kinds: the chart keeps its room

/// Columns of values by name, as long as the bars.
struct Table {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
};

Result<market::BarSeriesPtr> filled(
    const market::BarSeriesPtr& bars, const std::vector<std::string>& columns, const factor::ColumnSources* sources)
{
  return sources ? sources->fill(bars, columns) : bars;
}

Result<Table> tableOfFormula(const market::BarSeriesPtr& bars, const std::string& text,
    const factor::ColumnSources* sources, const factor::FormulaLibrary* saved)
{
  ZVT_TRY(const factor::Formula formula, factor::compile(text, {}, factor::OperatorCatalogue::builtIn(), saved));
  if (formula.comparesEntities())
    return fail("chart.lanes_compare_securities");
  ZVT_TRY(const market::BarSeriesPtr series, filled(bars, formula.columns(), sources));
  factor::FactorTable table = formula.run(*series);
  return Table{std::move(table.names), std::move(table.columns)};
}

Result<Table> tableOfFactor(
    const market::BarSeriesPtr& bars, const std::string& name, const factor::ColumnSources* sources)
{
  const factor::FactorRegistry registry = factor::FactorRegistry::builtIn();
  ZVT_TRY(const factor::FactorDefinition* definition, registry.find(name));
  ZVT_TRY(const factor::FactorProgram program, factor::FactorProgram::make(*definition, {}));
  ZVT_TRY(const market::BarSeriesPtr series, filled(bars, program.reads(), sources));
  ZVT_TRY(const factor::FactorRows rows, program.run(*series));
  Table table{program.columns(), std::vector<std::vector<double>>(program.columns().size())};
  for (const storage::FactorChunk& chunk : rows.chunks)
    for (std::size_t i = 0; i < chunk.columns.size(); ++i)
      table.columns[i].insert(table.columns[i].end(), chunk.columns[i].begin(), chunk.columns[i].end());
  return table;
}

/// Formulas write their names as they like.
bool isNamed(const QString& name, std::string_view column)
{
  return name.compare(QLatin1String(column.data(), static_cast<int>(column.size())), Qt::CaseInsensitive) == 0;
}

Kind kindOf(const QString& name, const std::vector<double>& values)
{
  if (isNamed(name, factor::kFilterResult))
    return Kind::Sides;
  if (isNamed(name, factor::kScoreResult))
    return Kind::Score;
  const bool isCondition = std::ranges::all_of(values, [](double x) { return x == 0 || x == 1 || std::isnan(x); });
  const bool isDefined = std::ranges::any_of(values, [](double x) { return !std::isnan(x); });
  return isCondition && isDefined ? Kind::Sides : Kind::Line;
}

/// The lane that decides: filter_result, else the only one that can.
const widgets::LaneModel* filterOf(const std::vector<widgets::LaneModel>& lanes)
{
  const auto isSides = [](const widgets::LaneModel& lane) { return lane.kind == Kind::Sides; };
  const auto first = std::ranges::find_if(lanes, isSides);
  if (first == lanes.end())
    return nullptr;
  const bool decides = isNamed(first->name, factor::kFilterResult) || std::ranges::count_if(lanes, isSides) == 1;
  return decides ? &*first : nullptr;
}

int orderOf(const widgets::LaneModel& lane)
{
  if (isNamed(lane.name, factor::kFilterResult))
    return 0;
  return lane.kind == Kind::Score ? 1 : lane.kind == Kind::Sides ? 2 : 3;
}

std::vector<widgets::TradeMark> marksOf(const market::BarSeries& bars, const std::vector<double>& filter)
{
  std::vector<widgets::TradeMark> marks;
  std::size_t bar = 0;
  for (const factor::SwitchPoint& point : factor::switchPoints(bars.key, filter)) {
    while (bar < bars.size() && bars.key[bar] < point.key)
      ++bar;
    marks.push_back({bar, bars.close[bar], point.isLong, point.isLong ? QStringLiteral("B") : QStringLiteral("S")});
  }
  return marks;
}

}

QJsonObject toJson(const ChartFactor& factor)
{
  return {{QStringLiteral("name"), QString::fromStdString(factor.name)},
      {QStringLiteral("formula"), QString::fromStdString(factor.formula)}};
}

ChartFactor chartFactorFrom(const QJsonObject& json)
{
  return {json.value(QLatin1String("name")).toString().toStdString(),
      json.value(QLatin1String("formula")).toString().toStdString()};
}

QString titleOf(const ChartFactor& factor)
{
  return QString::fromStdString(factor.name.empty() ? factor.formula : factor.name);
}

Result<FactorLanes> factorLanes(const market::BarSeriesPtr& bars, const ChartFactor& factor,
    const factor::ColumnSources* sources, const factor::FormulaLibrary* saved)
{
  FactorLanes result;
  if (factor.isNone())
    return result;
  ZVT_TRY(Table table,
      factor.formula.empty() ? tableOfFactor(bars, factor.name, sources)
                             : tableOfFormula(bars, factor.formula, sources, saved));
  // The text of a formula with several named lines would hide the lanes; their names say enough.
  if (!factor.name.empty() || table.columns.size() == 1)
    result.lanes.title = titleOf(factor);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const QString name = QString::fromStdString(table.names[i]);
    const Kind kind = kindOf(name, table.columns[i]);
    widgets::LaneModel lane{kind, name, std::move(table.columns[i])};
    // Among equals in the order of the columns.
    const auto place = std::ranges::upper_bound(result.lanes.lanes, orderOf(lane), {}, orderOf);
    result.lanes.lanes.insert(place, std::move(lane));
  }
  if (const widgets::LaneModel* filter = filterOf(result.lanes.lanes))
    result.switches = marksOf(*bars, filter->values);
  int figures = 0;
  int others = 0;
  std::erase_if(result.lanes.lanes,
      [&](const widgets::LaneModel& lane) { return (lane.kind == Kind::Line ? ++figures : ++others) > kMostOfAKind; });
  return result;
}

}
