// SPDX-License-Identifier: Apache-2.0
#include "core/trading/projection.h"
#include "tests/core/trading/order_desk.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

using Log = std::vector<std::string>;

void must(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

const std::string kLog = "journal.paper";

Log entriesOf(const Store& store)
{
  Log entries;
  must(store.replay(kLog, 1, [&](std::uint64_t, std::string_view value) {
    entries.emplace_back(value);
    return true;
  }));
  return entries;
}

/// Another store with these entries and, where it is wanted, everything that stands beside them.
MemoryStore storeOf(const Log& entries, const Store& original, bool withHead = true)
{
  MemoryStore store;
  std::vector<StoreOperation> batch;
  for (const std::string& entry : entries)
    batch.push_back({StoreOperation::Kind::Append, kLog, {}, entry});
  for (const char* table : {"journal.heads", "trading.account", "trading.orders.paper"})
    if (withHead || std::string_view(table) != "journal.heads")
      must(original.forEach(table, [&](std::string_view key, std::string_view value) {
        batch.push_back({StoreOperation::Kind::Put, table, std::string(key), std::string(value)});
        return true;
      }));
  must(store.commit(batch));
  return store;
}

QString problemOf(MemoryStore store)
{
  const JournalCheck check = verifyJournal(store, "paper");
  if (!check.problem)
    return {};
  return text(check.problem->code) + QLatin1Char(' ') + text(check.problem->field("entry"));
}

/// Two days with orders, fills, a cancellation and a dividend.
struct Traded : Desk {
  Traded()
  {
    const Order first = require(submit(intent("a", Side::Buy, "10", "1000")));
    const Order second = require(submit(intent("b", Side::Buy, "9.5", "300")));
    tell([&](BrokerListener& listener) {
      listener.onAccepted(first.id, "B1");
      listener.onFill(report(first.id, "x1", "9.98", "400"));
      listener.onFill(report(first.id, "x2", "9.99", "600"));
      listener.onCancelled(second.id);
    });
    market::CorporateAction action;
    action.exDay = day("2024-03-04");
    action.cash = 0.12;
    must(startDay("2024-03-04", {{kMain, action}}));
    require(submit(intent("c", Side::Sell, "10.2", "500")));
  }
};

}

class TstJournal : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void soundJournal();
  void everyChangedByteIsFound();
  void missingExchangedAndCutEntries();
  void headsOfNothing();
  void olderEntriesComeFirst();
  void storedPicturesAreCompared_data();
  void storedPicturesAreCompared();
  void secondWriterIsRefused();
  void intentsThatComeTogetherCostOneCommit();
  void intentsOfOneStepShareTheCash();
  void stepThatCannotBeJournaledSendsNothing();
  void cancellationsTogetherCostOneCommit();
};

void TstJournal::soundJournal()
{
  Traded desk;
  const JournalCheck check = verifyJournal(desk.store, "paper");
  QVERIFY(!check.problem);
  QCOMPARE(check.entries, static_cast<std::uint64_t>(entriesOf(desk.store).size()));
  QCOMPARE(require(journaledAccounts(desk.store)), std::vector<std::string>{"paper"});
}

/// Whatever byte is flipped, with a store's own checksums made right again: the journal says where.
void TstJournal::everyChangedByteIsFound()
{
  const Traded desk;
  const Log sound = entriesOf(desk.store);
  QCOMPARE(problemOf(storeOf(sound, desk.store)), QString());
  int flips = 0;
  for (std::size_t entry = 0; entry < sound.size(); ++entry) {
    for (std::size_t byte = 0; byte < sound[entry].size(); byte += 7) {
      Log changed = sound;
      changed[entry][byte] = static_cast<char>(changed[entry][byte] ^ (1 << (byte % 7)));
      const QString problem = problemOf(storeOf(changed, desk.store));
      const int place = problem.section(QLatin1Char(' '), 1).toInt();
      // In the entry itself where it cannot be read, else where the next one does not follow.
      const int at = static_cast<int>(entry) + 1;
      QVERIFY2(place == at || place == at + 1,
          qPrintable(QStringLiteral("entry %1 byte %2: %3").arg(at).arg(byte).arg(problem)));
      ++flips;
    }
  }
  QVERIFY(flips > 500);
}

void TstJournal::missingExchangedAndCutEntries()
{
  const Traded desk;
  const Log sound = entriesOf(desk.store);
  Log missing = sound;
  missing.erase(missing.begin() + 3);
  QCOMPARE(problemOf(storeOf(missing, desk.store)), QStringLiteral("trading.journal_broken 4"));
  Log exchanged = sound;
  std::swap(exchanged[4], exchanged[5]);
  QCOMPARE(problemOf(storeOf(exchanged, desk.store)), QStringLiteral("trading.journal_broken 5"));
  Log cut = sound;
  cut.pop_back();
  QCOMPARE(problemOf(storeOf(cut, desk.store)), QStringLiteral("trading.journal_cut %1").arg(sound.size()));
  Log twice = sound;
  twice.push_back(sound.back());
  QCOMPARE(problemOf(storeOf(twice, desk.store)), QStringLiteral("trading.journal_broken %1").arg(sound.size() + 1));
}

/// A head that nothing was ever written under, beside entries or alone: it was taken for the entry before the first.
void TstJournal::headsOfNothing()
{
  const Traded desk;
  const auto withHead = [&](const Log& entries, std::string_view head) {
    MemoryStore store = storeOf(entries, desk.store, false);
    must(store.commit({{StoreOperation::Kind::Put, "journal.heads", "paper", std::string(head)}}));
    return problemOf(std::move(store));
  };
  const Log sound = entriesOf(desk.store);
  constexpr std::string_view kNothing = R"({"hash":"","sequence":0})";
  QCOMPARE(withHead(sound, kNothing), QStringLiteral("trading.journal_cut 1"));
  QCOMPARE(withHead({}, R"({"hash":"","sequence":1})"), QStringLiteral("trading.journal_cut 1"));
  QCOMPARE(withHead({}, R"({"hash":"x","sequence":0})"), QStringLiteral("trading.journal_cut 1"));
  QVERIFY(withHead(sound, R"({"hash":"","sequence":-1})").startsWith(QStringLiteral("trading.bad_journal")));
  QVERIFY(!withHead(sound, "{").isEmpty());
  MemoryStore empty; // an account whose journal has not begun
  must(empty.commit({{StoreOperation::Kind::Put, "journal.heads", "paper", std::string(kNothing)}}));
  QCOMPARE(problemOf(empty), QString());
}

/// A journal that was begun before entries were chained goes on as a chain.
void TstJournal::olderEntriesComeFirst()
{
  const Traded desk;
  Log older;
  for (const std::string& text : entriesOf(desk.store)) {
    JournalEntry entry = require(journalEntryFromJson(text));
    entry.previous.reset();
    older.push_back(toJson(entry));
  }
  MemoryStore store;
  for (const std::string& entry : older)
    require(store.commit({{StoreOperation::Kind::Append, kLog, {}, entry}}));
  Journal journal(store, "paper");
  const TradingState state = require(TradingState::replay(journal));
  std::vector<JournalEntry> more{{0, Timestamp{}, CashMoved{money("1"), "deposit"}}};
  QVERIFY(journal.append(more, state.head()).has_value());
  QVERIFY(TradingState::replay(journal).has_value());
  // An entry without a chain in the middle of one is a foreign one.
  require(store.commit({{StoreOperation::Kind::Append, kLog, {}, older.back()}}));
  QCOMPARE(journal.read().error().code, std::string("trading.journal_broken"));
}

void TstJournal::storedPicturesAreCompared_data()
{
  QTest::addColumn<QString>("table");
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("field");
  // 100,000 − (400 × 9.98 + 600 × 9.99 = 9,986) − 5 commission − 0.10 transfer fee
  QTest::newRow("cash") << "trading.account" << "\"cash\":\"90008.9\"" << "\"cash\":\"90009.9\"" << "/cash";
  QTest::newRow("position") << "trading.account" << "\"total\":\"1000\"" << "\"total\":\"1100\""
                            << "/positions/0/total";
  QTest::newRow("order") << "trading.orders.paper" << "\"filled\":\"1000\"" << "\"filled\":\"900\"" << "/filled";
  QTest::newRow("missing order") << "trading.orders.paper" << "" << "" << "/orders";
}

void TstJournal::storedPicturesAreCompared()
{
  QFETCH(QString, table);
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, field);
  const Traded desk;
  MemoryStore store = storeOf(entriesOf(desk.store), desk.store);
  bool changed = false;
  std::vector<StoreOperation> batch;
  must(store.forEach(table.toStdString(), [&](std::string_view key, std::string_view value) {
    const QString text = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    StoreOperation operation{StoreOperation::Kind::Put, table.toStdString(), std::string(key), {}};
    if (from.isEmpty())
      operation.kind = StoreOperation::Kind::Remove;
    operation.value = QString(text).replace(from, to).toStdString();
    if (!changed && (from.isEmpty() || text.contains(from))) {
      batch.push_back(operation);
      changed = true;
    }
    return true;
  }));
  QVERIFY(changed);
  must(store.commit(batch));
  const JournalCheck check = verifyJournal(store, "paper");
  QVERIFY(check.problem.has_value());
  QCOMPARE(check.problem->code, std::string("trading.projection_differs"));
  QCOMPARE(text(check.problem->field("field")), field);
}

/// Split brain: who writes first goes on, the other sends nothing any more.
void TstJournal::secondWriterIsRefused()
{
  Desk desk;
  ScriptedBroker otherBroker;
  auto other = require(OrderService::open(desk.options, desk.store, otherBroker, desk.clock, desk.executor));
  const Order made = require(desk.submit(intent("first")));
  desk.book(made, OrderState::Working);
  Result<Order> answer = fail("test.no_answer");
  other->submit(intent("second"), [&](Result<Order> result) { answer = std::move(result); });
  desk.executor.runReady();
  QCOMPARE(answer.error().code, std::string("trading.journal_taken"));
  QVERIFY(otherBroker.placed.empty());
  // Opened again it knows what the first has done, and it is the first that is refused.
  otherBroker.book = desk.broker.book;
  other.reset();
  other = require(OrderService::open(desk.options, desk.store, otherBroker, desk.clock, desk.executor));
  QCOMPARE(other->snapshot()->orders.size(), std::size_t(1));
  other->submit(intent("second"), [&](Result<Order> result) { answer = std::move(result); });
  desk.executor.runReady();
  QVERIFY(answer.has_value());
  QCOMPARE(desk.submit(intent("third")).error().code, std::string("trading.journal_taken"));
  QCOMPARE(desk.cancel(made.id).error().code, std::string("trading.journal_taken"));
  QVERIFY(desk.broker.cancelled.empty());
  QVERIFY(!verifyJournal(desk.store, "paper").problem);
}

void TstJournal::intentsThatComeTogetherCostOneCommit()
{
  Desk desk;
  const std::size_t commits = desk.store.commits();
  std::vector<std::string> answers;
  for (int i = 0; i < 20; ++i)
    desk.service->submit(intent("t" + std::to_string(i % 10), Side::Buy, "10", "100"),
        [&](Result<Order> result) { answers.push_back(require(result).id); });
  desk.executor.runReady();
  QCOMPARE(desk.store.commits(), commits + 1);
  QCOMPARE(desk.broker.placed.size(), std::size_t(10)); // each once, in the order of the intents
  QCOMPARE(std::vector<std::string>(answers.begin(), answers.begin() + 10), desk.broker.placed);
  QCOMPARE(std::vector<std::string>(answers.begin() + 10, answers.end()), desk.broker.placed);
  // What lies between two intents keeps its place.
  desk.service->submit(intent("early", Side::Buy, "10", "100"));
  desk.service->cancelAll();
  desk.service->submit(intent("late", Side::Buy, "10", "100"));
  desk.executor.runReady();
  const std::string late = clientOrderId("paper", "manual", "late", 0);
  QVERIFY(std::ranges::find(desk.broker.cancelled, late) == desk.broker.cancelled.end());
  QCOMPARE(desk.broker.cancelled.size(), std::size_t(11));
}

void TstJournal::intentsOfOneStepShareTheCash()
{
  Desk desk; // 100,000: nine orders of 10,005.10, not ten
  int taken = 0;
  std::vector<std::string> refused;
  for (int i = 0; i < 12; ++i)
    desk.service->submit(intent("t" + std::to_string(i)), [&](Result<Order> result) {
      if (result)
        ++taken;
      else
        refused.push_back(result.error().code);
    });
  desk.executor.runReady();
  QCOMPARE(taken, 9);
  QCOMPARE(refused, std::vector<std::string>(3, "trading.insufficient_cash"));
  QCOMPARE(text(desk.frozen()), QStringLiteral("90045.9"));
}

void TstJournal::stepThatCannotBeJournaledSendsNothing()
{
  Desk desk;
  desk.store.failAt(1, "storage.disk_full");
  std::vector<std::string> codes;
  for (const char* id : {"a", "b", "c"})
    desk.service->submit(intent(id, Side::Buy, "10", "100"),
        [&](Result<Order> result) { codes.push_back(result ? "sent" : result.error().code); });
  desk.executor.runReady();
  QCOMPARE(codes, std::vector<std::string>(3, "storage.disk_full"));
  QVERIFY(desk.broker.placed.empty());
  QVERIFY(desk.frozen().isZero());
}

void TstJournal::cancellationsTogetherCostOneCommit()
{
  Desk desk;
  for (const char* id : {"a", "b", "c"})
    require(desk.submit(intent(id, Side::Buy, "10", "100")));
  const std::size_t commits = desk.store.commits();
  desk.service->cancelAll();
  desk.executor.runReady();
  QCOMPARE(desk.broker.cancelled.size(), std::size_t(3));
  QCOMPARE(desk.store.commits(), commits + 1);
}

QTEST_APPLESS_MAIN(TstJournal)
#include "tst_journal.moc"
