// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_check.h"
#include "tests/core/trading/trading_samples.h"

namespace zvt::risk::samples {

using namespace zvt::trading::samples;

inline Decimal decimal(std::string_view written)
{
  return require(Decimal::parse(written));
}

inline RiskLimit limit(std::string rule, std::string_view number, LimitUnit unit)
{
  RiskLimit made;
  made.rule = std::move(rule);
  made.limit = decimal(number);
  made.unit = unit;
  return made;
}

/// An order of "paper" for strategy "ma" that is on its way.
inline Order draft(std::string id, std::string entityId, Side side, std::string_view at, std::string_view units)
{
  Order made = order(std::move(id), side, at, units);
  made.account = "paper";
  made.source = "ma";
  made.entityId = std::move(entityId);
  made.state = trading::OrderState::PendingNew;
  return made;
}

inline RiskAccount riskAccount(
    std::string name, std::string_view equity, std::string_view dayStart = {}, std::string_view peak = {})
{
  RiskAccount made;
  made.name = std::move(name);
  made.equity = money(equity);
  made.dayStart = money(dayStart.empty() ? equity : dayStart);
  made.peak = money(peak.empty() ? equity : peak);
  return made;
}

}
