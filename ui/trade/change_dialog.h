// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/conditional/conditional_desk.h"

#include <QDialog>

#include <functional>

class QDoubleSpinBox;
class QPushButton;

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

/// Asks for the new prices of a conditional order: trigger or distance, limit, and the quantity of one that protects no
/// entry. Enter takes them, Esc leaves everything as it is. What is refused keeps it open and says why.
class ChangeDialog : public QDialog {
  Q_OBJECT

public:
  using Answer = std::function<void(const Result<void>&)>; ///< from any thread
  using Submit = std::function<void(const trading::ConditionalChange& change, Answer answer)>;

  ChangeDialog(const trading::ConditionalOrder& order, const ChangeFacts& facts, QWidget* parent = nullptr);
  /// What is different from the order.
  [[nodiscard]] trading::ConditionalChange change() const;
  /// Without it the dialog is accepted unasked.
  void setSubmit(Submit submit) { m_submit = std::move(submit); }
  void accept() override;

private:
  void answered(const Result<void>& done);
  trading::ConditionalOrder m_order;
  Submit m_submit;
  QDoubleSpinBox *m_trigger = nullptr, *m_trail = nullptr, *m_limit = nullptr, *m_quantity = nullptr;
  widgets::Note* m_note = nullptr;
  QPushButton* m_take = nullptr;
};

}
