// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/coverage.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"

#include <memory>

class QLabel;
class QStackedWidget;

namespace zvt::widgets {
class CoverageCalendar;
class DataTable;
class SegmentedControl;
}

namespace zvt::ui {

class CoverageLegend;
class PanelRegistry;
class Presenter;

/// One data set of bars, day by day: as a calendar, by security, and as the ranges that are missing.
class CoveragePanel : public Panel {
  Q_OBJECT

public:
  explicit CoveragePanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  /// "calendar", "security" or "ranges".
  void showView(const QString& view);
  [[nodiscard]] widgets::CoverageCalendar* calendar() const { return m_calendar; }
  /// What the tool tip of a day says.
  [[nodiscard]] QString dayText(TradingDay day) const;

protected:
  void retranslate() override;

private:
  void showSet();
  void fillCalendar(const data::DataSetCoverage& set);
  void fillSecurities(const data::DataSetCoverage& set);
  void fillRanges(const data::DataSetCoverage& set);
  void showDay();
  [[nodiscard]] const data::DayCoverage* dayOf(TradingDay day) const;
  widgets::DataTable* addTable(const QString& name, widgets::ColumnTable& model, QSortFilterProxyModel& proxy);

  Context m_context;
  Presenter* m_presenter;
  std::shared_ptr<const data::CoverageReport> m_report; ///< keeps m_set
  const data::DataSetCoverage* m_set = nullptr;
  widgets::SegmentedControl* m_view;
  QStackedWidget* m_stack = nullptr;
  widgets::CoverageCalendar* m_calendar = nullptr;
  CoverageLegend* m_legend = nullptr;
  QLabel* m_day = nullptr;
  widgets::ColumnTable m_securities;
  widgets::SortProxy m_securitiesProxy;
  widgets::DataTable* m_securityTable = nullptr;
  widgets::ColumnTable m_ranges;
  widgets::SortProxy m_rangesProxy;
  widgets::DataTable* m_rangeTable = nullptr;
};

void registerCoveragePanel(PanelRegistry& registry);

}
