// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operator.h"

#include <string>
#include <vector>

namespace zvt::factor {

/// The arguments of a call as they are written: "x", "window=5" (a default: may be left out).
[[nodiscard]] std::vector<std::string> argumentTexts(const OperatorInfo& info);
/// How a call is written: "MACD(x, fast=12, slow=26, signal=9)".
[[nodiscard]] std::string signatureOf(const OperatorInfo& info);

}
