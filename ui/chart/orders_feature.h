// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"
#include "ui/chart/held_move.h"
#include "ui/trade/confirm_dialog.h"
#include "ui/trade/ticket_state.h"
#include "ui/trade/trading_feed.h"
#include "widgets/chart/order_line_layer.h"

#include <QTimer>

#include <optional>
namespace zvt::widgets {
class Note;
}

namespace zvt::ui {

class TicketPanel;

/// The working limit orders of the paper account, the stops and targets that wait on this computer, and what is held of
/// the chart's security, as lines. A dragged order is judged as the ticket judges it while it moves; letting it go
/// cancels it and sends what is left of it at the new price, or changes what waits here, confirmed as the settings say.
/// "Buy at …" in the menu fills the ticket.
class OrdersFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit OrdersFeature(ChartPanel& panel);

  [[nodiscard]] ChartReader reader() override;
  void entityChanged() override;
  void shown() override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  [[nodiscard]] widgets::OrderLineLayer* layer() const { return m_layer; }
  [[nodiscard]] QString noteText() const;
  /// Instead of the dialog: answers whether to send.
  using Confirm = std::function<bool(const ConfirmText& text)>;
  void setConfirm(Confirm confirm) { m_confirm = std::move(confirm); }
  /// Instead of the window's own ticket.
  void setTicket(std::function<TicketPanel*()> ticket) { m_openTicket = std::move(ticket); }
  /// The ticket with an order at the last price. Quantity is the user's.
  void beginOrder(trading::Side side);
  void selectNextOrder();
  /// Raw price × this is its place on the chart.
  [[nodiscard]] double scale() const { return m_scale; }

Q_SIGNALS:
  void replaced(const QString& orderId);
  void changed(const QString& heldId);
  void refused(const QString& why);

private:
  void showLines();
  [[nodiscard]] widgets::OrderLine lineOf(const trading::Order& order) const;
  [[nodiscard]] widgets::OrderLine lineOf(const trading::Position& position) const;
  [[nodiscard]] widgets::OrderLine lineOf(const trading::ConditionalOrder& held) const;
  /// The stop or target that waits here; null: it is none.
  [[nodiscard]] const trading::ConditionalOrder* findHeld(const QString& id) const;
  [[nodiscard]] const trading::Order* findOrder(const QString& id) const;
  [[nodiscard]] Price tickAt(Price price) const;
  [[nodiscard]] QString priceText(Price price) const;
  [[nodiscard]] QString scaleSentence() const;
  [[nodiscard]] widgets::OrderLineLayer::Verdict judge(const QString& id, double price, int ticks);
  [[nodiscard]] widgets::OrderLineLayer::Verdict judgeHeld(const trading::ConditionalOrder& order, Price price);
  /// Why it may not be there; empty: it may.
  [[nodiscard]] QString heldProblem(const trading::ConditionalOrder& order, const HeldMove& move) const;
  void changeHeld(const trading::ConditionalOrder& order, Price price);
  [[nodiscard]] TicketJudgement judgementOf(const trading::Order& order, Price price);
  void setScale(double scale);
  /// @param raw without the chart's scale
  void replace(const QString& id, double raw);
  void tellChanged(const QString& id);
  void finish(const Result<trading::Order>& order);
  void close(const QString& id);
  void closePosition();
  void fillLineMenu(QMenu& menu, const QString& id);
  void offer(const TicketInput& input);
  void tell(const QString& sentence);
  [[nodiscard]] bool confirmed(const TicketJudgement& judgement, const trading::SimAccount& account);
  [[nodiscard]] bool agreed(const ConfirmText& text);
  void beginOrder(trading::Side side, Price price);
  [[nodiscard]] Price lastPrice() const; ///< 0: it is not known
  /// On its tick.
  [[nodiscard]] std::optional<Price> marketPrice(double raw) const;

  TradingFeed m_feed;
  widgets::OrderLineLayer* m_layer;
  widgets::Note* m_note;
  QTimer m_noteTimer;
  std::optional<trading::TicketContext> m_ticket; ///< of the chart's security; nothing: not read yet
  double m_scale = 1;
  std::optional<trading::TradingSnapshot> m_rest; ///< without the order that is being moved
  std::string m_restOf;
  Confirm m_confirm;
  std::function<TicketPanel*()> m_openTicket;
};

}
