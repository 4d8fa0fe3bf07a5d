// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chip_reader.h"

#include "core/data/live_scale.h"
#include "core/factor/column_source.h"
#include "core/market/compared_bars.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::ui {

namespace {

/// The values of a column, of the bars or of its source; none where there are none.
std::vector<double> columnOf(
    const market::BarSeriesPtr& days, const factor::ColumnSources* columns, const std::string& name)
{
  if (const auto* values = days->extra(name))
    return *values;
  if (columns == nullptr)
    return {};
  const std::array names{name};
  const auto filled = columns->fill(days, names);
  if (!filled) // what this kind of security does not have
    return {};
  const auto* values = (*filled)->extra(name);
  return values ? *values : std::vector<double>();
}

}

std::vector<double> turnoverRates(const market::BarSeriesPtr& days, const factor::ColumnSources* columns)
{
  std::vector<double> rates = columnOf(days, columns, "turnover_rate");
  rates.resize(days->size(), std::nan(""));
  if (std::none_of(rates.begin(), rates.end(), [](double rate) { return std::isnan(rate); }))
    return rates;
  const std::vector<double> shares = columnOf(days, columns, "float_shares");
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (std::isnan(rates[i]) && shares[i] > 0)
      rates[i] = days->volume[i] / shares[i];
  return rates;
}

Result<std::shared_ptr<const widgets::ChipModel>> readChips(const ChartReading& reading, double coefficient)
{
  data::BarRequest request;
  request.entityId = reading.request.entityId;
  request.asOf = reading.request.asOf;
  ZVT_TRY(const market::BarSeriesPtr raw, reading.marketData.bars(request));
  if (raw->empty())
    return fail("chart.chips_no_days");
  const std::vector<double> rates = turnoverRates(raw, reading.columns);
  if (std::all_of(rates.begin(), rates.end(), [](double rate) { return std::isnan(rate); }))
    return fail("chart.chips_no_turnover");
  request.adjust = reading.request.adjust;
  ZVT_TRY(const market::BarSeriesPtr days,
      data::barsThrough(reading.marketData, reading.profile, request, reading.request.through));
  auto model = std::make_shared<widgets::ChipModel>();
  model->history = market::ChipHistory(
      days, market::averagePrices(*raw, *days), market::valuesAt(*days, raw->key, rates), coefficient);
  model->day = market::lastKnownAt(
      market::availableTimes(*reading.model.bars, reading.calendar), market::availableTimes(*days, reading.calendar));
  return model;
}

}
