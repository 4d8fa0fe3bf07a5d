// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/order_rows.h"

#include "core/trading/order_state.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <fmt/format.h>

namespace zvt::ui {

using trading::AlgoOrder;
using trading::AlgoState;
using trading::ConditionalOrder;
using trading::ConditionalState;
using trading::Order;
using widgets::CellTone;

const std::string& OrderRow::entityId() const
{
  return worked() != nullptr ? worked()->order.entityId : held() != nullptr ? held()->entityId : order()->entityId;
}

trading::Side OrderRow::side() const
{
  return worked() != nullptr ? worked()->order.side : held() != nullptr ? held()->side : order()->side;
}

Timestamp OrderRow::created() const
{
  return std::visit([](const auto& one) { return one.created; }, what);
}

Quantity OrderRow::quantity() const
{
  return worked() != nullptr ? worked()->order.quantity : held() != nullptr ? held()->quantity : order()->quantity;
}

Quantity OrderRow::filled() const
{
  return worked() != nullptr ? worked()->report.filled : held() != nullptr ? held()->filled : order()->filled;
}

Price OrderRow::average() const
{
  if (worked() != nullptr)
    return worked()->report.averagePrice();
  return order() != nullptr && !order()->filled.isZero() ? order()->averagePrice() : Price();
}

bool OrderRow::isCancellable() const
{
  if (worked() != nullptr)
    return canSuspend();
  return order() != nullptr ? trading::isCancellable(order()->state)
                            : trading::isLegal(held()->state, ConditionalState::Cancelled);
}

bool OrderRow::isOver() const
{
  if (worked() != nullptr)
    return trading::isOver(worked()->report.state);
  return order() != nullptr ? trading::isFinal(order()->state) : trading::isOver(held()->state);
}

bool OrderRow::canSuspend() const
{
  if (worked() != nullptr)
    return worked()->report.state == AlgoState::Running || worked()->report.state == AlgoState::Paused;
  using enum ConditionalState;
  return held() != nullptr && (held()->state == Waiting || held()->state == Armed || held()->state == Suspended);
}

bool OrderRow::isSuspended() const
{
  return worked() != nullptr ? worked()->report.state == AlgoState::Paused
                             : held() != nullptr && held()->state == ConditionalState::Suspended;
}

namespace trade {

namespace {

QString message(std::string_view prefix, std::string_view name)
{
  return widgets::Language::current().text(fmt::format("{}.{}", prefix, name));
}

QString triggerText(const ConditionalOrder& held)
{
  const QString sign = held.reach == trading::Reach::AtOrBelow ? QStringLiteral("≤ ") : QStringLiteral("≥ ");
  return held.trigger.isZero() ? QString(widgets::kMissing) : sign + priceText(held.trigger);
}

QString heldKind(const ConditionalOrder& held)
{
  if (held.trail.kind != trading::Trail::Kind::None)
    return typeText(trading::OrderType::TrailingStop);
  if (!held.isProtective())
    return Tr::tr("Take profit");
  return typeText(held.sends == trading::OrderType::Limit ? trading::OrderType::StopLimit : trading::OrderType::Stop);
}

QString heldNote(const ConditionalOrder& held)
{
  QStringList parts{heldKind(held)};
  if (held.trail.kind != trading::Trail::Kind::None)
    parts << trailText(held.trail);
  if (held.sends == trading::OrderType::Limit && held.isProtective())
    parts << Tr::tr("limit %1").arg(priceText(held.price));
  if (!held.entry.empty())
    parts << Tr::tr("protects an entry");
  else if (!held.group.empty())
    parts << Tr::tr("one cancels other");
  if (held.waitDays > 0)
    parts << Tr::tr("from the day it can be sold");
  if (held.goodTill)
    parts << Tr::tr("until %1").arg(QString::fromStdString(held.goodTill->iso()));
  if (held.source != "manual")
    parts << QString::fromStdString(held.source);
  return parts.join(QStringLiteral(" · "));
}

QString workedKind(const AlgoOrder& worked)
{
  return message("trading.plan", trading::toString(worked.order.kind));
}

QString workedNote(const AlgoOrder& worked)
{
  QStringList parts{workedKind(worked), Tr::tr("%n part(s) sent", nullptr, worked.report.children)};
  if (worked.report.state == AlgoState::Running && worked.report.children == 0 && !worked.order.after.empty())
    parts << Tr::tr("waits for the sells");
  if (worked.report.working.isPositive())
    parts << Tr::tr("%1 working").arg(quantityText(worked.report.working));
  if (worked.report.taken.isPositive())
    parts << Tr::tr("%1 taken out by hand").arg(quantityText(worked.report.taken));
  if (worked.order.source != "manual")
    parts << QString::fromStdString(worked.order.source);
  return parts.join(QStringLiteral(" · "));
}

/// As a conditional order in a like state.
ConditionalState likeness(const OrderRow& row)
{
  if (row.held() != nullptr)
    return row.held()->state;
  switch (row.worked()->report.state) {
  case AlgoState::Paused:
  case AlgoState::Stopped:
    return ConditionalState::Suspended;
  case AlgoState::Done:
    return ConditionalState::Done;
  case AlgoState::Cancelled:
    return ConditionalState::Cancelled;
  case AlgoState::Running:
  case AlgoState::Ending:
    break;
  }
  return ConditionalState::Sent;
}

const Error& reasonOf(const OrderRow& row)
{
  return row.worked() != nullptr ? row.worked()->report.reason
      : row.held() != nullptr    ? row.held()->reason
                                 : row.order()->reason;
}

QString reasonText(const Error& reason)
{
  return widgets::Language::current().text(reason.code, reason.arguments);
}

}

QString priceText(const OrderRow& row)
{
  if (const ConditionalOrder* held = row.held())
    return triggerText(*held);
  if (row.worked() != nullptr)
    return priceText(row.worked()->order.price);
  const Order& order = *row.order();
  return order.type == trading::OrderType::Market ? typeText(order.type) : priceText(order.price);
}

QString stateText(const OrderRow& row)
{
  if (const ConditionalOrder* held = row.held(); held != nullptr && held->reason.code == "conditional.expired")
    return stateText(trading::OrderState::Expired); // nobody cancelled it
  if (const ConditionalOrder* held = row.held())
    return message("conditional.state", trading::toString(held->state));
  if (row.worked() != nullptr)
    return message("algo.state", trading::toString(row.worked()->report.state));
  return stateText(row.order()->state);
}

QString stateIcon(const OrderRow& row)
{
  if (row.order() != nullptr)
    return stateIcon(row.order()->state);
  switch (likeness(row)) {
  case ConditionalState::Waiting:
  case ConditionalState::Armed:
    return QStringLiteral("clock");
  case ConditionalState::Triggered:
  case ConditionalState::Sent:
    return QStringLiteral("more");
  case ConditionalState::Done:
    return reasonOf(row).code.empty() ? QStringLiteral("check") : QStringLiteral("warning");
  case ConditionalState::Cancelled:
    return QStringLiteral("minus");
  case ConditionalState::Suspended:
    return QStringLiteral("warning");
  }
  return {};
}

CellTone stateTone(const OrderRow& row)
{
  if (row.order() != nullptr)
    return stateTone(row.order()->state);
  switch (likeness(row)) {
  case ConditionalState::Cancelled:
    return CellTone::Muted;
  case ConditionalState::Suspended:
    return CellTone::Warning;
  case ConditionalState::Done:
    return reasonOf(row).code.empty() ? CellTone::Neutral : CellTone::Warning;
  default:
    return CellTone::Accent;
  }
}

QString kindText(const OrderRow& row)
{
  return row.held() != nullptr  ? heldKind(*row.held())
      : row.worked() != nullptr ? workedKind(*row.worked())
                                : typeText(row.order()->type);
}

QString reasonText(const OrderRow& row)
{
  return reasonOf(row).code.empty() ? QString() : reasonText(reasonOf(row));
}

QString noteText(const OrderRow& row, const OrderRow* whole)
{
  const Error& reason = reasonOf(row);
  const auto behind = [&reason](
                          const QString& kind) -> QString { return kind + QStringLiteral(" · ") + reasonText(reason); };
  if (const ConditionalOrder* held = row.held())
    return reason.code.empty() ? heldNote(*held) : behind(heldKind(*held));
  if (const AlgoOrder* worked = row.worked())
    return reason.code.empty() ? workedNote(*worked) : behind(workedKind(*worked));
  if (whole != nullptr) {
    const QString part = whole->worked() != nullptr ? Tr::tr("Part of %1").arg(kindText(*whole))
                                                    : Tr::tr("Sent by %1").arg(kindText(*whole));
    return reason.code.empty() ? part : behind(part);
  }
  if (!reason.code.empty())
    return reasonText(reason);
  return row.order()->source == "manual" ? Tr::tr("Manual") : QString::fromStdString(row.order()->source);
}

}

}
