// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

class QWidget;

namespace zvt::ui {

class MainWindow;

/// Asks for strategy files and puts them to work; where a name is taken, asks for another.
void addStrategiesFromFiles(const Context& context, QWidget* over);
/// The strategy that is open in the builder, as it is now, without a file.
void addOpenStrategy(const Context& context, MainWindow* window);
/// The board's keys and entries of the menu.
void registerLiveActions(const Context& context, MainWindow* window);

}
