// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/risk_desk.h"
#include "core/trading/risk/security_facts.h"
#include "tests/core/data/data_profile.h"

#include <QtTest>

#include <fmt/format.h>

using namespace zvt;
using namespace zvt::risk;

namespace {

const std::string kFirst = "stock_sz_000001", kAlike = "stock_sz_000002", kOpposite = "stock_sz_000004",
                  kStill = "stock_sz_000005", kYoung = "stock_sz_000006";
const TradingDay kStart = TradingDay::fromDate({2024, 1, 1}); // a Monday

/// Weekdays from the start on.
TradingDay weekday(int number)
{
  return kStart + number / 5 * 7 + number % 5;
}

}

class TstSecurityFacts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_profile = std::make_unique<tests::DataProfile>();
    bars(kFirst, 80, {10, 11});
    bars(kAlike, 80, {20, 22});
    bars(kOpposite, 80, {11, 10});
    bars(kStill, 80, {5, 5});
    bars(kYoung, 60, {10, 11}); // 59 returns
    rows("industry_membership", {"entity_id", "provider", "timestamp", "system", "level", "industry_name"},
        {{kFirst, "em", "2020-01-01", "SW", std::int64_t{1}, "Trade"},
            {kFirst, "em", "2024-04-01", "SW", std::int64_t{1}, "Banks"},
            {kFirst, "em", "2020-01-01", "SW", std::int64_t{2}, "Joint-stock banks"},
            {kAlike, "em", "2020-01-01", "zhongxin", std::int64_t{1}, "Property"}});
    rows("stock_tags", {"entity_id", "main_tag", "sub_tag", "active_hidden_tags"},
        {{kFirst, "finance", "banks", R"({"dividend":"pays well","finance":"again"})"}, {kAlike, "finance", {}, {}}});
  }
  void cleanup() { m_profile.reset(); }

  void correlationsOfReturns()
  {
    SecurityFacts facts(m_profile->profile(), m_profile->data());
    const RiskLookups lookups = facts.lookups();
    QVERIFY(!lookups.correlation(kFirst, kAlike)); // nobody has learnt them
    learn(facts, {kFirst, kAlike, kOpposite, kStill, kYoung}, weekday(79));
    QVERIFY(std::abs(lookups.correlation(kFirst, kAlike).value() - 1) < 1e-12);
    QVERIFY(std::abs(lookups.correlation(kAlike, kFirst).value() - 1) < 1e-12);
    QVERIFY(std::abs(lookups.correlation(kFirst, kOpposite).value() + 1) < 1e-12);
    QVERIFY(!lookups.correlation(kFirst, kStill)); // it never moved
    QVERIFY(!lookups.correlation(kFirst, kYoung)); // too few days
    QVERIFY(!lookups.correlation(kFirst, "stock_sz_000009"));
  }

  /// 80 bars of 1,000, then one of 41,000: the mean of the last 20 is 3,000.
  void nothingLaterIsKnown()
  {
    bars(kFirst, 81, {10, 11}, 41'000);
    SecurityFacts facts(m_profile->profile(), m_profile->data());
    const RiskLookups lookups = facts.lookups();
    QVERIFY(!lookups.averageDailyVolume(kFirst));
    learn(facts, {kFirst}, TradingDay::fromDate({2024, 3, 29}));
    QCOMPARE(lookups.averageDailyVolume(kFirst)->toString(), std::string("1000"));
    QCOMPARE(lookups.industry(kFirst), std::string("Trade"));
    learn(facts, {kFirst}, weekday(80));
    QCOMPARE(lookups.averageDailyVolume(kFirst)->toString(), std::string("3000"));
    QCOMPARE(lookups.industry(kFirst), std::string("Banks"));
    // An account that stands further back takes nothing from one that does not.
    learn(facts, {kFirst}, TradingDay::fromDate({2024, 3, 29}));
    QCOMPARE(lookups.averageDailyVolume(kFirst)->toString(), std::string("3000"));
    QCOMPARE(lookups.industry(kFirst), std::string("Banks"));
  }

  void industriesAndTags()
  {
    SecurityFacts facts(m_profile->profile(), m_profile->data());
    learn(facts, {kFirst, kAlike, kStill}, weekday(79));
    const RiskLookups lookups = facts.lookups();
    QCOMPARE(lookups.tags(kFirst), (std::vector<std::string>{"finance", "banks", "dividend"}));
    QCOMPARE(lookups.tags(kAlike), std::vector<std::string>{"finance"});
    QVERIFY(lookups.tags(kStill).empty());
    QCOMPARE(lookups.industry(kAlike), std::string()); // of another classification only
  }

  /// Nothing is read while no limit asks; a limit that comes later knows of what is held already.
  void aDeskReadsWhatItsLimitsAskFor()
  {
    SecurityFacts facts(m_profile->profile(), m_profile->data());
    auto desk = RiskDesk::open(m_profile->profile().ledger(), RiskLimits{}, &facts, m_profile->clock());
    QVERIFY(desk);
    QVERIFY((*desk)->know(std::vector{kFirst}, weekday(70)));
    QVERIFY((*desk)->know(std::vector{kFirst, kAlike}, weekday(79)));
    QVERIFY((*desk)->know(std::vector{kFirst}, weekday(10))); // of 2024-01-15: still in trade
    QCOMPARE(facts.lookups().industry(kFirst), std::string());
    RiskLimits limits;
    RiskLimit& industry = limits.limits.emplace_back();
    industry.rule = "industry";
    industry.limit = *Decimal::parse("0.3");
    industry.unit = LimitUnit::OfEquity;
    QVERIFY((*desk)->setLimits(limits));
    QCOMPARE(facts.lookups().industry(kFirst), std::string("Banks"));
    QVERIFY(facts.lookups().averageDailyVolume(kAlike).has_value());
    QVERIFY((*desk)->know(std::vector{kOpposite}, weekday(79)));
    QVERIFY(facts.lookups().averageDailyVolume(kOpposite).has_value());
  }

  void changedDataAreReadAgain()
  {
    SecurityFacts facts(m_profile->profile(), m_profile->data());
    const RiskLookups lookups = facts.lookups();
    learn(facts, {kFirst, kAlike}, weekday(80));
    QVERIFY(lookups.correlation(kFirst, kAlike).value() > 0.99);
    bars(kAlike, 80, {22, 20});
    learn(facts, {kFirst, kAlike}, weekday(80));
    QVERIFY(lookups.correlation(kFirst, kAlike).value() < -0.99);
  }

private:
  void bars(const std::string& entityId, int count, std::array<int, 2> closes, int lastVolume = 1000)
  {
    std::string text = "date,open,high,low,close,volume,turnover\n";
    for (int i = 0; i < count; ++i) {
      const int close = closes[static_cast<std::size_t>(i % 2)];
      const int volume = i + 1 == count ? lastVolume : 1000;
      text += fmt::format("{0},{1},{1},{1},{1},{2},{3}\n", weekday(i).iso(), close, volume, close * volume);
    }
    const auto report = m_profile->import(m_profile->write(entityId + ".csv", text), entityId);
    QVERIFY2(report, tests::reason(report).c_str());
  }
  void rows(const char* schema, std::vector<std::string> columns, std::vector<storage::RecordRow> cells)
  {
    storage::RecordWrite write{schema, {std::move(columns), std::move(cells)}};
    const auto written = m_profile->profile().records().upsert(std::move(write));
    QVERIFY2(written, written ? "" : written.error().code.c_str());
  }
  static void learn(SecurityFacts& facts, const std::vector<std::string>& entities, TradingDay until)
  {
    const auto learnt = facts.learn(entities, until);
    QVERIFY2(learnt, tests::reason(learnt).c_str());
  }

  std::unique_ptr<tests::DataProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstSecurityFacts)
#include "tst_security_facts.moc"
