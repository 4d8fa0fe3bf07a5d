// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/record_source.h"
#include "ui/data/record_table_model.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"

#include <QTimer>

#include <functional>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace zvt::widgets {
class DataTable;
class Note;
class SegmentedControl;
}

namespace zvt::ui {

class PageBar;
class PanelRegistry;
class Presenter;
class SchemaList;

/// Everything stored, by schema: filtered by a condition, sorted by any column, a page at a time, so that millions of
/// rows cost what a page costs. Where each row comes from is in its tool tip. Bars are those of the linked security.
class RecordBrowserPanel : public Panel {
  Q_OBJECT

public:
  explicit RecordBrowserPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  void showSchema(const QString& schema);
  void setFilter(const QString& condition);
  void showPage(qint64 page);
  [[nodiscard]] const RecordTableModel& model() const { return m_model; }

Q_SIGNALS:
  void loaded();
  /// The filter is not one: its sentence.
  void refused(const QString& sentence);

protected:
  void retranslate() override;

private:
  void buildHead(QLayout* layout);
  void reload();
  void load();
  void showRows(RecordRows rows, qint64 page, qint64 micros);
  void refuse(const Error& error);
  void showBarTools();
  void exportRows();
  [[nodiscard]] bool isBars() const;
  [[nodiscard]] Result<RecordRequest> request() const;

  Context m_context;
  Presenter* m_presenter;
  RecordTableModel m_model;
  QString m_schema;
  storage::RecordOrder m_order;
  qint64 m_page = 0;
  std::optional<std::int64_t> m_total;
  std::map<qint64, storage::RecordCursor> m_starts; ///< where pages that were met begin
  QTimer m_typing; ///< a condition is tried once typing rests
  QString m_columnsOf; ///< the schema whose widths are set
  SchemaList* m_schemas = nullptr;
  QLineEdit* m_filter = nullptr;
  QToolButton* m_onlyLinked = nullptr;
  QComboBox* m_level = nullptr;
  widgets::SegmentedControl* m_adjust = nullptr;
  widgets::Note* m_note = nullptr;
  widgets::DataTable* m_table = nullptr;
  PageBar* m_pages = nullptr;
  QAction* m_export = nullptr;
  QAction* m_refresh = nullptr;
};

void registerRecordBrowserPanel(PanelRegistry& registry);

}
