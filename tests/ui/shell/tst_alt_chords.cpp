// SPDX-License-Identifier: GPL-3.0-or-later
// Strokes with Alt, and the menu bar that waits for Alt alone.
#include "ui/shell/alt_chords.h"

#include <QAction>
#include <QMainWindow>
#include <QMenuBar>
#include <QProxyStyle>
#include <QtTest>

using namespace zvt::ui;

namespace {

/// As on Linux and Windows: Alt alone goes to the menu bar.
class MenuStyle : public QProxyStyle {
public:
  MenuStyle()
      : QProxyStyle(QStringLiteral("Fusion"))
  {
  }
  int styleHint(
      StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const override
  {
    return hint == SH_MenuBar_AltKeyNavigation ? 1 : QProxyStyle::styleHint(hint, option, widget, answer);
  }
};

/// A window with a menu and a sequence that begins with Alt.
struct Window {
  Window()
  {
    window.menuBar()->setNativeMenuBar(false);
    window.menuBar()->addMenu(QStringLiteral("File"))->addAction(QStringLiteral("Open"));
    centre = new QWidget(&window);
    centre->setFocusPolicy(Qt::StrongFocus);
    window.setCentralWidget(centre);
    action.setShortcut(QKeySequence(QStringLiteral("Alt+L, A")));
    QObject::connect(&action, &QAction::triggered, &window, [this] { ++runs; });
    window.addAction(&action);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    centre->setFocus();
  }
  /// Alt is let go first, as fingers do.
  void stroke() const
  {
    QTest::keyPress(centre, Qt::Key_Alt, Qt::AltModifier);
    QTest::keyPress(centre, Qt::Key_L, Qt::AltModifier);
    QTest::keyRelease(centre, Qt::Key_Alt);
    QTest::keyRelease(QApplication::focusWidget(), Qt::Key_L);
  }

  QMainWindow window;
  QWidget* centre;
  QAction action;
  int runs = 0;
};

}

class TstAltChords : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { qApp->setStyle(new MenuStyle); }

  /// What this is about; a Qt that does otherwise needs no help.
  void aMenuBarTakesTheKeyboard()
  {
    Window desk;
    desk.stroke();
    QVERIFY(desk.window.menuBar()->activeAction());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // the sequence is over
  }

  void theFirstStrokeOfASequenceLeavesTheKeyboard()
  {
    AltChords::watch();
    AltChords::watch();
    Window desk;
    desk.stroke();
    QVERIFY(!desk.window.menuBar()->activeAction());
    QVERIFY(desk.centre->hasFocus());
    QTest::keyClick(desk.centre, Qt::Key_A);
    QCOMPARE(desk.runs, 1);
  }

  void altAloneStillLeadsToTheMenus()
  {
    AltChords::watch();
    Window desk;
    QTest::keyPress(desk.centre, Qt::Key_Alt, Qt::AltModifier);
    QTest::keyRelease(desk.centre, Qt::Key_Alt);
    QVERIFY(desk.window.menuBar()->activeAction());
  }
};

QTEST_MAIN(TstAltChords)
#include "tst_alt_chords.moc"
