// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace zvt::ui {

/// Translation context of the window: shell, settings and panels.
struct Tr {
  Q_DECLARE_TR_FUNCTIONS(zvt::ui)
};

}
