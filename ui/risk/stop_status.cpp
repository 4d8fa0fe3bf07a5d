// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/stop_status.h"

#include "core/trading/risk/risk_desk.h"
#include "ui/risk/risk_texts.h"
#include "ui/shell/status_cells.h"
#include "ui/shell/tr.h"

namespace zvt::ui {

namespace {

constexpr int kLookMs = 1000;

}

StopStatus::StopStatus(const Context& context, StatusCells* cells)
    : QObject(cells)
    , m_context(context)
    , m_cells(cells)
{
  m_timer.setInterval(kLookMs);
  connect(&m_timer, &QTimer::timeout, this, &StopStatus::show);
  if (m_context.risk == nullptr)
    return;
  m_timer.start();
  show();
}

void StopStatus::show()
{
  const std::vector<risk::ClutchState> stopped = m_context.risk->clutch().engaged();
  if (stopped.empty())
    m_cells->removeCell(QStringLiteral("stopped"));
  else
    m_cells->setCell(
        QStringLiteral("stopped"), {CellState::Error, Tr::tr("Orders are stopped"), stoppedText(stopped.front())});
}

}
