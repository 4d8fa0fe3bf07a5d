// SPDX-License-Identifier: Apache-2.0
// The rules of lint_rules.h on the tree as it is.
#include "tests/lint/lint_rules.h"

#include <QFile>
#include <QTest>

using namespace zvt::tests;

namespace {

/// Each on a line of its own: Qt Test cuts long messages.
void report(const QStringList& faults)
{
  for (const QString& fault : faults)
    qWarning("%s", qPrintable(fault));
  QCOMPARE(faults.size(), 0);
}

}

class TstLayers : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    m_sources = readSources(m_root);
    QFile graph(qEnvironmentVariable("ZVT_BINARY_DIR") + "/zvt_graph.txt");
    QVERIFY2(graph.open(QIODevice::ReadOnly), qPrintable(graph.fileName()));
    m_graph = QString::fromUtf8(graph.readAll());
    QVERIFY(m_sources.size() > 50);
    m_hasGui = m_graph.contains("zvt_widgets_");
  }

  void includes()
  {
    std::vector<SourceFile> known = m_sources;
    if (!m_hasGui) // a headless build knows nothing of the libraries of windows
      std::erase_if(known, [](const SourceFile& source) {
        return source.path.startsWith("widgets/") || source.path.startsWith("ui/")
            || source.path.startsWith("app/workstation/");
      });
    report(checkIncludes(known, m_graph));
  }
  void storageFace() { report(checkStorageFace(m_sources)); }
  void testingLibraries() { report(checkTestingLibraries(m_graph)); }
  void noQtBelowWindows() { report(checkNoQt(m_sources)); }
  void seams() { report(checkSeams(m_sources)); }
  void noSharedState() { report(checkNoSharedState(m_sources)); }
  void licences() { report(checkLicences(m_sources)); }
  void readmes() { report(checkReadmes(m_sources, m_root)); }
  void length() { report(checkLength(m_sources)); }
  void connects() { report(checkConnects(m_sources)); }

private:
  QString m_root = qEnvironmentVariable("ZVT_SOURCE_DIR");
  std::vector<SourceFile> m_sources;
  QString m_graph;
  bool m_hasGui = false;
};

QTEST_APPLESS_MAIN(TstLayers)
#include "tst_layers.moc"
