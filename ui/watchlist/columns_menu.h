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

class Watchlists;

/// Which columns a table of watch fields shows: sets to choose from, single columns, own sets.
class WatchColumnsMenu : public QObject {
  Q_OBJECT

public:
  WatchColumnsMenu(const Context& context, Watchlists& lists, widgets::DataTable* table);

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
  Context m_context;
  Watchlists& m_lists;
  widgets::DataTable* m_table;
  QString m_current;
};

}
