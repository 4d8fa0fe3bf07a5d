// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace zvt::widgets {

/// Translation context of this library.
struct Tr {
  Q_DECLARE_TR_FUNCTIONS(zvt::widgets)
};

}
