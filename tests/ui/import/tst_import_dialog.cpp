// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_dialog.h"

#include "core/base/executor.h"
#include "tests/ui/scripted_dialogs.h"
#include "tests/ui/ui_profile.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QtTest>

#include <future>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::UiProfile;

namespace {

QString text(const std::filesystem::path& file)
{
  return QString::fromStdString(file.string());
}

}

class TstImportDialog : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void init()
  {
    m_profile = std::make_unique<UiProfile>();
    m_profile->context.dialogs = &m_dialogs;
    m_dialog = std::make_unique<ImportDialog>(m_profile->context);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
  }
  void cleanup()
  {
    m_dialog.reset();
    m_profile.reset();
  }

  void importsADailyFileInLots()
  {
    ZVT_FIXTURE(file, "market/hikyuu/sz000001_1d.csv");
    m_dialogs.paths << text(file);
    button("browseButton")->click();
    QTRY_VERIFY(m_dialog->isReady());
    QVERIFY(m_dialog->message().contains(QStringLiteral("4937")));
    QVERIFY(m_dialog->findChild<QLineEdit*>(QStringLiteral("entityField"))->text().contains(QStringLiteral("000001")));
    const auto* table = m_dialog->findChild<QTableWidget*>(QStringLiteral("previewTable"));
    QCOMPARE(table->verticalHeaderItem(1)->text(), QStringLiteral("2")); // line numbers of the file
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("1991-01-02"));
    const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    button("importButton")->click();
    QTRY_COMPARE(imported.count(), 1);
    QCOMPARE(imported.at(0).at(0).toString(), QStringLiteral("stock_sz_000001"));
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sz_000001")); // the chart shows it next
    const auto bars = m_profile->data.bars("stock_sz_000001");
    QCOMPARE(bars->size(), std::size_t{4937});
    QCOMPARE(bars->close.back(), 15.95);
    QCOMPARE(bars->volume.back(), 11'349'200.0); // volume_lots: 113492 of 100 shares
  }

  void seesThatAFileIsOfMinutes()
  {
    ZVT_FIXTURE(file, "market/tdx/sh688001_1m.csv");
    m_dialog->setFiles({text(file)});
    QTRY_VERIFY(m_dialog->isReady());
    const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    button("importButton")->click();
    QTRY_COMPARE(imported.count(), 1);
    const auto bars = m_profile->data.bars("stock_sh_688001", market::BarLevel::Min1);
    QCOMPARE(bars->size(), std::size_t{2880});
    QCOMPARE(bars->close.back(), 36.65);
  }

  void namesFileLineAndRemedyOfABadRow_data()
  {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("named");
    const QByteArray good = "date,open,high,low,close,volume\n2024-01-02,10,11,9,10,100\n";
    QTest::newRow("not a number") << QByteArray(good + "2024-01-03,ten,11,9,10,100\n") << QStringLiteral("3");
    QTest::newRow("high below low") << QByteArray(good + "2024-01-03,10,9,11,10,100\n") << QStringLiteral("3");
    QTest::newRow("twice the same day") << QByteArray(good + "2024-01-02,10,11,9,10,100\n") << QStringLiteral("3");
    QTest::newRow("columns") << QByteArray(good + "2024-01-03,10,11\n") << QStringLiteral("3");
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("binary") << QByteArray("\x00\x01\x02\xff\x00", 5) << QString();
  }

  void namesFileLineAndRemedyOfABadRow()
  {
    QFETCH(QByteArray, content);
    QFETCH(QString, named);
    const auto file = m_profile->data.write("broken.csv", content.toStdString());
    const QSignalSpy previewed(m_dialog.get(), &ImportDialog::previewed);
    m_dialog->setEntity(QStringLiteral("600030.SH"));
    m_dialog->setFiles({text(file)});
    QTRY_VERIFY(previewed.count() > 0);
    QVERIFY2(m_dialog->message().contains(QStringLiteral("broken.csv")), qPrintable(m_dialog->message()));
    QVERIFY2(m_dialog->message().contains(named), qPrintable(m_dialog->message()));
    QVERIFY(!m_dialog->isReady());
    QVERIFY(!button("importButton")->isEnabled());
    m_dialog->startImport(); // not even when it is asked for
    QVERIFY(m_profile->tasks.snapshot().empty());
    QCOMPARE(m_profile->data.profile().bars().inventory()->size(), std::size_t{0});
  }

  void saysThatAFileIsMissing()
  {
    m_dialog->setFiles({QStringLiteral("/no/such/file.csv")});
    QTRY_VERIFY(m_dialog->message().contains(QStringLiteral("/no/such/file.csv")));
    QVERIFY(!m_dialog->isReady());
  }

  void columnsCanBeNamedByHand()
  {
    const auto file = m_profile->data.write(
        "sh600030.csv", "a,b,c,d,e,f\n2024-01-02,10,11,9,10.5,100\n2024-01-03,10.5,12,10,11.5,200\n");
    const QSignalSpy previewed(m_dialog.get(), &ImportDialog::previewed);
    m_dialog->setFiles({text(file)});
    QTRY_COMPARE(previewed.count(), 1);
    QVERIFY(!m_dialog->isReady());
    qsizetype seen = 1;
    int column = 0;
    for (const char* role : {"date", "open", "high", "low", "close", "volume"}) {
      auto* combo = m_dialog->findChild<QTableWidget*>()->cellWidget(0, column++);
      QVERIFY(combo != nullptr);
      choose(*qobject_cast<QComboBox*>(combo), role);
      QTRY_VERIFY(previewed.count() > seen);
      seen = previewed.count();
    }
    QVERIFY2(m_dialog->isReady(), qPrintable(m_dialog->message()));
    const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    button("importButton")->click();
    QTRY_VERIFY2(imported.count() == 1, qPrintable(m_dialog->message()));
    const auto bars = m_profile->data.bars("stock_sh_600030");
    QCOMPARE(bars->open, std::vector<double>({10, 10.5}));
    QCOMPARE(bars->close, std::vector<double>({10.5, 11.5}));
    QCOMPARE(bars->volume, std::vector<double>({100, 200}));
  }

  /// What cannot be imported as records is not offered: bars, actions, and what the program writes about data.
  void offersWhatCanBeImported()
  {
    const auto* schemas = m_dialog->findChild<QComboBox*>(QStringLiteral("schemaCombo"));
    QVERIFY(schemas->count() > 100);
    for (const char* refused : {"kdata", "corporate_action", "quarantine", "data_run", "data_coverage"})
      QCOMPARE(schemas->findData(QLatin1String(refused)), -1);
    QVERIFY(schemas->findData(QStringLiteral("trading_status")) >= 0);
  }

  /// Rows of a schema: columns are found by label, a wrong guess is mended by hand, and what is left out stays out.
  void recordsOfAnySchema()
  {
    const auto file = m_profile->data.write(
        "unlocks.csv", "公告日期,解禁日期,限售股类型,解禁股数(万股),total_ratio\n2024-01-02,2024-02-01,IPO,1.5,0.5\n");
    m_dialog->setEntity(QStringLiteral("600000.SH"));
    m_dialog->setSchema(QStringLiteral("share_unlock"));
    m_dialog->setFiles({text(file)});
    QTRY_VERIFY2(m_dialog->isReady(), qPrintable(m_dialog->message()));
    QVERIFY(m_dialog->findChild<QComboBox*>(QStringLiteral("schemaCombo"))->isVisible());
    QVERIFY(!m_dialog->findChild<QComboBox*>(QStringLiteral("levelCombo"))->isVisible());
    const auto* table = m_dialog->findChild<QTableWidget*>(QStringLiteral("previewTable"));
    auto* shares = qobject_cast<QComboBox*>(table->cellWidget(0, 3));
    QVERIFY(shares != nullptr);
    QCOMPARE(shares->currentData().toString(), QStringLiteral("unlock_shares"));
    const QSignalSpy previewed(m_dialog.get(), &ImportDialog::previewed);
    choose(*qobject_cast<QComboBox*>(table->cellWidget(0, 4)), "");
    QTRY_VERIFY(previewed.count() > 0);
    QVERIFY2(m_dialog->isReady(), qPrintable(m_dialog->message()));
    const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    button("importButton")->click();
    QTRY_VERIFY2(imported.count() == 1, qPrintable(m_dialog->message()));
    storage::RecordQuery query;
    query.schema = "share_unlock";
    query.columns = {"entity_id", "unlock_shares", "total_ratio"};
    const auto rows = m_profile->data.profile().records().query(query);
    QVERIFY(rows && rows->rows.size() == 1);
    QCOMPARE(std::get<std::string>(rows->rows[0][0]), std::string("stock_sh_600000"));
    QCOMPARE(std::get<double>(rows->rows[0][1]), 15000.0);
    QVERIFY(std::holds_alternative<std::monostate>(rows->rows[0][2]));
  }

  void anotherFileIsReadAfresh()
  {
    const std::string rows = "date,open,high,low,close,volume\n2024-01-02,10,11,9,10,100\n";
    m_dialog->setFiles({text(m_profile->data.write("sh600030.csv", rows))});
    QTRY_VERIFY(m_dialog->isReady());
    m_dialog->setFiles({text(m_profile->data.write("nameless.csv", rows))});
    QTRY_VERIFY(m_dialog->message().contains(QStringLiteral("600000.SH"))); // asks for the security, with an example
    QVERIFY(!m_dialog->isReady());
  }

  void aRunningImportCanBeCancelled()
  {
    ZVT_FIXTURE(file, "market/hikyuu/sz000001_1d.csv");
    m_dialog->setFiles({text(file)});
    QTRY_VERIFY(m_dialog->isReady());
    // Both threads of long work wait, so that the cancel comes before the first row.
    std::promise<void> open;
    const std::shared_future<void> gate = open.get_future().share();
    for (int worker = 0; worker < 2; ++worker)
      m_profile->workers.nextLong().post([gate] { gate.wait(); });
    m_dialog->startImport();
    QCOMPARE(button("closeButton")->text(), QStringLiteral("Cancel"));
    button("closeButton")->click();
    QVERIFY(m_dialog->isVisible());
    open.set_value();
    QTRY_COMPARE(button("closeButton")->text(), QStringLiteral("Close"));
    QCOMPARE(m_profile->data.profile().bars().inventory()->size(), std::size_t{0});
    QVERIFY(button("importButton")->isEnabled()); // and can be started again
    button("closeButton")->click();
    QVERIFY(!m_dialog->isVisible());
  }

private:
  QPushButton* button(const char* name) const { return m_dialog->findChild<QPushButton*>(QString::fromLatin1(name)); }
  static void choose(QComboBox& combo, const char* role)
  {
    const int index = combo.findData(QString::fromLatin1(role));
    QVERIFY(index >= 0);
    combo.setCurrentIndex(index);
    Q_EMIT combo.activated(index);
  }

  std::unique_ptr<UiProfile> m_profile;
  tests::ScriptedDialogs m_dialogs;
  std::unique_ptr<ImportDialog> m_dialog;
};

QTEST_MAIN(TstImportDialog)
#include "tst_import_dialog.moc"
