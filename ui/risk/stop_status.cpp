// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/stop_status.h"

#include "core/trading/risk/risk_desk.h"
#include "ui/risk/risk_texts.h"
#include "ui/shell/status_cells.h"
#include "ui/shell/tr.h"

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kLookMs = 1000;

/// How much of the orders it stops: fewer parts named, more stopped.
int reachOf(const risk::ClutchState& state)
{
  const risk::ClutchScope& scope = state.scope;
  return scope.strategy.empty() ? (scope.account.empty() ? 3 : 2) : scope.strategy == risk::kAllStrategies ? 1 : 0;
}

QString cellText(const risk::ClutchState& widest)
{
  switch (reachOf(widest)) {
  case 0:
    return Tr::tr("A strategy is stopped");
  case 1:
    return Tr::tr("Strategies are stopped"); // what a person orders goes on
  default:
    return Tr::tr("Orders are stopped");
  }
}

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
  if (stopped.empty()) {
    m_cells->removeCell(QStringLiteral("stopped"));
    return;
  }
  const risk::ClutchState& widest = *std::ranges::max_element(stopped, {}, reachOf);
  m_cells->setCell(QStringLiteral("stopped"), {CellState::Error, cellText(widest), stoppedText(widest)});
}

}
