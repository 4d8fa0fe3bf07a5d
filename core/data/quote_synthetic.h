// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_tape.h"

namespace zvt::data {

/// Invented trades of a sample security: each minute bar is told as some twenty trades that begin at its open, touch
/// its high and low, end at its close and add up to its volume. The same for the same security and bars, everywhere.
/// @param bars minute bars, keys are ends; @p tick the price step
[[nodiscard]] std::vector<market::Trade> syntheticTrades(
    const std::string& entityId, const std::vector<market::Bar>& bars, const market::DaySession& session, double tick);

/// Invented minute bars of a day of which a sample security has the day's bar alone; they aggregate to it. None where
/// the day has no hours, or too little was traded to tell it in minutes.
[[nodiscard]] std::vector<market::Bar> syntheticMinutes(
    const std::string& entityId, const market::Bar& day, const market::Calendar& calendar);

/// Invented five levels about the last price, inside the limits: a limit-up board has no asks. Marks the quote.
void addSyntheticDepth(market::Quote& quote, double tick);

}
