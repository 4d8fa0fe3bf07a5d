// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/tr.h"
#include "ui/trade/change_dialog.h"
#include "ui/trade/trade_panels.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace zvt::ui {

OrdersPanel::OrdersPanel(const Context& context, QWidget* parent)
    : TradeTablePanel(context, QStringLiteral("ordersTable"), parent)
    , m_orders(context)
    , m_cancel(new QAction(this))
    , m_cancelAll(new QAction(this))
    , m_change(new QAction(this))
    , m_suspend(new QAction(this))
    , m_why(new QAction(this))
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
    m_feed.session()->held().cancelAll(told());
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
  m_why->setObjectName(QStringLiteral("whyOrderAction"));
  m_why->setIcon(widgets::icon(QStringLiteral("trace")));
  connect(m_why, &QAction::triggered, this, &OrdersPanel::explainChosen);
  m_table->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(m_table, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
    QMenu menu;
    menu.addActions({m_why, m_change, m_suspend, m_cancel});
    menu.addSeparator();
    menu.addAction(m_cancelAll);
    menu.exec(m_table->mapToGlobal(at));
  });
  build(&m_orders, {80, 72, 40, 68, 64, 64, 68, 92, 200}, m_note);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, &OrdersPanel::showActions);
  connect(&m_feed, &TradingFeed::changed, this, &OrdersPanel::showActions);
  connect(&m_feed, &TradingFeed::replayChanged, this, [this] {
    if (std::exchange(m_day, m_feed.replay().day) != m_feed.replay().day)
      tell({}); // what was refused on another day is past
  });
  m_day = m_feed.replay().day;
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
  return {m_why, m_change, m_cancel, m_cancelAll};
}

void OrdersPanel::refresh()
{
  if (m_feed.snapshot())
    m_orders.setOrders(m_feed.snapshot()->orders, *m_feed.held());
  showNote();
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
  m_why->setEnabled(row != nullptr);
  m_change->setEnabled(row != nullptr && row->canSuspend());
  m_suspend->setEnabled(row != nullptr && row->canSuspend());
  m_suspend->setText(row != nullptr && row->isSuspended() ? Tr::tr("Resume") : Tr::tr("Suspend"));
}

void OrdersPanel::explainChosen()
{
  if (const OrderRow* row = chosenRow())
    askWhy(row->id);
}

void OrdersPanel::cancelChosen()
{
  const OrderRow* row = chosenRow();
  if (!m_feed.isAvailable() || row == nullptr || !row->isCancellable())
    return;
  if (row->order() == nullptr)
    m_feed.session()->held().cancel(row->id, told());
  else
    m_feed.session()->orders().cancel(row->id, [told = told()](const Result<trading::Order>& cancelled) {
      told(cancelled ? Result<void>() : std::unexpected(cancelled.error()));
    });
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
    m_feed.session()->held().resume(row->id, told());
  else
    m_feed.session()->held().suspend(row->id, told());
}

void OrdersPanel::changeChosen()
{
  const OrderRow* row = chosenRow();
  if (!m_feed.isAvailable() || row == nullptr || !row->canSuspend())
    return;
  if (m_askChange && row->held() != nullptr) {
    const trading::ConditionalOrder order = *row->held();
    if (const auto change = m_askChange(order))
      m_feed.session()->change(order.id, *change, told());
    return;
  }
  if (std::exchange(m_isAsking, true))
    return;
  // Its prices stand beside the market's, which is read first.
  runAsync(
      m_context.workers->next(), this,
      [session = m_feed.session(), entity = row->entityId()] {
        return session->ticketContext(entity, trading::OrderType::Limit);
      },
      [this, chosen = *row](const Result<trading::TicketContext>& read) {
        m_isAsking = false;
        const trading::TicketContext context = read ? *read : trading::TicketContext{};
        ChangeFacts facts{nameOf(m_context, chosen.entityId()), context.market.last, {}, {}};
        if (context.tick && context.market.last)
          facts.tick = context.tick->tickAt(*context.market.last);
        if (chosen.held() != nullptr)
          askChange(*chosen.held(), std::move(facts));
        else
          askChange(*chosen.worked(), facts, context.calendar ? context.calendar->zone() : TimeZone::utc());
      });
}

void OrdersPanel::askChange(const trading::ConditionalOrder& order, ChangeFacts facts)
{
  const auto isOther = [&order](const OrderRow& row) {
    return row.held() != nullptr && !order.group.empty() && row.held()->group == order.group && row.id != order.id
        && !row.isOver();
  };
  if (const auto other = std::ranges::find_if(m_orders.orders(), isOther); other != m_orders.orders().end())
    facts.other = trade::kindText(*other) + u' ' + trade::priceText(*other);
  auto* dialog = new ChangeDialog(order, facts, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setSubmit([this, id = order.id](const trading::ConditionalChange& change, const ChangeForm::Answer& answer) {
    sendChange(id, change, answer);
  });
  dialog->open();
}

void OrdersPanel::askChange(const trading::AlgoOrder& order, const ChangeFacts& facts, TimeZone zone)
{
  auto* dialog = new ChangeWorkedDialog(order, facts, zone, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setSubmit([this, id = order.order.id](const trading::ParentChange& change, const ChangeForm::Answer& answer) {
    sendChange(id, change, answer);
  });
  dialog->open();
}

/// Every question has its answer, also where there is nobody left to ask.
template <typename Change>
void OrdersPanel::sendChange(const std::string& id, const Change& change, const ChangeForm::Answer& answer)
{
  if (!m_feed.isAvailable()) {
    answer(zvt::fail("trading.no_account"));
    return;
  }
  m_feed.session()->change(id, change, [told = told(), answer](const Result<void>& done) {
    if (done)
      told(done);
    answer(done);
  });
}

/// What was asked for was refused, or it was not: on the broker's thread.
std::function<void(const Result<void>&)> OrdersPanel::told()
{
  return [guard = QPointer<OrdersPanel>(this)](const Result<void>& done) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, why = done ? Error{} : done.error()] {
          if (guard)
            guard->tell(why);
        },
        Qt::QueuedConnection);
  };
}

void OrdersPanel::tell(const Error& why)
{
  m_refusal = why;
  showNote();
}

/// A journal that cannot be written is worse than a refusal.
void OrdersPanel::showNote()
{
  const Error problem = m_feed.held() ? m_feed.held()->problem : Error{};
  const Error& why = problem.code.empty() ? m_refusal : problem;
  if (!why.code.empty())
    m_note->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(why));
  m_note->setVisible(!why.code.empty());
}

void OrdersPanel::retranslate()
{
  if (m_model == nullptr)
    return;
  m_why->setText(Tr::tr("Why…"));
  m_why->setToolTip(Tr::tr("Back to the order, the decision, the values and bars behind it"));
  m_cancel->setText(Tr::tr("Cancel order"));
  m_cancel->setToolTip(Tr::tr("Cancel the chosen order (Del)"));
  m_change->setText(Tr::tr("Change…"));
  m_change->setToolTip(Tr::tr("Change the chosen order that waits here or is worked (F2)"));
  m_cancelAll->setText(Tr::tr("Cancel all orders"));
  m_cancelAll->setToolTip(m_cancelAll->text());
  TradeTablePanel::retranslate();
}

}
