// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Functions with the same bits on every machine. The C library's may differ from one to the next, and on one machine
/// between processors with and without fused multiply-add, which a result that must repeat cannot afford. All are
/// within one unit in the last place; NaN outside of where they are defined.
namespace zvt::math {

/// The natural logarithm.
/// Source: the algorithm of fdlibm's e_log.c (Sun Microsystems, 1993).
[[nodiscard]] double log(double x);
[[nodiscard]] double log10(double x);
[[nodiscard]] double exp(double x);
/// As IEEE 754 has it: 1 for any x to the power of 0 and for 1 to any power; a whole power is exact where a double can
/// hold it.
[[nodiscard]] double pow(double x, double y);

/// Of angles in radians, of any size.
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);
[[nodiscard]] double tan(double x);
[[nodiscard]] double asin(double x);
[[nodiscard]] double acos(double x);
[[nodiscard]] double atan(double x);

}
