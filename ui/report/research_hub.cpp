// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/research_hub.h"

#include "core/backtest/backtest.h"

namespace zvt::ui {

void ResearchHub::publish(RunPtr run)
{
  m_run = std::move(run);
  Q_EMIT published();
}

}
