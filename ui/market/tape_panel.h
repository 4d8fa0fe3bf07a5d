// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/market/market_panel.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace zvt::widgets {
class TapeView;
class TextLabel;
}

namespace zvt::ui {

class TapeFeed;

/// Every trade of the day: filtered by size, big ones marked, standing still while one reads back.
class TapePanel : public MarketPanel {
  Q_OBJECT

public:
  explicit TapePanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] QString copyText() const override;
  [[nodiscard]] PanelTable exportTable() const override;

protected:
  void retranslate() override;

private:
  QWidget* makeTools(QWidget* parent);
  void showSubject();
  void showState();
  void applySizes();
  void showCount();

  QLabel* m_leastLabel = nullptr;
  QComboBox* m_least = nullptr; ///< data: lots
  QLabel* m_bigLabel = nullptr;
  QSpinBox* m_big = nullptr; ///< lots
  widgets::TextLabel* m_count = nullptr;
  QToolButton* m_resume = nullptr;
  widgets::TapeView* m_tape = nullptr;
  TapeFeed* m_trades = nullptr;
};

}
