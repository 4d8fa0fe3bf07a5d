// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_scene.h"

#include <QPainter>
#include <QRectF>
#include <QString>

#include <vector>

namespace zvt::widgets {

/// An order, or what is held, at its price.
struct OrderLine {
  enum class Kind { Order, Position };
  enum class State {
    Normal,
    Selected, ///< the keys are for it
    Moving, ///< stands where it was moved to, not sent
    Blocked ///< it may not be there
  };
  QString id;
  Kind kind = Kind::Order;
  bool buy = true; ///< its colour
  double price = 0; ///< on the scale of the chart
  QString text; ///< "Sell 900 limit"
  QString result = {}; ///< of a position: "+4.64%"
  double gain = 0; ///< its colour
  QString priceText; ///< as the market says it
  QString tip = {}; ///< when pointed at
  bool movable = false;
  bool closable = true;
  State state = State::Normal;
  double indent = 0; ///< of its tag, logical pixels: beside those of another layer, in a pane that has the room
};

/// Where a line stands, logical pixels.
struct OrderLinePlace {
  double y = 0; ///< of the line
  int beyond = 0; ///< −1: above the pane, 1: below; then there is only the tag
  QRectF tag;
  QRectF close; ///< inside the tag; null: it has none
  QRectF axis; ///< the box with the price
};

/// Tags that would cover one another stand side by side.
[[nodiscard]] std::vector<OrderLinePlace> placesOf(const std::vector<OrderLine>& lines, const ChartScene& scene);
void paintOrderLines(QPainter& painter, const std::vector<OrderLine>& lines, const ChartScene& scene);

}
