// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_tables.h"

#include "widgets/table/sort_proxy.h"
#include <QWidget>

class QCheckBox;
class QLabel;

namespace zvt::widgets {
class CostBar;
class ColumnFit;
class DataTable;
class EquityChart;
class MetricTiles;
class MonthHeatMap;
}

namespace zvt::ui {

/// The first page of a report: figures, equity and underwater, months, round trips, drawdowns, costs.
class ReportOverview : public QWidget {
  Q_OBJECT

public:
  /// @param trades shared with the page of all round trips
  explicit ReportOverview(widgets::ColumnTable& trades, QWidget* parent = nullptr);

  void setReport(const ReportPtr& report, const NameOf& nameOf);
  void retranslate();
  /// Figures again, after a change of number style.
  void refresh();

Q_SIGNALS:
  void tradeActivated(int row);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void hideTrades();
  QWidget* makeLeft();
  QWidget* makeRight();
  QWidget* titledHead(QLabel*& title, QLabel*& note);

  ReportPtr m_report;
  NameOf m_nameOf;
  widgets::ColumnTable& m_trades;
  widgets::ColumnTable m_drawdowns;
  widgets::SortProxy m_tradesProxy;
  widgets::MetricTiles* m_tiles;
  widgets::EquityChart* m_chart;
  widgets::MonthHeatMap* m_months;
  widgets::CostBar* m_costs;
  widgets::DataTable* m_tradesTable;
  widgets::DataTable* m_drawdownsTable;
  widgets::ColumnFit* m_tradesFit;
  widgets::ColumnFit* m_drawdownsFit;
  QCheckBox* m_logarithmic;
  QLabel* m_tradesTitle = nullptr;
  QLabel* m_tradesNote = nullptr;
  QLabel* m_monthsTitle = nullptr;
  QLabel* m_monthsNote = nullptr;
  QLabel* m_drawdownsTitle = nullptr;
  QLabel* m_drawdownsNote = nullptr;
  QLabel* m_costsTitle = nullptr;
  QLabel* m_costsNote = nullptr;
};

}
