// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_folder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt why`: from a fill of a run over real bars back to the file that was imported.
class TstWhyCommand : public QObject, protected tests::CliFolder {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    const auto path = [](const std::filesystem::path& file) { return QString::fromStdString(file.string()); };
    run({u"import"_s, u"bars"_s, path(daily), u"--entity"_s, u"stock_sz_000001"_s});
    run({u"import"_s, u"actions"_s, path(actions), u"--entity"_s, u"stock_sz_000001"_s});
    m_daily = QString::fromStdString(daily.filename().string());
    write("cross.zvtstrategy",
        tests::crossDocument("stock_sz_000001", R"("fast":5,"slow":20)",
            R"("start":"2006-01-04","end":"2008-01-04","level":"1d","adjust":"hfq")"));
    run({u"backtest"_s, at("cross.zvtstrategy"), u"--out"_s, at("run"), u"--quiet"_s});
  }

  void everyFillLeadsToTheImportedFile()
  {
    QFile fills(at("run/fills.csv"));
    QVERIFY(fills.open(QIODevice::ReadOnly));
    const qsizetype count = fills.readAll().count('\n') - 1;
    QVERIFY(count > 10);
    // What is still held is valued at the end: nobody decided that.
    QVERIFY(run({u"why"_s, at("run"), QString::number(count)}).output.contains("nobody decided it"));
    for (const qsizetype fill : {qsizetype{1}, count / 2, count - 1}) {
      const QByteArray text = run({u"why"_s, at("run"), QString::number(fill)}).output;
      QVERIFY2(text.startsWith("Fill " + QByteArray::number(fill) + ": "), text.constData());
      QVERIFY2(text.contains("Node cross, Moving-average cross"), text.constData());
      QVERIFY2(text.contains("SMA(CLOSE,5) at the close of "), text.constData());
      QVERIFY2(text.contains(m_daily.toUtf8()), text.constData());
      for (const char* unknown : {"no longer those", "could not be run", "not recorded", "not known"})
        QVERIFY2(!text.contains(unknown), text.constData());
    }
  }

  void theAveragesAreThoseOfTheFactor()
  {
    const QJsonObject root = json({u"why"_s, at("run"), u"1"_s});
    QList<QJsonObject> values;
    collect(root, u"value"_s, values);
    QCOMPARE(values.size(), 4); // two averages, each at the cross and at the bar before
    for (const QJsonObject& value : values) {
      const QJsonObject figures = value[u"figures"].toObject();
      const QByteArray asked =
          run({u"factor"_s, u"run"_s, figures[u"formula"].toString(), u"--entities"_s, u"stock_sz_000001"_s,
                  u"--adjust"_s, u"hfq"_s, u"--start"_s, figures[u"time"].toString(), u"--end"_s,
                  figures[u"time"].toString(), u"--format"_s, u"csv"_s})
              .output;
      QVERIFY2(asked.trimmed().endsWith(u","_s.toUtf8() + figures[u"value"].toString().toUtf8()), asked.constData());
    }
    // Below before, above at the close that gave the signal.
    const auto number = [&](int i) { return values[i][u"figures"][u"value"].toString().toDouble(); };
    QVERIFY(number(0) < number(2) && number(1) > number(3));
  }

  void anOrderIsAskedForByItsId()
  {
    QCOMPARE(json({u"why"_s, at("run"), u"--order"_s, u"000001"_s})[u"kind"].toString(), u"order"_s);
    const auto missing = run({u"why"_s, at("run"), u"--order"_s, u"x"_s}, 1);
    QVERIFY2(missing.errors.contains("There is no such order"), missing.errors.constData());
    const auto beyond = run({u"why"_s, at("run"), u"99999"_s}, 1);
    QVERIFY2(beyond.errors.contains("There is no such fill"), beyond.errors.constData());
    const QJsonArray ends = json({u"why"_s, at("run"), u"--trade"_s, u"1"_s})[u"rows"].toArray();
    QCOMPARE(ends.size(), 2);
    QCOMPARE(ends[1][u"kind"].toString(), u"fill"_s);
    run({u"why"_s, at("run")}, 2);
    run({u"why"_s, at("run"), u"1"_s, u"--trade"_s, u"1"_s}, 2);
    run({u"why"_s, at("run"), u"0"_s}, 2);
    run({u"why"_s, at("profile"), u"1"_s}, 1);
  }

  void aRunIsRepeatedFromItsManifest()
  {
    run({u"backtest"_s, at("run/manifest.json"), u"--out"_s, at("again")});
    for (const char* name : {"manifest.json", "report.html", "fills.csv"}) {
      QFile first(at((QByteArray("run/") + name).constData())), second(at((QByteArray("again/") + name).constData()));
      QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
      QCOMPARE(first.readAll(), second.readAll());
    }
    run({u"backtest"_s, at("run/manifest.json"), u"--out"_s, at("again"), u"--set"_s, u"run.seed=2"_s}, 2);
  }

  void anAlteredFolderIsToldOf()
  {
    run({u"backtest"_s, at("cross.zvtstrategy"), u"--out"_s, at("altered"), u"--quiet"_s});
    QFile trades(at("altered/trades.csv"));
    QVERIFY(trades.open(QIODevice::ReadOnly));
    const QByteArray text = trades.readAll().replace("stock_sz_000001", "stock_sz_000002");
    trades.close();
    QVERIFY(trades.open(QIODevice::WriteOnly | QIODevice::Truncate));
    trades.write(text);
    trades.close();
    const auto compared = run({u"backtest"_s, u"compare"_s, at("run"), at("altered")});
    QVERIFY2(compared.errors.contains("trades.csv is not what the run wrote"), compared.errors.constData());
    QVERIFY(!compared.errors.contains("Both runs have the same"));
    const auto asked = run({u"why"_s, at("altered"), u"1"_s});
    QVERIFY2(asked.errors.contains("trades.csv is not what the run wrote"), asked.errors.constData());
    QVERIFY(QFile::remove(at("altered/report.html")));
    const auto missing = run({u"backtest"_s, u"compare"_s, at("run"), at("altered")}, 1);
    QVERIFY2(missing.errors.contains("report.html"), missing.errors.constData());
  }

  /// A strategy of the profile that traded on paper, each command a program of its own.
  void aPaperAccountIsAsked()
  {
    run({u"strategy"_s, u"add"_s, at("cross.zvtstrategy"), u"--name"_s, u"live"_s});
    run({u"strategy"_s, u"run"_s, u"--from"_s, u"2006-01-04"_s, u"--to"_s, u"2006-12-29"_s, u"--quiet"_s});
    const QByteArray text = run({u"why"_s, u"--account"_s, u"strategy.live"_s, u"1"_s}).output;
    QVERIFY2(text.startsWith("Fill 1: "), text.constData());
    for (const char* needed : {"Node cross, Moving-average cross", "SMA(CLOSE,5) at the close of ",
             "stored as they were then", "Decided at the close of "})
      QVERIFY2(text.contains(needed), text.constData());
    QVERIFY2(text.contains(m_daily.toUtf8()), text.constData());
    QList<QJsonObject> orders;
    collect(json({u"why"_s, u"--account"_s, u"strategy.live"_s, u"2"_s}), u"order"_s, orders);
    QVERIFY(!orders.isEmpty());
    const QString id = orders.front()[u"figures"][u"order"].toString();
    QCOMPARE(json({u"why"_s, u"--account"_s, u"strategy.live"_s, u"--order"_s, id})[u"kind"].toString(), u"order"_s);
    const auto nobody = run({u"why"_s, u"--account"_s, u"nobody"_s, u"1"_s}, 1);
    QVERIFY2(nobody.errors.contains("There is no account nobody"), nobody.errors.constData());
    run({u"why"_s, u"--account"_s, u"strategy.live"_s}, 2);
    run({u"why"_s, u"--account"_s, u"strategy.live"_s, u"x"_s}, 2);
  }

private:
  static void collect(const QJsonObject& row, const QString& kind, QList<QJsonObject>& found)
  {
    if (row[u"kind"].toString() == kind)
      found << row;
    for (const QJsonValue& child : row[u"rows"].toArray())
      collect(child.toObject(), kind, found);
  }
  [[nodiscard]] QJsonObject json(const QStringList& arguments) const
  {
    return QJsonDocument::fromJson(run(QStringList{u"--json"_s} + arguments).output).object();
  }
  QString m_daily;
};

QTEST_GUILESS_MAIN(TstWhyCommand)
#include "tst_why_command.moc"
