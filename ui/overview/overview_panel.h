// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/overview/overview_source.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"
#include <QTimer>

class QStackedWidget;
class QToolButton;

namespace zvt::widgets {
class DataTable;
class EmptyState;
class HeatMap;
class SegmentedControl;
}

namespace zvt::ui {

class ChangeHistogram;
class IndexCards;
class PanelRegistry;
class Presenter;

/// What the market does: indexes, breadth, the limit-up board, industries, the most active and the fastest. From the
/// stored bars, carried on by live quotes at most once a second; counted off the GUI thread.
class OverviewPanel : public Panel {
  Q_OBJECT

public:
  explicit OverviewPanel(const Context& context, QWidget* parent = nullptr);
  ~OverviewPanel() override;

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  [[nodiscard]] const data::MarketOverview& overview() const { return m_overview; }
  /// "limits", "industries", "active", "risers", "fallers", "fast"
  void showPage(const QString& page);

Q_SIGNALS:
  void counted();

protected:
  void retranslate() override;
  void themeChanged() override;
  void showEvent(QShowEvent* event) override;

private:
  void build();
  void load();
  void take(OverviewMarket market);
  void takeQuotes(const data::QuoteChanges& changes);
  void count();
  void showCounted(data::MarketOverview overview);
  void showIndexes();
  void fillTable();
  void fillIndustries();
  void fillRows(const std::vector<std::size_t>& places);
  void choose(const QString& entityId);
  void offerIndustry(const QString& industry); ///< its members as a list
  [[nodiscard]] static QString pageText(const QString& page);
  void offerPage(); ///< what is listed as a list
  void offer(const QString& title, const QStringList& entityIds);
  [[nodiscard]] const std::vector<std::size_t>& placesOf(const QString& page) const;

  Context m_context;
  Presenter* m_presenter = nullptr;
  OverviewMarket m_market;
  std::optional<TradingDay> m_storedUntil; ///< see QuoteFeed::storedUntil()
  OverviewLive m_live;
  data::MarketOverview m_overview;
  QString m_page = QStringLiteral("limits");
  std::vector<QString> m_rowIds; ///< of the table
  QTimer m_recount; ///< a burst of quotes is one count
  bool m_counting = false;
  bool m_isOld = false; ///< quotes came while nobody looked
  std::shared_ptr<void> m_subscription;

  IndexCards* m_cards = nullptr;
  ChangeHistogram* m_histogram = nullptr;
  widgets::SegmentedControl* m_pages = nullptr;
  QStackedWidget* m_views = nullptr;
  widgets::DataTable* m_table = nullptr;
  widgets::ColumnTable m_rows;
  widgets::SortProxy m_sorted;
  QWidget* m_industryView = nullptr;
  widgets::HeatMap* m_heat = nullptr;
  widgets::DataTable* m_industryTable = nullptr;
  widgets::ColumnTable m_industryRows;
  QToolButton* m_asList = nullptr;
  QWidget* m_nothing = nullptr; ///< why a page has no rows
};

void registerOverviewPanel(PanelRegistry& registry);

}
