// SPDX-License-Identifier: Apache-2.0
#include "core/base/memory_store.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <thread>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

using Kind = StoreOperation::Kind;

std::vector<std::pair<std::uint64_t, std::string>> entriesOf(
    const Store& store, std::string_view log, std::uint64_t from = 1)
{
  std::vector<std::pair<std::uint64_t, std::string>> entries;
  const auto done = store.replay(log, from, [&](std::uint64_t sequence, std::string_view value) {
    entries.emplace_back(sequence, value);
    return true;
  });
  return done ? entries : std::vector<std::pair<std::uint64_t, std::string>>{{0, done.error().code}};
}

}

class TstLedgerStore : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void logsCountFromOneAndSurviveReopening()
  {
    TestProfile test;
    Store& store = test.open().ledger();
    QVERIFY(store.commit({{Kind::Append, "orders", {}, "a"}, {Kind::Append, "fills", {}, "x"},
        {Kind::Append, "orders", {}, std::string("b\0c", 3)}}));
    QVERIFY(store.commit({{Kind::Append, "orders", {}, ""}}));
    Store& again = test.open().ledger();
    QCOMPARE(entriesOf(again, "orders"),
        (std::vector<std::pair<std::uint64_t, std::string>>{{1, "a"}, {2, std::string("b\0c", 3)}, {3, ""}}));
    QCOMPARE(entriesOf(again, "orders", 3).size(), std::size_t{1});
    QCOMPARE(entriesOf(again, "fills").size(), std::size_t{1});
    QVERIFY(entriesOf(again, "none").empty());
  }

  void keysAreReplacedRemovedAndVisitedInOrder()
  {
    TestProfile test;
    Store& store = test.open().ledger();
    QVERIFY(store.commit({{Kind::Put, "t", "b", "1"}, {Kind::Put, "t", "a", "2"}, {Kind::Put, "t", "c", "3"},
        {Kind::Put, "other", "a", "9"}}));
    QVERIFY(store.commit({{Kind::Put, "t", "b", "4"}, {Kind::Remove, "t", "c", {}}}));
    std::string seen;
    QVERIFY(store.forEach("t", [&](std::string_view key, std::string_view value) {
      seen += std::string(key) + "=" + std::string(value) + " ";
      return true;
    }));
    QCOMPARE(seen, std::string("a=2 b=4 "));
    QVERIFY(store.get("t", "b").value() == "4");
    QVERIFY(!store.get("t", "c").value());
    int visited = 0;
    QVERIFY(store.forEach("t", [&](auto, auto) { return ++visited < 1; }));
    QCOMPARE(visited, 1);
  }

  /// Who expects another number than the next one writes nothing at all; on the disk as in memory.
  void entryThatIsNotTheNextIsRefused()
  {
    TestProfile test;
    MemoryStore memory;
    for (Store* store : {&test.open().ledger(), static_cast<Store*>(&memory)}) {
      QVERIFY(store->commit({{Kind::Append, "log", {}, "a", 1}, {Kind::Append, "log", {}, "b", 2}}));
      const auto late = store->commit(
          {{Kind::Put, "t", "k", "v"}, {Kind::Append, "other", {}, "x", 1}, {Kind::Append, "log", {}, "c", 2}});
      QCOMPARE(late.error().code, std::string("storage.conflict"));
      QCOMPARE(std::string(late.error().field("next")), std::string("3"));
      QVERIFY(!store->get("t", "k").value());
      QVERIFY(entriesOf(*store, "other").empty());
      QVERIFY(store->commit({{Kind::Append, "log", {}, "c", 3}}));
      QCOMPARE(entriesOf(*store, "log").size(), std::size_t{3});
    }
  }

  void aVisitorMayCommit()
  {
    TestProfile test;
    Store& store = test.open().ledger();
    QVERIFY(store.commit({{Kind::Append, "in", {}, "a"}, {Kind::Append, "in", {}, "b"}}));
    QVERIFY(store.replay("in", 1, [&](std::uint64_t, std::string_view value) {
      return store.commit({{Kind::Append, "out", {}, std::string(value)}}).has_value();
    }));
    QCOMPARE(entriesOf(store, "out").size(), std::size_t{2});
  }

  void damageIsNamed()
  {
    TestProfile test;
    Store& store = test.open().ledger();
    QVERIFY(store.commit(
        {{Kind::Append, "log", {}, "first"}, {Kind::Append, "log", {}, "second"}, {Kind::Put, "t", "key", "value"}}));
    const auto opened = Connection::open(test.path() / "ledger.db", OpenMode::Create);
    Connection& connection = **opened;
    QVERIFY2(!connection.execute("UPDATE ledger_log SET value=x'00'"), "the log is append-only");
    QVERIFY2(!connection.execute("DELETE FROM ledger_log"), "the log is append-only");
    QVERIFY(connection.execute("UPDATE ledger_value SET value=x'56616c7565'")); // "Value"
    const auto damaged = store.get("t", "key");
    QCOMPARE(codeOf(damaged), std::string("storage.corrupt_ledger"));
    QCOMPARE(damaged.error().field("entry"), std::string_view("key"));
    QVERIFY(connection.execute("DROP TRIGGER ledger_log_no_update; DROP TRIGGER ledger_log_no_delete;"));
    QVERIFY(connection.execute("UPDATE ledger_log SET value=x'46697273' WHERE sequence=1")); // "Firs"
    QCOMPARE(entriesOf(store, "log").front().second, std::string("storage.corrupt_ledger"));
    QVERIFY(connection.execute("DELETE FROM ledger_log WHERE sequence=1"));
    QVERIFY2(entriesOf(store, "log").front().second == "storage.corrupt_ledger", "a missing entry is damage");
  }

  void commitsOfManyThreadsAreNeverTorn()
  {
    TestProfile test;
    Profile& profile = test.open();
    const OnThreads threads(4, [&](int thread) {
      for (int i = 0; i < 25; ++i) {
        const std::string text = std::to_string(thread);
        if (!profile.ledger().commit({{Kind::Append, "a", {}, text}, {Kind::Append, "b", {}, text}}))
          return;
      }
    });
    const auto a = entriesOf(profile.ledger(), "a");
    QCOMPARE(a.size(), std::size_t{100});
    QVERIFY2(a == entriesOf(profile.ledger(), "b"), "batches interleave as wholes");
    QCOMPARE(profile.ledgerLag().queued, std::size_t{0});
  }

private:
  /// Runs a body on several threads and joins them.
  struct OnThreads {
    template <typename Body> OnThreads(int count, const Body& body)
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < count; ++i)
        threads.emplace_back([&body, i] { body(i); });
    }
  };
};

QTEST_APPLESS_MAIN(TstLedgerStore)
#include "tst_ledger_store.moc"
