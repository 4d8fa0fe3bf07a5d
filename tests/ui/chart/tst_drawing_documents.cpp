// SPDX-License-Identifier: GPL-3.0-or-later
// The documents of drawings: read, kept, damaged, of a later version, not writable.
#include "tests/ui/chart/drawing_desk.h"
#include "ui/bridge/document_writer.h"

#include <QTimer>

using namespace zvt;
using namespace zvt::ui;

class TstDrawingDocuments : public QObject, private zvt::tests::DrawingDesk {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    startProfile(daily, actions, minutes);
  }
  void cleanupTestCase() { m_profile.reset(); }
  void init() { startPanel(); }
  void cleanup() { endPanel(); }

  void documentsAreReadAtTheNextStart()
  {
    drawing().tools().chooseTool(DrawingKind::FibRetracement);
    click(0.3, 0.3);
    click(0.6, 0.5);
    const Drawing before = list().front();
    QTRY_VERIFY(QFile::exists(fileOf(kStock)) && read(kStock).size() == 1);
    m_panel.reset();
    delete m_profile->actions.findChild<DrawingStore*>();
    m_panel = panel();
    show(*m_panel, kStock);
    QTRY_COMPARE(list().size(), std::size_t{1});
    QVERIFY(list().front() == before);
  }

  void aDamagedDocumentIsSetAside()
  {
    m_panel.reset();
    delete m_profile->actions.findChild<DrawingStore*>();
    QDir().mkpath(m_folder->filePath(QStringLiteral("drawings")));
    QFile file(fileOf(kStock));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"format\": \"zvt-dra");
    file.close();
    m_panel = panel();
    QSignalSpy failed(&drawing().store(), &DrawingStore::failed);
    show(*m_panel, kStock);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(QString::fromStdString(failed.front().front().value<Error>().code), QStringLiteral("drawings.damaged"));
    QVERIFY(QFile::exists(fileOf(kStock) + QStringLiteral(".unreadable-1")));
    drawHorizontal(); // and work goes on
    QTRY_VERIFY(QFile::exists(fileOf(kStock)));
  }

  void aDocumentOfALaterVersionStaysAsItIs()
  {
    const QByteArray later = R"({"format": "zvt-drawings", "version": 2, "drawings": []})";
    startWith([&] {
      QFile file(fileOf(kStock));
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write(later);
    });
    QTRY_COMPARE(m_failed->size(), 1); // said at once
    QCOMPARE(codeOf(0), QStringLiteral("drawings.newer"));
    drawHorizontal();
    QTRY_COMPARE(m_failed->size(), 2); // and again when something cannot be kept
    QVERIFY(list().empty());
    QCOMPARE(m_panel->undoStack()->count(), 0); // what was refused leaves no step
    QFile file(fileOf(kStock));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), later);
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("drawings"))).entryList(QDir::Files).size(), 1);
  }

  void whatCannotBeReadTakesNoDrawings()
  {
    startWith([&] { QVERIFY(QDir().mkpath(fileOf(kStock))); }); // a folder cannot be read
    QTRY_COMPARE(m_failed->size(), 1);
    QCOMPARE(codeOf(0), QStringLiteral("drawings.closed"));
    drawHorizontal();
    QTRY_COMPARE(m_failed->size(), 2);
    QVERIFY(list().empty());
    QCOMPARE(m_panel->undoStack()->count(), 0);
    // Once it can be read, work goes on.
    QVERIFY(QDir().rmdir(fileOf(kStock)));
    drawHorizontal();
    QTRY_COMPARE(read(kStock).size(), std::size_t{1});
    QVERIFY(read(kStock) == list());
    QCOMPARE(m_failed->size(), 2);
    QCOMPARE(m_panel->undoStack()->count(), 1);
  }

  void whatCouldNotBeWrittenIsWrittenLater()
  {
    const QString folder = m_folder->filePath(QStringLiteral("drawings"));
    startWith([&] {
      QVERIFY(QDir(folder).removeRecursively());
      QVERIFY(QFile(folder).open(QIODevice::WriteOnly)); // a file where the folder should be
    });
    drawHorizontal();
    QTRY_COMPARE(m_failed->size(), 1);
    QCOMPARE(codeOf(0), QStringLiteral("drawings.unsaved"));
    auto* writer = drawing().store().findChild<DocumentWriter*>(kStock);
    auto* again = writer->findChild<QTimer*>(QStringLiteral("writeAgainTimer"));
    QTRY_VERIFY(again->isActive());
    again->start(0); // it fails once more, and waits once more
    QTRY_VERIFY(again->isActive());
    QCOMPARE(m_failed->size(), 1); // told once
    QVERIFY(QFile::remove(folder));
    again->start(0);
    QTRY_COMPARE(read(kStock).size(), std::size_t{1});
    QVERIFY(read(kStock) == list());
  }

  void whatIsDrawnWhileReadingIsKept()
  {
    DrawingStore& store = drawing().store();
    const Drawing known = lineOf(QStringLiteral("known")), added = lineOf(QStringLiteral("added"));
    QFile file(fileOf(kOther));
    QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly));
    file.write(widgets::toJson({known}));
    file.close();
    store.whenOpen(kOther, [&store, &added, this] { // before any answer can be here
      store.apply(kOther, {widgets::DrawingEdit::What::Create, {}, {added}}, false);
    });
    QVERIFY(!store.isOpen(kOther));
    QTRY_COMPARE(store.drawings(kOther)->size(), std::size_t{2});
    QTRY_COMPARE(read(kOther).size(), std::size_t{2});
  }
};

QTEST_MAIN(TstDrawingDocuments)
#include "tst_drawing_documents.moc"
