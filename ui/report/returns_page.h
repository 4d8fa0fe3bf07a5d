// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_tables.h"

#include <QWidget>

class QLabel;

namespace zvt::widgets {
class DataTable;
class DatedChart;
class GroupBars;
class MetricTiles;
class SegmentedControl;
}

namespace zvt::ui {

/// How returns came about: rolling figures, years, the benchmark beside them, and what the round trips were like.
class ReturnsPage : public QWidget {
  Q_OBJECT

public:
  explicit ReturnsPage(QWidget* parent = nullptr);

  void setReport(const ReportPtr& report);
  void retranslate();
  /// Figures again, after a change of number style.
  void refresh();

private:
  QWidget* makeLeft();
  QWidget* makeRight();
  void showRolling();
  void showBars();

  ReportPtr m_report;
  widgets::ColumnTable m_figures;
  widgets::MetricTiles* m_relative;
  widgets::SegmentedControl* m_choice;
  widgets::DatedChart* m_rolling;
  widgets::GroupBars* m_years;
  widgets::GroupBars* m_weekdays;
  widgets::DataTable* m_table;
  QLabel* m_rollingTitle = nullptr;
  QLabel* m_figuresTitle = nullptr;
};

}
