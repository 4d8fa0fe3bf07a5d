// SPDX-License-Identifier: Apache-2.0
// What the files of an account's trace share.
#pragma once

#include "core/backtest/live/account_trace.h"
#include "core/backtest/live/kept_decision.h"
#include "core/backtest/why_parts.h"

#include <memory>
#include <optional>

namespace zvt::backtest::why {

inline constexpr std::string_view kManual = "manual"; ///< source of what a hand places

/// One order as a run would have it: the account's records in the form that traces are made from.
struct Question {
  const AccountRecords& records;
  const Store* ledger;
  const WhySources& sources;
  TaskControl& control;
  std::shared_ptr<const market::Calendar> calendar;
  BacktestRun run; ///< of the orders of the same source in the same security
  std::unique_ptr<Ground> ground; ///< null: noGround says why
  Error noGround;
  std::optional<KeptDecision> decision;

  [[nodiscard]] std::string at(Timestamp moment) const
  {
    return calendar ? calendar->zone().toLocal(moment).iso() : isoUtc(moment);
  }
  [[nodiscard]] LocalTime timeOf(Timestamp moment, TradingDay day) const
  {
    return market::isDayKeyed(run.report.input.level) || !calendar ? LocalTime::of(day)
                                                                   : calendar->zone().toLocal(moment);
  }
};

/// Reads again what the order stands on. @param id of the order that was decided: of the parent, where there is one
/// Errors: task.cancelled; why there is no ground is in the question.
[[nodiscard]] Result<void> prepare(Question& question, const std::string& id, const std::string& entityId);
/// Takes the records of one source in one security. @return the asked-for order's place among them
[[nodiscard]] std::size_t collect(Question& question, const trading::Order& asked);

}
