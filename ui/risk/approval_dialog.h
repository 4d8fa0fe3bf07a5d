// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/risk/approvals.h"
#include "ui/shell/context.h"
#include "ui/shell/form_parts.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace zvt::ui {

/// Who agrees to an order, or refuses it and why. GUI thread.
class ApprovalDialog : public QDialog {
  Q_OBJECT

public:
  ApprovalDialog(const Context& context, const risk::ApprovalRequest& request, bool agrees, QWidget* parent = nullptr);

  [[nodiscard]] risk::Approver who() const;
  [[nodiscard]] std::string note() const;

private:
  void check();

  FormLabels m_labels;
  QLineEdit *m_name, *m_note;
  QComboBox* m_role;
  QPushButton* m_accept;
};

}
