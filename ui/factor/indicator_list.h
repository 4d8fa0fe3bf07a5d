// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_library.h"
#include "ui/factor/indicator.h"

#include <QStringList>
#include <QWidget>

#include <optional>

class QComboBox;
class QTreeWidget;

namespace zvt::widgets {
class SearchField;
}

namespace zvt::ui {

/// What a chart can show: the operators of the catalogue and the saved formulas, searched by name, alias, initials of a
/// Chinese alias, and definition in the language of the program, or by category; what is meant most likely comes first.
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
  /// One thing to choose, with what it is found by.
  struct Entry {
    QString name, help;
    QStringList aliases, initials;
    std::size_t index = 0; ///< among the operators or the formulas
    int category = 0; ///< of an operator; else that of formulas
  };
  /// 0 the name itself, 1 it begins so, 2 an alias, 3 a name or alias has it, 4 initials, 5 the definition; −1: not so.
  [[nodiscard]] static int rankOf(const Entry& entry, const QString& word);
  /// Of several words: the worst; −1: one of them is not there.
  [[nodiscard]] static int rankOfAll(const Entry& entry, const QStringList& words);
  void collect();
  void filter();

  widgets::SearchField* m_search;
  QComboBox* m_category;
  QTreeWidget* m_rows;
  factor::FormulaLibrary m_library;
  std::vector<Entry> m_entries;
};

}
