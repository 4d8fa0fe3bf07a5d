// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert.h"
#include "ui/alert/alert_fields.h"
#include "ui/shell/context.h"

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace zvt::widgets {
class Note;
}

namespace zvt::ui {

class AlertConditionPages;
class FormulaEdit;
class SavedFormulas;

/// Makes or edits an alert: the security, what it waits for, how often and until when it tells, with which words. What
/// is wrong is said below, and nothing wrong can be taken. GUI thread.
class AlertDialog : public QDialog {
  Q_OBJECT

public:
  /// @param alert to begin with; without an id: a new one
  AlertDialog(const Context& context, const alert::Alert& alert, QWidget* parent = nullptr);

  /// As it stands.
  [[nodiscard]] alert::Alert alert() const;
  [[nodiscard]] QString problem() const; ///< why it cannot be taken; empty: it can
  [[nodiscard]] FormulaEdit* formulaEdit() const;

protected:
  void changeEvent(QEvent* event) override;

private:
  void build();
  void showAlert(const alert::Alert& alert);
  void retranslate();
  void fillLists();
  void check();
  void fitHeight(); ///< to the fields of the kind
  [[nodiscard]] std::string entityId() const;

  Context m_context;
  alert::Alert m_alert;
  SavedFormulas* m_saved;
  FormLabels m_labels;
  QLineEdit* m_symbol;
  QLabel* m_name;
  QComboBox* m_kind;
  AlertConditionPages* m_pages;
  QSpinBox* m_pause;
  QComboBox *m_frequency, *m_bar;
  QCheckBox *m_expires, *m_sound;
  QDateTimeEdit* m_expiry;
  QLineEdit* m_message;
  widgets::Note* m_note;
  QPushButton *m_accept, *m_cancel;
};

}
