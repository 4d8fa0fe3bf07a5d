// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/fixed_point.h"

#include <array>

namespace zvt::backtest::fast {

namespace {

constexpr std::array<std::int64_t, 13> kPowers = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000,
    100'000'000, 1'000'000'000, 10'000'000'000, 100'000'000'000, 1'000'000'000'000};

}

void leaveGrid()
{
  throw OffGrid();
}

std::int64_t unitsOf(Decimal value, int digits)
{
  const WideInteger unit = WideInteger::fromInt(kPowers[static_cast<std::size_t>(Decimal::kScale - digits)]);
  const auto quotient = multiplyDivide(value.raw(), WideInteger::fromInt(1), unit);
  if (!quotient || quotient->remainder != Remainder::Zero)
    leaveGrid();
  const auto units = static_cast<std::int64_t>(quotient->value.low);
  if (quotient->value != WideInteger::fromInt(units))
    leaveGrid();
  return units;
}

Decimal decimalOf(std::int64_t units, int digits)
{
  return Decimal::fromRaw(WideInteger::multiply(units, kPowers[static_cast<std::size_t>(Decimal::kScale - digits)]));
}

}
