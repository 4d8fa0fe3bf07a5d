// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/storage_panel.h"

#include "core/base/file_system.h"
#include "core/storage/profile.h"
#include "core/storage/restore_request.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "ui/data/data_hub.h"
#include "ui/data/record_text.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/table/data_table.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStorageInfo>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::TableCell;

constexpr std::int64_t kSmallTable = 65'536; // bytes

/// What a table of market.db holds, in words.
QString useText(const std::string& table, const storage::SchemaRegistry& schemas)
{
  if (table == "bar_chunk")
    return QCoreApplication::translate("zvt::ui", "Bars by security");
  if (table == "bar_day")
    return QCoreApplication::translate("zvt::ui", "Daily bars by day");
  if (table == "bar_tail")
    return QCoreApplication::translate("zvt::ui", "Newest bars");
  if (table == "bar_series" || table == "bar_day_stale")
    return QCoreApplication::translate("zvt::ui", "Directory of bars");
  const storage::RecordSchema* schema = schemas.find(table);
  return schema == nullptr
      ? QString::fromStdString(table)
      : QString::fromStdString(schema->label.in(widgets::Language::current().code().toStdString()));
}

}

StoragePanel::StoragePanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_presenter(new Presenter(context, this, [this] { load(); }))
{
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_tiles = new widgets::MetricTiles(content);
  column->addWidget(m_tiles);
  m_note = new widgets::Note(widgets::NoteKind::Info, {}, content);
  m_note->hide();
  column->addWidget(m_note);
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(8, 6, 8, 6);
  buttons->setSpacing(8);
  const auto add = [&](const char* name, const char* icon) {
    auto* button = new QPushButton(widgets::icon(QLatin1String(icon)), {}, content);
    button->setObjectName(QLatin1String(name));
    buttons->addWidget(button);
    return button;
  };
  m_backUp = add("backUpButton", "save");
  m_verify = add("verifyButton", "shield");
  m_restore = add("restoreButton", "undo");
  buttons->addStretch(1);
  column->addLayout(buttons);
  column->addWidget(makeTables(), 1);
  setContent(content);
  connect(m_backUp, &QPushButton::clicked, this, &StoragePanel::backUp);
  connect(m_verify, &QPushButton::clicked, this, &StoragePanel::verify);
  connect(m_restore, &QPushButton::clicked, this, &StoragePanel::restore);
  connect(m_context.dataHub, &DataHub::dataChanged, m_presenter, &Presenter::touch);
  connect(m_context.taskFeed, &TaskFeed::finished, this, [this](const TaskSnapshot& task) {
    if (task.id == m_task && m_taskDone)
      std::exchange(m_taskDone, {})();
  });
  retranslate();
  m_presenter->reload();
}

QWidget* StoragePanel::makeTables()
{
  auto* split = new QSplitter(Qt::Horizontal, this);
  const auto add = [&](widgets::GroupHead*& head, widgets::DataTable*& table, const char* name,
                       QAbstractItemModel* model, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(8, 0, 8, 8);
    head = new widgets::GroupHead({}, box);
    table = new widgets::DataTable(box);
    table->setObjectName(QLatin1String(name));
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(head);
    column->addWidget(table, 1);
    return box;
  };
  split->addWidget(add(m_useHead, m_useTable, "storageUseTable", &m_use, split));
  auto* right = new QSplitter(Qt::Vertical, split);
  right->addWidget(add(m_backupHead, m_backupTable, "backupTable", &m_backups, right));
  right->addWidget(add(m_findingHead, m_findingTable, "findingTable", &m_findings, right));
  split->addWidget(right);
  split->setSizes({520, 620});
  connect(m_backupTable, &widgets::DataTable::currentRowChanged, this,
      [this](const QModelIndex& index) { m_restore->setEnabled(index.isValid()); });
  return split;
}

QString StoragePanel::title() const
{
  return Tr::tr("Storage");
}

QString StoragePanel::subtitle() const
{
  return m_picture ? sizeText(m_picture->use.total()) : QString();
}

void StoragePanel::load()
{
  m_presenter->read(
      [folder = m_context.profileFolder, files = m_context.files](TaskControl&) -> Result<Picture> {
        Picture picture;
        ZVT_TRY(picture.use, storage::storageUse(folder, *files));
        if (files->exists(folder / "backups")) {
          ZVT_TRY(picture.backups, storage::listBackups(folder / "backups", *files));
        }
        picture.waiting = storage::requestedRestore(folder, *files);
        return picture;
      },
      [this](Picture picture) { showPicture(std::move(picture)); });
}

void StoragePanel::showPicture(Picture picture)
{
  m_picture = std::make_shared<const Picture>(std::move(picture));
  showTiles();
  showTables();
  showFindings();
  const auto& waiting = m_picture->waiting;
  m_note->setVisible(waiting.has_value());
  if (waiting)
    m_note->setNote(widgets::NoteKind::Warning,
        Tr::tr("%1 is restored at the next start.").arg(QString::fromStdString(waiting->filename().string())));
  Q_EMIT titleChanged();
  Q_EMIT loaded();
}

void StoragePanel::showTiles()
{
  if (!m_picture)
    return;
  const storage::StorageUse& use = m_picture->use;
  const QStorageInfo disk(QString::fromStdString(m_context.profileFolder.string()));
  const QString missing(widgets::kMissing);
  QString integrity = missing, integrityNote = Tr::tr("not checked in this window");
  if (m_report) {
    integrity = m_report->isSound() ? Tr::tr("sound")
                                    : Tr::tr("%n damage(s)", nullptr, static_cast<int>(m_report->findings.size()));
    integrityNote.clear();
  }
  QString backup = missing, backupNote = Tr::tr("none in the profile");
  const TimeZone zone = TimeZone::find("Asia/Shanghai").value_or(TimeZone::utc());
  if (!m_picture->backups.empty()) {
    backup = timeText(m_picture->backups.front().manifest.created, zone).left(16);
    backupNote = sizeText(static_cast<std::int64_t>(m_picture->backups.front().manifest.size()));
  }
  m_tiles->setTiles({
      {Tr::tr("Market data"), sizeText(use.market), Tr::tr("%1 free inside").arg(sizeText(use.marketFree)), 0,
          QStringLiteral("market.db")},
      {Tr::tr("Ledger"), sizeText(use.ledger), Tr::tr("orders and accounts"), 0, QStringLiteral("ledger.db")},
      {Tr::tr("Backups"), sizeText(use.backups), {}, 0, {}},
      {Tr::tr("Others"), sizeText(use.others), Tr::tr("settings, logs, reports"), 0, {}},
      {Tr::tr("Free on disk"), disk.isValid() ? sizeText(disk.bytesAvailable()) : missing,
          disk.isValid() ? Tr::tr("of %1").arg(sizeText(disk.bytesTotal())) : QString(), 0, {}},
      {Tr::tr("Writer behind"), Tr::tr("%1 ms").arg(m_context.profile->marketLag().oldest.micros / 1000),
          Tr::tr("%n piece(s) wait", nullptr, static_cast<int>(m_context.profile->marketLag().queued)), 0, {}},
      {Tr::tr("Integrity"), integrity, integrityNote, m_report && !m_report->isSound() ? -1 : 0, {}},
      {Tr::tr("Last backup"), backup, backupNote, 0, {}},
  });
}

void StoragePanel::showTables()
{
  const auto picture = m_picture;
  if (!picture)
    return;
  const auto* schemas = &m_context.profile->schemas();
  // Tables without rows take a page each; together they are one line.
  auto tables = std::make_shared<std::vector<storage::TableUse>>();
  std::int64_t all = 0, small = 0;
  int smallCount = 0;
  for (const storage::TableUse& table : picture->use.tables) {
    all += table.bytes;
    if (table.bytes > kSmallTable) {
      tables->push_back(table);
    } else {
      small += table.bytes;
      ++smallCount;
    }
  }
  if (smallCount > 0)
    tables->push_back({{}, small});
  m_use.setContent({{[] { return Tr::tr("What"); }, false, 170,
                        [tables, schemas, smallCount](std::size_t row) {
                          const std::string& name = (*tables)[row].name;
                          return name.empty()
                              ? TableCell{Tr::tr("%n small table(s)", nullptr, smallCount), {}, CellTone::Muted, {}}
                              : TableCell{useText(name, *schemas), {}, CellTone::Neutral, QString::fromStdString(name)};
                        }},
                       {[] { return Tr::tr("Size"); }, true, 80,
                           [tables](std::size_t row) {
                             const std::int64_t bytes = (*tables)[row].bytes;
                             return TableCell{sizeText(bytes), qlonglong(bytes), CellTone::Neutral, {}};
                           }},
                       {[] { return Tr::tr("Share"); }, true, 110,
                           [tables, all](std::size_t row) {
                             const double share = all == 0 ? 0 : double((*tables)[row].bytes) / double(all);
                             TableCell cell{widgets::formatPercent(share, 1), share, CellTone::Secondary, {}};
                             cell.bar = share;
                             return cell;
                           }}},
      tables->size());
  m_backups.setContent(
      {{[] { return Tr::tr("When"); }, false, 140,
           [picture](std::size_t row) {
             const TimeZone zone = TimeZone::find("Asia/Shanghai").value_or(TimeZone::utc());
             return TableCell{timeText(picture->backups[row].manifest.created, zone).left(19), {}, CellTone::Neutral,
                 QString::fromStdString(picture->backups[row].folder.string())};
           }},
          {[] { return Tr::tr("Size"); }, true, 80,
              [picture](std::size_t row) {
                return TableCell{sizeText(static_cast<std::int64_t>(picture->backups[row].manifest.size())), {},
                    CellTone::Neutral, {}};
              }},
          {[] { return Tr::tr("Program"); }, false, 120,
              [picture](std::size_t row) {
                return TableCell{
                    QString::fromStdString(picture->backups[row].manifest.program), {}, CellTone::Secondary, {}};
              }}},
      picture->backups.size());
  for (auto [table, model] : {std::pair{m_useTable, &m_use}, std::pair{m_backupTable, &m_backups}})
    for (std::size_t i = 0; i < model->columns().size(); ++i)
      table->setColumnWidth(static_cast<int>(i), model->columns()[i].width);
  m_restore->setEnabled(m_backupTable->currentIndex().isValid());
}

void StoragePanel::showFindings()
{
  const auto report = m_report;
  m_findingHead->parentWidget()->setVisible(report != nullptr);
  if (!report)
    return;
  const auto described = [](const storage::VerifyFinding& finding) {
    return widgets::Language::current().describe(finding.error);
  };
  m_findings.setContent({{[] { return Tr::tr("Where"); }, false, 110,
                             [report](std::size_t row) {
                               const storage::VerifyFinding& finding = report->findings[row];
                               TableCell cell{widgets::Language::current().text(
                                                  "storage.area." + std::string(storage::toString(finding.area))),
                                   {}, finding.isLoss ? CellTone::Error : CellTone::Secondary, {}};
                               cell.icon = finding.isLoss ? QStringLiteral("blocked") : QStringLiteral("info");
                               return cell;
                             }},
                            {[] { return Tr::tr("What"); }, false, 420,
                                [report, described](std::size_t row) {
                                  const QString text = described(report->findings[row]);
                                  return TableCell{text, {}, CellTone::Neutral, text};
                                }}},
      report->findings.size());
  m_findingTable->setColumnWidth(0, 130);
}

void StoragePanel::backUp()
{
  const FileQuestion question{
      Tr::tr("Folder for the backup"), QString::fromStdString((m_context.profileFolder / "backups").string()), {}, {}};
  const QString folder = dialogsOf(m_context).chooseFolder(this, question);
  if (folder.isEmpty())
    return;
  m_taskDone = [this] {
    m_presenter->reload();
    Q_EMIT backedUp();
  };
  storage::BackupOptions options;
  options.profile = m_context.profileFolder;
  options.target = folder.toStdString();
  options.program = "zvt-workstation";
  m_task = m_context.tasks->start("task.backup", folder.toStdString(), m_context.workers->nextLong(),
      [options, clock = m_context.clock, files = m_context.files](TaskControl& control) -> Result<void> {
        ZVT_TRY_VOID(storage::backUp(options, *clock, *files, control));
        return {};
      });
}

void StoragePanel::verify()
{
  auto report = std::make_shared<storage::VerifyReport>();
  m_taskDone = [this, report] {
    if (!report->counts.empty())
      m_report = report;
    showTiles();
    showFindings();
    Q_EMIT verified();
  };
  storage::VerifyOptions options;
  options.profile = m_context.profileFolder;
  m_task = m_context.tasks->start("task.verify", {}, m_context.workers->nextLong(),
      [options, report, files = m_context.files](TaskControl& control) -> Result<void> {
        ZVT_TRY(*report, storage::verifyProfile(options, *files, control));
        return {};
      });
}

void StoragePanel::restore()
{
  const QModelIndex index = m_backupTable->currentIndex();
  if (!index.isValid() || !m_picture)
    return;
  const std::filesystem::path backup = m_picture->backups[static_cast<std::size_t>(index.row())].folder;
  const QString text =
      Tr::tr("At the next start the profile becomes what it was in %1. What is there now is kept in the "
             "profile's backups.")
          .arg(QString::fromStdString(backup.filename().string()));
  if (!dialogsOf(m_context).confirm(this, Tr::tr("Restore a backup"), text, Tr::tr("Restore"), true))
    return;
  m_taskDone = [this] { m_presenter->reload(); };
  m_task = m_context.tasks->start("task.restore", backup.filename().string(), m_context.workers->nextLong(),
      [backup, profile = m_context.profileFolder, files = m_context.files](TaskControl& control) -> Result<void> {
        ZVT_TRY_VOID(storage::verifyBackup(backup, *files, control));
        return storage::requestRestore(profile, backup, *files);
      });
}

void StoragePanel::retranslate()
{
  if (m_findingHead == nullptr)
    return;
  m_backUp->setText(Tr::tr("Back up…"));
  m_backUp->setToolTip(Tr::tr("Copies everything while work goes on, and checks the copy"));
  m_verify->setText(Tr::tr("Check integrity"));
  m_verify->setToolTip(Tr::tr("Reads every page and every chunk and compares the checksums"));
  m_restore->setText(Tr::tr("Restore at the next start…"));
  m_useHead->setText(Tr::tr("Space by data set"));
  m_backupHead->setText(Tr::tr("Backups in the profile"));
  m_findingHead->setText(Tr::tr("What the check found"));
  m_useTable->setAccessibleName(m_useHead->text());
  m_backupTable->setAccessibleName(m_backupHead->text());
  m_findingTable->setAccessibleName(m_findingHead->text());
  m_use.retranslate();
  m_backups.retranslate();
  showTiles();
  showFindings();
  Q_EMIT titleChanged();
}

void registerStoragePanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("storage");
  spec.title = [] { return Tr::tr("Storage"); };
  spec.icon = QStringLiteral("save");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Centre, 4, 560, 3, true}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new StoragePanel(context, parent); };
  registry.add(std::move(spec));
}

}
