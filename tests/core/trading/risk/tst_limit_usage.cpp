// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/limit_usage.h"
#include "tests/core/trading/risk/risk_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::risk::samples;

namespace {

const std::string kBank = "stock_sh_601398", kOtherBank = "stock_sh_601288", kLiquor = "stock_sh_600519";

/// 100,000 of equity, down from 102,000 this morning and 110,000 at best: 20,000 of one bank, 10,000 of another, and
/// 5,000 of liquor, of which 3,000 more are being bought.
struct Desk {
  RiskPicture picture;
  RiskLookups lookups;

  Desk()
  {
    picture.setAccount(riskAccount("paper", "100000", "102000", "110000"));
    picture.setHolding("paper", kBank, quantity("2000"));
    picture.setHolding("paper", kOtherBank, quantity("1000"));
    picture.setHolding("paper", kLiquor, quantity("500"));
    for (const std::string& entityId : {kBank, kOtherBank, kLiquor})
      picture.setMark(entityId, price("10"));
    picture.takeOrder(draft("b", kLiquor, Side::Buy, "10", "300"));
    lookups.industry = [](std::string_view id) { return id == kLiquor ? std::string("liquor") : std::string("bank"); };
    lookups.tags = [](std::string_view id) {
      return id == kLiquor ? std::vector<std::string>{"white", "dividend"} : std::vector<std::string>{"dividend"};
    };
    lookups.correlation = [](std::string_view a, std::string_view b) -> std::optional<double> {
      return a != kLiquor && b != kLiquor ? 0.9 : 0.1;
    };
  }
  [[nodiscard]] LimitUsage of(const RiskLimit& one) const
  {
    RiskLimits limits;
    limits.limits = {one};
    const auto usages = usageOf(limits, picture, lookups, Duration::seconds(100));
    if (usages.size() != 1)
      qFatal("%zu usages", usages.size());
    return usages.front();
  }
};

QString used(const LimitUsage& usage)
{
  return usage.used ? text(usage.used->toString()) : QString();
}

}

class TstLimitUsage : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void theFullestNameIndustryTagAndCluster()
  {
    const Desk desk;
    const LimitUsage name = desk.of(limit("name", "0.25", LimitUnit::OfEquity));
    QCOMPARE(text(name.subject), text(kBank));
    QCOMPARE(used(name), QStringLiteral("20000"));
    QCOMPARE(text(name.bound.toString()), QStringLiteral("25000"));
    QCOMPARE(name.share().value(), 0.8);
    const LimitUsage industry = desk.of(limit("industry", "50000", LimitUnit::Money));
    QCOMPARE(text(industry.subject), QStringLiteral("bank"));
    QCOMPARE(used(industry), QStringLiteral("30000"));
    const LimitUsage tag = desk.of(limit("tag", "50000", LimitUnit::Money)); // 20 + 10 + 5 + 3 that is being bought
    QCOMPARE(text(tag.subject), QStringLiteral("dividend"));
    QCOMPARE(used(tag), QStringLiteral("38000"));
    RiskLimit cluster = limit("cluster", "50000", LimitUnit::Money);
    cluster.threshold = decimal("0.8");
    QCOMPARE(used(desk.of(cluster)), QStringLiteral("30000"));
    RiskLimit white = limit("tag", "10000", LimitUnit::Money);
    white.scope.tag = "white";
    QCOMPARE(used(desk.of(white)), QStringLiteral("8000"));
  }

  void sumsAndLosses()
  {
    Desk desk;
    QCOMPARE(used(desk.of(limit("gross", "50000", LimitUnit::Money))), QStringLiteral("38000"));
    desk.picture.setHolding("paper", kOtherBank, quantity("-1000"));
    QCOMPARE(used(desk.of(limit("gross", "50000", LimitUnit::Money))), QStringLiteral("38000"));
    QCOMPARE(used(desk.of(limit("net", "50000", LimitUnit::Money))), QStringLiteral("18000"));
    const LimitUsage day = desk.of(limit("daily_loss", "0.02", LimitUnit::OfEquity)); // of 102,000
    QCOMPARE(used(day), QStringLiteral("2000"));
    QCOMPARE(text(day.bound.toString()), QStringLiteral("2040"));
    QVERIFY(day.verdict == RiskVerdict::Pass);
    const LimitUsage drawdown = desk.of(limit("drawdown", "10000", LimitUnit::Money));
    QCOMPARE(used(drawdown), QStringLiteral("10000"));
    QVERIFY(drawdown.verdict == RiskVerdict::Block); // what may be lost is lost
  }

  void warnsFromItsShareAndBlocksBeyond()
  {
    const Desk desk;
    RiskLimit name = limit("name", "20000", LimitUnit::Money);
    QVERIFY(desk.of(name).verdict == RiskVerdict::Pass); // at the limit is allowed
    name.warnAt = decimal("0.9");
    QVERIFY(desk.of(name).verdict == RiskVerdict::Warn);
    name.limit = decimal("19999.99");
    QVERIFY(desk.of(name).verdict == RiskVerdict::Block);
  }

  void requestsAndOwnOrders()
  {
    Desk desk;
    desk.picture.countOrder(draft("o", kBank, Side::Buy, "10", "100"), Duration::seconds(10));
    desk.picture.countCancel(draft("o", kBank, Side::Buy, "10", "100"), Duration::seconds(10));
    for (int i = 0; i < 3; ++i)
      desk.picture.countOrder(draft("o", kBank, Side::Buy, "10", "100"), Duration::milliseconds(99'500));
    QCOMPARE(used(desk.of(limit("order_rate", "300", LimitUnit::PerSecond))), QStringLiteral("3"));
    QCOMPARE(used(desk.of(limit("order_rate", "20000", LimitUnit::PerDay))), QStringLiteral("5"));
    QCOMPARE(used(desk.of(limit("cancel_ratio", "0.5", LimitUnit::Fraction))), QStringLiteral("0.25"));
    QCOMPARE(used(desk.of(limit("self_trade", "0", LimitUnit::Units))), QStringLiteral("0"));
    desk.picture.takeOrder(draft("s", kLiquor, Side::Sell, "10.01", "100")); // above the buy: they do not meet
    QCOMPARE(used(desk.of(limit("self_trade", "0", LimitUnit::Units))), QStringLiteral("0"));
    desk.picture.takeOrder(draft("t", kLiquor, Side::Sell, "10", "100"));
    const LimitUsage own = desk.of(limit("self_trade", "0", LimitUnit::Units));
    QCOMPARE(used(own), QStringLiteral("1"));
    QCOMPARE(text(own.subject), text(kLiquor));
    QVERIFY(own.verdict == RiskVerdict::Block);
  }

  void whatIsNotKnownSaysSo()
  {
    Desk desk;
    desk.lookups.industry = [](std::string_view id) { return id == kBank ? std::string("bank") : std::string(); };
    const LimitUsage industry = desk.of(limit("industry", "50000", LimitUnit::Money));
    QCOMPARE(used(industry), QStringLiteral("20000"));
    QCOMPARE(text(industry.reason.code), QStringLiteral("risk.no_industry"));
    desk.lookups = {};
    const LimitUsage nothing = desk.of(limit("industry", "50000", LimitUnit::Money));
    QVERIFY(!nothing.used && !nothing.share());
    QCOMPARE(text(nothing.reason.code), QStringLiteral("risk.no_industry"));
    QCOMPARE(text(desk.of(limit("tag", "50000", LimitUnit::Money)).reason.code), QStringLiteral("risk.no_tag_source"));
    desk.picture = RiskPicture(); // nobody described an account
    QCOMPARE(text(desk.of(limit("gross", "0.5", LimitUnit::OfEquity)).reason.code), QStringLiteral("risk.no_equity"));
    const LimitUsage held = desk.of(limit("industry", "50000", LimitUnit::Money));
    QCOMPARE(used(held), QStringLiteral("0")); // nothing is held: nothing is used, whatever is known
  }

  void limitsOfSingleOrdersAreNeverUsedUp()
  {
    const LimitUsage size = Desk().of(limit("fat_finger_size", "10000", LimitUnit::Money));
    QVERIFY(!size.used && size.reason.code.empty());
    QCOMPARE(text(size.bound.toString()), QStringLiteral("10000"));
  }
};

QTEST_APPLESS_MAIN(TstLimitUsage)
#include "tst_limit_usage.moc"
