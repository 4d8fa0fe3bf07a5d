// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alert_notices.h"

#include "ui/alert/alert_text.h"
#include "ui/alert/alerts.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/status_cells.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "widgets/base/language.h"
#include "widgets/base/toast.h"

#include <QApplication>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kSnoozeMinutes = 5;
constexpr int kMostToasts = 3; ///< at once; the rest is among the notifications
constexpr int kSilenceMs = 1000; ///< between two sounds
const QString kAction = QStringLiteral("window.panel.alerts");

}

AlertSound desktopBell()
{
  return [](const std::string&) { QApplication::beep(); };
}

AlertNotices::AlertNotices(const Context& context, QWidget* over, StatusCells* cells, AlertSound sound)
    : QObject(over)
    , m_context(context)
    , m_over(over)
    , m_cells(cells)
    , m_sound(std::move(sound))
{
  connect(m_context.alerts, &Alerts::told, this, &AlertNotices::tell);
  connect(m_context.alerts, &Alerts::changed, this, &AlertNotices::showCell);
  connect(m_context.alerts, &Alerts::failed, this, [this](const Error& error) {
    if (m_over)
      notify(m_context, m_over, widgets::NoteKind::Error, widgets::Language::current().describe(error));
  });
  connect(&widgets::Language::current(), &widgets::Language::changed, this, &AlertNotices::showCell);
  showCell();
}

void AlertNotices::tell(const alert::AlertEvent& event)
{
  const QString text = eventText(m_context, event);
  if (m_context.notices != nullptr)
    m_context.notices->add(widgets::NoteKind::Warning, text, kAction);
  if (!m_over || (m_context.notices != nullptr && m_context.notices->doNotDisturb()))
    return;
  const qint64 nowMs = m_context.alerts->now().micros / 1000;
  const bool isLoud = m_context.settings == nullptr || m_context.settings->flag("alerts.sound");
  // A clock that was set back does not silence.
  const bool isSoon = nowMs >= m_heardMs && nowMs - m_heardMs < kSilenceMs;
  if (isLoud && !event.sound.empty() && m_sound && !isSoon) {
    m_heardMs = nowMs;
    m_sound(event.sound);
  }
  const auto toasts = m_over->window()->findChildren<widgets::Toast*>(Qt::FindDirectChildrenOnly);
  if (std::ranges::count_if(toasts, &QWidget::isVisible) >= kMostToasts)
    return;
  const QString id = QString::fromStdString(event.alertId);
  const Timestamp until = m_context.alerts->now() + Duration::minutes(kSnoozeMinutes);
  widgets::Toast* toast = widgets::Toast::show(m_over, widgets::NoteKind::Warning, text,
      {Tr::tr("Show the chart"), [this, entityId = event.entityId] { openChart(entityId); }});
  if (const alert::Alert* one = m_context.alerts->find(id); one != nullptr && !one->memory.done)
    toast->addAction({Tr::tr("Snooze %1 min").arg(kSnoozeMinutes), [alerts = QPointer(m_context.alerts), id, until] {
                        if (alerts)
                          alerts->snooze({id}, until);
                      }});
}

void AlertNotices::openChart(const std::string& entityId)
{
  if (m_context.links != nullptr)
    m_context.links->select(LinkColor::A, QString::fromStdString(entityId));
  QAction* chart =
      m_context.actions != nullptr ? m_context.actions->action(QStringLiteral("window.panel.chart")) : nullptr;
  if (chart != nullptr)
    chart->trigger();
}

void AlertNotices::showCell()
{
  if (!m_cells)
    return;
  const auto& all = m_context.alerts->all();
  const Timestamp now = m_context.alerts->now();
  const auto armed =
      std::ranges::count_if(all, [&](const alert::Alert& one) { return one.state(now) == alert::State::Armed; });
  if (all.empty()) {
    m_cells->removeCell(QStringLiteral("alerts"));
    return;
  }
  StatusCell cell{armed > 0 ? CellState::Ok : CellState::Off,
      Tr::tr("%n alert(s) armed", nullptr, static_cast<int>(armed)),
      Tr::tr("%n alert(s) in all", nullptr, static_cast<int>(all.size()))};
  m_cells->setCell(QStringLiteral("alerts"), cell);
}

}
