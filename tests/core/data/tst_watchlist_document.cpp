// SPDX-License-Identifier: Apache-2.0
#include "core/data/watchlist.h"

#include "core/base/testing/memory_file_system.h"
#include "core/data/watchlist_store.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::data;

namespace {

WatchItem item(const char* code)
{
  return {std::string("stock_sh_") + code};
}

/// "600000 600001 | 600002": groups by bars, the flag's initial behind an item that has one.
std::string shape(const Watchlist& list)
{
  std::string text;
  for (const WatchGroup& group : list.groups) {
    text += &group == list.groups.data() ? "" : " | ";
    std::string items;
    for (const WatchItem& one : group.items)
      items += (items.empty() ? "" : " ") + one.entityId.substr(9);
    text += items;
  }
  return text;
}

Watchlist sample()
{
  Watchlist list{"list-1", "Mine"};
  list.groups[0].items = {item("600000"), item("600001")};
  list.groups.push_back({"Banks", false, {item("600002"), item("600003"), item("600004")}});
  list.groups.push_back({"Empty"});
  return list;
}

std::vector<std::string> ids(std::initializer_list<const char*> codes)
{
  std::vector<std::string> all;
  for (const char* code : codes)
    all.push_back(item(code).entityId);
  return all;
}

}

class TstWatchlistDocument : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aSecurityStandsInAListOnce()
  {
    Watchlist list = sample();
    const std::vector more{item("600003"), item("600009"), item("600009")};
    QCOMPARE(insertItems(list, {1, 1}, more), std::size_t{1});
    QCOMPARE(shape(list), std::string("600000 600001 | 600002 600009 600003 600004 | "));
    QCOMPARE(insertItems(list, {99, 99}, std::vector{item("600010")}), std::size_t{1});
    QCOMPARE(shape(list), std::string("600000 600001 | 600002 600009 600003 600004 | 600010"));
    QCOMPARE(removeItems(list, ids({"600000", "600003", "600777"})), std::size_t{2});
    QCOMPARE(list.size(), std::size_t{5}); // 5 + 1 + 1 − 2
    QVERIFY(list.find("stock_sh_600009") == (WatchPlace{1, 1}));
    QVERIFY(!list.find("stock_sh_600000"));
  }

  void movesKeepOrderAndLandWhereTheyWereDropped()
  {
    Watchlist list = sample();
    moveItems(list, ids({"600004", "600000"}), {1, 1}); // in front of 600003
    QCOMPARE(shape(list), std::string("600001 | 600002 600000 600004 600003 | "));
    moveItems(list, ids({"600002"}), {1, 4}); // its own group's end
    QCOMPARE(shape(list), std::string("600001 | 600000 600004 600003 600002 | "));
    moveItems(list, ids({"600004", "600003"}), {1, 2}); // onto themselves
    QCOMPARE(shape(list), std::string("600001 | 600000 600004 600003 600002 | "));
    moveItems(list, ids({"600001"}), {2, 0});
    QCOMPARE(shape(list), std::string(" | 600000 600004 600003 600002 | 600001"));
  }

  void theKeyboardWalksARowThroughTheGroups()
  {
    Watchlist list = sample();
    const auto one = ids({"600000"});
    const std::vector<std::string> down{"600001 600000 | 600002 600003 600004 | ",
        "600001 | 600000 600002 600003 600004 | ", "600001 | 600002 600000 600003 600004 | ",
        "600001 | 600002 600003 600000 600004 | ", "600001 | 600002 600003 600004 600000 | ",
        "600001 | 600002 600003 600004 | 600000"};
    for (const std::string& expected : down) {
      QVERIFY(shiftItems(list, one, 1));
      QCOMPARE(shape(list), expected);
    }
    QVERIFY(!shiftItems(list, one, 1));
    for (std::size_t i = down.size() - 1; i-- > 0;) {
      QVERIFY(shiftItems(list, one, -1));
      QCOMPARE(shape(list), down[i]);
    }
    QVERIFY(shiftItems(list, one, -1));
    QVERIFY(!shiftItems(list, one, -1));
    QVERIFY(list == sample());
  }

  void groupsMoveAndGoWithoutTheirItems()
  {
    Watchlist list = sample();
    QVERIFY(!shiftGroup(list, 0, 1));
    QVERIFY(!shiftGroup(list, 1, -1)); // the first, nameless group stays first
    QVERIFY(shiftGroup(list, 1, 1));
    QCOMPARE(list.groups[2].name, std::string("Banks"));
    moveGroup(list, 2, 0);
    QCOMPARE(list.groups[1].name, std::string("Banks"));
    removeGroup(list, 1);
    QCOMPARE(shape(list), std::string("600000 600001 600002 600003 600004 | "));
    removeGroup(list, 0);
    QCOMPARE(list.groups.size(), std::size_t{2});
  }

  void theStoreKeepsEverythingAndNeverOverwritesWhatItCannotRead()
  {
    testing::MemoryFileSystem files;
    WatchlistStore store(files, "/profile/watchlists.json");
    QVERIFY(store.load()->book.lists.empty());
    WatchlistBook book;
    Watchlist list = sample();
    list.groups[1].collapsed = true;
    list.groups[1].items[0].note = "line\nbreak, \"quotes\", 中文";
    list.groups[1].items[0].flag = WatchFlag::Violet;
    book.lists.push_back(std::make_shared<const Watchlist>(list));
    book.columnSets.push_back(
        {"own-1", "Mine", {{"last", 66}, {"formula:ma", 0, "SMA(CLOSE,5)", WatchUnit::Percent, 1, true}}});
    QVERIFY(store.save(book));
    const auto loaded = store.load();
    QVERIFY(loaded && !loaded->problem);
    QVERIFY(loaded->book == book);
    // A save that fails leaves the old lists.
    files.failAt(2);
    WatchlistBook other = book;
    other.lists.clear();
    QVERIFY(!store.save(other));
    QVERIFY(store.load()->book == book);
    // Something unreadable is put aside.
    QVERIFY(files.writeAtomically("/profile/watchlists.json", "{\"kind\": \"zvt.watchlists\", "));
    const auto broken = store.load();
    QVERIFY(broken && broken->problem);
    QCOMPARE(std::string(broken->problem->field("aside")), std::string("/profile/watchlists.json.unreadable-1"));
    QVERIFY(files.exists("/profile/watchlists.json.unreadable-1"));
    QVERIFY(!files.exists("/profile/watchlists.json"));
  }

  void documentsOfOthersAreRefusedWithAReason_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("not json") << QByteArray("600000\n600001\n") << QByteArray("json.syntax");
    QTest::newRow("another document") << QByteArray("{\"kind\":\"zvt.workspace\"}")
                                      << QByteArray("watchlist.not_a_book");
    QTest::newRow("array") << QByteArray("[1]") << QByteArray("watchlist.not_a_book");
    QTest::newRow("newer") << QByteArray("{\"kind\":\"zvt.watchlists\",\"version\":2}")
                           << QByteArray("watchlist.newer_version");
    const QByteArray head =
        "{\"kind\":\"zvt.watchlists\",\"version\":1,\"lists\":[{\"name\":\"A\",\"groups\":[{\"items\":[";
    QTest::newRow("no id") << head + "{\"entity\":\"600000\"}]}]}]}" << QByteArray("watchlist.bad_entry");
    QTest::newRow("no flag") << head + "{\"entity\":\"stock_sh_600000\",\"flag\":\"pink\"}]}]}]}"
                             << QByteArray("watchlist.bad_entry");
    QTest::newRow("no object") << head + "7]}]}]}" << QByteArray("watchlist.bad_entry");
  }
  void documentsOfOthersAreRefusedWithAReason()
  {
    QFETCH(QByteArray, text);
    const auto book = watchlistBookFromJson(text.toStdString());
    QVERIFY(!book);
    QTEST(QByteArray::fromStdString(book.error().code), "code");
  }
};

QTEST_APPLESS_MAIN(TstWatchlistDocument)
#include "tst_watchlist_document.moc"
