// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/panel.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/panel_export.h"
#include "ui/shell/panel_notices.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/symbol_navigation.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QEvent>
#include <QStackedLayout>
#include <QUndoStack>
#include <QVBoxLayout>

namespace zvt::ui {

Panel::Panel(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_stack(new QStackedLayout)
    , m_undo(new QUndoStack(this))
{
  setAutoFillBackground(true);
  m_column->setContentsMargins(0, 0, 0, 0);
  m_column->setSpacing(0);
  m_stack->setContentsMargins(0, 0, 0, 0);
  m_column->addLayout(m_stack, 1);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, [this] { themeChanged(); });
}

Panel::~Panel() = default;

void Panel::adopt(const QString& id, const QString& helpTopic, const Context& context)
{
  m_id = id;
  m_helpTopic = helpTopic;
  m_context = std::make_unique<Context>(context);
  setAcceptDrops(m_bus != nullptr || context.links != nullptr);
  if (context.actions)
    context.actions->addHost(this, id);
}

Panel* Panel::around(QWidget* widget)
{
  for (; widget; widget = widget->parentWidget())
    if (auto* panel = qobject_cast<Panel*>(widget))
      return panel;
  return nullptr;
}

Panel* Panel::focused()
{
  return around(QApplication::focusWidget());
}

void Panel::setLink(LinkColor link)
{
  if (std::exchange(m_link, link) == link)
    return;
  Q_EMIT linkChanged(link);
  if (!m_pinned)
    catchUp();
}

void Panel::setPinned(bool pinned)
{
  if (std::exchange(m_pinned, pinned) == pinned)
    return;
  Q_EMIT pinnedChanged(pinned);
  if (!pinned)
    catchUp();
}

void Panel::followLink(LinkBus* bus, std::function<void(const QString&)> show)
{
  m_bus = bus;
  m_follow = std::move(show);
  setAcceptDrops(true);
  connect(bus, &LinkBus::selected, this, [this](LinkColor color, const QString& entity, QObject* source) {
    if (source != this && color != LinkColor::None && color == m_link && !m_pinned)
      m_follow(entity);
  });
}

void Panel::catchUp()
{
  if (!m_bus || !m_follow)
    return;
  if (const QString chosen = m_bus->current(m_link); !chosen.isEmpty())
    m_follow(chosen);
}

LinkBus* Panel::linkBus() const
{
  return m_bus || !m_context ? m_bus : m_context->links;
}

void Panel::fillLinkMenu(QMenu* menu)
{
  if (!m_context || !m_context->links || m_link == LinkColor::None)
    return;
  constexpr int kMost = 10;
  if (m_context->links->recent(m_link, 1).isEmpty())
    return;
  menu->addSection(Tr::tr("Lately seen in %1").arg(toString(m_link)));
  fillRecentSymbols(menu, *m_context, m_link, kMost);
}

void Panel::dragEnterEvent(QDragEnterEvent* event)
{
  const bool takes = m_follow || (linkBus() && m_link != LinkColor::None);
  if (takes && acceptsSymbol(event->mimeData()))
    event->acceptProposedAction();
}

void Panel::dropEvent(QDropEvent* event)
{
  const QStringList symbols = symbolsOf(event->mimeData());
  LinkBus* bus = linkBus();
  if (symbols.isEmpty() || (!m_follow && (!bus || m_link == LinkColor::None)))
    return;
  event->acceptProposedAction();
  // What is dropped on one panel of a colour is meant for all of it, unless this one goes its own way. A panel that
  // shows no single symbol hands it on.
  if (m_follow)
    m_follow(symbols.front());
  if (bus && !m_pinned)
    bus->select(m_link, symbols.front(), this);
}

void Panel::setContent(QWidget* content)
{
  m_content = content;
  m_stack->addWidget(content);
  if (!m_notice)
    m_stack->setCurrentWidget(content);
}

void Panel::showContent()
{
  replaceNotice(nullptr, PanelState::Content);
}

void Panel::showLoading(const LoadingProgress& progress)
{
  replaceNotice(new LoadingNotice(progress, this), PanelState::Loading);
}

void Panel::showEmpty(const EmptyText& text)
{
  auto* empty = new widgets::EmptyState(text.icon, text.sentence, text.button, this);
  if (text.action)
    connect(empty, &widgets::EmptyState::triggered, this, text.action);
  replaceNotice(empty, PanelState::Empty);
}

void Panel::showError(const QString& what, std::function<void()> retry)
{
  const bool hasLog =
      m_context && m_context->actions && m_context->actions->action(QStringLiteral("window.panel.log")) != nullptr;
  auto* error = new widgets::ErrorState(what, bool(retry), this);
  if (retry)
    connect(error, &widgets::ErrorState::retryRequested, this, std::move(retry));
  if (hasLog) {
    error->offerLog();
    connect(error, &widgets::ErrorState::logRequested, this, &Panel::openLog);
  }
  replaceNotice(error, PanelState::Error);
}

void Panel::openLog()
{
  if (QAction* action = m_context ? m_context->actions->action(QStringLiteral("window.panel.log")) : nullptr)
    action->trigger();
}

void Panel::showStale(const StaleText& text)
{
  showFresh();
  m_stale = new StaleStrip(text, this);
  m_column->insertWidget(0, m_stale);
}

void Panel::showFresh()
{
  if (QWidget* old = std::exchange(m_stale, nullptr)) {
    old->hide();
    old->deleteLater(); // its own button may be what called us
  }
}

void Panel::replaceNotice(QWidget* notice, PanelState state)
{
  if (QWidget* old = std::exchange(m_notice, notice)) {
    m_stack->removeWidget(old);
    old->hide();
    old->deleteLater(); // its own button may be what called us
  }
  if (notice)
    m_stack->addWidget(notice);
  if (QWidget* shown = notice ? notice : m_content)
    m_stack->setCurrentWidget(shown);
  if (std::exchange(m_state, state) != state)
    Q_EMIT stateChanged(state);
}

void Panel::setUndoStack(QUndoStack* stack)
{
  m_undo = stack;
}

QString Panel::copyText() const
{
  const QAbstractItemView* view = m_state == PanelState::Content ? tableInView(m_content) : nullptr;
  return view ? toText(tableOf(*view, true)) : QString();
}

QList<ExportFormat> Panel::exportFormats() const
{
  if (m_state != PanelState::Content)
    return {};
  if (!tableInView(m_content))
    return {ExportFormat::Png};
  return {ExportFormat::Csv, ExportFormat::Png};
}

PanelTable Panel::exportTable() const
{
  const QAbstractItemView* view = m_state == PanelState::Content ? tableInView(m_content) : nullptr;
  return view ? tableOf(*view, false) : PanelTable{};
}

void Panel::copy()
{
  if (const QString text = copyText(); !text.isEmpty())
    QApplication::clipboard()->setText(text);
}

void Panel::exportAs(ExportFormat format)
{
  if (m_context)
    exportPanel(*this, format, *m_context);
}

void Panel::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    Q_EMIT titleChanged();
  }
  QWidget::changeEvent(event);
}

}
