// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/indicator.h"
#include "ui/shell/context.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace zvt::widgets {
class GroupHead;
class Note;
}

namespace zvt::ui {

class FormulaEdit;
class ParameterTable;
class SavedFormulas;

/// Writes formulas: the saved ones at the left, the text with its mistakes listed below; saved under a name, or applied
/// to the chart as it stands, on demand or with every change. An unfinished text may be saved, never applied.
class FormulaDialog : public QDialog {
  Q_OBJECT

public:
  /// What formulas are written for.
  enum class Purpose { Chart, Lab };
  explicit FormulaDialog(const Context& context, QWidget* parent = nullptr, Purpose purpose = Purpose::Chart);
  /// With its window or panel closed under it, a text that is not saved is kept as “Unsaved formula”.
  ~FormulaDialog() override;

  /// Puts a formula into the editor; asks when something that is not saved would be lost.
  void openFormula(const QString& name, const std::string& text);
  [[nodiscard]] FormulaEdit* edit() const { return m_edit; }
  void reject() override; ///< Escape, Close and the frame's cross; asks when something is not saved

Q_SIGNALS:
  void applied(const zvt::ui::Indicator& indicator);

protected:
  void changeEvent(QEvent* event) override;

private:
  void build();
  void connectAll();
  void retranslate();
  void checkText();
  void showFormula(const QString& name, const std::string& text);
  void listSaved();
  void showSaved(int row);
  void showProblems();
  void apply();
  void save();
  /// False: another formula is saved under the name, and the user wants to keep it.
  bool mayReplace();
  void removeSaved();
  void formulaEdited();
  [[nodiscard]] bool canApply() const;
  void tell(bool worked, const QString& text);
  [[nodiscard]] QString name() const;
  /// Whether the editor holds something that is not saved.
  [[nodiscard]] bool hasUnsaved() const;
  /// False: something that is not saved would be lost, and the user wants to keep it.
  bool mayLeave();

  Context m_context;
  Purpose m_purpose;
  SavedFormulas* m_formulas;
  std::string m_kept; ///< the text as it was opened or saved
  QString m_keptName; ///< its name
  bool m_isGivenUp = false; ///< the user left without saving
  widgets::GroupHead* m_savedHead;
  QListWidget* m_saved;
  QPushButton* m_new;
  QPushButton* m_remove;
  QLabel* m_nameLabel;
  QLineEdit* m_name;
  FormulaEdit* m_edit;
  QLabel* m_hint;
  widgets::GroupHead* m_parameterHead;
  ParameterTable* m_parameters;
  widgets::GroupHead* m_problemHead;
  QListWidget* m_problems;
  widgets::Note* m_note;
  QCheckBox* m_follow; ///< the chart shows every change
  QTimer m_quiet; ///< since the last key
  QPushButton* m_save;
  QPushButton* m_apply;
  QPushButton* m_close;
};

}
