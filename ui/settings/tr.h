// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace zvt::ui::settings {

/// Translation context of the settings window.
struct Tr {
  Q_DECLARE_TR_FUNCTIONS(zvt::ui::settings)
};

}
