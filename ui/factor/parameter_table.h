// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/input_text.h"

#include <QWidget>

class QTableWidget;
class QToolButton;

namespace zvt::ui {

/// The parameters of a formula as a table: name, default, minimum, maximum, step. They stand in the text; an edit here
/// is an edit there.
class ParameterTable : public QWidget {
  Q_OBJECT

public:
  explicit ParameterTable(QWidget* parent = nullptr);

  void setFormula(const std::string& text);
  void retranslate();

Q_SIGNALS:
  /// The formula with what was changed here.
  void edited(const QString& text);

private:
  void take(int row, int column);
  void add();
  void remove();
  void fill();

  std::string m_text;
  std::vector<InputRow> m_inputs;
  QTableWidget* m_table;
  QToolButton* m_add;
  QToolButton* m_remove;
};

}
