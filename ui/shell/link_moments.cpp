// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/link_moments.h"

namespace zvt::ui {

LinkMoments::LinkMoments(LinkBus& bus)
    : QObject(&bus)
    , m_bus(bus)
{
}

LinkMoments& LinkMoments::of(LinkBus& bus)
{
  auto* made = bus.findChild<LinkMoments*>(QString(), Qt::FindDirectChildrenOnly);
  return made != nullptr ? *made : *new LinkMoments(bus);
}

void LinkMoments::show(
    LinkColor color, const QString& entityId, LocalTime moment, QObject* source, std::optional<market::BarLevel> level)
{
  if (color == LinkColor::None || entityId.isEmpty())
    return;
  m_bus.select(color, entityId, source);
  Q_EMIT chosen(color, entityId, moment, level);
}

}
