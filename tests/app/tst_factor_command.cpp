// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"

#include <QtTest>

#include <fstream>

using namespace zvt;

/// zvt factor as a user calls it.
class TstFactorCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase();
  void runsAFormula();
  void runsAFileWithParameters();
  void keepsFormulas();
  void explains();
  void refuses_data();
  void refuses();

private:
  [[nodiscard]] QString fileCalled(const char* name) const
  {
    return QString::fromStdString((m_profile.folder.path() / name).string());
  }
  tests::CliAnswer zvt(const QStringList& arguments, int exitCode = 0) const
  {
    return tests::expectCli(m_profile.path(), arguments, exitCode);
  }
  tests::TestProfile m_profile;
};

void TstFactorCommand::initTestCase()
{
  const auto written = m_profile.open().write(tests::stockBatch({{19724, 1, 1, 1, 1, 100, 100},
      {19725, 2, 2, 2, 2, 100, 200}, {19726, 3, 3, 3, 3, 100, 300}, {19727, 4, 4, 4, 4, 100, 400}}));
  QVERIFY2(written, tests::codeOf(written).c_str());
  m_profile.profile.reset(); // the program is to own it
}

void TstFactorCommand::runsAFormula()
{
  const auto answer =
      zvt({"factor", "run", "A:=MA(C,2); UP: C>A; 均线: A;", "--entity", "stock_sz_000001", "--format", "csv"});
  QCOMPARE(answer.output,
      QByteArray("entity_id,timestamp,UP,均线\nstock_sz_000001,2024-01-02,,\nstock_sz_000001,2024-01-03,1,1.5\n"
                 "stock_sz_000001,2024-01-04,1,2.5\nstock_sz_000001,2024-01-05,1,3.5\n"));
}

void TstFactorCommand::runsAFileWithParameters()
{
  const QString file = fileCalled("formula.txt");
  std::ofstream(file.toStdString()) << "\xEF\xBB\xBF"
                                       "INPUT: N(2,1,9); X: REF(C,N)";
  const auto answer =
      zvt({"factor", "run", "--file", file, "--param", "n=3", "--entity", "stock_sz_000001", "--format", "csv"});
  QVERIFY2(answer.output.endsWith("2024-01-05,1\n"), answer.output.constData());
}

void TstFactorCommand::keepsFormulas()
{
  zvt({"factor", "save", "我的突破", "UP: C>REF(HHV(H,2),1)"});
  QVERIFY(zvt({"factor", "list", "--format", "csv"}).output.contains("formula,我的突破,"));
  QVERIFY(zvt({"factor", "run", "我的突破", "--entity", "stock_sz_000001", "--format", "csv"})
          .output.endsWith("2024-01-05,1\n"));
  const QString file = fileCalled("all.txt");
  zvt({"factor", "export", file});
  zvt({"factor", "remove", "我的突破"});
  zvt({"factor", "show", "我的突破"}, 1);
  zvt({"factor", "import", file});
  QCOMPARE(zvt({"factor", "show", "我的突破", "--text"}).output, QByteArray("UP: C>REF(HHV(H,2),1)\n"));
}

void TstFactorCommand::explains()
{
  const QByteArray macd = zvt({"factor", "show", "macd"}).output;
  for (const char* part : {"# MACD", "| `fast` |", "12", "`diff`", "Appel", "at the close of the bar"})
    QVERIFY2(macd.contains(part), part);
  QVERIFY(zvt({"factor", "help", "average"}).output.contains("## SMA"));
  QVERIFY(zvt({"factor", "help"}).output.contains("functions-refused"));
}

void TstFactorCommand::refuses_data()
{
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QByteArray>("said");
  const auto row = [](const char* name, const QStringList& arguments, const char* said) {
    QTest::newRow(name) << arguments << QByteArray(said);
  };
  row("unknown name", {"CLOES", "--entity", "stock_sz_000001"}, "Did you mean CLOSE?");
  row("place", {"A:=C;\nMA(C,0)", "--entity", "stock_sz_000001"}, "line 2, column 6");
  row("arity", {"CROSS(C)", "--entity", "stock_sz_000001"}, "takes 2 arguments, not 1");
  row("future", {"ZIG(3,5)", "--entity", "stock_sz_000001"}, "looks into the future");
  row("every mistake", {"A:NOPE; B:MA(C,0)", "--entity", "stock_sz_000001"}, "MA at line 1");
  row("no formula", {"--entity", "stock_sz_000001"}, "There is no formula to run");
  row("parameter", {"MA(C,5)", "--param", "N=3", "--entity", "stock_sz_000001"}, "declares no parameters");
  row("parameter text", {"MA(C,5)", "--param", "N", "--entity", "stock_sz_000001"}, "is not NAME=NUMBER");
  row("no bars", {"C", "--entity", "stock_sz_000001", "--level", "1m"}, "has no bars of level 1m");
}

void TstFactorCommand::refuses()
{
  QFETCH(QStringList, arguments);
  QFETCH(QByteArray, said);
  const auto answer = tests::runCli(m_profile.path(), QStringList{"factor", "run"} + arguments);
  QCOMPARE(answer.exitCode, 1);
  QVERIFY2(answer.errors.contains(said), answer.errors.constData());
}

QTEST_APPLESS_MAIN(TstFactorCommand)
#include "tst_factor_command.moc"
