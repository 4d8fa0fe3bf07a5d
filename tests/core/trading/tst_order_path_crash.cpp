// SPDX-License-Identifier: Apache-2.0
#include "core/trading/crash_point.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <csignal>

using namespace zvt;
using zvt::trading::samples::text;

/// Kills a process at every named step of the order path and looks at what the next one finds.
class TstOrderPathCrash : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase();
  void undisturbedDay();
  void killed_data();
  void killed();

private:
  struct End {
    bool killed = false;
    QByteArray output;
  };
  End run(const std::filesystem::path& folder, const QStringList& arguments);
  QJsonObject show(const std::filesystem::path& folder);

  QJsonObject m_undisturbed;
};

TstOrderPathCrash::End TstOrderPathCrash::run(const std::filesystem::path& folder, const QStringList& arguments)
{
  QProcess process;
  process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
  process.start(QStringLiteral(ORDER_PATH_PROCESS), QStringList{QString::fromStdString(folder.string())} + arguments);
  if (!process.waitForFinished(60'000))
    qFatal("the order path process does not end");
  const bool crashed = process.exitStatus() == QProcess::CrashExit;
  if (crashed && process.exitCode() != SIGKILL)
    qFatal("the order path process ended by signal %d", process.exitCode());
  if (!crashed && process.exitCode() != 0)
    qFatal("the order path process failed with %d", process.exitCode());
  return {crashed, process.readAllStandardOutput()};
}

QJsonObject TstOrderPathCrash::show(const std::filesystem::path& folder)
{
  return QJsonDocument::fromJson(run(folder, {QStringLiteral("show")}).output).object();
}

void TstOrderPathCrash::initTestCase()
{
  const tests::TemporaryFolder folder;
  QVERIFY(!run(folder.path() / "profile", {QStringLiteral("run")}).killed);
  m_undisturbed = show(folder.path() / "profile");
}

void TstOrderPathCrash::undisturbedDay()
{
  // 1,000 at 9.98 (the open): 9,980.00 + 5.00 + 0.10; 700 at 10.06: 7,042.00 + 5.00 + 0.07;
  // sale of 700 at 10.25: 7,175.00 − 5.00 − 0.07 − 3.59. Cash 100,000 − 9,985.10 − 7,047.07 + 7,166.34 = 90,134.17.
  const QJsonObject found = m_undisturbed[QLatin1String("account")].toObject();
  QCOMPARE(found[QLatin1String("cash")].toString(), QStringLiteral("90134.17"));
  const QJsonObject orders = m_undisturbed[QLatin1String("orders")].toObject();
  const auto stateOf = [&](const char* intent) {
    return orders[QLatin1String(intent)].toObject()[QLatin1String("state")].toString();
  };
  QCOMPARE(stateOf("first"), QStringLiteral("filled"));
  QCOMPARE(stateOf("waits"), QStringLiteral("cancelled"));
  QCOMPARE(stateOf("second"), QStringLiteral("filled"));
  QCOMPARE(stateOf("sale"), QStringLiteral("filled"));
  QCOMPARE(m_undisturbed[QLatin1String("most_placed")].toInt(), 1);
}

void TstOrderPathCrash::killed_data()
{
  QTest::addColumn<QString>("point");
  QTest::addColumn<int>("nth");
  // The day has four orders, three fills and one cancellation.
  for (const std::string_view point : trading::kCrashPoints) {
    const bool cancels = point.starts_with("cancel") || point == "broker.cancelled";
    const bool fills = point.starts_with("fill") || point == "broker.filled";
    for (const int nth : {1, 2, 3, 4})
      if (nth <= (cancels ? 1 : fills ? 3 : 4))
        QTest::addRow("%s, time %d", std::string(point).c_str(), nth) << text(point) << nth;
  }
}

void TstOrderPathCrash::killed()
{
  QFETCH(QString, point);
  QFETCH(int, nth);
  const tests::TemporaryFolder temporary;
  const auto folder = temporary.path() / "profile";
  QVERIFY(run(folder, {QStringLiteral("run"), point, QString::number(nth)}).killed);

  const QJsonObject recovered = show(folder);
  QVERIFY(recovered[QLatin1String("reconciled")].toBool());
  QVERIFY(recovered[QLatin1String("replay_equal")].toBool());
  QVERIFY(recovered[QLatin1String("most_placed")].toInt() <= 1);
  QCOMPARE(recovered[QLatin1String("booked")], recovered[QLatin1String("traded")]);
  QCOMPARE(show(folder), recovered); // starting again changes nothing

  QVERIFY(!run(folder, {QStringLiteral("run")}).killed);
  const QJsonObject ended = show(folder);
  QCOMPARE(ended[QLatin1String("most_placed")].toInt(), 1);
  QVERIFY(ended[QLatin1String("replay_equal")].toBool());
  // An order that was journaled and never reached the broker is refused, not sent again; every other day ends as if
  // nothing had happened.
  if (point == QLatin1String("order.journaled") || point == QLatin1String("broker.received")) {
    QCOMPARE(ended[QLatin1String("placed")].toInt(), 3);
    return;
  }
  QCOMPARE(ended[QLatin1String("account")], m_undisturbed[QLatin1String("account")]);
  QCOMPARE(ended[QLatin1String("orders")], m_undisturbed[QLatin1String("orders")]);
}

QTEST_APPLESS_MAIN(TstOrderPathCrash)
#include "tst_order_path_crash.moc"
