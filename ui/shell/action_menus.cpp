// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_menus.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

constexpr std::array kMenus{"file", "edit", "view", "market", "trade", "strategy", "data", "window", "help"};

/// "window/panel" → "window".
QString baseOf(const QString& menu)
{
  return menu.section(u'/', 0, 0);
}

/// The menu within @p menu, made at its first action.
QMenu* submenu(QMenu& menu, const QString& id)
{
  if (auto* made = menu.findChild<QMenu*>(id, Qt::FindDirectChildrenOnly))
    return made;
  QMenu* made = menu.addMenu(ActionMenus::titleOf(id));
  made->setObjectName(id);
  made->setToolTipsVisible(true);
  return made;
}

}

ActionMenus::ActionMenus(std::function<std::vector<Item>()> items)
    : m_items(std::move(items))
{
}

QStringList ActionMenus::ids()
{
  QStringList ids;
  for (const char* id : kMenus)
    ids.append(QLatin1String(id));
  return ids;
}

QString ActionMenus::titleOf(const QString& menu)
{
  if (menu == u"window/panel")
    return Tr::tr("Panel la&yout");
  if (menu == u"file/workspace")
    return Tr::tr("Wor&kspace");
  const std::array titles{Tr::tr("&File"), Tr::tr("&Edit"), Tr::tr("&View"), Tr::tr("&Market"), Tr::tr("&Trade"),
      Tr::tr("&Strategy"), Tr::tr("&Data"), Tr::tr("&Window"), Tr::tr("&Help")};
  static_assert(std::tuple_size_v<decltype(titles)> == kMenus.size());
  const auto at = ids().indexOf(menu);
  return at < 0 ? QString() : titles[static_cast<std::size_t>(at)];
}

std::pair<std::ptrdiff_t, int> ActionMenus::placeOf(const ActionSpec& spec)
{
  const auto menu =
      std::find_if(kMenus.begin(), kMenus.end(), [&](const char* id) { return spec.menu == QLatin1String(id); });
  return {menu - kMenus.begin(), spec.order};
}

void ActionMenus::attach(QMenuBar* bar)
{
  std::erase_if(m_bars, [&](const Bar& other) { return !other.bar || other.bar == bar; });
  Bar made{bar, {}};
  for (const QString& id : ids()) {
    QMenu* menu = bar->addMenu(titleOf(id));
    menu->setObjectName(id + QStringLiteral("Menu"));
    menu->setToolTipsVisible(true);
    fill(*menu, id);
    made.menus.emplace_back(id, menu);
  }
  m_bars.push_back(std::move(made));
}

QList<QMenuBar*> ActionMenus::bars() const
{
  QList<QMenuBar*> bars;
  for (const Bar& one : m_bars)
    if (one.bar)
      bars.append(one.bar);
  return bars;
}

QMenu* ActionMenus::menu(const QString& id, const QMenuBar* bar) const
{
  for (const Bar& one : m_bars)
    if (one.bar && (!bar || one.bar == bar))
      for (const auto& [name, menu] : one.menus)
        if (name == id)
          return menu;
  return nullptr;
}

void ActionMenus::fill(const QString& id)
{
  for (const Bar& bar : m_bars)
    for (const auto& [name, menu] : bar.menus)
      if (menu && name == baseOf(id))
        fill(*menu, name);
}

void ActionMenus::fill(QMenu& menu, const QString& id) const
{
  // clear() deletes what the menu owns: its separators.
  menu.clear();
  const QList<QMenu*> inner = menu.findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly);
  for (QMenu* old : inner) {
    old->setObjectName({});
    old->deleteLater(); // the action that is running may stand in it
  }
  int section = -1;
  for (const Item& item : m_items()) {
    if (baseOf(item.spec->menu) != id)
      continue;
    const int own = item.spec->order / 100;
    if (section >= 0 && own != section)
      menu.addSeparator();
    section = own;
    (item.spec->menu == id ? &menu : submenu(menu, item.spec->menu))->addAction(item.action);
  }
  menu.menuAction()->setVisible(!menu.isEmpty());
}

void ActionMenus::retranslate()
{
  for (const Bar& bar : m_bars)
    for (const auto& [id, menu] : bar.menus) {
      if (!menu)
        continue;
      menu->setTitle(titleOf(id));
      const QList<QMenu*> inner = menu->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly);
      for (QMenu* one : inner)
        one->setTitle(titleOf(one->objectName()));
    }
}

}
