// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/watchlist.h"
#include "ui/shell/context.h"

#include <QDialog>
#include <QStringList>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace zvt::widgets {
class Note;
}

namespace zvt::ui {

class FormulaEdit;
class SavedFormulas;

/// Writes a formula column: its name, its formula (with colours, completion and mistakes in place, or one of the saved
/// ones), and how its numbers are shown.
class FormulaColumnDialog : public QDialog {
  Q_OBJECT

public:
  /// @param column to edit; without a formula: a new one. @param taken names that it may not have
  FormulaColumnDialog(
      const Context& context, const data::WatchColumn& column, QStringList taken, QWidget* parent = nullptr);

  /// As it stands.
  [[nodiscard]] data::WatchColumn column() const;
  [[nodiscard]] FormulaEdit* edit() const { return m_edit; }

  void reject() override; ///< asks when a formula would be lost

protected:
  void changeEvent(QEvent* event) override;

private:
  void build();
  void retranslate();
  void takeFormulas();
  void listSaved();
  void takeSaved(int index);
  void check();
  [[nodiscard]] QString name() const;
  /// Why the text cannot be a column; empty: it can.
  [[nodiscard]] QString problem() const;

  Context m_context;
  data::WatchColumn m_column;
  QStringList m_taken;
  bool m_isNew;
  SavedFormulas* m_formulas;
  QLabel *m_nameLabel, *m_savedLabel, *m_formulaLabel, *m_unitLabel, *m_decimalsLabel;
  QLineEdit* m_name;
  QComboBox* m_saved;
  FormulaEdit* m_edit;
  QLabel* m_hint;
  widgets::Note* m_note;
  QComboBox* m_unit;
  QSpinBox* m_decimals;
  QCheckBox* m_colored;
  QPushButton *m_accept, *m_cancel;
};

}
