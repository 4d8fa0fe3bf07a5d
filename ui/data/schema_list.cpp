// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/schema_list.h"

#include "core/storage/profile.h"
#include "ui/bridge/executor_pool.h"
#include "ui/shell/panel.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

struct SchemaList::Entry {
  const storage::RecordSchema* schema = nullptr;
  std::int64_t rows = 0;
};

namespace {

QString iconOf(storage::SchemaKind kind)
{
  switch (kind) {
  case storage::SchemaKind::Bars:
    return QStringLiteral("candles");
  case storage::SchemaKind::Entity:
    return QStringLiteral("tag");
  case storage::SchemaKind::Record:
    return QStringLiteral("columns");
  }
  return {};
}

std::int64_t rowsOf(storage::Profile& profile, const storage::RecordSchema& schema)
{
  if (schema.kind == storage::SchemaKind::Bars) {
    std::int64_t rows = 0;
    if (const auto inventory = profile.bars().inventory())
      for (const storage::BarInventory& series : *inventory)
        rows += series.count;
    return rows;
  }
  storage::RecordQuery query;
  query.schema = schema.name;
  return profile.records().count(query).value_or(0);
}

}

SchemaList::SchemaList(const Context& context, Panel* panel, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_presenter(new Presenter(context, panel, [this] { load(); }))
    , m_entries(std::make_shared<const std::vector<Entry>>())
    , m_filter(new widgets::SearchField(this))
    , m_table(new widgets::DataTable(this))
{
  m_presenter->setQuiet(true); // the list is there in any case
  m_filter->setObjectName(QStringLiteral("schemaFilterField"));
  m_table->setObjectName(QStringLiteral("schemaTable"));
  m_proxy.setSourceModel(&m_model);
  m_proxy.setFilterRole(Qt::ToolTipRole);
  m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_table->setModel(&m_proxy);
  m_table->setFlexible(false);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  auto* head = new QVBoxLayout;
  head->setContentsMargins(8, 4, 8, 4);
  head->addWidget(m_filter);
  layout->addLayout(head);
  layout->addWidget(m_table, 1);
  connect(m_filter, &QLineEdit::textChanged, &m_proxy, &QSortFilterProxyModel::setFilterFixedString);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this](const QModelIndex& index) {
    if (m_filling || !index.isValid())
      return;
    const auto row = static_cast<std::size_t>(m_proxy.mapToSource(index).row());
    m_chosen = QString::fromStdString((*m_entries)[row].schema->name);
    Q_EMIT schemaChosen(m_chosen);
  });
  reload();
}

void SchemaList::reload()
{
  m_presenter->reload();
}

void SchemaList::load()
{
  using Entries = std::shared_ptr<std::vector<Entry>>;
  m_presenter->read(
      [profile = m_context.profile](TaskControl& control) -> Result<Entries> {
        auto entries = std::make_shared<std::vector<Entry>>();
        for (const storage::RecordSchema* schema : profile->schemas().all()) {
          ZVT_TRY_VOID(control.cancelToken().check());
          entries->push_back({schema, rowsOf(*profile, *schema)});
        }
        return entries;
      },
      [this](Entries entries) {
        m_entries = std::move(entries);
        fill();
      });
}

void SchemaList::fill()
{
  // What holds something first; within each by label.
  const std::string language = widgets::Language::current().code().toStdString();
  auto sorted = std::make_shared<std::vector<Entry>>(*m_entries);
  std::ranges::stable_sort(*sorted, [&](const Entry& a, const Entry& b) {
    if ((a.rows > 0) != (b.rows > 0))
      return a.rows > 0;
    if ((a.schema->kind == storage::SchemaKind::Bars) != (b.schema->kind == storage::SchemaKind::Bars))
      return a.schema->kind == storage::SchemaKind::Bars;
    return QString::localeAwareCompare(QString::fromStdString(a.schema->label.in(language)),
               QString::fromStdString(b.schema->label.in(language)))
        < 0;
  });
  m_entries = sorted;
  const auto entries = m_entries;
  const widgets::TableColumn label{[] { return Tr::tr("Data"); }, false, 0,
      [entries, language](std::size_t row) {
        const storage::RecordSchema& schema = *(*entries)[row].schema;
        widgets::TableCell cell{QString::fromStdString(schema.label.in(language)), {},
            (*entries)[row].rows > 0 ? widgets::CellTone::Neutral : widgets::CellTone::Muted, {}};
        cell.toolTip =
            QStringLiteral("%1\n%2  %3\n%4")
                .arg(QString::fromStdString(schema.name), QString::fromStdString(schema.label.en),
                    QString::fromStdString(schema.label.zh), QString::fromStdString(schema.help.in(language)));
        cell.icon = iconOf(schema.kind);
        return cell;
      }};
  const widgets::TableColumn rows{[] { return Tr::tr("Rows"); }, true, 0,
      [entries](std::size_t row) {
        const auto count = static_cast<double>((*entries)[row].rows);
        return widgets::TableCell{
            count > 0 ? widgets::formatLarge(count, widgets::Theme::current().numberStyle()) : QString(), count,
            widgets::CellTone::Secondary, widgets::formatNumber(count, 0)};
      }};
  m_filling = true;
  m_model.setContent({label, rows}, entries->size());
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_table->setColumnWidth(1, 70);
  m_filling = false;
  if (m_chosen.isEmpty() && !entries->empty()) {
    m_chosen = QString::fromStdString(entries->front().schema->name);
    Q_EMIT schemaChosen(m_chosen);
  }
  choose(m_chosen);
}

void SchemaList::choose(const QString& schema)
{
  m_chosen = schema;
  const auto at = std::ranges::find(
      *m_entries, schema.toStdString(), [](const Entry& entry) -> const std::string& { return entry.schema->name; });
  if (at == m_entries->end())
    return;
  m_filling = true;
  const QModelIndex index = m_proxy.mapFromSource(m_model.index(static_cast<int>(at - m_entries->begin()), 0));
  m_table->setCurrentIndex(index);
  m_filling = false;
}

void SchemaList::retranslate()
{
  m_filter->setPlaceholderText(Tr::tr("Filter"));
  m_filter->setAccessibleName(Tr::tr("Filter the data sets"));
  m_table->setAccessibleName(Tr::tr("Data sets"));
  if (!m_entries->empty())
    fill();
}

}
