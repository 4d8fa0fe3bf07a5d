// SPDX-License-Identifier: GPL-3.0-or-later
// Which list the watchlist panel shows, and its tabs.
#include "ui/shell/link_bus.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/watchlist_panel.h"
#include "ui/watchlist/watchlists.h"

#include <QTabBar>

#include <algorithm>

namespace zvt::ui {

/// Indexes first, then by code.
data::WatchlistPtr WatchlistPanel::everything() const
{
  data::Watchlist list;
  list.id = QString::fromUtf16(kAll).toStdString();
  if (!m_context.entities)
    return std::make_shared<const data::Watchlist>(std::move(list));
  struct Named {
    bool index;
    std::string code, id;
  };
  std::vector<Named> all;
  for (const market::Entity& entity : m_context.entities()->entities())
    all.push_back({entity.id.type == "index", market::displayCode(entity.id), entity.id.toString()});
  std::stable_sort(all.begin(), all.end(),
      [](const Named& a, const Named& b) { return a.index != b.index ? a.index : a.code < b.code; });
  for (Named& one : all)
    list.groups[0].items.push_back({std::move(one.id)});
  return std::make_shared<const data::Watchlist>(std::move(list));
}

data::WatchlistPtr WatchlistPanel::shownList() const
{
  if (m_offered && m_listId == QStringView(kOffered))
    return m_offered;
  const data::WatchlistPtr list = m_lists.list(m_listId);
  return list ? list : everything();
}

void WatchlistPanel::takeOffered(const SymbolList& list, bool show)
{
  if (list.entityIds.isEmpty())
    return;
  data::Watchlist made{QString::fromUtf16(kOffered).toStdString(), list.title.toStdString()};
  for (const QString& id : list.entityIds)
    made.groups[0].items.push_back({id.toStdString()});
  m_offered = std::make_shared<const data::Watchlist>(std::move(made));
  rebuildTabs();
  if (show)
    showList(QString::fromUtf16(kOffered));
}

void WatchlistPanel::keepOffered()
{
  if (!m_offered)
    return;
  data::Watchlist own = *m_offered;
  own.id.clear();
  const QString id = m_lists.addList(Tr::tr("New watchlist"), std::move(own));
  m_offered = nullptr;
  showList(id);
  rebuildTabs();
}

void WatchlistPanel::showList(const QString& listId)
{
  m_listId = listId;
  for (int tab = 0; tab < m_tabs->count(); ++tab)
    if (m_tabs->tabData(tab).toString() == listId) {
      const QSignalBlocker blocker(m_tabs);
      m_tabs->setCurrentIndex(tab);
    }
  if (m_isLoaded)
    refill();
}

void WatchlistPanel::listsChanged()
{
  const bool offered = m_offered && m_listId == QStringView(kOffered);
  if (!offered && !m_lists.list(m_listId) && m_lists.isLoaded())
    m_listId = QString::fromUtf16(kAll);
  m_columns->takeFormulas();
  rebuildTabs();
  if (m_isLoaded && !offered && m_lists.list(m_listId) != m_model.list())
    refill();
}

void WatchlistPanel::rebuildTabs()
{
  const QSignalBlocker blocker(m_tabs);
  while (m_tabs->count() > 0)
    m_tabs->removeTab(0);
  const auto addTab = [this](const QString& text, const QString& id) {
    const int tab = m_tabs->addTab(text);
    m_tabs->setTabData(tab, id);
    if (id == m_listId)
      m_tabs->setCurrentIndex(tab);
  };
  addTab(Tr::tr("All", "all securities"), QString::fromUtf16(kAll));
  for (const data::WatchlistPtr& list : m_lists.book().lists)
    addTab(QString::fromStdString(list->name), QString::fromStdString(list->id));
  if (m_offered)
    addTab(QStringLiteral("↳ ") + QString::fromStdString(m_offered->name), QString::fromUtf16(kOffered));
  // A bar that was emptied keeps how far it was scrolled, and would show nothing; this lays it out afresh.
  m_tabs->setUsesScrollButtons(false);
  m_tabs->setUsesScrollButtons(true);
}

}
