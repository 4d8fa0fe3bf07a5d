// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/watchlist/watch_columns.h"

#include <QObject>

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
  void takeFormulas();

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

private:
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
