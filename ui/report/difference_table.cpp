// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/difference_table.h"

#include "core/analytics/metrics.h"
#include "core/base/text.h"
#include "core/market/entity_id.h"
#include "ui/report/report_cells.h"
#include "ui/report/report_figures.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

using Kind = DifferenceRow::Kind;
using widgets::CellTone;
using widgets::TableCell;

constexpr std::string_view kMetrics = "metrics.";
constexpr std::size_t kTextOrder = 1'000'000; ///< settings behind the figures

const analytics::MetricInfo* infoOf(const std::string& key)
{
  const auto& table = analytics::metricTable();
  const auto found = std::ranges::find(table, key, &analytics::MetricInfo::key);
  return found == table.end() ? nullptr : &*found;
}

std::size_t placeOf(const std::string& key)
{
  const analytics::MetricInfo* info = infoOf(key);
  return info == nullptr ? kTextOrder : static_cast<std::size_t>(info->metric);
}

QString kindText(Kind kind)
{
  if (kind == Kind::Figure)
    return Tr::tr("Figure", "of a run");
  return kind == Kind::Order ? Tr::tr("Order") : Tr::tr("Setting");
}

QString whatText(const DifferenceRow& row)
{
  if (row.kind == Kind::Figure && infoOf(row.what) != nullptr)
    return widgets::Language::current().text("report.metric." + row.what);
  const std::string number = row.what.substr(row.what.rfind(' ') + 1);
  if (row.kind == Kind::Order)
    return row.what.starts_with("decisions")
        ? Tr::tr("First other decision: number %1").arg(QString::fromStdString(number))
        : row.what.starts_with("fills") ? Tr::tr("First other fill: number %1").arg(QString::fromStdString(number))
                                        : Tr::tr("First other order: number %1").arg(QString::fromStdString(number));
  return QString::fromStdString(row.what);
}

/// A line of fills.csv or orders.csv in short: when, what, how much, at which price.
QString shortLine(const DifferenceRow& row, const std::string& line)
{
  const auto cells = split(line, ',');
  const bool isFill = row.what.starts_with("fills");
  if (row.what.starts_with("decisions"))
    return QString::fromStdString(line);
  constexpr std::size_t kFewest = 7;
  if (cells.size() < kFewest)
    return QString::fromStdString(line);
  const auto text = [&cells](std::size_t i) { return QString::fromUtf8(cells[i].data(), qsizetype(cells[i].size())); };
  const auto id = market::EntityId::parse(std::string(cells[1]));
  QString words = text(isFill ? 3 : 6) + u' ' + tradingWord("side", std::string(cells[2])) + u' ' + text(4) + u' '
      + (id ? QString::fromStdString(market::displayCode(*id)) : text(1));
  if (const QString price = text(5); !price.isEmpty())
    words += QStringLiteral(" @ ") + price;
  return words;
}

bool isTooShort(const DifferenceRow& row, int days)
{
  const analytics::MetricInfo* info = row.kind == Kind::Figure ? infoOf(row.what) : nullptr;
  return info != nullptr && analytics::isYearlyReturn(info->metric) && days < analytics::kShortestYearlySpan;
}

TableCell valueCell(const DifferenceRow& row, const std::string& text, int days)
{
  const analytics::MetricInfo* info = row.kind == Kind::Figure ? infoOf(row.what) : nullptr;
  if (isTooShort(row, days))
    return {widgets::kMissing, {}, CellTone::Muted, tooShortText(days)};
  const QString whole = QString::fromStdString(text);
  if (text.empty() || text == "null")
    return {widgets::kMissing, {}, CellTone::Muted, whole};
  if (info != nullptr)
    if (const auto value = parseDouble(text))
      return {metricText(info->metric, *value), *value, CellTone::Neutral, whole};
  return {row.kind == Kind::Order ? shortLine(row, text) : whole, {}, CellTone::Neutral, whole};
}

/// Second less first, for numbers.
TableCell changeCell(const DifferenceRow& row)
{
  const auto first = parseDouble(row.first), second = parseDouble(row.second);
  if (!first || !second || isTooShort(row, row.firstDays) || isTooShort(row, row.secondDays))
    return {};
  const double change = *second - *first;
  const analytics::MetricInfo* info = row.kind == Kind::Figure ? infoOf(row.what) : nullptr;
  const bool isWhole = info != nullptr ? info->unit == analytics::MetricUnit::Count : change == std::round(change);
  constexpr int kDecimals = 2, kOfSettings = 4;
  QString text = widgets::formatSigned(change, isWhole ? 0 : info != nullptr ? kDecimals : kOfSettings);
  if (info != nullptr && info->unit == analytics::MetricUnit::Percent)
    text = widgets::formatSignedPercent(change, 2);
  return {text, change, CellTone::Neutral, {}};
}

}

DifferenceRows differenceRows(const backtest::RunComparison& comparison)
{
  std::vector<DifferenceRow> rows;
  for (const backtest::RunDifference& difference : comparison.metrics)
    rows.push_back({Kind::Figure, difference.what.substr(std::min(kMetrics.size(), difference.what.size())),
        difference.first, difference.second, comparison.firstDays, comparison.secondDays});
  std::ranges::stable_sort(rows, {}, [](const DifferenceRow& row) { return placeOf(row.what); });
  if (const auto& line = comparison.firstFill)
    rows.push_back({Kind::Order, line->file + " " + std::to_string(line->line), line->first, line->second});
  for (const backtest::RunDifference& difference : comparison.settings)
    rows.push_back({Kind::Setting, difference.what, difference.first, difference.second});
  return std::make_shared<const std::vector<DifferenceRow>>(std::move(rows));
}

std::vector<widgets::TableColumn> differenceColumns(const DifferenceRows& rows)
{
  const auto at = [rows](std::size_t row) -> const DifferenceRow& { return (*rows)[row]; };
  return {{[] { return Tr::tr("Kind"); }, false, 80,
              [at](std::size_t r) { return TableCell{kindText(at(r).kind), qlonglong(r), CellTone::Secondary, {}}; }},
      {[] { return Tr::tr("What"); }, false, 260,
          [at](std::size_t r) {
            return TableCell{whatText(at(r)), {}, CellTone::Neutral, QString::fromStdString(at(r).what)};
          }},
      {[] { return Tr::tr("First run"); }, true, 250,
          [at](std::size_t r) { return valueCell(at(r), at(r).first, at(r).firstDays); }},
      {[] { return Tr::tr("Second run"); }, true, 250,
          [at](std::size_t r) { return valueCell(at(r), at(r).second, at(r).secondDays); }},
      {[] { return Tr::tr("Difference"); }, true, 110, [at](std::size_t r) { return changeCell(at(r)); }}};
}

}
