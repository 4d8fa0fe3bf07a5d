// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include <QTimer>

#include <memory>
#include <vector>

class QLabel;
class QProgressBar;

namespace zvt::widgets {
class DataTable;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;

/// The side list of the data workspace: its pages with what waits in each, and the room on the disk.
class DataManagerPanel : public Panel {
  Q_OBJECT

public:
  explicit DataManagerPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] const widgets::ColumnTable& model() const { return m_model; }

protected:
  void retranslate() override;

private:
  struct Page {
    QString action; ///< of the registry
    QString icon;
    QString (*text)();
    QString note;
  };

  QWidget* makeFoot();
  void fill();
  void load();
  void showDisk();

  Context m_context;
  Presenter* m_presenter;
  std::shared_ptr<std::vector<Page>> m_pages;
  widgets::ColumnTable m_model;
  widgets::DataTable* m_table = nullptr;
  QLabel* m_diskHead = nullptr;
  QLabel* m_disk = nullptr;
  QProgressBar* m_diskBar = nullptr;
  QLabel* m_lagHead = nullptr;
  QLabel* m_lag = nullptr;
  QTimer m_second;
};

void registerDataManagerPanel(PanelRegistry& registry);

}
