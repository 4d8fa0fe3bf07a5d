// SPDX-License-Identifier: GPL-3.0-or-later
// A toast stands at the foot of its window and never over a button that somebody is about to press.
#include "widgets/base/toast.h"

#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt::widgets;

namespace {

/// A window of 1200 × 700 with a button at each of @p lefts at its foot.
std::unique_ptr<QWidget> windowWith(const QList<int>& lefts)
{
  auto window = std::make_unique<QWidget>();
  window->resize(1200, 700);
  for (const int left : lefts)
    (new QPushButton(QStringLiteral("Buy"), window.get()))->setGeometry(left, 630, 180, 30);
  window->show();
  return window;
}

QRect placeOf(const Toast* toast)
{
  return toast->geometry();
}

}

class TstToast : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void standsClearOfButtons_data()
  {
    QTest::addColumn<QList<int>>("lefts");
    QTest::addColumn<QString>("side");
    QTest::newRow("none") << QList<int>() << "left";
    QTest::newRow("ticket on the right") << QList<int>{1000} << "left";
    QTest::newRow("ticket on the left") << QList<int>{20} << "middle";
    QTest::newRow("left and middle") << QList<int>{20, 500} << "right";
  }

  void standsClearOfButtons()
  {
    QFETCH(QList<int>, lefts);
    QFETCH(QString, side);
    const auto window = windowWith(lefts);
    const Toast* first = Toast::show(window.get(), NoteKind::Info, QStringLiteral("Order 7 was accepted"));
    const Toast* second = Toast::show(window.get(), NoteKind::Warning, QStringLiteral("Order 8 waits"),
        ToastAction{QStringLiteral("Undo"), [] { }}); // its own button is none of those it keeps clear of
    for (const Toast* toast : {first, second}) {
      const int center = placeOf(toast).center().x();
      QCOMPARE(center < 400 ? "left" : center < 800 ? "middle" : "right", side);
      for (const QPushButton* button : window->findChildren<QPushButton*>(Qt::FindDirectChildrenOnly))
        QVERIFY(!placeOf(toast).intersects(button->geometry()));
    }
    QVERIFY(!placeOf(first).intersects(placeOf(second)));
    QVERIFY(window->rect().contains(placeOf(second)));
  }

  void aButtonThatCannotBePressedIsNotInTheWay()
  {
    const auto window = windowWith({20});
    window->findChild<QPushButton*>()->setEnabled(false);
    QVERIFY(placeOf(Toast::show(window.get(), NoteKind::Info, QStringLiteral("Done"))).left() < 100);
  }
};

QTEST_MAIN(TstToast)
#include "tst_toast.moc"
