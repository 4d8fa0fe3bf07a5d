// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/entity_text.h"

#include "core/market/entity.h"

namespace zvt::ui {

QString nameOf(const Context& context, const std::string& entityId)
{
  if (context.entities) {
    const auto table = context.entities();
    if (const auto index = table->find(entityId))
      return QString::fromStdString(table->at(*index).name);
  }
  return codeOf(entityId);
}

QString codeOf(const std::string& entityId)
{
  const auto id = market::EntityId::parse(entityId);
  return QString::fromStdString(id ? market::displayCode(*id) : entityId);
}

}
