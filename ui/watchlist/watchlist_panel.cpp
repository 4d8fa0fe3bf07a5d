// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_panel.h"

#include "core/base/clock.h"
#include "core/data/daily_snapshots.h"
#include "ui/bridge/quote_feed.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/add_symbol.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/breadth_bar.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/formula_columns.h"
#include "ui/watchlist/later_securities.h"
#include "ui/watchlist/watchlist_editor.h"
#include "ui/watchlist/watchlist_files.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/analytics/heat_map.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"
#include "widgets/table/live_table.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>

namespace zvt::ui {

WatchlistPanel::WatchlistPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_own(context.watchlists ? nullptr
                               : std::make_unique<Watchlists>(context.files, context.profileFolder, context.workers))
    , m_lists(context.watchlists ? *context.watchlists : *m_own)
{
  build();
  WatchlistEditor::View view;
  view.listId = [this] { return m_listId; };
  view.selected = [this] { return selectedEntities(); };
  view.group = [this] { return m_model.groupAt(m_table->currentIndex().row()); };
  view.onHeading = [this] { return m_model.isHeading(m_table->currentIndex().row()); };
  view.place = [this] {
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_model.placeAbove(current.row() + 1) : data::WatchPlace{SIZE_MAX, SIZE_MAX};
  };
  view.widget = this;
  m_editor = new WatchlistEditor(context, m_lists, std::move(view), this);
  m_columns = new WatchColumnsMenu(context, m_lists, m_model, m_table);
  m_formulas = new FormulaColumns(context, m_model, this);
  connect(m_formulas, &FormulaColumns::computed, m_table, &widgets::LiveTable::showChanges);
  connectTable();
  m_columns->choose(QStringLiteral("quotes"));
  connectLists();
  setUndoStack(m_lists.undoStack());

  m_seconds.setInterval(1000);
  m_flash.setSingleShot(true);
  connect(&m_seconds, &QTimer::timeout, this, &WatchlistPanel::tick);
  connect(&m_flash, &QTimer::timeout, this, &WatchlistPanel::endFlashes);
  if (m_context.quoteFeed != nullptr) {
    connect(m_context.quoteFeed, &QuoteFeed::changed, this, &WatchlistPanel::takeQuotes);
    m_model.setMinuteLine([hub = &m_context.quoteFeed->hub()](const std::string& id) { return hub->minutes(id); });
  }
  m_presenter = new Presenter(context, this, [this] { load(); });
  m_presenter->watchMarket();
  retranslate();
  takeOffered(m_context.links->offered(link()), false);
  if (m_lists.isLoaded())
    listsChanged();
  else if (m_own)
    m_lists.load();
  if (m_context.days != nullptr)
    load();
}

WatchlistPanel::~WatchlistPanel() = default;

QString WatchlistPanel::title() const
{
  return Tr::tr("Watchlist");
}

QString WatchlistPanel::subtitle() const
{
  const std::size_t count = m_model.list()->size();
  return count == 0 ? QString() : QString::number(count);
}

QJsonObject WatchlistPanel::saveState() const
{
  return {{QStringLiteral("columns"), m_table->saveColumns()}, {QStringLiteral("set"), m_columns->current()},
      {QStringLiteral("list"), m_listId == QStringView(kOffered) ? QString::fromUtf16(kAll) : m_listId},
      {QStringLiteral("heatMap"), m_asHeatMap}, {QStringLiteral("equalTiles"), m_equalTiles},
      {QStringLiteral("chosen"), m_context.links->current(link())}};
}

void WatchlistPanel::restoreState(const QJsonObject& state)
{
  if (const QString set = state.value(u"set").toString(); !set.isEmpty()) {
    m_table->restoreColumns(state.value(u"columns").toObject());
    m_columns->setCurrent(set);
  }
  m_equalTiles = state.value(u"equalTiles").toBool();
  setHeatMap(state.value(u"heatMap").toBool());
  if (const QString list = state.value(u"list").toString(); !list.isEmpty())
    showList(list);
}

namespace {

struct Stored {
  data::DailySnapshotsPtr days;
  std::vector<std::string> later;
};

/// @param until the day before that of a replay
Result<Stored> withLater(
    Result<data::DailySnapshotsPtr> days, storage::Profile* profile, std::optional<TradingDay> until)
{
  Stored stored;
  ZVT_TRY(stored.days, std::move(days));
  if (until && profile != nullptr) {
    ZVT_TRY(stored.later, laterSecurities(*profile, *until + 1));
  }
  return stored;
}

}

void WatchlistPanel::load()
{
  m_presenter->request<Stored>(
      [days = m_context.days, worker = &m_context.workers->next(), profile = m_context.profile, asOf = m_storedUntil](
          auto reply, auto control) {
        worker->post([=, reply = std::move(reply)] {
          days->get(asOf, control, [reply = reply, profile, asOf](Result<data::DailySnapshotsPtr> got) mutable {
            reply(withLater(std::move(got), profile, asOf));
          });
        });
      },
      [this](Stored stored) {
        m_days = std::move(stored.days);
        m_later = std::move(stored.later);
        m_isLoaded = true;
        refill();
        Q_EMIT loaded();
      });
}

void WatchlistPanel::refill()
{
  const data::WatchlistPtr list = shownList();
  if (m_context.entities && m_context.entities()->size() == 0 && list->size() == 0 && m_listId == QStringView(kAll)) {
    m_model.setList(list, m_context.entities(), m_days);
    showNothingStored();
    Q_EMIT titleChanged();
    return;
  }
  const QString chosen = m_model.entityAt(m_table->currentIndex().row());
  const int scrolled = m_table->verticalScrollBar()->value();
  const bool sameList = m_model.list()->id == list->id;
  m_following = true;
  m_model.setList(list, m_context.entities ? m_context.entities() : nullptr, m_days);
  m_model.setStored(m_days);
  if (sameList) {
    if (const int row = m_model.rowOf(chosen); row >= 0)
      m_table->setCurrentIndex(m_model.index(row, 0));
    m_table->verticalScrollBar()->setValue(scrolled);
  }
  m_following = false;
  subscribe();
  m_formulas->refresh(m_storedUntil);
  showContent();
  showFitting();
  showFigures();
  chooseCurrent();
  Q_EMIT titleChanged();
}

/// The first security leads until another is chosen, so that no chart stays empty.
void WatchlistPanel::chooseCurrent()
{
  const QString current = m_context.links->current(link());
  if (!current.isEmpty() || link() == LinkColor::None) {
    selectEntity(current);
    return;
  }
  for (int row = 0; row < m_model.rowCount(); ++row)
    if (!m_model.isHeading(row)) {
      m_table->setCurrentIndex(m_model.index(row, 0));
      return;
    }
}

void WatchlistPanel::subscribe()
{
  m_subscription.reset();
  if (m_context.quoteFeed == nullptr)
    return;
  data::QuoteHub& hub = m_context.quoteFeed->hub();
  m_subscription = hub.subscribe(m_model.list()->entityIds());
  takeQuotes(hub.changesSince(0));
}

/// A replay of another day is told against other days.
void WatchlistPanel::followDay()
{
  if (m_context.calendar == nullptr || m_context.days == nullptr)
    return;
  const std::optional<TradingDay> until = m_context.quoteFeed->storedUntil(*m_context.calendar);
  if (std::exchange(m_storedUntil, until) != until)
    m_presenter->touch();
}

void WatchlistPanel::takeQuotes(const data::QuoteChanges& changes)
{
  followDay();
  m_model.setFed(!m_context.quoteFeed->hub().source().name.empty());
  m_model.applyQuotes(changes, m_context.clock->elapsed(), m_context.quoteFeed->now());
  m_formulas->takeQuotes(changes);
  m_table->showChanges();
  if (const auto end = m_model.flashEnds(); end && !m_flash.isActive())
    m_flash.start(std::max<int>(1, static_cast<int>((*end - m_context.clock->elapsed()).micros / 1000) + 1));
  // Ages run only while there is something live to grow old.
  if (!m_seconds.isActive() && isVisible())
    m_seconds.start();
}

void WatchlistPanel::endFlashes()
{
  m_model.endFlashes(m_context.clock->elapsed());
  m_table->showChanges();
  if (const auto end = m_model.flashEnds())
    m_flash.start(std::max<int>(1, static_cast<int>((*end - m_context.clock->elapsed()).micros / 1000) + 1));
}

void WatchlistPanel::tick()
{
  if (m_context.quoteFeed == nullptr || !isVisible()) {
    m_seconds.stop();
    return;
  }
  const Timestamp now = m_context.quoteFeed->now();
  m_model.tick(m_context.clock->elapsed(), now);
  m_table->showChanges();
  showFigures();
  // A market that stands still wakes nobody; its next quote starts the clock again.
  if (!m_context.quoteFeed->hub().source().running && m_context.quoteFeed->hub().source().replay)
    m_seconds.stop();
}

void WatchlistPanel::showFigures()
{
  BreadthCounts counts;
  const QuoteTable& quotes = m_model.quotes();
  std::vector<widgets::HeatTile> tiles;
  for (const data::WatchGroup& group : m_model.list()->groups)
    for (const data::WatchItem& item : group.items) {
      const int slot = quotes.slotOf(item.entityId);
      const QuoteFacts& facts = quotes.facts(slot);
      const double change = quotes.change(slot);
      if (m_asHeatMap && !(facts.index && !m_equalTiles))
        tiles.push_back({facts.id, facts.name, m_equalTiles ? 1 : quotes.value(slot, QuoteField::Turnover),
            quotes.changeRatio(slot)});
      if (facts.index || std::isnan(change))
        continue;
      ++(change > 0 ? counts.up : change < 0 ? counts.down : counts.flat);
      counts.limitUp += quotes.limitState(slot) > 0 ? 1 : 0;
      counts.limitDown += quotes.limitState(slot) < 0 ? 1 : 0;
    }
  m_breadth->setCounts(counts);
  if (m_asHeatMap)
    m_heat->setTiles(std::move(tiles));
}

void WatchlistPanel::setHeatMap(bool heatMap)
{
  m_asHeatMap = heatMap;
  m_heatButton->setChecked(heatMap);
  showFitting();
  showFigures();
  if (heatMap)
    m_heat->setCurrent(m_model.entityAt(m_table->currentIndex().row()));
}

void WatchlistPanel::showNothingStored()
{
  showEmpty({QStringLiteral("database"), Tr::tr("Securities appear here once their bars are stored."),
      Tr::tr("Import files…"), [this] {
        if (QAction* action = m_context.actions->action(QStringLiteral("data.import")))
          action->trigger();
      }});
}

void WatchlistPanel::selectEntity(const QString& entityId)
{
  const int row = m_model.rowOf(entityId);
  m_heat->setCurrent(entityId);
  if (row < 0 || m_model.entityAt(m_table->currentIndex().row()) == entityId)
    return;
  m_following = true;
  m_table->setCurrentIndex(m_model.index(row, 0));
  m_table->scrollTo(m_model.index(row, 0));
  m_following = false;
}

QStringList WatchlistPanel::selectedEntities() const
{
  QStringList ids;
  QList<int> rows;
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
    rows << index.row();
  std::sort(rows.begin(), rows.end());
  for (const int row : rows)
    if (const QString id = m_model.entityAt(row); !id.isEmpty())
      ids << id;
  return ids;
}

/// What grew old out of sight must not look fresh.
void WatchlistPanel::showEvent(QShowEvent* event)
{
  Panel::showEvent(event);
  // A tab bar that was filled while nobody saw it may not have laid its tabs out.
  QMetaObject::invokeMethod(this, [this] { rebuildTabs(); }, Qt::QueuedConnection);
  if (m_context.quoteFeed == nullptr || !m_isLoaded)
    return;
  m_seconds.start();
  tick();
}

void WatchlistPanel::clearSort()
{
  m_table->sortByColumn(-1, Qt::AscendingOrder);
}

void WatchlistPanel::openAdd()
{
  m_add->open(m_addButton);
}

void WatchlistPanel::importFile()
{
  importWatchlist(m_context, m_lists, this, [this](const QString& listId) { showList(listId); });
}

void WatchlistPanel::exportFile()
{
  exportWatchlist(m_context, m_lists, m_listId, this);
}

void WatchlistPanel::themeChanged()
{
  if (m_isLoaded)
    m_model.setStored(m_days); // number style and density
}

void registerWatchlistPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("watchlist");
  spec.title = [] { return Tr::tr("Watchlist"); };
  spec.icon = QStringLiteral("columns");
  spec.menu = QStringLiteral("market");
  spec.places = {{QStringLiteral("trading"), DockArea::Left, 0, 370, 1, false}};
  spec.create = [](const Context& context, QWidget* parent) { return new WatchlistPanel(context, parent); };
  registry.add(std::move(spec));
}

}
