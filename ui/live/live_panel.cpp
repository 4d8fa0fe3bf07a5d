// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_panel.h"

#include "core/storage/profile.h"
#include "ui/bridge/gui_thread.h"
#include "ui/live/curve_delegate.h"
#include "ui/live/live_actions.h"
#include "ui/live/live_texts.h"
#include "ui/report/why_dialog.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSplitter>

#include <algorithm>

namespace zvt::ui {

using backtest::LiveMode;
using backtest::LiveRow;
using backtest::LiveState;

namespace {

constexpr std::array kStates{LiveState::Running, LiveState::Clutched, LiveState::Stopped, LiveState::Failed};
constexpr const char* kActor = "workstation";
constexpr std::size_t kShownOrders = 20;
constexpr std::size_t kShownLines = 30;

QString keyOf(LiveState state)
{
  const std::string_view text = backtest::toString(state);
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}

LivePanel::LivePanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_feed(context)
    , m_model(context)
{
  build();
  connect(&m_feed, &LiveFeed::changed, this, &LivePanel::fill);
  retranslate();
}

void LivePanel::build()
{
  const auto action = [this](const char* name, const char* icon, auto run) {
    auto* made = new QAction(widgets::icon(QLatin1String(icon)), QString(), this);
    made->setObjectName(QLatin1String(name));
    connect(made, &QAction::triggered, this, run);
    return made;
  };
  m_add = action("addStrategy", "plus", [this] { addFromFiles(); });
  m_start = action("startStrategy", "play", [this] { start(); });
  m_stop = action("stopStrategy", "stop", [this] { stop(); });
  m_clutch = action("clutchStrategy", "lock", [this] { toggleClutch(); });
  m_clutchAll = action("clutchAllStrategies", "shield", [this](bool engage) { clutchAll(engage); });
  m_clutchAll->setCheckable(true);
  m_show = action("showStrategySecurity", "candles", [this] { showSecurity(); });
  m_why = action("whyStrategyOrder", "trace", [this] { explainLastOrder(); });
  m_remove = action("removeStrategy", "trash", [this] { remove(); });

  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeBar(content));
  auto* split = new QSplitter(Qt::Vertical, content);
  m_table = new widgets::DataTable(split);
  m_table->setObjectName(QStringLiteral("liveTable"));
  m_table->setModel(&m_model);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setItemDelegateForColumn(LiveTable::Curve, new CurveDelegate(m_table));
  for (int i = 0; i < LiveTable::ColumnCount; ++i)
    m_table->setColumnWidth(i, LiveTable::widthOf(i));
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  m_details = new QPlainTextEdit(split);
  m_details->setObjectName(QStringLiteral("liveDetails"));
  m_details->setReadOnly(true);
  m_details->setFrameShape(QFrame::NoFrame);
  split->addWidget(m_table);
  split->addWidget(m_details);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 1);
  column->addWidget(split, 1);
  setContent(content);
  connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_kept = chosen(); });
  connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { choose(m_kept); });
  connect(m_table, &widgets::DataTable::rowActivated, this, &LivePanel::showSecurity);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    showState();
    showDetails();
  });
  themeChanged();
}

QWidget* LivePanel::makeBar(QWidget* parent)
{
  auto* bar = new QWidget(parent);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 3, 8, 3);
  m_search = new widgets::SearchField(bar);
  m_search->setObjectName(QStringLiteral("liveSearch"));
  m_states = new widgets::SegmentedControl(bar);
  m_states->setObjectName(QStringLiteral("liveStates"));
  m_states->setUniform(false);
  m_states->setFolding();
  m_states->addSegment(QStringLiteral("all"), QString());
  for (const LiveState state : kStates)
    m_states->addSegment(keyOf(state), QString());
  m_states->setValue(QStringLiteral("all"));
  m_market = new widgets::TextLabel(QString(), bar);
  m_market->setObjectName(QStringLiteral("liveMarket"));
  m_search->setMaximumWidth(260);
  row->addWidget(m_search, 1);
  row->addWidget(m_states, 2);
  row->addStretch(1);
  row->addWidget(m_market);
  connect(m_search, &QLineEdit::textChanged, this, &LivePanel::filter);
  connect(m_states, &widgets::SegmentedControl::chosen, this, &LivePanel::filter);
  return bar;
}

QString LivePanel::title() const
{
  return Tr::tr("Strategies running");
}

QString LivePanel::subtitle() const
{
  if (!m_feed.board() || m_feed.board()->rows.empty())
    return {};
  const auto running = std::ranges::count(m_feed.board()->rows, LiveState::Running, &LiveRow::state);
  return Tr::tr("%1 of %2 running").arg(running).arg(m_feed.board()->rows.size());
}

QList<QAction*> LivePanel::titleActions()
{
  return {m_add, m_start, m_stop, m_clutch, m_clutchAll, m_show, m_why, m_remove};
}

QJsonObject LivePanel::saveState() const
{
  return {{QStringLiteral("columns"), m_table->saveColumns()}, {QStringLiteral("states"), m_states->value()}};
}

void LivePanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(u"columns").toObject());
  if (const QString states = state.value(u"states").toString(); m_states->values().contains(states)) {
    m_states->setValue(states);
    filter();
  }
}

std::vector<std::string> LivePanel::chosen() const
{
  std::vector<std::string> names;
  if (m_table->selectionModel() == nullptr)
    return names;
  QModelIndexList rows = m_table->selectionModel()->selectedRows();
  std::ranges::sort(rows, {}, &QModelIndex::row);
  for (const QModelIndex& index : rows)
    names.push_back(m_model.at(index.row()).name);
  return names;
}

void LivePanel::choose(const std::vector<std::string>& names)
{
  QItemSelection selection;
  for (int row = 0; row < m_model.rowCount(); ++row)
    if (std::ranges::find(names, m_model.at(row).name) != names.end())
      selection.select(m_model.index(row, 0), m_model.index(row, LiveTable::ColumnCount - 1));
  m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
  if (!selection.isEmpty() && !m_table->currentIndex().isValid())
    m_table->selectionModel()->setCurrentIndex(selection.indexes().front(), QItemSelectionModel::NoUpdate);
}

void LivePanel::filter()
{
  std::optional<LiveState> state;
  for (const LiveState one : kStates)
    if (m_states->value() == keyOf(one))
      state = one;
  m_model.setFilter(m_search->text(), state);
}

void LivePanel::fill()
{
  m_model.setBoard(m_feed.board());
  showState();
  showDetails();
  Q_EMIT titleChanged();
}

void LivePanel::showState()
{
  const backtest::LiveBoardPtr& board = m_feed.board();
  const bool hasService = m_context.strategies != nullptr;
  m_add->setEnabled(hasService);
  const bool any = !m_table->selectionModel()->selectedRows().isEmpty();
  for (QAction* one : {m_start, m_stop, m_clutch, m_remove, m_show})
    one->setEnabled(hasService && any);
  // What a replay's strategies did is kept nowhere.
  m_why->setEnabled(hasService && any && board && board->mode == LiveMode::Paper);
  m_clutchAll->setEnabled(hasService && board && !board->rows.empty());
  if (!board || board->rows.empty()) {
    showEmpty({QStringLiteral("model"),
        Tr::tr("Strategies that you put to work stand here: what each holds and earns, what it wanted last, and a "
               "switch to stop it. They follow the paper market, and a replay while one runs."),
        hasService ? Tr::tr("Add a strategy…") : QString(), [this] { addFromFiles(); }});
    return;
  }
  showContent();
  const QSignalBlocker quiet(m_clutchAll);
  m_clutchAll->setChecked(board->allClutched);
  m_clutchAll->setText(live::stopAllText(board->allClutched));
  QString text = board->mode == LiveMode::Replay ? Tr::tr("REPLAY") : Tr::tr("PAPER");
  // Days on paper, which go by closes; a replay may stand within one.
  std::optional<TradingDay> day;
  for (const LiveRow& row : board->rows)
    day = std::max(day, row.day);
  if (board->mode == LiveMode::Paper && day)
    text += QStringLiteral("  ") + Tr::tr("close of %1", "day").arg(QString::fromStdString(day->iso()));
  else if (board->now)
    text += QStringLiteral("  ") + live::momentText(m_context, *board->now);
  if (board->busy)
    text += QStringLiteral("  ") + Tr::tr("on the way…");
  if (!board->problem.code.empty())
    text = widgets::Language::current().describe(board->problem);
  m_market->setTone(board->problem.code.empty() ? widgets::TextTone::Secondary : widgets::TextTone::Error);
  m_market->setText(text);
}

void LivePanel::showDetails()
{
  const std::vector<std::string> names = chosen();
  if (names.size() != 1) {
    m_details->setPlainText(names.empty() ? Tr::tr("Choose a strategy to see its positions, orders and log.")
                                          : Tr::tr("%n strategies chosen", nullptr, static_cast<int>(names.size())));
    return;
  }
  if (m_context.strategies == nullptr)
    return;
  m_context.strategies->details(
      names.front(), [guard = QPointer<LivePanel>(this)](Result<backtest::LiveDetails> details) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, details = std::move(details)] {
              if (guard && details && guard->chosen() == std::vector<std::string>{details->row.name})
                guard->take(*details);
            },
            Qt::QueuedConnection);
      });
}

void LivePanel::take(const backtest::LiveDetails& details)
{
  QStringList lines;
  if (const QString trouble = live::troubleText(details.row); !trouble.isEmpty())
    lines << trouble << QString();
  lines << Tr::tr("Positions");
  for (const trading::Position& position : details.positions)
    lines << QStringLiteral("  %1  %2  %3  %4")
                 .arg(nameOf(m_context, position.entityId), widgets::formatNumber(position.total.toDouble(), 0),
                     live::moneyText(position.value()), live::signedMoneyText(position.profit()));
  lines << Tr::tr("Newest orders");
  for (std::size_t i = 0; i < std::min(details.orders.size(), kShownOrders); ++i) {
    const trading::Order& order = details.orders[i];
    lines << QStringLiteral("  %1  %2 %3  %4 / %5  %6")
                 .arg(QString::fromStdString(order.day.iso()),
                     order.side == trading::Side::Buy ? Tr::tr("Buy") : Tr::tr("Sell"),
                     nameOf(m_context, order.entityId), widgets::formatNumber(order.filled.toDouble(), 0),
                     widgets::formatNumber(order.quantity.toDouble(), 0),
                     order.reason.code.empty() ? QString() : widgets::Language::current().describe(order.reason));
  }
  if (!details.log.empty())
    lines << Tr::tr("Log");
  const std::size_t first = details.log.size() - std::min(details.log.size(), kShownLines);
  for (std::size_t i = first; i < details.log.size(); ++i)
    lines << QStringLiteral("  ") + QString::fromStdString(details.log[i]);
  if (const QString text = lines.join(u'\n'); m_details->toPlainText() != text)
    m_details->setPlainText(text);
}

backtest::StrategyService::Done LivePanel::answer()
{
  return onGuiThread(this, [this](const Result<void>& result) {
    if (!result)
      notify(m_context, this, widgets::NoteKind::Error, widgets::Language::current().describe(result.error()));
  });
}

void LivePanel::addFromFiles()
{
  addStrategiesFromFiles(m_context, this);
}

void LivePanel::start()
{
  if (const auto names = chosen(); !names.empty())
    m_context.strategies->start(names, answer());
}

void LivePanel::stop()
{
  if (const auto names = chosen(); !names.empty())
    m_context.strategies->stop(names, answer());
}

void LivePanel::toggleClutch()
{
  const auto names = chosen();
  if (names.empty())
    return;
  const bool all = std::ranges::all_of(names, [this](const std::string& name) {
    const LiveRow* row = m_feed.board()->find(name);
    return row && row->isClutched;
  });
  if (all)
    m_context.strategies->release(names, kActor, "board", answer());
  else
    m_context.strategies->clutch(names, kActor, "board", answer());
}

void LivePanel::clutchAll(bool engage)
{
  if (engage) {
    m_context.strategies->clutch({}, kActor, "board", answer());
    return;
  }
  if (dialogsOf(m_context).confirm(this, Tr::tr("Let all strategies trade again"),
          Tr::tr("From now on the orders of all strategies leave again."), Tr::tr("Let them trade"), true))
    m_context.strategies->release({}, kActor, "board", answer());
  else
    fill(); // the button shows what holds
}

void LivePanel::remove()
{
  const auto names = chosen();
  if (names.empty())
    return;
  const bool holds = std::ranges::any_of(names, [this](const std::string& name) {
    const LiveRow* row = m_feed.board()->find(name);
    return row && row->positions > 0;
  });
  const QString text = Tr::tr("%n strategies leave the board and their open orders are cancelled.", nullptr,
                           static_cast<int>(names.size()))
      + (holds ? QStringLiteral(" ") + Tr::tr("What they hold is not sold; their journals stay.") : QString());
  if (dialogsOf(m_context).confirm(this, Tr::tr("Remove strategies"), text, Tr::tr("Remove"), true))
    m_context.strategies->remove(names, answer());
}

void LivePanel::showSecurity()
{
  const auto names = chosen();
  const LiveRow* row = names.empty() ? nullptr : m_feed.board()->find(names.front());
  if (!row || m_context.links == nullptr)
    return;
  const std::string entity = row->decision ? row->decision->entityId : row->largest;
  if (!entity.empty())
    m_context.links->select(link() == LinkColor::None ? LinkColor::A : link(), QString::fromStdString(entity), this);
}

void LivePanel::explainLastOrder()
{
  const std::vector<std::string> names = chosen();
  if (names.empty() || m_context.strategies == nullptr || m_context.profile == nullptr)
    return;
  m_context.strategies->details(names.front(), [guard = QPointer<LivePanel>(this)](Result<backtest::LiveDetails> all) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, all = std::move(all)] {
          if (guard && all && !all->orders.empty())
            guard->explain(all->orders.front());
        },
        Qt::QueuedConnection);
  });
}

void LivePanel::explain(const trading::Order& order)
{
  WhyDialog::Question question;
  question.id = order.id;
  question.link = link();
  question.records = [profile = m_context.profile, account = order.account] {
    return backtest::readAccountRecords(profile->ledger(), account);
  };
  WhyDialog::ask(m_context, this, std::move(question));
}

void LivePanel::contextMenuEvent(QContextMenuEvent* event)
{
  QMenu menu(this);
  menu.addAction(m_add);
  menu.addActions({m_start, m_stop, m_clutch, m_show, m_why, m_remove});
  menu.addSeparator();
  menu.addAction(m_clutchAll);
  menu.addSeparator();
  fillMenu(&menu);
  menu.exec(event->globalPos());
}

/// A low panel is for the table alone.
void LivePanel::resizeEvent(QResizeEvent* event)
{
  Panel::resizeEvent(event);
  constexpr int kLowest = 280;
  m_details->setVisible(height() >= kLowest);
}

void LivePanel::themeChanged()
{
  m_details->setFont(widgets::Theme::current().font(widgets::FontRole::Mono));
}

void LivePanel::retranslate()
{
  m_add->setText(Tr::tr("Add a strategy…"));
  m_start->setText(Tr::tr("Start"));
  m_stop->setText(Tr::tr("Stop: it ends, its open orders are cancelled"));
  m_clutch->setText(Tr::tr("Clutch or release: it goes on observing, no order leaves"));
  m_clutchAll->setText(live::stopAllText(m_feed.board() && m_feed.board()->allClutched));
  m_show->setText(Tr::tr("Show the security of its last decision"));
  m_why->setText(Tr::tr("Why its last order…"));
  m_remove->setText(Tr::tr("Remove from the board…"));
  m_search->setPlaceholderText(Tr::tr("Filter"));
  m_search->setAccessibleName(Tr::tr("Filter strategies"));
  m_states->setSegmentText(QStringLiteral("all"), Tr::tr("All", "strategies"));
  for (const LiveState state : kStates)
    m_states->setSegmentText(keyOf(state), live::stateText(state));
  m_states->setAccessibleName(Tr::tr("States that are shown"));
  m_table->setAccessibleName(title());
  m_details->setAccessibleName(Tr::tr("Positions, orders and log of the chosen strategy"));
  m_model.retranslate();
  fill();
}

void registerLivePanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("live");
  spec.title = [] { return Tr::tr("Strategies running"); };
  spec.icon = QStringLiteral("model");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("trading"), DockArea::Bottom, 3, 230, 1, true},
      {QStringLiteral("strategy"), DockArea::Centre, 3, 1600, 1, true}};
  spec.create = [](const Context& context, QWidget* parent) -> Panel* { return new LivePanel(context, parent); };
  registry.add(std::move(spec));
}

}
