// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_tables.h"

#include "widgets/table/sort_proxy.h"
#include <QWidget>

class QComboBox;
class QLabel;

namespace zvt::widgets {
class DataTable;
class DatedChart;
}

namespace zvt::ui {

/// What the money was in: groups laid on each other over time with gross and net, how much of it was in few names, and
/// each group's share in figures.
class ExposurePage : public QWidget {
  Q_OBJECT

public:
  explicit ExposurePage(QWidget* parent = nullptr);

  void setReport(const ReportPtr& report);
  void retranslate();
  /// Figures again, after a change of number style.
  void refresh();

private:
  void fillGroups();
  void showGroups();
  void showConcentration();

  ReportPtr m_report;
  widgets::ColumnTable m_shares;
  widgets::SortProxy m_sharesProxy;
  widgets::DatedChart* m_groups;
  widgets::DatedChart* m_concentration;
  widgets::DataTable* m_table;
  QComboBox* m_group;
  QLabel* m_groupsTitle = nullptr;
  QLabel* m_concentrationTitle = nullptr;
  QLabel* m_tableTitle = nullptr;
};

}
