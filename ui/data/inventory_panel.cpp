// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/inventory_panel.h"

#include "core/storage/profile.h"
#include "ui/data/coverage_strip.h"
#include "ui/data/data_hub.h"
#include "ui/data/record_text.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QHeaderView>
#include <QSignalBlocker>

#include <algorithm>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::TableCell;

enum Column {
  NameColumn,
  ProviderColumn,
  EntitiesColumn,
  RowsColumn,
  SizeColumn,
  FirstColumn,
  LastColumn,
  StripColumn,
  CompleteColumn,
  StateColumn
};
constexpr std::array kWidths{134, 72, 58, 60, 66, 80, 80, 96, 66, 126};

TableCell countCell(std::int64_t count)
{
  const auto value = static_cast<double>(count);
  return {widgets::formatLarge(value, widgets::Theme::current().numberStyle()), value, CellTone::Neutral,
      widgets::formatNumber(value, 0)};
}

TableCell textCell(const std::string& text, CellTone tone = CellTone::Neutral)
{
  return {text.empty() ? QString(widgets::kMissing) : QString::fromStdString(text), {},
      text.empty() ? CellTone::Muted : tone, {}};
}

TableCell dayCell(const std::optional<TradingDay>& day)
{
  return textCell(day ? day->iso() : std::string());
}

TableCell stateCell(const data::DataSetCoverage& set)
{
  const auto cell = [](const QString& text, CellTone tone, const QString& icon) {
    TableCell made{text, text, tone, {}};
    made.icon = icon;
    return made;
  };
  switch (set.state) {
  case data::DataSetState::Current:
    return cell(Tr::tr("current"), CellTone::Secondary, QStringLiteral("check"));
  case data::DataSetState::Missing:
    return cell(Tr::tr("%n day(s) missing", nullptr, static_cast<int>(set.total.missing())), CellTone::Warning,
        QStringLiteral("warning"));
  case data::DataSetState::Stale:
    return cell(
        Tr::tr("%n day(s) behind", nullptr, static_cast<int>(set.behind)), CellTone::Warning, QStringLiteral("clock"));
  case data::DataSetState::Failed:
    return cell(Tr::tr("failed"), CellTone::Error, QStringLiteral("blocked"));
  case data::DataSetState::Unknown:
    return cell(Tr::tr("calendar unknown"), CellTone::Muted, QStringLiteral("unknown"));
  }
  return {};
}

/// Of other kinds of securities that were asked for and have nothing of the sort: no index pays dividends.
bool isBesideAFullOne(const data::RecordSetCoverage& set, const std::vector<data::RecordSetCoverage>& all)
{
  return set.rows == 0 && set.failed == 0 && std::ranges::any_of(all, [&set](const data::RecordSetCoverage& other) {
    return other.rows > 0 && other.schema == set.schema && other.provider == set.provider;
  });
}

TableCell recordStateCell(const data::RecordSetCoverage& set)
{
  if (set.failed == 0)
    return {};
  TableCell cell{Tr::tr("%n failed", nullptr, static_cast<int>(set.failed)), {}, CellTone::Error, {}};
  cell.icon = QStringLiteral("blocked");
  return cell;
}

}

InventoryPanel::InventoryPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_presenter(new Presenter(context, this,
          [this] {
            using Report = std::shared_ptr<const data::CoverageReport>;
            m_presenter->request<Report>([hub = m_context.dataHub](auto reply) { hub->ask(std::move(reply)); },
                [this](const Report&) { showReport(); });
          }))
    , m_rows(std::make_shared<const std::vector<InventoryRow>>())
    , m_filter(new widgets::SearchField(this))
    , m_table(new widgets::DataTable(this))
    , m_refresh(new QAction(widgets::icon(QStringLiteral("refresh")), QString(), this))
{
  m_filter->setObjectName(QStringLiteral("inventoryFilterField"));
  m_filter->setFixedWidth(180);
  m_table->setObjectName(QStringLiteral("inventoryTable"));
  m_proxy.setSourceModel(&m_model);
  m_proxy.setSortRole(widgets::SortRole);
  m_proxy.setFilterKeyColumn(-1);
  m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_table->setModel(&m_proxy);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  m_table->setItemDelegateForColumn(StripColumn,
      new CoverageStrip(
          [this](const QModelIndex& index) {
            return (*m_rows)[static_cast<std::size_t>(m_proxy.mapToSource(index).row())].bars;
          },
          this));
  setContent(m_table);
  connect(m_filter, &QLineEdit::textChanged, &m_proxy, &QSortFilterProxyModel::setFilterFixedString);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, &InventoryPanel::chooseRow);
  connect(m_table, &widgets::DataTable::rowActivated, this, [this] {
    if (QAction* action = m_context.actions->action(QStringLiteral("window.panel.coverage")))
      action->trigger();
  });
  connect(m_refresh, &QAction::triggered, m_context.dataHub, &DataHub::refresh);
  connect(m_context.dataHub, &DataHub::coverageChanged, m_presenter, &Presenter::reload);
  connect(m_context.dataHub, &DataHub::coverageFailed, this, [this](const Error& error) {
    if (!m_presenter->isReading()) // else it says so itself
      showError(widgets::Language::current().describe(error), [this] { m_context.dataHub->refresh(); });
  });
  retranslate();
  m_presenter->reload();
}

QString InventoryPanel::title() const
{
  return Tr::tr("Inventory");
}

QString InventoryPanel::subtitle() const
{
  return m_rows->empty() ? QString() : QString::number(m_rows->size());
}

QWidget* InventoryPanel::titleWidget()
{
  return m_filter;
}

QJsonObject InventoryPanel::saveState() const
{
  return {{QStringLiteral("columns"), m_table->saveColumns()}};
}

void InventoryPanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(u"columns").toObject());
}

std::vector<widgets::TableColumn> InventoryPanel::columns() const
{
  const auto add = [rows = m_rows](QString (*heading)(), bool number, Column column, auto bars, auto records) {
    return widgets::TableColumn{heading, number, kWidths[column], [rows, bars, records](std::size_t r) -> TableCell {
                                  const InventoryRow& row = (*rows)[r];
                                  return row.bars != nullptr ? bars(*row.bars) : records(*row.records);
                                }};
  };
  using Bars = data::DataSetCoverage;
  using Records = data::RecordSetCoverage;
  const auto none = [](const Records&) { return TableCell{}; };
  const storage::Profile* profile = m_context.profile;
  const std::string language = widgets::Language::current().code().toStdString();
  return {
      add([] { return Tr::tr("Data set"); }, false, NameColumn, [](const Bars& set) { return textCell(set.name); },
          [profile, language](const Records& set) {
            TableCell cell = textCell(set.schema);
            if (const storage::RecordSchema* schema = profile->schemas().find(set.schema))
              cell.toolTip = QString::fromStdString(schema->label.in(language));
            return cell;
          }),
      add([] { return Tr::tr("Provider"); }, false, ProviderColumn,
          [](const Bars& set) { return textCell(set.provider, CellTone::Secondary); },
          [](const Records& set) { return textCell(set.provider, CellTone::Secondary); }),
      add([] { return Tr::tr("Entities"); }, true, EntitiesColumn,
          [](const Bars& set) { return countCell(set.entities); },
          [](const Records& set) { return countCell(set.entities); }),
      add([] { return Tr::tr("Rows"); }, true, RowsColumn, [](const Bars& set) { return countCell(set.rows); },
          [](const Records& set) { return countCell(set.rows); }),
      add([] { return Tr::tr("Size"); }, true, SizeColumn,
          [](const Bars& set) {
            return set.bytes == 0 ? textCell({})
                                  : TableCell{sizeText(set.bytes), qlonglong(set.bytes), CellTone::Neutral, {}};
          },
          none),
      add([] { return Tr::tr("First"); }, false, FirstColumn, [](const Bars& set) { return dayCell(set.first); },
          [](const Records& set) { return textCell(set.first); }),
      add([] { return Tr::tr("Last"); }, false, LastColumn, [](const Bars& set) { return dayCell(set.last); },
          [](const Records& set) { return textCell(set.last); }),
      add([] { return Tr::tr("Coverage"); }, false, StripColumn, [](const Bars&) { return TableCell{}; }, none),
      add([] { return Tr::tr("Complete"); }, true, CompleteColumn,
          [](const Bars& set) {
            return TableCell{widgets::formatPercent(set.total.completeness()), set.total.completeness(),
                CellTone::Neutral,
                Tr::tr("%1 of %2 due days stored")
                    .arg(widgets::formatNumber(double(set.total.stored), 0),
                        widgets::formatNumber(double(set.total.due), 0))};
          },
          none),
      add([] { return Tr::tr("State"); }, false, StateColumn, stateCell, recordStateCell),
  };
}

void InventoryPanel::showReport()
{
  m_report = m_context.dataHub->coverage();
  if (!m_report)
    return;
  auto rows = std::make_shared<std::vector<InventoryRow>>();
  std::optional<TradingDay> first, last;
  for (const data::DataSetCoverage& set : m_report->bars) {
    rows->push_back({&set, nullptr});
    if (!set.days.empty()) {
      first = std::min(first.value_or(set.days.front().day), set.days.front().day);
      last = std::max(last.value_or(set.days.back().day), set.days.back().day);
    }
  }
  for (const data::RecordSetCoverage& set : m_report->records)
    if (!isBesideAFullOne(set, m_report->records))
      rows->push_back({nullptr, &set});
  m_rows = rows;
  if (rows->empty()) {
    m_model.setContent({}, 0); // its cells read the report before
    showEmpty({QStringLiteral("database"), Tr::tr("What is stored shows here, with what is missing and why."),
        Tr::tr("Import files…"), [this] {
          if (QAction* action = m_context.actions->action(QStringLiteral("data.import")))
            action->trigger();
        }});
    return;
  }
  if (first)
    static_cast<CoverageStrip*>(m_table->itemDelegateForColumn(StripColumn))->setSpan(*first, *last);
  m_filling = true;
  const bool isFirst = m_model.columns().empty();
  m_model.setContent(columns(), rows->size());
  if (isFirst)
    for (std::size_t i = 0; i < kWidths.size(); ++i)
      m_table->setColumnWidth(static_cast<int>(i), kWidths[i]);
  m_filling = false;
  const data::DataSetCoverage* chosen = m_context.dataHub->chosen();
  for (std::size_t i = 0; i < rows->size(); ++i)
    if ((*rows)[i].bars == chosen && chosen != nullptr) {
      const QSignalBlocker blocker(m_table);
      m_table->setCurrentIndex(m_proxy.mapFromSource(m_model.index(static_cast<int>(i), 0)));
    }
  Q_EMIT titleChanged();
}

void InventoryPanel::chooseRow(const QModelIndex& index)
{
  if (m_filling || !index.isValid())
    return;
  const InventoryRow& row = (*m_rows)[static_cast<std::size_t>(m_proxy.mapToSource(index).row())];
  if (row.bars != nullptr)
    m_context.dataHub->choose(*row.bars);
}

void InventoryPanel::retranslate()
{
  m_filter->setPlaceholderText(Tr::tr("Filter"));
  m_filter->setAccessibleName(Tr::tr("Filter the inventory"));
  m_table->setAccessibleName(Tr::tr("Inventory"));
  m_refresh->setText(Tr::tr("Compute again"));
  if (m_report)
    showReport();
  Q_EMIT titleChanged();
}

void registerInventoryPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("inventory");
  spec.title = [] { return Tr::tr("Inventory"); };
  spec.icon = QStringLiteral("database");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Centre, 1, 560, 2, false}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new InventoryPanel(context, parent); };
  registry.add(std::move(spec));
}

}
