// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert.h"
#include "ui/alert/alert_fields.h"

#include <QStackedWidget>

class QCheckBox;
class QSpinBox;

namespace zvt::ui {

class FormulaEdit;

/// The forms of what an alert waits for, one page a kind. GUI thread.
class AlertConditionPages : public QStackedWidget {
  Q_OBJECT

public:
  enum Page { PricePage, ChangePage, LinePage, FormulaPage, HealthPage };

  /// @param labels of the dialog, which translates them
  AlertConditionPages(FormLabels& labels, QWidget* parent);

  /// Fills the page of the condition; the others get what a user would begin with.
  void showCondition(const alert::Condition& condition, const TimeZone& zone, Timestamp now);
  /// As it stands on the page in sight. @param before what has no field there stays as it is in this one
  [[nodiscard]] alert::Condition condition(const alert::Condition& before, const TimeZone& zone) const;
  [[nodiscard]] FormulaEdit* formulaEdit() const { return m_formula; }

  /// Of the page in sight: what the others would need is no gap below it.
  [[nodiscard]] QSize sizeHint() const override { return currentWidget()->sizeHint(); }
  [[nodiscard]] QSize minimumSizeHint() const override { return currentWidget()->minimumSizeHint(); }

  void fillLists();
  void retranslate();
  /// Only what counts can be filled in.
  void enableFields();

Q_SIGNALS:
  void edited();

private:
  QWidget* pricePage();
  QWidget* changePage();
  QWidget* linePage();
  QWidget* formulaPage();
  QWidget* healthPage();

  FormLabels& m_labels;
  QComboBox *m_priceTest, *m_lineTest, *m_extent, *m_lineLevel, *m_formulaTest, *m_formulaLevel, *m_health,
      *m_healthLevel;
  QDoubleSpinBox *m_price, *m_percent, *m_base, *m_firstPrice, *m_secondPrice, *m_value;
  QDateTimeEdit *m_firstTime, *m_secondTime;
  QCheckBox *m_eitherWay, *m_hasBase, *m_intrabar;
  FormulaEdit* m_formula;
  QSpinBox *m_minutes, *m_sessions;
};

}
