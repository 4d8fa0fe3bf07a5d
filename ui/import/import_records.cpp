// SPDX-License-Identifier: GPL-3.0-or-later
// The import dialog's part for records of any schema.
#include "core/storage/profile.h"
#include "ui/import/import_dialog.h"
#include "ui/import/import_roles.h"
#include "widgets/base/language.h"

#include <QComboBox>
#include <QLineEdit>

namespace zvt::ui {

namespace {

constexpr int kRecordsIndex = 2; // of the content combo

}

void ImportDialog::setSchema(const QString& name)
{
  m_content->setCurrentIndex(kRecordsIndex);
  m_schema->setCurrentIndex(qMax(0, m_schema->findData(name)));
}

bool ImportDialog::isRecords() const
{
  return m_content->currentIndex() == kRecordsIndex;
}

const storage::RecordSchema* ImportDialog::schema() const
{
  return isRecords() && m_context.profile != nullptr
      ? m_context.profile->schemas().find(m_schema->currentData().toString().toStdString())
      : nullptr;
}

void ImportDialog::showFields()
{
  m_schema->setVisible(isRecords());
  for (QWidget* ofBars : std::initializer_list<QWidget*>{m_name, m_level, m_unit, m_label})
    ofBars->setVisible(!isRecords());
}

data::RecordImportOptions ImportDialog::recordOptions() const
{
  data::RecordImportOptions options;
  options.schema = m_schema->currentData().toString().toStdString();
  for (const QString& file : m_files)
    options.files.emplace_back(file.toStdString());
  options.entity = m_entity->text().trimmed().toStdString();
  if (m_provider->isModified()) // else the file's own column, if it has one
    options.provider = m_provider->text().trimmed().toStdString();
  options.mapping = mapping().toStdString();
  return options;
}

void ImportDialog::fillSchemas()
{
  if (m_context.profile == nullptr)
    return;
  const std::string language = widgets::Language::current().code().toStdString();
  const QVariant chosen = m_schema->currentData();
  m_filling = true;
  m_schema->clear();
  for (const storage::RecordSchema* each : m_context.profile->schemas().all()) {
    if (data::checkImportable(*each))
      m_schema->addItem(
          QString::fromStdString(each->label.in(language) + " · " + each->name), QString::fromStdString(each->name));
  }
  m_schema->setCurrentIndex(qMax(0, m_schema->findData(chosen)));
  m_filling = false;
}

QStringList ImportDialog::leftOut(const QStringList& pairs) const
{
  QStringList left;
  const storage::RecordSchema* records = schema();
  if (records == nullptr)
    return left;
  for (const storage::ColumnSchema& column : records->columns) {
    const QString start = QString::fromStdString(column.name) + QLatin1Char('=');
    if (std::none_of(pairs.begin(), pairs.end(), [&](const QString& pair) { return pair.startsWith(start); }))
      left.append(start);
  }
  return left;
}

Result<data::ImportPreview> previewOfRecords(
    const data::ImportService& importer, const std::filesystem::path& file, const data::RecordImportOptions& options)
{
  ZVT_TRY(data::RecordPreview records, importer.inspectRecords(file, options));
  data::ImportPreview preview;
  preview.layout = std::move(records.layout);
  preview.rows = records.file.rows;
  preview.problems = std::move(records.problems);
  return preview;
}

Result<data::ImportReport> importOfRecords(
    data::ImportService& importer, const data::RecordImportOptions& options, TaskControl& control)
{
  ZVT_TRY(data::RecordImportReport records, importer.runRecords(options, control));
  data::ImportReport report;
  report.rows = records.rows;
  report.problems = std::move(records.problems);
  report.moreProblems = records.moreProblems;
  return report;
}

}
