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

}
