// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_draft.h"

namespace zvt::ui {

QJsonObject draftToJson(const TicketInput& input)
{
  if (input.entityId.empty() || input.quantity.isZero())
    return {};
  const auto text = [](const auto& value) { return QString::fromStdString(std::string(value)); };
  return {{QStringLiteral("entity"), text(input.entityId)},
      {QStringLiteral("side"), text(trading::toString(input.side))},
      {QStringLiteral("type"), text(trading::toString(input.type))},
      {QStringLiteral("price"), text(input.price.toString())},
      {QStringLiteral("quantity"), text(input.quantity.toString())},
      {QStringLiteral("plan"), text(toString(input.plan))},
      {QStringLiteral("priceKind"), text(trading::toString(input.priceKind))},
      {QStringLiteral("time"), text(trading::toString(input.time))},
      {QStringLiteral("trigger"), text(input.trigger.toString())},
      {QStringLiteral("takeProfit"), text(input.takeProfit.toString())},
      {QStringLiteral("trail"), text(trading::toString(input.trail.kind))},
      {QStringLiteral("trailValue"), text(input.trail.value.toString())},
      {QStringLiteral("part"), text(input.part.toString())}};
}

std::optional<TicketInput> draftFromJson(const QJsonObject& object)
{
  const auto text = [&object](const char* key) { return object.value(QLatin1String(key)).toString().toStdString(); };
  const auto side = trading::parseSide(text("side"));
  const auto type = trading::parseOrderType(text("type"));
  const auto price = Price::parse(text("price"));
  const auto quantity = Quantity::parse(text("quantity"));
  if (text("entity").empty() || !side || !type || !price || !quantity || quantity->isZero())
    return std::nullopt;
  TicketInput input{text("entity"), *side, *type, *price, *quantity};
  if (!object.contains(QLatin1String("plan"))) // of a program that had none of them
    return input;
  const auto plan = parseTicketPlan(text("plan"));
  const auto priceKind = trading::parsePriceKind(text("priceKind"));
  const auto time = trading::parseTimeInForce(text("time"));
  const auto trigger = Price::parse(text("trigger"));
  const auto takeProfit = Price::parse(text("takeProfit"));
  const auto trail = trading::parseTrailKind(text("trail"));
  const auto value = Decimal::parse(text("trailValue"));
  const auto part = Decimal::parse(text("part"));
  if (!plan || !part || !priceKind || !time || !trigger || !takeProfit || !trail || !value)
    return std::nullopt;
  input.plan = *plan;
  input.priceKind = *priceKind;
  input.time = *time;
  input.trigger = *trigger;
  input.takeProfit = *takeProfit;
  input.trail = {*trail, *value};
  input.part = *part;
  return input;
}

}
