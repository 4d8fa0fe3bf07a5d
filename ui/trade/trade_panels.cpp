// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/trade_panels.h"

#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "ui/trade/change_dialog.h"
#include "ui/trade/figure_grid.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QCoreApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

TradeTablePanel::TradeTablePanel(const Context& context, const QString& tableName, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_feed(context)
    , m_table(new widgets::DataTable(this))
{
  m_table->setObjectName(tableName);
}

void TradeTablePanel::build(TradeTableModel* model, std::initializer_list<int> widths, QWidget* below)
{
  m_model = model;
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_table, 1);
  if (below != nullptr)
    column->addWidget(below);
  m_table->setModel(model);
  enableSymbolDrag(m_table, [](const QModelIndex& row) { return row.data(TradeEntityRole).toString(); });
  int index = 0;
  for (const int width : widths)
    m_table->setColumnWidth(index++, width);
  setContent(content);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this](const QModelIndex& chosen) {
    if (chosen.isValid())
      m_context.links->select(link(), chosen.data(TradeEntityRole).toString(), this);
  });
  connect(&m_feed, &TradingFeed::changed, this, [this] {
    refresh();
    showWhatIsThere();
  });
  retranslate();
}

QJsonObject TradeTablePanel::saveState() const
{
  return {{QStringLiteral("columns"), m_table->saveColumns()}};
}

void TradeTablePanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(QLatin1String("columns")).toObject());
}

void TradeTablePanel::showWhatIsThere()
{
  if (m_model->rowCount() > 0)
    showContent();
  else
    showEmpty(emptyText());
  Q_EMIT titleChanged();
}

void TradeTablePanel::retranslate()
{
  if (m_model == nullptr)
    return;
  m_table->setAccessibleName(title());
  m_model->retranslate();
  refresh();
  showWhatIsThere();
}

OrdersPanel::OrdersPanel(const Context& context, QWidget* parent)
    : TradeTablePanel(context, QStringLiteral("ordersTable"), parent)
    , m_orders(context)
    , m_cancel(new QAction(this))
    , m_cancelAll(new QAction(this))
    , m_change(new QAction(this))
    , m_suspend(new QAction(this))
    , m_note(new widgets::Note(widgets::NoteKind::Error, {}, this))
{
  m_cancel->setIcon(widgets::icon(QStringLiteral("cancel")));
  m_cancel->setShortcut(Qt::Key_Delete);
  m_cancel->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  m_cancelAll->setIcon(widgets::icon(QStringLiteral("cancel-all")));
  addAction(m_cancel);
  connect(m_cancel, &QAction::triggered, this, &OrdersPanel::cancelChosen);
  connect(m_cancelAll, &QAction::triggered, this, [this] {
    if (!m_feed.isAvailable())
      return;
    m_feed.session()->held().cancelAll();
    m_feed.session()->orders().cancelAll();
  });
  m_note->hide();
  for (QAction* action : {m_change, m_suspend}) {
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
  }
  m_change->setObjectName(QStringLiteral("changeOrderAction"));
  m_change->setShortcut(Qt::Key_F2);
  m_change->setIcon(widgets::icon(QStringLiteral("pencil")));
  m_suspend->setObjectName(QStringLiteral("suspendOrderAction"));
  m_suspend->setShortcut(Qt::Key_Space);
  m_cancel->setObjectName(QStringLiteral("cancelOrderAction"));
  connect(m_change, &QAction::triggered, this, &OrdersPanel::changeChosen);
  connect(m_suspend, &QAction::triggered, this, &OrdersPanel::suspendChosen);
  m_table->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(m_table, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
    QMenu menu;
    menu.addActions({m_change, m_suspend, m_cancel});
    menu.addSeparator();
    menu.addAction(m_cancelAll);
    menu.exec(m_table->mapToGlobal(at));
  });
  build(&m_orders, {80, 72, 40, 60, 56, 56, 64, 92, 160}, m_note);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, &OrdersPanel::showActions);
  connect(&m_feed, &TradingFeed::changed, this, &OrdersPanel::showActions);
  showActions();
}

QString OrdersPanel::title() const
{
  return Tr::tr("Orders");
}

QString OrdersPanel::subtitle() const
{
  return m_orders.rowCount() > 0 ? QString::number(m_orders.rowCount()) : QString();
}

QList<QAction*> OrdersPanel::titleActions()
{
  return {m_change, m_cancel, m_cancelAll};
}

void OrdersPanel::refresh()
{
  if (m_feed.snapshot())
    m_orders.setOrders(m_feed.snapshot()->orders, *m_feed.held());
}

EmptyText OrdersPanel::emptyText() const
{
  return {QStringLiteral("blotter"), Tr::tr("Orders of the paper account appear here."), {}, {}};
}

void OrdersPanel::showActions()
{
  const QModelIndex chosen = m_table->currentIndex();
  m_cancel->setEnabled(chosen.isValid() && chosen.data(TradeCancellableRole).toBool());
  // One that is being cancelled may be followed by another at a new price.
  const auto isOpen = [](const OrderRow& row) { return !row.isOver(); };
  m_cancelAll->setEnabled(std::ranges::any_of(m_orders.orders(), isOpen));
  const OrderRow* row = chosenRow();
  m_change->setEnabled(row != nullptr && row->held() != nullptr && row->canSuspend());
  m_suspend->setEnabled(row != nullptr && row->canSuspend());
  m_suspend->setText(row != nullptr && row->isSuspended() ? Tr::tr("Resume") : Tr::tr("Suspend"));
}

void OrdersPanel::cancelChosen()
{
  const OrderRow* row = chosenRow();
  if (!m_feed.isAvailable() || row == nullptr || !row->isCancellable())
    return;
  if (row->order() == nullptr)
    m_feed.session()->held().cancel(row->id);
  else
    m_feed.session()->orders().cancel(row->id);
}

const OrderRow* OrdersPanel::chosenRow() const
{
  const std::string id = m_table->currentIndex().data(TradeOrderRole).toString().toStdString();
  const auto found = std::ranges::find(m_orders.orders(), id, &OrderRow::id);
  return id.empty() || found == m_orders.orders().end() ? nullptr : &*found;
}

void OrdersPanel::suspendChosen()
{
  const OrderRow* row = chosenRow();
  if (!m_feed.isAvailable() || row == nullptr || !row->canSuspend())
    return;
  if (row->isSuspended())
    m_feed.session()->held().resume(row->id);
  else
    m_feed.session()->held().suspend(row->id);
}

void OrdersPanel::changeChosen()
{
  const OrderRow* row = chosenRow();
  if (!m_feed.isAvailable() || row == nullptr || row->held() == nullptr || !row->canSuspend())
    return;
  const trading::ConditionalOrder order = *row->held();
  ChangeDialog dialog(order, nameOf(m_context, order.entityId), this);
  const auto change = m_askChange          ? m_askChange(order)
      : dialog.exec() == QDialog::Accepted ? std::optional(dialog.change())
                                           : std::nullopt;
  if (!change || !m_feed.isAvailable())
    return;
  m_feed.session()->held().change(order.id, *change, [guard = QPointer<OrdersPanel>(this)](const Result<void>& done) {
    if (done)
      return;
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, why = widgets::Language::current().describe(done.error())] {
          if (guard)
            guard->tell(why);
        },
        Qt::QueuedConnection);
  });
}

void OrdersPanel::tell(const QString& why)
{
  m_note->setNote(widgets::NoteKind::Error, why);
  m_note->show();
}

void OrdersPanel::retranslate()
{
  if (m_model == nullptr)
    return;
  m_cancel->setText(Tr::tr("Cancel order"));
  m_cancel->setToolTip(Tr::tr("Cancel the chosen order (Del)"));
  m_change->setText(Tr::tr("Change…"));
  m_change->setToolTip(Tr::tr("Change the prices of the chosen conditional order (F2)"));
  m_cancelAll->setText(Tr::tr("Cancel all orders"));
  m_cancelAll->setToolTip(m_cancelAll->text());
  TradeTablePanel::retranslate();
}

FillsPanel::FillsPanel(const Context& context, QWidget* parent)
    : TradeTablePanel(context, QStringLiteral("fillsTable"), parent)
    , m_fills(context)
{
  build(&m_fills, {80, 84, 44, 72, 72, 96, 72});
}

QString FillsPanel::title() const
{
  return Tr::tr("Fills");
}

QString FillsPanel::subtitle() const
{
  return m_fills.rowCount() > 0 ? QString::number(m_fills.rowCount()) : QString();
}

void FillsPanel::refresh()
{
  if (m_feed.snapshot())
    m_fills.setFills(m_feed.snapshot()->fills);
}

EmptyText FillsPanel::emptyText() const
{
  return {QStringLiteral("check"), Tr::tr("Executed trades appear here once the market plays on."), {}, {}};
}

PositionsPanel::PositionsPanel(const Context& context, QWidget* parent)
    : TradeTablePanel(context, QStringLiteral("positionsTable"), parent)
    , m_positions(context)
    , m_sums(new FigureGrid(FigureGrid::Style::Beside, 4, this))
{
  auto* line = new QWidget(this);
  auto* row = new QVBoxLayout(line);
  row->setContentsMargins(8, 3, 8, 3);
  row->addWidget(m_sums);
  build(&m_positions, {76, 84, 56, 62, 64, 60, 84, 84, 60, 76}, line);
  // They are one click away in the header's menu.
  m_table->setColumnHidden(PositionModel::CodeColumn, true);
  m_table->setColumnHidden(PositionModel::ValueColumn, true);
}

QString PositionsPanel::title() const
{
  return Tr::tr("Positions");
}

QString PositionsPanel::subtitle() const
{
  return m_positions.rowCount() > 0 ? QString::number(m_positions.rowCount()) : QString();
}

void PositionsPanel::refresh()
{
  if (!m_feed.snapshot())
    return;
  m_positions.setAccount(*m_feed.snapshot()->account);
  showSums();
}

void PositionsPanel::showSums()
{
  const trading::SimAccount& account = *m_feed.snapshot()->account;
  const Money open = account.unrealised();
  m_sums->setFigures({{Tr::tr("Value"), trade::moneyText(account.marketValue()), false, 0, {}},
      {Tr::tr("Cash"), trade::moneyText(account.cash()), false, 0, {}},
      {Tr::tr("Available"), trade::moneyText(account.availableCash()), false, 0,
          Tr::tr("Cash less what open orders hold back")},
      {Tr::tr("Open P&L"), trade::signedMoneyText(open), true,
          open.isPositive()       ? 1
              : open.isNegative() ? -1
                                  : 0,
          {}}});
}

EmptyText PositionsPanel::emptyText() const
{
  return {QStringLiteral("wallet"), Tr::tr("What the paper account holds appears here."), {}, {}};
}

}
