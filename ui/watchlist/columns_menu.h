// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/watchlist/watch_columns.h"

#include <QObject>
#include <QStringList>

class QMenu;

namespace zvt::widgets {
class DataTable;
}

namespace zvt::ui {

class WatchlistModel;
class Watchlists;

/// Which columns a table of watch fields shows: sets to choose from, single columns, own sets.
class WatchColumnsMenu : public QObject {
  Q_OBJECT

public:
  WatchColumnsMenu(const Context& context, Watchlists& lists, WatchlistModel& model, widgets::DataTable* table);

  /// Makes every formula that a set names a column of the model, shown or not; when the sets may have changed.
  /// @return whether they are others than before
  bool takeFormulas();

  /// The program's sets, then the user's.
  [[nodiscard]] std::vector<data::WatchColumnSet> sets() const;
  /// The set chosen last.
  [[nodiscard]] QString current() const { return m_current; }
  /// Shows a set; an unknown id does nothing.
  void choose(const QString& setId);
  /// Only remembers; for a table that has been restored already.
  void setCurrent(const QString& setId) { m_current = setId; }
  void fill(QMenu* menu);
  /// The columns as they are shown now.
  [[nodiscard]] data::WatchColumnSet shown() const;
  void saveAs();
  /// Asks for a formula column and adds it to the set in view; to a copy of it where that is the program's.
  void addFormula();
  void editFormula(const data::WatchColumn& column);
  void removeFormula(const data::WatchColumn& column);
  /// Adds it, or puts it in the place of @p replaced (an id; empty: none). Before the lists are
  /// loaded: as soon as they are.
  void putFormula(const data::WatchColumn& column, const std::string& replaced);

private:
  void fillFormulas(QMenu* menu);
  [[nodiscard]] bool isOwn(const QString& setId) const;
  [[nodiscard]] QStringList formulaNames(std::string_view except) const;
  std::optional<data::WatchColumn> ask(const data::WatchColumn& column);

  [[nodiscard]] int logicalOf(std::string_view id) const; ///< −1: there is no such column
  [[nodiscard]] int usualWidth(int logical) const;
  [[nodiscard]] data::WatchColumn columnAt(int logical, int width) const;

  Context m_context;
  Watchlists& m_lists;
  WatchlistModel& m_model;
  widgets::DataTable* m_table;
  QString m_current;
};

}
