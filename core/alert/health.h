// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert.h"
#include "core/base/task.h"

#include <span>

namespace zvt::data {
class Coverage;
class MarketData;
class Quarantine;
}

namespace zvt::alert {

/// How the stored bars of one security are.
struct HealthFacts {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  Timestamp at; ///< when this was found, by the clock
  std::optional<std::int64_t> behind; ///< closed sessions after the newest bar; nothing: no bars, or days unknown
  std::optional<std::int64_t> quarantined; ///< findings that nobody decided; nothing: not asked for
  std::optional<std::int64_t> missing; ///< due days among the stored ones without a bar; nothing: not asked for
};

/// Where the facts come from; a null service has none. Outlive the call.
struct HealthSources {
  data::MarketData* marketData = nullptr;
  const data::Quarantine* quarantine = nullptr;
  const data::Coverage* coverage = nullptr;
};

/// Reads what alerts on the health of data need: one fact each security and level. On a worker. Errors: storage.*,
/// calendar.*, task.cancelled. A security that cannot be read has no facts.
[[nodiscard]] Result<std::vector<HealthFacts>> readHealth(
    const HealthSources& sources, std::span<const Alert> alerts, Timestamp now, TaskControl& control);

}
