// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/trading/risk/risk_limits.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::trading::samples;

class TstRiskLimits : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void readsADocument();
  void writesWhatItReads();
  void badInputIsSaidWithItsPlace_data();
  void badInputIsSaidWithItsPlace();
  void aNumberWithoutAUnitSaysWhichThereAre();
  void everyRuleHasItsSentences();
};

namespace {

constexpr std::string_view kDocument = R"({"version": 1, "currency": "CNY",
  "limits": [
    {"rule": "name", "limit": "0.2", "unit": "of_equity", "warn_at": 0.8, "when_unknown": "warn"},
    {"rule": "order_rate", "limit": 299, "unit": "per_second", "scope": {"account": "paper"}},
    {"rule": "cluster", "limit": "500000", "unit": "money", "threshold": "0.9", "action": "warn",
     "scope": {"strategy": "ma", "tag": "bank"}}],
  "approvals": [
    {"above": "5000000", "roles": ["head"], "approvals": 2},
    {"above": "1000000", "roles": ["risk", "head"], "expires_minutes": 10}]})";

}

void TstRiskLimits::readsADocument()
{
  const RiskLimits limits = require(riskLimitsFromJson(kDocument));
  QCOMPARE(limits.limits.size(), std::size_t{3});
  QVERIFY(limits.limits[0].unit == LimitUnit::OfEquity);
  QVERIFY(limits.limits[0].whenUnknown == LimitAction::Warn);
  QVERIFY(limits.limits[1].whenUnknown == LimitAction::Block); // a missing figure is no permission
  QCOMPARE(text(limits.limits[0].warnAt.toString()), QString("0.8"));
  QVERIFY(limits.limits[1].unit == LimitUnit::PerSecond);
  QCOMPARE(text(limits.limits[1].scope.account), QString("paper"));
  QVERIFY(limits.limits[2].action == LimitAction::Warn);
  QCOMPARE(text(limits.limits[2].scope.text()), QString("strategy ma tag bank"));
  QCOMPARE(limits.approvals.size(), std::size_t{2});
  QCOMPARE(text(limits.approvals.front().above.toString()), QString("1000000")); // smallest first
  QCOMPARE(limits.approvals.back().approvals, 2);
  QVERIFY(require(riskLimitsFromJson(R"({"version":1})")).isEmpty());
}

void TstRiskLimits::writesWhatItReads()
{
  const RiskLimits limits = require(riskLimitsFromJson(kDocument));
  QCOMPARE(require(riskLimitsFromJson(toJson(limits))), limits);
}

void TstRiskLimits::badInputIsSaidWithItsPlace_data()
{
  QTest::addColumn<QString>("document");
  QTest::addColumn<QString>("code");
  QTest::addColumn<QString>("path");
  const auto row = [](const char* document, const char* code, const char* path) {
    QTest::newRow(document) << QString(document) << QString(code) << QString(path);
  };
  row(R"([])", "risk.bad_limits", "");
  row(R"({})", "risk.bad_limits", "/version");
  row(R"({"version":2})", "risk.newer_limits", "");
  row(R"({"version":1,"limit":[]})", "risk.unknown_key", "/limit");
  row(R"({"version":1,"limits":{}})", "risk.bad_limits", "/limits");
  row(R"({"version":1,"limits":[{"rule":"nmae","limit":1}]})", "risk.unknown_rule", "/limits/0/rule");
  row(R"({"version":1,"limits":[{"rule":"gross","limit":1,"unit":"money"},{"rule":"name","unit":"money"}]})",
      "risk.bad_limits", "/limits/1/limit");
  row(R"({"version":1,"limits":[{"rule":"name","limit":-1,"unit":"money"}]})", "risk.bad_number", "/limits/0/limit");
  row(R"({"version":1,"limits":[{"rule":"name","limit":"1,000","unit":"money"}]})", "risk.bad_number",
      "/limits/0/limit");
  row(R"({"version":1,"limits":[{"rule":"name","limit":500000}]})", "risk.no_unit", "/limits/0/unit");
  row(R"({"version":1,"limits":[{"rule":"self_trade","limit":0}]})", "risk.no_unit", "/limits/0/unit");
  row(R"({"version":1,"limits":[{"rule":"name","limit":1,"unit":"money","when_unknown":"go"}]})", "risk.bad_limits",
      "/limits/0/when_unknown");
  row(R"({"version":1,"limits":[{"rule":"name","limit":1,"unit":"per_day"}]})", "risk.bad_unit", "/limits/0/unit");
  row(R"({"version":1,"limits":[{"rule":"name","limit":1,"unit":"money","threshold":1}]})", "risk.unknown_key",
      "/limits/0/threshold");
  row(R"({"version":1,"limits":[{"rule":"name","limit":1,"unit":"money","scope":{"acount":"a"}}]})", "risk.unknown_key",
      "/limits/0/scope/acount");
  row(R"({"version":1,"limits":[{"rule":"name","limit":1,"unit":"money","action":"shout"}]})", "risk.bad_limits",
      "/limits/0/action");
  row(R"({"version":1,"limits":[{"rule":"name","limit":1,"unit":"money","warn_at":80}]})", "risk.bad_limits",
      "/limits/0/warn_at");
  row(R"({"version":1,"approvals":[{"above":1,"roles":[]}]})", "risk.bad_limits", "/approvals/0/roles");
  row(R"({"version":1,"approvals":[{"above":1,"roles":["a"],"approvals":0}]})", "risk.bad_number",
      "/approvals/0/approvals");
}

void TstRiskLimits::badInputIsSaidWithItsPlace()
{
  QFETCH(QString, document);
  QFETCH(QString, code);
  QFETCH(QString, path);
  const auto limits = riskLimitsFromJson(document.toStdString());
  QVERIFY(!limits);
  QCOMPARE(text(limits.error().code), code);
  QCOMPARE(text(limits.error().field("path")), path);
}

/// 500000 was meant as money and read as five hundred thousand times the equity.
void TstRiskLimits::aNumberWithoutAUnitSaysWhichThereAre()
{
  const auto limits = riskLimitsFromJson(R"({"version":1,"limits":[{"rule":"name","limit":500000}]})");
  QVERIFY(!limits);
  QCOMPARE(QString::fromStdString(Messages::load("en")->describe(limits.error())),
      QString("/limits/0/unit is missing: the limit of name needs a unit, one of of_equity, money"));
}

void TstRiskLimits::everyRuleHasItsSentences()
{
  for (const char* language : {"en", "zh_CN"}) {
    const auto messages = Messages::load(language);
    for (const LimitRule& rule : limitRules()) {
      QVERIFY2(messages->contains("trading.check.risk." + std::string(rule.id)), rule.id.data());
      QVERIFY2(messages->contains("risk." + std::string(rule.id)), rule.id.data());
    }
  }
}

QTEST_APPLESS_MAIN(TstRiskLimits)
#include "tst_risk_limits.moc"
