// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/coverage.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"

#include <memory>

namespace zvt::widgets {
class DataTable;
class SearchField;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;

/// A row of the inventory: bars or records.
struct InventoryRow {
  const data::DataSetCoverage* bars = nullptr;
  const data::RecordSetCoverage* records = nullptr;
};
using InventoryRows = std::shared_ptr<const std::vector<InventoryRow>>;

/// Every data set with its extent, size, and how complete it is.
class InventoryPanel : public Panel {
  Q_OBJECT

public:
  explicit InventoryPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QList<QAction*> titleActions() override { return {m_refresh}; }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] const widgets::ColumnTable& model() const { return m_model; }

protected:
  void retranslate() override;

private:
  void showReport();
  void chooseRow(const QModelIndex& index);
  [[nodiscard]] std::vector<widgets::TableColumn> columns() const;

  Context m_context;
  Presenter* m_presenter;
  std::shared_ptr<const data::CoverageReport> m_report;
  InventoryRows m_rows;
  widgets::ColumnTable m_model;
  widgets::SortProxy m_proxy;
  widgets::SearchField* m_filter;
  widgets::DataTable* m_table;
  QAction* m_refresh;
  bool m_filling = false;
};

void registerInventoryPanel(PanelRegistry& registry);

}
