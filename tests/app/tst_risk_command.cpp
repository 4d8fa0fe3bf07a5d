// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trading/journal.h"
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"
#include "tests/core/trading/trading_samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fstream>

using namespace zvt;
using namespace zvt::trading;
using namespace Qt::StringLiterals;
namespace samples = zvt::trading::samples;

/// `zvt risk` over a ledger with one account: 1,000,000, of which 100,000 bought 10,000 shares; one order is open.
class TstRiskCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    storage::Profile& profile = m_profile.open();
    if (!profile.write(tests::stockBatch({})))
      qFatal("no stock");
    addAccount(profile, "paper");
    m_profile.profile.reset();
  }

  void limitsAreSetShownAndUsed()
  {
    QVERIFY(json({u"limits"_s, u"show"_s})[u"limits"].toArray().isEmpty());
    check({u"--price"_s, u"10"_s, u"--quantity"_s, u"100000"_s}); // nothing is limited
    const QString file =
        document(R"({"version":1,"limits":[{"rule":"name","limit":"0.12","unit":"of_equity","warn_at":"0.5"},
      {"rule":"fat_finger_size","limit":5000,"unit":"units"}],"approvals":[{"above":15000,"roles":["risk"]}]})");
    run({u"limits"_s, u"set"_s, file});
    QCOMPARE(json({u"limits"_s, u"show"_s})[u"limits"].toArray().size(), qsizetype(2));
    // Held 100,000 and 10,000 open; 1,000 more are 120,000 of 120,000: 12 % of the equity.
    const auto passed = check({u"--price"_s, u"10"_s, u"--quantity"_s, u"1000"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(QString::fromUtf8(passed.output),
        u"rule,verdict,scope,used,limit,reason\n"
        "name,warn,,120000,120000,stock_sz_000001 would come to 120000.00 of at most 120000.00 (100.00 % of the "
        "limit)\n"
        "fat_finger_size,pass,,1000,5000,\"The order for stock_sz_000001 is 1000, at most 5000\"\n"_s);
    QCOMPARE(QString::fromUtf8(run({u"usage"_s, u"--format"_s, u"csv"_s}).output),
        u"rule,scope,subject,used,limit,share,verdict,unknown,account\n"
        "name,,stock_sz_000001,110000,120000,0.9167,warn,,\nfat_finger_size,,,,5000,,pass,,\n"_s);
    const auto refused = check({u"--price"_s, u"10"_s, u"--quantity"_s, u"1001"_s}, 1);
    QVERIFY(refused.errors.contains("at most 120000.00"));
    QVERIFY(check({u"--side"_s, u"sell"_s, u"--price"_s, u"10"_s, u"--quantity"_s, u"5000"_s})
            .output.contains("only reduces"));
    QVERIFY(check({u"--price"_s, u"16"_s, u"--quantity"_s, u"1000"_s}, 1).output.contains("approval"));
  }

  /// 10,000 held at 10, and 1,000 on order: of 1,000,000 a tenth.
  void whatIsHeldIsGrouped()
  {
    QCOMPARE(
        QString::fromUtf8(
            run({u"exposure"_s, u"--by"_s, u"security"_s, u"--account"_s, u"paper"_s, u"--format"_s, u"csv"_s}).output),
        u"security,net,gross,open,share,securities\n"
        "stock_sz_000001,100000.00,100000.00,10000.00,0.1000,1\n"
        "all,100000.00,100000.00,10000.00,0.1000,1\n"_s);
    run({u"exposure"_s, u"--account"_s, u"nobody"_s}, 1);
    run({u"exposure"_s, u"--by"_s, u"mood"_s}, 2);
  }

  void mistakesInLimitsAreNamed()
  {
    const QString file = document(R"({"version":1,"limits":[{"rule":"name","limit":"much","unit":"money"}]})");
    QVERIFY(run({u"limits"_s, u"test"_s, file}, 1).errors.contains("/limits/0/limit"));
    QVERIFY(run({u"limits"_s, u"set"_s, file}, 1).errors.contains("much"));
    const QString bare = document(R"({"version":1,"limits":[{"rule":"name","limit":500000}]})");
    QVERIFY(run({u"limits"_s, u"set"_s, bare}, 1).errors.contains("of_equity, money"));
    QCOMPARE(json({u"limits"_s, u"show"_s})[u"limits"].toArray().size(), qsizetype(2)); // the old ones stay
    QVERIFY(run({u"limits"_s, u"rules"_s}).output.contains("daily_loss"));
  }

  /// They are kept: what they name may be still to come.
  void scopesThatNameNothingAreTold()
  {
    const QByteArray before = run({u"limits"_s, u"show"_s, u"--format"_s, u"json"_s}).output;
    const QString file = document(R"({"version":1,"limits":[{"rule":"gross","limit":"1","unit":"of_equity",
      "scope":{"account":"papr"}},{"rule":"gross","limit":"1","unit":"of_equity","scope":{"account":"paper","strategy":"turtle"}}]})");
    const QByteArray told = run({u"limits"_s, u"set"_s, file}).errors;
    QVERIFY2(told.contains("/limits/0/scope/account") && told.contains("papr"), told.constData());
    QVERIFY2(told.contains("did you mean \xe2\x80\x9cpaper\xe2\x80\x9d?"), told.constData());
    QVERIFY2(told.contains("/limits/1/scope/strategy") && !told.contains("/limits/1/scope/account"), told.constData());
    QCOMPARE(json({u"limits"_s, u"show"_s})[u"limits"].toArray().size(), qsizetype(2));
    run({u"limits"_s, u"set"_s, document(before.constData())});
  }

  void theClutchStops()
  {
    run({u"clutch"_s, u"engage"_s, u"--strategy"_s, u"ma"_s, u"--by"_s, u"desk"_s, u"--note"_s, u"too fast"_s});
    QVERIFY(run({u"clutch"_s, u"show"_s}).output.contains("too fast"));
    const QStringList order{u"--price"_s, u"10"_s, u"--quantity"_s, u"100"_s, u"--strategy"_s, u"ma"_s};
    QVERIFY(check(order, 1).errors.contains("too fast"));
    QVERIFY(run({u"clutch"_s, u"release"_s, u"--by"_s, u"desk"_s}, 1).errors.contains("Nothing is stopped"));
    run({u"clutch"_s, u"release"_s, u"--strategy"_s, u"ma"_s, u"--by"_s, u"desk"_s});
    check(order);
  }

  void approvalsAreListed()
  {
    QVERIFY(json({u"approvals"_s, u"list"_s}).array().isEmpty());
    const auto wrong = run({u"approvals"_s, u"approve"_s, u"x"_s, u"--by"_s, u"a"_s, u"--role"_s, u"risk"_s}, 1);
    QVERIFY(wrong.errors.contains("No order x waits"));
  }

  void reportsAndPortfolio()
  {
    QCOMPARE(QString::fromUtf8(run({u"report"_s, u"order_counts"_s, u"--format"_s, u"csv"_s}).output),
        u"account,day,orders,cancels,requests,cancel_ratio,peak_per_second,peak_at,limit_per_second,limit_per_day,"
        "class\r\npaper,2025-10-30,2,0,2,0.0000,2,2025-10-30T01:30:00Z,300,20000,below\r\n"_s);
    QVERIFY(run({u"report"_s, u"large_positions"_s}).output.contains("0.1000"));
    QVERIFY(run({u"report"_s, u"nothing"_s}, 1).errors.contains("no report called"));
    QVERIFY(run({u"report"_s, u"order_counts"_s, u"--account"_s, u"other"_s}, 1).errors.contains("other"));
    QVERIFY(run({u"portfolio"_s}).output.contains("1000000.00"));
    QVERIFY(run({u"portfolio"_s, u"--base"_s, u"USD"_s}, 1).errors.contains("from CNY to USD on 2025-10-30"));
    const auto rates = m_profile.folder.path() / "rates.csv";
    std::ofstream(rates) << "day,from,to,rate\n2025-10-30,USD,CNY,8\n";
    QVERIFY(run({u"portfolio"_s, u"--base"_s, u"USD"_s, u"--rates"_s, QString::fromStdString(rates.string())})
            .output.contains("125000.00"));
  }

  /// The journal of a strategy that was removed stays, and counts no more.
  void removedStrategiesDoNotCount()
  {
    addAccount(m_profile.open(), "strategy.gone");
    m_profile.profile.reset();
    QVERIFY(run({u"usage"_s, u"--format"_s, u"csv"_s}).output.contains("name,,stock_sz_000001,110000,120000"));
    QVERIFY(check({u"--price"_s, u"10"_s, u"--quantity"_s, u"1000"_s, u"--account"_s, u"strategy.gone"_s}, 1)
            .errors.contains("strategy.gone"));
  }

private:
  static void addAccount(storage::Profile& profile, const std::string& name)
  {
    std::vector<JournalEntry> entries;
    const auto tell = [&entries](JournalEvent event) {
      entries.push_back({0, Timestamp::fromSeconds(1'761'787'800), std::move(event)});
    };
    AccountSettings settings;
    settings.name = name;
    settings.initialCash = samples::money("1000000");
    tell(AccountOpened{settings});
    tell(DayStarted{samples::day("2025-10-30")});
    Order order = samples::order("o1", Side::Buy, "10", "10000");
    order.account = name;
    order.source = "ma";
    order.entityId = samples::kOther;
    tell(OrderCreated{order});
    Fill fill;
    fill.tradeId = "t1";
    fill.orderId = "o1";
    fill.entityId = samples::kOther;
    fill.price = order.price;
    fill.quantity = order.quantity;
    fill.amount = samples::money("100000");
    fill.sellAfterDays = 1;
    tell(OrderFilled{fill});
    order.id = "o2";
    order.quantity = samples::quantity("1000");
    tell(OrderCreated{order});
    if (!Journal(profile.ledger(), name).append(entries, {}))
      qFatal("no journal");
  }

  tests::CliAnswer run(QStringList arguments, int exitCode = 0)
  {
    arguments.prepend(u"risk"_s);
    return tests::expectCli(m_profile.path(), arguments, exitCode);
  }
  tests::CliAnswer check(const QStringList& arguments, int exitCode = 0)
  {
    return run(QStringList{u"check"_s, u"--entity"_s, u"stock_sz_000001"_s} + arguments, exitCode);
  }
  QJsonDocument json(QStringList arguments)
  {
    arguments << u"--json"_s;
    return QJsonDocument::fromJson(run(arguments).output);
  }
  QString document(const char* text)
  {
    const auto file = m_profile.folder.path() / "limits.json";
    std::ofstream(file) << text;
    return QString::fromStdString(file.string());
  }

  tests::TestProfile m_profile;
};

QTEST_APPLESS_MAIN(TstRiskCommand)
#include "tst_risk_command.moc"
