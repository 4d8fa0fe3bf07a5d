// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/record_import.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace zvt::storage {
struct RecordSchema;
}
namespace zvt::widgets {
class GroupHead;
class Note;
}

namespace zvt::ui {

/// Brings bars, corporate actions or the records of any schema in: choose files, see the first rows with what each
/// column is taken for, mend the mapping, import. Nothing is written while anything is wrong, and a running import can
/// be cancelled. GUI thread.
class ImportDialog : public QDialog {
  Q_OBJECT

public:
  explicit ImportDialog(const Context& context, QWidget* parent = nullptr);

  void setFiles(const QStringList& files);
  void setEntity(const QString& text);
  void setContent(plugin::ImportContent content);
  /// Records of this schema.
  void setSchema(const QString& name);
  [[nodiscard]] bool isReady() const; ///< the preview is there and nothing is wrong
  [[nodiscard]] QString message() const;

Q_SIGNALS:
  void previewed();
  void imported(const QString& entityId);

public Q_SLOTS:
  void startImport();

protected:
  void changeEvent(QEvent* event) override;
  void reject() override;

private:
  void build();
  void chooseFiles();
  void retranslate();
  [[nodiscard]] data::ImportOptions options() const;
  [[nodiscard]] data::RecordImportOptions recordOptions() const;
  [[nodiscard]] bool isRecords() const;
  [[nodiscard]] const storage::RecordSchema* schema() const; ///< of records; null: none
  [[nodiscard]] QString mapping() const;
  [[nodiscard]] QStringList leftOut(const QStringList& pairs) const; ///< columns of records without one of @p pairs
  void showFields();
  void fillSchemas();
  void preview();
  void showPreview(Result<data::ImportPreview> preview);
  void fillTable(const plugin::FileLayout& layout);
  void fillRoles(QComboBox* combo, const std::string& chosen) const;
  void finishTask(const TaskSnapshot& task);
  void showOutcome(const Result<data::ImportReport>& report);
  void setRunning(bool running);

  Context m_context;
  QStringList m_files;
  LatestOnly m_latest;
  QTimer m_later; ///< typing is previewed once it rests
  bool m_ready = false;
  bool m_filling = false;
  bool m_mapped = false; ///< the user said what a column is
  bool m_entityTouched = false, m_levelTouched = false;
  quint64 m_task = 0;
  std::shared_ptr<Result<data::ImportReport>> m_report; ///< of the running import, filled by its worker
  QLineEdit* m_filesField = nullptr;
  QPushButton* m_browse = nullptr;
  QComboBox* m_content = nullptr;
  QLineEdit* m_entity = nullptr;
  QLineEdit* m_name = nullptr;
  QComboBox* m_schema = nullptr;
  QComboBox* m_level = nullptr;
  QComboBox* m_unit = nullptr;
  QComboBox* m_label = nullptr;
  QLineEdit* m_provider = nullptr;
  QTableWidget* m_table = nullptr;
  widgets::GroupHead* m_previewHead = nullptr;
  widgets::Note* m_note = nullptr;
  QProgressBar* m_progress = nullptr;
  QPushButton* m_import = nullptr;
  QPushButton* m_close = nullptr;
  std::vector<std::pair<QLabel*, const char*>> m_labels;
};

/// The action "data.import" opens the dialog over @p window.
void registerImport(const Context& context, QWidget* window);

}
