// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace zvt::widgets {

/// A piece of a drawing in logical pixels: what is painted, and what the mouse hits.
struct ShapePart {
  enum class Kind {
    Line, ///< through `points`
    Area, ///< the polygon of `points`
    Ellipse, ///< in `box`
    Arc, ///< of the ellipse in `box`, from `start` over `span` degrees
    Text ///< in `box`
  };
  Kind kind = Kind::Line;
  QPolygonF points = {};
  QRectF box = {};
  double start = 0, span = 0;
  QColor color = {}; ///< invalid: that of the drawing
  bool outline = true; ///< of areas and ellipses
  double ground = 0; ///< share of the colour that fills areas and ellipses and lies under texts, 0 … 1
  std::optional<Qt::PenStyle> pen = {}; ///< instead of the drawing's
  QString text = {};
  int alignment = 0; ///< Qt::Alignment
  int textSize = 0; ///< logical pixels; 0: the axis' font
  bool solid = false; ///< a text on the plate that labels on axes have
  bool onAxis = false; ///< it may lie outside of the plots
};

using DrawingShape = std::vector<ShapePart>;

}
