// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operator.h"

#include <vector>

namespace zvt::factor {

/// The groups that make up the built-in catalogue; a new group gets a file of its own and a line here.
[[nodiscard]] std::vector<OperatorInfo> arithmeticOperators(); ///< ADD SUB MUL DIV NEG ABS MAX MIN
[[nodiscard]] std::vector<OperatorInfo> logicOperators(); ///< LT LE GT GE EQ NE AND OR NOT IF
[[nodiscard]] std::vector<OperatorInfo> movingOperators(); ///< REF SMA EMA MACD CROSS

}
