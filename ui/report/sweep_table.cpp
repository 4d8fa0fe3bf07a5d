// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/sweep_table.h"

#include "core/base/text.h"
#include "core/strategy/node_catalog.h"
#include "ui/report/report_figures.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

using analytics::Metric;
using widgets::CellTone;
using widgets::TableCell;

constexpr std::array kFigures{Metric::TotalReturn, Metric::Cagr, Metric::Sharpe, Metric::MaxDrawdown, Metric::Calmar,
    Metric::AnnualVolatility, Metric::Trades, Metric::WinRate, Metric::ProfitFactor, Metric::Turnover,
    Metric::TotalCosts};

widgets::TableColumn metricColumn(const SweepPtr& result, Metric metric)
{
  const std::string key =
      "report.metric." + std::string(analytics::metricTable()[static_cast<std::size_t>(metric)].key);
  return {[key] { return widgets::Language::current().text(key); }, true, 112,
      [result, metric](std::size_t row) {
        const auto value = result->trials[row].metrics[metric];
        return TableCell{metricText(metric, value), value ? QVariant(*value) : QVariant(),
            value ? CellTone::Neutral : CellTone::Muted, {}};
      }};
}

}

std::vector<widgets::TableColumn> sweepColumns(const SweepPtr& result)
{
  std::vector<widgets::TableColumn> columns{{[] { return Tr::tr("Trial"); }, true, 60,
      [result](std::size_t row) {
        TableCell cell{QString::number(row + 1), qlonglong(row), CellTone::Muted, {}};
        if (result->best == row)
          cell.tone = CellTone::Ok;
        return cell;
      }}};
  for (std::size_t axis = 0; axis < result->request.axes.size(); ++axis)
    columns.push_back(
        {[result, axis] { return parameterText(result->request.document, result->request.axes[axis].name); }, true, 110,
            [result, axis](std::size_t row) {
              const std::string& text = result->trials[row].values[axis];
              const auto value = parseDouble(text);
              return TableCell{
                  QString::fromStdString(text), value ? QVariant(*value) : QVariant(), CellTone::Neutral, {}};
            }});
  columns.push_back(metricColumn(result, result->request.objective));
  for (const Metric metric : kFigures)
    if (metric != result->request.objective)
      columns.push_back(metricColumn(result, metric));
  columns.push_back({[] { return Tr::tr("Why not"); }, false, 200,
      [result](std::size_t row) {
        const auto& error = result->trials[row].error;
        if (!error)
          return TableCell{};
        // A folder of an earlier version keeps the code alone, not what the sentence speaks of.
        const QString text = error->arguments.empty() ? QString::fromStdString(error->code)
                                                      : widgets::Language::current().describe(*error);
        return TableCell{text, {}, CellTone::Warning, text};
      }});
  return columns;
}

int objectiveColumn(const backtest::SweepResult& result)
{
  return 1 + static_cast<int>(result.request.axes.size());
}

QString parameterText(const strategy::StrategyDocument& document, const std::string& name)
{
  const std::size_t point = name.find('.');
  const std::string key = point == std::string::npos ? name : name.substr(point + 1);
  const widgets::Language& language = widgets::Language::current();
  const auto labelIn = [&](const strategy::Node& node) {
    const strategy::NodeSpec* spec = strategy::NodeCatalog::builtin().find(node.type);
    const ParamSpec* param = spec == nullptr ? nullptr : spec->params.find(key);
    return param == nullptr ? std::string() : param->label;
  };
  const strategy::Node* node = point == std::string::npos ? nullptr : document.findNode(name.substr(0, point));
  const std::string label = node == nullptr ? std::string() : labelIn(*node);
  if (label.empty())
    return QString::fromStdString(name);
  const auto others =
      std::ranges::count_if(document.nodes, [&](const strategy::Node& n) { return labelIn(n) == label; });
  const QString text = language.text(label);
  return others < 2 ? text : QString(text + QStringLiteral(" · ") + QString::fromStdString(node->id));
}

QString valuesText(const backtest::SweepResult& result, std::size_t trial)
{
  QStringList parts;
  for (std::size_t axis = 0; axis < result.request.axes.size(); ++axis)
    parts << QString(parameterText(result.request.document, result.request.axes[axis].name) + u' '
        + QString::fromStdString(result.trials[trial].values[axis]));
  return parts.join(QStringLiteral(", "));
}

}
