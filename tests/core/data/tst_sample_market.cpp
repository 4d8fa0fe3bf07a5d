// SPDX-License-Identifier: Apache-2.0
// What the sample market promises, checked against the calendar and the rule book.
#include "core/base/checksum.h"
#include "core/data/quality_audit.h"
#include "core/data/resample.h"
#include "core/data/sample_market.h"
#include "core/market/rule_book.h"
#include "tests/core/data/data_profile.h"

#include <fmt/format.h>

#include <set>

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;
using market::BarSeries;

namespace {

std::string bytesOf(const BarSeries& series)
{
  std::string bytes = series.entityId;
  const auto add = [&](const auto& column) {
    bytes.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(column[0]));
  };
  add(series.key);
  for (const auto* column : {&series.open, &series.high, &series.low, &series.close, &series.volume, &series.turnover})
    add(*column);
  return bytes;
}

std::string hashOf(const SampleMarket& sample)
{
  std::string bytes = bytesOf(sample.index.daily) + bytesOf(sample.index.minutes);
  for (const SampleMarket::Stock& stock : sample.stocks) {
    bytes += stock.entity.name + bytesOf(stock.daily) + bytesOf(stock.minutes);
    for (const auto& action : stock.actions)
      bytes += fmt::format(
          "{} {} {} {} {}", action.exDay.days, action.cash, action.bonus, action.rights, action.totalShares);
  }
  return sha256Hex(bytes);
}

bool isCents(double price)
{
  return std::fabs(price * 100 - std::round(price * 100)) < 1e-6;
}

}

class TstSampleMarket : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    SilentTaskControl control;
    auto sample = makeSampleMarket(kSampleSeed, control);
    QVERIFY2(sample, tests::reason(sample).c_str());
    m_sample = std::move(*sample);
    m_calendar = *market::Calendar::load("cn");
    m_days = *m_calendar->between(TradingDay::fromDate({2019, 1, 2}), TradingDay::fromDate({2024, 12, 31}));
  }

  void sixtyStocksOnFiveBoards()
  {
    QCOMPARE(m_sample.stocks.size(), std::size_t(60));
    std::set<std::string> boards, ids, names;
    int special = 0;
    for (const auto& stock : m_sample.stocks) {
      QVERIFY(stock.entity.synthetic);
      QVERIFY(stock.entity.name.ends_with("样本"));
      QVERIFY(!stock.entity.pinyin.empty());
      QCOMPARE(stock.daily.provider, std::string("demo"));
      boards.insert(stock.entity.id.exchange + std::string(market::toString(market::boardOf(stock.entity.id))));
      ids.insert(stock.entity.id.toString());
      names.insert(stock.entity.name);
      special += stock.specialTreatment ? 1 : 0;
      QCOMPARE(stock.specialTreatment, stock.entity.name.find("ST") != std::string::npos);
    }
    QCOMPARE(boards, (std::set<std::string>{"shmain", "szmain", "szchinext", "shstar", "bjbse"}));
    QCOMPARE(ids.size(), std::size_t(60));
    QCOMPARE(names.size(), std::size_t(60));
    QVERIFY(special >= 2);
    QVERIFY(m_sample.index.entity.synthetic);
    QVERIFY(market::boardOf(m_sample.index.entity.id) == market::Board::Index);
  }

  void everyBarIsOnATradingDay()
  {
    const std::set<TradingDay> days(m_days.begin(), m_days.end());
    QCOMPARE(m_sample.index.daily.size(), m_days.size());
    bool gaps = false;
    for (const auto& stock : m_sample.stocks) {
      for (std::size_t i = 0; i < stock.daily.size(); ++i) {
        QVERIFY(days.contains(stock.daily.dayAt(i)));
        QVERIFY(i == 0 || stock.daily.key[i] > stock.daily.key[i - 1]);
      }
      const auto first = std::lower_bound(m_days.begin(), m_days.end(), stock.daily.dayAt(0));
      gaps = gaps || stock.daily.size() < static_cast<std::size_t>(m_days.end() - first);
      QCOMPARE(stock.daily.dayAt(stock.daily.size() - 1), m_days.back());
      QVERIFY(!stock.entity.listed || stock.daily.dayAt(0) >= *stock.entity.listed);
    }
    QVERIFY(gaps);
  }

  /// Every price lies inside the limits of its day: reference × (1 ± p) rounded half up to the tick.
  void pricesObeyTheRuleBook()
  {
    const auto rules = *market::RuleBook::load();
    int atLimit = 0, sealed = 0;
    for (const auto& stock : m_sample.stocks) {
      auto subject = market::RuleSubject::of(stock.entity.id);
      subject.specialTreatment = stock.specialTreatment;
      subject.listed = stock.entity.listed;
      const BarSeries& bars = stock.daily;
      for (std::size_t i = 1; i < bars.size(); ++i) {
        const auto rule = rules->priceLimit(subject, bars.dayAt(i));
        QVERIFY2(rule, tests::reason(rule).c_str());
        if (!rule->limited)
          continue;
        double reference = bars.close[i - 1];
        for (const auto& action : stock.actions)
          if (action.exDay == bars.dayAt(i))
            reference = action.referencePrice(reference);
        const Price tick = *Price::parse("0.01");
        const Price rounded = *Price::fromDouble(reference)->roundTo(tick, Rounding::HalfUp);
        const auto limits = *market::limitPrices(rounded, *rule, tick);
        QVERIFY2(bars.high[i] <= limits.up.toDouble() + 1e-9, (bars.entityId + " " + bars.dayAt(i).iso()).c_str());
        QVERIFY2(bars.low[i] >= limits.down.toDouble() - 1e-9, (bars.entityId + " " + bars.dayAt(i).iso()).c_str());
        const bool limitUp = std::fabs(bars.close[i] - limits.up.toDouble()) < 1e-9;
        const bool limitDown = std::fabs(bars.close[i] - limits.down.toDouble()) < 1e-9;
        atLimit += limitUp || limitDown ? 1 : 0;
        sealed += (limitUp || limitDown) && bars.high[i] == bars.low[i] ? 1 : 0;
      }
    }
    QVERIFY(atLimit > 100);
    QVERIFY(sealed > 20);
  }

  void barsAreWellFormed()
  {
    std::vector<const BarSeries*> all = {&m_sample.index.daily, &m_sample.index.minutes};
    for (const auto& stock : m_sample.stocks)
      all.insert(all.end(), {&stock.daily, &stock.minutes});
    for (const BarSeries* bars : all) {
      QVERIFY(!bars->empty());
      for (std::size_t i = 0; i < bars->size(); ++i) {
        const auto bar = bars->at(i);
        QVERIFY(bar.low > 0 && bar.low <= std::min(bar.open, bar.close) && bar.high >= std::max(bar.open, bar.close));
        QVERIFY(isCents(bar.open) && isCents(bar.high) && isCents(bar.low) && isCents(bar.close));
        QVERIFY(bar.volume > 0 && std::fmod(bar.volume, 100) == 0 && bar.turnover > 0);
      }
    }
  }

  /// Turnover over volume is a price of the day.
  void turnoverFitsThePrices()
  {
    for (const auto& stock : m_sample.stocks)
      for (std::size_t i = 0; i < stock.daily.size(); ++i) {
        const double mean = stock.daily.turnover[i] / stock.daily.volume[i];
        QVERIFY(mean >= stock.daily.low[i] - 0.01 && mean <= stock.daily.high[i] + 0.01);
      }
  }

  void minutesAggregateToDays()
  {
    std::vector<const SampleMarket::Stock*> all = {&m_sample.index};
    for (const auto& stock : m_sample.stocks)
      all.push_back(&stock);
    const std::int64_t since = m_days[m_days.size() - 20].days;
    for (const SampleMarket::Stock* stock : all) {
      const auto derived = *resample(stock->minutes, BarLevel::Day1, *m_calendar);
      const auto daily = stock->daily.slice(since, INT64_MAX);
      QCOMPARE(derived.key, daily.key);
      QCOMPARE(derived.open, daily.open);
      QCOMPARE(derived.high, daily.high);
      QCOMPARE(derived.low, daily.low);
      QCOMPARE(derived.close, daily.close);
      QCOMPARE(derived.volume, daily.volume);
      QCOMPARE(derived.turnover, daily.turnover);
      QCOMPARE(stock->minutes.size(), daily.size() * 240);
    }
    QCOMPARE(m_sample.index.minutes.size(), std::size_t(20 * 240));
  }

  void actionsOfEveryKind()
  {
    std::size_t cash = 0, bonus = 0, rights = 0;
    for (const auto& stock : m_sample.stocks)
      for (const auto& action : stock.actions) {
        cash += action.cash > 0 ? 1 : 0;
        bonus += action.bonus > 0 ? 1 : 0;
        rights += action.rights > 0 ? 1 : 0;
        QVERIFY(action.movesPrice());
        QVERIFY(action.totalShares > action.floatShares && action.floatShares > 0);
        const auto& key = stock.daily.key;
        QVERIFY(std::binary_search(key.begin(), key.end(), std::int64_t{action.exDay.days}));
      }
    QVERIFY(cash > 100);
    QVERIFY(bonus > 20);
    QVERIFY(rights > 2);
  }

  /// A market that can be looked at: no stock runs away in six years, and the index moves by a fraction of a percent a
  /// day.
  void looksLikeAMarket()
  {
    for (const auto& stock : m_sample.stocks) {
      const auto [low, high] = std::minmax_element(stock.daily.close.begin(), stock.daily.close.end());
      QVERIFY2(*low > 0.5 && *high < 1000, stock.daily.entityId.c_str());
    }
    const auto& close = m_sample.index.daily.close;
    double squares = 0;
    for (std::size_t i = 1; i < close.size(); ++i)
      squares += std::pow(close[i] / close[i - 1] - 1, 2);
    const double daily = std::sqrt(squares / static_cast<double>(close.size() - 1));
    QVERIFY(daily > 0.005 && daily < 0.025);
    QVERIFY(close.back() > 300 && close.back() < 5000);
  }

  void twoRunsAreEqual()
  {
    SilentTaskControl control;
    QCOMPARE(hashOf(*makeSampleMarket(kSampleSeed, control)), hashOf(m_sample));
    QVERIFY(hashOf(*makeSampleMarket(kSampleSeed + 1, control)) != hashOf(m_sample));
  }

  void cancelled()
  {
    CancelToken token;
    token.cancel();
    SilentTaskControl control(token);
    tests::DataProfile profile;
    const auto result = generateSampleMarket(profile.profile(), &profile.data(), control);
    QVERIFY(!result);
    QCOMPARE(result.error().code, std::string("task.cancelled"));
    QVERIFY(profile.profile().bars().inventory()->empty());
  }

  void storesAndReplaces()
  {
    tests::DataProfile profile;
    SilentTaskControl control;
    for (int run = 0; run < 2; ++run) {
      const auto summary = generateSampleMarket(profile.profile(), &profile.data(), control);
      QVERIFY2(summary, tests::reason(summary).c_str());
      QCOMPARE(summary->entities, std::size_t(61));
      QCOMPARE(profile.profile().entities().snapshot()->size(), std::size_t(61));
      QCOMPARE(profile.profile().bars().inventory()->size(), std::size_t(122));
    }
    // Sound by every rule: nothing was held back or listed at the gate, nor is by a later check.
    QVERIFY(profile.rowsOf("quarantine") == 0);
    const auto findings = auditStored(profile.profile(), {}, {}, control);
    QVERIFY2(findings, tests::reason(findings).c_str());
    for (const QualityFinding& finding : *findings)
      QFAIL((finding.entityId + ' ' + Messages::load("en")->describe(finding.reason)).c_str());
    const auto& stock = m_sample.stocks.front();
    QCOMPARE(bytesOf(*profile.bars(stock.daily.entityId)), bytesOf(stock.daily));
    QCOMPARE(bytesOf(*profile.bars(stock.daily.entityId, BarLevel::Min1)), bytesOf(stock.minutes));
    const auto table = profile.profile().entities().snapshot();
    QVERIFY(table->at(*table->find(stock.daily.entityId)).synthetic);
  }

private:
  SampleMarket m_sample;
  std::shared_ptr<const market::Calendar> m_calendar;
  std::vector<TradingDay> m_days;
};

QTEST_APPLESS_MAIN(TstSampleMarket)
#include "tst_sample_market.moc"
