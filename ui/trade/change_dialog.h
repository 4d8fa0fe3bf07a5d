// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/conditional/conditional_desk.h"

#include <QDialog>

class QDoubleSpinBox;

namespace zvt::ui {

/// Asks for the new prices of a conditional order: trigger or distance, limit, and the quantity of one that protects no
/// entry. Enter takes them, Esc leaves everything as it is.
class ChangeDialog : public QDialog {
  Q_OBJECT

public:
  ChangeDialog(const trading::ConditionalOrder& order, const QString& name, QWidget* parent = nullptr);
  /// What is different from the order.
  [[nodiscard]] trading::ConditionalChange change() const;

private:
  trading::ConditionalOrder m_order;
  QDoubleSpinBox *m_trigger = nullptr, *m_trail = nullptr, *m_limit = nullptr, *m_quantity = nullptr;
};

}
