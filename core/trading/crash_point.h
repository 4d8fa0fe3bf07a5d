// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <string_view>

namespace zvt::trading {

/// Called with the name of each step of the order path. Production passes nothing; fault tests end the process in it.
using CrashHook = std::function<void(std::string_view point)>;

/// Every step, in the order of the path.
inline constexpr std::array<std::string_view, 17> kCrashPoints{
    "intent.received", "risk.reserved", "order.journaled", "order.sent", "ack.received",
    "ack.journaled", // one order out
    "fill.received", "fill.journaled", "order.released", // its fills
    "cancel.received", "cancel.journaled", "cancel.sent", "cancelled.received", // a cancellation
    "broker.received", "broker.booked", "broker.filled", "broker.cancelled", // inside the paper broker
};

}
