// SPDX-License-Identifier: GPL-3.0-or-later
// zvt strategy add … run: strategies that live in a profile, over the sample market.
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

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
    m_profile = m_folder.path() / "profile";
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
    const auto file = m_folder.path() / "bad.lua";
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

private:
  [[nodiscard]] QJsonArray json(const QStringList& arguments)
  {
    return QJsonDocument::fromJson(expectCli(m_profile, arguments + QStringList{u"--format"_s, u"json"_s}).output)
        .array();
  }

  TemporaryFolder m_folder;
  std::filesystem::path m_profile;
  QString m_cross, m_script;
};

QTEST_GUILESS_MAIN(TstStrategyCommand)
#include "tst_strategy_command.moc"
