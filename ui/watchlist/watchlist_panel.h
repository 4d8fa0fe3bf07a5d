// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "ui/watchlist/watchlist_model.h"

#include <QSet>
#include <QTimer>

class QMenu;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace zvt::widgets {
class HeatMap;
class LiveTable;
class SearchField;
}

namespace zvt::ui {

class AddSymbol;
class BreadthBar;
class FormulaColumns;
class PanelRegistry;
class Presenter;
class WatchColumnsMenu;
class WatchlistEditor;
class Watchlists;

/// The user's lists and everything stored, live, as a table or as a heat map; the chosen row leads the panels of its
/// link colour.
class WatchlistPanel : public Panel {
  Q_OBJECT

public:
  explicit WatchlistPanel(const Context& context, QWidget* parent = nullptr);
  ~WatchlistPanel() override;

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  [[nodiscard]] const WatchlistModel& model() const { return m_model; }
  [[nodiscard]] WatchlistEditor& editor() { return *m_editor; }
  [[nodiscard]] WatchColumnsMenu& columns() { return *m_columns; }
  [[nodiscard]] FormulaColumns& formulas() { return *m_formulas; }
  /// Id of the list in view; everything stored is kAll.
  [[nodiscard]] QString listId() const { return m_listId; }
  void showList(const QString& listId);
  [[nodiscard]] bool isHeatMap() const { return m_asHeatMap; }
  void setHeatMap(bool heatMap);
  void openAdd();
  /// Back to the order of the list: a place by hand needs the order by hand.
  void clearSort();
  void importFile();
  void exportFile();
  /// The menu of a row, of a heading, or of the empty ground.
  void fillRowMenu(QMenu* menu);
  void fillListMenu(QMenu* menu, const QString& listId);

  static constexpr const char16_t* kAll = u"all";
  /// The list that another panel of the same link colour offers: seen, not kept.
  static constexpr const char16_t* kOffered = u"offered";

Q_SIGNALS:
  void loaded();

protected:
  void retranslate() override;
  void themeChanged() override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  void build();
  void connectTable();
  void connectLists();
  void load();
  void listsChanged();
  void takeOffered(const SymbolList& list, bool show);
  void keepOffered(); ///< as a list of the user's own
  void rebuildTabs();
  void refill();
  void showFitting();
  void selectEntity(const QString& entityId);
  void chooseCurrent();
  [[nodiscard]] QStringList selectedEntities() const;
  [[nodiscard]] data::WatchlistPtr shownList() const;
  [[nodiscard]] data::WatchlistPtr everything() const;
  void subscribe();
  void followDay();
  void foldEverything(int group);
  void selectEntities(const QStringList& entityIds);
  void takeQuotes(const data::QuoteChanges& changes);
  void tick();
  void endFlashes();
  void showFigures();
  void showNothingStored();
  bool dropOn(QEvent* event);
  void startDrag();

  Context m_context;
  std::unique_ptr<Watchlists> m_own; ///< where the context has none
  Watchlists& m_lists;
  WatchlistModel m_model;
  StoredDays m_days;
  std::optional<TradingDay> m_storedUntil; ///< see QuoteFeed::storedUntil()
  std::vector<std::string> m_later; ///< securities that a replay must not know yet, in order
  QString m_listId = QString::fromUtf16(kAll);
  QSet<int> m_folded; ///< groups of everything
  data::WatchlistPtr m_offered; ///< null: none
  bool m_isLoaded = false;
  bool m_following = false; ///< the selection is being moved by another panel
  bool m_asHeatMap = false;
  bool m_equalTiles = false;
  QTimer m_seconds, m_flash;
  std::shared_ptr<void> m_subscription;

  Presenter* m_presenter = nullptr;
  WatchlistEditor* m_editor = nullptr;
  WatchColumnsMenu* m_columns = nullptr;
  FormulaColumns* m_formulas = nullptr;
  QTabBar* m_tabs = nullptr;
  QToolButton* m_newList = nullptr;
  widgets::SearchField* m_filter = nullptr;
  QToolButton *m_addButton = nullptr, *m_columnsButton = nullptr, *m_heatButton = nullptr, *m_moreButton = nullptr;
  QStackedWidget* m_views = nullptr;
  widgets::LiveTable* m_table = nullptr;
  widgets::HeatMap* m_heat = nullptr;
  QWidget* m_nothing = nullptr; ///< in place of an empty list
  BreadthBar* m_breadth = nullptr;
  AddSymbol* m_add = nullptr;
};

void registerWatchlistPanel(PanelRegistry& registry);
/// Keys and commands of the panels, to be added once.
void registerWatchlistActions(const Context& context);

}
