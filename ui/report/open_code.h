// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/strategy_code.h"

#include <memory>
#include <string>
#include <vector>

namespace zvt::ui {

/// The strategy that is open, where it is code (a script) and no document. A value; nothing in it changes.
struct OpenCode {
  std::string file; ///< its name without folders: "trend.lua"
  backtest::CodeFacts facts;
  ParamSchema schema; ///< settingsSchema(facts)
  std::shared_ptr<const backtest::StrategyCode> code;
  std::vector<std::string> settings; ///< "name=value": what was changed of what the code declares
};
using OpenCodePtr = std::shared_ptr<const OpenCode>;

}
