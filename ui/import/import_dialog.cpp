// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_dialog.h"

#include "core/base/task.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "ui/import/import_roles.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>

namespace zvt::ui {

namespace {

constexpr std::array kLevels = {market::BarLevel::Day1, market::BarLevel::Min1, market::BarLevel::Min5,
    market::BarLevel::Min15, market::BarLevel::Min30, market::BarLevel::Hour1, market::BarLevel::Week1,
    market::BarLevel::Month1};

QString toText(std::string_view text)
{
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}

ImportDialog::ImportDialog(const Context& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
{
  setObjectName(QStringLiteral("importDialog"));
  resize(820, 600);
  build();
  m_later.setSingleShot(true);
  m_later.setInterval(200);
  connect(&m_later, &QTimer::timeout, this, [this] { preview(); });
  retranslate();
  setRunning(false);
  m_import->setEnabled(false);
}

void ImportDialog::build()
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 16, 16, 16);
  layout->setSpacing(8);
  auto* form = new QFormLayout;
  form->setLabelAlignment(Qt::AlignRight);
  form->setHorizontalSpacing(8);
  form->setVerticalSpacing(8);
  const auto field = [&](auto* widget, const char* name) {
    widget->setObjectName(QLatin1String(name));
    return widget;
  };
  const auto row = [&](const char* text, std::initializer_list<QWidget*> fields) {
    auto* line = new QHBoxLayout;
    for (QWidget* each : fields)
      line->addWidget(each, qobject_cast<QLineEdit*>(each) ? 1 : 0);
    auto* label = new QLabel(this);
    label->setBuddy(*fields.begin());
    m_labels.emplace_back(label, text);
    form->addRow(label, line);
  };
  m_filesField = field(new QLineEdit(this), "filesField");
  m_filesField->setReadOnly(true);
  m_browse = field(new QPushButton(this), "browseButton");
  m_content = field(new QComboBox(this), "contentCombo");
  m_entity = field(new QLineEdit(this), "entityField");
  m_name = field(new QLineEdit(this), "nameField");
  m_schema = field(new QComboBox(this), "schemaCombo");
  m_level = field(new QComboBox(this), "levelCombo");
  m_unit = field(new QComboBox(this), "unitCombo");
  m_label = field(new QComboBox(this), "labelCombo");
  m_provider = field(new QLineEdit(QStringLiteral("csv"), this), "providerField");
  row(QT_TRANSLATE_NOOP("zvt::ui", "Files"), {m_filesField, m_browse});
  row(QT_TRANSLATE_NOOP("zvt::ui", "Security"), {m_entity, m_name});
  row(QT_TRANSLATE_NOOP("zvt::ui", "Content"), {m_content, m_schema, m_level, m_unit, m_label});
  row(QT_TRANSLATE_NOOP("zvt::ui", "Provider"), {m_provider});
  layout->addLayout(form);
  m_previewHead = new widgets::GroupHead({}, this);
  layout->addWidget(m_previewHead);
  m_table = field(new QTableWidget(this), "previewTable");
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionMode(QAbstractItemView::NoSelection);
  layout->addWidget(m_table, 1);
  m_note = new widgets::Note(widgets::NoteKind::Info, {}, this);
  m_note->setObjectName(QStringLiteral("importNote"));
  layout->addWidget(m_note);
  auto* buttons = new QHBoxLayout;
  m_progress = new QProgressBar(this);
  m_progress->setRange(0, 1000);
  m_progress->setTextVisible(false);
  m_close = field(new QPushButton(this), "closeButton");
  m_import = field(new QPushButton(this), "importButton");
  m_import->setProperty("role", QStringLiteral("primary"));
  m_import->setDefault(true);
  buttons->addWidget(m_progress, 1);
  buttons->addStretch();
  buttons->addWidget(m_close);
  buttons->addWidget(m_import);
  layout->addLayout(buttons);

  const auto later = [this] {
    if (!m_filling)
      m_later.start();
  };
  connect(m_browse, &QPushButton::clicked, this, &ImportDialog::chooseFiles);
  connect(m_entity, &QLineEdit::textEdited, this, [this] { m_entityTouched = true; });
  connect(m_level, &QComboBox::activated, this, [this] { m_levelTouched = true; });
  connect(m_entity, &QLineEdit::textChanged, this, later);
  for (QComboBox* combo : {m_content, m_schema, m_level, m_unit, m_label})
    connect(combo, &QComboBox::currentIndexChanged, this, later);
  connect(m_content, &QComboBox::currentIndexChanged, this, [this] { showFields(); });
  for (QComboBox* combo : {m_content, m_schema})
    connect(combo, &QComboBox::currentIndexChanged, this, [this] { m_mapped = m_mapped && m_filling; });
  connect(m_import, &QPushButton::clicked, this, &ImportDialog::startImport);
  connect(m_close, &QPushButton::clicked, this, &ImportDialog::reject);
  connect(m_context.taskFeed, &TaskFeed::finished, this, &ImportDialog::finishTask);
  connect(m_context.taskFeed, &TaskFeed::changed, this, [this] {
    for (const TaskSnapshot& task : m_context.taskFeed->tasks())
      if (task.id == m_task)
        m_progress->setValue(static_cast<int>(task.progress * 1000));
  });
}

void ImportDialog::chooseFiles()
{
  const FileQuestion question{
      Tr::tr("Files to import"), {}, Tr::tr("Market data (*.csv *.txt *.tsv *.json);;All files (*)"), {}};
  if (const QStringList files = dialogsOf(m_context).openFiles(this, question); !files.isEmpty())
    setFiles(files);
}

void ImportDialog::setFiles(const QStringList& files)
{
  m_files = files;
  m_filesField->setText(files.join(QStringLiteral("; ")));
  // What was found out about the file before says nothing about this one.
  m_mapped = false;
  m_filling = true;
  if (!m_entityTouched)
    m_entity->clear();
  m_filling = false;
  preview();
}

void ImportDialog::setEntity(const QString& text)
{
  m_entityTouched = true;
  m_entity->setText(text);
}

void ImportDialog::setContent(plugin::ImportContent content)
{
  m_content->setCurrentIndex(content == plugin::ImportContent::Bars ? 0 : 1);
}

bool ImportDialog::isReady() const
{
  return m_ready;
}

QString ImportDialog::message() const
{
  return m_note->text();
}

data::ImportOptions ImportDialog::options() const
{
  data::ImportOptions options;
  options.content = m_content->currentIndex() == 1 ? plugin::ImportContent::Actions : plugin::ImportContent::Bars;
  for (const QString& file : m_files)
    options.files.emplace_back(file.toStdString());
  options.entity = m_entity->text().trimmed().toStdString();
  if (options.entity.empty() || m_files.size() > 1)
    options.entitySource = data::EntitySource::FileName;
  options.entityName = m_name->text().trimmed().toStdString();
  options.level = kLevels[static_cast<std::size_t>(qMax(0, m_level->currentIndex()))];
  options.provider = m_provider->text().trimmed().toStdString();
  if (m_unit->currentIndex() > 0)
    options.volumeUnit = m_unit->currentIndex() == 1 ? data::VolumeUnit::Share : data::VolumeUnit::Lot;
  if (m_label->currentIndex() > 0)
    options.label = m_label->currentIndex() == 1 ? data::BarLabel::Start : data::BarLabel::End;
  options.mapping = mapping().toStdString();
  return options;
}

QString ImportDialog::mapping() const
{
  if (!m_mapped)
    return QStringLiteral("auto");
  // Once one column was set by hand, all of them are said.
  QStringList pairs;
  for (int column = 0; column < m_table->columnCount(); ++column)
    if (const auto* combo = qobject_cast<QComboBox*>(m_table->cellWidget(0, column));
        combo && !combo->currentData().toString().isEmpty())
      pairs.append(combo->currentData().toString() + QLatin1Char('=') + QString::number(column + 1));
  pairs += leftOut(pairs);
  return pairs.join(QLatin1Char(','));
}

void ImportDialog::preview()
{
  if (m_files.isEmpty() || m_context.importer == nullptr)
    return;
  m_ready = false;
  m_import->setEnabled(false);
  const unsigned ticket = m_latest.next();
  const std::filesystem::path file = m_files.front().toStdString();
  runAsync(
      m_context.workers->next(), this,
      [importer = m_context.importer, file, records = isRecords(), bars = options(),
          rows = recordOptions()]() -> Result<data::ImportPreview> {
        if (!records)
          return importer->inspect(file, bars);
        return previewOfRecords(*importer, file, rows);
      },
      [this, ticket](Result<data::ImportPreview> found) {
        if (m_latest.isCurrent(ticket))
          showPreview(std::move(found));
      });
}

void ImportDialog::showPreview(Result<data::ImportPreview> found)
{
  const auto& language = widgets::Language::current();
  const bool nameless = !isRecords() && m_entity->text().trimmed().isEmpty() && m_files.size() == 1;
  const QString wanted = Tr::tr("Say which security the rows belong to, e.g. 600000.SH.");
  if (!found) {
    m_table->clear();
    m_table->setColumnCount(0);
    if (nameless && found.error().code.starts_with("import.no_entity"))
      m_note->setNote(widgets::NoteKind::Warning, wanted);
    else
      m_note->setNote(widgets::NoteKind::Error, language.describe(found.error()));
    Q_EMIT previewed();
    return;
  }
  m_filling = true;
  bool readAgain = false;
  if (!m_entityTouched && !found->guessedEntity.empty())
    m_entity->setText(QString::fromStdString(found->guessedEntity));
  if (!m_levelTouched && found->guessedLevel) {
    const auto at = std::find(kLevels.begin(), kLevels.end(), *found->guessedLevel);
    const auto index = static_cast<int>(at - kLevels.begin());
    // Minutes that were read as days look like the same day again and again.
    readAgain = at != kLevels.end() && index != m_level->currentIndex();
    if (readAgain)
      m_level->setCurrentIndex(index);
  }
  fillTable(found->layout);
  m_filling = false;
  if (readAgain) {
    preview();
    return;
  }

  if (!isRecords() && m_entity->text().trimmed().isEmpty() && m_files.size() == 1) {
    m_note->setNote(widgets::NoteKind::Warning, wanted);
  } else if (!found->problems.empty()) {
    QString text = language.describe(found->problems.front().error);
    if (found->problems.size() > 1)
      text += QLatin1Char('\n') + Tr::tr("… and %n more", nullptr, static_cast<int>(found->problems.size()) - 1);
    m_note->setNote(widgets::NoteKind::Error, text);
  } else {
    m_ready = true;
    m_note->setNote(widgets::NoteKind::Ok,
        Tr::tr("%n good rows. Nothing is written before you press Import.", nullptr, static_cast<int>(found->rows)));
  }
  m_import->setEnabled(m_ready);
  Q_EMIT previewed();
}

void ImportDialog::fillTable(const plugin::FileLayout& layout)
{
  const int columns = static_cast<int>(layout.columns.size());
  m_table->clear();
  m_table->setColumnCount(columns);
  m_table->setRowCount(static_cast<int>(layout.preview.size()) + 1);
  QStringList names, lines{QString()};
  for (const plugin::ImportColumn& column : layout.columns)
    names.append(QString::fromStdString(column.name));
  for (const std::uint64_t line : layout.previewLines)
    lines.append(QString::number(line));
  m_table->setHorizontalHeaderLabels(names);
  m_table->setVerticalHeaderLabels(lines);
  for (int column = 0; column < columns; ++column) {
    auto* combo = new QComboBox(m_table);
    combo->setObjectName(QStringLiteral("role%1Combo").arg(column + 1));
    combo->setAccessibleName(Tr::tr("Meaning of column %1").arg(names[column]));
    fillRoles(combo, layout.columns[static_cast<std::size_t>(column)].role);
    connect(combo, &QComboBox::activated, this, [this] {
      m_mapped = true;
      m_later.start();
    });
    m_table->setCellWidget(0, column, combo);
    m_table->setColumnWidth(column, 112);
  }
  for (int row = 0; row < static_cast<int>(layout.preview.size()); ++row) {
    const auto& cells = layout.preview[static_cast<std::size_t>(row)];
    for (int column = 0; column < qMin(columns, static_cast<int>(cells.size())); ++column)
      m_table->setItem(
          row + 1, column, new QTableWidgetItem(QString::fromStdString(cells[static_cast<std::size_t>(column)])));
  }
}

void ImportDialog::fillRoles(QComboBox* combo, const std::string& chosen) const
{
  const auto content = m_content->currentIndex() == 1 ? plugin::ImportContent::Actions : plugin::ImportContent::Bars;
  const storage::RecordSchema* records = schema();
  for (const ImportRole& role : records != nullptr ? recordRoles(*records) : importRoles(content))
    combo->addItem(role.label, role.id);
  combo->setCurrentIndex(qMax(0, combo->findData(QString::fromStdString(chosen))));
}

void ImportDialog::startImport()
{
  if (!m_ready || m_task != 0)
    return;
  setRunning(true);
  m_report = std::make_shared<Result<data::ImportReport>>(data::ImportReport{});
  m_task = m_context.tasks->start("task.import", m_filesField->text().toStdString(), m_context.workers->nextLong(),
      [importer = m_context.importer, records = isRecords(), bars = options(), rows = recordOptions(),
          report = m_report](TaskControl& control) -> Result<void> {
        *report = records ? importOfRecords(*importer, rows, control) : importer->run(bars, control);
        if (!*report)
          return fail(report->error());
        return data::outcome(**report);
      });
}

void ImportDialog::finishTask(const TaskSnapshot& task)
{
  if (task.id != m_task)
    return;
  // A task that was cancelled before it began never came to the importer.
  if (task.state == TaskState::Cancelled && *m_report)
    *m_report = fail("task.cancelled");
  showOutcome(*m_report);
}

void ImportDialog::showOutcome(const Result<data::ImportReport>& report)
{
  m_task = 0;
  setRunning(false);
  const auto& language = widgets::Language::current();
  const Result<void> ended = report ? data::outcome(*report) : Result<void>(fail(report.error()));
  if (!ended) {
    m_note->setNote(widgets::NoteKind::Error, language.describe(ended.error()));
    return;
  }
  m_ready = false;
  m_import->setEnabled(false);
  m_note->setNote(widgets::NoteKind::Ok, Tr::tr("Imported %n rows.", nullptr, static_cast<int>(report->rows)));
  const QString entity = report->series.empty() ? QString() : QString::fromStdString(report->series.front().entityId);
  if (!entity.isEmpty())
    m_context.links->select(LinkColor::A, entity, this);
  Q_EMIT imported(entity);
}

void ImportDialog::setRunning(bool running)
{
  m_progress->setVisible(running);
  m_progress->setValue(0);
  m_import->setEnabled(!running && m_ready);
  m_close->setText(running ? Tr::tr("Cancel") : Tr::tr("Close"));
}

void ImportDialog::reject()
{
  if (m_task != 0) {
    m_context.tasks->cancel(m_task);
    return;
  }
  QDialog::reject();
}

void ImportDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

void ImportDialog::retranslate()
{
  setWindowTitle(Tr::tr("Import files"));
  for (const auto& [label, text] : m_labels)
    label->setText(Tr::tr(text));
  m_browse->setText(Tr::tr("Choose…"));
  m_entity->setPlaceholderText(Tr::tr("Code or id, e.g. 600000.SH"));
  m_name->setPlaceholderText(Tr::tr("Name, if it is new"));
  m_previewHead->setText(Tr::tr("First rows: say what each column is"));
  m_import->setText(Tr::tr("Import"));
  m_close->setText(m_task != 0 ? Tr::tr("Cancel") : Tr::tr("Close"));
  const auto refill = [this](QComboBox* combo, const QStringList& texts) {
    m_filling = true;
    const int chosen = qMax(0, combo->currentIndex());
    combo->clear();
    combo->addItems(texts);
    combo->setCurrentIndex(chosen);
    m_filling = false;
  };
  refill(m_content, {Tr::tr("Bars"), Tr::tr("Corporate actions"), Tr::tr("Records")});
  fillSchemas();
  showFields();
  QStringList levels;
  for (const market::BarLevel level : kLevels)
    levels.append(toText(market::toString(level)));
  refill(m_level, levels);
  refill(m_unit, {Tr::tr("Volume: as the file says"), Tr::tr("Volume in shares"), Tr::tr("Volume in lots (手)")});
  refill(m_label, {Tr::tr("Times: as usual"), Tr::tr("Times name the start"), Tr::tr("Times name the end")});
  const std::initializer_list<std::pair<QWidget*, QString>> names = {{m_filesField, Tr::tr("Files")},
      {m_entity, Tr::tr("Security")}, {m_name, Tr::tr("Name of the security")}, {m_content, Tr::tr("Content")},
      {m_schema, Tr::tr("Kind of records")}, {m_level, Tr::tr("Level")}, {m_unit, Tr::tr("Unit of volume")},
      {m_label, Tr::tr("What times name")}, {m_provider, Tr::tr("Provider")}, {m_table, Tr::tr("First rows")},
      {m_progress, Tr::tr("Progress")}};
  for (const auto& [widget, name] : names)
    widget->setAccessibleName(name);
  if (m_files.isEmpty())
    m_note->setNote(widgets::NoteKind::Info,
        Tr::tr("Choose CSV or JSON files. A file with a bad row is refused as a whole, and the row is named."));
}

void registerImport(const Context& context, QWidget* window)
{
  ActionSpec spec;
  spec.id = QStringLiteral("data.import");
  spec.text = [] { return Tr::tr("&Import files…"); };
  spec.menu = QStringLiteral("data");
  spec.order = 110;
  spec.icon = QStringLiteral("import");
  spec.shortcut = QStringLiteral("Ctrl+I");
  spec.help = [] { return Tr::tr("Bring bars, corporate actions or other records in from CSV or JSON"); };
  spec.run = [context, window](bool) {
    auto* dialog = new ImportDialog(context, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  };
  context.actions->add(std::move(spec));
}

}
