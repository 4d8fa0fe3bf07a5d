// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_scene.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

class QKeyEvent;
class QMenu;
class QPainter;

namespace zvt::widgets {

/// Paints in logical pixels. What it captures is immutable, so that it may be called on any thread and later.
using ChartPaint = std::function<void(QPainter&, const ChartScene&)>;

/// What the layers of a chart draw at a moment, by depth, from the bottom up.
struct LayerPaints {
  std::vector<ChartPaint> ground, picture, top;
};

/// Calls them with a painter of device pixels, or (@p scale 1) of logical ones.
void paintLayers(QPainter& painter, const std::vector<ChartPaint>& layers, const ChartScene& scene, double scale);

/// Ground layers, the chart, the layers over it: what is kept as a picture. The painter is in device pixels.
void paintLayeredChart(
    QPainter& painter, const ChartPainter& chart, const LayerPaints& layers, const ChartScene& scene, double scale);

/// What the mouse does over a chart.
struct ChartPointer {
  QPointF position; ///< logical pixels of the chart
  QPoint globalPosition;
  Qt::KeyboardModifiers modifiers;
};

/// Something drawn on a chart beside its prices and plots: drawings, orders, bands, profiles. A view asks its layers
/// from the top down for the mouse and the keys, and paints them from the bottom up; it does not own them. GUI thread,
/// but for what paint() gives.
class ChartLayer : public QObject {
  Q_OBJECT

public:
  enum class Depth {
    Ground, ///< under grid and candles; painted once for a picture
    Picture, ///< over the candles; painted once for a picture
    Top ///< over the picture, at every paint of the widget: what the mouse moves
  };

  explicit ChartLayer(Depth depth, QObject* parent = nullptr)
      : QObject(parent)
      , m_depth(depth)
  {
  }
  [[nodiscard]] Depth depth() const { return m_depth; }

  /// What it draws now, also for export and paper; empty: nothing.
  [[nodiscard]] virtual ChartPaint paint() const = 0;
  /// Prices that an axis which fits itself has to make room for while the bars [begin, end) are in sight.
  [[nodiscard]] virtual Extremes priceRange(std::size_t begin, std::size_t end) const;
  /// Logical pixels that its marks at the bars [begin, end) need above and below them.
  [[nodiscard]] virtual double markRoom(const ChartModel& model, std::size_t begin, std::size_t end) const;

  /// The left button. True: the layer takes it, and gets the moves until the release.
  virtual bool press(const ChartPointer& pointer, const ChartScene& scene);
  virtual void drag(const ChartPointer& pointer, const ChartScene& scene);
  virtual void release(const ChartPointer& pointer, const ChartScene& scene);
  /// The mouse moves without a button. The cursor to show when something of the layer is there, or when it waits for a
  /// place.
  virtual std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene);
  /// True: taken.
  virtual bool doubleClick(const ChartPointer& pointer, const ChartScene& scene);
  virtual bool keyPress(const QKeyEvent& event, const ChartScene& scene);
  /// The things in sight that Tab goes through, in an order that an eye can follow. Ids are the layer's own.
  [[nodiscard]] virtual QStringList stops(const ChartScene& scene) const;
  /// The one of them that is chosen for the keys; empty: none.
  [[nodiscard]] virtual QString currentStop() const;
  /// Chooses one for the keys, or (empty) none.
  virtual void goToStop(const QString& id);
  /// What somebody who listens hears of it; empty: the layer says it itself.
  [[nodiscard]] virtual QString stopWords(const QString& id) const;
  /// Adds what can be done to the thing at @p position. True: something is there, and the menu is about it alone.
  virtual bool fillMenu(QMenu& menu, QPointF position, const ChartScene& scene);
  /// The mouse has left the chart.
  virtual void leave();

  /// Logical pixels that its own axes take at the right of that of the prices.
  [[nodiscard]] virtual int axisRoom() const;

Q_SIGNALS:
  void changed(); ///< it is to be painted anew

private:
  Depth m_depth;
};

}
