// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_store.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/alert/alert_times.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::alert;
using tests::kStock;
using tests::shanghai;

namespace {

const Timestamp kDay = shanghai("2024-02-08T10:00:00");

/// One of each kind, with everything set.
AlertBook sample()
{
  AlertBook book;
  Alert price = alertAtPrice(kStock, 10.25, Test::CrossesUp);
  price.message = "breaks out 突破";
  price.sound.clear();
  price.snoozedUntil = kDay;
  price.memory = {Side::TouchedFromBelow, true, kDay, 17, kDay, kDay, 10.3, 4, true};
  Alert change = price;
  change.condition = ChangeCondition{-5, false, kNoValue};
  change.memory = {};
  Alert line = alertOnLine(kStock, {kDay, 9.5}, {kDay + Duration::hours(24), 9.75}, Extent::Extended,
      market::BarLevel::Min5, Test::CrossesDown);
  line.drawing = "drawing-7";
  Alert formula = price;
  formula.condition = FormulaCondition{"INPUT: N(5); A: MA(CLOSE,N); CROSS(CLOSE,A)", {{"N", 20}}, "A",
      market::BarLevel::Hour1, market::AdjustMode::Hfq, FormulaTest::Above, 12.5, true};
  formula.frequency = Frequency::OncePerBar;
  formula.bar = market::BarLevel::Hour1;
  Alert health = price;
  health.condition = HealthCondition{HealthTest::StaleBar, 7, 3, market::BarLevel::Week1};
  health.frequency = Frequency::EveryTime;
  health.pause = Duration::minutes(90);
  health.expires = kDay + Duration::hours(48);
  health.enabled = false;
  for (Alert one : {price, change, line, formula, health}) {
    one.id = book.freshId();
    one.created = kDay;
    book.alerts.push_back(one);
  }
  return book;
}

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
  const std::size_t at = text.find(what);
  if (at == std::string::npos)
    qFatal("no %s", what.c_str());
  return text.replace(at, what.size(), by);
}

}

class TstAlertDocument : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everythingComesBack()
  {
    const AlertBook book = sample();
    const std::string text = toJson(book);
    const auto read = alertBookFromJson(text);
    QVERIFY2(read, read ? "" : read.error().code.c_str());
    QVERIFY(read->alerts[0] == book.alerts[0]);
    QVERIFY(read->alerts[3] == book.alerts[3]);
    QCOMPARE(toJson(*read), text);
  }

  void membersOfANewerVersionSurvive()
  {
    std::string text = replaced(toJson(sample()), "\"enabled\"", "\"colour\": {\"dark\": \"red\"},\n   \"enabled\"");
    text = replaced(text, "\"percent\"", "\"window\": 3,\n    \"percent\"");
    text = replaced(text, "\"kind\": \"zvt.alerts\"", "\"groups\": [1, 2],\n \"kind\": \"zvt.alerts\"");
    auto book = alertBookFromJson(text);
    QVERIFY(book);
    book->alerts[0].message = "edited";
    const std::string again = toJson(*book);
    QVERIFY(again.find("\"dark\": \"red\"") != std::string::npos);
    QVERIFY(again.find("\"window\": 3") != std::string::npos);
    QVERIFY(again.find("\"groups\"") != std::string::npos);
    QCOMPARE(toJson(*alertBookFromJson(again)), again);
  }

  void damageSaysWhere_data()
  {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("alert");
    QTest::addColumn<QString>("field");
    QTest::newRow("test") << "\"crosses_up\"" << "\"sideways\"" << "alert-1" << "test";
    QTest::newRow("price") << "10.25" << "\"ten\"" << "alert-1" << "price";
    QTest::newRow("no price") << "10.25" << "null" << "alert-1" << "price";
    QTest::newRow("entity") << "\"stock_sh_600000\"" << "\"600000\"" << "alert-1" << "entity";
    QTest::newRow("level") << "\"level\": \"5m\"" << "\"level\": \"7m\"" << "alert-3" << "level";
    QTest::newRow("extent") << "\"extended\"" << "1" << "alert-3" << "extent";
    QTest::newRow("sessions") << "\"sessions\": 3" << "\"sessions\": 0" << "alert-5" << "sessions";
    QTest::newRow("side") << "\"touched_from_below\"" << "\"left\"" << "alert-1" << "side";
  }
  void damageSaysWhere()
  {
    QFETCH(QString, what);
    QFETCH(QString, by);
    QFETCH(QString, alert);
    QFETCH(QString, field);
    const auto read = alertBookFromJson(replaced(toJson(sample()), what.toStdString(), by.toStdString()));
    QVERIFY(!read);
    QCOMPARE(read.error().code, std::string("alert.bad_entry"));
    QCOMPARE(QString::fromStdString(std::string(read.error().field("alert"))), alert);
    QCOMPARE(QString::fromStdString(std::string(read.error().field("field"))), field);
  }

  void otherDocuments()
  {
    QCOMPARE(alertBookFromJson("{\"kind\":\"zvt.watchlists\"}").error().code, std::string("alert.not_a_book"));
    QCOMPARE(alertBookFromJson("[]").error().code, std::string("alert.not_a_book"));
    QCOMPARE(alertBookFromJson("{\"kind\":").error().code, std::string("json.syntax"));
    QCOMPARE(alertBookFromJson(replaced(toJson(sample()), "\"version\": 1", "\"version\": 2")).error().code,
        std::string("alert.newer_version"));
    QCOMPARE(alertBookFromJson(replaced(toJson(sample()), "\"alert-2\"", "\"alert-1\"")).error().code,
        std::string("alert.double_id"));
    QCOMPARE(AlertHistory::fromJson(toJson(sample())).error().code, std::string("alert.not_a_history"));
  }

  void historyIsBoundedAndKeepsItsNumbers()
  {
    AlertHistory history;
    for (std::size_t i = 0; i < AlertHistory::kMost + 3; ++i)
      history.add({0, "alert-1", kStock, PriceCondition{Test::Crosses, 10}, "x", {}, kDay, kDay, 10.1, 10, true});
    QCOMPARE(history.events().size(), AlertHistory::kMost);
    QCOMPARE(history.events().front().number, std::uint64_t{4});
    const auto read = AlertHistory::fromJson(history.toJson());
    QVERIFY(read);
    QCOMPARE(read->toJson(), history.toJson());
    QCOMPARE(read->events().back().value, 10.1);
    AlertHistory cleared = *read;
    cleared.clear();
    QCOMPARE(AlertHistory::fromJson(cleared.toJson())->add({}).number, std::uint64_t{AlertHistory::kMost + 4});
  }

  void storeKeepsBothFiles()
  {
    testing::MemoryFileSystem files;
    AlertStore store(files, "/profile");
    QVERIFY(store.load()->book.alerts.empty());
    QVERIFY(store.save(sample()));
    AlertHistory history;
    history.add({0, "alert-1", kStock, PriceCondition{Test::Crosses, 10}, "x", {}, kDay, kDay, 10.1, 10, false});
    QVERIFY(store.save(history));
    const auto loaded = AlertStore(files, "/profile").load();
    QVERIFY(loaded && loaded->problems.empty());
    QCOMPARE(toJson(loaded->book), toJson(sample()));
    QCOMPARE(loaded->history.events().size(), std::size_t{1});
  }

  /// What cannot be read is put aside, and the other file is there.
  void damagedFilesArePutAside()
  {
    testing::MemoryFileSystem files;
    AlertStore store(files, "/profile");
    QVERIFY(store.save(sample()));
    QVERIFY(files.writeAtomically("/profile/alert_history.json", "{"));
    QCOMPARE(store.load(false)->problems.size(), std::size_t{1});
    QVERIFY(files.exists("/profile/alert_history.json"));
    const auto loaded = store.load();
    QCOMPARE(loaded->problems.size(), std::size_t{1});
    QCOMPARE(loaded->problems[0].field("aside"), std::string_view("/profile/alert_history.json.unreadable-1"));
    QCOMPARE(loaded->book.alerts.size(), std::size_t{5});
    QCOMPARE(*files.read("/profile/alert_history.json.unreadable-1"), std::string("{"));
  }

  /// Whatever operation fails, the old book or the new one is there.
  void aSaveThatFailsLeavesTheOldBook()
  {
    for (std::size_t n = 1; n <= 2; ++n) {
      testing::MemoryFileSystem files;
      AlertStore store(files, "/profile");
      QVERIFY(store.save(AlertBook{}));
      files.failAt(n, "file.disk_full");
      QVERIFY(!store.save(sample()));
      QVERIFY(store.load()->book.alerts.empty());
    }
  }
};

QTEST_APPLESS_MAIN(TstAlertDocument)
#include "tst_alert_document.moc"
