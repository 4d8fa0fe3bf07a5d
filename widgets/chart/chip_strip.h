// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/chip_distribution.h"
#include "widgets/chart/chart_view.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;

namespace zvt::widgets {

/// The cost of the shares held, for every bar of a chart.
struct ChipModel {
  market::ChipHistory history;
  std::vector<std::size_t> day; ///< of the history, known at each bar; market::kNotYetKnown: none yet
};

/// What the strip says of a bar.
struct ChipFigures {
  std::size_t day = 0;
  double close = 0;
  double winner = 0; ///< share that is held at a profit, 0 … 1
  double averageCost = 0;
  market::CostRange range90, range70;
};

/// A strip beside a chart, along its price axis: what the shares that are held now were bought at, at the bar of the
/// crosshair, else the newest in sight; below it the share at a profit, the average cost and the cost ranges. GUI
/// thread.
class ChipStrip : public QWidget {
  Q_OBJECT

public:
  explicit ChipStrip(ChartView* view, QWidget* parent = nullptr);

  void setChips(std::shared_ptr<const ChipModel> chips);
  /// Instead of chips: why there are none, and what can be done about it (may be empty).
  void setProblem(const QString& sentence, const QString& offer = {});
  [[nodiscard]] QString problem() const;
  /// Of the bar that is shown.
  [[nodiscard]] const std::optional<ChipFigures>& figures() const { return m_figures; }
  [[nodiscard]] const market::ChipDistribution& chips() const { return m_now; }

  /// What it shows now, for export and paper; empty: nothing.
  [[nodiscard]] ChartPaint paint() const;

  [[nodiscard]] QSize sizeHint() const override { return {204, 300}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {204, 80}; }

Q_SIGNALS:
  void offerTaken();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void refresh();
  void placeProblem();
  /// Where the prices of the chart stand.
  struct Axis {
    double low = 0, high = 0, top = 0, bottom = 0;
    bool operator==(const Axis&) const = default;
  };
  [[nodiscard]] std::optional<Axis> axisNow() const;

  QPointer<ChartView> m_view;
  std::shared_ptr<const ChipModel> m_chips;
  market::ChipDistribution m_now;
  std::optional<ChipFigures> m_figures;
  std::optional<Axis> m_painted;
  QLabel* m_problem;
  QPushButton* m_offer;
};

}
