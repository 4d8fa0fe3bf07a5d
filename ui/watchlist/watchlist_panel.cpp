// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_panel.h"

#include "core/data/market_data.h"
#include "ui/bridge/executor_pool.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/breadth_bar.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QHeaderView>
#include <QVBoxLayout>

namespace zvt::ui {

WatchlistPanel::WatchlistPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
{
  auto* content = new QWidget(this);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  auto* head = new QVBoxLayout;
  head->setContentsMargins(8, 4, 8, 4);
  m_filter = new widgets::SearchField(content);
  m_filter->setObjectName(QStringLiteral("watchlistFilterField"));
  head->addWidget(m_filter);
  layout->addLayout(head);
  m_table = new widgets::DataTable(content);
  m_table->setObjectName(QStringLiteral("watchlistTable"));
  layout->addWidget(m_table, 1);
  m_breadth = new BreadthBar(content);
  layout->addWidget(m_breadth);
  setContent(content);

  m_proxy.setSourceModel(&m_model);
  m_proxy.setSortRole(widgets::SortRole);
  m_proxy.setFilterRole(WatchlistModel::SearchRole);
  m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_table->setModel(&m_proxy);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  // Fixed, so that nothing moves when a number changes; the first five fill the panel's 370 px, the others are offered
  // by the header's menu.
  m_table->horizontalHeader()->setStretchLastSection(false);
  constexpr int kWidths[] = {92, 74, 66, 62, 60, 62, 84};
  for (int column = 0; column < WatchlistModel::ColumnCount; ++column)
    m_table->setColumnWidth(column, kWidths[column]);
  for (const int column : {WatchlistModel::VolumeColumn, WatchlistModel::DayColumn})
    m_table->setColumnHidden(column, true);
  connect(m_filter, &QLineEdit::textChanged, &m_proxy, &QSortFilterProxyModel::setFilterFixedString);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this](const QModelIndex& index) {
    if (!m_following && index.isValid())
      m_context.links->select(link(), index.data(WatchlistModel::EntityRole).toString(), this);
  });
  connect(m_context.links, &LinkBus::selected, this, [this](LinkColor color, const QString& entity, QObject* source) {
    if (source != this && color == link())
      selectEntity(entity);
  });

  m_reload.setSingleShot(true);
  m_reload.setInterval(100);
  connect(&m_reload, &QTimer::timeout, this, [this] { load(); });
  if (m_context.marketData != nullptr)
    m_observation = m_context.marketData->observe([guard = QPointer<WatchlistPanel>(this)](const data::MarketChange&) {
      QMetaObject::invokeMethod(
          QCoreApplication::instance(),
          [guard] {
            if (guard)
              guard->m_reload.start();
          },
          Qt::QueuedConnection);
    });
  retranslate();
  load();
}

QString WatchlistPanel::title() const
{
  return Tr::tr("Watchlist");
}

QString WatchlistPanel::subtitle() const
{
  return m_model.rows().empty() ? QString() : QString::number(m_model.rows().size());
}

QJsonObject WatchlistPanel::saveState() const
{
  return {{QStringLiteral("columns"), m_table->saveColumns()},
      {QStringLiteral("chosen"), m_context.links->current(link())}};
}

void WatchlistPanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(QLatin1String("columns")).toObject());
}

void WatchlistPanel::load()
{
  if (m_context.marketData == nullptr)
    return;
  if (m_model.rows().empty())
    showLoading();
  const unsigned ticket = m_latest.next();
  runAsync(
      m_context.workers->next(), this,
      [marketData = m_context.marketData, profile = m_context.profile] { return loadQuotes(*marketData, *profile); },
      [this, ticket](Result<std::vector<QuoteRow>> rows) {
        if (m_latest.isCurrent(ticket))
          showQuotes(std::move(rows));
      });
}

void WatchlistPanel::showQuotes(Result<std::vector<QuoteRow>> rows)
{
  if (!rows) {
    showError(widgets::Language::current().describe(rows.error()), [this] { load(); });
    return;
  }
  m_model.setRows(std::move(*rows));
  m_isLoaded = true;
  m_breadth->setRows(m_model.rows());
  Q_EMIT titleChanged();
  if (m_model.rows().empty()) {
    showNothingStored();
  } else {
    showContent();
    // The first security leads until another is chosen, so that no chart stays empty.
    if (m_context.links->current(link()).isEmpty() && link() != LinkColor::None)
      m_table->setCurrentIndex(m_proxy.index(0, 0));
    else
      selectEntity(m_context.links->current(link()));
  }
  Q_EMIT loaded();
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
  const QModelIndex index = row < 0 ? QModelIndex() : m_proxy.mapFromSource(m_model.index(row, 0));
  if (!index.isValid())
    return;
  m_following = true;
  m_table->setCurrentIndex(index);
  m_table->scrollTo(index);
  m_following = false;
}

void WatchlistPanel::retranslate()
{
  if (m_filter == nullptr)
    return;
  m_filter->setPlaceholderText(Tr::tr("Filter"));
  m_filter->setAccessibleName(Tr::tr("Filter the watchlist"));
  m_table->setAccessibleName(Tr::tr("Watchlist"));
  m_model.retranslate();
  m_breadth->setRows(m_model.rows());
  if (m_isLoaded && m_model.rows().empty())
    showNothingStored();
  Q_EMIT titleChanged();
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
