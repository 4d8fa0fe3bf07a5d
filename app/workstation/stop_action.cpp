// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/stop_action.h"

#include "core/trading/held_orders.h"
#include "core/trading/paper_session.h"
#include "core/trading/risk/risk_desk.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"

#include <QAction>

#include <algorithm>
#include <memory>

namespace zvt::app {

namespace {

const risk::ClutchScope kEverything;
constexpr const char* kActor = "workstation";

bool isStopped(const risk::RiskDesk& desk)
{
  const auto engaged = desk.clutch().engaged();
  return std::ranges::find(engaged, kEverything, &risk::ClutchState::scope) != engaged.end();
}

Result<void> stopOrders(risk::RiskDesk& desk, trading::PaperSession& session, bool stop)
{
  if (!stop)
    return isStopped(desk) ? desk.clutch().disengage(kEverything, kActor, "menu") : Result<void>();
  const Result<void> engaged = desk.clutch().engage(kEverything, kActor, "menu");
  risk::cancelWorking(session.orders(), kEverything);
  // What is worked in parts would go on when the stop is released. Stops that protect a holding stay.
  for (const trading::AlgoOrder& worked : session.held().snapshot()->algos)
    if (!trading::isOver(worked.report.state))
      session.held().cancel(worked.order.id);
  return engaged;
}

}

void registerStopAction(ui::ActionRegistry& actions, risk::RiskDesk& desk, trading::PaperSession& session,
    Executor& broker, std::function<void(const Error&)> tell)
{
  ui::ActionSpec spec;
  spec.id = QStringLiteral("trade.stopOrders");
  spec.text = [] { return ui::Tr::tr("&Stop all orders"); };
  spec.menu = QStringLiteral("trade");
  spec.order = 300;
  spec.help = [] { return ui::Tr::tr("No order leaves and working ones are cancelled; strategies go on observing"); };
  spec.checkable = true;
  const auto made = std::make_shared<QAction*>();
  spec.run = [&desk, &session, &broker, tell = std::move(tell), made](bool stop) {
    ui::runAsync(
        broker, *made, [&desk, &session, stop] { return stopOrders(desk, session, stop); },
        [&desk, tell, made](const Result<void>& done) {
          if (!done)
            tell(done.error());
          (*made)->setChecked(isStopped(desk));
        });
  };
  *made = actions.add(std::move(spec));
  (*made)->setChecked(isStopped(desk));
}

}
