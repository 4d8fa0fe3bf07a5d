// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_manager_panel.h"

#include "core/data/quarantine.h"
#include "core/storage/profile.h"
#include "core/storage/storage_use.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "ui/data/data_hub.h"
#include "ui/data/record_text.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QGridLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QStorageInfo>

#include <algorithm>

namespace zvt::ui {

namespace {

enum PageIndex { CoveragePage, RecordsPage, QualityPage, LineagePage, TasksPage, ImportPage, StoragePage };

constexpr int kNoteWidth = 72;

/// What can be counted off the GUI thread.
struct Counts {
  std::int64_t open = 0; ///< findings that nobody decided
  std::int64_t bytes = 0; ///< of the profile
};

}

DataManagerPanel::DataManagerPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_presenter(new Presenter(context, this, [this] { load(); }))
    , m_pages(std::make_shared<std::vector<Page>>(std::vector<Page>{
          {QStringLiteral("window.panel.coverage"), QStringLiteral("coverage"), [] { return Tr::tr("Coverage"); }, {}},
          {QStringLiteral("window.panel.records"), QStringLiteral("columns"), [] { return Tr::tr("Browse records"); },
              {}},
          {QStringLiteral("window.panel.quarantine"), QStringLiteral("quarantine"), [] { return Tr::tr("Quality"); },
              {}},
          {QStringLiteral("window.panel.runs"), QStringLiteral("trace"), [] { return Tr::tr("Lineage"); }, {}},
          {QStringLiteral("window.panel.tasks"), QStringLiteral("tasks"), [] { return Tr::tr("Tasks"); }, {}},
          {QStringLiteral("data.import"), QStringLiteral("import"), [] { return Tr::tr("Import files…"); }, {}},
          {QStringLiteral("window.panel.storage"), QStringLiteral("database"), [] { return Tr::tr("Storage"); }, {}},
      }))
{
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_table = new widgets::DataTable(content);
  m_table->setObjectName(QStringLiteral("dataManagerTable"));
  m_table->setModel(&m_model);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->horizontalHeader()->hide();
  m_table->setFlexible(false);
  m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_table->setShowGrid(false);
  m_table->verticalHeader()->setDefaultSectionSize(26);
  column->addWidget(m_table, 1);
  column->addWidget(makeFoot());
  setContent(content);
  const auto open = [this](const QModelIndex& index) {
    if (!index.isValid())
      return;
    if (QAction* action = m_context.actions->action((*m_pages)[static_cast<std::size_t>(index.row())].action))
      action->trigger();
  };
  connect(m_table, &QAbstractItemView::clicked, this, open);
  connect(m_table, &widgets::DataTable::rowActivated, this, open);
  connect(m_context.dataHub, &DataHub::dataChanged, m_presenter, &Presenter::touch);
  connect(m_context.dataHub, &DataHub::coverageChanged, this, &DataManagerPanel::fill);
  connect(m_context.taskFeed, &TaskFeed::changed, this, &DataManagerPanel::fill);
  connect(&m_second, &QTimer::timeout, this, &DataManagerPanel::showDisk);
  m_second.start(1000);
  retranslate();
  m_presenter->setQuiet(true); // its pages are there in any case
  m_presenter->reload();
}

QWidget* DataManagerPanel::makeFoot()
{
  auto* foot = new QWidget(this);
  foot->setProperty("surface", QStringLiteral("bar"));
  auto* grid = new QGridLayout(foot);
  grid->setContentsMargins(8, 8, 8, 8);
  grid->setVerticalSpacing(4);
  const auto label = [&](widgets::TextTone tone) { return (new widgets::TextLabel({}, foot))->setTone(tone); };
  m_diskHead = label(widgets::TextTone::Secondary);
  m_disk = label(widgets::TextTone::Primary);
  m_disk->setAlignment(Qt::AlignRight);
  m_diskBar = new QProgressBar(foot);
  m_diskBar->setTextVisible(false);
  m_diskBar->setRange(0, 1000);
  m_diskBar->setFixedHeight(6);
  m_lagHead = label(widgets::TextTone::Secondary);
  m_lag = label(widgets::TextTone::Primary);
  m_lag->setAlignment(Qt::AlignRight);
  grid->addWidget(m_diskHead, 0, 0);
  grid->addWidget(m_disk, 0, 1);
  grid->addWidget(m_diskBar, 1, 0, 1, 2);
  grid->addWidget(m_lagHead, 2, 0);
  grid->addWidget(m_lag, 2, 1);
  return foot;
}

QString DataManagerPanel::title() const
{
  return Tr::tr("Data manager");
}

void DataManagerPanel::load()
{
  m_presenter->read(
      [quarantine = m_context.quarantine, files = m_context.files, folder = m_context.profileFolder](
          TaskControl&) -> Result<Counts> {
        Counts counts;
        if (quarantine != nullptr) {
          data::QuarantineFilter filter;
          filter.state = data::QuarantineState::Open;
          counts.open = quarantine->count(filter).value_or(0);
        }
        counts.bytes = storage::profileSize(folder, *files).value_or(0);
        return counts;
      },
      [this](const Counts& counts) {
        (*m_pages)[QualityPage].note = counts.open == 0 ? QString() : QString::number(counts.open);
        (*m_pages)[StoragePage].note = sizeText(counts.bytes);
        fill();
      });
}

void DataManagerPanel::fill()
{
  if (const auto& report = m_context.dataHub->coverage())
    (*m_pages)[CoveragePage].note = QString::number(report->bars.size() + report->records.size());
  const int running = m_context.taskFeed->runningCount();
  (*m_pages)[TasksPage].note = running == 0 ? QString() : Tr::tr("%n running", nullptr, running);
  const auto pages = m_pages;
  m_model.setContent({{[] { return Tr::tr("Page"); }, false, 120,
                          [pages](std::size_t row) {
                            widgets::TableCell cell{(*pages)[row].text(), {}, widgets::CellTone::Neutral, {}};
                            cell.icon = (*pages)[row].icon;
                            return cell;
                          }},
                         {[] { return QString(); }, true, 60,
                             [pages](std::size_t row) {
                               return widgets::TableCell{(*pages)[row].note, {}, widgets::CellTone::Secondary, {}};
                             }}},
      pages->size());
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Fixed);
  m_table->setColumnWidth(1, kNoteWidth);
  m_table->clearSpans();
  for (std::size_t row = 0; row < pages->size(); ++row)
    if ((*pages)[row].note.isEmpty()) // a name without a note may take its room
      m_table->setSpan(static_cast<int>(row), 0, 1, 2);
  showDisk();
}

void DataManagerPanel::showDisk()
{
  const QStorageInfo disk(QString::fromStdString(m_context.profileFolder.string()));
  if (disk.isValid() && disk.bytesTotal() > 0) {
    const qint64 used = disk.bytesTotal() - disk.bytesAvailable();
    m_disk->setText(QStringLiteral("%1 / %2").arg(sizeText(used), sizeText(disk.bytesTotal())));
    m_diskBar->setValue(static_cast<int>(1000.0 * static_cast<double>(used) / static_cast<double>(disk.bytesTotal())));
  }
  m_lag->setText(Tr::tr("%1 ms").arg(m_context.profile->marketLag().oldest.micros / 1000));
}

void DataManagerPanel::retranslate()
{
  if (m_lag == nullptr)
    return;
  m_table->setAccessibleName(Tr::tr("Pages"));
  m_diskHead->setText(Tr::tr("Disk"));
  m_diskBar->setAccessibleName(Tr::tr("Disk"));
  m_lagHead->setText(Tr::tr("Writer behind"));
  fill();
  Q_EMIT titleChanged();
}

void registerDataManagerPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("dataManager");
  spec.title = [] { return Tr::tr("Data manager"); };
  spec.icon = QStringLiteral("database");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Left, 0, 190, 1, false}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new DataManagerPanel(context, parent); };
  registry.add(std::move(spec));
}

}
