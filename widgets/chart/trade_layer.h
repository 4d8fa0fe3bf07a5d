// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"

#include <QRectF>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace zvt::widgets {

/// Marks of one side that stand so close that they are drawn as one.
struct TradeCluster {
  std::size_t first = 0, last = 0; ///< marks of that side: [first, last]
  QPointF tip; ///< of the triangle, logical pixels
};

/// The marks of a chart in sight, those of a side that would overlap as one. Cost depends on the pixels.
[[nodiscard]] std::vector<TradeCluster> clustersOf(const ChartScene& scene, const TradeMarks& marks, bool buy);

/// Triangles at bars: buys filled below, sales hollow above; "×12" where twelve stand together. Pointing at one tells
/// of its trades.
class TradeMarkLayer : public ChartLayer {
  Q_OBJECT

public:
  /// Gives the marks of a model.
  using Pick = const TradeMarks& (*)(const ChartModel& model);
  explicit TradeMarkLayer(Pick pick, QObject* parent = nullptr);

  void setShown(bool shown);
  [[nodiscard]] bool isShown() const { return m_shown; }

  [[nodiscard]] ChartPaint paint() const override;
  [[nodiscard]] double markRoom(const ChartModel& model, std::size_t begin, std::size_t end) const override;
  std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene) override;
  /// What is told of the marks at a place; empty: there is none.
  [[nodiscard]] QString tipAt(QPointF position, const ChartScene& scene) const;
  /// The marks at a place, those that are drawn as one together.
  [[nodiscard]] std::vector<TradeMark> marksAt(QPointF position, const ChartScene& scene) const;
  bool doubleClick(const ChartPointer& pointer, const ChartScene& scene) override;
  bool fillMenu(QMenu& menu, QPointF position, const ChartScene& scene) override;

  /// What can be done to marks; null: nothing. @p menu gets an entry a mark.
  using FillMenu = std::function<void(QMenu& menu, const std::vector<TradeMark>& marks)>;
  void setMenu(FillMenu fill) { m_fillMenu = std::move(fill); }

Q_SIGNALS:
  void chosen(std::size_t id); ///< a double click on a mark, where a menu is set

private:
  FillMenu m_fillMenu;
  Pick m_pick;
  bool m_shown = true;
};

/// Lines from entries to exits in the colour of their result: dashed with a filled end where it gained, dotted with a
/// hollow end where it lost, with the result beside it where there is room.
class TradeLinkLayer : public ChartLayer {
  Q_OBJECT

public:
  explicit TradeLinkLayer(QObject* parent = nullptr);

  void setShown(bool shown);
  [[nodiscard]] bool isShown() const { return m_shown; }

  [[nodiscard]] ChartPaint paint() const override;
  std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene) override;
  [[nodiscard]] QString tipAt(QPointF position, const ChartScene& scene) const;

private:
  bool m_shown = true;
};

}
