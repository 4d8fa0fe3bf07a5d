// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zvt::widgets {

/// How large numbers are shortened: 万, 亿, 万亿 or K, M, B, T.
enum class NumberStyle { Wan, Thousand };
[[nodiscard]] NumberStyle numberStyleFromString(const QString& text); ///< "wan", "thousand"

/// What stands for a missing value: U+2013.
inline constexpr QChar kMissing = u'\u2013';
/// The minus of every number on screen: U+2212, as wide as a digit.
inline constexpr QChar kMinus = u'\u2212';

/// Grouped by commas, fixed decimals, U+2212 as minus; NaN gives kMissing. 1234.5 → "1,234.50".
[[nodiscard]] QString formatNumber(double value, int decimals);
/// As formatNumber with a sign always, but none on a value that rounds to zero: "+0.58", "−8.00", "0.00".
[[nodiscard]] QString formatSigned(double value, int decimals);
/// A fraction as a signed percentage: 0.0189 → "+1.89%".
[[nodiscard]] QString formatSignedPercent(double fraction, int decimals = 2);
/// A fraction as a percentage without sign: 0.149 → "14.9%".
[[nodiscard]] QString formatPercent(double fraction, int decimals = 2);
/// Shortened to three or four significant digits for lists: 3604000000 → "36.0亿" or "3.60B"; below 10,000 (or 1,000)
/// in full with @p decimals.
[[nodiscard]] QString formatLarge(double value, NumberStyle style, int decimals = 0);
/// Decimals that a tick needs: 0.01 → 2, 0.001 → 3, 1 → 0; at most 12.
[[nodiscard]] int decimalsOfTick(double tick);

}
