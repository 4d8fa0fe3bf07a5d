// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_tables.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace zvt::widgets {
class DataTable;
class TextLabel;
}

namespace zvt::ui {

/// Where the return came from: Brinson's effects by group beside the universe of the run, and factors.
class AttributionPage : public QWidget {
  Q_OBJECT

public:
  explicit AttributionPage(QWidget* parent = nullptr);

  void setReport(const ReportPtr& report);
  void retranslate();
  /// Figures again, after a change of number style.
  void refresh();

private:
  void showGroups();
  void showFactors();
  void showSentences();

  ReportPtr m_report;
  widgets::ColumnTable m_effects;
  widgets::ColumnTable m_factors;
  widgets::DataTable* m_effectsTable;
  widgets::DataTable* m_factorsTable;
  QComboBox* m_group;
  widgets::TextLabel* m_money;
  widgets::TextLabel* m_fit;
  QLabel* m_effectsTitle = nullptr;
  QLabel* m_factorsTitle = nullptr;
};

}
