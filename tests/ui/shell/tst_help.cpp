// SPDX-License-Identifier: GPL-3.0-or-later
// The help in both languages, and the about box.
#include "ui/shell/help_window.h"

#include "translations_resources.h"
#include "ui/shell/about_dialog.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

#ifdef __linux__
#include <link.h>
#endif

using namespace zvt;
using namespace zvt::ui;

namespace {

QStringList topics(const char* language)
{
  QStringList found;
  for (const HelpPage& page : helpPages(QString::fromLatin1(language)))
    found << page.topic;
  found.sort();
  return found;
}

#ifdef __linux__
QStringList loadedLibraries()
{
  QStringList names;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* list) {
        static_cast<QStringList*>(list)->append(QFileInfo(QString::fromUtf8(info->dlpi_name)).fileName());
        return 0;
      },
      &names);
  return names;
}
#endif

}

class TstHelp : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Language::current().setCode(QStringLiteral("en"));
  }
  void cleanup() { widgets::Language::current().setCode(QStringLiteral("en")); }

  void bothLanguagesHaveTheSamePages()
  {
    QCOMPARE(topics("en"), topics("zh_CN"));
    QVERIFY(topics("en").size() > 10);
  }

  void everyPageHasAHeadingAndItsLinksLead_data()
  {
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
  }

  void everyPageHasAHeadingAndItsLinksLead()
  {
    QFETCH(QString, language);
    const QStringList known = topics(qPrintable(language));
    static const QRegularExpression link(QStringLiteral("\\]\\(([a-zA-Z-]+)\\.md\\)"));
    for (const HelpPage& page : helpPages(language)) {
      QVERIFY2(page.markdown.startsWith(QStringLiteral("# ")) && !page.title.isEmpty(), qPrintable(page.topic));
      for (auto at = link.globalMatch(page.markdown); at.hasNext();) {
        const QString topic = at.next().captured(1);
        QVERIFY2(known.contains(topic), qPrintable(page.topic + QStringLiteral(" leads to ") + topic));
      }
    }
  }

  void opensThePageThatIsAskedFor()
  {
    HelpWindow help(nullptr);
    QCOMPARE(help.topic(), QStringLiteral("first-steps"));
    help.showTopic(QStringLiteral("panel-chart"));
    auto* browser = help.findChild<QTextBrowser*>(QStringLiteral("helpPage"));
    QVERIFY(browser->toPlainText().startsWith(QStringLiteral("Chart")));
    widgets::Language::current().setCode(QStringLiteral("zh_CN"));
    QCoreApplication::processEvents();
    QCOMPARE(help.topic(), QStringLiteral("panel-chart"));
    QVERIFY(browser->toPlainText().startsWith(QStringLiteral("图表")));
  }

  void goesBackAndForward()
  {
    HelpWindow help(nullptr);
    help.show();
    help.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&help));
    help.showTopic(QStringLiteral("panel-chart"));
    help.showTopic(QStringLiteral("panel-log"));
    QTest::keyClick(&help, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(help.topic(), QStringLiteral("panel-chart"));
    QTest::keyClick(&help, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(help.topic(), QStringLiteral("panel-log"));
    QTest::keyClick(&help, Qt::Key_Left, Qt::AltModifier);
    help.showTopic(QStringLiteral("panel-orders")); // from here on: what came after is gone
    QTest::keyClick(&help, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(help.topic(), QStringLiteral("panel-orders"));
    help.showTopic(QStringLiteral("no such page"));
    QCOMPARE(help.topic(), QStringLiteral("first-steps"));
  }

  void findsWordsInAllPages()
  {
    HelpWindow help(nullptr);
    const auto all = help.listed().size();
    auto* field = help.findChild<QLineEdit*>(QStringLiteral("helpSearchField"));
    QTest::keyClicks(field, QStringLiteral("quarantine"));
    QVERIFY(help.listed().size() < all);
    QCOMPARE(help.listed().front(), QStringLiteral("panel-quarantine")); // in its title
    QVERIFY(help.listed().contains(QStringLiteral("data-workspace")));
    QTest::keyClicks(field, QStringLiteral(" xyzzy"));
    QVERIFY(help.listed().isEmpty());
  }

  void theAboutBoxNamesEveryLibrary()
  {
    const std::vector<LinkedLibrary> libraries = linkedLibraries();
    for (const LinkedLibrary& library : libraries) {
      QVERIFY2(!library.version.isEmpty(), qPrintable(library.name));
      QVERIFY2(
          !library.license.isEmpty() && library.home.startsWith(QStringLiteral("https://")), qPrintable(library.name));
    }
    AboutDialog dialog;
    QCOMPARE(dialog.findChild<QTableWidget*>(QStringLiteral("libraryTable"))->rowCount(), int(libraries.size()));
    dialog.findChild<QPushButton*>(QStringLiteral("copyAboutButton"))->click();
    const QString copied = QApplication::clipboard()->text();
    QVERIFY(copied.contains(QString::fromLatin1(qVersion())) && copied.contains(QStringLiteral("SQLite")));
#ifdef __linux__
    // What this program has loaded, of the families that are ours, is named.
    const QStringList loaded = loadedLibraries();
    const QHash<QString, QString> families{{QStringLiteral("libQt6Core"), QStringLiteral("Qt")},
        {QStringLiteral("libsqlite3"), QStringLiteral("SQLite")}, {QStringLiteral("libtbb"), QStringLiteral("oneTBB")},
        {QStringLiteral("libfmt"), QStringLiteral("{fmt}")}, {QStringLiteral("libspdlog"), QStringLiteral("spdlog")},
        {QStringLiteral("libdate-tz"), QStringLiteral("date")}};
    for (auto family = families.begin(); family != families.end(); ++family)
      if (std::ranges::any_of(loaded, [&](const QString& name) { return name.startsWith(family.key()); }))
        QVERIFY2(std::ranges::any_of(
                     libraries, [&](const LinkedLibrary& library) { return library.name == family.value(); }),
            qPrintable(family.value()));
#endif
  }
};

QTEST_MAIN(TstHelp)
#include "tst_help.moc"
