// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overview_panel.h"

#include "core/data/daily_snapshots.h"
#include "core/market/rule_book.h"
#include "core/trading/paper_quotes.h"
#include "core/trading/paper_session.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/quote_feed.h"
#include "ui/bridge/run_async.h"
#include "ui/overview/market_strip.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/heat_map.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kRecountMs = 1000;
const QStringList kPages{QStringLiteral("limits"), QStringLiteral("industries"), QStringLiteral("active"),
    QStringLiteral("risers"), QStringLiteral("fallers"), QStringLiteral("fast")};

widgets::DataTable* tableIn(QWidget* parent, const QString& name)
{
  auto* table = new widgets::DataTable(parent);
  table->setObjectName(name);
  table->setFlexible(false);
  return table;
}

}

OverviewPanel::OverviewPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
{
  build();
  m_recount.setSingleShot(true);
  m_recount.setInterval(kRecountMs);
  connect(&m_recount, &QTimer::timeout, this, &OverviewPanel::count);
  if (m_context.quoteFeed != nullptr)
    connect(m_context.quoteFeed, &QuoteFeed::changed, this, &OverviewPanel::takeQuotes);
  m_presenter = new Presenter(context, this, [this] { load(); });
  m_presenter->watchMarket();
  retranslate();
  if (m_context.days != nullptr)
    load();
}

OverviewPanel::~OverviewPanel() = default;

void OverviewPanel::build()
{
  auto* content = new QWidget(this);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  m_cards = new IndexCards(content);
  m_cards->setObjectName(QStringLiteral("indexCards"));
  m_histogram = new ChangeHistogram(content);
  m_pages = new widgets::SegmentedControl(content);
  m_pages->setObjectName(QStringLiteral("overviewPages"));
  m_pages->setUniform(false);
  m_pages->setFolding();
  m_views = new QStackedWidget(content);
  m_table = tableIn(m_views, QStringLiteral("overviewTable"));
  m_sorted.setSourceModel(&m_rows);
  m_sorted.setSortRole(widgets::SortRole);
  m_table->setModel(&m_sorted);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  m_industryView = new QWidget(m_views);
  auto* halves = new QVBoxLayout(m_industryView);
  halves->setContentsMargins(0, 0, 0, 0);
  auto* splitter = new QSplitter(Qt::Vertical, m_industryView);
  m_heat = new widgets::HeatMap(splitter);
  m_heat->setObjectName(QStringLiteral("industryHeatMap"));
  m_industryTable = tableIn(splitter, QStringLiteral("industryTable"));
  m_industryTable->setModel(&m_industryRows);
  halves->addWidget(splitter);
  m_views->addWidget(m_table);
  m_views->addWidget(m_industryView);
  auto* pages = new QHBoxLayout;
  pages->setContentsMargins(8, 4, 8, 4);
  pages->addWidget(m_pages, 1);
  m_asList = new QToolButton(content);
  m_asList->setObjectName(QStringLiteral("overviewAsListButton"));
  m_asList->setIcon(widgets::icon(QStringLiteral("columns")));
  m_asList->setAutoRaise(true);
  pages->addWidget(m_asList);
  layout->addWidget(m_cards);
  layout->addWidget(m_histogram);
  layout->addLayout(pages);
  layout->addWidget(m_views, 1);
  setContent(content);

  const auto idOf = [this](const QModelIndex& index) {
    const int row = index.isValid() ? m_sorted.mapToSource(index).row() : -1;
    return row < 0 || row >= static_cast<int>(m_rowIds.size()) ? QString() : m_rowIds[static_cast<std::size_t>(row)];
  };
  connect(m_table, &widgets::DataTable::currentRowChanged, this,
      [this, idOf](const QModelIndex& index) { choose(idOf(index)); });
  enableSymbolDrag(m_table, idOf);
  connect(m_industryTable, &widgets::DataTable::rowActivated, this,
      [this](const QModelIndex& index) { offerIndustry(index.siblingAtColumn(0).data().toString()); });
  connect(m_industryTable, &widgets::DataTable::currentRowChanged, this,
      [this](const QModelIndex& index) { m_heat->setCurrent(index.siblingAtColumn(0).data().toString()); });
  connect(m_heat, &widgets::HeatMap::activated, this, &OverviewPanel::offerIndustry);
  connect(m_asList, &QToolButton::clicked, this, &OverviewPanel::offerPage);
  connect(m_cards, &IndexCards::chosen, this, &OverviewPanel::choose);
  connect(m_pages, &widgets::SegmentedControl::chosen, this, &OverviewPanel::showPage);
}

QString OverviewPanel::title() const
{
  return Tr::tr("Market overview");
}

QString OverviewPanel::subtitle() const
{
  if (m_market.input.rows.empty())
    return {};
  const QString day = QString::fromStdString(m_market.day.iso());
  if (m_live.liveRows() == 0)
    return day;
  if (m_context.paperQuotes == nullptr)
    return Tr::tr("Live");
  // These are played: the paper market's day, or one that was recorded.
  const std::shared_ptr<const data::QuoteFile> file = m_context.paperQuotes->file();
  if (file)
    return QString::fromStdString(file->day.iso());
  const auto played = m_context.paperSession != nullptr ? m_context.paperSession->state().day : std::nullopt;
  return Tr::tr("Paper %1", "day of the paper market").arg(played ? QString::fromStdString(played->iso()) : day);
}

QJsonObject OverviewPanel::saveState() const
{
  return {{QStringLiteral("page"), m_page}};
}

void OverviewPanel::restoreState(const QJsonObject& state)
{
  showPage(state.value(u"page").toString());
}

void OverviewPanel::load()
{
  m_presenter->request<OverviewMarket>(
      [days = m_context.days, profile = m_context.profile, worker = &m_context.workers->next(), asOf = m_storedUntil](
          auto reply, auto control) {
        const auto take = [profile, reply = std::move(reply)](Result<data::DailySnapshotsPtr> known) mutable {
          reply(known ? overviewOfDays(**known, *profile) : fail(std::move(known.error())));
        };
        worker->post([=] { days->get(asOf, control, take); });
      },
      [this](OverviewMarket market) { take(std::move(market)); });
}

void OverviewPanel::take(OverviewMarket market)
{
  m_market = std::move(market);
  m_live.setMarket(m_market);
  if (m_market.input.rows.empty()) {
    m_overview = {};
    showEmpty({QStringLiteral("heat-map"),
        Tr::tr("The market appears here once daily bars of several securities are stored."), Tr::tr("Import files…"),
        [this] {
          if (QAction* action = m_context.actions->action(QStringLiteral("data.import")))
            action->trigger();
        }});
    Q_EMIT titleChanged();
    return;
  }
  if (m_context.quoteFeed != nullptr) {
    std::vector<std::string> ids;
    for (const data::OverviewRow& row : m_market.input.rows)
      ids.push_back(row.entityId);
    m_subscription = m_context.quoteFeed->hub().subscribe(std::move(ids));
    takeQuotes(m_context.quoteFeed->hub().changesSince(0));
  }
  count();
}

void OverviewPanel::takeQuotes(const data::QuoteChanges& changes)
{
  if (m_context.calendar != nullptr && m_context.days != nullptr) {
    // A replay of another day goes on from other days.
    const std::optional<TradingDay> until = m_context.quoteFeed->storedUntil(*m_context.calendar);
    if (std::exchange(m_storedUntil, until) != until)
      m_presenter->touch();
  }
  if (!m_live.apply(m_market.input, changes, m_context.quoteFeed->now()))
    return;
  m_isOld = !isVisible();
  if (!m_isOld && !m_recount.isActive())
    m_recount.start();
}

void OverviewPanel::showEvent(QShowEvent* event)
{
  Panel::showEvent(event);
  if (std::exchange(m_isOld, false))
    count();
}

void OverviewPanel::count()
{
  if (m_counting) {
    m_recount.start();
    return;
  }
  m_counting = true;
  runAsync(
      m_context.workers->next(), this, [input = m_market.input] { return data::overviewOf(input); },
      [this, rows = m_market.input.rows.size()](data::MarketOverview overview) {
        m_counting = false;
        if (rows == m_market.input.rows.size()) // else another market has been read meanwhile and is counted next
          showCounted(std::move(overview));
        else
          count();
      });
}

void OverviewPanel::showCounted(data::MarketOverview overview)
{
  m_overview = std::move(overview);
  showIndexes();
  m_histogram->setOverview(m_overview);
  fillTable();
  Q_EMIT titleChanged();
  Q_EMIT counted();
}

void OverviewPanel::showIndexes()
{
  std::vector<IndexCard> cards;
  for (std::size_t i = 0; i < m_market.input.rows.size(); ++i) {
    const data::OverviewRow& row = m_market.input.rows[i];
    const OverviewName& name = m_market.names[i];
    if (row.index)
      cards.push_back({name.id, name.name, row.last, row.change(), name.decimals, name.closes});
  }
  m_cards->setVisible(!cards.empty());
  m_cards->setCards(std::move(cards));
}

void OverviewPanel::showPage(const QString& page)
{
  if (!kPages.contains(page))
    return;
  m_page = page;
  m_pages->setValue(page);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  if (!m_market.input.rows.empty())
    fillTable();
}

void OverviewPanel::retranslate()
{
  if (m_presenter == nullptr)
    return;
  m_asList->setToolTip(Tr::tr("Show these securities in the watchlist of the same link colour"));
  m_asList->setAccessibleName(m_asList->toolTip());
  m_pages->clear();
  for (const QString& page : kPages)
    m_pages->addSegment(page, pageText(page));
  m_pages->setValue(m_page);
  m_pages->setAccessibleName(Tr::tr("What is listed"));
  m_cards->setAccessibleName(Tr::tr("Indexes"));
  m_table->setAccessibleName(title());
  m_heat->setAccessibleName(Tr::tr("Heat map of the industries"));
  m_industryTable->setAccessibleName(Tr::tr("Sectors"));
  if (!m_market.input.rows.empty())
    fillTable();
  Q_EMIT titleChanged();
}

void OverviewPanel::themeChanged()
{
  if (!m_market.input.rows.empty())
    fillTable();
}

void registerOverviewPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("overview");
  spec.title = [] { return Tr::tr("Market overview"); };
  spec.icon = QStringLiteral("heat-map");
  spec.menu = QStringLiteral("market");
  spec.places = {{QStringLiteral("trading"), DockArea::Left, 1, 370, 1, true},
      {QStringLiteral("research"), DockArea::Left, 0, 430, 1, false}};
  spec.create = [](const Context& context, QWidget* parent) { return new OverviewPanel(context, parent); };
  registry.add(std::move(spec));
}

}
