// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/task.h"
#include "core/base/testing/manual_executor.h"
#include "core/storage/verify.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_broker.h"
#include "core/trading/projection.h"
#include "tests/app/cli_process.h"
#include "tests/core/storage/test_profile.h"
#include "tests/core/trading/trading_samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fstream>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::trading;
using namespace zvt::trading::samples;
using namespace Qt::StringLiterals;

/// `zvt verify` over the journal of an account.
class TstVerifyCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Two days of a paper account.
  void initTestCase()
  {
    Store& ledger = m_profile.open().ledger();
    testing::MockClock clock;
    testing::ManualExecutor executor(clock);
    auto broker = require(PaperBroker::open({"paper", {}, {}}, rules(), ledger, clock));
    OrderService::Options options;
    options.account.name = "paper";
    options.account.initialCash = money("100000");
    options.rules = rules();
    auto service = require(OrderService::open(options, ledger, *broker, clock, executor));
    service->startDay(day("2024-03-01"));
    OrderIntent intent;
    intent.id = "ticket";
    intent.entityId = kMain;
    intent.price = price("10");
    intent.quantity = quantity("1000");
    service->submit(intent);
    executor.runReady();
    MatchBar bar;
    bar.bar = market::Bar{1, 9.98, 10.1, 9.9, 10, 1e6, 1e7};
    bar.day = day("2024-03-01");
    QVERIFY(broker->onBar(kMain, bar).has_value());
    executor.runReady();
    service->startDay(day("2024-03-04"));
    executor.runReady();
    QCOMPARE(service->snapshot()->fills.size(), std::size_t(1));
    service.reset();
    m_profile.profile.reset();
  }

  void soundJournal()
  {
    const QJsonObject report = verify(0);
    QVERIFY(report["sound"_L1].toBool());
    // Opened, first day, order, accepted, filled, second day.
    QCOMPARE(countOf(report), 6);
  }

  void firstDifferenceIsNamed()
  {
    const std::string stored = readStored();
    const QString changed =
        QString::fromStdString(stored).replace("\"cash\":\"90014.9\""_L1, "\"cash\":\"91014.9\""_L1);
    QVERIFY(changed.toStdString() != stored); // 100,000 − 9,980 − 5 − 0.10
    writeStored(changed.toStdString());
    const QJsonObject finding = verify(1)["findings"_L1].toArray().at(0).toObject();
    QCOMPARE(finding["area"_L1].toString(), u"journals"_s);
    QCOMPARE(finding["code"_L1].toString(), u"trading.projection_differs"_s);
    QVERIFY2(finding["message"_L1].toString().contains(u"“/cash”: \"90014.9\" by the journal, \"91014.9\" as stored"_s),
        qPrintable(finding["message"_L1].toString()));
    QCOMPARE(finding["place"_L1].toObject()["account"_L1].toString(), u"paper"_s);
    writeStored(stored);
  }

  /// A head that says nothing was ever written, beside six entries; and one below nothing.
  void wrongHeadsAreNamed()
  {
    const std::string sound = head();
    for (const char* wrong : {R"({"hash":"","sequence":0})", R"({"hash":"x","sequence":0})",
             R"({"hash":"","sequence":-1})", R"({"hash":"","sequence":9223372036854775807})", "{}", ""}) {
      writeHead(wrong);
      const QJsonArray findings = verify(1)["findings"_L1].toArray();
      QVERIFY2(!findings.isEmpty(), wrong);
      QCOMPARE(findings.at(0).toObject()["area"_L1].toString(), u"journals"_s);
    }
    writeHead(sound);
  }

  /// The ledger's file empty, of one byte, and cut in each of its first two hundred bytes.
  void cutFilesAreDamageAndNoCrash()
  {
    m_profile.profile.reset();
    const std::filesystem::path file = m_profile.path() / "ledger.db";
    std::string whole;
    {
      std::ifstream in(file, std::ios::binary);
      whole.assign(std::istreambuf_iterator<char>(in), {});
    }
    QVERIFY(whole.size() > 200);
    OsFileSystem files;
    for (std::size_t size = 0; size <= 200; ++size) {
      std::ofstream(file, std::ios::binary | std::ios::trunc).write(whole.data(), static_cast<std::streamsize>(size));
      storage::VerifyOptions options;
      options.profile = m_profile.path();
      options.journals = [](Store& ledger) {
        storage::LedgerCheck all;
        const auto checks = verifyJournals(ledger);
        if (!checks)
          all.damage.push_back(checks.error());
        return all;
      };
      SilentTaskControl control;
      const auto report = storage::verifyProfile(options, files, control);
      QVERIFY2(report.has_value() && !report->isSound(), std::to_string(size).c_str());
    }
    std::vector<int> exitCodes;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{100}, whole.size() - 1}) {
      std::ofstream(file, std::ios::binary | std::ios::trunc).write(whole.data(), static_cast<std::streamsize>(size));
      exitCodes.push_back(runCli(m_profile.path(), {u"verify"_s}).exitCode);
    }
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(whole.data(), static_cast<std::streamsize>(whole.size()));
    QCOMPARE(exitCodes, std::vector<int>(4, 1));
    QVERIFY(verify(0)["sound"_L1].toBool());
  }

  void foreignEntryIsNamed()
  {
    Store& ledger = m_profile.open().ledger();
    JournalEntry foreign{0, Timestamp{}, CashMoved{money("1000000"), "gift"}};
    foreign.previous = std::string(64, '0');
    QVERIFY(ledger.commit({{StoreOperation::Kind::Append, "journal.paper", {}, toJson(foreign)}}).has_value());
    m_profile.profile.reset();
    const QJsonObject finding = verify(1)["findings"_L1].toArray().at(0).toObject();
    QCOMPARE(finding["code"_L1].toString(), u"trading.journal_broken"_s);
    QCOMPARE(finding["place"_L1].toObject()["entry"_L1].toString(), u"7"_s);
  }

private:
  std::string head()
  {
    const std::string stored = require(m_profile.open().ledger().get("journal.heads", "paper")).value_or("");
    m_profile.profile.reset();
    return stored;
  }

  void writeHead(const std::string& text)
  {
    const auto written =
        m_profile.open().ledger().commit({{StoreOperation::Kind::Put, "journal.heads", "paper", text}});
    QVERIFY(written.has_value());
    m_profile.profile.reset();
  }

  QJsonObject verify(int exitCode)
  {
    const CliAnswer answer = runCli(m_profile.path(), {u"verify"_s, u"--json"_s});
    if ((answer.exitCode != 0) != (exitCode != 0))
      qFatal("zvt verify: %d: %s", answer.exitCode, answer.errors.constData());
    return QJsonDocument::fromJson(answer.output).object();
  }

  static int countOf(const QJsonObject& report)
  {
    for (const QJsonValue& count : report["counts"_L1].toArray())
      if (count["area"_L1].toString() == "journals"_L1)
        return count["checked"_L1].toInt();
    return -1;
  }

  std::string readStored()
  {
    const std::string stored = require(m_profile.open().ledger().get("trading.account", "paper")).value_or("");
    m_profile.profile.reset();
    return stored;
  }

  void writeStored(const std::string& text)
  {
    const auto written =
        m_profile.open().ledger().commit({{StoreOperation::Kind::Put, "trading.account", "paper", text}});
    QVERIFY(written.has_value());
    m_profile.profile.reset();
  }

  TestProfile m_profile;
};

QTEST_GUILESS_MAIN(TstVerifyCommand)
#include "tst_verify_command.moc"
