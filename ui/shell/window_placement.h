// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>

class QWidget;

namespace zvt::ui {

/// Where a window that stood at @p wanted stands today: there, if a screen still shows enough of it to be taken hold
/// of; else, of the same size as far as it fits, in the middle of the first screen. Logical pixels.
/// @param screens the available rectangle of each screen, the main one first; may be empty
[[nodiscard]] QRect placeOnScreens(const QRect& wanted, const QList<QRect>& screens);
/// Those of this computer now, the main one first.
[[nodiscard]] QList<QRect> availableScreens();
/// Gives @p window a saved place, moved to where it can be seen. An empty one leaves it where it is.
void placeWindow(QWidget& window, const QRect& wanted, bool maximized);
/// The size of a window's inside that fits @p screen together with its @p frame: @p inside, or less.
/// @param frame the outer size less the inner one; a window manager tells it only once the window is up
[[nodiscard]] QSize insideOf(const QSize& inside, const QSize& frame, const QRect& screen);
/// Shrinks @p window when it and its frame are larger than its screen, else its foot cannot be seen. Call when it
/// moved.
void keepFootVisible(QWidget& window);

}
