// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/trade_reading.h"

#include "core/data/live_scale.h"
#include "core/storage/profile.h"
#include "core/trading/lot_pairs.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using widgets::formatNumber;
using widgets::formatSigned;

namespace {

constexpr int kMoneyDecimals = 2;

QString textOf(Price price)
{
  return formatNumber(price.toDouble(), std::max(kMoneyDecimals, widgets::decimalsOfTick(price.toDouble())));
}

QString textOf(Quantity quantity)
{
  return formatNumber(quantity.toDouble(), std::floor(quantity.toDouble()) == quantity.toDouble() ? 0 : 2);
}

QString textOf(TradingDay day)
{
  return QString::fromStdString(LocalTime::of(day).iso().substr(0, 10));
}

/// Those that were not taken up. One is booked on its ex-date, or on the first trading day after it.
void leaveOutRights(
    std::vector<market::CorporateAction>& actions, const std::vector<trading::CorporateActionApplied>& taken)
{
  for (market::CorporateAction& action : actions) {
    const auto isBooked = [&action](const trading::CorporateActionApplied& applied) {
      return applied.action.exDay >= action.exDay && applied.action.rights == action.rights
          && applied.action.rightsPrice == action.rightsPrice;
    };
    if (!std::ranges::any_of(taken, isBooked))
      action.rights = 0;
  }
}

class FillsOnChart {
public:
  FillsOnChart(const ChartReading& reading, const ChartFills& fills, const std::vector<double>& scales)
      : m_reading(reading)
      , m_fills(fills)
      , m_scales(scales)
  {
    for (const trading::Fill& fill : fills.fills)
      m_bars.push_back(sourceBarAt(reading.model, fill.at, fill.day));
  }

  [[nodiscard]] std::vector<widgets::TradeMark> marks() const
  {
    std::vector<widgets::TradeMark> marks;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
      if (!m_bars[i])
        continue;
      const trading::Fill& fill = m_fills.fills[i];
      const bool buy = fill.side == trading::Side::Buy;
      const QString text = (buy ? m_fills.buy : m_fills.sell) + u' ' + textOf(fill.quantity);
      marks.push_back({place(i), price(i), buy, text,
          Tr::tr("%1 @ %2, %3, fees %4")
                  .arg(text, textOf(fill.price), timeOf(fill),
                      formatNumber(total(fill.costs).toDouble(), kMoneyDecimals))
              + (m_fills.why.isEmpty() ? QString() : u'\n' + m_fills.why),
          i});
    }
    return marks;
  }

  [[nodiscard]] std::vector<widgets::TradeLink> links(const std::vector<trading::LotPair>& pairs) const
  {
    std::vector<widgets::TradeLink> links;
    for (const trading::LotPair& pair : pairs)
      if (m_bars[pair.entry] && m_bars[pair.exit])
        links.push_back({place(pair.entry), place(pair.exit), price(pair.entry), price(pair.exit),
            pair.profit.toDouble(), shareOf(pair), tipOf(pair)});
    return links;
  }

private:
  [[nodiscard]] std::size_t place(std::size_t fill) const { return m_reading.model.placeOf(*m_bars[fill]); }
  [[nodiscard]] double price(std::size_t fill) const
  {
    return m_fills.fills[fill].price.toDouble() * m_scales[*m_bars[fill]];
  }
  [[nodiscard]] QString timeOf(const trading::Fill& fill) const
  {
    if (market::isDayKeyed(m_reading.model.bars->level))
      return textOf(fill.day);
    const std::string iso = m_reading.calendar.zone().toLocal(fill.at).iso();
    return QString::fromStdString(iso.substr(0, 10) + ' ' + iso.substr(11, 5));
  }
  [[nodiscard]] static QString shareOf(const trading::LotPair& pair)
  {
    const double paid = pair.amount.toDouble();
    return paid > 0 ? widgets::formatSignedPercent(pair.profit.toDouble() / paid, 1) : QString();
  }
  [[nodiscard]] QString tipOf(const trading::LotPair& pair) const
  {
    const trading::Fill &entry = m_fills.fills[pair.entry], &exit = m_fills.fills[pair.exit];
    const QString lot = pair.side == trading::Side::Buy ? Tr::tr("Long %1: %2 → %3") : Tr::tr("Short %1: %2 → %3");
    QStringList lines{lot.arg(textOf(pair.quantity), textOf(entry.price), textOf(exit.price)),
        Tr::tr("Profit %1 (%2), fees %3")
            .arg(formatSigned(pair.profit.toDouble(), kMoneyDecimals), shareOf(pair),
                formatNumber(pair.costs.toDouble(), kMoneyDecimals))};
    if (!pair.dividends.isZero())
      lines << Tr::tr("of which dividends %1").arg(formatSigned(pair.dividends.toDouble(), kMoneyDecimals));
    lines << timeOf(entry) + QStringLiteral(" → ") + timeOf(exit) + QStringLiteral(", ")
            + Tr::tr("held %n day(s)", nullptr, exit.day.days - entry.day.days);
    return lines.join(u'\n');
  }

  const ChartReading& m_reading;
  const ChartFills& m_fills;
  const std::vector<double>& m_scales;
  std::vector<std::optional<std::size_t>> m_bars; ///< of source(), one a fill
};

}

std::optional<std::size_t> sourceBarAt(const widgets::ChartModel& model, Timestamp at, TradingDay day)
{
  const market::BarSeries& bars = model.source();
  const std::int64_t wanted = market::isDayKeyed(bars.level) ? day.days : at.micros;
  const auto found = std::ranges::lower_bound(bars.key, wanted);
  if (found == bars.key.end())
    return {};
  return static_cast<std::size_t>(found - bars.key.begin());
}

Result<std::vector<double>> priceScales(const ChartReading& reading)
{
  const market::BarSeries& shown = reading.model.source();
  std::vector<double> scales(shown.size(), 1);
  if (shown.adjust == market::AdjustMode::Bfq || shown.empty())
    return scales;
  data::BarRequest request;
  request.entityId = shown.entityId;
  request.asOf = reading.request.asOf;
  request.level = shown.level;
  request.adjust = market::AdjustMode::Bfq;
  ZVT_TRY(const market::BarSeriesPtr raw, reading.marketData.bars(request));
  std::size_t at = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    while (at < raw->size() && raw->key[at] < shown.key[i])
      ++at;
    if (at < raw->size() && raw->key[at] == shown.key[i] && raw->close[at] > 0 && shown.close[i] > 0)
      scales[i] = shown.close[i] / raw->close[at];
  }
  return scales;
}

Result<double> newestScale(const ChartReading& reading)
{
  if (reading.request.through) {
    data::BarRequest request;
    request.entityId = reading.request.entityId;
    request.adjust = reading.request.adjust;
    ZVT_TRY(const data::LiveJoin join,
        data::liveJoin(reading.marketData, reading.profile, request, *reading.request.through));
    if (join.exDay)
      return join.scale.price;
  }
  ZVT_TRY(const auto scales, priceScales(reading));
  return scales.empty() ? 1.0 : scales.back();
}

Result<widgets::TradeSet> tradesOnChart(const ChartReading& reading, const ChartFills& fills)
{
  if (fills.fills.empty() || reading.model.bars->empty())
    return widgets::TradeSet();
  ZVT_TRY(auto actions, reading.profile.actions().read({reading.request.entityId, {}, {}}));
  leaveOutRights(actions, fills.rights);
  ZVT_TRY(const auto pairs, trading::pairLots(fills.fills, actions, fills.account));
  ZVT_TRY(const auto scales, priceScales(reading));
  const FillsOnChart onChart(reading, fills, scales);
  return widgets::TradeSet(onChart.marks(), onChart.links(pairs));
}

Result<widgets::TradeMarks> runFillsOnChart(const ChartReading& reading, const RunFills& fills)
{
  if (reading.model.bars->empty())
    return widgets::TradeMarks();
  ZVT_TRY(const auto scales, priceScales(reading));
  std::vector<widgets::TradeMark> marks;
  for (const auto& [place, fill] : fills.fills) {
    const TradingDay day = fill.time.day();
    const Timestamp at = reading.calendar.zone().toUtc(fill.time);
    // A run on days says the day only: it is known for certain at its close.
    const bool isDay = fill.time == LocalTime::of(day);
    const Timestamp known = isDay ? reading.calendar.availableAt(market::BarLevel::Day1, day.days) : at;
    const auto bar = sourceBarAt(reading.model, at, day);
    if (!bar || (reading.request.asOf && known > *reading.request.asOf))
      continue;
    const bool buy = fill.side == "buy";
    const QString text = (buy ? fills.buy : fills.sell) + u' ' + textOf(fill.quantity);
    marks.push_back({reading.model.placeOf(*bar), fill.price.toDouble() * scales[*bar], buy, text,
        QString(QStringLiteral("%1: %2 @ %3, %4").arg(fills.title, text, textOf(fill.price), textOf(day)) + u'\n'
            + fills.why),
        place});
  }
  return widgets::TradeMarks(std::move(marks));
}

}
