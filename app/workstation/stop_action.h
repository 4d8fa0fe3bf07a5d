// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/executor.h"
#include "core/base/result.h"

#include <functional>

namespace zvt::risk {
class RiskDesk;
}
namespace zvt::trading {
class PaperSession;
}
namespace zvt::ui {
class ActionRegistry;
}

namespace zvt::app {

/// "Stop all orders" in the menu Trade: the clutch of the paper account, with the cancellation of what works, also in
/// parts. It is written down on the broker's thread; all of them outlive the action. @param tell shows what went wrong
void registerStopAction(ui::ActionRegistry& actions, risk::RiskDesk& desk, trading::PaperSession& session,
    Executor& broker, std::function<void(const Error&)> tell);

}
