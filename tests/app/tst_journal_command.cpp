// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trading/journal.h"
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"
#include "tests/core/trading/trading_samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace zvt;
using namespace zvt::trading;
using namespace Qt::StringLiterals;
namespace samples = zvt::trading::samples;

/// `zvt journal` of an account that booked a dividend late.
class TstJournalCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    storage::Profile& profile = m_profile.open();
    std::vector<JournalEntry> entries;
    const auto tell = [&entries](JournalEvent event) {
      entries.push_back({0, Timestamp::fromSeconds(1'761'787'800), std::move(event), {}, {}});
    };
    AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = samples::money("1000000");
    tell(AccountOpened{settings});
    tell(DayStarted{samples::day("2025-10-30")});
    CorporateActionApplied applied{samples::kOther, {}, LateEntitlement{}};
    applied.action.exDay = samples::day("2025-10-29");
    applied.action.cash = 0.5;
    applied.late->day = samples::day("2025-10-30");
    applied.late->entitled = samples::quantity("200");
    applied.late->change.cash = samples::money("100");
    tell(applied);
    if (!Journal(profile.ledger(), "paper").append(entries, {}))
      qFatal("no journal");
    m_profile.profile.reset();
  }

  void entriesAreListed()
  {
    const auto answer = run({u"paper"_s, u"--format"_s, u"csv"_s});
    const QStringList lines = QString::fromUtf8(answer.output).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype(4));
    QCOMPARE(lines[0].trimmed(), u"entry,at,day,kind,what"_s);
    QVERIFY2(lines[1].contains(u"account_opened"_s), qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith(u"2,2025-10-30T01:30:00Z,2025-10-30,day_started"_s), qPrintable(lines[2]));
  }

  void lateActionsAreSaid()
  {
    const auto answer = run({u"--kind"_s, u"corporate_action_applied"_s, u"--json"_s});
    const QJsonArray rows = QJsonDocument::fromJson(answer.output).array();
    QCOMPARE(rows.size(), qsizetype(1));
    const QString what = rows[0][u"what"].toString();
    for (const QString& part : {u"2025-10-29"_s, u"200"_s, u"100.00"_s, samples::text(samples::kOther)})
      QVERIFY2(what.contains(part), qPrintable(what));
  }

  void anUnknownAccountIsNamed() { QVERIFY(run({u"nobody"_s}, 1).errors.contains("nobody")); }

private:
  tests::CliAnswer run(QStringList arguments, int exitCode = 0)
  {
    arguments.prepend(u"journal"_s);
    return tests::expectCli(m_profile.path(), arguments, exitCode);
  }

  tests::TestProfile m_profile;
};

QTEST_APPLESS_MAIN(TstJournalCommand)
#include "tst_journal_command.moc"
