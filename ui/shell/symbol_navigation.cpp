// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_navigation.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/panel.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"

#include <QApplication>
#include <QMenu>
#include <QMouseEvent>

namespace zvt::ui {

namespace {

constexpr int kColors = 6;

QString linkId(int link)
{
  return link < 0 ? QStringLiteral("link.none") : QStringLiteral("link.") + QChar(u'a' + link);
}

}

SymbolNavigation::SymbolNavigation(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
  const QString market = QStringLiteral("market");
  add(
      QStringLiteral("market.back"), [] { return Tr::tr("Symbol &back"); }, market, 10, QStringLiteral("Alt+Left"),
      [this] { m_context.links->back(color()); });
  add(
      QStringLiteral("market.forward"), [] { return Tr::tr("Symbol &forward"); }, market, 11,
      QStringLiteral("Alt+Right"), [this] { m_context.links->forward(color()); });
  add(
      QStringLiteral("market.recent"), [] { return Tr::tr("Symbols &lately seen…"); }, market, 12,
      QStringLiteral("Alt+Down"), [this] { openRecent(); });
  addLinks();
  connect(m_context.links, &LinkBus::historyChanged, this, &SymbolNavigation::refresh);
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
  qApp->installEventFilter(this);
  refresh();
}

SymbolNavigation::~SymbolNavigation()
{
  for (const QString& id : m_ids)
    m_context.actions->remove(id);
}

void SymbolNavigation::add(const QString& id, std::function<QString()> text, const QString& menu, int order,
    const QString& keys, std::function<void()> run)
{
  ActionSpec spec;
  spec.id = id;
  spec.text = std::move(text);
  spec.menu = menu;
  spec.order = order;
  spec.shortcut = keys;
  spec.run = [run = std::move(run)](bool) { run(); };
  spec.whyDisabled = [id] {
    if (id.startsWith(u"link."))
      return Tr::tr("No panel has been chosen yet");
    return id == u"market.forward" ? Tr::tr("Nothing lies ahead") : Tr::tr("This link colour shows its first symbol");
  };
  m_context.actions->add(std::move(spec));
  m_ids.append(id);
}

void SymbolNavigation::addLinks()
{
  for (int link = -1; link < kColors; ++link) {
    const QChar letter(link < 0 ? u'N' : static_cast<char16_t>(u'A' + link));
    add(
        linkId(link),
        [link, letter] { return link < 0 ? Tr::tr("Panel: not linked") : Tr::tr("Panel: link %1").arg(letter); }, {},
        900 + link, QStringLiteral("Alt+L, ") + letter,
        [this, link] {
          if (m_panel)
            m_panel->setLink(static_cast<LinkColor>(link + 1));
        });
  }
}

LinkColor SymbolNavigation::color() const
{
  return m_panel && m_panel->link() != LinkColor::None ? m_panel->link() : LinkColor::A;
}

void SymbolNavigation::follow(QWidget* now)
{
  Panel* panel = Panel::around(now);
  if (!panel || panel == m_panel)
    return;
  if (m_panel)
    m_panel->disconnect(this);
  m_panel = panel;
  connect(panel, &Panel::linkChanged, this, &SymbolNavigation::refresh);
  refresh();
}

void SymbolNavigation::refresh()
{
  const auto enable = [this](const QString& id, bool enabled) {
    if (QAction* action = m_context.actions->action(id))
      action->setEnabled(enabled);
  };
  enable(QStringLiteral("market.back"), m_context.links->canGoBack(color()));
  enable(QStringLiteral("market.forward"), m_context.links->canGoForward(color()));
  enable(QStringLiteral("market.recent"), !m_context.links->recent(color(), 1).isEmpty());
  for (int link = -1; link < kColors; ++link)
    enable(linkId(link), m_panel != nullptr);
}

void fillRecentSymbols(QMenu* menu, const Context& context, LinkColor color, int most)
{
  const QStringList ids = context.links->recent(color, most);
  for (const QString& id : ids) {
    const std::string plain = id.toStdString();
    QAction* action = menu->addAction(QStringLiteral("%1\t%2").arg(nameOf(context, plain), codeOf(plain)));
    action->setData(id);
    action->setCheckable(true);
    action->setChecked(id == context.links->current(color));
    QObject::connect(
        action, &QAction::triggered, context.links, [links = context.links, color, id] { links->select(color, id); });
  }
}

void SymbolNavigation::openRecent()
{
  QWidget* over = m_panel ? static_cast<QWidget*>(m_panel) : QApplication::activeWindow();
  if (!over)
    return;
  auto* menu = new QMenu(over);
  menu->setObjectName(QStringLiteral("recentSymbolsMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fillRecentSymbols(menu, m_context, color());
  if (!menu->isEmpty())
    menu->setActiveAction(menu->actions().front());
  menu->popup(over->mapToGlobal(QPoint(8, 8)));
}

bool SymbolNavigation::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() != QEvent::MouseButtonPress && event->type() != QEvent::MouseButtonDblClick)
    return QObject::eventFilter(watched, event);
  const Qt::MouseButton button = static_cast<QMouseEvent*>(event)->button();
  if ((button != Qt::BackButton && button != Qt::ForwardButton) || !watched->isWidgetType())
    return QObject::eventFilter(watched, event);
  // The panel under the mouse, as a browser's tab under it would go back.
  const Panel* panel = Panel::around(static_cast<QWidget*>(watched));
  const LinkColor wanted = panel && panel->link() != LinkColor::None ? panel->link() : color();
  button == Qt::BackButton ? m_context.links->back(wanted) : m_context.links->forward(wanted);
  return true;
}

}
