// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/orders_feature.h"

#include "core/market/exchange.h"
#include "core/trading/order_replacement.h"
#include "core/trading/order_state.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/trade_reading.h"
#include "ui/settings/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/trade/order_rows.h"
#include "ui/trade/ticket_panel.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/chart/chart_view.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPointer>
#include <QUuid>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using trading::Order;
using trading::Side;
using widgets::OrderLine;

namespace {

const QString kPosition = QStringLiteral("position");
constexpr int kNoteMs = 12'000;
constexpr double kSameScale = 1e-9;

/// Of the last bar that the paper market has seen: prices of orders are those of that day.
double scaleOn(const ChartReading& reading, const std::vector<double>& scales, std::optional<TradingDay> day)
{
  const market::BarSeries& bars = reading.model.source();
  std::size_t count = bars.size();
  if (day) {
    const auto isKnown = [&](std::int64_t key) {
      return market::isDayKeyed(bars.level) ? key <= day->days : reading.calendar.zone().toLocal({key}).day() <= *day;
    };
    count = static_cast<std::size_t>(std::ranges::partition_point(bars.key, isKnown) - bars.key.begin());
  }
  return count > 0 ? scales[count - 1] : 1;
}

}

OrdersFeature::OrdersFeature(ChartPanel& panel)
    : ChartFeature(panel)
    , m_feed(panel.context())
    , m_layer(new widgets::OrderLineLayer(this))
    , m_note(new widgets::Note(widgets::NoteKind::Warning, {}, &panel))
{
  m_note->setObjectName(QStringLiteral("orderNote"));
  m_note->hide();
  panel.addBelow(m_note);
  panel.view()->addLayer(m_layer);
  m_noteTimer.setSingleShot(true);
  m_noteTimer.setInterval(kNoteMs);
  connect(&m_noteTimer, &QTimer::timeout, m_note, &QWidget::hide);
  m_layer->setJudge([this](const QString& id, double price, int ticks) { return judge(id, price, ticks); });
  connect(m_layer, &widgets::OrderLineLayer::dropped, this, &OrdersFeature::replace, Qt::QueuedConnection);
  connect(m_layer, &widgets::OrderLineLayer::refused, this, &OrdersFeature::tell);
  connect(m_layer, &widgets::OrderLineLayer::closePressed, this, &OrdersFeature::close);
  connect(m_layer, &widgets::OrderLineLayer::menuWanted, this,
      [this](QMenu* menu, const QString& id) { fillLineMenu(*menu, id); });
  connect(m_layer, &widgets::OrderLineLayer::vanished, this, &OrdersFeature::tellChanged);
  connect(&m_feed, &TradingFeed::changed, this, &OrdersFeature::showLines);
  connect(&m_feed, &TradingFeed::replayChanged, this, &OrdersFeature::showLines);
  m_openTicket = [this]() -> TicketPanel* {
    WindowSet* windows = this->panel().context().windows;
    return windows != nullptr
        ? qobject_cast<TicketPanel*>(windows->showPanel(QStringLiteral("ticket"), &windows->active()))
        : nullptr;
  };
}

QString OrdersFeature::noteText() const
{
  return m_note->isHidden() ? QString() : m_note->text();
}

ChartReader OrdersFeature::reader()
{
  if (!m_feed.isAvailable())
    return {};
  return [this, session = m_feed.session()](const ChartReading& reading) -> Result<std::function<void()>> {
    ZVT_TRY(const auto scales, priceScales(reading));
    double scale = scaleOn(reading, scales, session->state().day);
    if (reading.request.through && session->state().day >= *reading.request.through) {
      ZVT_TRY(scale, newestScale(reading));
    }
    const std::string entity = reading.request.entityId;
    // Without it nothing can be judged, and no order is moved; the ticket says why.
    auto ticket = session->ticketContext(entity, trading::OrderType::Limit);
    return std::function<void()>(
        [this, entity, scale, found = ticket ? std::optional(*std::move(ticket)) : std::nullopt] {
          if (entity != panel().request().entityId)
            return;
          setScale(scale);
          m_ticket = found;
        });
  };
}

void OrdersFeature::entityChanged()
{
  m_ticket.reset();
  m_layer->returnLine();
  m_scale = 1;
  m_layer->setLines({});
  m_note->hide();
}

/// A line on its way stands on the scale of before: where it would be now is not what was chosen.
void OrdersFeature::setScale(double scale)
{
  if (std::abs(scale - m_scale) > kSameScale && m_layer->isMoving()) {
    m_layer->returnLine();
    tell(Tr::tr("The scale of the chart changed while an order was being moved: the order stays where it is."));
  }
  m_scale = scale;
}

void OrdersFeature::shown()
{
  showLines();
}

void OrdersFeature::retranslate()
{
  showLines();
}

const Order* OrdersFeature::findOrder(const QString& id) const
{
  if (!m_feed.snapshot())
    return nullptr;
  const std::vector<Order>& orders = m_feed.snapshot()->orders;
  const auto at = std::ranges::find(orders, id.toStdString(), &Order::id);
  return at == orders.end() ? nullptr : &*at;
}

Price OrdersFeature::tickAt(Price price) const
{
  if (m_ticket && m_ticket->tick)
    return m_ticket->tick->tickAt(price);
  return *Price::parse("0.01");
}

QString OrdersFeature::priceText(Price price) const
{
  return trade::priceText(price, std::max(2, widgets::decimalsOfTick(tickAt(price).toDouble())));
}

QString OrdersFeature::scaleSentence() const
{
  if (std::abs(m_scale - 1) < kSameScale)
    return {};
  return QStringLiteral("\n")
      + Tr::tr("The chart is adjusted: a price of the market stands at %1 times it here.")
            .arg(widgets::formatNumber(m_scale, 4));
}

OrderLine OrdersFeature::lineOf(const Order& order) const
{
  OrderLine line;
  line.id = QString::fromStdString(order.id);
  line.buy = order.side == Side::Buy;
  line.price = order.price.toDouble() * m_scale;
  line.text = trade::sideText(order.side) + u' ' + trade::quantityText(order.remaining()) + QStringLiteral(" · ")
      + trade::stateText(order.state);
  line.priceText = priceText(order.price);
  line.closable = trading::isCancellable(order.state);
  line.movable = line.closable && m_ticket && !m_feed.replay().running;
  line.tip = line.text + QStringLiteral(" @ ") + line.priceText
      + (line.movable ? QStringLiteral("\n") + Tr::tr("Drag it to another price; Esc returns it.") : QString())
      + scaleSentence();
  return line;
}

OrderLine OrdersFeature::lineOf(const trading::Position& position) const
{
  OrderLine line;
  line.id = kPosition;
  line.kind = OrderLine::Kind::Position;
  line.buy = position.total.isPositive();
  const Price cost = position.averageCost();
  line.price = cost.toDouble() * m_scale;
  line.priceText = trade::priceText(cost, 3);
  line.text = Tr::tr("Held %1 · cost %2 ·").arg(trade::quantityText(position.total), line.priceText);
  line.gain = position.profit().toDouble();
  const double paid = std::abs(position.entryCost().toDouble());
  line.result = trade::signedMoneyText(position.profit());
  if (paid > 0)
    line.result += QStringLiteral(" (") + widgets::formatSignedPercent(line.gain / paid) + u')';
  line.tip = line.text + u' ' + line.result + QStringLiteral("\n")
      + Tr::tr("Sellable %1").arg(trade::quantityText(position.sellable())) + scaleSentence();
  return line;
}

void OrdersFeature::showLines()
{
  m_rest.reset();
  std::vector<OrderLine> lines;
  const std::string& entity = panel().request().entityId;
  if (const auto& snapshot = m_feed.snapshot(); snapshot && panel().view()->model()) {
    const trading::Position* held = snapshot->account->find(entity);
    if (held != nullptr && !held->total.isZero() && held->averageCost().isPositive())
      lines.push_back(lineOf(*held));
    for (const Order& order : snapshot->orders)
      if (order.entityId == entity && order.type == trading::OrderType::Limit && trading::isOpen(order.state))
        lines.push_back(lineOf(order));
    for (const trading::ConditionalOrder& waiting : m_feed.held()->conditional)
      if (waiting.entityId == entity && !trading::isOver(waiting.state) && waiting.trigger.isPositive())
        lines.push_back(lineOf(waiting));
  }
  m_layer->setLines(std::move(lines));
}

std::optional<Price> OrdersFeature::marketPrice(double raw) const
{
  const auto exact = Price::fromDouble(std::round(raw * 1e8) / 1e8);
  if (!exact || !exact->isPositive())
    return {};
  const auto rounded = exact->roundTo(tickAt(*exact), Rounding::HalfUp);
  return rounded ? std::optional(*rounded) : std::nullopt;
}

TicketJudgement OrdersFeature::judgementOf(const Order& order, Price price)
{
  if (!m_rest || m_restOf != order.id) {
    m_rest = trading::without(*m_feed.snapshot(), order.id);
    m_restOf = order.id;
  }
  return judgeTicket({order.entityId, order.side, trading::OrderType::Limit, price, order.remaining()}, *m_ticket,
      *m_rest, m_feed.session()->orders().rateNow(), *m_feed.session()->rules());
}

widgets::OrderLineLayer::Verdict OrdersFeature::judge(const QString& id, double chartPrice, int ticks)
{
  const Order* order = findOrder(id);
  const trading::ConditionalOrder* held = findHeld(id);
  std::optional<Price> price = marketPrice(chartPrice / m_scale);
  if ((order == nullptr && held == nullptr) || !m_ticket || !price)
    return {chartPrice, QString(), Tr::tr("There is no such price.")};
  for (int i = 0; i < std::abs(ticks); ++i) {
    const Price next = ticks > 0 ? *price + tickAt(*price) : *price - tickAt(*price);
    if (next.isPositive())
      price = next;
  }
  if (held != nullptr)
    return judgeHeld(*held, *price);
  widgets::OrderLineLayer::Verdict verdict{price->toDouble() * m_scale, priceText(*price), {}, price->toDouble()};
  const TicketJudgement judgement = judgementOf(*order, *price);
  if (judgement.blocked > 0)
    verdict.blocked = trade::checkSentence(judgement.checks.front()); // blocked come first
  return verdict;
}

bool OrdersFeature::confirmed(const TicketJudgement& judgement, const trading::SimAccount& account)
{
  return agreed(confirmTextWithCosts(judgement, *m_ticket, account, m_feed.session()->rules()->commission()));
}

bool OrdersFeature::agreed(const ConfirmText& text)
{
  const Context& context = panel().context();
  if (context.settings != nullptr && !context.settings->flag("trading.confirm"))
    return true;
  if (m_confirm)
    return m_confirm(text);
  ConfirmDialog dialog(text, &panel());
  return dialog.exec() == QDialog::Accepted;
}

void OrdersFeature::tellChanged(const QString& id)
{
  const Order* order = findOrder(id);
  const trading::ConditionalOrder* held = findHeld(id);
  tell(Tr::tr("The order changed while it was being moved: %1")
          .arg(order != nullptr     ? trade::stateText(order->state)
                  : held != nullptr ? trade::stateText(OrderRow{held->id, *held})
                                    : QString()));
}

void OrdersFeature::replace(const QString& id, double raw)
{
  const Order* found = findOrder(id);
  const trading::ConditionalOrder* held = findHeld(id);
  const bool mayMove = found != nullptr ? trading::isCancellable(found->state)
                                        : held != nullptr && OrderRow{held->id, *held}.canSuspend();
  if (!mayMove) {
    tellChanged(id);
    return;
  }
  if (!m_ticket || (found != nullptr ? found->entityId : held->entityId) != panel().request().entityId) {
    tell(Tr::tr("What the market takes is not known at the moment: the order stays where it is."));
    return;
  }
  const std::optional<Price> price = marketPrice(raw);
  if (!price) {
    tell(Tr::tr("There is no such price."));
    return;
  }
  if (held != nullptr) {
    changeHeld(trading::ConditionalOrder(*held), *price);
    return;
  }
  const Order order = *found; // the dialog lets the market go on
  const TicketJudgement judgement = judgementOf(order, *price);
  if (!judgement.canSubmit()) {
    tell(judgement.blocked > 0 ? trade::checkSentence(judgement.checks.front()) : Tr::tr("There is no such price."));
    return;
  }
  if (!confirmed(judgement, *m_rest->account))
    return;
  m_note->hide();
  m_feed.session()->orders().replace({order.id, *price, QUuid::createUuid().toString(QUuid::Id128).toStdString()},
      [guard = QPointer<OrdersFeature>(this)](const Result<Order>& placed) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, placed] {
              if (guard)
                guard->finish(placed);
            },
            Qt::QueuedConnection);
      });
}

void OrdersFeature::finish(const Result<Order>& order)
{
  if (!order) {
    tell(widgets::Language::current().describe(order.error()));
    return;
  }
  Q_EMIT replaced(QString::fromStdString(order->id));
}

void OrdersFeature::tell(const QString& sentence)
{
  m_note->setNote(widgets::NoteKind::Warning, sentence);
  m_note->show();
  m_noteTimer.start();
  Q_EMIT refused(sentence);
}

void OrdersFeature::close(const QString& id)
{
  if (id == kPosition) {
    closePosition();
    return;
  }
  if (findHeld(id) != nullptr) {
    m_feed.session()->held().cancel(id.toStdString());
    return;
  }
  m_feed.session()->orders().cancel(
      id.toStdString(), [guard = QPointer<OrdersFeature>(this)](const Result<Order>& order) {
        if (order)
          return;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, why = order.error()] {
              if (guard)
                guard->tell(widgets::Language::current().describe(why));
            },
            Qt::QueuedConnection);
      });
}

void OrdersFeature::closePosition()
{
  const trading::Position* held = m_feed.snapshot()->account->find(panel().request().entityId);
  if (held == nullptr)
    return;
  const bool isLong = held->total.isPositive();
  offer({held->entityId, isLong ? Side::Sell : Side::Buy, trading::OrderType::Limit, held->last,
      isLong ? held->sellable() : -held->total});
}

void OrdersFeature::offer(const TicketInput& input)
{
  if (TicketPanel* ticket = m_openTicket())
    ticket->fillIn(input);
}

Price OrdersFeature::lastPrice() const
{
  return m_ticket && m_ticket->market.last ? *m_ticket->market.last : Price();
}

void OrdersFeature::beginOrder(Side side)
{
  beginOrder(side, lastPrice());
}

void OrdersFeature::beginOrder(Side side, Price price)
{
  offer({panel().request().entityId, side, trading::OrderType::Limit, price, {}});
}

void OrdersFeature::selectNextOrder()
{
  m_layer->selectNext();
  panel().view()->setFocus();
}

void OrdersFeature::fillLineMenu(QMenu& menu, const QString& id)
{
  if (id == kPosition) {
    menu.addAction(Tr::tr("&Close the position…"), this, &OrdersFeature::closePosition);
    return;
  }
  const auto line = std::ranges::find(m_layer->lines(), id, &OrderLine::id);
  if (line != m_layer->lines().end() && line->movable)
    menu.addAction(Tr::tr("&Move it with ↑ ↓, Enter sends"), this, [this, id] {
      m_layer->select(id);
      panel().view()->setFocus();
    });
  menu.addAction(Tr::tr("&Cancel the order"), this, [this, id] { close(id); })
      ->setObjectName(QStringLiteral("cancelOrderAction"));
}

void OrdersFeature::fillMenu(QMenu& menu)
{
  if (!m_feed.isAvailable() || !m_feed.replay().day || panel().request().entityId.empty())
    return;
  const std::optional<double> under = m_layer->takeMenuPrice();
  const Price price = (under ? marketPrice(*under / m_scale) : std::nullopt).value_or(lastPrice());
  if (price.isPositive()) {
    menu.addAction(Tr::tr("Bu&y at %1…").arg(priceText(price)), this, [this, price] { beginOrder(Side::Buy, price); })
        ->setObjectName(QStringLiteral("buyHereAction"));
    menu.addAction(Tr::tr("S&ell at %1…").arg(priceText(price)), this, [this, price] { beginOrder(Side::Sell, price); })
        ->setObjectName(QStringLiteral("sellHereAction"));
  }
  if (m_layer->lines().empty())
    return;
  QMenu* orders = menu.addMenu(Tr::tr("&Orders"));
  for (const OrderLine& line : m_layer->lines()) {
    QMenu* one =
        orders->addMenu(line.text + (line.result.isEmpty() ? QStringLiteral(" @ ") + line.priceText : QString()));
    fillLineMenu(*one, line.id);
  }
}

}
