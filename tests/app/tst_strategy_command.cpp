// SPDX-License-Identifier: GPL-3.0-or-later
// zvt strategy add … run: strategies that live in a profile, over the sample market.
#include "core/trading/journal.h"
#include "tests/app/cli_process.h"
#include "tests/core/storage/test_profile.h"
#include "tests/core/trading/trading_samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <fstream>

using namespace zvt;
using namespace zvt::tests;
using namespace Qt::StringLiterals;

class TstStrategyCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    m_profile = m_stored.path();
    expectCli(m_profile, {u"demo"_s});
    m_cross = qEnvironmentVariable("ZVT_SOURCE_DIR") + u"/resources/examples/ma_cross_sample.zvtstrategy"_s;
    m_script = qEnvironmentVariable("ZVT_SOURCE_DIR") + u"/resources/examples/ma_cross.lua"_s;
  }

  /// With files nothing is kept; stopping on the way and going on gives the same as going at once.
  void filesRunAndNothingIsKept()
  {
    const QStringList run{u"strategy"_s, u"run"_s, m_cross, m_script, u"--from"_s, u"2024-06-03"_s};
    const QJsonArray board = json(run + QStringList{u"--to"_s, u"2024-06-28"_s});
    QCOMPARE(board.size(), 2);
    for (const QJsonValue& row : board) {
      QCOMPARE(row[u"state"].toString(), u"running"_s);
      QCOMPARE(row[u"day"].toString(), u"2024-06-28"_s);
      QVERIFY(row[u"positions"].toInt() > 0);
      QVERIFY(std::abs(row[u"realised"].toDouble() + row[u"unrealised"].toDouble() - row[u"profit"].toDouble()) < 0.01);
    }
    QCOMPARE(json({u"strategy"_s, u"list"_s}).size(), 0);
    QVERIFY(json(run)[0][u"day"].toString() > u"2024-12-01"_s); // to the newest bar
  }

  void theyLiveInTheProfile()
  {
    expectCli(m_profile, {u"strategy"_s, u"run"_s}, 1); // no market yet
    expectCli(m_profile, {u"strategy"_s, u"add"_s, m_cross, u"--name"_s, u"one"_s});
    expectCli(m_profile, {u"strategy"_s, u"add"_s, m_cross, u"--name"_s, u"one"_s}, 1); // taken
    expectCli(m_profile, {u"strategy"_s, u"add"_s, m_cross, u"--name"_s, u"two"_s, u"--set"_s, u"cross.fast=5"_s});
    const QStringList until{u"strategy"_s, u"run"_s, u"--from"_s, u"2024-06-03"_s, u"--to"_s};
    QJsonArray board = json(until + QStringList{u"2024-06-14"_s});
    QCOMPARE(board.size(), 2);
    QCOMPARE(board[0][u"day"].toString(), u"2024-06-14"_s);
    board = json(until + QStringList{u"2024-06-28"_s}); // another process goes on
    const QJsonArray atOnce =
        json({u"strategy"_s, u"run"_s, m_cross, u"--from"_s, u"2024-06-03"_s, u"--to"_s, u"2024-06-28"_s});
    QCOMPARE(board[0][u"equity"].toDouble(), atOnce[0][u"equity"].toDouble());
    QVERIFY(board[1][u"equity"].toDouble() != board[0][u"equity"].toDouble());
    expectCli(m_profile, {u"verify"_s});
  }

  void stopClutchRemove()
  {
    expectCli(m_profile, {u"strategy"_s, u"stop"_s, u"two"_s});
    expectCli(m_profile, {u"strategy"_s, u"clutch"_s, u"--all"_s, u"--note"_s, u"quiet please"_s});
    QJsonArray list = json({u"strategy"_s, u"list"_s});
    QCOMPARE(list[0][u"state"].toString(), u"clutched"_s);
    QCOMPARE(list[1][u"state"].toString(), u"stopped"_s);
    QVERIFY(expectCli(m_profile, {u"risk"_s, u"clutch"_s, u"show"_s}).output.contains("quiet please"));
    const QJsonArray board = json({u"strategy"_s, u"run"_s, u"--to"_s, u"2024-08-30"_s});
    QCOMPARE(board[0][u"state"].toString(), u"clutched"_s);
    QCOMPARE(board[0][u"orders_today"].toInt(), 0);
    QVERIFY(board[0][u"reason"].toString().contains(u"quiet please"_s)); // it decided, and was refused
    expectCli(m_profile, {u"strategy"_s, u"clutch"_s, u"--all"_s, u"--release"_s});
    expectCli(m_profile, {u"strategy"_s, u"start"_s}, 2); // whom?
    expectCli(m_profile, {u"strategy"_s, u"start"_s, u"nobody"_s}, 1);
    expectCli(m_profile, {u"strategy"_s, u"remove"_s, u"two"_s});
    list = json({u"strategy"_s, u"list"_s});
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0][u"state"].toString(), u"running"_s);
  }

  void aBadOneSaysWhy()
  {
    const auto file = m_stored.folder.path() / "bad.lua";
    std::ofstream(file)
        << "strategy = { name = 'bad', entities = { 'stock_*' } } function on_time(ctx) while true do end end";
    const QString bad = QString::fromStdString(file.string());
    const QJsonArray board =
        json({u"strategy"_s, u"run"_s, bad, m_cross, u"--from"_s, u"2024-06-03"_s, u"--to"_s, u"2024-06-07"_s});
    QCOMPARE(board.size(), 2);
    QCOMPARE(board[1][u"strategy"].toString(), u"bad"_s);
    QCOMPARE(board[1][u"state"].toString(), u"failed"_s);
    QVERIFY(board[1][u"reason"].toString().contains(u"instructions"_s));
    QCOMPARE(board[0][u"state"].toString(), u"running"_s);
  }

  /// A strategy's account meets a limit by itself, whatever a person's account has taken of it.
  void limitsAreOfEachWorld()
  {
    namespace samples = trading::samples;
    std::vector<trading::JournalEntry> entries;
    const auto tell = [&entries](trading::JournalEvent event) {
      entries.push_back({0, Timestamp::fromSeconds(1'722'000'000), std::move(event)});
    };
    trading::AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = samples::money("200000000");
    tell(trading::AccountOpened{settings});
    tell(trading::DayStarted{samples::day("2024-08-30")});
    trading::Order order = samples::order("o1", trading::Side::Buy, "10", "10000000");
    order.account = "paper";
    order.entityId = samples::kOther;
    tell(trading::OrderCreated{order});
    trading::Fill fill;
    fill.tradeId = "t1";
    fill.orderId = "o1";
    fill.entityId = samples::kOther;
    fill.price = order.price;
    fill.quantity = order.quantity;
    fill.amount = samples::money("100000000");
    tell(trading::OrderFilled{fill});
    QVERIFY(trading::Journal(m_stored.open().ledger(), "paper").append(entries, {}));
    m_stored.profile.reset();
    const auto limits = m_stored.folder.path() / "limits.json";
    std::ofstream(limits) << R"({"version":1,"limits":[{"rule":"gross","limit":50000000,"unit":"money"}]})";
    expectCli(m_profile, {u"risk"_s, u"limits"_s, u"set"_s, QString::fromStdString(limits.string())});
    expectCli(m_profile, {u"strategy"_s, u"add"_s, m_cross, u"--name"_s, u"three"_s});
    const QJsonArray board = json({u"strategy"_s, u"run"_s, u"--to"_s, u"2024-10-31"_s});
    QCOMPARE(board[1][u"strategy"].toString(), u"three"_s);
    QVERIFY(board[1][u"positions"].toInt() > 0); // a million against 50 of them, of which the other account has 100
    std::ofstream(limits) << R"({"version":1,"limits":[{"rule":"gross","limit":5000,"unit":"money"}]})";
    expectCli(m_profile, {u"risk"_s, u"limits"_s, u"set"_s, QString::fromStdString(limits.string())});
    expectCli(m_profile, {u"strategy"_s, u"add"_s, m_cross, u"--name"_s, u"small"_s});
    const QJsonArray later = json({u"strategy"_s, u"run"_s, u"--to"_s, u"2024-11-29"_s});
    const auto small =
        std::ranges::find_if(later, [](const QJsonValue& row) { return row[u"strategy"_s].toString() == u"small"_s; });
    QVERIFY(small != later.end());
    QCOMPARE((*small)[u"positions"].toInt(), 0);
    QVERIFY2((*small)[u"reason"].toString().contains(u"5000"_s), qPrintable((*small)[u"reason"].toString()));
  }

private:
  [[nodiscard]] QJsonArray json(const QStringList& arguments)
  {
    return QJsonDocument::fromJson(expectCli(m_profile, arguments + QStringList{u"--format"_s, u"json"_s}).output)
        .array();
  }

  TestProfile m_stored;
  std::filesystem::path m_profile;
  QString m_cross, m_script;
};

QTEST_GUILESS_MAIN(TstStrategyCommand)
#include "tst_strategy_command.moc"
