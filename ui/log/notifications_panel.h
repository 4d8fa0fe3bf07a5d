// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include <QSortFilterProxyModel>

namespace zvt::widgets {
class DataTable;
class SearchField;
class SegmentedControl;
}

namespace zvt::ui {

class PanelRegistry;
struct Notice;

/// What the user was told: kind, time, words, where it leads. Enter or a double click follows; choosing one reads it.
class NotificationsPanel : public Panel {
  Q_OBJECT

public:
  explicit NotificationsPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] const widgets::ColumnTable& model() const { return m_model; }

protected:
  void retranslate() override;

private:
  void fill();
  void follow(const QModelIndex& index);
  [[nodiscard]] std::vector<widgets::TableColumn> columns() const;

  Context m_context;
  std::shared_ptr<const std::vector<Notice>> m_shown;
  widgets::ColumnTable m_model;
  widgets::SegmentedControl* m_kinds;
  widgets::SearchField* m_search;
  widgets::DataTable* m_table;
  QAction *m_quiet, *m_readAll, *m_clear;
};

/// Id "notifications": the bell opens it.
void registerNotificationsPanel(PanelRegistry& registry);

}
