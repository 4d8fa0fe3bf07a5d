// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"

namespace zvt::widgets {
class MarkKeyLayer;
class TradeLinkLayer;
class TradeMarkLayer;
}

namespace zvt::ui {

/// The account's fills on the chart, joined to round trips, and the B and S of the chart's factor. A key in the corner,
/// and the menu, hide either; undone by Ctrl+Z, kept with the panel.
class TradesFeature : public ChartFeature {
  Q_OBJECT

public:
  struct Shown {
    bool fills = true;
    bool switches = true;
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

private:
  void apply(Shown wanted);
  void showKey();

  Shown m_shown;
  widgets::TradeLinkLayer* m_links;
  widgets::TradeMarkLayer* m_fills;
  widgets::TradeMarkLayer* m_switches;
  widgets::MarkKeyLayer* m_key;
};

}
