// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alerts_panel.h"

#include "core/alert/exchange_zone.h"
#include "ui/alert/alert_actions.h"
#include "ui/alert/alert_text.h"
#include "ui/alert/alerts.h"
#include "ui/bridge/quote_feed.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/segmented_control.h"
#include "widgets/table/data_table.h"
#include "widgets/table/sorted_table.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using alert::State;
using widgets::CellTone;
using widgets::TableCell;

namespace {

constexpr int kRefreshMs = 1000;
constexpr int kTellsColumn = 4; ///< of the list; hidden at first, as the tip of the state says it too

CellTone toneOf(State state)
{
  switch (state) {
  case State::Armed:
    return CellTone::Ok;
  case State::Snoozed:
    return CellTone::Warning;
  case State::Done:
    return CellTone::Accent;
  case State::Expired:
  case State::Disabled:
    break;
  }
  return CellTone::Muted;
}

}

AlertsPanel::AlertsPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_rows(std::make_shared<std::vector<Row>>())
    , m_events(std::make_shared<const std::vector<alert::AlertEvent>>())
{
  build();
  m_refresh.setSingleShot(true);
  m_refresh.setInterval(kRefreshMs);
  connect(&m_refresh, &QTimer::timeout, this, &AlertsPanel::showDistances);
  if (m_context.alerts != nullptr) {
    setUndoStack(m_context.alerts->undoStack());
    connect(m_context.alerts, &Alerts::changed, this, &AlertsPanel::fill);
    if (m_context.quoteFeed != nullptr)
      connect(m_context.quoteFeed, &QuoteFeed::changed, this, [this] {
        if (!m_refresh.isActive() && isVisible())
          m_refresh.start();
      });
  }
  retranslate();
}

void AlertsPanel::build()
{
  const auto action = [this](const char* name, const char* icon, auto run) {
    auto* made = new QAction(widgets::icon(QLatin1String(icon)), QString(), this);
    made->setObjectName(QLatin1String(name));
    connect(made, &QAction::triggered, this, run);
    return made;
  };
  m_add = action("addAlert", "plus", [this] { openNewAlert(m_context, this); });
  m_edit = action("editAlert", "pencil", [this] { edit(); });
  m_toggle = action("toggleAlert", "bell-off", [this] { toggle(); });
  m_snooze = action("snoozeAlert", "clock", [this] { snooze(Duration::minutes(5)); });
  m_remove = action("removeAlert", "trash", [this] { remove(); });
  m_pages = new widgets::SegmentedControl(this);
  m_pages->setObjectName(QStringLiteral("alertPages"));
  m_pages->addSegment(QStringLiteral("list"), QString());
  m_pages->addSegment(QStringLiteral("history"), QString());
  m_pages->setValue(QStringLiteral("list"));
  m_stack = new QStackedWidget(this);
  m_listTable = widgets::sortedTable(m_stack, "alertTable", m_sortedList, m_list);
  m_historyTable = widgets::sortedTable(m_stack, "alertHistoryTable", m_sortedHistory, m_history);
  m_stack->addWidget(m_listTable);
  m_stack->addWidget(m_historyTable);
  setContent(m_stack);
  connect(m_pages, &widgets::SegmentedControl::chosen, this, &AlertsPanel::showPage);
  for (widgets::DataTable* table : {m_listTable, m_historyTable})
    connect(table, &widgets::DataTable::rowActivated, this, &AlertsPanel::follow);
}

QString AlertsPanel::title() const
{
  return Tr::tr("Alerts");
}

QString AlertsPanel::subtitle() const
{
  const auto armed = std::ranges::count_if(
      *m_rows, [this](const Row& row) { return row.alert.state(m_context.alerts->now()) == State::Armed; });
  return m_rows->empty() ? QString() : Tr::tr("%n armed", nullptr, static_cast<int>(armed));
}

QWidget* AlertsPanel::titleWidget()
{
  return m_pages;
}

QList<QAction*> AlertsPanel::titleActions()
{
  return {m_add, m_edit, m_snooze, m_toggle, m_remove};
}

QJsonObject AlertsPanel::saveState() const
{
  return {{QStringLiteral("page"), m_pages->value()}, {QStringLiteral("columns"), m_listTable->saveColumns()},
      {QStringLiteral("historyColumns"), m_historyTable->saveColumns()}};
}

void AlertsPanel::restoreState(const QJsonObject& state)
{
  m_listTable->restoreColumns(state.value(u"columns").toObject());
  m_historyTable->restoreColumns(state.value(u"historyColumns").toObject());
  if (const QString page = state.value(u"page").toString(); m_pages->values().contains(page))
    showPage(page);
}

bool AlertsPanel::isHistory() const
{
  return m_pages->value() == u"history";
}

void AlertsPanel::showPage(const QString& page)
{
  m_pages->setValue(page);
  m_stack->setCurrentIndex(isHistory() ? 1 : 0);
  fill();
}

std::vector<widgets::TableColumn> AlertsPanel::listColumns()
{
  const auto at = [rows = m_rows](std::size_t row) -> const Row& { return (*rows)[row]; };
  const auto now = [this] { return m_context.alerts->now(); };
  return {{[] { return Tr::tr("Security"); }, false, 80,
              [at, context = m_context](std::size_t row) {
                return TableCell{
                    nameOf(context, at(row).alert.entityId), {}, CellTone::Neutral, codeOf(at(row).alert.entityId)};
              }},
      {[] { return Tr::tr("Condition"); }, false, 240,
          [at](std::size_t row) {
            const QString text = conditionText(at(row).alert.condition, at(row).alert.entityId);
            return TableCell{text, {}, CellTone::Neutral, text};
          }},
      {[] { return Tr::tr("State"); }, false, 62,
          [at, now](std::size_t row) {
            if (!at(row).fault.isEmpty())
              return TableCell{Tr::tr("Fault"), {}, CellTone::Error, at(row).fault, QStringLiteral("error")};
            const State state = at(row).alert.state(now());
            const QString until = state == State::Snoozed
                ? Tr::tr("until %1").arg(momentText(*at(row).alert.snoozedUntil, at(row).alert.entityId))
                : frequencyText(at(row).alert.frequency);
            return TableCell{stateText(state), {}, toneOf(state), until};
          }},
      {[] { return Tr::tr("Distance"); }, true, 66,
          [at](std::size_t row) {
            const double distance = at(row).distance;
            const QString text = std::isnan(distance) ? QString() : widgets::formatSignedPercent(distance);
            return TableCell{text, std::isnan(distance) ? QVariant(1e9) : QVariant(std::abs(distance)),
                CellTone::Neutral, Tr::tr("How far the last price has to go")};
          }},
      {[] { return Tr::tr("Tells"); }, false, 84,
          [at](std::size_t row) {
            return TableCell{frequencyText(at(row).alert.frequency), {}, CellTone::Secondary, {}};
          }},
      {[] { return Tr::tr("Last told"); }, false, 80,
          [at](std::size_t row) {
            const alert::Memory& memory = at(row).alert.memory;
            const QString text = memory.firedTime ? momentText(*memory.firedTime, at(row).alert.entityId) : QString();
            return TableCell{text,
                memory.firedTime ? QVariant(static_cast<qlonglong>(memory.firedTime->micros)) : QVariant(0),
                CellTone::Muted,
                memory.count > 0 ? Tr::tr("%n time(s)", nullptr, static_cast<int>(memory.count)) : QString()};
          }},
      {[] { return Tr::tr("Message"); }, false, 60,
          [at](std::size_t row) {
            const QString text = QString::fromStdString(at(row).alert.message);
            return TableCell{text, {}, CellTone::Secondary, text};
          }}};
}

std::vector<widgets::TableColumn> AlertsPanel::historyColumns() const
{
  const auto at = [events = m_events](std::size_t row) -> const alert::AlertEvent& { return (*events)[row]; };
  return {{[] { return Tr::tr("Time"); }, false, 100,
              [at](std::size_t row) {
                return TableCell{momentText(at(row).time, at(row).entityId),
                    QVariant(static_cast<qlonglong>(at(row).number)), CellTone::Muted,
                    at(row).replay ? Tr::tr("While a day of the past was played") : QString()};
              }},
      {[] { return Tr::tr("Security"); }, false, 80,
          [at, context = m_context](std::size_t row) {
            return TableCell{nameOf(context, at(row).entityId), {}, CellTone::Neutral, codeOf(at(row).entityId)};
          }},
      {[] { return Tr::tr("Condition"); }, false, 240,
          [at](std::size_t row) {
            const QString text = conditionText(at(row).condition, at(row).entityId);
            return TableCell{text, {}, CellTone::Neutral, text};
          }},
      {[] { return Tr::tr("Value"); }, true, 70,
          [at](std::size_t row) { return TableCell{priceText(at(row).value), at(row).value, CellTone::Neutral, {}}; }},
      {[] { return Tr::tr("Message"); }, false, 100,
          [at](std::size_t row) {
            const QString text = QString::fromStdString(at(row).message);
            return TableCell{text, {}, CellTone::Secondary, text};
          }}};
}

void AlertsPanel::fill()
{
  const QStringList kept = chosen();
  auto rows = std::make_shared<std::vector<Row>>();
  auto events = std::make_shared<std::vector<alert::AlertEvent>>();
  if (Alerts* alerts = m_context.alerts) {
    for (const alert::Alert& one : alerts->all()) {
      const Error* fault = alerts->faultOf(one.id);
      rows->push_back(
          {one, alerts->distanceOf(one), fault != nullptr ? widgets::Language::current().describe(*fault) : QString()});
    }
    events->assign(alerts->history().events().rbegin(), alerts->history().events().rend());
  }
  const bool first = m_list.columns().empty();
  m_rows = std::move(rows);
  m_events = std::move(events);
  m_list.setContent(listColumns(), m_rows->size());
  m_history.setContent(historyColumns(), m_events->size());
  if (first) {
    widgets::setColumnWidths(m_listTable, m_list);
    m_listTable->setColumnHidden(kTellsColumn, true);
    widgets::setColumnWidths(m_historyTable, m_history);
  }
  for (int row = 0; row < m_sortedList.rowCount(); ++row) {
    const auto at = static_cast<std::size_t>(m_sortedList.mapToSource(m_sortedList.index(row, 0)).row());
    if (kept.contains(QString::fromStdString((*m_rows)[at].alert.id)))
      m_listTable->selectionModel()->select(
          m_sortedList.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
  }
  m_add->setEnabled(m_context.alerts != nullptr && m_context.alerts->isLoaded());
  for (QAction* one : {m_edit, m_toggle, m_snooze, m_remove})
    one->setEnabled(!m_rows->empty() && !isHistory());
  if (isHistory() ? !m_events->empty() : !m_rows->empty())
    showContent();
  else if (isHistory())
    showEmpty({QStringLiteral("bell"), Tr::tr("What alerts tell you stays here."), {}, {}});
  else
    showEmpty({QStringLiteral("bell"),
        Tr::tr("An alert watches for you: a price, a change of the day, a line, a formula, or data that stop coming. "
               "Alt+A makes one for the security in view."),
        m_add->isEnabled() ? Tr::tr("Add an alert…") : QString(), [this] { openNewAlert(m_context, this); }});
  Q_EMIT titleChanged();
}

void AlertsPanel::showDistances()
{
  for (Row& row : *m_rows)
    row.distance = m_context.alerts->distanceOf(row.alert);
  if (!m_rows->empty())
    Q_EMIT m_list.dataChanged(m_list.index(0, 2), m_list.index(m_list.rowCount() - 1, 3));
}

QStringList AlertsPanel::chosen() const
{
  QStringList ids;
  if (m_listTable->selectionModel() == nullptr || isHistory())
    return ids;
  for (const QModelIndex& index : m_listTable->selectionModel()->selectedRows()) {
    const auto row = static_cast<std::size_t>(m_sortedList.mapToSource(index).row());
    if (row < m_rows->size())
      ids << QString::fromStdString((*m_rows)[row].alert.id);
  }
  return ids;
}

void AlertsPanel::edit()
{
  if (const QStringList ids = chosen(); !ids.isEmpty())
    openAlert(m_context, ids.front(), this);
}

void AlertsPanel::remove()
{
  const QStringList ids = chosen();
  if (ids.isEmpty())
    return;
  m_context.alerts->remove(ids);
  notify(m_context, this, widgets::NoteKind::Info, Tr::tr("%n alert(s) deleted", nullptr, static_cast<int>(ids.size())),
      undoAction([alerts = QPointer(m_context.alerts)] {
        if (alerts)
          alerts->undoStack()->undo();
      }));
}

void AlertsPanel::toggle()
{
  const QStringList ids = chosen();
  const Timestamp now = m_context.alerts->now();
  const bool anyAwake = std::ranges::any_of(ids, [&](const QString& id) {
    const State state = m_context.alerts->find(id)->state(now);
    return state == State::Armed || state == State::Snoozed;
  });
  m_context.alerts->setEnabled(ids, !anyAwake);
}

void AlertsPanel::snooze(Duration span)
{
  m_context.alerts->snooze(chosen(), m_context.alerts->now() + span);
}

void AlertsPanel::snoozeUntilTomorrow()
{
  const QStringList ids = chosen();
  if (ids.isEmpty())
    return;
  const TimeZone zone = alert::zoneOf(m_context.alerts->find(ids.front())->entityId);
  const TradingDay today = zone.toLocal(m_context.alerts->now()).day();
  m_context.alerts->snooze(ids, zone.toUtc(LocalTime::of(today + 1)));
}

void AlertsPanel::openSecurity(const std::string& entityId)
{
  if (m_context.links != nullptr)
    m_context.links->select(link() == LinkColor::None ? LinkColor::A : link(), QString::fromStdString(entityId), this);
}

void AlertsPanel::follow(const QModelIndex& index)
{
  if (!isHistory()) {
    edit();
    return;
  }
  openSecurity((*m_events)[static_cast<std::size_t>(m_sortedHistory.mapToSource(index).row())].entityId);
}

void AlertsPanel::contextMenuEvent(QContextMenuEvent* event)
{
  QMenu menu(this);
  menu.addAction(m_add);
  if (const QStringList ids = chosen(); !ids.isEmpty()) {
    menu.addAction(m_edit);
    menu.addAction(Tr::tr("Show the &security"), this,
        [this, id = ids.front()] { openSecurity(m_context.alerts->find(id)->entityId); });
    QMenu* rest = menu.addMenu(widgets::icon(QStringLiteral("clock")), Tr::tr("&Snooze"));
    rest->addAction(Tr::tr("For &5 minutes"), this, [this] { snooze(Duration::minutes(5)); });
    rest->addAction(Tr::tr("For an &hour"), this, [this] { snooze(Duration::hours(1)); });
    rest->addAction(Tr::tr("Until &tomorrow"), this, [this] { snoozeUntilTomorrow(); });
    menu.addAction(m_toggle);
    menu.addAction(m_remove);
  }
  if (isHistory() && !m_events->empty())
    menu.addAction(Tr::tr("&Clear the history"), m_context.alerts, &Alerts::clearHistory);
  menu.addSeparator();
  fillMenu(&menu);
  menu.exec(event->globalPos());
}

void AlertsPanel::retranslate()
{
  m_pages->setSegmentText(QStringLiteral("list"), Tr::tr("List", "of alerts"));
  m_pages->setSegmentText(QStringLiteral("history"), Tr::tr("History"));
  m_pages->setAccessibleName(Tr::tr("Alerts or their history"));
  m_listTable->setAccessibleName(Tr::tr("Alerts"));
  m_historyTable->setAccessibleName(Tr::tr("History of alerts"));
  m_add->setText(Tr::tr("Add an alert…"));
  m_edit->setText(Tr::tr("Edit the alert…"));
  m_toggle->setText(Tr::tr("On or off"));
  m_snooze->setText(Tr::tr("Snooze for 5 minutes"));
  m_remove->setText(Tr::tr("Delete the alert"));
  m_list.retranslate();
  m_history.retranslate();
  fill();
}

void registerAlertsPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("alerts");
  spec.title = [] { return Tr::tr("Alerts"); };
  spec.icon = QStringLiteral("bell");
  spec.menu = QStringLiteral("market");
  spec.places = {{QStringLiteral("trading"), DockArea::Bottom, 2, 230, 1, true}};
  spec.create = [](const Context& context, QWidget* parent) -> Panel* { return new AlertsPanel(context, parent); };
  registry.add(std::move(spec));
}

}
