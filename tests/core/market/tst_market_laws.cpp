// SPDX-License-Identifier: Apache-2.0
// Laws that hold for every input, on random series, events, ids and days.
#include "core/market/corporate_action.h"
#include "core/market/exchange.h"
#include "core/market/rule_book.h"

#include <QtTest>
#include <rapidcheck.h>

#include <cmath>

using namespace zvt;
using namespace zvt::market;

namespace {

struct Case {
  BarSeries bars;
  std::vector<TradingDay> days;
  std::vector<CorporateAction> actions;
};

/// 2 to 40 days with gaps, prices from 5 to 50, up to six events that leave every reference price above zero.
Case randomCase()
{
  Case result;
  int day = 0;
  const int count = *rc::gen::inRange(2, 40);
  for (int i = 0; i < count; ++i) {
    day += *rc::gen::inRange(1, 4);
    const double close = *rc::gen::inRange(500, 5000) / 100.0;
    result.days.push_back({day});
    result.bars.append({day, close, close, close, close, 1000, 1});
  }
  const int events = *rc::gen::inRange(0, 6);
  for (int i = 0; i < events; ++i) {
    CorporateAction action;
    action.exDay = {*rc::gen::inRange(0, day + 3)};
    action.cash = *rc::gen::inRange(0, 20) / 100.0;
    action.bonus = *rc::gen::inRange(0, 10) / 10.0;
    action.rights = *rc::gen::inRange(0, 3) / 10.0;
    action.rightsPrice = *rc::gen::inRange(100, 400) / 100.0;
    action.consolidation = *rc::gen::element(0.5, 1.0, 2.0);
    result.actions.push_back(action);
  }
  return result;
}

bool near(double a, double b)
{
  return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

AdjustFactors factorsOf(const Case& one, AdjustMode mode, AdjustMethod method)
{
  return adjustFactors(one.bars, one.days, one.actions, mode, method);
}

}

class TstMarketLaws : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void anchorsAreRaw();
  void qfqIsHfqSeenFromTheEnd();
  void laterEventsLeaveHfqAlone();
  void limitsLieOnTicksAroundTheReference();
  void calendarNeighboursAreInverse();
};

void TstMarketLaws::anchorsAreRaw()
{
  QVERIFY(rc::check("the newest bar is raw in qfq, the oldest in hfq", [] {
    const Case one = randomCase();
    for (const AdjustMethod method : {AdjustMethod::Ratio, AdjustMethod::Difference}) {
      const AdjustFactors qfq = factorsOf(one, AdjustMode::Qfq, method);
      const AdjustFactors hfq = factorsOf(one, AdjustMode::Hfq, method);
      RC_ASSERT(qfq.scale.back() == 1.0 && qfq.shift.back() == 0.0 && qfq.volumeScale.back() == 1.0);
      RC_ASSERT(hfq.scale.front() == 1.0 && hfq.shift.front() == 0.0 && hfq.volumeScale.front() == 1.0);
    }
  }));
}

void TstMarketLaws::qfqIsHfqSeenFromTheEnd()
{
  QVERIFY(rc::check("hfq is the newest bar's line applied to qfq", [] {
    const Case one = randomCase();
    for (const AdjustMethod method : {AdjustMethod::Ratio, AdjustMethod::Difference}) {
      const AdjustFactors qfq = factorsOf(one, AdjustMode::Qfq, method);
      const AdjustFactors hfq = factorsOf(one, AdjustMode::Hfq, method);
      for (std::size_t i = 0; i < one.bars.size(); ++i) {
        const double forward = qfq.scale[i] * one.bars.close[i] + qfq.shift[i];
        const double backward = hfq.scale[i] * one.bars.close[i] + hfq.shift[i];
        RC_ASSERT(near(hfq.scale.back() * forward + hfq.shift.back(), backward));
        RC_ASSERT(near(qfq.volumeScale[i] * hfq.volumeScale.back(), hfq.volumeScale[i]));
      }
    }
  }));
}

void TstMarketLaws::laterEventsLeaveHfqAlone()
{
  QVERIFY(rc::check("a truncated history gives the same hfq values", [] {
    const Case whole = randomCase();
    Case part = whole;
    const auto keep = static_cast<std::size_t>(*rc::gen::inRange<int>(1, static_cast<int>(whole.bars.size()) + 1));
    part.bars = whole.bars.slice(0, whole.bars.key[keep - 1] + 1);
    part.days.resize(keep);
    for (const AdjustMethod method : {AdjustMethod::Ratio, AdjustMethod::Difference}) {
      const AdjustFactors all = factorsOf(whole, AdjustMode::Hfq, method);
      const AdjustFactors some = factorsOf(part, AdjustMode::Hfq, method);
      for (std::size_t i = 0; i < keep; ++i)
        RC_ASSERT(all.scale[i] == some.scale[i] && all.shift[i] == some.shift[i]);
    }
  }));
}

void TstMarketLaws::limitsLieOnTicksAroundTheReference()
{
  QVERIFY(rc::check("limit prices are multiples of the tick on both sides of the reference", [] {
    const Price tick = Price::parse("0.01").value();
    const Price reference = Price::parse(std::to_string(*rc::gen::inRange(1, 100000)) + "e-2").value();
    PriceLimit limit;
    limit.up = limit.down = Decimal::parse(*rc::gen::element<std::string>("0.05", "0.1", "0.2", "0.3")).value();
    const auto prices = limitPrices(reference, limit, tick);
    RC_ASSERT(prices.has_value());
    RC_ASSERT(prices->up.isMultipleOf(tick) && prices->down.isMultipleOf(tick));
    RC_ASSERT(prices->up > reference && prices->down <= reference && prices->down >= tick);
  }));
}

void TstMarketLaws::calendarNeighboursAreInverse()
{
  QVERIFY(rc::check("previous(next(day)) is a trading day itself", [] {
    const auto calendar = Calendar::load(*rc::gen::element<std::string>("cn", "hk", "us", "crypto")).value();
    const TradingDay day = calendar->firstKnown() + *rc::gen::inRange(20, 3000);
    if (!calendar->isTradingDay(day).value())
      return;
    RC_ASSERT(calendar->previous(calendar->next(day).value()).value() == day);
    RC_ASSERT(calendar->dayOf(calendar->barEnds(day, BarLevel::Hour1).front()) == day);
    RC_ASSERT(calendar->barEnds(day, BarLevel::Min1).back() <= calendar->closeOf(day));
  }));
}

QTEST_APPLESS_MAIN(TstMarketLaws)
#include "tst_market_laws.moc"
