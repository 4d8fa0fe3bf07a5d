// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include "ui/shell/tr.h"
#include "widgets/base/icons.h"

#include <QApplication>
#include <QShortcutEvent>

#include <algorithm>
#include <ranges>

namespace zvt::ui {

struct ActionRegistry::Entry {
  ActionSpec spec;
  QAction* action;
};

struct ActionRegistry::Host {
  QPointer<QWidget> widget;
  QString context;
};

namespace {

/// "文件(&F)" → "文件", "&File…" → "File…".
QString withoutMnemonic(QString text)
{
  if (const qsizetype at = text.indexOf(u"(&"); at >= 0 && at + 3 < text.size() && text.at(at + 3) == u')')
    text.remove(at, 4);
  return text.remove(u'&');
}

bool meet(const QKeySequence& a, const QKeySequence& b)
{
  return a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch;
}

}

ActionRegistry::ActionRegistry(QObject* parent)
    : QObject(parent)
    , m_menus([this] {
      std::vector<ActionMenus::Item> items;
      for (const auto& one : m_entries)
        items.push_back({&one->spec, one->action});
      return items;
    })
{
  if (qApp)
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { noteFocus(now); });
}

ActionRegistry::~ActionRegistry() = default;

ActionRegistry::Entry* ActionRegistry::entry(const QString& id) const
{
  const auto found =
      std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& one) { return one->spec.id == id; });
  return found == m_entries.end() ? nullptr : found->get();
}

QAction* ActionRegistry::add(ActionSpec spec)
{
  remove(spec.id);
  auto* action = new QAction(this);
  action->setObjectName(spec.id);
  action->setCheckable(spec.checkable);
  action->setText(spec.text());
  action->setToolTip(spec.help ? spec.help() : QString());
  action->installEventFilter(this);
  if (!spec.icon.isEmpty())
    action->setIcon(widgets::icon(spec.icon));
  if (!spec.context.isEmpty())
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  if (spec.run)
    connect(action, &QAction::triggered, this, [run = spec.run](bool checked) { run(checked); });
  const auto behind =
      std::upper_bound(m_entries.begin(), m_entries.end(), spec, [](const ActionSpec& own, const auto& other) {
        return ActionMenus::placeOf(own) < ActionMenus::placeOf(other->spec);
      });
  Entry& made = **m_entries.insert(behind, std::make_unique<Entry>(Entry{std::move(spec), action}));
  applyKeys(made);
  hang(made);
  Q_EMIT changed();
  return action;
}

void ActionRegistry::remove(const QString& id)
{
  const auto found =
      std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& one) { return one->spec.id == id; });
  if (found == m_entries.end())
    return;
  const QString menu = (*found)->spec.menu;
  delete (*found)->action;
  m_entries.erase(found);
  m_menus.fill(menu);
  Q_EMIT changed();
}

QAction* ActionRegistry::action(const QString& id) const
{
  const Entry* found = entry(id);
  return found ? found->action : nullptr;
}

const ActionSpec* ActionRegistry::find(const QString& id) const
{
  const Entry* found = entry(id);
  return found ? &found->spec : nullptr;
}

std::vector<const ActionSpec*> ActionRegistry::all() const
{
  std::vector<const ActionSpec*> specs;
  specs.reserve(m_entries.size());
  for (const auto& one : m_entries)
    specs.push_back(&one->spec);
  return specs;
}

void ActionRegistry::attach(QMenuBar* bar)
{
  m_menus.attach(bar);
  for (const auto& one : m_entries)
    if (one->spec.menu.isEmpty())
      hang(*one);
  Q_EMIT changed();
}

QMenu* ActionRegistry::menu(const QString& id, const QMenuBar* bar) const
{
  return m_menus.menu(id, bar);
}

void ActionRegistry::retranslate()
{
  m_menus.retranslate();
  for (const auto& one : m_entries) {
    one->action->setText(one->spec.text());
    one->action->setToolTip(one->spec.help ? one->spec.help() : QString());
  }
}

void ActionRegistry::hang(Entry& entry)
{
  // An action without a menu has to hang somewhere for its keys to work.
  if (!entry.spec.context.isEmpty())
    for (const Host& host : m_hosts)
      if (host.widget && host.context == entry.spec.context)
        host.widget->addAction(entry.action);
  if (!entry.spec.menu.isEmpty()) {
    m_menus.fill(entry.spec.menu);
    return;
  }
  for (const QMenuBar* bar : m_menus.bars())
    if (entry.spec.context.isEmpty() && !bar->window()->actions().contains(entry.action))
      bar->window()->addAction(entry.action);
}

void ActionRegistry::addHost(QWidget* host, const QString& context)
{
  std::erase_if(m_hosts, [&](const Host& other) { return !other.widget || other.widget == host; });
  m_hosts.insert(m_hosts.begin(), {host, context});
  for (const auto& one : m_entries)
    if (one->spec.context == context)
      host->addAction(one->action);
  noteFocus(QApplication::focusWidget());
}

QWidget* ActionRegistry::host(const QString& context) const
{
  for (const Host& one : m_hosts | std::views::reverse)
    if (one.widget && one.context == context)
      return one.widget;
  return nullptr;
}

QString ActionRegistry::focusedContext() const
{
  const QWidget* focused = QApplication::focusWidget();
  for (const Host& one : m_hosts | std::views::reverse)
    if (focused && one.widget && (one.widget == focused || one.widget->isAncestorOf(focused)))
      return one.context;
  return {};
}

void ActionRegistry::noteFocus(QWidget* now)
{
  const auto found = std::find_if(m_hosts.begin(), m_hosts.end(),
      [&](const Host& one) { return now && one.widget && (one.widget == now || one.widget->isAncestorOf(now)); });
  if (found != m_hosts.end())
    std::rotate(found, found + 1, m_hosts.end());
}

void ActionRegistry::setContextTitle(const QString& context, std::function<QString()> title)
{
  std::erase_if(m_contextTitles, [&](const auto& one) { return one.first == context; });
  m_contextTitles.emplace_back(context, std::move(title));
}

QString ActionRegistry::contextTitle(const QString& context) const
{
  if (context.isEmpty())
    return Tr::tr("Everywhere");
  for (const auto& [id, title] : m_contextTitles)
    if (id == context)
      return title();
  return context;
}

QString ActionRegistry::plainText(const QString& id) const
{
  const Entry* found = entry(id);
  return found ? withoutMnemonic(found->spec.text()) : QString();
}

QString ActionRegistry::path(const QString& id) const
{
  const Entry* found = entry(id);
  if (!found)
    return {};
  QString group = found->spec.context.isEmpty() ? QString() : contextTitle(found->spec.context);
  if (group.isEmpty())
    group = withoutMnemonic(ActionMenus::titleOf(found->spec.menu.section(u'/', 0, 0)));
  const QString text = withoutMnemonic(found->spec.text());
  return group.isEmpty() ? text : QStringLiteral("%1 › %2").arg(group, text);
}

QString ActionRegistry::whyDisabled(const QString& id) const
{
  const Entry* found = entry(id);
  if (!found || found->action->isEnabled())
    return {};
  const QString why = found->spec.whyDisabled ? found->spec.whyDisabled() : QString();
  return why.isEmpty() ? Tr::tr("Not possible now") : why;
}

QList<QKeySequence> ActionRegistry::defaultKeys(const QString& id) const
{
  const Entry* found = entry(id);
  return found ? keysFromText(found->spec.shortcut) : QList<QKeySequence>();
}

QList<QKeySequence> ActionRegistry::keys(const QString& id) const
{
  const std::optional<QList<QKeySequence>> own = m_bindings.find(id);
  return own ? *own : defaultKeys(id);
}

bool ActionRegistry::hasDefaultKeys(const QString& id) const
{
  return !m_bindings.find(id);
}

QStringList ActionRegistry::conflicts(const QString& id, const QKeySequence& wanted) const
{
  const Entry* own = entry(id);
  QStringList same;
  QStringList wider;
  if (!own || wanted.isEmpty())
    return same;
  for (const auto& one : m_entries) {
    const QString& context = one->spec.context;
    if (one->spec.id == id || (context != own->spec.context && !context.isEmpty() && !own->spec.context.isEmpty()))
      continue;
    const QList<QKeySequence> held = keys(one->spec.id);
    if (std::any_of(held.begin(), held.end(), [&](const QKeySequence& key) { return meet(key, wanted); }))
      (context == own->spec.context ? same : wider).append(one->spec.id);
  }
  return same + wider;
}

QString ActionRegistry::menuOpenedBy(const QKeySequence& keys) const
{
  for (const QString& id : ActionMenus::ids()) {
    const QString title = ActionMenus::titleOf(id);
    if (const QKeySequence letter = QKeySequence::mnemonic(title); !letter.isEmpty() && meet(letter, keys))
      return withoutMnemonic(title);
  }
  return {};
}

void ActionRegistry::setKeys(const QString& id, const QList<QKeySequence>& keys)
{
  ShortcutBindings changed = m_bindings;
  if (keys == defaultKeys(id))
    changed.remove(id);
  else
    changed.set(id, keys);
  setBindings(changed);
}

void ActionRegistry::resetKeys(const QString& id)
{
  ShortcutBindings changed = m_bindings;
  changed.remove(id);
  setBindings(changed);
}

void ActionRegistry::resetAllKeys()
{
  setBindings({});
}

void ActionRegistry::setBindings(const ShortcutBindings& bindings)
{
  if (bindings == m_bindings)
    return;
  m_bindings = bindings;
  for (const auto& one : m_entries)
    applyKeys(*one);
  Q_EMIT keysChanged();
}

void ActionRegistry::applyKeys(Entry& entry)
{
  entry.action->setShortcuts(keys(entry.spec.id));
}

void ActionRegistry::addFixedKeys(FixedKeys keys)
{
  std::erase_if(
      m_fixedKeys, [&](const FixedKeys& other) { return other.context == keys.context && other.keys == keys.keys; });
  m_fixedKeys.push_back(std::move(keys));
}

QAction* ActionRegistry::winner(const QKeySequence& pressed) const
{
  const QString context = focusedContext();
  QAction* best = nullptr;
  for (const auto& one : m_entries) {
    const bool fits = one->spec.context.isEmpty() || one->spec.context == context;
    if (!fits || !one->action->isEnabled() || !keys(one->spec.id).contains(pressed))
      continue;
    if (!best || (!one->spec.context.isEmpty() && entry(best->objectName())->spec.context.isEmpty()))
      best = one->action;
  }
  return best;
}

bool ActionRegistry::eventFilter(QObject* watched, QEvent* event)
{
  // Qt leaves keys alone that two actions answer to. Here the action of the focused panel goes first.
  if (event->type() == QEvent::Shortcut) {
    const auto* shortcut = static_cast<QShortcutEvent*>(event);
    if (shortcut->isAmbiguous())
      if (QAction* best = winner(shortcut->key())) {
        best->trigger();
        return true;
      }
  }
  return QObject::eventFilter(watched, event);
}

}
