// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/risk/risk_limits.h"
#include "ui/shell/context.h"
#include "ui/shell/form_parts.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QLineEdit;
class QPushButton;

namespace zvt::widgets {
class Note;
}

namespace zvt::ui {

/// Makes or edits one limit: the rule, its number and unit, what happens at it, from where it warns, whom it is about.
/// Fractions are asked for in percent. What is wrong is said below, and nothing wrong can be taken. GUI thread.
class LimitDialog : public QDialog {
  Q_OBJECT

public:
  /// @param limit to begin with @param isNew the rule can be chosen
  LimitDialog(const risk::RiskLimit& limit, bool isNew, QWidget* parent = nullptr);

  /// As it stands, read as the profile's document would be. Errors: those of riskLimitsFromJson.
  [[nodiscard]] Result<risk::RiskLimit> limit() const;

protected:
  void changeEvent(QEvent* event) override;

private:
  void build();
  void showLimit(const risk::RiskLimit& limit);
  void fillRules();
  void fillUnits();
  void retranslate();
  void check();
  [[nodiscard]] const risk::LimitRule& rule() const;
  [[nodiscard]] risk::LimitUnit unit() const;
  [[nodiscard]] bool isPercent() const;

  risk::RiskLimit m_limit;
  bool m_isNew;
  FormLabels m_labels;
  QFormLayout* m_form;
  QComboBox *m_rule, *m_unit, *m_action, *m_unknown;
  QDoubleSpinBox *m_number, *m_warnAt, *m_threshold;
  QCheckBox* m_warns;
  QLineEdit *m_account, *m_strategy, *m_tag;
  widgets::Note* m_note;
  QPushButton *m_accept, *m_cancel;
};

}
