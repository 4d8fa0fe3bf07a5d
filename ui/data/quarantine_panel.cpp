// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/quarantine_panel.h"

#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "ui/bridge/executor_pool.h"
#include "ui/data/data_hub.h"
#include "ui/data/record_text.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::TableCell;

constexpr std::int64_t kMostRows = 5'000;
constexpr const char* kOpen = "open";
constexpr const char* kDecided = "decided";

/// A day, or a moment on the clock of the security's exchange.
QString keyText(const data::QualityFinding& finding, data::MarketData& marketData)
{
  // What is said about a missing day carries the day itself, at every level.
  if (market::isDayKeyed(finding.level) || !finding.bar)
    return QString::fromStdString(TradingDay{static_cast<std::int32_t>(finding.key)}.iso());
  const auto calendar = marketData.calendarOf(finding.entityId);
  return timeText(Timestamp{finding.key}, calendar ? (*calendar)->zone() : TimeZone::utc());
}

QString stateText(data::QuarantineState state)
{
  return widgets::Language::current().text("quality.state." + std::string(data::toString(state)));
}

/// One line of the comparison: a name and the figures of a bar; a figure that differs from @p other stands out.
std::vector<TableCell> barCells(const QString& name, const market::Bar& bar, const std::optional<market::Bar>& other)
{
  std::vector<TableCell> cells{{name, {}, CellTone::Secondary, {}}};
  for (double market::Bar::* const field : {&market::Bar::open, &market::Bar::high, &market::Bar::low,
           &market::Bar::close, &market::Bar::volume, &market::Bar::turnover}) {
    const double value = bar.*field;
    const bool differs = other && !(value == (*other).*field || (std::isnan(value) && std::isnan((*other).*field)));
    cells.push_back({numberText(value), value, differs ? CellTone::Warning : CellTone::Neutral, {}});
  }
  return cells;
}

}

QuarantinePanel::QuarantinePanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_rows(std::make_shared<const Rows>())
    , m_state(new widgets::SegmentedControl(this))
{
  m_state->setObjectName(QStringLiteral("quarantineState"));
  auto* split = new QSplitter(Qt::Vertical, this);
  m_table = new widgets::DataTable(split);
  m_table->setObjectName(QStringLiteral("quarantineTable"));
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_proxy.setSourceModel(&m_model);
  m_proxy.setSortRole(widgets::SortRole);
  m_table->setModel(&m_proxy);
  enableSymbolDrag(m_table);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  split->addWidget(m_table);
  split->addWidget(makeDetail());
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);
  setContent(split);
  m_presenter = new Presenter(context, this, [this] { reload(); });
  connect(m_state, &widgets::SegmentedControl::chosen, m_presenter, &Presenter::reload);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { showDetail(); });
  connect(m_table, &widgets::DataTable::rowActivated, this, [this] {
    if (const auto rows = chosen(); !rows.empty())
      m_context.links->select(link(), QString::fromStdString(rows.front()->finding.entityId), this);
  });
  connect(m_accept, &QPushButton::clicked, this, [this] { decide(&data::Quarantine::accept); });
  connect(m_keep, &QPushButton::clicked, this, [this] { decide(&data::Quarantine::keep); });
  connect(m_drop, &QPushButton::clicked, this, [this] { decide(&data::Quarantine::drop); });
  connect(m_context.dataHub, &DataHub::dataChanged, m_presenter, &Presenter::touch);
  retranslate();
  m_presenter->reload();
}

QWidget* QuarantinePanel::makeDetail()
{
  auto* detail = new QWidget(this);
  auto* column = new QVBoxLayout(detail);
  column->setContentsMargins(8, 6, 8, 8);
  column->setSpacing(6);
  m_head = (new widgets::TextLabel({}, detail))->setRole(static_cast<int>(widgets::FontRole::Body), true);
  m_reason = (new widgets::TextLabel({}, detail))->setTone(widgets::TextTone::Secondary);
  m_reason->setWordWrap(true);
  m_barTable = new widgets::DataTable(detail);
  m_barTable->setObjectName(QStringLiteral("proposalTable"));
  m_barTable->setModel(&m_bars);
  m_barTable->setSelectionMode(QAbstractItemView::NoSelection);
  m_barTable->setMinimumHeight(76);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  const auto add = [&](const char* name, const char* icon) {
    auto* button = new QPushButton(detail);
    button->setObjectName(QLatin1String(name));
    if (icon != nullptr)
      button->setIcon(widgets::icon(QLatin1String(icon)));
    buttons->addWidget(button);
    return button;
  };
  m_accept = add("acceptButton", "check");
  m_accept->setProperty("role", QStringLiteral("primary"));
  m_keep = add("keepButton", nullptr);
  m_drop = add("dropButton", nullptr);
  buttons->addStretch(1);
  column->addWidget(m_head);
  column->addWidget(m_reason);
  column->addWidget(m_barTable, 1);
  column->addLayout(buttons);
  return detail;
}

QString QuarantinePanel::title() const
{
  return Tr::tr("Quarantine");
}

QString QuarantinePanel::subtitle() const
{
  const auto open = std::ranges::count(*m_rows, data::QuarantineState::Open, &data::QuarantineRow::state);
  return open == 0 ? QString() : Tr::tr("%n open", nullptr, static_cast<int>(open));
}

QWidget* QuarantinePanel::titleWidget()
{
  return m_state;
}

void QuarantinePanel::reload()
{
  if (m_context.quarantine == nullptr)
    return;
  const bool isOpen = m_state->value() == QLatin1String(kOpen);
  m_presenter->read(
      [quarantine = m_context.quarantine, isOpen](TaskControl&) -> Result<Rows> {
        data::QuarantineFilter filter;
        filter.limit = kMostRows;
        if (isOpen)
          filter.state = data::QuarantineState::Open;
        ZVT_TRY(Rows rows, quarantine->list(filter));
        if (!isOpen)
          std::erase_if(rows, [](const auto& row) { return row.state == data::QuarantineState::Open; });
        return rows;
      },
      [this](Rows rows) { showRows(std::move(rows)); });
}

void QuarantinePanel::showRows(Rows loadedRows)
{
  const bool isOpen = m_state->value() == QLatin1String(kOpen);
  m_rows = std::make_shared<const Rows>(std::move(loadedRows));
  const auto rows = m_rows;
  const auto add = [&](QString (*heading)(), int width, auto cell) {
    return widgets::TableColumn{heading, false, width, [rows, cell](std::size_t row) { return cell((*rows)[row]); }};
  };
  using Row = data::QuarantineRow;
  const bool isFirst = m_model.columns().empty();
  m_model.setContent(
      {add([] { return Tr::tr("Rule"); }, 60,
           [](const Row& row) {
             const QString rule = QString::fromStdString(row.finding.rule);
             const data::QualityRule* known = data::findQualityRule(row.finding.rule);
             TableCell cell{rule, rule, CellTone::Secondary,
                 known == nullptr ? QString()
                                  : widgets::Language::current().text("quality." + std::string(known->name) + ".rule")};
             cell.icon =
                 row.finding.severity == data::Severity::Error ? QStringLiteral("blocked") : QStringLiteral("warning");
             return cell;
           }),
          add([] { return Tr::tr("Security"); }, 150,
              [this](const Row& row) {
                return TableCell{
                    QStringLiteral("%1 %2").arg(nameOf(m_context, row.finding.entityId), codeOf(row.finding.entityId)),
                    {}, CellTone::Neutral, QString::fromStdString(row.finding.entityId)};
              }),
          add([] { return Tr::tr("Time"); }, 130,
              [this](const Row& row) {
                return TableCell{keyText(row.finding, *m_context.marketData), qlonglong(row.finding.key),
                    CellTone::Neutral, QString::fromStdString(std::string(market::toString(row.finding.level)))};
              }),
          add([] { return Tr::tr("Decision"); }, 80,
              [](const Row& row) {
                return TableCell{stateText(row.state), {},
                    row.state == data::QuarantineState::Open ? CellTone::Warning : CellTone::Secondary,
                    QString::fromStdString(row.decidedBy)};
              }),
          add([] { return Tr::tr("What"); }, 300,
              [](const Row& row) {
                const QString what = widgets::Language::current().describe(row.finding.reason);
                return TableCell{what, {}, CellTone::Neutral, what};
              })},
      rows->size());
  if (isFirst)
    for (std::size_t i = 0; i < m_model.columns().size(); ++i)
      m_table->setColumnWidth(static_cast<int>(i), m_model.columns()[i].width);
  m_table->setColumnHidden(3, isOpen);
  m_loaded = true;
  showState();
  if (!rows->empty() && !m_table->currentIndex().isValid())
    m_table->selectRow(0);
  showDetail();
  Q_EMIT titleChanged();
  Q_EMIT loaded();
}

void QuarantinePanel::showState()
{
  if (m_rows->empty() && m_state->value() == QLatin1String(kOpen))
    showEmpty(
        {QStringLiteral("quarantine"), Tr::tr("Suspicious bars wait here for a decision. There are none."), {}, {}});
  else
    showContent();
}

std::vector<const data::QuarantineRow*> QuarantinePanel::chosen() const
{
  std::vector<const data::QuarantineRow*> rows;
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
    rows.push_back(&(*m_rows)[static_cast<std::size_t>(m_proxy.mapToSource(index).row())]);
  return rows;
}

void QuarantinePanel::showDetail()
{
  const auto rows = chosen();
  const bool canDecide = !rows.empty()
      && std::ranges::all_of(rows, [](const auto* row) { return row->state == data::QuarantineState::Open; });
  m_accept->setEnabled(
      canDecide && std::ranges::all_of(rows, [](const auto* row) { return row->finding.proposal.has_value(); }));
  m_keep->setEnabled(canDecide);
  m_drop->setEnabled(canDecide);
  if (rows.size() != 1) {
    m_head->setText(rows.empty() ? QString() : Tr::tr("%n row(s) chosen", nullptr, static_cast<int>(rows.size())));
    m_reason->clear();
    m_bars.setContent({}, 0);
    return;
  }
  const data::QualityFinding& finding = rows.front()->finding;
  m_head->setText(QStringLiteral("%1 %2  %3  %4")
          .arg(nameOf(m_context, finding.entityId), codeOf(finding.entityId),
              QString::fromStdString(std::string(market::toString(finding.level))),
              keyText(finding, *m_context.marketData)));
  m_reason->setText(widgets::Language::current().describe(finding.reason));
  auto lines = std::make_shared<std::vector<std::vector<TableCell>>>();
  if (finding.bar)
    lines->push_back(barCells(QString::fromStdString(finding.provider), *finding.bar, finding.proposal));
  if (finding.proposal)
    lines->push_back(barCells(Tr::tr("Proposed"), *finding.proposal, finding.bar));
  std::vector<widgets::TableColumn> columns{
      {[] { return QString(); }, false, 90, [lines](std::size_t row) { return (*lines)[row][0]; }}};
  const storage::RecordSchema* schema = m_context.profile->schemas().find("kdata");
  for (const char* name : {"open", "high", "low", "close", "volume", "turnover"}) {
    const std::size_t i = columns.size();
    columns.push_back({[column = *schema->find(name)] { return columnTitle(column); }, true, 80,
        [lines, i](std::size_t row) { return (*lines)[row][i]; }});
  }
  m_bars.setContent(std::move(columns), lines->size());
  for (int i = 0; i < m_bars.columnCount(); ++i)
    m_barTable->setColumnWidth(i, m_bars.columns()[static_cast<std::size_t>(i)].width);
}

void QuarantinePanel::decide(Decision decision)
{
  std::vector<std::string> ids;
  for (const data::QuarantineRow* row : chosen())
    ids.push_back(row->id);
  runAsync(
      m_context.workers->next(), this,
      [quarantine = m_context.quarantine, decision, ids] { return (quarantine->*decision)(ids, "workstation"); },
      [this](Result<void> done) {
        if (!done)
          showError(widgets::Language::current().describe(done.error()), [this] { reload(); });
        else
          reload();
      });
}

void QuarantinePanel::retranslate()
{
  if (m_drop == nullptr)
    return;
  const QString state = m_state->value();
  m_state->clear();
  m_state->addSegment(QLatin1String(kOpen), Tr::tr("Undecided"));
  m_state->addSegment(QLatin1String(kDecided), Tr::tr("Decided"));
  m_state->setValue(state.isEmpty() ? QLatin1String(kOpen) : state);
  m_accept->setText(Tr::tr("Accept the proposal"));
  m_accept->setToolTip(Tr::tr("The proposed bar goes into the series; the other stays here"));
  m_keep->setText(Tr::tr("Keep as it came"));
  m_keep->setToolTip(Tr::tr("The bar is right: it goes into the series"));
  m_drop->setText(Tr::tr("Leave out"));
  m_drop->setToolTip(Tr::tr("No bar at that time; the row stays here"));
  m_table->setAccessibleName(Tr::tr("Quarantine"));
  m_barTable->setAccessibleName(Tr::tr("The bar as it came and the proposal"));
  m_model.retranslate();
  if (m_loaded)
    showState();
  showDetail();
  Q_EMIT titleChanged();
}

void registerQuarantinePanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("quarantine");
  spec.title = [] { return Tr::tr("Quarantine"); };
  spec.icon = QStringLiteral("quarantine");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Right, 2, 540, 1, false}};
  spec.create = [](const Context& context, QWidget* parent) { return new QuarantinePanel(context, parent); };
  registry.add(std::move(spec));
}

}
