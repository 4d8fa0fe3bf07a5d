// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/engine.h"
#include "core/strategy/strategy_document.h"

#include <QStringList>

#include <string>
#include <vector>

namespace zvt::tests {

/// One bar of a hand-worked case.
struct DayBar {
  const char* day;
  double open;
  double high;
  double low;
  double close;
  double volume = 10'000;
};

[[nodiscard]] market::BarSeries daily(const std::vector<DayBar>& bars);
[[nodiscard]] market::Entity entity(const char* id, const char* name = "", const char* listed = "1999-11-10");

/// universe (@p entities) → SMA 1/2 cross → equal weight → account under dated rules. SMA 1 crosses above SMA 2 where a
/// falling close turns up, and below where a rising close turns down: tests place signals by the closes. Signals read
/// raw bars unless a setting says otherwise.
[[nodiscard]] strategy::StrategyDocument turnStrategy(const std::vector<std::string>& entities);

/// Compiles with @p settings applied, loads and runs. Fails the test program on an error, which it prints.
[[nodiscard]] backtest::BacktestResult run(
    strategy::StrategyDocument document, const std::vector<std::string>& settings, backtest::MarketSource& source);

/// "000001 buy 100 filled" … one line an order, with the reason's code where there is one.
[[nodiscard]] QStringList orderLines(const backtest::BacktestResult& result);
/// "2023-08-24 buy 9800 @10.1 commission 24.75 transfer_fee 0.99" … one line a fill, costs by
/// name.
[[nodiscard]] QStringList fillLines(const backtest::BacktestResult& result);

}
