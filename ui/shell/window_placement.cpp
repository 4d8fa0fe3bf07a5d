// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_placement.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace zvt::ui {

namespace {

/// Of the strip along the top, so much has to be on one screen.
constexpr QSize kGrip(120, 24);

}

QRect placeOnScreens(const QRect& wanted, const QList<QRect>& screens)
{
  if (screens.isEmpty() || wanted.isEmpty())
    return wanted;
  const QRect strip(wanted.topLeft(), QSize(wanted.width(), std::min(wanted.height(), 40)));
  QRect desktop;
  for (const QRect& screen : screens)
    desktop |= screen;
  for (const QRect& screen : screens) {
    const QRect seen = strip & screen;
    if (seen.width() >= std::min(kGrip.width(), wanted.width()) && seen.height() >= kGrip.height())
      return QRect(wanted.topLeft(), wanted.size().boundedTo(desktop.size())); // it may lie over several screens
  }
  QRect placed(QPoint(), wanted.size().boundedTo(screens.front().size()));
  placed.moveCenter(screens.front().center());
  return placed;
}

QList<QRect> availableScreens()
{
  QList<QRect> all;
  const QList<QScreen*> screens = QGuiApplication::screens();
  for (const QScreen* screen : screens) {
    if (screen == QGuiApplication::primaryScreen())
      all.prepend(screen->availableGeometry());
    else
      all.append(screen->availableGeometry());
  }
  return all;
}

void placeWindow(QWidget& window, const QRect& wanted, bool maximized)
{
  if (!wanted.isEmpty()) {
    const QRect placed = placeOnScreens(wanted, availableScreens());
    window.resize(placed.size());
    window.move(placed.topLeft());
  }
  if (maximized)
    window.setWindowState(window.windowState() | Qt::WindowMaximized);
}

QSize insideOf(const QSize& inside, const QSize& frame, const QRect& screen)
{
  return inside.boundedTo(screen.size() - frame);
}

void keepFootVisible(QWidget& window)
{
  if (window.isMaximized() || window.isFullScreen() || !window.screen())
    return;
  const QSize frame = window.frameGeometry().size() - window.size();
  const QSize fitting = insideOf(window.size(), frame, window.screen()->availableGeometry());
  // Wider than one screen is a choice: windows may lie over several of them.
  if (fitting.height() < window.height())
    window.resize(
        window.width() > window.screen()->size().width() ? window.width() : fitting.width(), fitting.height());
}

}
