// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace zvt::simulation {

/// Kinds of faults, so that a failing plan can be cut down to those that it needs.
enum class Fault : unsigned {
  Lost = 1U << 0, ///< requests and reports that never arrive
  Delayed = 1U << 1, ///< and overtake each other
  Doubled = 1U << 2,
  Silent = 1U << 3, ///< a request's outcome is not told
  NotSent = 1U << 4,
  Disconnected = 1U << 5,
  NoAnswer = 1U << 6, ///< to a query
  Refused = 1U << 7, ///< orders that the broker does not want
  Crashed = 1U << 8, ///< at any step of the order path, and between
  DiskFailed = 1U << 9, ///< a commit fails; after a crash it may turn out to be written
  CutWhileWriting = 1U << 10, ///< the machine ends in a commit
  ClockJumped = 1U << 11,
  Busted = 1U << 12 ///< trades of the day that the broker takes back or corrects
};
inline constexpr unsigned kAllFaults = (1U << 13) - 1;
inline constexpr std::array<std::string_view, 13> kFaultNames{"lost", "delayed", "doubled", "silent", "not_sent",
    "disconnected", "no_answer", "refused", "crashed", "disk_failed", "cut_while_writing", "clock_jumped", "busted"};

/// What is broken on purpose, to prove that the simulation would see it.
enum class Flaw {
  None,
  StoreLosesSynced, ///< what was acknowledged is gone after a crash
  BrokerForgetsOrder, ///< a query's answer lacks an order that the broker has
  BrokerRenamesTrades, ///< a fill that is told again has another trade id
  BrokerForgetsIds, ///< a request that arrives twice becomes two orders
  PairNotTied, ///< the desk that holds a pair does not reduce the one when the other fills
  Unrepeatable ///< something else than the seed decides
};

/// One account over some trading days, wholly determined by this.
struct SimulationPlan {
  std::uint64_t seed = 1;
  int days = 4;
  int stepsPerDay = 25;
  int lastStep = std::numeric_limits<int>::max(); ///< the day's work ends early there, and all is settled
  unsigned faults = kAllFaults;
  Flaw flaw = Flaw::None;

  [[nodiscard]] bool has(Fault fault) const { return (faults & static_cast<unsigned>(fault)) != 0; }
};

}
