// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <set>

namespace zvt::ui {

class FormulaEdit;

/// The numbers of the lines beside a formula; those with mistakes are marked, and the mistake is said under the mouse.
class FormulaGutter : public QWidget {
  Q_OBJECT

public:
  explicit FormulaGutter(FormulaEdit* edit);

  [[nodiscard]] int widthFor(int lines) const;
  void setMarked(std::set<int> lines); ///< from 0
  [[nodiscard]] const std::set<int>& marked() const { return m_marked; }

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

private:
  FormulaEdit* m_edit;
  std::set<int> m_marked;
};

}
