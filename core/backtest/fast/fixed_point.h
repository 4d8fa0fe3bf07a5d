// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"

#include <cstdint>

namespace zvt::backtest::fast {

/// Prices, and money that is price × quantity, count ten-thousandths (E4), amounts of the account hundredths (cents),
/// rates billionths (E9). All sums are exact; a value that this grid or these bounds cannot hold throws OffGrid, and
/// the run is done by the event loop instead.
struct OffGrid { };
[[noreturn]] void leaveGrid();

inline constexpr std::int64_t kPriceUnit = 10'000;
inline constexpr std::int64_t kMaxPrice = 1'000'000'000; ///< E4
inline constexpr std::int64_t kMaxQuantity = 1'000'000'000;
/// In cents; times the highest rate (E9) still below 2^63.
inline constexpr std::int64_t kMaxAmount = 900'000'000'000;
inline constexpr std::int64_t kMaxRate = 10'000'000;
/// In E4: doubles hold every whole number up to here, so that dividing by 10,000 rounds once, as Decimal::toDouble
/// does.
inline constexpr std::int64_t kMaxMoney = 9'000'000'000'000'000;

/// The price whose shortest text is @p price. At most 13 digits are asked for, so that the double tells them apart.
inline std::int64_t toE4(double price)
{
  const double scaled = price * static_cast<double>(kPriceUnit);
  if (!(scaled >= 0 && scaled < static_cast<double>(kMaxPrice)))
    leaveGrid();
  const auto whole = static_cast<std::int64_t>(scaled + 0.5);
  if (static_cast<double>(whole) / static_cast<double>(kPriceUnit) != price)
    leaveGrid();
  return whole;
}

/// Hundredths of a product in E4, rounded half up. @p exact ≥ 0
inline std::int64_t centsOf(std::int64_t exact)
{
  return (exact + 50) / 100;
}

/// Price × quantity in E4.
inline std::int64_t product(std::int64_t price, std::int64_t quantity)
{
  if (quantity > kMaxQuantity || price > kMaxPrice)
    leaveGrid();
  return price * quantity;
}

/// A quantity or price that is within its bounds, in half the room.
inline std::int32_t narrow(std::int64_t value)
{
  if (value < 0 || value > kMaxQuantity)
    leaveGrid();
  return static_cast<std::int32_t>(value);
}
static_assert(kMaxQuantity == kMaxPrice && kMaxQuantity <= INT32_MAX);

inline double moneyOf(std::int64_t e4)
{
  return static_cast<double>(e4) / static_cast<double>(kPriceUnit);
}

/// A decimal in units of 10^−digits; throws where it is none.
[[nodiscard]] std::int64_t unitsOf(Decimal value, int digits);
/// units × 10^−digits.
[[nodiscard]] Decimal decimalOf(std::int64_t units, int digits);

}
