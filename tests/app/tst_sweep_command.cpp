// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_folder.h"

#include <QFile>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt sweep` over real bars: what it says where nothing comes of it.
class TstSweepCommand : public QObject, protected tests::CliFolder {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    run({u"import"_s, u"bars"_s, QString::fromStdString(daily.string()), u"--entity"_s, u"stock_sz_000001"_s});
    write("cross.zvtstrategy",
        tests::crossDocument("stock_sz_000001", R"("fast":5,"slow":20)",
            R"("start":"2006-01-04","end":"2006-12-29","level":"1d","adjust":"hfq")"));
  }

  /// A fast average that is not below the slow one: no trial can run, and the table of them is written all the same.
  void allThatFailIsAFailure()
  {
    const auto none = sweep({u"--param"_s, u"cross.fast=30,40"_s}, "none", 1);
    QVERIFY2(none.errors.contains("None of 2 trials could run"), none.errors.constData());
    QVERIFY(QFile::exists(at("none/sweep.csv")));
    const auto some = sweep({u"--param"_s, u"cross.fast=5,40"_s}, "some", 0);
    QVERIFY2(!some.errors.contains("None of"), some.errors.constData());
  }

  void theSameParameterTwiceIsRefused()
  {
    const auto refused = sweep({u"--param"_s, u"cross.fast=3,5"_s, u"--param"_s, u"fast=4,6"_s}, "twice", 1);
    QVERIFY2(refused.errors.contains("are the same parameter"), refused.errors.constData());
    QVERIFY(!QFile::exists(at("twice")));
  }

  void anUnknownParameterIsRefused()
  {
    const auto refused = sweep({u"--param"_s, u"cross.quick=3,5"_s}, "unknown", 1);
    QVERIFY2(refused.errors.contains("no setting \u201ccross.quick\u201d"), refused.errors.constData());
    QVERIFY(!QFile::exists(at("unknown")));
  }

private:
  [[nodiscard]] tests::CliAnswer sweep(const QStringList& parameters, const char* folder, int exitCode)
  {
    return run(QStringList{u"sweep"_s, at("cross.zvtstrategy"), u"--out"_s, at(folder)} + parameters, exitCode);
  }
};

QTEST_GUILESS_MAIN(TstSweepCommand)
#include "tst_sweep_command.moc"
