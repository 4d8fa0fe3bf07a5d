// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>

#include <functional>

class QWidget;

namespace zvt::ui {

class PanelDock;

/// Lets panels be dragged by @p handle (a title, a tab bar). @p dockAt gives the panel at a point of the handle, or
/// null. While it is dragged, the place that it would take is marked in whichever window the mouse is over; let go,
/// that window's DockSurface emits dropped(), or the panel asks to float when the mouse is over none. Escape ends it.
/// GUI thread.
void watchDrag(QWidget* handle, std::function<PanelDock*(const QPoint&)> dockAt);

}
