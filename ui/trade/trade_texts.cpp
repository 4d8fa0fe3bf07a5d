// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/trade_texts.h"

#include "core/market/entity.h"
#include "core/market/exchange.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <QRegularExpression>

#include <fmt/format.h>

namespace zvt::ui::trade {

using trading::CheckStatus;
using trading::OrderState;
using widgets::CellTone;

namespace {

QString message(std::string_view prefix, std::string_view name)
{
  return widgets::Language::current().text(fmt::format("{}.{}", prefix, name));
}

}

QString sideText(trading::Side side)
{
  return message("trading.side", trading::toString(side));
}

CellTone sideTone(trading::Side side)
{
  return side == trading::Side::Buy ? CellTone::Up : CellTone::Down;
}

QString typeText(trading::OrderType type)
{
  return message("trading.type", trading::toString(type));
}

QString kindText(const TicketKind& kind)
{
  if (kind.plan != TicketPlan::Single)
    return message("trading.plan", toString(kind.plan));
  if (kind.priceKind != trading::PriceKind::Plain)
    return message("trading.price_kind", trading::toString(kind.priceKind));
  return typeText(kind.type);
}

QString timeInForceText(trading::TimeInForce time)
{
  return message("trading.time", trading::toString(time));
}

QString trailText(const trading::Trail& trail)
{
  const QString value = QString::fromStdString(trail.value.toString());
  return trail.kind == trading::Trail::Kind::Percent ? value + QStringLiteral(" %") : value;
}

QString ticketPriceText(const TicketInput& input)
{
  const TicketFields fields = fieldsOf(input.kind());
  QStringList parts;
  if (fields.trigger)
    parts << Tr::tr("stop %1", "price at which an order is sent").arg(priceText(input.trigger));
  if (fields.trail)
    parts << Tr::tr("trailing by %1").arg(trailText(input.trail));
  if (fields.takeProfit)
    parts << Tr::tr("target %1").arg(priceText(input.takeProfit));
  if (fields.price)
    parts.prepend(priceText(input.price));
  if (fields.part)
    parts << kindText(input.kind()) + QStringLiteral(" · ") + QString::fromStdString(input.part.toString());
  return parts.isEmpty() ? kindText(input.kind()) : parts.join(QStringLiteral(" · "));
}

QString stateText(OrderState state)
{
  return message("trading.state", trading::toString(state));
}

QString stateIcon(OrderState state)
{
  switch (state) {
  case OrderState::Draft:
    return QStringLiteral("pencil");
  case OrderState::PendingNew:
  case OrderState::Working:
  case OrderState::PendingCancel:
    return QStringLiteral("clock");
  case OrderState::PartlyFilled:
    return QStringLiteral("more");
  case OrderState::Unknown:
    return QStringLiteral("unknown");
  case OrderState::Filled:
    return QStringLiteral("check");
  case OrderState::Cancelled:
  case OrderState::Expired:
    return QStringLiteral("minus");
  case OrderState::Rejected:
    return QStringLiteral("cancel");
  }
  return {};
}

CellTone stateTone(OrderState state)
{
  switch (state) {
  case OrderState::PendingNew:
  case OrderState::Working:
  case OrderState::PartlyFilled:
  case OrderState::PendingCancel:
    return CellTone::Accent;
  case OrderState::Unknown:
    return CellTone::Warning;
  case OrderState::Rejected:
    return CellTone::Error;
  case OrderState::Draft:
  case OrderState::Cancelled:
  case OrderState::Expired:
    return CellTone::Muted;
  case OrderState::Filled:
    break;
  }
  return CellTone::Neutral;
}

QString checkIcon(CheckStatus status)
{
  switch (status) {
  case CheckStatus::Passed:
    return QStringLiteral("check");
  case CheckStatus::Warning:
    return QStringLiteral("warning");
  case CheckStatus::Blocked:
    return QStringLiteral("cancel");
  case CheckStatus::NotRun:
    return QStringLiteral("minus");
  }
  return {};
}

QString checkTitle(const trading::CheckResult& check)
{
  return message("trading.check", check.id);
}

QString checkSentence(const trading::CheckResult& check)
{
  static const QRegularExpression plainNumber(QStringLiteral("^-?\\d{4,}(?:\\.(\\d+))?$"));
  std::vector<Error::Field> arguments = check.message.arguments;
  for (Error::Field& argument : arguments) {
    const QString value = QString::fromStdString(argument.second);
    // People know a security by its code.
    if (argument.first == "subject" && market::EntityId::parse(argument.second))
      argument.second = codeOf(argument.second).toStdString();
    if (const auto match = plainNumber.match(value); match.hasMatch())
      argument.second =
          widgets::formatNumber(value.toDouble(), static_cast<int>(match.capturedLength(1))).toStdString();
  }
  return widgets::Language::current().text(check.message.code, arguments);
}

QString timeText(const Context& context, Timestamp at)
{
  const TimeZone zone = context.calendar ? context.calendar->zone() : TimeZone::utc();
  const std::string iso = zone.toLocal(at).iso(); // 2024-12-04T09:31:00
  return QString::fromStdString(iso.substr(5, 5) + ' ' + iso.substr(11, 5));
}

QString priceText(Price price, int decimals)
{
  return widgets::formatNumber(price.toDouble(), decimals);
}

QString quantityText(Quantity quantity)
{
  const std::string plain = quantity.toString();
  const std::size_t point = plain.find('.');
  return widgets::formatNumber(
      quantity.toDouble(), point == std::string::npos ? 0 : static_cast<int>(plain.size() - point - 1));
}

QString moneyText(Money money)
{
  return widgets::formatNumber(money.toDouble(), 2);
}

QString signedMoneyText(Money money)
{
  return widgets::formatSigned(money.toDouble(), 2);
}

}
