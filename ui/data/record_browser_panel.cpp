// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/record_browser_panel.h"

#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/data/export_service.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/storage/record_expression.h"
#include "ui/bridge/executor_pool.h"
#include "ui/data/page_bar.h"
#include "ui/data/record_text.h"
#include "ui/data/schema_list.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/level_text.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <chrono>

namespace zvt::ui {

namespace {

constexpr std::array kAdjusts{market::AdjustMode::Bfq, market::AdjustMode::Qfq, market::AdjustMode::Hfq};

QString text(std::string_view value)
{
  return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

TimeZone shanghai()
{
  return TimeZone::find("Asia/Shanghai").value_or(TimeZone::utc());
}

}

RecordBrowserPanel::RecordBrowserPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_presenter(new Presenter(context, this,
          [this] {
            m_schemas->reload();
            reload();
          }))
    , m_export(new QAction(widgets::icon(QStringLiteral("export")), QString(), this))
    , m_refresh(new QAction(widgets::icon(QStringLiteral("refresh")), QString(), this))
{
  auto* split = new QSplitter(Qt::Horizontal, this);
  m_schemas = new SchemaList(context, this, split);
  auto* right = new QWidget(split);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  buildHead(column);
  m_note = new widgets::Note(widgets::NoteKind::Error, {}, right);
  m_note->hide();
  column->addWidget(m_note);
  m_table = new widgets::DataTable(right);
  m_table->setObjectName(QStringLiteral("recordTable"));
  m_table->setModel(&m_model);
  enableSymbolDrag(m_table);
  m_table->setFlexible(false);
  m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  m_table->setSortingEnabled(true);
  column->addWidget(m_table, 1);
  m_pages = new PageBar(right);
  column->addWidget(m_pages);
  split->setStretchFactor(1, 1);
  split->setSizes({250, 900});
  setContent(split);

  m_typing.setSingleShot(true);
  m_typing.setInterval(250);
  m_presenter->setQuiet(true); // a condition that is none must not take the field away that it stands in
  m_presenter->setCoalesceMs(500);
  m_presenter->watchMarket();
  connect(m_presenter, &Presenter::failed, this, [this](const Error& error) {
    showContent();
    refuse(error);
  });
  connect(&m_typing, &QTimer::timeout, this, [this] { reload(); });
  connect(m_schemas, &SchemaList::schemaChosen, this, &RecordBrowserPanel::showSchema);
  connect(m_filter, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
  connect(m_filter, &QLineEdit::returnPressed, this, [this] { reload(); });
  connect(m_onlyLinked, &QToolButton::toggled, this, [this] { reload(); });
  connect(m_level, &QComboBox::activated, this, [this] { reload(); });
  connect(m_adjust, &widgets::SegmentedControl::chosen, this, [this] { reload(); });
  connect(&m_model, &RecordTableModel::sortWanted, this, [this](const QString& name, bool descending) {
    m_order = {name.toStdString(), descending};
    reload();
  });
  connect(m_pages, &PageBar::pageWanted, this, &RecordBrowserPanel::showPage);
  connect(m_export, &QAction::triggered, this, &RecordBrowserPanel::exportRows);
  connect(m_refresh, &QAction::triggered, m_presenter, &Presenter::reload);
  connect(context.links, &LinkBus::selected, this, [this](LinkColor color) {
    if (color == link() && (isBars() || m_onlyLinked->isChecked()))
      reload();
  });
  retranslate();
}

void RecordBrowserPanel::buildHead(QLayout* layout)
{
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(8);
  m_filter = new widgets::SearchField(head);
  m_filter->setObjectName(QStringLiteral("recordFilterField"));
  m_onlyLinked = new QToolButton(head);
  m_onlyLinked->setObjectName(QStringLiteral("onlyLinkedButton"));
  m_onlyLinked->setCheckable(true);
  m_onlyLinked->setIcon(widgets::icon(QStringLiteral("link")));
  m_onlyLinked->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_level = new QComboBox(head);
  m_level->setObjectName(QStringLiteral("browserLevelCombo"));
  for (const market::BarLevel level : market::kBarLevels)
    m_level->addItem(QString(), QVariant(text(market::toString(level))));
  m_level->setCurrentIndex(m_level->findData(text(market::toString(market::BarLevel::Day1))));
  m_adjust = new widgets::SegmentedControl(head);
  m_adjust->setObjectName(QStringLiteral("browserAdjust"));
  row->addWidget(m_filter, 1);
  row->addWidget(m_onlyLinked);
  row->addWidget(m_level);
  row->addWidget(m_adjust);
  row->addStretch(0);
  layout->addWidget(head);
}

QString RecordBrowserPanel::title() const
{
  return Tr::tr("Browse records");
}

QString RecordBrowserPanel::subtitle() const
{
  return m_schema;
}

QList<QAction*> RecordBrowserPanel::titleActions()
{
  return {m_refresh, m_export};
}

QJsonObject RecordBrowserPanel::saveState() const
{
  return {{QStringLiteral("schema"), m_schema}, {QStringLiteral("filter"), m_filter->text()},
      {QStringLiteral("level"), m_level->currentData().toString()}, {QStringLiteral("adjust"), m_adjust->value()}};
}

void RecordBrowserPanel::restoreState(const QJsonObject& state)
{
  if (const int level = m_level->findData(state.value(u"level").toString()); level >= 0)
    m_level->setCurrentIndex(level);
  if (const QString adjust = state.value(u"adjust").toString(); m_adjust->values().contains(adjust))
    m_adjust->setValue(adjust);
  const QString schema = state.value(u"schema").toString();
  if (m_context.profile->schemas().find(schema.toStdString()) == nullptr)
    return;
  m_schemas->choose(schema);
  showSchema(schema);
  setFilter(state.value(u"filter").toString());
}

bool RecordBrowserPanel::isBars() const
{
  return m_schema == QLatin1String("kdata");
}

void RecordBrowserPanel::showSchema(const QString& schema)
{
  if (m_schema == schema)
    return;
  m_schema = schema;
  m_filter->clear();
  m_order = {};
  m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  m_schemas->choose(schema);
  showBarTools();
  Q_EMIT titleChanged();
  reload();
}

void RecordBrowserPanel::setFilter(const QString& condition)
{
  m_filter->setText(condition);
  reload();
}

void RecordBrowserPanel::showBarTools()
{
  m_filter->setVisible(!isBars());
  m_level->setVisible(isBars());
  m_adjust->setVisible(isBars());
  const storage::RecordSchema* schema = m_context.profile->schemas().find(m_schema.toStdString());
  m_onlyLinked->setVisible(!isBars() && schema != nullptr && schema->find("entity_id") != nullptr);
}

Result<RecordRequest> RecordBrowserPanel::request() const
{
  RecordRequest request;
  request.query.schema = m_schema.toStdString();
  if (!m_order.column.empty())
    request.query.order = {m_order};
  const QString linked = m_context.links->current(link());
  if (isBars()) {
    request.entityId = linked.toStdString();
    ZVT_TRY(request.level, market::parseBarLevel(m_level->currentData().toString().toStdString()));
    ZVT_TRY(request.adjust, market::parseAdjustMode(m_adjust->value().toStdString()));
    return request;
  }
  ZVT_TRY(const storage::RecordSchema* schema, m_context.profile->schemas().get(request.query.schema));
  if (m_onlyLinked->isChecked() && schema->find("entity_id") != nullptr && !linked.isEmpty())
    request.query.filters.push_back({"entity_id", storage::FilterOperator::Equal, {linked.toStdString()}});
  if (const QString condition = m_filter->text().trimmed(); !condition.isEmpty()) {
    ZVT_TRY(request.query.where,
        storage::parseExpression(m_context.profile->schemas(), *schema, condition.toStdString(), shanghai()));
  }
  return request;
}

void RecordBrowserPanel::reload()
{
  m_typing.stop();
  m_page = 0;
  m_total.reset();
  m_starts.clear();
  load();
}

void RecordBrowserPanel::showPage(qint64 page)
{
  m_page = std::max<qint64>(0, page);
  load();
}

void RecordBrowserPanel::load()
{
  m_presenter->cancel(); // whatever comes of an earlier request is out of date
  if (m_schema.isEmpty())
    return;
  Result<RecordRequest> wanted = request();
  m_note->setVisible(!wanted);
  if (!wanted) {
    refuse(wanted.error());
    return;
  }
  if (isBars() && wanted->entityId.empty())
    return showEmpty({QStringLiteral("candles"), Tr::tr("Choose a security to see its bars."), {}, {}});
  if (const auto start = m_starts.find(m_page); start != m_starts.end())
    wanted->query.after = start->second;
  else
    wanted->query.offset = m_page * kPageRows;
  if (m_model.rows() == nullptr)
    showLoading();
  struct Timed {
    RecordRows rows;
    qint64 micros = 0;
  };
  m_presenter->read(
      [profile = m_context.profile, data = m_context.marketData, clock = m_context.clock, wanted = *std::move(wanted),
          total = m_total](TaskControl&) -> Result<Timed> {
        const Duration start = clock->elapsed();
        ZVT_TRY(RecordRows rows, loadRecords(*profile, *data, wanted, total));
        return Timed{std::move(rows), (clock->elapsed() - start).micros};
      },
      [this, page = m_page](Timed timed) { showRows(std::move(timed.rows), page, timed.micros); });
}

void RecordBrowserPanel::refuse(const Error& error)
{
  m_note->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(error));
  m_note->show();
  Q_EMIT refused(m_note->text());
}

void RecordBrowserPanel::showRows(RecordRows rows, qint64 page, qint64 micros)
{
  showContent();
  rows.first = page * kPageRows;
  m_total = rows.total;
  if (rows.next)
    m_starts[page + 1] = *rows.next;
  const auto shown = std::make_shared<const RecordRows>(std::move(rows));
  m_model.setRows(shown);
  if (const QString columnsOf = m_schema + u':' + QString::number(shown->columns.size()); columnsOf != m_columnsOf) {
    m_columnsOf = columnsOf;
    for (std::size_t i = 0; i < m_model.columns().size(); ++i)
      m_table->setColumnWidth(static_cast<int>(i), m_model.columns()[i].width);
  }
  m_pages->setPage(page, shown->first, std::ssize(shown->table.rows), shown->total, kPageRows);
  m_pages->setNote(Tr::tr("%1 ms").arg(static_cast<double>(micros) / 1000, 0, 'f', micros < 10'000 ? 1 : 0));
  m_export->setEnabled(shown->total > 0);
  Q_EMIT loaded();
}

void RecordBrowserPanel::exportRows()
{
  const auto wanted = request();
  if (!wanted || m_context.exporter == nullptr)
    return;
  const FileQuestion question{Tr::tr("Export"), m_schema + QStringLiteral(".csv"),
      QStringLiteral("CSV (*.csv);;JSON (*.json);;JSON Lines (*.jsonl)"), QStringLiteral("csv")};
  const QString file = dialogsOf(m_context).saveFile(this, question);
  if (file.isEmpty())
    return;
  const std::filesystem::path path = file.toStdString();
  m_context.tasks->start("task.export", file.toStdString(), m_context.workers->nextLong(),
      [exporter = m_context.exporter, wanted = *wanted, path, bars = isBars()](TaskControl& control) -> Result<void> {
        const data::TableFormat format = data::tableFormatOf(path);
        if (!bars) {
          ZVT_TRY_VOID(exporter->exportRecords(wanted.query, path, format, true, control));
          return {};
        }
        data::BarExport what;
        what.entityIds = {wanted.entityId};
        what.level = wanted.level;
        what.adjust = wanted.adjust;
        ZVT_TRY_VOID(exporter->exportBars(what, path, format, true, control));
        return {};
      });
}

void RecordBrowserPanel::retranslate()
{
  if (m_pages == nullptr)
    return;
  m_filter->setPlaceholderText(Tr::tr("Condition, e.g. close > 10 and entity.name like '%银行%'"));
  m_filter->setToolTip(Tr::tr("= != < <= > >=, in (a, b), between a and b, like, glob, is missing; and, or, not"));
  m_filter->setAccessibleName(Tr::tr("Condition"));
  m_onlyLinked->setText(Tr::tr("Chosen security"));
  m_onlyLinked->setToolTip(Tr::tr("Only rows of the security that the linked panels show"));
  m_level->setAccessibleName(Tr::tr("Level"));
  for (std::size_t i = 0; i < market::kBarLevels.size(); ++i)
    m_level->setItemText(static_cast<int>(i), levelText(market::kBarLevels[i]));
  const QString adjust = m_adjust->value();
  m_adjust->clear();
  for (const market::AdjustMode mode : kAdjusts)
    m_adjust->addSegment(text(market::toString(mode)),
        mode == market::AdjustMode::Bfq       ? Tr::tr("Not adjusted")
            : mode == market::AdjustMode::Qfq ? Tr::tr("Forward adjusted")
                                              : Tr::tr("Backward adjusted"));
  m_adjust->setValue(adjust.isEmpty() ? text(market::toString(market::AdjustMode::Bfq)) : adjust);
  m_export->setText(Tr::tr("Export…"));
  m_export->setToolTip(Tr::tr("Write the rows of the condition to a CSV or JSON file"));
  m_refresh->setText(Tr::tr("Read again"));
  m_table->setAccessibleName(Tr::tr("Records"));
  m_schemas->retranslate();
  m_pages->retranslate();
  m_model.retranslate();
  if (isBars() && m_context.links->current(link()).isEmpty())
    load();
  showBarTools();
  Q_EMIT titleChanged();
}

void registerRecordBrowserPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("records");
  spec.title = [] { return Tr::tr("Browse records"); };
  spec.icon = QStringLiteral("columns");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Centre, 3, 500, 2, true}};
  spec.create = [](const Context& context, QWidget* parent) { return new RecordBrowserPanel(context, parent); };
  registry.add(std::move(spec));
}

}
