// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/indicator.h"
#include "ui/shell/context.h"

#include <QDialog>

#include <optional>

class QListWidget;
class QPushButton;
class QToolButton;

namespace zvt::widgets {
class GroupHead;
class Note;
}

namespace zvt::ui {

class IndicatorDetails;
class IndicatorList;
class SavedFormulas;

/// Chooses the indicators of a chart: what is on it, what there is, and the one looked at with its definition and
/// parameters. Every change is told at once and shows in the chart behind it.
class IndicatorDialog : public QDialog {
  Q_OBJECT

public:
  IndicatorDialog(const Context& context, std::vector<Indicator> indicators, QWidget* parent = nullptr);

  [[nodiscard]] const std::vector<Indicator>& indicators() const { return m_indicators; }
  /// From outside: an undo, an applied formula.
  void setIndicators(std::vector<Indicator> indicators);
  /// Chooses one of those on the chart.
  void showIndicator(std::size_t index);

Q_SIGNALS:
  void indicatorsChanged();
  /// The editor is wanted, for the formula @p name or, when empty, a new one.
  void editorRequested(const QString& name, const QString& text);

protected:
  void changeEvent(QEvent* event) override;

private:
  void build();
  void connectAll();
  void retranslate();
  void showDrawn(int row);
  void showOffered();
  void takeFormulas();
  void listDrawn(int row);
  void add();
  void removeDrawn();
  void duplicateDrawn();
  void moveDrawn(int by);
  void showDetails(const std::optional<Indicator>& indicator, int row);
  void takeEdit();
  void editFormula();
  void updateButtons();

  std::vector<Indicator> m_indicators;
  SavedFormulas* m_formulas;
  widgets::GroupHead* m_drawnHead;
  widgets::GroupHead* m_offeredHead;
  QListWidget* m_drawn; ///< what is on the chart
  IndicatorList* m_offered;
  IndicatorDetails* m_details;
  widgets::Note* m_problem;
  QToolButton* m_up;
  QToolButton* m_down;
  QToolButton* m_duplicate;
  QToolButton* m_remove;
  QPushButton* m_defaults;
  QPushButton* m_edit;
  QPushButton* m_add;
  QPushButton* m_close;
};

}
