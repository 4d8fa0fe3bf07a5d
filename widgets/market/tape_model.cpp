// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/tape_model.h"

#include "widgets/base/number_format.h"
#include "widgets/market/clock_text.h"

#include <algorithm>

namespace zvt::widgets {

void TapeModel::clear()
{
  m_trades.clear();
  m_rows.clear();
  m_first = 0;
  m_added = 0;
}

void TapeModel::append(const std::vector<market::Trade>& trades)
{
  m_added = 0;
  for (const market::Trade& trade : trades) {
    m_trades.push_back(trade);
    if (isShown(trade)) {
      m_rows.push_back(m_first + m_trades.size() - 1);
      ++m_added;
    }
  }
  while (m_trades.size() > kMost) {
    m_trades.pop_front();
    ++m_first;
  }
  while (!m_rows.empty() && m_rows.front() < m_first)
    m_rows.pop_front();
  m_added = std::min(m_added, rowCount());
}

void TapeModel::setLeast(double shares)
{
  if (shares == m_least)
    return;
  m_least = shares;
  m_rows.clear();
  for (std::size_t i = 0; i < m_trades.size(); ++i)
    if (isShown(m_trades[i]))
      m_rows.push_back(m_first + i);
}

void TapeModel::setFormat(const TimeZone& zone, int decimals, double lot)
{
  m_zone = zone;
  m_decimals = decimals;
  m_lot = lot;
}

const market::Trade& TapeModel::trade(int row) const
{
  return m_trades[m_rows[m_rows.size() - 1 - static_cast<std::size_t>(row)] - m_first];
}

bool TapeModel::isBig(int row) const
{
  return m_big > 0 && trade(row).volume >= m_big;
}

QString TapeModel::timeText(int row) const
{
  return clockText(m_zone, trade(row).time, true);
}

QString TapeModel::priceText(int row) const
{
  return formatNumber(trade(row).price, m_decimals);
}

QString TapeModel::volumeText(int row) const
{
  // Odd lots of mainland shares and coins have fractions of a lot.
  const double lots = trade(row).volume / m_lot;
  return formatNumber(lots, lots < 1 && lots > 0 ? 2 : 0);
}

QString TapeModel::line(int row) const
{
  return QStringList{timeText(row), priceText(row), volumeText(row), sideLetter(trade(row))}.join(u'\t');
}

QString sideLetter(const market::Trade& trade)
{
  switch (trade.side) {
  case market::TradeSide::Buy:
    return trade.inferred ? QStringLiteral("B?") : QStringLiteral("B");
  case market::TradeSide::Sell:
    return trade.inferred ? QStringLiteral("S?") : QStringLiteral("S");
  case market::TradeSide::Auction:
    return QStringLiteral("A");
  case market::TradeSide::Unknown:
    break;
  }
  return {};
}

}
