// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/panel_export.h"

#include "core/base/file_system.h"
#include "core/base/text.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QBuffer>
#include <QHeaderView>
#include <QPixmap>
#include <QTableView>
#include <QTreeView>

#include <algorithm>
#include <filesystem>

namespace zvt::ui {

namespace {

const QHeaderView* headerOf(const QAbstractItemView& view)
{
  if (const auto* table = qobject_cast<const QTableView*>(&view))
    return table->horizontalHeader();
  if (const auto* tree = qobject_cast<const QTreeView*>(&view))
    return tree->header();
  return nullptr;
}

/// Logical columns as they are shown, from the left.
std::vector<int> shownColumns(const QAbstractItemView& view)
{
  std::vector<int> columns;
  const QHeaderView* header = headerOf(view);
  if (!header)
    return {0};
  for (int visual = 0; visual < header->count(); ++visual)
    if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
      columns.push_back(column);
  return columns;
}

std::vector<int> rowsOf(const QAbstractItemView& view, bool onlyChosen)
{
  std::vector<int> rows;
  if (!onlyChosen) {
    rows.resize(static_cast<std::size_t>(view.model()->rowCount(view.rootIndex())));
    for (std::size_t row = 0; row < rows.size(); ++row)
      rows[row] = static_cast<int>(row);
    return rows;
  }
  const QModelIndexList chosen = view.selectionModel()->selectedIndexes();
  for (const QModelIndex& index : chosen)
    rows.push_back(index.row());
  std::ranges::sort(rows);
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

FileQuestion questionOf(const Panel& panel, ExportFormat format)
{
  const QString name = exportName(panel);
  if (format == ExportFormat::Csv)
    return {Tr::tr("Export the table"), name + QStringLiteral(".csv"), Tr::tr("Table") + QStringLiteral(" (*.csv)"),
        QStringLiteral("csv")};
  return {Tr::tr("Save the picture"), name + QStringLiteral(".png"), Tr::tr("Picture") + QStringLiteral(" (*.png)"),
      QStringLiteral("png")};
}

std::string toPng(const QImage& image)
{
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes.toStdString();
}

}

QString exportName(const Panel& panel)
{
  QString name = panel.title();
  if (const QString more = panel.subtitle(); !more.isEmpty())
    name += u' ' + more;
  // Letters of any language may name a file; what a path means something by may not.
  for (QChar& c : name)
    if (!c.isLetterOrNumber() && c != u'-' && c != u'.')
      c = u'_';
  return name;
}

const QAbstractItemView* tableInView(const QWidget* content)
{
  if (!content)
    return nullptr;
  if (const auto* itself = qobject_cast<const QAbstractItemView*>(content))
    return itself;
  const QAbstractItemView* largest = nullptr;
  const auto area = [](const QAbstractItemView* view) { return view->width() * view->height(); };
  const auto views = content->findChildren<QAbstractItemView*>();
  for (const QAbstractItemView* view : views) {
    // The list of a combo box is an item view, too.
    if (!view->model() || !view->isVisibleTo(content) || qobject_cast<const QHeaderView*>(view))
      continue;
    if (view->hasFocus())
      return view;
    if (!largest || area(view) > area(largest))
      largest = view;
  }
  return largest;
}

PanelTable tableOf(const QAbstractItemView& view, bool onlyChosen)
{
  PanelTable table;
  if (!view.model())
    return table;
  const std::vector<int> columns = shownColumns(view);
  for (const int column : columns)
    table.header.append(view.model()->headerData(column, Qt::Horizontal).toString());
  for (const int row : rowsOf(view, onlyChosen)) {
    QStringList cells;
    for (const int column : columns)
      cells.append(view.model()->index(row, column, view.rootIndex()).data().toString());
    table.rows.push_back(std::move(cells));
  }
  return table;
}

QString toText(const PanelTable& table)
{
  if (table.rows.empty())
    return {};
  QStringList lines{table.header.join(u'\t')};
  for (const QStringList& row : table.rows)
    lines.append(row.join(u'\t'));
  return lines.join(u'\n');
}

std::string toCsv(const PanelTable& table)
{
  std::string text = "\xEF\xBB\xBF";
  const auto add = [&text](const QStringList& cells) {
    for (qsizetype i = 0; i < cells.size(); ++i) {
      if (i > 0)
        text += ',';
      text += csvField(cells[i].toStdString());
    }
    text += "\r\n";
  };
  add(table.header);
  for (const QStringList& row : table.rows)
    add(row);
  return text;
}

void writeExport(Panel& panel, const Context& context, const QString& file, std::function<std::string()> form)
{
  const auto finish = [&panel, file, context](const Result<void>& written) {
    const QString problem = written ? QString() : widgets::Language::current().describe(written.error());
    notify(context, &panel, written ? widgets::NoteKind::Ok : widgets::NoteKind::Error,
        written ? Tr::tr("Written to %1").arg(file) : problem);
    Q_EMIT panel.exported(file, problem);
  };
  runAsync(
      context.workers->next(), &panel,
      [files = context.files, path = std::filesystem::path(file.toStdU16String()), form = std::move(form)] {
        return files->writeAtomically(path, form());
      },
      finish);
}

void exportPanel(Panel& panel, ExportFormat format, const Context& context)
{
  const QString file = dialogsOf(context).saveFile(&panel, questionOf(panel, format));
  if (file.isEmpty())
    return;
  // What is shown is taken here and now; forming it to text or picture, and writing, is for the worker.
  if (format == ExportFormat::Csv)
    writeExport(panel, context, file, [table = panel.exportTable()] { return toCsv(table); });
  else
    writeExport(panel, context, file, [picture = panel.grab().toImage()] { return toPng(picture); });
}

}
