// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"
#include "ui/trade/change_dialog.h"
#include "ui/trade/trade_models.h"
#include "ui/trade/trading_feed.h"

namespace zvt::widgets {
class DataTable;
class Note;
}

namespace zvt::ui {

class FigureGrid;
class PanelRegistry;

/// What the tables of the trading workspace have in common: rows follow the feed, a chosen row leads its link colour.
class TradeTablePanel : public Panel {
  Q_OBJECT

public:
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] widgets::DataTable* table() const { return m_table; }
  [[nodiscard]] const TradingFeed& feed() const { return m_feed; }

protected:
  TradeTablePanel(const Context& context, const QString& tableName, QWidget* parent);
  /// Call at the end of the constructor; @p below may be null.
  void build(TradeTableModel* model, std::initializer_list<int> widths, QWidget* below = nullptr);
  virtual void refresh() = 0;
  [[nodiscard]] virtual EmptyText emptyText() const = 0;
  void retranslate() override;
  void showWhatIsThere();
  /// Back from an order, or one of its fills, to where it came from. @param fill its trade id; empty: the whole order
  void askWhy(const std::string& orderId, const std::string& fill = {});

  Context m_context;
  TradingFeed m_feed;
  widgets::DataTable* m_table;
  TradeTableModel* m_model = nullptr;
};

/// The orders of the account, and those that are held for it until their price is reached. Del cancels the chosen one,
/// F2 changes one that is held or worked, Space suspends and resumes it.
class OrdersPanel : public TradeTablePanel {
  Q_OBJECT

public:
  explicit OrdersPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] const OrderModel& model() const { return m_orders; }
  void cancelChosen();
  void explainChosen();
  void changeChosen();
  void suspendChosen();
  /// Instead of the dialog: what to change, nothing to leave it.
  using AskChange = std::function<std::optional<trading::ConditionalChange>(const trading::ConditionalOrder& order)>;
  void setAskChange(AskChange ask) { m_askChange = std::move(ask); }

protected:
  void refresh() override;
  [[nodiscard]] EmptyText emptyText() const override;
  void retranslate() override;

private:
  void showActions();
  void askChange(const trading::ConditionalOrder& order, ChangeFacts facts);
  void askChange(const trading::AlgoOrder& order, const ChangeFacts& facts, TimeZone zone);
  template <typename Change>
  void sendChange(const std::string& id, const Change& change, const ChangeForm::Answer& answer);
  [[nodiscard]] std::function<void(const Result<void>&)> told();
  void tell(const Error& why); ///< an empty code: nothing is wrong
  void showNote();
  [[nodiscard]] const OrderRow* chosenRow() const;
  OrderModel m_orders;
  QAction *m_cancel, *m_cancelAll, *m_change, *m_suspend, *m_why;
  widgets::Note* m_note;
  Error m_refusal; ///< of what was asked for last
  std::optional<TradingDay> m_day; ///< of the market
  bool m_isAsking = false;
  AskChange m_askChange;
};

class FillsPanel : public TradeTablePanel {
  Q_OBJECT

public:
  explicit FillsPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] const FillModel& model() const { return m_fills; }
  [[nodiscard]] QList<QAction*> titleActions() override;
  void explainChosen();

protected:
  void refresh() override;
  [[nodiscard]] EmptyText emptyText() const override;
  void retranslate() override;

private:
  FillModel m_fills;
  QAction* m_why;
};

/// What is held, over a line with the account's sums.
class PositionsPanel : public TradeTablePanel {
  Q_OBJECT

public:
  explicit PositionsPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] const PositionModel& model() const { return m_positions; }

protected:
  void refresh() override;
  [[nodiscard]] EmptyText emptyText() const override;

private:
  void showSums();
  PositionModel m_positions;
  FigureGrid* m_sums;
};

/// Ticket, orders, fills and positions of the trading workspace.
void registerTradePanels(PanelRegistry& registry);
/// "Play the next trading day" and its like, in the Trade menu.
void registerTradeActions(const Context& context);

}
