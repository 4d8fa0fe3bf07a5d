// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/coverage_panel.h"

#include "ui/data/coverage_legend.h"
#include "ui/data/data_hub.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/coverage_calendar.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::CoverageDay;
using widgets::CoverageState;
using widgets::TableCell;

const QStringList kViews{QStringLiteral("calendar"), QStringLiteral("security"), QStringLiteral("ranges")};

/// What stands for a day on which several things happened: what was stored, else the worst.
CoverageDay pictureOf(const data::DayCoverage& day)
{
  const data::CoverageCounts& counts = day.series;
  CoverageState state = CoverageState::Closed;
  if (counts.stored + counts.undue > 0)
    state = CoverageState::Stored;
  else if (counts.failed > 0)
    state = CoverageState::Failed;
  else if (counts.neverAsked > 0)
    state = CoverageState::NeverAsked;
  else if (counts.askedEmpty > 0)
    state = CoverageState::AskedEmpty;
  return {day.day, state, counts.completeness()};
}

QString number(std::int64_t value)
{
  return widgets::formatNumber(static_cast<double>(value), 0);
}

TableCell countCell(std::int64_t value, CellTone tone = CellTone::Neutral)
{
  return {value == 0 && tone != CellTone::Neutral ? QString() : number(value), qlonglong(value), tone, {}};
}

TableCell dayCell(const std::optional<TradingDay>& day)
{
  return day ? TableCell{QString::fromStdString(day->iso()), day->days, CellTone::Neutral, {}}
             : TableCell{QString(widgets::kMissing), 0, CellTone::Muted, {}};
}

}

CoveragePanel::CoveragePanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_presenter(new Presenter(context, this,
          [this] {
            using Report = std::shared_ptr<const data::CoverageReport>;
            m_presenter->request<Report>([hub = m_context.dataHub](auto reply) { hub->ask(std::move(reply)); },
                [this](const Report&) { showSet(); });
          }))
    , m_view(new widgets::SegmentedControl(this))
{
  m_view->setObjectName(QStringLiteral("coverageView"));
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_stack = new QStackedWidget(content);
  auto* scroll = new QScrollArea(m_stack);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  m_calendar = new widgets::CoverageCalendar(scroll);
  m_calendar->setObjectName(QStringLiteral("coverageCalendar"));
  scroll->setWidget(m_calendar);
  m_stack->addWidget(scroll);
  m_securityTable = addTable(QStringLiteral("securityCoverageTable"), m_securities, m_securitiesProxy);
  m_rangeTable = addTable(QStringLiteral("missingRangeTable"), m_ranges, m_rangesProxy);
  column->addWidget(m_stack, 1);
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(8, 2, 8, 2);
  m_legend = new CoverageLegend(content);
  m_day = (new widgets::TextLabel({}, content))->setTone(widgets::TextTone::Secondary);
  m_day->setObjectName(QStringLiteral("coverageDayLabel"));
  foot->addWidget(m_legend, 1);
  foot->addWidget(m_day);
  column->addLayout(foot);
  setContent(content);

  connect(m_view, &widgets::SegmentedControl::chosen, this, &CoveragePanel::showView);
  connect(m_calendar, &widgets::CoverageCalendar::chosenByUser, this, [this] { showDay(); });
  connect(m_calendar, &widgets::CoverageCalendar::hovered, this,
      [this](TradingDay day, QPoint position) { QToolTip::showText(position, dayText(day), m_calendar); });
  connect(m_context.dataHub, &DataHub::chosenChanged, this, &CoveragePanel::showSet);
  connect(m_context.dataHub, &DataHub::coverageFailed, this, [this](const Error& error) {
    if (!m_presenter->isReading()) // else it says so itself
      showError(widgets::Language::current().describe(error), [this] { m_context.dataHub->refresh(); });
  });
  retranslate();
  showView(kViews.front());
  m_presenter->reload();
}

widgets::DataTable* CoveragePanel::addTable(
    const QString& name, widgets::ColumnTable& model, QSortFilterProxyModel& proxy)
{
  auto* table = new widgets::DataTable(m_stack);
  table->setObjectName(name);
  proxy.setSourceModel(&model);
  proxy.setSortRole(widgets::SortRole);
  table->setModel(&proxy);
  table->setSortingEnabled(true);
  table->sortByColumn(-1, Qt::AscendingOrder);
  enableSymbolDrag(table);
  m_stack->addWidget(table);
  connect(table, &widgets::DataTable::rowActivated, this, [this](const QModelIndex& index) {
    const QString entity = index.siblingAtColumn(0).data(Qt::ToolTipRole).toString();
    if (!entity.isEmpty())
      m_context.links->select(link(), entity, this);
  });
  return table;
}

QString CoveragePanel::title() const
{
  return Tr::tr("Coverage");
}

QString CoveragePanel::subtitle() const
{
  return m_set == nullptr
      ? QString()
      : QStringLiteral("%1  %2").arg(QString::fromStdString(m_set->name), QString::fromStdString(m_set->provider));
}

QWidget* CoveragePanel::titleWidget()
{
  return m_view;
}

QJsonObject CoveragePanel::saveState() const
{
  return {{QStringLiteral("view"), m_view->value()}};
}

void CoveragePanel::restoreState(const QJsonObject& state)
{
  if (const QString view = state.value(u"view").toString(); kViews.contains(view))
    showView(view);
}

void CoveragePanel::showView(const QString& view)
{
  m_view->setValue(view);
  m_stack->setCurrentIndex(static_cast<int>(kViews.indexOf(view)));
  m_legend->setVisible(view == kViews.front());
  showDay();
}

void CoveragePanel::showSet()
{
  m_report = m_context.dataHub->coverage();
  m_set = m_context.dataHub->chosen();
  if (m_set == nullptr) {
    if (m_report)
      showEmpty({QStringLiteral("coverage"), Tr::tr("Which trading days are stored, and which are missing and why."),
          {}, {}});
    return;
  }
  showContent();
  fillCalendar(*m_set);
  fillSecurities(*m_set);
  fillRanges(*m_set);
  showDay();
  Q_EMIT titleChanged();
}

void CoveragePanel::fillCalendar(const data::DataSetCoverage& set)
{
  std::vector<CoverageDay> days;
  for (const data::DayCoverage& day : set.days) {
    // Days between trading days are those on which the market was closed.
    if (!days.empty())
      for (TradingDay closed = days.back().day + 1; closed < day.day; closed = closed + 1)
        days.push_back({closed, CoverageState::Closed, 0});
    days.push_back(pictureOf(day));
  }
  const bool isSameEnd = !m_calendar->days().empty() && !days.empty()
      && m_calendar->days().back().day == days.back().day && m_calendar->days().size() == days.size();
  m_calendar->setDays(std::move(days));
  if (isSameEnd)
    return;
  QTimer::singleShot(0, this, [this] {
    if (auto* area = qobject_cast<QScrollArea*>(m_stack->widget(0)))
      area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
  });
}

void CoveragePanel::fillSecurities(const data::DataSetCoverage& set)
{
  const auto report = m_report; // the cells keep what they read
  const auto* series = &set.series;
  const auto add = [&](QString (*heading)(), bool isNumber, int width, auto cell) {
    return widgets::TableColumn{
        heading, isNumber, width, [report, series, cell](std::size_t row) { return cell((*series)[row]); }};
  };
  using Series = data::SeriesCoverage;
  m_securities.setContent(
      {add([] { return Tr::tr("Security"); }, false, 110,
           [](const Series& one) {
             const QString id = QString::fromStdString(one.entityId);
             return TableCell{codeOf(one.entityId), id, CellTone::Secondary, id};
           }),
          add([] { return Tr::tr("Name"); }, false, 110,
              [this](
                  const Series& one) { return TableCell{nameOf(m_context, one.entityId), {}, CellTone::Neutral, {}}; }),
          add([] { return Tr::tr("First"); }, false, 86, [](const Series& one) { return dayCell(one.first); }),
          add([] { return Tr::tr("Last"); }, false, 86, [](const Series& one) { return dayCell(one.last); }),
          add([] { return Tr::tr("Rows"); }, true, 76, [](const Series& one) { return countCell(one.rows); }),
          add([] { return Tr::tr("Due"); }, true, 66, [](const Series& one) { return countCell(one.days.due); }),
          add([] { return Tr::tr("Stored"); }, true, 66, [](const Series& one) { return countCell(one.days.stored); }),
          add([] { return Tr::tr("Halted"); }, true, 60,
              [](const Series& one) { return countCell(one.days.suspended, CellTone::Secondary); }),
          add([] { return Tr::tr("Empty"); }, true, 60,
              [](const Series& one) { return countCell(one.days.askedEmpty, CellTone::Secondary); }),
          add([] { return Tr::tr("Failed"); }, true, 60,
              [](const Series& one) { return countCell(one.days.failed, CellTone::Error); }),
          add([] { return Tr::tr("Never asked"); }, true, 84,
              [](const Series& one) { return countCell(one.days.neverAsked, CellTone::Warning); }),
          add([] { return Tr::tr("Behind"); }, true, 60,
              [](const Series& one) { return countCell(one.behind, CellTone::Warning); }),
          add([] { return Tr::tr("Complete"); }, true, 76,
              [](const Series& one) {
                return TableCell{
                    widgets::formatPercent(one.days.completeness()), one.days.completeness(), CellTone::Neutral, {}};
              })},
      series->size());
  for (std::size_t i = 0; i < m_securities.columns().size(); ++i)
    m_securityTable->setColumnWidth(static_cast<int>(i), m_securities.columns()[i].width);
}

void CoveragePanel::fillRanges(const data::DataSetCoverage& set)
{
  struct Row {
    const data::SeriesCoverage* series;
    data::DayRange range;
  };
  auto rows = std::make_shared<std::vector<Row>>();
  for (const data::SeriesCoverage& series : set.series)
    for (data::DayRange& range : series.missing())
      rows->push_back({&series, std::move(range)});
  const auto report = m_report;
  const auto add = [&](QString (*heading)(), bool isNumber, int width, auto cell) {
    return widgets::TableColumn{
        heading, isNumber, width, [report, rows, cell](std::size_t row) { return cell((*rows)[row]); }};
  };
  m_ranges.setContent(
      {add([] { return Tr::tr("Security"); }, false, 110,
           [](const Row& row) {
             const QString id = QString::fromStdString(row.series->entityId);
             return TableCell{codeOf(row.series->entityId), id, CellTone::Secondary, id};
           }),
          add([] { return Tr::tr("Name"); }, false, 110,
              [this](const Row& row) {
                return TableCell{nameOf(m_context, row.series->entityId), {}, CellTone::Neutral, {}};
              }),
          add([] { return Tr::tr("From"); }, false, 90, [](const Row& row) { return dayCell(row.range.first); }),
          add([] { return Tr::tr("To"); }, false, 90, [](const Row& row) { return dayCell(row.range.last); }),
          add([] { return Tr::tr("Days"); }, true, 60, [](const Row& row) { return countCell(row.range.days); }),
          add([] { return Tr::tr("Why"); }, false, 150,
              [](const Row& row) {
                const QString text =
                    widgets::Language::current().text("coverage.state." + std::string(data::toString(row.range.state)));
                return TableCell{text, text,
                    row.range.state == data::DayState::Failed ? CellTone::Error : CellTone::Neutral,
                    QString::fromStdString(row.range.detail)};
              })},
      rows->size());
  for (std::size_t i = 0; i < m_ranges.columns().size(); ++i)
    m_rangeTable->setColumnWidth(static_cast<int>(i), m_ranges.columns()[i].width);
}

const data::DayCoverage* CoveragePanel::dayOf(TradingDay day) const
{
  if (m_set == nullptr)
    return nullptr;
  const auto at = std::ranges::lower_bound(m_set->days, day, {}, &data::DayCoverage::day);
  return at == m_set->days.end() || at->day != day ? nullptr : &*at;
}

QString CoveragePanel::dayText(TradingDay day) const
{
  const data::DayCoverage* coverage = dayOf(day);
  const QString head = QStringLiteral("%1 %2").arg(
      QString::fromStdString(day.iso()), QLocale(widgets::Language::current().code()).dayName(day.weekday()));
  if (coverage == nullptr)
    return head + u'\n' + Tr::tr("The market was closed.");
  const data::CoverageCounts& counts = coverage->series;
  QStringList lines{head, Tr::tr("Due: %1").arg(number(counts.due)), Tr::tr("Stored: %1").arg(number(counts.stored))};
  const auto add = [&](const QString& text, std::int64_t count) {
    if (count > 0)
      lines << text.arg(number(count));
  };
  add(Tr::tr("Halted, not due: %1"), counts.suspended);
  add(Tr::tr("Asked, empty: %1"), counts.askedEmpty);
  add(Tr::tr("Failed: %1"), counts.failed);
  add(Tr::tr("Never asked: %1"), counts.neverAsked);
  add(Tr::tr("Stored though not due: %1"), counts.undue);
  return lines.join(u'\n');
}

void CoveragePanel::showDay()
{
  const auto day = m_calendar->chosen();
  const bool isCalendar = m_stack->currentIndex() == 0;
  if (isCalendar && day) {
    m_day->setText(dayText(*day).split(u'\n').join(QStringLiteral("  ")));
  } else if (m_set != nullptr) {
    m_day->setText(Tr::tr("%1 of %2 due days stored").arg(number(m_set->total.stored), number(m_set->total.due)));
  }
  m_day->setToolTip(m_day->text());
}

void CoveragePanel::retranslate()
{
  const QString view = m_view->value();
  m_view->clear();
  m_view->addSegment(kViews[0], Tr::tr("Calendar"));
  m_view->addSegment(kViews[1], Tr::tr("By security"));
  m_view->addSegment(kViews[2], Tr::tr("Missing ranges"));
  m_view->setValue(view.isEmpty() ? kViews.front() : view);
  m_calendar->setAccessibleName(Tr::tr("Coverage by trading day"));
  m_securityTable->setAccessibleName(Tr::tr("Coverage by security"));
  m_rangeTable->setAccessibleName(Tr::tr("Missing ranges"));
  m_securities.retranslate();
  m_ranges.retranslate();
  m_legend->update();
  showDay();
  Q_EMIT titleChanged();
}

void registerCoveragePanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("coverage");
  spec.title = [] { return Tr::tr("Coverage"); };
  spec.icon = QStringLiteral("coverage");
  spec.menu = QStringLiteral("data");
  spec.places = {{QStringLiteral("data"), DockArea::Centre, 2, 560, 3, false}};
  spec.create = [](const Context& context, QWidget* parent) { return new CoveragePanel(context, parent); };
  registry.add(std::move(spec));
}

}
