// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets of the watchlist panel: how they are laid out, what the mouse does to them, their texts.
#include "ui/shell/add_symbol.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/breadth_bar.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/watchlist_editor.h"
#include "ui/watchlist/watchlist_panel.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/analytics/heat_map.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/toast.h"
#include "widgets/table/live_table.h"

#include <QAction>
#include <QApplication>
#include <QDrag>
#include <QDropEvent>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

/// A heading on its way: the number of its group.
const QString kGroupMime = QStringLiteral("application/x-zvt-watchlist-group");

QToolButton* tool(const QString& name, const QString& icon, QWidget* parent)
{
  auto* button = new QToolButton(parent);
  button->setObjectName(name);
  button->setIcon(widgets::icon(icon));
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

void label(QToolButton* button, const QString& text)
{
  button->setToolTip(text);
  button->setAccessibleName(text);
}

}

void WatchlistPanel::build()
{
  auto* content = new QWidget(this);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  auto* listBar = new QWidget(content);
  listBar->setProperty("surface", QStringLiteral("bar"));
  m_tabs = new QTabBar(listBar);
  m_tabs->setObjectName(QStringLiteral("watchlistTabs"));
  m_tabs->setDrawBase(false);
  m_tabs->setExpanding(false);
  m_tabs->setMovable(true);
  m_tabs->setUsesScrollButtons(true);
  m_tabs->setElideMode(Qt::ElideNone);
  m_tabs->setContextMenuPolicy(Qt::CustomContextMenu);
  m_newList = tool(QStringLiteral("newListButton"), QStringLiteral("plus"), listBar);
  auto* lists = new QHBoxLayout(listBar);
  lists->setContentsMargins(4, 2, 4, 0);
  lists->setSpacing(2);
  lists->addWidget(m_tabs);
  lists->addWidget(m_newList);
  lists->addStretch(1);
  layout->addWidget(listBar);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(8, 4, 4, 4);
  head->setSpacing(2);
  m_filter = new widgets::SearchField(content);
  m_filter->setObjectName(QStringLiteral("watchlistFilterField"));
  m_addButton = tool(QStringLiteral("addSymbolButton"), QStringLiteral("plus"), content);
  m_columnsButton = tool(QStringLiteral("columnsButton"), QStringLiteral("columns"), content);
  m_columnsButton->setPopupMode(QToolButton::InstantPopup);
  m_columnsButton->setMenu(new QMenu(m_columnsButton));
  m_heatButton = tool(QStringLiteral("heatMapButton"), QStringLiteral("heat-map"), content);
  m_heatButton->setCheckable(true);
  m_moreButton = tool(QStringLiteral("watchlistMoreButton"), QStringLiteral("more"), content);
  m_moreButton->setPopupMode(QToolButton::InstantPopup);
  m_moreButton->setMenu(new QMenu(m_moreButton));
  head->addWidget(m_filter, 1);
  for (QToolButton* button : {m_addButton, m_columnsButton, m_heatButton, m_moreButton})
    head->addWidget(button);
  layout->addLayout(head);
  m_views = new QStackedWidget(content);
  m_table = new widgets::LiveTable(m_views);
  m_table->setObjectName(QStringLiteral("watchlistTable"));
  m_heat = new widgets::HeatMap(m_views);
  m_heat->setObjectName(QStringLiteral("watchlistHeatMap"));
  m_views->addWidget(m_table);
  m_views->addWidget(m_heat);
  layout->addWidget(m_views, 1);
  m_breadth = new BreadthBar(content);
  layout->addWidget(m_breadth);
  m_add = new AddSymbol(m_context, content);
  setContent(content);
}

void WatchlistPanel::connectTable()
{
  m_table->setModel(&m_model);
  m_table->setSource(&m_model);
  m_table->setSortingEnabled(true);
  m_table->horizontalHeader()->setSortIndicatorClearable(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  m_table->setFlexible(false);
  m_table->setContextMenuPolicy(Qt::CustomContextMenu);
  m_table->setAcceptDrops(true);
  m_table->setDragDropMode(QAbstractItemView::DropOnly);
  m_table->viewport()->installEventFilter(this);
  enableSymbolDrag(m_table, [this](const QModelIndex& index) { return m_model.entityAt(index.row()); });
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this](const QModelIndex& index) {
    const QString id = m_model.entityAt(index.row());
    if (m_following || id.isEmpty())
      return;
    m_heat->setCurrent(id);
    m_context.links->select(link(), id, this);
  });
  connect(m_table, &widgets::LiveTable::headingToggled, this, [this](int row) {
    if (m_lists.list(m_listId))
      m_editor->toggleGroup(m_model.groupAt(row));
    else
      foldEverything(m_model.groupAt(row));
  });
  connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    QMenu menu(m_table);
    fillRowMenu(&menu);
    menu.exec(m_table->viewport()->mapToGlobal(at));
  });
  connect(m_heat, &widgets::HeatMap::chosen, this, [this](const QString& id) {
    selectEntity(id);
    m_context.links->select(link(), id, this);
  });
  connect(m_heat, &widgets::HeatMap::dragStarted, this, [this](const QString& id) { startSymbolDrag(m_heat, {id}); });
  m_heat->setToolTipText([this](const QString& id) {
    const int slot = m_model.quotes().slotOf(id.toStdString());
    const QuoteFacts& facts = m_model.quotes().facts(slot);
    return QStringList(
        {facts.name + QStringLiteral("  ") + facts.code,
            widgets::formatNumber(m_model.quotes().value(slot, QuoteField::Last), facts.decimals) + QStringLiteral("  ")
                + widgets::formatSignedPercent(m_model.quotes().changeRatio(slot)),
            Tr::tr("Turnover") + u' ' + widgets::formatNumber(m_model.quotes().value(slot, QuoteField::Turnover), 0)})
        .join(u'\n');
  });
  connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
    m_model.setFilter(text);
    chooseCurrent();
  });
  followLink(m_context.links, [this](const QString& entity) { selectEntity(entity); });
  connect(m_context.links, &LinkBus::listOffered, this, [this](LinkColor color, const SymbolList& list) {
    if (color == link())
      takeOffered(list, true);
  });
}

void WatchlistPanel::connectLists()
{
  connect(&m_lists, &Watchlists::changed, this, &WatchlistPanel::listsChanged);
  connect(&m_lists, &Watchlists::failed, this, [this](const Error& error) {
    showStale({Tr::tr("Watchlists"), widgets::Language::current().describe(error), {}, {}});
  });
  connect(&m_lists, &Watchlists::kept, this, &WatchlistPanel::showFresh);
  connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
    if (tab >= 0)
      showList(m_tabs->tabData(tab).toString());
  });
  connect(m_tabs, &QTabBar::tabMoved, this, [this](int from, int to) {
    const int lists = static_cast<int>(m_lists.book().lists.size());
    if (std::max(from, to) <= lists)
      m_editor->moveList(from - 1, to - 1);
  });
  connect(m_tabs, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    const int tab = m_tabs->tabAt(at);
    QMenu menu(m_tabs);
    fillListMenu(&menu, tab < 0 ? m_listId : m_tabs->tabData(tab).toString());
    menu.exec(m_tabs->mapToGlobal(at));
  });
  connect(m_newList, &QToolButton::clicked, this, [this] { m_editor->newList(); });
  connect(m_addButton, &QToolButton::clicked, this, &WatchlistPanel::openAdd);
  connect(m_heatButton, &QToolButton::toggled, this, &WatchlistPanel::setHeatMap);
  connect(m_columnsButton->menu(), &QMenu::aboutToShow, this, [this] {
    m_columnsButton->menu()->clear();
    m_columns->fill(m_columnsButton->menu());
  });
  connect(m_moreButton->menu(), &QMenu::aboutToShow, this, [this] {
    m_moreButton->menu()->clear();
    fillListMenu(m_moreButton->menu(), m_listId);
  });
  connect(m_add, &AddSymbol::chosen, this, [this](const QString& id) { m_editor->add({id}); });
  connect(m_add, &AddSymbol::pasted, this, [this](const QString& text) { m_editor->paste(text); });
  connect(m_add, &AddSymbol::closed, this, [this] { m_table->setFocus(); });
  connect(m_editor, &WatchlistEditor::listMade, this, &WatchlistPanel::showList);
  connect(m_editor, &WatchlistEditor::touched, this, &WatchlistPanel::selectEntities);
}

/// All at once: thousands may have been pasted. The last one is current and in view.
void WatchlistPanel::selectEntities(const QStringList& entityIds)
{
  const QSet<QString> wanted(entityIds.begin(), entityIds.end());
  const int last = m_model.columnCount() - 1;
  QItemSelection rows;
  QModelIndex current;
  for (int row = 0, first = 0; row <= m_model.rowCount(); ++row) {
    if (row < m_model.rowCount() && wanted.contains(m_model.entityAt(row))) {
      current = m_model.index(row, 0);
      continue;
    }
    if (row > first)
      rows.select(m_model.index(first, 0), m_model.index(row - 1, last));
    first = row + 1;
  }
  if (!current.isValid())
    return;
  m_following = true;
  m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  m_table->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
  m_following = false;
  m_table->scrollTo(current);
}

/// Table, heat map, or what an empty list is for.
void WatchlistPanel::showFitting()
{
  delete std::exchange(m_nothing, nullptr);
  if (m_isLoaded && m_editor->canEdit() && m_model.list()->size() == 0 && m_model.list()->groups.size() == 1) {
    auto* empty = new widgets::EmptyState(QStringLiteral("plus"),
        Tr::tr("Add securities by code, name or initials; drop or paste them here, or import a list."),
        Tr::tr("Add a security…"), m_views);
    connect(empty, &widgets::EmptyState::triggered, this, &WatchlistPanel::openAdd);
    empty->setAcceptDrops(true);
    empty->installEventFilter(this);
    m_nothing = empty;
    m_views->addWidget(empty);
    m_views->setCurrentWidget(empty);
    return;
  }
  m_views->setCurrentWidget(m_asHeatMap ? static_cast<QWidget*>(m_heat) : m_table);
}

bool WatchlistPanel::eventFilter(QObject* watched, QEvent* event)
{
  switch (event->type()) {
  case QEvent::DragEnter:
  case QEvent::DragMove:
  case QEvent::DragLeave:
  case QEvent::Drop:
    return dropOn(event);
  case QEvent::MouseMove:
    // Symbols are dragged by their rows; a heading takes its group along.
    if (static_cast<QMouseEvent*>(event)->buttons() == Qt::LeftButton && watched == m_table->viewport()
        && m_editor->canEdit() && m_model.isHeading(m_table->currentIndex().row())) {
      startDrag();
      return true;
    }
    break;
  default:
    break;
  }
  return Panel::eventFilter(watched, event);
}

void WatchlistPanel::startDrag()
{
  const int row = m_table->currentIndex().row();
  auto* mime = new QMimeData;
  mime->setData(kGroupMime, QByteArray::number(m_model.groupAt(row)));
  auto* drag = new QDrag(m_table->viewport());
  drag->setMimeData(mime);
  drag->exec(Qt::MoveAction);
  m_table->setDropRow(-1);
}

bool WatchlistPanel::dropOn(QEvent* event)
{
  if (event->type() == QEvent::DragLeave) {
    m_table->setDropRow(-1);
    return true;
  }
  auto* drop = static_cast<QDropEvent*>(event);
  const bool group = drop->mimeData()->hasFormat(kGroupMime);
  if (!m_editor->canEdit() || (!group && !acceptsSymbol(drop->mimeData()))) {
    event->ignore();
    return false;
  }
  const int row = m_nothing ? 0 : m_table->dropRowAt(drop->position().toPoint().y());
  drop->acceptProposedAction();
  if (event->type() != QEvent::Drop) {
    m_table->setDropRow(row);
    return true;
  }
  m_table->setDropRow(-1);
  clearSort();
  if (group)
    m_editor->moveGroup(drop->mimeData()->data(kGroupMime).toInt(),
        row >= m_model.rowCount() ? std::numeric_limits<int>::max() : m_model.groupAt(row));
  else
    m_editor->moveTo(symbolsOf(drop->mimeData()), m_model.placeAbove(row));
  return true;
}

void WatchlistPanel::retranslate()
{
  if (m_columns == nullptr)
    return;
  m_filter->setPlaceholderText(Tr::tr("Filter"));
  m_filter->setAccessibleName(Tr::tr("Filter the watchlist"));
  m_tabs->setAccessibleName(Tr::tr("Watchlists"));
  m_table->setAccessibleName(Tr::tr("Watchlist"));
  m_heat->setAccessibleName(Tr::tr("Heat map of the watchlist"));
  label(m_newList, Tr::tr("New watchlist"));
  label(m_addButton, Tr::tr("Add a security"));
  label(m_columnsButton, Tr::tr("Columns"));
  label(m_heatButton, Tr::tr("Heat map: size by turnover, colour by change"));
  label(m_moreButton, Tr::tr("More about this list"));
  m_model.retranslate();
  rebuildTabs();
  if (m_isLoaded && state() == PanelState::Empty)
    showNothingStored();
  else if (m_isLoaded)
    refill(); // the headings of everything are words
  Q_EMIT titleChanged();
}

}
