// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/bridge/task_run.h"
#include "ui/report/report_tables.h"
#include "ui/report/research_hub.h"
#include "ui/report/run_log.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"

#include <filesystem>

class QHBoxLayout;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace zvt::backtest {
class MarketSource;
struct RepeatedRun;
}
namespace zvt::widgets {
class TextLabel;
}

namespace zvt::ui {

class AttributionPage;
class CostsPage;
class ExposurePage;
class HoldingsPage;
class ManifestPage;
class PanelRegistry;
class RecordPage;
class ReportOverview;
class ReturnsPage;
class WhyPane;

/// The report of the latest backtest. A double click on a trade, an order, a fill or a line of the log leads the charts
/// of the panel's colour there.
class ReportPanel : public Panel {
  Q_OBJECT

public:
  enum Page {
    OverviewPage,
    ReturnsTab,
    TradesPage,
    HoldingsTab,
    ExposureTab,
    AttributionTab,
    CostsTab,
    OrdersPage,
    FillsPage,
    LogPage,
    ManifestTab,
    PageCount
  };

  explicit ReportPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  void setPage(Page page);
  /// Asks why for the current row of the page that is open, where it has one.
  void askWhy();
  /// The tree behind a fill or an order, beside the pages.
  void explainFill(std::size_t fill);
  void explainOrder(std::size_t order);
  [[nodiscard]] WhyPane* whyPane() const { return m_why; }
  /// Asks for a run's folder, then openFolder().
  void chooseAndOpen();
  /// Reads a run's folder on a worker and shows it; then opened() with the outcome.
  void openFolder(const QString& folder);
  /// Bars from elsewhere than the profile, for runs that are repeated.
  void setSource(std::shared_ptr<backtest::MarketSource> source);
  /// Runs what is shown again from its manifest, as a task; then repeated(). The manifest's page says how it came out.
  void repeatRun();
  /// Writes report.html, the CSV files and manifest.json on a worker; then exported() with the outcome.
  void exportTo(const std::filesystem::path& folder);

Q_SIGNALS:
  void exported(const zvt::Result<void>& outcome);
  void opened(const zvt::Result<void>& outcome);
  void repeated();

protected:
  void retranslate() override;
  void themeChanged() override;

private:
  QWidget* makeHead(QWidget* content);
  QWidget* makeFactsLine(QWidget* content);
  void follow();
  /// Puts the log together on a worker.
  void readLog();
  void fillFacts();
  void chooseAndExport();
  /// Leads the charts of the panel's colour to a moment of a security.
  void showOnChart(const std::string& entityId, LocalTime moment);
  void openPanel(const QString& id);
  void connectRows();
  void connectWhy();
  void connectRepeat();
  void endRepeat(const Error& error);
  void showRepeat();
  /// A fill that another panel asked about.
  void answerWhy();
  void showWhy();
  void fillRunMenu();

  Context m_context;
  std::shared_ptr<backtest::MarketSource> m_source;
  TaskRun m_repeat;
  ResearchHub::RunPtr m_repeatedOf; ///< what the newest repetition was of
  std::shared_ptr<std::pair<std::shared_ptr<const backtest::RepeatedRun>, RunTraitsPtr>> m_repeatBox; ///< by the worker
  std::shared_ptr<const backtest::RepeatedRun> m_repeated;
  RunTraitsPtr m_repeatedTraits; ///< of its run
  Error m_repeatError;
  ResearchHub::RunPtr m_run;
  ReportPtr m_report; ///< of m_run, which it keeps alive
  NameOf m_nameOf;
  widgets::ColumnTable m_trades;
  widgets::ColumnTable m_orders;
  widgets::ColumnTable m_fills;
  widgets::ColumnTable m_log;
  std::shared_ptr<const std::vector<RunEvent>> m_events;
  QTabBar* m_tabs = nullptr;
  QStackedWidget* m_pages = nullptr;
  ReportOverview* m_overview = nullptr;
  RecordPage* m_tradesPage = nullptr;
  RecordPage* m_ordersPage = nullptr;
  RecordPage* m_fillsPage = nullptr;
  RecordPage* m_logPage = nullptr;
  ManifestPage* m_manifest = nullptr;
  ReturnsPage* m_returns = nullptr;
  HoldingsPage* m_holdings = nullptr;
  ExposurePage* m_exposure = nullptr;
  AttributionPage* m_attribution = nullptr;
  CostsPage* m_costs = nullptr;
  WhyPane* m_why = nullptr;
  QSplitter* m_split = nullptr; ///< pages and the pane beside them
  QToolButton* m_open = nullptr; ///< runs of this session, folders, Open run…
  QMenu* m_runMenu = nullptr;
  QHBoxLayout* m_facts = nullptr;
  widgets::TextLabel* m_span = nullptr;
  QToolButton* m_warnings = nullptr;
  QPushButton* m_compare = nullptr; ///< leads to the panel that compares runs
  QPushButton* m_export = nullptr;
};

void registerReportPanel(PanelRegistry& registry);

}
