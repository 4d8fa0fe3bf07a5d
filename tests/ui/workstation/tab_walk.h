// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>
#include <QtWidgets>

/// Walks through a window with the Tab key as somebody without a mouse does. GUI thread, the window is active.
namespace zvt::tests {

/// Every control of @p root that says Tab comes to it. What stands for another (its focus proxy) counts as that one.
inline QList<QWidget*> tabStops(QWidget& root)
{
  QList<QWidget*> stops;
  const QList<QWidget*> children = root.findChildren<QWidget*>();
  for (QWidget* child : children)
    if (child->isVisible() && child->isEnabled() && child->window() == root.window()
        && (child->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !child->focusProxy())
      stops.append(child);
  return stops;
}

/// Presses that lead on from one control at the most: a canvas goes from node to node before Tab leaves it.
inline constexpr int kStopsInside = 60;

/// What had the focus, one after the other, from the control that has it now until it comes back there. It ends early
/// where a key does not lead on, and after @p most steps.
inline QList<QWidget*> walk(QWidget& window, Qt::Key key, int most)
{
  QList<QWidget*> seen;
  QWidget* at = window.focusWidget();
  while (at && !seen.contains(at) && seen.size() < most) {
    seen.append(at);
    const QWidget* before = at;
    for (int press = 0; at == before && press < kStopsInside; ++press) {
      QTest::keyClick(at, key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
      at = window.focusWidget();
    }
  }
  return seen;
}

struct TabWalk {
  QList<QWidget*> missed; ///< controls that Tab does not come to
  QList<QWidget*> missedBack; ///< those that Shift+Tab does not come to
  QWidget* trap = nullptr; ///< where the last step led nowhere new but not to the start either
};

/// Starts at the first control of @p root and goes round its window, there and back. A panel that makes controls anew
/// while it is walked (its data came) is walked again.
inline TabWalk walkByTab(QWidget& root)
{
  TabWalk result;
  QWidget& window = *root.window();
  const int most = static_cast<int>(window.findChildren<QWidget*>().size());
  const auto goRound = [&](Qt::Key key) {
    QList<QWidget*> missed;
    for (bool isWhole = false; !isWhole;) {
      const QList<QWidget*> wanted = tabStops(root);
      if (wanted.isEmpty())
        return missed;
      const QPointer<QWidget> first = wanted.first();
      first->setFocus(Qt::TabFocusReason);
      const QList<QWidget*> seen = walk(window, key, most);
      const QList<QWidget*> still = tabStops(root); // what shows only while something has the focus is not asked for
      isWhole = first && still.contains(first.data());
      missed.clear();
      for (QWidget* one : wanted)
        if (still.contains(one) && !seen.contains(one))
          missed.append(one);
      if (isWhole && window.focusWidget() != first)
        result.trap = seen.isEmpty() ? first.data() : seen.last();
    }
    return missed;
  };
  result.missed = goRound(Qt::Key_Tab);
  result.missedBack = goRound(Qt::Key_Backtab);
  return result;
}

}
