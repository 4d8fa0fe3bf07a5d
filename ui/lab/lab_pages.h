// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/lab_charts.h"
#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"
#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace zvt::widgets {
class DataTable;
class MatrixMap;
class MetricTiles;
class SegmentedControl;
class TextLabel;
}

namespace zvt::ui {

struct Context;

/// The pages that show a study, and beside it a second one. GUI thread.
class LabPages : public QWidget {
  Q_OBJECT

public:
  enum Page { OverviewPage, ReturnsPage, StabilityPage, CorrelationPage, SecuritiesPage, PageCount };

  explicit LabPages(const Context& context, QWidget* parent = nullptr);

  /// @param other null: none beside it
  void show(LabResultPtr result, LabResultPtr other);
  [[nodiscard]] QTabBar* tabs() const { return m_tabs; }
  void setPage(int page);
  [[nodiscard]] int page() const;
  void retranslate();

Q_SIGNALS:
  void securityChosen(const QString& entityId);
  void securityActivated(const QString& entityId);

private:
  QWidget* makeOverview();
  QWidget* makeReturns();
  QWidget* makeStability();
  QWidget* makeCorrelation();
  QWidget* makeSecurities();
  void fill();
  void fillHorizons();
  void fillCorrelation();
  void fillSecurities();
  [[nodiscard]] QString idOf(const QModelIndex& index) const;

  const Context& m_context;
  LabResultPtr m_result;
  LabResultPtr m_other;
  std::size_t m_horizon = 0;
  widgets::ColumnTable m_names;
  widgets::SortProxy m_sorted;

  QTabBar* m_tabs;
  QStackedWidget* m_stack;
  widgets::SegmentedControl* m_horizons = nullptr;
  widgets::TextLabel* m_facts = nullptr;
  widgets::MetricTiles* m_tiles = nullptr;
  widgets::DatedChart* m_coefficients = nullptr;
  widgets::DatedChart* m_longShort = nullptr;
  widgets::GroupBars* m_bucketReturns = nullptr;
  widgets::DatedChart* m_buckets = nullptr;
  widgets::GroupBars* m_decay = nullptr;
  widgets::GroupBars* m_autocorrelation = nullptr;
  widgets::GroupBars* m_bucketTurnover = nullptr;
  widgets::DatedChart* m_turnover = nullptr;
  widgets::DatedChart* m_coverage = nullptr;
  QStackedWidget* m_correlationStack = nullptr;
  widgets::MatrixMap* m_matrix = nullptr;
  widgets::TextLabel* m_noMatrix = nullptr;
  widgets::TextLabel* m_namesHead = nullptr;
  widgets::DataTable* m_table = nullptr;
};

}
