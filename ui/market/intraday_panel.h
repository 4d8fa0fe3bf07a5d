// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/market/market_panel.h"

namespace zvt::widgets {
class IntradayChart;
class TextLabel;
}

namespace zvt::ui {

class QuoteReplayBar;

/// The line of the day (分时) of the chosen security, with the values under the cross, and the replay's controls.
class IntradayPanel : public MarketPanel {
  Q_OBJECT

public:
  explicit IntradayPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] PanelTable exportTable() const override;

protected:
  void retranslate() override;
  void themeChanged() override;

private:
  void showLine();
  void showLegend();

  widgets::TextLabel* m_legend = nullptr;
  widgets::IntradayChart* m_chart = nullptr;
  QuoteReplayBar* m_replay = nullptr;
};

}
