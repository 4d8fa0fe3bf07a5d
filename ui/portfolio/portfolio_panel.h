// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"
#include "ui/trade/trade_models.h"
#include "ui/trade/trading_feed.h"

class QLabel;
class QStackedWidget;

namespace zvt::widgets {
class AllocationChart;
class DataTable;
class EquityChart;
class MetricTiles;
struct EquityCurve;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;
class ReplayBar;

/// The account's days, with an index to compare them with.
struct PortfolioHistory {
  std::vector<trading::EquityPoint> points;
  std::vector<double> benchmark; ///< closes of the index; empty: none is stored
  std::string benchmarkId;
};

/// The paper account as a whole: sums, equity curve, allocation, positions.
class PortfolioPanel : public Panel {
  Q_OBJECT

public:
  explicit PortfolioPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] const PortfolioHistory& history() const { return m_history; }
  [[nodiscard]] widgets::MetricTiles* tiles() const { return m_tiles; }
  [[nodiscard]] widgets::AllocationChart* allocation() const { return m_allocation; }

Q_SIGNALS:
  void historyLoaded();

protected:
  void retranslate() override;

private:
  QWidget* makeTop();
  void loadHistory();
  void showAccount();
  void showTiles();
  void showCurve();

  Context m_context;
  TradingFeed m_feed;
  PositionModel m_positions;
  PortfolioHistory m_history;
  std::size_t m_fillsSeen = 0;
  Presenter* m_presenter = nullptr;
  ReplayBar* m_replay = nullptr;
  widgets::MetricTiles* m_tiles = nullptr;
  QStackedWidget* m_curveStack = nullptr;
  QLabel* m_noCurve = nullptr;
  widgets::EquityChart* m_curve = nullptr;
  widgets::AllocationChart* m_allocation = nullptr;
  widgets::DataTable* m_table = nullptr;
};

/// The panel of the portfolio workspace.
void registerPortfolioPanel(PanelRegistry& registry);

}
