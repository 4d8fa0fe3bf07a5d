// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"
#include "widgets/chart/order_line_painter.h"

#include <QString>

#include <optional>
#include <utility>

namespace zvt::widgets {

/// Orders and positions as lines across the price pane: a tag at the left with a cross that closes it, its price boxed
/// on the axis. An order is dragged to another price, or chosen and moved by ↑ ↓ (Enter sends, Esc returns it, Del
/// closes it); what the market would say of the new price is asked for while it moves. Lines out of sight have their
/// tag at the edge that they are beyond.
class OrderLineLayer : public ChartLayer {
  Q_OBJECT

public:
  /// What a line would be at another price.
  struct Verdict {
    double price = 0; ///< the nearest that the market takes, as the chart shows it
    QString priceText;
    QString blocked; ///< why not; empty: it may be there
    /// The same price without the chart's scale, which may be another one when the line is dropped; nothing: the chart
    /// has no scale of its own.
    std::optional<double> raw = std::nullopt;
  };
  /// @param ticks 0: judge @p price; else that many ticks from it
  using Judge = std::function<Verdict(const QString& id, double price, int ticks)>;

  explicit OrderLineLayer(QObject* parent = nullptr);

  void setJudge(Judge judge) { m_judge = std::move(judge); }
  /// A line that is being moved stays where it is; when its order is gone, that ends, and vanished() tells.
  void setLines(std::vector<OrderLine> lines);
  [[nodiscard]] const std::vector<OrderLine>& lines() const { return m_lines; }
  /// Chosen for the keys; empty: none.
  void select(const QString& id);
  [[nodiscard]] QString selected() const { return m_selected; }
  /// The next movable line, round; empty: there is none.
  void selectNext();
  [[nodiscard]] bool isMoving() const { return m_moved.has_value(); }
  /// Back to where the order is.
  void returnLine();
  /// The price under the menu that is being filled, told once; nothing: it came by key, or beside the prices.
  std::optional<double> takeMenuPrice() { return std::exchange(m_menuPrice, std::nullopt); }
  /// Where things of a line stand, logical pixels.
  [[nodiscard]] OrderLinePlace placeOf(const QString& id, const ChartScene& scene) const;

  [[nodiscard]] ChartPaint paint() const override;
  bool press(const ChartPointer& pointer, const ChartScene& scene) override;
  void drag(const ChartPointer& pointer, const ChartScene& scene) override;
  void release(const ChartPointer& pointer, const ChartScene& scene) override;
  std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene) override;
  bool keyPress(const QKeyEvent& event, const ChartScene& scene) override;
  bool fillMenu(QMenu& menu, QPointF position, const ChartScene& scene) override;
  /// Those that can be moved, the highest price first.
  [[nodiscard]] QStringList stops(const ChartScene& scene) const override;
  [[nodiscard]] QString currentStop() const override { return m_selected; }
  void goToStop(const QString& id) override { select(id); }
  [[nodiscard]] QString stopWords(const QString& id) const override;

Q_SIGNALS:
  void dropped(const QString& id, double price); ///< to be moved there; the verdict's raw price
  void refused(const QString& sentence); ///< it was let go where it may not be
  void closePressed(const QString& id);
  void vanished(const QString& id); ///< while it was being moved
  void selectionChanged(const QString& id);
  void menuWanted(QMenu* menu, const QString& id); ///< to be filled now

private:
  struct Hit {
    const OrderLine* line = nullptr;
    bool onClose = false;
  };
  [[nodiscard]] Hit hitAt(QPointF position, const ChartScene& scene) const;
  [[nodiscard]] const OrderLine* find(const QString& id) const;
  [[nodiscard]] std::vector<OrderLine> shownLines() const;
  void moveTo(const QString& id, double price, int ticks);
  void drop();

  Judge m_judge;
  std::vector<OrderLine> m_lines;
  QString m_selected;
  QString m_dragged; ///< by the mouse; empty: none
  double m_grip = 0; ///< from the mouse to the line, pixels
  QString m_pressedClose;
  struct Moved {
    QString id;
    Verdict verdict;
  };
  std::optional<Moved> m_moved;
  std::optional<double> m_menuPrice;
};

}
