// SPDX-License-Identifier: Apache-2.0
#include "core/market/shape_builder.h"

#include <cmath>
#include <utility>

namespace zvt::market {

namespace {

double orZero(double value)
{
  return std::isfinite(value) ? value : 0;
}

}

ShapeBuilder::ShapeBuilder(BarSeriesPtr source, const ShapeSpec& spec)
    : m_high(std::nan(""))
    , m_low(std::nan(""))
{
  m_shaped.spec = spec;
  m_shaped.box = spec.box.size;
  m_made.entityId = source->entityId;
  m_made.level = source->level;
  m_made.adjust = source->adjust;
  m_made.provider = source->provider;
  m_shaped.source = std::move(source);
}

void ShapeBuilder::take(std::size_t index)
{
  const BarSeries& source = *m_shaped.source;
  m_volume += m_ownVolume;
  m_turnover += m_ownTurnover;
  m_ownVolume = orZero(source.volume[index]);
  m_ownTurnover = orZero(source.turnover[index]);
  m_high = std::fmax(m_high, source.high[index]);
  m_low = std::fmin(m_low, source.low[index]);
  m_index = index;
  m_shares = 0;
  if (std::exchange(m_fresh, false))
    m_first = index;
}

void ShapeBuilder::write(
    double open, double high, double low, double close, std::size_t last, double volume, double turnover)
{
  m_made.append({m_shaped.source->key[last], open, high, low, close, volume, turnover});
  m_shaped.first.push_back(static_cast<std::uint32_t>(m_first));
  m_shaped.last.push_back(static_cast<std::uint32_t>(last));
}

void ShapeBuilder::forget()
{
  m_high = m_low = std::nan("");
  m_volume = m_turnover = 0;
  m_fresh = true;
}

void ShapeBuilder::finish(double open, double high, double low, double close)
{
  const double share = m_shares > 0 ? 1 / static_cast<double>(m_shares--) : 1;
  const double volume = m_ownVolume * share, turnover = m_ownTurnover * share;
  write(open, high, low, close, m_index, m_volume + volume, m_turnover + turnover);
  forget();
  m_ownVolume -= volume;
  m_ownTurnover -= turnover;
  m_first = m_index; // of another one that the same source bar finishes
}

void ShapeBuilder::finishBefore(double open, double high, double low, double close)
{
  write(open, high, low, close, std::max(m_first, m_index - 1), m_volume, m_turnover);
  forget();
  m_fresh = false;
  m_first = m_index;
}

void ShapeBuilder::finishBrick(double open, double close, bool wicks)
{
  m_rose = close > open;
  double high = std::max(open, close), low = std::min(open, close);
  if (wicks && m_rose)
    low = std::fmin(low, m_low);
  if (wicks && !m_rose)
    high = std::fmax(high, m_high);
  finish(open, high, low, close);
}

void ShapeBuilder::form(double open, double high, double low, double close)
{
  if (m_fresh)
    return;
  write(open, high, low, close, m_index, m_volume + m_ownVolume, m_turnover + m_ownTurnover);
  m_shaped.forming = true;
}

void ShapeBuilder::formBrick(double bottom, double top)
{
  const double close = m_shaped.source->close[m_index];
  if (!std::isfinite(close))
    return;
  const double open = close > top ? top : close < bottom ? bottom : m_rose ? top : bottom;
  form(open, std::max(open, close), std::min(open, close), close);
}

ShapedBars ShapeBuilder::take()
{
  m_shaped.bars = std::make_shared<const BarSeries>(std::move(m_made));
  return std::move(m_shaped);
}

}
