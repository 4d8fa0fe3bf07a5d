// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/report/report_tables.h"
#include "ui/report/research_hub.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"

#include <filesystem>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace zvt::widgets {
class TextLabel;
}

namespace zvt::ui {

class HoldingsPage;
class ManifestPage;
class PanelRegistry;
class RecordPage;
class ReportOverview;
class ReturnsPage;

/// The report of the latest backtest.
class ReportPanel : public Panel {
  Q_OBJECT

public:
  enum Page { OverviewPage, ReturnsTab, TradesPage, HoldingsTab, OrdersPage, FillsPage, ManifestTab, PageCount };

  explicit ReportPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  void setPage(Page page);
  /// Writes report.html, the CSV files and manifest.json on a worker; then exported() with the outcome.
  void exportTo(const std::filesystem::path& folder);

Q_SIGNALS:
  void exported(const zvt::Result<void>& outcome);

protected:
  void retranslate() override;
  void themeChanged() override;

private:
  QWidget* makeHead(QWidget* content);
  void follow();
  void fillFacts();
  void chooseAndExport();

  Context m_context;
  ResearchHub::RunPtr m_run;
  ReportPtr m_report; ///< of m_run, which it keeps alive
  NameOf m_nameOf;
  widgets::ColumnTable m_trades;
  widgets::ColumnTable m_orders;
  widgets::ColumnTable m_fills;
  QTabBar* m_tabs = nullptr;
  QStackedWidget* m_pages = nullptr;
  ReportOverview* m_overview = nullptr;
  RecordPage* m_tradesPage = nullptr;
  RecordPage* m_ordersPage = nullptr;
  RecordPage* m_fillsPage = nullptr;
  ManifestPage* m_manifest = nullptr;
  ReturnsPage* m_returns = nullptr;
  HoldingsPage* m_holdings = nullptr;
  QHBoxLayout* m_facts = nullptr;
  widgets::TextLabel* m_span = nullptr;
  QToolButton* m_warnings = nullptr;
  QPushButton* m_export = nullptr;
};

void registerReportPanel(PanelRegistry& registry);

}
