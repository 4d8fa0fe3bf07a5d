// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/lab_choice.h"
#include "ui/shell/context.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace zvt::widgets {
class GroupHead;
class Note;
class TextLabel;
}

namespace zvt::ui {

class FormulaDialog;
class SavedFormulas;

/// The form of the factor lab: factor, what it is compared with, securities, dates, returns; run and cancel. It offers
/// the saved formulas, the registered factors, the watchlists, and the industries and tags of the profile. GUI thread.
class LabSetup : public QWidget {
  Q_OBJECT

public:
  /// @param registry outlives the form
  LabSetup(const Context& context, const factor::FactorRegistry& registry, QWidget* parent = nullptr);

  [[nodiscard]] LabChoice choice() const;
  void setChoice(const LabChoice& choice);
  /// The choice as a request; the securities of a watchlist are listed in @p universe.
  [[nodiscard]] Result<analytics::LabRequest> request(Universe& universe) const;
  /// Running: the form waits, the button cancels.
  void setRunning(bool running);
  void setProgress(double fraction, const QString& step);
  /// A sentence under the button; empty: none.
  void showProblem(const QString& text);
  /// Reads the names of industries and tags again.
  void readNames();
  void retranslate();

Q_SIGNALS:
  void runRequested();
  void cancelRequested();

private:
  void build();
  void connectAll();
  QGridLayout* addGroup(widgets::GroupHead*& head, QWidget* column);
  void listFactors();
  void listUniverses();
  void showFactorFields();
  void showUniverseField();
  void openFormula();
  [[nodiscard]] const factor::FactorDefinition* chosenFactor() const;
  [[nodiscard]] QString factorText() const;

  Context m_context;
  const factor::FactorRegistry& m_registry;
  SavedFormulas* m_formulas;
  UniverseNames m_names;
  QString m_wantedValue; ///< of the universe, as it was chosen: its list may be read later
  QPointer<FormulaDialog> m_dialog;

  widgets::GroupHead* m_factorHead = nullptr;
  widgets::GroupHead* m_securitiesHead = nullptr;
  widgets::GroupHead* m_returnsHead = nullptr;
  std::vector<QLabel*> m_labels; ///< in the order of retranslate()
  QComboBox* m_factor = nullptr;
  QToolButton* m_editFormula = nullptr;
  QComboBox* m_column = nullptr;
  QLineEdit* m_parameters = nullptr;
  QPlainTextEdit* m_others = nullptr;
  QComboBox* m_universe = nullptr;
  QComboBox* m_universeValue = nullptr;
  QLineEdit* m_pattern = nullptr;
  QLineEdit* m_from = nullptr;
  QLineEdit* m_to = nullptr;
  QComboBox* m_level = nullptr;
  QComboBox* m_adjust = nullptr;
  QLineEdit* m_horizons = nullptr;
  QSpinBox* m_buckets = nullptr;
  QDoubleSpinBox* m_cost = nullptr;
  QCheckBox* m_fromNextOpen = nullptr;
  QPushButton* m_run = nullptr;
  QPushButton* m_cancel = nullptr;
  QProgressBar* m_progress = nullptr;
  widgets::TextLabel* m_step = nullptr;
  widgets::Note* m_problem = nullptr;
};

}
