// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"

namespace zvt::widgets {
class MarkKeyLayer;
struct TradeMark;
class TradeLinkLayer;
class TradeMarkLayer;
}

namespace zvt::ui {

/// The account's fills on the chart, joined to round trips, the B and S of the chart's factor, and the fills of the
/// backtest that the report shows, each of which leads to its why-trace there (menu, double click). A key in the
/// corner, and the menu, hide each; undone by Ctrl+Z, kept with the panel.
class TradesFeature : public ChartFeature {
  Q_OBJECT

public:
  struct Shown {
    bool fills = true;
    bool switches = true;
    bool run = true; ///< fills of the backtest that the report shows
    bool operator==(const Shown&) const = default;
  };

  explicit TradesFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("trades"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void shown() override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  /// As the user does it.
  void choose(Shown wanted);
  [[nodiscard]] Shown isShown() const { return m_shown; }
  [[nodiscard]] widgets::MarkKeyLayer* markKey() const { return m_key; }
  [[nodiscard]] widgets::TradeMarkLayer* runLayer() const { return m_run; }
  [[nodiscard]] widgets::TradeMarkLayer* accountLayer() const { return m_fills; }

private:
  void apply(Shown wanted);
  void showKey();
  [[nodiscard]] ChartReader accountReader() const;
  [[nodiscard]] ChartReader runReader() const;
  void fillRunMenu(QMenu& menu, const std::vector<widgets::TradeMark>& marks);
  void fillAccountMenu(QMenu& menu, const std::vector<widgets::TradeMark>& marks);
  /// Why the account's fill is there, as of the newest reading. @param place among the fills of this security
  void explain(std::size_t place);

  Shown m_shown;
  widgets::TradeLinkLayer* m_links;
  widgets::TradeMarkLayer* m_fills;
  widgets::TradeMarkLayer* m_switches;
  widgets::TradeMarkLayer* m_run;
  widgets::MarkKeyLayer* m_key;
};

}
