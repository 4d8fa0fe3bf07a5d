// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_stock.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace zvt::data {
namespace {

using Cents = std::int64_t;

constexpr std::size_t kNoDay = SIZE_MAX;
constexpr std::int64_t kRawPerCent = 10'000'000'000; // of a Decimal's 1e-12

Price priceOf(Cents cents)
{
  return Price(Decimal::fromRaw(WideInteger::multiply(cents, kRawPerCent)));
}

Cents centsOf(double yuan)
{
  return std::llround(yuan * 100);
}

double clamped(double value, double low, double high)
{
  return std::fmin(std::fmax(value, low), high);
}

struct Limits {
  Cents down = 1;
  Cents up = 0;
  double fraction = 0.2;
  bool limited = false;
};

/// A stock's day in cents.
struct DayPrices {
  Cents open = 0, high = 0, low = 0, close = 0;
  bool sealed = false;
};

class StockLife {
public:
  StockLife(const SampleStockPlan& plan, std::uint64_t seed, const std::vector<TradingDay>& days,
      const SampleFactors& factors, const market::RuleBook& rules)
      : m_plan(plan)
      , m_random(seed)
      , m_days(days)
      , m_factors(factors)
      , m_rules(rules)
  {
    m_beta = 0.7 + 0.7 * m_random.uniform();
    m_baseSigma = 0.013 + 0.010 * m_random.uniform();
    m_sigma = m_baseSigma;
    m_turnoverRate = 0.004 + 0.016 * m_random.uniform();
    m_shares = std::floor(2000 + 30000 * m_random.uniform()) * 10'000;
    m_anchor = plan.firstPrice * (0.9 + 1.2 * m_random.uniform());
    m_close = centsOf(plan.firstPrice);
    m_first = static_cast<std::size_t>(std::lower_bound(days.begin(), days.end(), plan.listed) - days.begin());
    m_isNewcomer = plan.listed >= days.front();
  }

  Result<SampleStockTrace> live()
  {
    describe();
    planActions();
    planSuspensions();
    for (std::size_t day = m_first; day < m_days.size(); ++day) {
      if (isSuspended(day))
        continue;
      ZVT_TRY_VOID(tradeDay(day));
    }
    return std::move(m_trace);
  }

private:
  enum class ActionKind { Cash, CashAndBonus, Rights };

  void describe()
  {
    SampleMarket::Stock& stock = m_trace.stock;
    stock.entity.id = {"stock", m_plan.exchange, m_plan.code};
    stock.entity.name = m_plan.name;
    stock.entity.pinyin = market::pinyinInitials(m_plan.name);
    stock.entity.currency = "CNY";
    stock.entity.listed = m_plan.listed;
    stock.entity.synthetic = true;
    stock.specialTreatment = m_plan.specialTreatment;
    stock.daily.entityId = stock.entity.id.toString();
    stock.daily.provider = kSampleProvider;
    m_subject = market::RuleSubject::of(stock.entity.id);
    m_subject.specialTreatment = m_plan.specialTreatment;
    m_subject.listed = m_plan.listed;
  }

  /// Most pay once a year between late May and July; some give shares too; rights issues are rare.
  void planActions()
  {
    for (int year = 2019; year <= 2024; ++year) {
      const TradingDay spring = TradingDay::fromDate({year, 5, 20}) + static_cast<int>(m_random.below(66));
      const double pick = m_random.uniform();
      const double rights = m_random.uniform();
      const auto at = static_cast<std::size_t>(std::lower_bound(m_days.begin(), m_days.end(), spring) - m_days.begin());
      if (at >= m_days.size() || at < m_first + 40)
        continue;
      if (!m_plan.specialTreatment && pick < 0.78)
        m_actions.emplace_back(at, pick < 0.18 ? ActionKind::CashAndBonus : ActionKind::Cash);
      if (!m_plan.specialTreatment && rights < 0.03 && at + 90 < m_days.size())
        m_actions.emplace_back(at + 70, ActionKind::Rights);
    }
  }

  void planSuspensions()
  {
    const std::uint64_t count = m_random.below(3) + (m_plan.specialTreatment ? 1 : 0);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::size_t begin = m_random.below(m_days.size());
      const std::size_t length = 1 + m_random.below(m_random.uniform() < 0.5 ? 5 : 25);
      // The newest month stays whole for most, so that the minute bars have something to show.
      if (begin > m_first + 10 && begin + length + 22 < m_days.size())
        m_suspensions.emplace_back(begin, begin + length);
    }
  }

  [[nodiscard]] bool isSuspended(std::size_t day) const
  {
    return std::any_of(
        m_suspensions.begin(), m_suspensions.end(), [&](auto span) { return day >= span.first && day < span.second; });
  }

  Result<void> tradeDay(std::size_t day)
  {
    const double previous = static_cast<double>(m_close) / 100;
    Cents reference = m_close;
    double base = previous;
    const bool exDate = applyAction(day, previous, reference, base);
    ZVT_TRY(const Limits limits, limitsOn(day, reference));
    const double move = moveOn(day, limits, exDate);
    const DayPrices prices = pricesFor(reference, move, limits);
    const bool first = m_trace.stock.daily.empty();
    append(day, prices, reference);
    m_trace.base.push_back(first ? 0 : base);
    m_trace.capital.push_back(m_shares * static_cast<double>(prices.close) / 100);
    m_close = prices.close;
    m_lastDay = day;
    return {};
  }

  /// Takes the next due action; an ex-date in a suspension moves to the first day of trading.
  bool applyAction(std::size_t day, double previous, Cents& reference, double& base)
  {
    if (m_nextAction >= m_actions.size() || m_actions[m_nextAction].first > day || m_lastDay == kNoDay)
      return false;
    const ActionKind kind = m_actions[m_nextAction++].second;
    market::CorporateAction action;
    action.exDay = m_days[day];
    if (kind == ActionKind::Rights) {
      action.rights = 0.3;
      action.rightsPrice = static_cast<double>(centsOf(previous * 0.7)) / 100;
    } else {
      action.cash =
          static_cast<double>(std::max<Cents>(centsOf(previous * (0.006 + 0.024 * m_random.uniform())), 1)) / 100;
      if (kind == ActionKind::CashAndBonus)
        action.bonus = static_cast<double>(2 + m_random.below(4)) / 10;
    }
    m_shares = std::floor(m_shares * action.shareFactor());
    m_anchor /= action.shareFactor();
    action.totalShares = m_shares;
    action.floatShares = std::floor(m_shares * kFloatShare);
    reference = std::max<Cents>(centsOf(action.referencePrice(previous)), 2);
    base = (previous + action.rights * action.rightsPrice) / (1 + action.bonus + action.rights);
    m_trace.stock.actions.push_back(action);
    return true;
  }

  Result<Limits> limitsOn(std::size_t day, Cents reference)
  {
    const auto sinceListing = m_isNewcomer ? static_cast<int>(day - m_first) : 1'000'000;
    ZVT_TRY(const market::PriceLimit rule, m_rules.priceLimit(m_subject, m_days[day], sinceListing));
    Limits limits;
    limits.limited = rule.limited;
    if (!rule.limited) {
      limits.down = std::max<Cents>(reference / 4, 1);
      limits.up = reference * 4;
      return limits;
    }
    ZVT_TRY(const market::TickRule tick, m_rules.tick(m_subject, m_days[day]));
    ZVT_TRY(const market::LimitPrices prices,
        market::limitPrices(priceOf(reference), rule, tick.tickAt(priceOf(reference))));
    limits.up = centsOf(prices.up.toDouble());
    limits.down = centsOf(prices.down.toDouble());
    limits.fraction = rule.up.toDouble();
    return limits;
  }

  double moveOn(std::size_t day, const Limits& limits, bool exDate)
  {
    const double shock = m_random.normal();
    const double news = m_random.uniform();
    const double size = m_random.uniform();
    m_sigma = std::sqrt(
        0.08 * m_baseSigma * m_baseSigma + 0.86 * m_sigma * m_sigma + 0.06 * m_sigma * m_sigma * shock * shock);
    m_sigma = clamped(m_sigma, 0.5 * m_baseSigma, 3 * m_baseSigma);
    const double price = static_cast<double>(m_close) / 100;
    double move = m_beta * m_factors.market[day] + m_factors.sectors[static_cast<std::size_t>(m_plan.sector)][day]
        + m_sigma * shock + clamped(0.002 * (m_anchor / price - 1), -0.002, 0.002);
    if (m_isNewcomer && !limits.limited)
      return day == m_first ? 0.3 + 0.8 * size : 2.5 * move;
    m_sealing = false;
    if (m_streak > 0) {
      --m_streak;
      m_sealing = size < 0.35;
      return m_streakSign * (limits.fraction + 0.01);
    }
    if (exDate)
      return clamped(0.5 * move, -0.6 * limits.fraction, 0.6 * limits.fraction);
    if (news < 0.004) {
      // News: one to four days at the limit.
      m_streakSign = news < 0.0026 ? 1 : -1;
      m_streak = static_cast<int>(m_random.below(4));
      m_sealing = size < 0.4;
      return m_streakSign * (limits.fraction + 0.01);
    }
    if (news < 0.012)
      move += (news < 0.008 ? 1 : -1) * (0.03 + 0.04 * size);
    return move;
  }

  DayPrices pricesFor(Cents reference, double move, const Limits& limits)
  {
    const double gap = m_random.normal();
    const double above = std::fabs(m_random.normal());
    const double below = std::fabs(m_random.normal());
    const auto fit = [&](double price) {
      return std::clamp(static_cast<Cents>(std::llround(price)), limits.down, limits.up);
    };
    const auto from = static_cast<double>(reference);
    DayPrices prices;
    prices.close = fit(from * (1 + move));
    prices.open = fit(from * (1 + 0.3 * move + 0.25 * m_sigma * gap));
    if (m_sealing && (prices.close == limits.up || prices.close == limits.down)) {
      prices.open = prices.high = prices.low = prices.close;
      prices.sealed = true;
      return prices;
    }
    const auto top = static_cast<double>(std::max(prices.open, prices.close));
    const auto bottom = static_cast<double>(std::min(prices.open, prices.close));
    prices.high = std::max({fit(top * (1 + 0.45 * m_sigma * above)), prices.open, prices.close});
    prices.low = std::min({fit(bottom * (1 - 0.45 * m_sigma * below)), prices.open, prices.close});
    return prices;
  }

  void append(std::size_t day, const DayPrices& prices, Cents reference)
  {
    const double move = std::fabs(static_cast<double>(prices.close) / static_cast<double>(reference) - 1);
    double rate = m_turnoverRate * m_factors.activity[day] * (1 + 14 * move) * (0.6 + 0.8 * m_random.uniform());
    if (prices.sealed)
      rate *= 0.12;
    if (m_isNewcomer && day < m_first + 20)
      rate *= 1 + 20.0 / static_cast<double>(day - m_first + 1);
    const double lots = clamped(std::floor(m_shares * kFloatShare * rate / 100), 600, m_shares * 0.006);
    const double volume = std::floor(lots) * 100;
    const double mean = static_cast<double>(prices.open + prices.high + prices.low + prices.close) / 4;
    const auto yuan = [](Cents cents) { return static_cast<double>(cents) / 100; };
    m_trace.stock.daily.append({m_days[day].days, yuan(prices.open), yuan(prices.high), yuan(prices.low),
        yuan(prices.close), volume, std::floor(volume * mean / 100 + 0.5)});
    m_trace.day.push_back(day);
  }

  static constexpr double kFloatShare = 0.6;

  const SampleStockPlan& m_plan;
  SeededRandom m_random;
  const std::vector<TradingDay>& m_days;
  const SampleFactors& m_factors;
  const market::RuleBook& m_rules;
  market::RuleSubject m_subject;
  SampleStockTrace m_trace;
  std::vector<std::pair<std::size_t, ActionKind>> m_actions;
  std::vector<std::pair<std::size_t, std::size_t>> m_suspensions;
  std::size_t m_nextAction = 0;
  std::size_t m_first = 0;
  std::size_t m_lastDay = kNoDay;
  bool m_isNewcomer = false;
  double m_beta = 1;
  double m_baseSigma = 0.015;
  double m_sigma = 0.015;
  double m_turnoverRate = 0.01;
  double m_shares = 0;
  double m_anchor = 10;
  Cents m_close = 0;
  int m_streak = 0;
  int m_streakSign = 1;
  bool m_sealing = false;
};

}

Result<SampleStockTrace> makeSampleStock(const SampleStockPlan& plan, std::uint64_t seed,
    const std::vector<TradingDay>& days, const SampleFactors& factors, const market::RuleBook& rules)
{
  return StockLife(plan, seed, days, factors, rules).live();
}

}
