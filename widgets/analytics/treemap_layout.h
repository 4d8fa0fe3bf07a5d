// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <span>
#include <vector>

namespace zvt::widgets {

/// Rectangles that fill @p area in proportion to @p weights, as square as they can be, in the order of the weights from
/// the top left. Weights that are not positive get an empty rectangle. With weights from large to small the shapes are
/// best.
/// Source: M. Bruls, K. Huizing, J. J. van Wijk, Squarified Treemaps (2000)
[[nodiscard]] std::vector<QRectF> treemapLayout(std::span<const double> weights, const QRectF& area);

}
