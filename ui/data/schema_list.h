// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"
#include <QWidget>

namespace zvt::widgets {
class DataTable;
class SearchField;
}

namespace zvt::ui {

class Panel;
class Presenter;

/// Every schema with the rows that are stored of it; one is chosen. Filtered by name and by label in both languages.
class SchemaList : public QWidget {
  Q_OBJECT

public:
  /// @param panel that it is part of, and reads for
  SchemaList(const Context& context, Panel* panel, QWidget* parent = nullptr);

  void choose(const QString& schema);
  [[nodiscard]] QString chosen() const { return m_chosen; }
  /// Counts the rows again, off the GUI thread.
  void reload();
  void retranslate();

Q_SIGNALS:
  void schemaChosen(const QString& schema);

private:
  struct Entry;
  void load();
  void fill();

  Context m_context;
  Presenter* m_presenter; ///< the panel's child
  std::shared_ptr<const std::vector<Entry>> m_entries;
  widgets::ColumnTable m_model;
  widgets::SortProxy m_proxy;
  widgets::SearchField* m_filter;
  widgets::DataTable* m_table;
  QString m_chosen;
  bool m_filling = false;
};

}
