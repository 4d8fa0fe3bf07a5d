// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_library.h"
#include "ui/factor/indicator.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace zvt::widgets {
class SearchField;
}

namespace zvt::ui {

/// What a chart can show: the operators of the catalogue and the saved formulas, searched by name, alias and definition
/// in the language of the program, or by category.
class IndicatorList : public QWidget {
  Q_OBJECT

public:
  explicit IndicatorList(QWidget* parent = nullptr);

  void setFormulas(const factor::FormulaLibrary& library);
  /// What the chosen row stands for, with its defaults.
  [[nodiscard]] std::optional<Indicator> chosen() const;
  /// Takes the choice away, as something else is looked at.
  void clearChoice();
  [[nodiscard]] int shownCount() const;
  void retranslate();

Q_SIGNALS:
  void choiceChanged();
  void activated(); ///< Enter or a double click on the choice

private:
  void fill();
  void filter();
  [[nodiscard]] bool matches(const QTreeWidgetItem& row, const QString& words) const;

  widgets::SearchField* m_search;
  QComboBox* m_category;
  QTreeWidget* m_rows;
  factor::FormulaLibrary m_library;
};

}
