// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

namespace zvt::ui {

class StatusCells;

/// Says in the status bar that orders are stopped, as long as they are, whichever panel is in front.
class StopStatus : public QObject {
  Q_OBJECT

public:
  StopStatus(const Context& context, StatusCells* cells);
  void show();

private:
  Context m_context;
  StatusCells* m_cells;
  QTimer m_timer; ///< the switch is a core object that tells nobody
};

}
