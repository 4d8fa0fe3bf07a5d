// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/oracle.h"

/// Volatility, channels and volume at stock-indicators.

namespace zvt::tests {

/// Below results/.
inline const std::vector<OracleCase> kVolumeResults{};
/// Below calc/.
inline const std::vector<OracleCase> kVolumeSheets{};
inline const std::vector<OracleException> kVolumeExceptions{};

}
