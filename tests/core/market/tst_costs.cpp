// SPDX-License-Identifier: Apache-2.0
#include "core/market/rule_book.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::market;

namespace {

TradingDay day(const std::string& text)
{
  return TradingDay::parse(text).value();
}

RuleSubject subject(const std::string& id)
{
  return RuleSubject::of(EntityId::parse(id).value());
}

const RuleBook& book()
{
  return **RuleBook::load();
}

QString moneyText(const RuleBook& rules, const char* id, FeeSide side, const char* date, const char* amount,
    const char* quantity = nullptr)
{
  const auto fees = rules.fees(subject(id), side, day(date));
  if (!fees)
    return QString::fromStdString(fees.error().code + ' ' + std::string(fees.error().field("kind")));
  std::optional<Quantity> shares;
  if (quantity)
    shares = Quantity::parse(quantity).value();
  const auto items = itemisedCosts(*fees, Money::parse(amount).value(), shares);
  if (!items)
    return QString::fromStdString(items.error().code);
  QStringList texts;
  for (const CostItem& item : *items)
    texts << QString::fromStdString(std::string(toString(item.kind)) + ' ' + item.amount.toFixed(2));
  return texts.join(QStringLiteral(", "));
}

}

class TstCosts : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void costs_data();
  void costs();
  void ownCommission();
};

void TstCosts::costs_data()
{
  QTest::addColumn<QString>("id");
  QTest::addColumn<QString>("side");
  QTest::addColumn<QString>("date");
  QTest::addColumn<QString>("amount");
  QTest::addColumn<QString>("quantity");
  QTest::addColumn<QString>("costs");
  const auto row = [](const char* id, const char* side, const char* date, const char* amount, const char* quantity,
                       const char* costs) {
    QTest::addRow("%s %s %s %s", id, side, date, amount)
        << QString::fromLatin1(id) << QString::fromLatin1(side) << QString::fromLatin1(date)
        << QString::fromLatin1(amount) << QString::fromLatin1(quantity) << QString::fromLatin1(costs);
  };
  const char *sh = "stock_sh_600000", *sz = "stock_sz_000001";
  // 123 456.78: transfer 0.001% = 1.2345678, handling 0.00341% = 4.2098…, supervision 0.002% = 2.4691…, commission
  // 0.025% = 30.8641…
  row(sh, "buy", "2024-01-31", "123456.78", "",
      "transfer_fee 1.23, handling_fee 4.21, supervision_fee 2.47, commission 30.86");
  // selling adds 0.05% = 61.72839
  row(sh, "sell", "2024-01-31", "123456.78", "",
      "stamp_duty 61.73, transfer_fee 1.23, handling_fee 4.21, supervision_fee 2.47, commission 30.86");
  // 10 000: 0.1, 0.341, 0.2; commission 2.5 → at least 5
  row(sz, "buy", "2024-01-31", "10000", "",
      "transfer_fee 0.10, handling_fee 0.34, supervision_fee 0.20, commission 5.00");
  row(sz, "sell", "2024-01-31", "10000", "",
      "stamp_duty 5.00, transfer_fee 0.10, handling_fee 0.34, supervision_fee 0.20, commission 5.00");
  // half up: 0.05% of 10 010 = 5.005 → 5.01
  row(sz, "sell", "2024-01-31", "10010", "",
      "stamp_duty 5.01, transfer_fee 0.10, handling_fee 0.34, supervision_fee 0.20, commission 5.00");
  // boundary days of stamp duty and handling fee: 100 000
  row(sh, "sell", "2023-08-27", "100000", "",
      "stamp_duty 100.00, transfer_fee 1.00, handling_fee 4.87, supervision_fee 2.00, commission 25.00");
  row(sh, "sell", "2023-08-28", "100000", "",
      "stamp_duty 50.00, transfer_fee 1.00, handling_fee 3.41, supervision_fee 2.00, commission 25.00");
  row(sh, "buy", "2022-04-28", "100000", "",
      "transfer_fee 2.00, handling_fee 4.87, supervision_fee 2.00, commission 25.00");
  row(sh, "buy", "2022-04-29", "100000", "",
      "transfer_fee 1.00, handling_fee 4.87, supervision_fee 2.00, commission 25.00");
  // Shanghai by face value before 2015-08-01: 10 000 shares · 0.0006 = 6; Shenzhen 0.00255% = 2.55
  row(sh, "buy", "2015-07-31", "100000", "10000",
      "transfer_fee 6.00, handling_fee 6.96, supervision_fee 2.00, commission 25.00");
  row(sz, "buy", "2015-07-31", "100000", "",
      "transfer_fee 2.55, handling_fee 6.96, supervision_fee 2.00, commission 25.00");
  row(sh, "buy", "2015-08-01", "100000", "",
      "transfer_fee 2.00, handling_fee 4.87, supervision_fee 2.00, commission 25.00");
  row(sh, "buy", "2012-08-31", "100000", "10000",
      "transfer_fee 7.50, handling_fee 8.70, supervision_fee 4.00, commission 25.00");
  row(sh, "buy", "2012-05-31", "100000", "10000",
      "transfer_fee 10.00, handling_fee 11.00, supervision_fee 4.00, commission 25.00");
  row(sh, "buy", "2012-05-31", "1000", "100",
      "transfer_fee 1.00, handling_fee 0.11, supervision_fee 0.04, commission 5.00");
  row(sh, "buy", "2012-05-31", "1000", "", "rules.quantity_needed");
  row("etf_sh_510300", "sell", "2024-01-31", "100000", "", "handling_fee 4.00, commission 25.00");
  row("stock_bj_430047", "sell", "2024-01-31", "100000", "",
      "stamp_duty 50.00, transfer_fee 1.00, handling_fee 12.50, supervision_fee 2.00, commission 25.00");
  row("cbond_sh_113050", "buy", "2024-01-31", "1000", "", "commission 1.00");
  row("stockus_nasdaq_GOOG", "buy", "2004-08-19", "100000", "", "");
  // 100 000 HKD: 0.1%, 0.00565%, 0.00285%, 0.025%
  row("stockhk_hk_00700", "buy", "2024-01-31", "100000", "",
      "stamp_duty 100.00, handling_fee 5.65, supervision_fee 2.85, commission 25.00");
  row("coin_binance_BTC-USDT", "buy", "2024-01-31", "10000", "", "commission 10.00");
  row(sh, "sell", "2024-01-31", "0", "",
      "stamp_duty 0.00, transfer_fee 0.00, handling_fee 0.00, supervision_fee 0.00, commission 0.00");
  row("stock_sh_688001", "buy", "2015-07-31", "100000", "", "rules.unknown transfer_fee");
  row("future_shfe_cu2501", "buy", "2024-01-31", "100000", "", "rules.unknown commission");
}

void TstCosts::costs()
{
  QFETCH(QString, id);
  QFETCH(QString, side);
  QFETCH(QString, date);
  QFETCH(QString, amount);
  QFETCH(QString, quantity);
  QFETCH(QString, costs);
  const QByteArray shares = quantity.toLatin1();
  QCOMPARE(moneyText(book(), id.toLatin1().constData(), side == QStringLiteral("buy") ? FeeSide::Buy : FeeSide::Sell,
               date.toLatin1().constData(), amount.toLatin1().constData(),
               quantity.isEmpty() ? nullptr : shares.constData()),
      costs);
}

void TstCosts::ownCommission()
{
  const auto fees = book().fees(subject("stock_sh_600000"), FeeSide::Buy, day("2024-01-31")).value();
  const auto inclusive = withCommission(fees, Decimal::parse("0.00015").value(), Money::fromInt(1), true);
  const auto items = itemisedCosts(inclusive, Money::fromInt(100000)).value();
  QCOMPARE(items.size(), std::size_t(2)); // handling and supervision lie inside the commission
  QCOMPARE(items[0].amount.toFixed(2), std::string("1.00"));
  QCOMPARE(items[1].amount.toFixed(2), std::string("15.00"));
  const auto small = itemisedCosts(inclusive, Money::fromInt(1000)).value();
  QCOMPARE(small[1].amount.toFixed(2), std::string("1.00"));
}

QTEST_APPLESS_MAIN(TstCosts)
#include "tst_costs.moc"
