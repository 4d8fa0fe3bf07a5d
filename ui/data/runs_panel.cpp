// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/runs_panel.h"

#include "core/market/exchange.h"
#include "core/storage/profile.h"
#include "core/storage/run_store.h"
#include "ui/data/data_hub.h"
#include "ui/data/record_text.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSplitter>

#include <algorithm>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::TableCell;

constexpr std::int64_t kMostRuns = 2'000;
constexpr int kProvider = 5, kRefused = 7; ///< columns

TimeZone zoneOf(const Context& context)
{
  return context.calendar ? context.calendar->zone() : TimeZone::utc();
}

QString kindText(const storage::DataRun& run)
{
  return widgets::Language::current().text("lineage.kind." + run.kind);
}

QString dataText(const storage::DataRun& run)
{
  QString text = QString::fromStdString(run.schema);
  if (!run.level.empty())
    text += QStringLiteral(" ") + QString::fromStdString(run.level);
  return text;
}

}

RunsPanel::RunsPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_runs(std::make_shared<const Runs>())
    , m_table(new widgets::DataTable(this))
    , m_detail(new QPlainTextEdit(this))
    , m_presenter(new Presenter(context, this, [this] { reload(); }))
{
  m_table->setObjectName(QStringLiteral("runTable"));
  m_table->setModel(&m_model);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_detail->setObjectName(QStringLiteral("runDetail"));
  m_detail->setReadOnly(true);
  m_detail->setFrameShape(QFrame::NoFrame);
  m_detail->setFont(widgets::Theme::current().font(widgets::FontRole::Mono));
  auto* split = new QSplitter(Qt::Vertical, this);
  split->addWidget(m_table);
  split->addWidget(m_detail);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 1);
  setContent(split);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this] { showDetail(); });
  connect(m_context.dataHub, &DataHub::runChosen, this, [this] {
    m_shown = 0;
    showChosen();
  });
  connect(m_context.dataHub, &DataHub::dataChanged, m_presenter, &Presenter::touch);
  retranslate();
  m_presenter->reload();
}

QString RunsPanel::title() const
{
  return Tr::tr("Lineage");
}

void RunsPanel::reload()
{
  m_presenter->read(
      [profile = m_context.profile](TaskControl&) {
        storage::RunQuery query;
        query.limit = kMostRuns;
        return profile->runs().list(query);
      },
      [this](Runs runs) { showRuns(std::move(runs)); });
}

void RunsPanel::showRuns(Runs loadedRuns)
{
  m_runs = std::make_shared<const Runs>(std::move(loadedRuns));
  const auto runs = m_runs;
  const auto add = [&](QString (*heading)(), bool isNumber, int width, auto cell) {
    return widgets::TableColumn{
        heading, isNumber, width, [runs, cell](std::size_t row) -> TableCell { return cell((*runs)[row]); }};
  };
  using Run = storage::DataRun;
  const bool isFirst = m_model.columns().empty();
  const auto plain = [](const QString& text, CellTone tone = CellTone::Neutral) {
    return TableCell{text, {}, tone, text};
  };
  m_model.setContent(
      {add([] { return Tr::tr("Run"); }, true, 36,
           [plain](const Run& run) { return plain(QString::number(run.id), CellTone::Muted); }),
          add([] { return Tr::tr("When"); }, false, 112,
              [this, plain](const Run& run) {
                return plain(timeText(run.finished, zoneOf(m_context)).left(16), CellTone::Secondary);
              }),
          add([] { return Tr::tr("Kind"); }, false, 84, [plain](const Run& run) { return plain(kindText(run)); }),
          add([] { return Tr::tr("Data"); }, false, 110, [plain](const Run& run) { return plain(dataText(run)); }),
          add([] { return Tr::tr("Security"); }, false, 70,
              [this, plain](const Run& run) {
                return run.entityId.empty() ? TableCell{} : plain(nameOf(m_context, run.entityId));
              }),
          add([] { return Tr::tr("Provider"); }, false, 66,
              [plain](const Run& run) { return plain(QString::fromStdString(run.provider)); }),
          add([] { return Tr::tr("Rows"); }, true, 58,
              [](const Run& run) {
                return TableCell{
                    widgets::formatNumber(double(run.rows), 0), qlonglong(run.rows), CellTone::Neutral, {}};
              }),
          add([] { return Tr::tr("Refused"); }, true, 52,
              [](const Run& run) {
                return run.rejected == 0 ? TableCell{}
                                         : TableCell{widgets::formatNumber(double(run.rejected), 0),
                                               qlonglong(run.rejected), CellTone::Warning, {}};
              }),
          add([] { return Tr::tr("Source"); }, false, 160,
              [](const Run& run) {
                const QString source = QString::fromStdString(run.source);
                return TableCell{QFileInfo(source).fileName(), source, CellTone::Secondary, source};
              })},
      runs->size());
  if (isFirst) {
    for (std::size_t i = 0; i < m_model.columns().size(); ++i)
      m_table->setColumnWidth(static_cast<int>(i), m_model.columns()[i].width);
    m_table->setColumnHidden(kProvider, true); // the header's menu shows it; the detail names it anyway
  }
  const bool refused = std::ranges::any_of(*runs, [](const Run& run) { return run.rejected > 0; });
  if (isFirst || refused)
    m_table->setColumnHidden(kRefused, !refused);
  m_loaded = true;
  showState();
  if (!runs->empty() && !m_table->currentIndex().isValid())
    m_table->selectRow(0);
  showChosen();
  showDetail();
  Q_EMIT loaded();
}

void RunsPanel::showState()
{
  if (m_runs->empty())
    showEmpty(
        {QStringLiteral("trace"), Tr::tr("Each import and each recorder's step shows here with its source."), {}, {}});
  else
    showContent();
}

/// Brings the run that somebody asked for into sight, once it is there.
void RunsPanel::showChosen()
{
  const qint64 wanted = m_context.dataHub->chosenRun();
  const auto found = std::ranges::find(*m_runs, wanted, &storage::DataRun::id);
  if (wanted == 0 || m_shown == wanted || found == m_runs->end())
    return;
  m_shown = wanted;
  const QModelIndex index = m_model.index(static_cast<int>(found - m_runs->begin()), 0);
  m_table->setCurrentIndex(index);
  m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void RunsPanel::showDetail()
{
  const QModelIndex current = m_table->currentIndex();
  if (!current.isValid() || current.row() >= std::ssize(*m_runs))
    return m_detail->clear();
  m_detail->setPlainText(lineageText((*m_runs)[static_cast<std::size_t>(current.row())], zoneOf(m_context)));
}

void RunsPanel::retranslate()
{
  m_table->setAccessibleName(Tr::tr("Runs"));
  m_detail->setAccessibleName(Tr::tr("The chosen run"));
  m_model.retranslate();
  if (m_loaded)
    showState();
  showDetail();
  Q_EMIT titleChanged();
}

void registerRunsPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("runs");
  spec.title = [] { return Tr::tr("Lineage"); };
  spec.icon = QStringLiteral("trace");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Right, 1, 540, 1, true}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new RunsPanel(context, parent); };
  registry.add(std::move(spec));
}

}
