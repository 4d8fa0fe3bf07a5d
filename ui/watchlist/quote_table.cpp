// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/quote_table.h"

#include "core/market/quote_book.h"

#include <algorithm>
#include <bit>

namespace zvt::ui {

namespace {

double volumeOf(const market::DepthSide& side)
{
  double sum = 0;
  for (const market::DepthLevel& level : side)
    sum += level.volume;
  return side.empty() ? std::nan("") : sum;
}

bool isSame(double a, double b)
{
  return a == b || (std::isnan(a) && std::isnan(b));
}

}

int QuoteTable::slotOf(std::string_view entityId) const
{
  const auto found = m_slots.find(entityId);
  return found == m_slots.end() ? -1 : found->second;
}

int QuoteTable::add(const std::string& entityId, const market::Entity* entity)
{
  if (const int known = slotOf(entityId); known >= 0)
    return known;
  QuoteFacts facts;
  facts.entityId = entityId;
  facts.id = QString::fromStdString(entityId);
  const auto id = market::EntityId::parse(entityId);
  facts.code = id ? QString::fromStdString(market::displayCode(*id)) : facts.id;
  facts.name = entity && !entity->name.empty() ? QString::fromStdString(entity->name) : facts.code;
  facts.search = facts.name + u' ' + facts.code;
  if (entity) {
    facts.search += u' ' + QString::fromStdString(entity->pinyin);
    facts.synthetic = entity->synthetic;
  }
  if (id) {
    facts.index = id->type == "index";
    facts.decimals = market::priceDecimalsOf(entityId);
    facts.calendar = market::Calendar::of(*id).value_or(nullptr);
  }
  const int slot = static_cast<int>(m_facts.size());
  m_slots.emplace(entityId, slot);
  m_facts.push_back(std::move(facts));
  for (std::vector<double>& column : m_values)
    column.push_back(std::nan(""));
  m_received.push_back(kNever);
  m_time.push_back(kNever);
  m_halted.push_back(0);
  m_bases.emplace_back();
  m_baseDays.emplace_back();
  return slot;
}

void QuoteTable::clear()
{
  *this = QuoteTable();
}

void QuoteTable::setStored(int slot, const data::DailySnapshot& day)
{
  QuoteFacts& facts = m_facts[at(slot)];
  facts.day = day.day;
  facts.hasBar = true;
  if (day.close > 0 && day.close < 1 && facts.decimals < 4 && facts.entityId.starts_with("coin_"))
    facts.decimals = 4;
  m_bases[at(slot)] = data::LiveBases::of(day);
  setBase(slot);
  if (isLive(slot))
    return;
  field(slot, QuoteField::Last) = day.close;
  field(slot, QuoteField::Previous) = day.reference;
  field(slot, QuoteField::Open) = day.open;
  field(slot, QuoteField::High) = day.high;
  field(slot, QuoteField::Low) = day.low;
  field(slot, QuoteField::Volume) = day.volume;
  field(slot, QuoteField::Turnover) = day.turnover;
  field(slot, QuoteField::TurnoverRate) = day.turnoverRate;
  field(slot, QuoteField::LimitUp) = day.limit ? day.limit->up : std::nan("");
  field(slot, QuoteField::LimitDown) = day.limit ? day.limit->down : std::nan("");
}

void QuoteTable::forgetStored(int slot)
{
  if (!std::exchange(m_facts[at(slot)].hasBar, false))
    return;
  m_bases[at(slot)] = {};
  field(slot, QuoteField::AverageVolume) = field(slot, QuoteField::FloatShares) = std::nan("");
  if (!isLive(slot))
    for (std::vector<double>& column : m_values)
      column[at(slot)] = std::nan("");
}

std::uint32_t QuoteTable::apply(int slot, const market::Quote& quote)
{
  // A security that has not traded yet stands where it closed.
  const double last = std::isnan(quote.last) ? quote.previousClose : quote.last;
  const std::array<double, 14> told{last, quote.previousClose, quote.open, quote.high, quote.low, quote.volume,
      quote.turnover, std::nan(""), quote.bids.empty() ? std::nan("") : quote.bids[0].price,
      quote.asks.empty() ? std::nan("") : quote.asks[0].price, volumeOf(quote.bids), volumeOf(quote.asks),
      quote.limitUp, quote.limitDown};
  const bool first = !isLive(slot);
  std::uint32_t changed = 0;
  for (std::size_t i = 0; i < told.size(); ++i) {
    double& kept = m_values[i][at(slot)];
    if (isSame(kept, told[i]))
      continue;
    kept = told[i];
    changed |= 1U << i;
  }
  m_received[at(slot)] = quote.received.micros;
  m_time[at(slot)] = quote.time.micros;
  m_halted[at(slot)] = quote.isHalted() ? 1 : 0;
  if (first || day(slot) != m_baseDays[at(slot)])
    setBase(slot);
  if (quote.synthetic && first)
    m_facts[at(slot)].synthetic = true;
  return first ? ~0U : changed;
}

void QuoteTable::forgetQuote(int slot)
{
  for (std::vector<double>& column : m_values)
    column[at(slot)] = std::nan("");
  m_received[at(slot)] = m_time[at(slot)] = kNever;
  m_halted[at(slot)] = 0;
}

void QuoteTable::setBase(int slot)
{
  const QuoteFacts& facts = m_facts[at(slot)];
  if (!facts.hasBar)
    return;
  const TradingDay live = day(slot).value_or(facts.day);
  const data::LiveBases& bases = m_bases[at(slot)];
  const data::LiveBase base = facts.calendar ? bases.at(live, *facts.calendar) : bases.same;
  field(slot, QuoteField::AverageVolume) = base.averageVolume;
  field(slot, QuoteField::FloatShares) = base.floatShares;
  m_baseDays[at(slot)] = live;
}

std::optional<TradingDay> QuoteTable::day(int slot) const
{
  const QuoteFacts& facts = m_facts[at(slot)];
  if (isLive(slot) && facts.calendar)
    return facts.calendar->dayOf(time(slot));
  return facts.hasBar ? std::optional(facts.day) : std::nullopt;
}

double QuoteTable::changeRatio(int slot) const
{
  const double previous = value(slot, QuoteField::Previous);
  return previous > 0 ? value(slot, QuoteField::Last) / previous - 1 : std::nan("");
}

double QuoteTable::amplitude(int slot) const
{
  const double previous = value(slot, QuoteField::Previous);
  return previous > 0 ? (value(slot, QuoteField::High) - value(slot, QuoteField::Low)) / previous : std::nan("");
}

double QuoteTable::average(int slot) const
{
  const double volume = value(slot, QuoteField::Volume);
  return volume > 0 && !m_facts[at(slot)].index ? value(slot, QuoteField::Turnover) / volume : std::nan("");
}

double QuoteTable::turnoverRate(int slot) const
{
  return isLive(slot) ? value(slot, QuoteField::Volume) / value(slot, QuoteField::FloatShares)
                      : value(slot, QuoteField::TurnoverRate);
}

double QuoteTable::imbalance(int slot) const
{
  const double bids = value(slot, QuoteField::BidVolume), asks = value(slot, QuoteField::AskVolume);
  const double bid = std::isnan(bids) ? 0 : bids, ask = std::isnan(asks) ? 0 : asks;
  return bid + ask > 0 ? (bid - ask) / (bid + ask) : std::nan("");
}

double QuoteTable::dayShare(int slot, Timestamp now) const
{
  const market::Calendar* calendar = m_facts[at(slot)].calendar.get();
  if (!isLive(slot) || calendar == nullptr)
    return 1;
  const TradingDay day = calendar->dayOf(time(slot));
  auto found = std::find_if(
      m_hours.begin(), m_hours.end(), [calendar](const Hours& hours) { return hours.calendar == calendar; });
  if (found == m_hours.end())
    found = m_hours.insert(found, {calendar, day, market::DaySession::of(*calendar, day)});
  else if (found->day != day)
    *found = {calendar, day, market::DaySession::of(*calendar, day)};
  return found->session.shareAt(std::max(now, time(slot)));
}

double QuoteTable::volumeRatio(int slot, Timestamp now) const
{
  const double usual = value(slot, QuoteField::AverageVolume) * dayShare(slot, now);
  return usual > 0 ? value(slot, QuoteField::Volume) / usual : std::nan("");
}

int QuoteTable::limitState(int slot) const
{
  const data::DayLimit limits{value(slot, QuoteField::LimitUp), value(slot, QuoteField::LimitDown)};
  return limits.sideOf(value(slot, QuoteField::Last));
}

}
