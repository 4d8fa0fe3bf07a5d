// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/order_rows.h"

#include "core/trading/order_state.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <fmt/format.h>

namespace zvt::ui {

using trading::ConditionalOrder;
using trading::ConditionalState;
using trading::Order;
using widgets::CellTone;

const std::string& OrderRow::entityId() const
{
  return std::visit([](const auto& one) -> const std::string& { return one.entityId; }, what);
}

trading::Side OrderRow::side() const
{
  return std::visit([](const auto& one) { return one.side; }, what);
}

Timestamp OrderRow::created() const
{
  return std::visit([](const auto& one) { return one.created; }, what);
}

Quantity OrderRow::quantity() const
{
  return std::visit([](const auto& one) { return one.quantity; }, what);
}

Quantity OrderRow::filled() const
{
  return std::visit([](const auto& one) { return one.filled; }, what);
}

Price OrderRow::average() const
{
  return order() != nullptr && !order()->filled.isZero() ? order()->averagePrice() : Price();
}

bool OrderRow::isCancellable() const
{
  return order() != nullptr ? trading::isCancellable(order()->state)
                            : trading::isLegal(held()->state, ConditionalState::Cancelled);
}

bool OrderRow::isOver() const
{
  return order() != nullptr ? trading::isFinal(order()->state) : trading::isOver(held()->state);
}

namespace trade {

namespace {

QString triggerText(const ConditionalOrder& held)
{
  const bool trails = held.trail.kind != trading::Trail::Kind::None;
  const QString sign = held.reach == trading::Reach::AtOrBelow ? QStringLiteral("≤ ") : QStringLiteral("≥ ");
  const QString at = held.trigger.isZero() ? QString(widgets::kMissing) : sign + priceText(held.trigger);
  return trails ? at + QStringLiteral(" (") + trailText(held.trail) + u')' : at;
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

QString reasonText(const Error& reason)
{
  return widgets::Language::current().text(reason.code, reason.arguments);
}

}

QString priceText(const OrderRow& row)
{
  if (const ConditionalOrder* held = row.held())
    return triggerText(*held);
  const Order& order = *row.order();
  return order.type == trading::OrderType::Market ? typeText(order.type) : priceText(order.price);
}

QString stateText(const OrderRow& row)
{
  if (const ConditionalOrder* held = row.held())
    return widgets::Language::current().text(fmt::format("conditional.state.{}", trading::toString(held->state)));
  return stateText(row.order()->state);
}

QString stateIcon(const OrderRow& row)
{
  if (row.order() != nullptr)
    return stateIcon(row.order()->state);
  switch (row.held()->state) {
  case ConditionalState::Waiting:
  case ConditionalState::Armed:
    return QStringLiteral("clock");
  case ConditionalState::Triggered:
  case ConditionalState::Sent:
    return QStringLiteral("more");
  case ConditionalState::Done:
    return row.held()->reason.code.empty() ? QStringLiteral("check") : QStringLiteral("warning");
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
  switch (row.held()->state) {
  case ConditionalState::Cancelled:
    return CellTone::Muted;
  case ConditionalState::Suspended:
    return CellTone::Warning;
  case ConditionalState::Done:
    return row.held()->reason.code.empty() ? CellTone::Neutral : CellTone::Warning;
  default:
    return CellTone::Accent;
  }
}

QString noteText(const OrderRow& row)
{
  const Error& reason = std::visit([](const auto& one) -> const Error& { return one.reason; }, row.what);
  if (const ConditionalOrder* held = row.held())
    return reason.code.empty() ? heldNote(*held) : heldKind(*held) + QStringLiteral(" · ") + reasonText(reason);
  if (!reason.code.empty())
    return reasonText(reason);
  return row.order()->source == "manual" ? Tr::tr("Manual") : QString::fromStdString(row.order()->source);
}

}

}
