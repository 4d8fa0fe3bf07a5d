// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "tests/core/trading/risk/risk_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::risk::samples;

namespace {

const std::string kBank = "stock_sh_601398", kOtherBank = "stock_sh_601288", kLiquor = "stock_sh_600519";

/// 100,000 of equity; 2,000 × 10 of one bank and 1,000 × 10 of another, held by strategy "ma".
struct Desk {
  RiskPicture picture;
  RiskLookups lookups;
  Duration now = Duration::seconds(100);

  Desk()
  {
    picture.setAccount(riskAccount("paper", "100000"));
    picture.setHolding("paper", kBank, quantity("2000"));
    picture.setHolding("paper", kOtherBank, quantity("1000"));
    for (const std::string& entityId : {kBank, kOtherBank, kLiquor})
      picture.setMark(entityId, price("10"));
    lookups.industry = [](std::string_view id) { return id == kLiquor ? std::string("liquor") : std::string("bank"); };
    lookups.tags = [](std::string_view id) {
      return id == kLiquor ? std::vector<std::string>{"white"} : std::vector<std::string>{"bank", "dividend"};
    };
    lookups.correlation = [](std::string_view a, std::string_view b) -> std::optional<double> {
      return a != kLiquor && b != kLiquor ? 0.9 : 0.1;
    };
    lookups.averageDailyVolume = [](std::string_view) { return std::optional(quantity("100000")); };
  }

  [[nodiscard]] RiskFinding look(const RiskLimit& limit, const Order& order) const
  {
    RiskLimits limits;
    limits.limits = {limit};
    const RiskDecision decision = require(RiskGate::make(limits)).look({order, picture, lookups, now});
    if (decision.findings.size() != 1)
      qFatal("%zu findings", decision.findings.size());
    return decision.findings.front();
  }
  [[nodiscard]] RiskVerdict verdict(const RiskLimit& limit, const Order& order) const
  {
    return look(limit, order).verdict;
  }
};

Order buy(const std::string& entityId, std::string_view units, std::string_view at = "10")
{
  return draft("b", entityId, Side::Buy, at, units);
}

Order sell(const std::string& entityId, std::string_view units, std::string_view at = "10")
{
  return draft("s", entityId, Side::Sell, at, units);
}

QString used(const RiskFinding& finding)
{
  return finding.figures.empty() ? QString() : text(finding.figures.front().value.toString());
}

}

class TstRiskChecks : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void nameLimitCountsHoldingOpenAndDraft();
  void atTheLimitIsStillAllowed();
  void contractsCountAtTheirValue();
  void warnsBeforeTheLimit();
  void reducingOrdersPassAnExceededLimit();
  void openOrdersAreReserved();
  void industryTagAndCluster();
  void grossAndNetWithAShort();
  void lossOfTheDayAndDrawdown();
  void rateOfOrdersAndCancels();
  void cancelRatioCountsFromAThreshold();
  void selfTradeOverAccounts();
  void fatFingers();
  void scopesChooseOrdersAndHoldings();
  void foreignMoneyIsConverted();
  void whatNobodyKnowsIsRefused_data();
  void whatNobodyKnowsIsRefused();
  void aScopeThatNobodyCanLookUpIsNoWayRound();
  void unknownHoldingsCountAsUnknown();
  void aHoldingWithoutAPriceMakesTheGrossUnknown();
  void theMeterForgetsOtherTimes();
  void theDecisionNamesEveryRule();
};

void TstRiskChecks::nameLimitCountsHoldingOpenAndDraft()
{
  const Desk desk;
  // 20,000 held + 501 × 10 = 25,010 of at most 25 % of 100,000.
  const RiskFinding finding = desk.look(limit("name", "0.25", LimitUnit::OfEquity), buy(kBank, "501"));
  QVERIFY(finding.verdict == RiskVerdict::Block);
  QCOMPARE(used(finding), QString("25010"));
  QCOMPARE(text(finding.reason.code), QString("risk.name"));
  QCOMPARE(QString::fromStdString(Messages::load("en")->describe(finding.reason)),
      QString("stock_sh_601398 would come to 25010.00 of at most 25000.00 (100.04 % of the limit)"));
}

void TstRiskChecks::atTheLimitIsStillAllowed()
{
  const Desk desk;
  QVERIFY(desk.verdict(limit("name", "0.25", LimitUnit::OfEquity), buy(kBank, "500")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(limit("name", "25000", LimitUnit::Money), buy(kBank, "500")) == RiskVerdict::Pass);
  // At the order's own price where that is more: 20,000 + 500 × 10.01.
  QVERIFY(desk.verdict(limit("name", "25000", LimitUnit::Money), buy(kBank, "500", "10.01")) == RiskVerdict::Block);
}

/// An index future at 300 a point: one held at 4,000 is 1,200,000, one on its way at 4,100 is 1,230,000, one more at
/// 4,050 is 1,215,000: 3,645,000.
void TstRiskChecks::contractsCountAtTheirValue()
{
  const std::string future = "future_cffex_IF2606";
  Desk desk;
  desk.picture.setHolding("paper", future, quantity("1"));
  desk.picture.setMark(future, price("4000"));
  desk.picture.takeOrder(draft("open", future, Side::Buy, "4100", "1"));
  const RiskFinding finding = desk.look(limit("name", "3644999", LimitUnit::Money), buy(future, "1", "4050"));
  QVERIFY(finding.verdict == RiskVerdict::Block);
  QCOMPARE(used(finding), QString("3645000"));
  QVERIFY(desk.verdict(limit("name", "3645000", LimitUnit::Money), buy(future, "1", "4050")) != RiskVerdict::Block);
}

void TstRiskChecks::warnsBeforeTheLimit()
{
  const Desk desk;
  RiskLimit soft = limit("name", "30000", LimitUnit::Money);
  soft.warnAt = decimal("0.8");
  QVERIFY(desk.verdict(soft, buy(kBank, "400")) == RiskVerdict::Pass); // 24,000 = 80 %
  QVERIFY(desk.verdict(soft, buy(kBank, "500")) == RiskVerdict::Warn);
  soft.action = LimitAction::Warn;
  QVERIFY(desk.verdict(soft, buy(kBank, "5000")) == RiskVerdict::Warn);
}

void TstRiskChecks::reducingOrdersPassAnExceededLimit()
{
  const Desk desk;
  const RiskLimit tight = limit("name", "1000", LimitUnit::Money);
  QVERIFY(desk.verdict(tight, sell(kBank, "2000")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(tight, sell(kBank, "2101")) == RiskVerdict::Pass); // 1,010 short is less than 20,000 long
  QVERIFY(desk.verdict(tight, sell(kBank, "4001")) == RiskVerdict::Block); // 20,010 short is more
  QCOMPARE(text(desk.look(tight, sell(kBank, "2000")).reason.code), QString("risk.reducing"));
}

void TstRiskChecks::openOrdersAreReserved()
{
  Desk desk;
  const RiskLimit most = limit("name", "25000", LimitUnit::Money);
  Order open = draft("o1", kBank, Side::Buy, "10", "300");
  desk.picture.takeOrder(open);
  QVERIFY(desk.verdict(most, buy(kBank, "200")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(most, buy(kBank, "201")) == RiskVerdict::Block);
  // 100 of it are filled: they move from the order to the holding, the sum stays.
  open.filled = quantity("100");
  open.state = trading::OrderState::PartlyFilled;
  desk.picture.takeOrder(open);
  QVERIFY(desk.verdict(most, buy(kBank, "200")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(most, buy(kBank, "201")) == RiskVerdict::Block);
  // The rest is cancelled: 200 are free again.
  open.state = trading::OrderState::Cancelled;
  desk.picture.takeOrder(open);
  QVERIFY(desk.verdict(most, buy(kBank, "400")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(most, buy(kBank, "401")) == RiskVerdict::Block);
  // A fill that raced with the cancellation counts, once.
  open.filled = quantity("150");
  desk.picture.takeOrder(open);
  desk.picture.takeOrder(open);
  QVERIFY(desk.verdict(most, buy(kBank, "350")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(most, buy(kBank, "351")) == RiskVerdict::Block);
}

void TstRiskChecks::industryTagAndCluster()
{
  const Desk desk;
  // Both banks are held with 30,000 together; a hundred more are 31,000. The liquor stands alone.
  for (const char* rule : {"industry", "tag", "cluster"}) {
    RiskLimit most = limit(rule, "30999", LimitUnit::Money);
    most.threshold = decimal("0.7");
    const RiskFinding finding = desk.look(most, buy(kBank, "100"));
    QVERIFY(finding.verdict == RiskVerdict::Block);
    QCOMPARE(used(finding), QString("31000"));
    QCOMPARE(used(desk.look(most, buy(kLiquor, "100"))), QString("1000"));
  }
  RiskLimit apart = limit("cluster", "30999", LimitUnit::Money);
  apart.threshold = decimal("0.95");
  QCOMPARE(used(desk.look(apart, buy(kBank, "100"))), QString("21000"));
}

void TstRiskChecks::grossAndNetWithAShort()
{
  Desk desk;
  desk.picture.setHolding("paper", kLiquor, quantity("-1500"));
  // Long 30,000, short 15,000: gross 45,000, net 15,000.
  QCOMPARE(used(desk.look(limit("gross", "1", LimitUnit::OfEquity), buy(kBank, "100"))), QString("46000"));
  QCOMPARE(used(desk.look(limit("net", "1", LimitUnit::OfEquity), buy(kBank, "100"))), QString("16000"));
  // Covering the short reduces the gross and lets the net grow.
  QVERIFY(desk.verdict(limit("gross", "1", LimitUnit::Money), buy(kLiquor, "500")) == RiskVerdict::Pass);
  const RiskFinding net = desk.look(limit("net", "19999", LimitUnit::Money), buy(kLiquor, "500"));
  QCOMPARE(used(net), QString("20000"));
  QVERIFY(net.verdict == RiskVerdict::Block);
}

void TstRiskChecks::lossOfTheDayAndDrawdown()
{
  Desk desk;
  desk.picture.setAccount(riskAccount("paper", "97000", "100000", "121250"));
  const RiskLimit daily = limit("daily_loss", "0.03", LimitUnit::OfEquity);
  QVERIFY(desk.verdict(daily, buy(kBank, "100")) == RiskVerdict::Block); // 3,000 of 3,000: it is lost
  QVERIFY(desk.verdict(limit("daily_loss", "3001", LimitUnit::Money), buy(kBank, "100")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(daily, sell(kBank, "100")) == RiskVerdict::Pass);
  // 24,250 below the peak of 121,250 is 20 %.
  QVERIFY(desk.verdict(limit("drawdown", "0.2", LimitUnit::OfEquity), buy(kBank, "100")) == RiskVerdict::Block);
  QVERIFY(desk.verdict(limit("drawdown", "0.2001", LimitUnit::OfEquity), buy(kBank, "100")) == RiskVerdict::Pass);
}

void TstRiskChecks::rateOfOrdersAndCancels()
{
  Desk desk;
  const Order sent = buy(kBank, "100");
  for (int i = 0; i < 297; ++i)
    desk.picture.countOrder(sent, desk.now - Duration::milliseconds(999));
  desk.picture.countCancel(sent, desk.now);
  const RiskLimit perSecond = limit("order_rate", "299", LimitUnit::PerSecond);
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Pass); // the 299th
  desk.picture.countCancel(sent, desk.now);
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Block); // the 300th makes a high-frequency account
  desk.now = desk.now + Duration::milliseconds(1);
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Pass); // a second is over for most of them
  QVERIFY(desk.verdict(limit("order_rate", "300", LimitUnit::PerDay), sent) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(limit("order_rate", "299", LimitUnit::PerDay), sent) == RiskVerdict::Block);
  Order elsewhere = sent;
  elsewhere.account = "other";
  QVERIFY(desk.verdict(perSecond, elsewhere) == RiskVerdict::Pass);
  desk.picture.startDay("paper");
  QVERIFY(desk.verdict(limit("order_rate", "1", LimitUnit::PerDay), sent) == RiskVerdict::Pass);
}

/// A replay that goes back leaves requests behind that are of a time to come; and one that plays two days in a second
/// does not make one busy second of them.
void TstRiskChecks::theMeterForgetsOtherTimes()
{
  Desk desk;
  const Order sent = buy(kBank, "100");
  const RiskLimit perSecond = limit("order_rate", "3", LimitUnit::PerSecond);
  for (int i = 0; i < 3; ++i)
    desk.picture.countOrder(sent, Duration::seconds(500));
  desk.now = Duration::seconds(100);
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Pass);
  desk.picture.countOrder(sent, desk.now);
  desk.picture.countOrder(sent, desk.now);
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Pass); // the third
  desk.picture.countOrder(sent, desk.now);
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Block);
  desk.now = Duration::seconds(500); // when the clock comes by again, they are gone
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Pass);
  for (int i = 0; i < 3; ++i)
    desk.picture.countOrder(sent, desk.now);
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Block);
  desk.picture.startDay("paper");
  QVERIFY(desk.verdict(perSecond, sent) == RiskVerdict::Pass);
}

void TstRiskChecks::cancelRatioCountsFromAThreshold()
{
  Desk desk;
  RiskLimit ratio = limit("cancel_ratio", "0.5", LimitUnit::Fraction);
  ratio.threshold = decimal("4");
  const Order sent = buy(kBank, "100");
  for (int i = 0; i < 3; ++i) {
    desk.picture.countOrder(sent, desk.now);
    desk.picture.countCancel(sent, desk.now);
  }
  QVERIFY(desk.verdict(ratio, sent) == RiskVerdict::Pass);
  desk.picture.countOrder(sent, desk.now);
  const RiskFinding finding = desk.look(ratio, sent);
  QVERIFY(finding.verdict == RiskVerdict::Block);
  QCOMPARE(used(finding), QString("0.75"));
}

void TstRiskChecks::selfTradeOverAccounts()
{
  Desk desk;
  Order open = draft("o", kBank, Side::Sell, "10.05", "100");
  open.account = "second";
  desk.picture.takeOrder(open);
  const RiskLimit none = limit("self_trade", "0", LimitUnit::Units);
  QVERIFY(desk.verdict(none, buy(kBank, "100", "10.04")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(none, buy(kBank, "100", "10.05")) == RiskVerdict::Block);
  QVERIFY(desk.verdict(none, sell(kBank, "100", "10.05")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(none, buy(kLiquor, "100", "11")) == RiskVerdict::Pass);
  Order market = buy(kBank, "100", "9");
  market.type = trading::OrderType::Market;
  QVERIFY(desk.verdict(none, market) == RiskVerdict::Block);
}

void TstRiskChecks::fatFingers()
{
  const Desk desk;
  const RiskLimit price = limit("fat_finger_price", "0.05", LimitUnit::Fraction);
  QVERIFY(desk.verdict(price, buy(kBank, "100", "10.5")) == RiskVerdict::Pass);
  QVERIFY(desk.verdict(price, buy(kBank, "100", "10.51")) == RiskVerdict::Block);
  QVERIFY(desk.verdict(price, buy(kBank, "100", "1")) == RiskVerdict::Pass); // harms nobody
  QVERIFY(desk.verdict(price, sell(kBank, "100", "9.49")) == RiskVerdict::Block);
  // 100,000 a day on average: 5 % are 5,000.
  QVERIFY(desk.verdict(limit("fat_finger_size", "0.05", LimitUnit::Fraction), buy(kBank, "5000")) == RiskVerdict::Pass);
  QVERIFY(
      desk.verdict(limit("fat_finger_size", "0.05", LimitUnit::Fraction), buy(kBank, "5001")) == RiskVerdict::Block);
  QVERIFY(
      desk.verdict(limit("fat_finger_size", "100000", LimitUnit::Money), buy(kBank, "10001")) == RiskVerdict::Block);
  QVERIFY(desk.verdict(limit("fat_finger_size", "100", LimitUnit::Units), sell(kBank, "200")) == RiskVerdict::Block);
}

void TstRiskChecks::scopesChooseOrdersAndHoldings()
{
  Desk desk;
  Order other = draft("o", kBank, Side::Buy, "10", "1000");
  other.source = "grid";
  other.filled = other.quantity;
  other.state = trading::OrderState::Filled;
  desk.picture.takeOrder(other);
  RiskLimit own = limit("name", "10999", LimitUnit::Money);
  own.scope.strategy = "grid";
  Order next = buy(kBank, "100");
  next.source = "grid";
  QCOMPARE(used(desk.look(own, next)), QString("11000")); // its own 1,000 and not the 2,000 of others
  QVERIFY(desk.verdict(own, next) == RiskVerdict::Block);
  RiskLimits limits;
  limits.limits = {own};
  const Order ofOther = buy(kBank, "100");
  QVERIFY(require(RiskGate::make(limits)).look({ofOther, desk.picture, desk.lookups, desk.now}).findings.empty());
  RiskLimit tagged = limit("gross", "30999", LimitUnit::Money);
  tagged.scope.tag = "dividend";
  const RiskFinding finding = desk.look(tagged, buy(kOtherBank, "100"));
  QCOMPARE(used(finding), QString("41000")); // 30,000 and 10,000 of banks, and the draft
  QVERIFY(finding.reason.field("scope") == "tag dividend");
}

void TstRiskChecks::foreignMoneyIsConverted()
{
  Desk desk;
  RiskAccount abroad = riskAccount("hk", "50000");
  abroad.toBase = decimal("0.9");
  desk.picture.setAccount(abroad);
  Order order = draft("h", kLiquor, Side::Buy, "10", "1000");
  order.account = "hk";
  QCOMPARE(used(desk.look(limit("name", "1", LimitUnit::OfEquity), order)), QString("9000"));
  // 100,000 + 50,000 × 0.9 = 145,000 of equity.
  const RiskFinding finding = desk.look(limit("gross", "0.1", LimitUnit::OfEquity), order);
  QCOMPARE(text(finding.figures.back().value.toString()), QString("14500"));
}

void TstRiskChecks::whatNobodyKnowsIsRefused_data()
{
  QTest::addColumn<QString>("rule");
  QTest::addColumn<int>("unit");
  QTest::addColumn<QString>("code");
  const auto row = [](const char* rule, LimitUnit unit, const char* code) {
    QTest::addRow("%s %s", rule, toString(unit).data()) << QString(rule) << static_cast<int>(unit) << QString(code);
  };
  row("industry", LimitUnit::Money, "risk.no_industry");
  row("tag", LimitUnit::Money, "risk.no_tag_source");
  row("cluster", LimitUnit::Money, "risk.no_correlation");
  row("fat_finger_size", LimitUnit::Fraction, "risk.no_volume");
  row("fat_finger_price", LimitUnit::Fraction, "risk.no_price");
  row("name", LimitUnit::OfEquity, "risk.no_equity");
  row("gross", LimitUnit::OfEquity, "risk.no_equity");
  row("daily_loss", LimitUnit::Money, "risk.no_equity");
  row("drawdown", LimitUnit::OfEquity, "risk.no_equity");
}

/// A desk that knows its holding of a bank and nothing else: no facts, no account, no price of the liquor.
void TstRiskChecks::whatNobodyKnowsIsRefused()
{
  QFETCH(QString, rule);
  QFETCH(int, unit);
  QFETCH(QString, code);
  Desk desk;
  desk.lookups = {};
  desk.picture = {};
  desk.picture.setHolding("paper", kBank, quantity("2000"));
  desk.picture.setMark(kBank, price("10"));
  RiskLimit wide = limit(rule.toStdString(), "1000000", static_cast<LimitUnit>(unit));
  const RiskFinding refused = desk.look(wide, buy(kLiquor, "1"));
  QVERIFY(refused.verdict == RiskVerdict::Block);
  QCOMPARE(text(refused.reason.code), code);
  // What is missing is said in words.
  QVERIFY(QString::fromStdString(Messages::load("en")->describe(refused.reason)).contains("known")
      || code == "risk.no_tag_source");
  wide.whenUnknown = LimitAction::Warn;
  QVERIFY(desk.verdict(wide, buy(kLiquor, "1")) == RiskVerdict::Warn);
  wide.whenUnknown = LimitAction::Block;
  QVERIFY(desk.verdict(wide, sell(kBank, "2000")) == RiskVerdict::Pass);
}

void TstRiskChecks::aScopeThatNobodyCanLookUpIsNoWayRound()
{
  Desk desk;
  RiskLimit tagged = limit("gross", "1", LimitUnit::Money);
  tagged.scope.tag = "dividend";
  QVERIFY(desk.verdict(tagged, buy(kBank, "100")) == RiskVerdict::Block);
  desk.lookups.tags = {};
  const RiskFinding finding = desk.look(tagged, buy(kBank, "100"));
  QVERIFY(finding.verdict == RiskVerdict::Block);
  QCOMPARE(text(finding.reason.code), QString("risk.no_tag_source"));
  QVERIFY(desk.verdict(tagged, sell(kBank, "100")) == RiskVerdict::Pass);
}

/// A holding whose industry or correlation nobody knows may belong to what is limited.
void TstRiskChecks::unknownHoldingsCountAsUnknown()
{
  Desk desk;
  desk.lookups.industry = [](std::string_view id) { return id == kOtherBank ? std::string() : std::string("bank"); };
  desk.lookups.correlation = [](std::string_view, std::string_view) { return std::optional<double>(); };
  const RiskFinding industry = desk.look(limit("industry", "100000", LimitUnit::Money), buy(kBank, "100"));
  QVERIFY(industry.verdict == RiskVerdict::Block);
  QCOMPARE(text(industry.reason.field("entity")), text(kOtherBank));
  RiskLimit cluster = limit("cluster", "100000", LimitUnit::Money);
  QCOMPARE(text(desk.look(cluster, buy(kBank, "100")).reason.code), QString("risk.no_correlation_with"));
  // With leave to go on, what is known is still judged: 20,000 and 1,000 of the one bank.
  cluster.whenUnknown = LimitAction::Warn;
  QVERIFY(desk.verdict(cluster, buy(kBank, "100")) == RiskVerdict::Warn);
  cluster.limit = decimal("20999");
  QCOMPARE(text(desk.look(cluster, buy(kBank, "100")).reason.code), QString("risk.cluster"));
  QVERIFY(desk.verdict(cluster, buy(kBank, "100")) == RiskVerdict::Block);
}

void TstRiskChecks::aHoldingWithoutAPriceMakesTheGrossUnknown()
{
  Desk desk;
  // A holding without a price makes the gross exposure unknowable: only reducing it is safe.
  desk.picture.setHolding("paper", "stock_sz_000001", quantity("100"));
  const RiskFinding finding = desk.look(limit("gross", "9", LimitUnit::OfEquity), buy(kBank, "1"));
  QVERIFY(finding.verdict == RiskVerdict::Block);
  QCOMPARE(text(finding.reason.code), QString("risk.no_price"));
  QVERIFY(desk.verdict(limit("gross", "9", LimitUnit::OfEquity), sell("stock_sz_000001", "100")) == RiskVerdict::Pass);
}

void TstRiskChecks::theDecisionNamesEveryRule()
{
  const Desk desk;
  RiskLimits limits;
  limits.limits = {limit("gross", "1", LimitUnit::Money), limit("name", "1", LimitUnit::Money),
      limit("net", "1", LimitUnit::OfEquity)};
  const Order order = buy(kBank, "100");
  const RiskDecision decision = require(RiskGate::make(limits)).look({order, desk.picture, desk.lookups, desk.now});
  QCOMPARE(decision.findings.size(), std::size_t{3});
  QVERIFY(decision.verdict() == RiskVerdict::Block);
  const auto result = decision.result();
  QVERIFY(!result);
  QCOMPARE(text(result.error().code), QString("risk.name"));
  QCOMPARE(text(result.error().field("rules")), QString("name gross"));
  limits.limits = {limit("sector", "1", LimitUnit::Money)};
  QCOMPARE(text(RiskGate::make(limits).error().code), QString("risk.unknown_rule"));
}

QTEST_APPLESS_MAIN(TstRiskChecks)
#include "tst_risk_checks.moc"
