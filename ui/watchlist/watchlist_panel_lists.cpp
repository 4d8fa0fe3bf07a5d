// SPDX-License-Identifier: GPL-3.0-or-later
// Which list the watchlist panel shows, and its tabs.
#include "ui/shell/link_bus.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/formula_columns.h"
#include "ui/watchlist/watchlist_panel.h"
#include "ui/watchlist/watchlists.h"

#include <QTabBar>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

/// Under which heading a security stands in the list of everything, in that order.
enum class Kind { Index, Stock, Fund, Bond, Future, Option, Coin, Other };
constexpr std::size_t kKinds = 8;

Kind kindOf(const market::EntityId& id)
{
  const auto is = [&id](std::string_view part) { return id.type.find(part) != std::string::npos; };
  return is("index")            ? Kind::Index
      : is("stock")             ? Kind::Stock
      : is("fund") || is("etf") ? Kind::Fund
      : is("bond")              ? Kind::Bond
      : is("future")            ? Kind::Future
      : is("option")            ? Kind::Option
      : is("coin")              ? Kind::Coin
                                : Kind::Other;
}

QString headingOf(Kind kind)
{
  switch (kind) {
  case Kind::Index:
    return Tr::tr("Indexes");
  case Kind::Stock:
    return Tr::tr("Stocks");
  case Kind::Fund:
    return Tr::tr("Funds");
  case Kind::Bond:
    return Tr::tr("Bonds");
  case Kind::Future:
    return Tr::tr("Futures");
  case Kind::Option:
    return Tr::tr("Options");
  case Kind::Coin:
    return Tr::tr("Crypto");
  case Kind::Other:
    break;
  }
  return Tr::tr("Others", "securities");
}

}

/// By code under a heading for each kind; without headings where there is one kind only.
data::WatchlistPtr WatchlistPanel::everything() const
{
  data::Watchlist list;
  list.id = QString::fromUtf16(kAll).toStdString();
  if (!m_context.entities)
    return std::make_shared<const data::Watchlist>(std::move(list));
  std::array<std::vector<std::pair<std::string, std::string>>, kKinds> kinds; // code, id
  for (const market::Entity& entity : m_context.entities()->entities())
    if (std::string id = entity.id.toString(); !std::ranges::binary_search(m_later, id))
      kinds[static_cast<std::size_t>(kindOf(entity.id))].emplace_back(market::displayCode(entity.id), std::move(id));
  const bool grouped = std::ranges::count_if(kinds, [](const auto& kind) { return !kind.empty(); }) > 1;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    if (kinds[kind].empty())
      continue;
    std::ranges::sort(kinds[kind]);
    if (grouped) {
      const std::string heading = headingOf(static_cast<Kind>(kind)).toStdString();
      list.groups.push_back({heading, m_folded.contains(static_cast<int>(list.groups.size()))});
    }
    for (auto& [code, id] : kinds[kind])
      list.groups.back().items.push_back({std::move(id)});
  }
  return std::make_shared<const data::Watchlist>(std::move(list));
}

void WatchlistPanel::foldEverything(int group)
{
  if (!m_folded.remove(group))
    m_folded.insert(group);
  refill();
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
  if (m_columns->takeFormulas())
    m_formulas->refresh(m_storedUntil);
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
