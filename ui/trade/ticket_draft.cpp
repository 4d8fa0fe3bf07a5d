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
      {QStringLiteral("quantity"), text(input.quantity.toString())}};
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
  return TicketInput{text("entity"), *side, *type, *price, *quantity};
}

}
