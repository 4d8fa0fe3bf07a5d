// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/ticket_state.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace zvt::widgets {
class TextLabel;
}

namespace zvt::ui {

class TicketExtraFields;

/// Fields that stand in the way of the order.
struct TicketProblems {
  bool price = false, quantity = false, trigger = false, takeProfit = false, trail = false, part = false;
};

/// The fields of a ticket: side, account, type, price with presets, quantity with parts, and what the
/// type asks for beyond. Knows nothing of orders.
class TicketForm : public QWidget {
  Q_OBJECT

public:
  explicit TicketForm(QWidget* parent = nullptr);

  [[nodiscard]] trading::Side side() const { return m_side; }
  void setSide(trading::Side side);
  [[nodiscard]] TicketKind kind() const;
  void setKind(const TicketKind& kind);
  /// What its list offers; the chosen one stays where it is among them.
  void setKinds(std::vector<TicketKind> kinds);
  [[nodiscard]] const std::vector<TicketKind>& kinds() const { return m_kinds; }
  /// All that is filled in but the security.
  [[nodiscard]] TicketInput input() const;
  void setInput(const TicketInput& input);
  void clearExtra(); ///< stop, target and distance
  [[nodiscard]] Price price() const;
  void setPrice(Price price);
  [[nodiscard]] Quantity quantity() const;
  void setQuantity(Quantity quantity);

  void setAccount(const QString& name, const QString& cash);
  /// Ticks, lots, limits and the last price of the security in hand.
  void setContext(const trading::TicketContext& context);
  void setFieldProblems(const TicketProblems& problems);
  void retranslate();

Q_SIGNALS:
  void edited(); ///< any of the values
  void typeChosen();
  void partChosen(int numerator, int denominator);
  void submitPressed(); ///< Enter in a field

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  QPushButton* makePreset(const char* name);
  QWidget* makeSides();
  void addTypeRow(QGridLayout* grid);
  void addPriceRow(QGridLayout* grid);
  void addQuantityRow(QGridLayout* grid);
  void showSide();
  void showLargest();
  void showType();
  void showLots();
  void bump(int ticks);

  trading::Side m_side = trading::Side::Buy;
  QPushButton *m_buy = nullptr, *m_sell = nullptr;
  QLabel *m_accountLabel = nullptr, *m_typeLabel = nullptr, *m_priceLabel = nullptr, *m_quantityLabel = nullptr;
  QComboBox *m_account = nullptr, *m_type = nullptr;
  widgets::TextLabel *m_cash = nullptr, *m_lots = nullptr;
  QDoubleSpinBox *m_price = nullptr, *m_quantity = nullptr;
  QPushButton *m_last = nullptr, *m_minus = nullptr, *m_plus = nullptr, *m_low = nullptr, *m_high = nullptr;
  struct Part {
    QPushButton* button;
    int numerator, denominator;
  };
  std::vector<Part> m_parts;
  TicketExtraFields* m_extra = nullptr;
  std::vector<TicketKind> m_kinds; ///< in the order of the list
  QString m_cashText;
  trading::TicketContext m_ticket;
  double m_lotSize = 0;
};

}
