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

/// What was held and what it earned: exposure over time, the holdings of the day under the crosshair, contributions by
/// security or by a group of them.
class HoldingsPage : public QWidget {
  Q_OBJECT

public:
  explicit HoldingsPage(QWidget* parent = nullptr);

  void setReport(const ReportPtr& report, const NameOf& nameOf);
  void retranslate();
  /// Figures again, after a change of number style.
  void refresh();

private:
  QWidget* makeLeft();
  QWidget* makeRight();
  void fillGroups();
  void showExposure();
  void showContributions();
  /// @param index of the day; −1: the last one
  void showDay(int index);

  ReportPtr m_report;
  NameOf m_nameOf;
  int m_day = -1;
  widgets::ColumnTable m_holdings;
  widgets::ColumnTable m_parts;
  widgets::SortProxy m_holdingsProxy;
  widgets::SortProxy m_partsProxy;
  widgets::DatedChart* m_exposure;
  widgets::DataTable* m_holdingsTable;
  widgets::DataTable* m_partsTable;
  QComboBox* m_group;
  QLabel* m_exposureTitle = nullptr;
  QLabel* m_holdingsTitle = nullptr;
  QLabel* m_partsTitle = nullptr;
};

}
