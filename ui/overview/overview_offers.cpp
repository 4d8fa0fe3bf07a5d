// SPDX-License-Identifier: GPL-3.0-or-later
// What rows and pages of the overview open: a symbol, or a list.
#include "ui/overview/overview_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"
#include "widgets/table/data_table.h"

#include <QAction>

#include <algorithm>

namespace zvt::ui {

QString OverviewPanel::pageText(const QString& page)
{
  if (page == u"limits")
    return Tr::tr("Limit-up");
  if (page == u"industries")
    return Tr::tr("Sectors");
  if (page == u"active")
    return Tr::tr("Active");
  if (page == u"risers")
    return Tr::tr("Risers");
  if (page == u"fallers")
    return Tr::tr("Fallers");
  return Tr::tr("Fastest");
}

void OverviewPanel::offerIndustry(const QString& industry)
{
  const auto& names = m_market.input.industries;
  const auto found = std::find(names.begin(), names.end(), industry.toStdString());
  if (found == names.end())
    return;
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < m_market.input.rows.size(); ++i)
    if (m_market.input.rows[i].industry == static_cast<int>(found - names.begin()))
      members.push_back(i);
  std::stable_sort(members.begin(), members.end(), [this](std::size_t a, std::size_t b) {
    return m_market.input.rows[a].change() > m_market.input.rows[b].change();
  });
  QStringList ids;
  for (const std::size_t member : members)
    ids << m_market.names[member].id;
  offer(industry, ids);
}

void OverviewPanel::offerPage()
{
  if (m_page == u"industries") {
    offerIndustry(m_industryTable->currentIndex().siblingAtColumn(0).data().toString());
    return;
  }
  QStringList ids;
  for (int row = 0; row < m_sorted.rowCount(); ++row)
    ids << m_rowIds[static_cast<std::size_t>(m_sorted.mapToSource(m_sorted.index(row, 0)).row())];
  offer(pageText(m_page), ids);
}

void OverviewPanel::offer(const QString& title, const QStringList& entityIds)
{
  if (entityIds.isEmpty())
    return;
  // A list that nobody sees helps nobody.
  if (QAction* watchlist = m_context.actions->action(QStringLiteral("window.panel.watchlist")))
    watchlist->trigger();
  // To the one that is shown now, which may follow another colour.
  LinkColor color = link();
  const WorkspaceView* view = m_context.windows ? m_context.windows->active().workspace() : nullptr;
  if (const PanelDock* shown = view ? view->currentDock() : nullptr; shown && shown->panelId() == u"watchlist")
    color = shown->panel()->link();
  m_context.links->offer(color, {title, entityIds});
}

void OverviewPanel::choose(const QString& entityId)
{
  if (!entityId.isEmpty())
    m_context.links->select(link(), entityId, this);
}

}
