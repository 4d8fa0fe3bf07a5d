// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert.h"
#include "ui/shell/context.h"

#include <QString>

class QWidget;

namespace zvt::ui {

/// Opens the dialog on a new alert and adds what it gives.
/// @param draft what to begin with; without a security: the one that the panel with the focus shows
void openNewAlert(const Context& context, QWidget* over, alert::Alert draft = {});
/// Opens the dialog on an alert of the user's.
void openAlert(const Context& context, const QString& id, QWidget* over);
/// "alert.add" (Alt+A) and the keys of the panel. @param window over which dialogs open
void registerAlertActions(const Context& context, QWidget* window);

}
