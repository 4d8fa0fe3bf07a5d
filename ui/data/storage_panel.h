// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/backup.h"
#include "core/storage/storage_use.h"
#include "core/storage/verify.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include <functional>
#include <memory>
#include <optional>

class QPushButton;

namespace zvt::widgets {
class DataTable;
class GroupHead;
class MetricTiles;
class Note;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;

/// What the profile takes on disk, whether it is sound, and its backups.
class StoragePanel : public Panel {
  Q_OBJECT

public:
  explicit StoragePanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] const widgets::MetricTiles* tiles() const { return m_tiles; }

public Q_SLOTS:
  void backUp();
  void verify();

Q_SIGNALS:
  void loaded();
  void verified();
  void backedUp();

protected:
  void retranslate() override;

private:
  struct Picture {
    storage::StorageUse use;
    std::vector<storage::BackupInfo> backups;
    std::optional<std::filesystem::path> waiting; ///< to be restored at the next start
  };

  QWidget* makeTables();
  void load();
  void showPicture(Picture picture);
  void showTiles();
  void showTables();
  void showFindings();
  void restore();

  Context m_context;
  Presenter* m_presenter;
  std::shared_ptr<const Picture> m_picture;
  std::shared_ptr<const storage::VerifyReport> m_report; ///< of the last check in this window
  quint64 m_task = 0;
  std::function<void()> m_taskDone;
  widgets::MetricTiles* m_tiles = nullptr;
  widgets::Note* m_note = nullptr;
  QPushButton* m_verify = nullptr;
  QPushButton* m_backUp = nullptr;
  QPushButton* m_restore = nullptr;
  widgets::GroupHead* m_useHead = nullptr;
  widgets::GroupHead* m_backupHead = nullptr;
  widgets::GroupHead* m_findingHead = nullptr;
  widgets::ColumnTable m_use;
  widgets::DataTable* m_useTable = nullptr;
  widgets::ColumnTable m_backups;
  widgets::DataTable* m_backupTable = nullptr;
  widgets::ColumnTable m_findings;
  widgets::DataTable* m_findingTable = nullptr;
};

void registerStoragePanel(PanelRegistry& registry);

}
