// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/market/market_panel.h"

namespace zvt::widgets {
class DepthView;
class Note;
class QuoteBoard;
class TapeView;
}

namespace zvt::ui {

class TapeFeed;

/// The price of the chosen security, its day's figures, its book, and beside it, where there is room, its trades. A
/// price that is clicked goes to the order ticket.
class QuotePanel : public MarketPanel {
  Q_OBJECT

public:
  explicit QuotePanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString copyText() const override;
  [[nodiscard]] PanelTable exportTable() const override;

protected:
  void retranslate() override;
  void themeChanged() override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void showQuote();
  void showNote(const market::Quote* quote);

  widgets::QuoteBoard* m_board = nullptr;
  widgets::Note* m_note = nullptr;
  widgets::DepthView* m_depth = nullptr;
  widgets::TapeView* m_tape = nullptr;
  TapeFeed* m_trades = nullptr;
};

}
