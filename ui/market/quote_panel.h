// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/market/quote_subject.h"
#include "ui/shell/panel.h"

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
class QuotePanel : public Panel {
  Q_OBJECT

public:
  explicit QuotePanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] QString copyText() const override;
  [[nodiscard]] PanelTable exportTable() const override;
  [[nodiscard]] QList<ExportFormat> exportFormats() const override;
  void showEntity(const QString& entityId);

protected:
  void retranslate() override;
  void themeChanged() override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void showSubject();
  void showQuote();
  void showNote(const market::Quote* quote);
  [[nodiscard]] PanelTable table() const;

  Context m_context;
  QuoteSubject* m_subject;
  widgets::QuoteBoard* m_board = nullptr;
  widgets::Note* m_note = nullptr;
  widgets::DepthView* m_depth = nullptr;
  widgets::TapeView* m_tape = nullptr;
  TapeFeed* m_trades = nullptr;
};

/// What a panel says while no security is chosen, or no quotes are there at all: what it is for, and the next step.
[[nodiscard]] EmptyText noQuotesText(const Context& context, const QString& icon, const QString& purpose);

}
