// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_index.h"

#include <algorithm>
#include <cmath>

namespace zvt::data {
namespace {

constexpr double kSpread = 0.3; // stocks reach their highs at different times; the index sees a part of it

double rounded(double level)
{
  return std::floor(level * 100 + 0.5) / 100;
}

/// Weighted sums of the four prices, each as a multiple of the close before.
struct Weighted {
  double open = 0, high = 0, low = 0, close = 0;
  double capital = 0;
  double volume = 0, turnover = 0;

  void add(const market::Bar& bar, double base, double weight)
  {
    open += weight * bar.open / base;
    high += weight * bar.high / base;
    low += weight * bar.low / base;
    close += weight * bar.close / base;
    capital += weight;
    volume += bar.volume;
    turnover += bar.turnover;
  }
  /// A stock that does not trade holds its price.
  void hold(double weight, double multiple = 1)
  {
    open += weight * multiple;
    high += weight * multiple;
    low += weight * multiple;
    close += weight * multiple;
    capital += weight;
  }
  [[nodiscard]] market::Bar bar(std::int64_t key, double level) const
  {
    const double o = open / capital, c = close / capital;
    const double top = std::fmax(o, c), bottom = std::fmin(o, c);
    return {key, rounded(level * o), rounded(level * (top + kSpread * (high / capital - top))),
        rounded(level * (bottom - kSpread * (bottom - low / capital))), rounded(level * c), volume, turnover};
  }
};

class IndexMaker {
public:
  IndexMaker(const std::vector<SampleStockTrace>& stocks, const market::Calendar& calendar)
      : m_stocks(stocks)
      , m_calendar(calendar)
      , m_row(stocks.size(), 0)
      , m_minuteRow(stocks.size(), 0)
  {
  }

  void addDay(SampleMarket::Stock& index, std::size_t position, TradingDay day, bool withMinutes)
  {
    Weighted weighted;
    for (std::size_t s = 0; s < m_stocks.size(); ++s) {
      const std::size_t row = m_row[s];
      if (trades(s, position) && row == 0)
        addNewcomer(weighted, s);
      else if (trades(s, position))
        weighted.add(m_stocks[s].stock.daily.at(row), m_stocks[s].base[row], m_stocks[s].capital[row - 1]);
      else if (row > 0)
        weighted.hold(m_stocks[s].capital[row - 1]);
    }
    const double level = m_level;
    m_level = level * weighted.close / weighted.capital;
    index.daily.append(withMinutes ? addMinutes(index, position, day, level) : weighted.bar(day.days, level));
    for (std::size_t s = 0; s < m_stocks.size(); ++s) {
      if (trades(s, position))
        ++m_row[s];
    }
  }

private:
  [[nodiscard]] bool trades(std::size_t s, std::size_t position) const
  {
    return m_row[s] < m_stocks[s].day.size() && m_stocks[s].day[m_row[s]] == position;
  }

  /// On the very first day everything counts from its open; later newcomers join a day after their listing.
  void addNewcomer(Weighted& weighted, std::size_t s) const
  {
    const market::Bar bar = m_stocks[s].stock.daily.at(0);
    if (m_stocks[s].day.front() == 0)
      weighted.add(bar, bar.open, m_stocks[s].capital[0]);
    else {
      weighted.volume += bar.volume;
      weighted.turnover += bar.turnover;
    }
  }

  market::Bar addMinutes(SampleMarket::Stock& index, std::size_t position, TradingDay day, double level)
  {
    const auto ends = m_calendar.barEnds(day, market::BarLevel::Min1);
    market::Bar whole;
    for (std::size_t k = 0; k < ends.size(); ++k) {
      Weighted weighted;
      for (std::size_t s = 0; s < m_stocks.size(); ++s) {
        const std::size_t row = m_row[s];
        if (row == 0)
          continue;
        if (trades(s, position))
          weighted.add(
              m_stocks[s].stock.minutes.at(m_minuteRow[s]++), m_stocks[s].base[row], m_stocks[s].capital[row - 1]);
        else
          weighted.hold(m_stocks[s].capital[row - 1]);
      }
      const market::Bar bar = weighted.bar(ends[k].micros, level);
      index.minutes.append(bar);
      if (k == 0) {
        whole = bar;
        continue;
      }
      whole.high = std::max(whole.high, bar.high);
      whole.low = std::min(whole.low, bar.low);
      whole.close = bar.close;
      whole.volume += bar.volume;
      whole.turnover += bar.turnover;
    }
    whole.key = day.days;
    return whole;
  }

  const std::vector<SampleStockTrace>& m_stocks;
  const market::Calendar& m_calendar;
  std::vector<std::size_t> m_row;
  std::vector<std::size_t> m_minuteRow;
  double m_level = 1000;
};

}

SampleMarket::Stock makeSampleIndex(const std::vector<SampleStockTrace>& stocks, const std::vector<TradingDay>& days,
    std::size_t minuteDays, const market::Calendar& calendar)
{
  SampleMarket::Stock index;
  index.entity.id = {"index", "sh", "009001"};
  index.entity.name = "样本综合指数";
  index.entity.pinyin = market::pinyinInitials(index.entity.name);
  index.entity.currency = "CNY";
  index.entity.listed = days.front();
  index.entity.synthetic = true;
  index.daily.entityId = index.entity.id.toString();
  index.daily.provider = kSampleProvider;
  index.minutes.entityId = index.daily.entityId;
  index.minutes.level = market::BarLevel::Min1;
  index.minutes.provider = kSampleProvider;
  IndexMaker maker(stocks, calendar);
  for (std::size_t day = 0; day < days.size(); ++day)
    maker.addDay(index, day, days[day], day + minuteDays >= days.size());
  return index;
}

}
