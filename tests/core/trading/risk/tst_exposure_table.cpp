// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/exposure_table.h"
#include "tests/core/trading/risk/risk_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::risk::samples;

namespace {

const std::string kBank = "stock_sh_601398", kChip = "stock_sh_688981", kHk = "stockhk_hk_00700";

/// "paper" in the limits' currency: 1,000,000; "hk" at 0.9: 500,000, so 450,000.
///   paper  bank 10,000 at 6 = 60,000; chip 1,000 at 90 = 90,000 and 500 more on order at 80 = 40,000
///   hk     Tencent 1,000 at 400 = 400,000, in base 360,000; bank short 5,000 at 6 = 30,000, in base 27,000
RiskPicture picture()
{
  RiskPicture made;
  made.setAccount(riskAccount("paper", "1000000"));
  RiskAccount hk = riskAccount("hk", "500000");
  hk.toBase = decimal("0.9");
  made.setAccount(hk);
  made.setMark(kBank, price("6"));
  made.setMark(kChip, price("90"));
  made.setMark(kHk, price("400"));
  made.setHolding("paper", kBank, quantity("10000"));
  made.setHolding("paper", kChip, quantity("1000"));
  made.setHolding("hk", kHk, quantity("1000"));
  made.setHolding("hk", kBank, quantity("-5000"));
  made.takeOrder(draft("o1", kChip, Side::Buy, "80", "500"));
  return made;
}

RiskLookups lookups()
{
  RiskLookups made;
  made.industry = [](std::string_view entityId) -> std::string {
    return entityId == kBank ? "banks" : entityId == kChip ? "chips" : "";
  };
  made.tags = [](std::string_view entityId) -> std::vector<std::string> {
    if (entityId == kBank)
      return {"finance", "dividend"};
    return entityId == kHk ? std::vector<std::string>{"dividend"} : std::vector<std::string>{};
  };
  return made;
}

std::string currency(std::string_view entityId)
{
  return entityId == kHk ? "HKD" : "CNY";
}

ExposureTable look(ExposureBy by, std::string account = {})
{
  return exposureTable(picture(), lookups(), currency, {by, std::move(account)});
}

QStringList texts(const ExposureTable& table)
{
  QStringList list;
  for (const ExposureRow& row : table.rows)
    list.append(QStringLiteral("%1 %2 %3 +%4 of %5")
            .arg(QString::fromStdString(row.name), text(row.net), text(row.gross), text(row.open))
            .arg(row.securities));
  return list;
}

}

class TstExposureTable : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void byIndustryOverAllAccounts()
  {
    const ExposureTable table = look(ExposureBy::Industry);
    // Nobody knows the industry of the third.
    QCOMPARE(texts(table),
        QStringList({" 360000 360000 +0 of 1", "chips 90000 90000 +40000 of 1", "banks 33000 87000 +0 of 1"}));
    QCOMPARE(text(*table.equity), QStringLiteral("1450000"));
    QCOMPARE(text(table.total.net), QStringLiteral("483000"));
    QCOMPARE(text(table.total.gross), QStringLiteral("537000"));
    QCOMPARE(table.total.securities, 3);
    QCOMPARE(*table.share(table.total.gross), 537000.0 / 1450000);
  }

  void ofOneAccount()
  {
    const ExposureTable table = look(ExposureBy::Industry, "paper");
    QCOMPARE(texts(table), QStringList({"chips 90000 90000 +40000 of 1", "banks 60000 60000 +0 of 1"}));
    QCOMPARE(text(*table.equity), QStringLiteral("1000000"));
  }

  /// A security with two tags counts in both, and once in the sum.
  void tagsOverlap()
  {
    const ExposureTable table = look(ExposureBy::Tag);
    QCOMPARE(texts(table),
        QStringList({"dividend 393000 447000 +0 of 2", " 90000 90000 +40000 of 1", "finance 33000 87000 +0 of 1"}));
    QCOMPARE(text(table.total.gross), QStringLiteral("537000"));
  }

  void byCurrencySecurityAndAccount()
  {
    QCOMPARE(
        texts(look(ExposureBy::Currency)), QStringList({"HKD 360000 360000 +0 of 1", "CNY 123000 177000 +40000 of 2"}));
    QCOMPARE(
        texts(look(ExposureBy::Account)), QStringList({"hk 333000 387000 +0 of 2", "paper 150000 150000 +40000 of 2"}));
    QCOMPARE(look(ExposureBy::Security).rows.size(), std::size_t{3});
  }

  void whatCannotBeCountedIsNamed()
  {
    RiskPicture made = picture();
    made.setHolding("paper", "stock_sz_000001", quantity("100"));
    RiskAccount hk = riskAccount("hk", "500000");
    hk.isRateKnown = false;
    made.setAccount(hk);
    const ExposureTable table = exposureTable(made, lookups(), currency, {ExposureBy::Account, {}});
    QCOMPARE(texts(table), QStringList({"paper 150000 150000 +40000 of 2"}));
    QCOMPARE(table.left, (std::vector<std::string>{"hk", "stock_sz_000001"}));
    QVERIFY(!table.equity);
    QVERIFY(!table.share(table.total.gross));
  }

  void namesAreRead()
  {
    for (const char* name : {"industry", "tag", "security", "currency", "account"})
      QCOMPARE(toString(require(parseExposureBy(name))), std::string_view(name));
    QVERIFY(!parseExposureBy("mood"));
  }
};

QTEST_APPLESS_MAIN(TstExposureTable)
#include "tst_exposure_table.moc"
