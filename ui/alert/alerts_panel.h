// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert_history.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"
#include <QTimer>

class QStackedWidget;

namespace zvt::widgets {
class DataTable;
class SegmentedControl;
}

namespace zvt::ui {

class PanelRegistry;

/// All alerts with their states and how far the price has to go, and what was told. Enter or a double click edits an
/// alert, or opens the security of what was told.
class AlertsPanel : public Panel {
  Q_OBJECT

public:
  explicit AlertsPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  void showPage(const QString& page); ///< "list" or "history"
  [[nodiscard]] QStringList chosen() const; ///< ids
  void edit();
  void remove(); ///< with a toast that takes it back
  void toggle();
  void snooze(Duration span);
  void snoozeUntilTomorrow(); ///< the beginning of the next day on the clock of the exchange

protected:
  void retranslate() override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  void build();
  void fill();
  void showDistances();
  void openSecurity(const std::string& entityId);
  void follow(const QModelIndex& index);
  [[nodiscard]] std::vector<widgets::TableColumn> listColumns();
  [[nodiscard]] std::vector<widgets::TableColumn> historyColumns() const;
  [[nodiscard]] bool isHistory() const;

  struct Row {
    alert::Alert alert;
    double distance = 0; ///< NaN: not known
    QString fault;
  };
  Context m_context;
  std::shared_ptr<std::vector<Row>> m_rows;
  std::shared_ptr<const std::vector<alert::AlertEvent>> m_events;
  widgets::ColumnTable m_list, m_history;
  widgets::SortProxy m_sortedList, m_sortedHistory;
  widgets::SegmentedControl* m_pages;
  QStackedWidget* m_stack;
  widgets::DataTable *m_listTable, *m_historyTable;
  QAction *m_add, *m_edit, *m_toggle, *m_snooze, *m_remove;
  QTimer m_refresh;
};

/// Id "alerts".
void registerAlertsPanel(PanelRegistry& registry);

}
