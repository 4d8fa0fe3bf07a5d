// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/notifications_panel.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/segmented_control.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QDateTime>
#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

using widgets::CellTone;
using widgets::NoteKind;
using widgets::TableCell;

namespace {

struct KindLook {
  QString (*text)();
  const char* icon;
  CellTone tone;
};

KindLook lookOf(NoteKind kind)
{
  switch (kind) {
  case NoteKind::Error:
    return {[] { return Tr::tr("Error"); }, "error", CellTone::Error};
  case NoteKind::Warning:
    return {[] { return Tr::tr("Warning"); }, "warning", CellTone::Warning};
  case NoteKind::Ok:
    return {[] { return Tr::tr("Done"); }, "check", CellTone::Ok};
  case NoteKind::Info:
    break;
  }
  return {[] { return Tr::tr("Info"); }, "info", CellTone::Secondary};
}

}

NotificationsPanel::NotificationsPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_shown(std::make_shared<const std::vector<Notice>>())
    , m_kinds(new widgets::SegmentedControl(this))
    , m_search(new widgets::SearchField(this))
    , m_table(new widgets::DataTable(this))
    , m_quiet(new QAction(widgets::icon(QStringLiteral("bell-off")), QString(), this))
    , m_readAll(new QAction(widgets::icon(QStringLiteral("check")), QString(), this))
    , m_clear(new QAction(widgets::icon(QStringLiteral("trash")), QString(), this))
{
  m_quiet->setObjectName(QStringLiteral("doNotDisturb"));
  m_quiet->setCheckable(true);
  m_readAll->setObjectName(QStringLiteral("readAllNotices"));
  m_clear->setObjectName(QStringLiteral("clearNotices"));
  m_kinds->setObjectName(QStringLiteral("noticeKindSegments"));
  m_kinds->setUniform(false);
  for (const char* kind : {"all", "unread", "error"})
    m_kinds->addSegment(QLatin1String(kind), QString());
  m_kinds->setValue(QStringLiteral("all"));
  m_search->setObjectName(QStringLiteral("noticeSearchField"));
  m_table->setObjectName(QStringLiteral("noticeTable"));
  m_table->setModel(&m_model);
  m_table->setWordWrap(true);
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* head = new QVBoxLayout;
  head->setContentsMargins(8, 3, 8, 3);
  head->addWidget(m_search);
  column->addLayout(head);
  column->addWidget(m_table, 1);
  setContent(content);
  connect(m_kinds, &widgets::SegmentedControl::chosen, this, &NotificationsPanel::fill);
  connect(m_search, &QLineEdit::textChanged, this, &NotificationsPanel::fill);
  connect(m_table, &widgets::DataTable::rowActivated, this, &NotificationsPanel::follow);
  if (NotificationCenter* center = m_context.notices) {
    connect(center, &NotificationCenter::changed, this, &NotificationsPanel::fill);
    connect(m_quiet, &QAction::toggled, center, &NotificationCenter::setDoNotDisturb);
    connect(m_readAll, &QAction::triggered, center, &NotificationCenter::markAllRead);
    connect(m_clear, &QAction::triggered, center, &NotificationCenter::clear);
    connect(m_table, &QAbstractItemView::clicked, this, [this, center](const QModelIndex& index) {
      center->markRead((*m_shown)[static_cast<std::size_t>(index.row())].id);
    });
  }
  retranslate();
}

QString NotificationsPanel::title() const
{
  return Tr::tr("Notifications");
}

QString NotificationsPanel::subtitle() const
{
  const int unread = m_context.notices ? m_context.notices->unreadCount() : 0;
  return unread > 0 ? Tr::tr("%n unread", nullptr, unread) : QString();
}

QWidget* NotificationsPanel::titleWidget()
{
  return m_kinds;
}

QList<QAction*> NotificationsPanel::titleActions()
{
  return {m_quiet, m_readAll, m_clear};
}

std::vector<widgets::TableColumn> NotificationsPanel::columns() const
{
  const auto at = [shown = m_shown](std::size_t row) -> const Notice& { return (*shown)[row]; };
  const auto tone = [](const Notice& notice, CellTone unread) { return notice.read ? CellTone::Muted : unread; };
  return {{[] { return Tr::tr("Time"); }, false, 104,
              [at](std::size_t row) {
                const QDateTime time = QDateTime::fromMSecsSinceEpoch(at(row).atMs);
                return TableCell{
                    time.toString(QStringLiteral("MM-dd HH:mm:ss")), time, CellTone::Muted, time.toString(Qt::ISODate)};
              }},
      {[] { return Tr::tr("Kind"); }, false, 84,
          [at, tone](std::size_t row) {
            const KindLook look = lookOf(at(row).kind);
            return TableCell{look.text(), {}, tone(at(row), look.tone), {}, QLatin1String(look.icon)};
          }},
      {[] { return Tr::tr("Leads to"); }, false, 110,
          [at, actions = m_context.actions](std::size_t row) {
            const QAction* action = actions ? actions->action(at(row).action) : nullptr;
            return TableCell{action ? action->text().remove(u'&') : QString(), {}, CellTone::Accent, {}};
          }},
      {[] { return Tr::tr("Message"); }, false, 300,
          [at, tone](std::size_t row) {
            return TableCell{at(row).text, {}, tone(at(row), CellTone::Neutral), at(row).text};
          }}};
}

void NotificationsPanel::fill()
{
  const NotificationCenter* center = m_context.notices;
  auto shown = std::make_shared<std::vector<Notice>>();
  const QString kind = m_kinds->value();
  const QString wanted = m_search->text().trimmed();
  if (center)
    for (auto notice = center->notices().rbegin(); notice != center->notices().rend(); ++notice)
      if ((kind != u"unread" || !notice->read) && (kind != u"error" || notice->kind == NoteKind::Error)
          && notice->text.contains(wanted, Qt::CaseInsensitive))
        shown->push_back(*notice);
  m_shown = std::move(shown);
  const bool first = m_model.columns().empty();
  m_model.setContent(columns(), m_shown->size());
  if (first)
    for (std::size_t i = 0; i < m_model.columns().size(); ++i)
      m_table->setColumnWidth(static_cast<int>(i), m_model.columns()[i].width);
  const bool any = center && !center->notices().empty();
  m_clear->setEnabled(any);
  m_readAll->setEnabled(center && center->unreadCount() > 0);
  const QSignalBlocker quiet(m_quiet);
  m_quiet->setChecked(center && center->doNotDisturb());
  if (any)
    showContent();
  else
    showEmpty({QStringLiteral("bell"),
        Tr::tr("What the program tells you stays here: finished tasks, failures, broken connections."), {}, {}});
  Q_EMIT titleChanged();
}

void NotificationsPanel::follow(const QModelIndex& index)
{
  const Notice notice = (*m_shown)[static_cast<std::size_t>(index.row())];
  m_context.notices->markRead(notice.id);
  if (QAction* action = m_context.actions ? m_context.actions->action(notice.action) : nullptr)
    action->trigger();
}

void NotificationsPanel::retranslate()
{
  m_kinds->setSegmentText(QStringLiteral("all"), Tr::tr("All"));
  m_kinds->setSegmentText(QStringLiteral("unread"), Tr::tr("Unread"));
  m_kinds->setSegmentText(QStringLiteral("error"), Tr::tr("Errors"));
  m_kinds->setAccessibleName(Tr::tr("Which notices"));
  m_search->setPlaceholderText(Tr::tr("Search the notices"));
  m_search->setAccessibleName(Tr::tr("Search the notices"));
  m_table->setAccessibleName(Tr::tr("Notifications"));
  m_quiet->setText(Tr::tr("Do not disturb: only errors pop up"));
  m_readAll->setText(Tr::tr("Mark all as read"));
  m_clear->setText(Tr::tr("Remove all notices"));
  m_model.retranslate();
  fill();
}

void registerNotificationsPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("notifications");
  spec.title = [] { return Tr::tr("Notifications"); };
  spec.icon = QStringLiteral("bell");
  spec.menu = QStringLiteral("window");
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) -> Panel* {
    return new NotificationsPanel(context, parent);
  };
  registry.add(std::move(spec));
}

}
