// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace zvt::math {

/// The natural logarithm with the same bits on every platform, within one unit in the last place; NaN below zero.
/// The C library's may differ from one machine to the next, which a result that must repeat cannot afford.
/// Source: the algorithm of fdlibm's e_log.c (Sun Microsystems, 1993).
[[nodiscard]] double log(double x);

}
