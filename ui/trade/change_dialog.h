// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/held_orders.h"

#include <QDialog>

#include <functional>

class QDoubleSpinBox;
class QFormLayout;
class QPushButton;
class QTimeEdit;

namespace zvt::widgets {
class Note;
}

namespace zvt::ui {

/// What a person wants to know of the order before he changes it.
struct ChangeFacts {
  QString name = {}; ///< of the security
  std::optional<Price> last = {};
  std::optional<Price> tick = {}; ///< nothing: prices have three decimals
  QString other = {}; ///< the other order of its pair, "Take profit ≥ 11.00"; empty: none
};

/// What the dialogs that change an order have in common: lines, fields, a button that asks, and what it was refused
/// for. Enter takes it, Esc leaves everything as it is. What is refused keeps it open and says why.
class ChangeForm : public QDialog {
  Q_OBJECT

public:
  using Answer = std::function<void(const Result<void>&)>; ///< from any thread
  void accept() override;

protected:
  ChangeForm(const ChangeFacts& facts, QWidget* parent);
  void addLine(const char* name, const QString& text, bool strong = false);
  /// What is changed, and the last price. @param held the order as its row has it
  template <typename Order, typename Held> void addHead(const Order& order, const Held& held, const ChangeFacts& facts);
  void addField(const QString& label, QWidget* field);
  /// @param step of the arrows; 0: one unit
  QDoubleSpinBox* addNumber(const char* name, const QString& label, double value, int decimals, double step);
  void addButtons(); ///< last
  /// False: nobody is asked, and the dialog is accepted.
  virtual bool submit(const Answer& answer) = 0;

private:
  void answered(const Result<void>& done);
  QFormLayout* m_form = nullptr;
  widgets::Note* m_note = nullptr;
  QPushButton* m_take = nullptr;
};

/// Asks for the new prices of a conditional order: trigger or distance, limit, and the quantity of one that protects no
/// entry.
class ChangeDialog : public ChangeForm {
  Q_OBJECT

public:
  using Submit = std::function<void(const trading::ConditionalChange& change, Answer answer)>;

  ChangeDialog(const trading::ConditionalOrder& order, const ChangeFacts& facts, QWidget* parent = nullptr);
  /// What is different from the order.
  [[nodiscard]] trading::ConditionalChange change() const;
  /// Without it the dialog is accepted unasked.
  void setSubmit(Submit submit) { m_submit = std::move(submit); }

protected:
  bool submit(const Answer& answer) override;

private:
  trading::ConditionalOrder m_order;
  Submit m_submit;
  QDoubleSpinBox *m_trigger = nullptr, *m_trail = nullptr, *m_limit = nullptr, *m_quantity = nullptr;
};

/// Asks for the new quantity, limit and end of an order that is worked. What has filled counts in the quantity.
class ChangeWorkedDialog : public ChangeForm {
  Q_OBJECT

public:
  using Submit = std::function<void(const trading::ParentChange& change, Answer answer)>;

  /// @param zone of the exchange, whose clock the end goes by; the day of the end stays
  ChangeWorkedDialog(
      const trading::AlgoOrder& order, const ChangeFacts& facts, TimeZone zone, QWidget* parent = nullptr);
  /// What is different from the order.
  [[nodiscard]] trading::ParentChange change() const;
  void setSubmit(Submit submit) { m_submit = std::move(submit); }

protected:
  bool submit(const Answer& answer) override;

private:
  trading::ParentOrder m_order;
  TimeZone m_zone;
  Submit m_submit;
  QDoubleSpinBox *m_quantity = nullptr, *m_limit = nullptr;
  QTimeEdit* m_end = nullptr;
};

}
