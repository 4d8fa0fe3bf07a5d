// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include "ui/shell/tr.h"
#include "widgets/base/icons.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

struct ActionRegistry::Entry {
  ActionSpec spec;
  QAction* action;
};

namespace {

constexpr std::array kMenus{"file", "edit", "view", "market", "trade", "strategy", "data", "window", "help"};

QString menuTitle(std::size_t menu)
{
  switch (menu) {
  case 0:
    return Tr::tr("&File");
  case 1:
    return Tr::tr("&Edit");
  case 2:
    return Tr::tr("&View");
  case 3:
    return Tr::tr("&Market");
  case 4:
    return Tr::tr("&Trade");
  case 5:
    return Tr::tr("&Strategy");
  case 6:
    return Tr::tr("&Data");
  case 7:
    return Tr::tr("&Window");
  default:
    return Tr::tr("&Help");
  }
}

}

ActionRegistry::ActionRegistry(QObject* parent)
    : QObject(parent)
{
}

ActionRegistry::~ActionRegistry() = default;

QAction* ActionRegistry::add(ActionSpec spec)
{
  remove(spec.id);
  auto* action = new QAction(this);
  action->setObjectName(spec.id);
  action->setCheckable(spec.checkable);
  if (!spec.icon.isEmpty())
    action->setIcon(widgets::icon(spec.icon));
  if (!spec.shortcut.isEmpty())
    action->setShortcut(QKeySequence::fromString(spec.shortcut, QKeySequence::PortableText));
  if (spec.run)
    connect(action, &QAction::triggered, this, [run = spec.run](bool checked) { run(checked); });
  m_entries.push_back(std::make_unique<Entry>(Entry{std::move(spec), action}));
  std::stable_sort(
      m_entries.begin(), m_entries.end(), [](const auto& a, const auto& b) { return a->spec.order < b->spec.order; });
  retranslate();
  rebuild();
  return action;
}

void ActionRegistry::remove(const QString& id)
{
  const auto found =
      std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) { return entry->spec.id == id; });
  if (found == m_entries.end())
    return;
  delete (*found)->action;
  m_entries.erase(found);
  rebuild();
}

QAction* ActionRegistry::action(const QString& id) const
{
  for (const auto& entry : m_entries)
    if (entry->spec.id == id)
      return entry->action;
  return nullptr;
}

std::vector<const ActionSpec*> ActionRegistry::all() const
{
  std::vector<const ActionSpec*> specs;
  for (const auto& entry : m_entries)
    specs.push_back(&entry->spec);
  return specs;
}

void ActionRegistry::attach(QMenuBar* bar)
{
  m_bar = bar;
  m_menus.clear();
  for (const char* id : kMenus) {
    QMenu* menu = bar->addMenu(QString());
    menu->setObjectName(QLatin1String(id) + QStringLiteral("Menu"));
    menu->setToolTipsVisible(true);
    m_menus.emplace_back(QString::fromLatin1(id), menu);
  }
  retranslate();
  rebuild();
}

QMenu* ActionRegistry::menu(const QString& id) const
{
  for (const auto& [name, menu] : m_menus)
    if (name == id)
      return menu;
  return nullptr;
}

void ActionRegistry::retranslate()
{
  for (std::size_t i = 0; i < m_menus.size(); ++i)
    if (m_menus[i].second)
      m_menus[i].second->setTitle(menuTitle(i));
  for (const auto& entry : m_entries) {
    entry->action->setText(entry->spec.text());
    entry->action->setToolTip(entry->spec.help ? entry->spec.help() : QString());
  }
}

void ActionRegistry::rebuild()
{
  for (const auto& [id, menu] : m_menus) {
    if (!menu)
      continue;
    // clear() deletes what the menu owns: its separators.
    menu->clear();
    int section = -1;
    for (const auto& entry : m_entries) {
      if (entry->spec.menu != id)
        continue;
      const int own = entry->spec.order / 100;
      if (section >= 0 && own != section)
        menu->addSeparator();
      section = own;
      menu->addAction(entry->action);
    }
    menu->menuAction()->setVisible(!menu->isEmpty());
  }
  // Actions of no menu have to hang somewhere for their shortcuts to work.
  if (m_bar)
    for (const auto& entry : m_entries)
      if (entry->spec.menu.isEmpty() && !m_bar->window()->actions().contains(entry->action))
        m_bar->window()->addAction(entry->action);
  Q_EMIT changed();
}

}
