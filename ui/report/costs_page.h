// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_tables.h"

#include "widgets/table/sort_proxy.h"
#include <QWidget>

class QLabel;

namespace zvt::widgets {
class DataTable;
class DatedChart;
class GroupBars;
class TextLabel;
}

namespace zvt::ui {

/// What trading took of what the market gave: the equity before and after costs, and what was paid by kind and year.
class CostsPage : public QWidget {
  Q_OBJECT

public:
  explicit CostsPage(QWidget* parent = nullptr);

  void setReport(const ReportPtr& report);
  void retranslate();
  /// Figures again, after a change of number style.
  void refresh();

private:
  void showCurve();
  void showYears();
  void showSentence();

  ReportPtr m_report;
  widgets::ColumnTable m_kinds;
  widgets::SortProxy m_kindsProxy;
  widgets::DatedChart* m_curve;
  widgets::GroupBars* m_years;
  widgets::DataTable* m_table;
  widgets::TextLabel* m_sentence;
  QLabel* m_curveTitle = nullptr;
  QLabel* m_tableTitle = nullptr;
};

}
