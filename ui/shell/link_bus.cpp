// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/link_bus.h"

namespace zvt::ui {

QString toString(LinkColor color)
{
  if (color == LinkColor::None)
    return {};
  return QString(QChar(u'A' + static_cast<int>(color) - 1));
}

LinkColor linkColorFromString(const QString& text)
{
  if (text.size() != 1 || text.at(0) < u'A' || text.at(0) > u'F')
    return LinkColor::None;
  return static_cast<LinkColor>(text.at(0).unicode() - u'A' + 1);
}

void LinkBus::select(LinkColor color, const QString& entityId, QObject* source)
{
  if (color == LinkColor::None || entityId.isEmpty() || m_current.value(color) == entityId)
    return;
  m_current.insert(color, entityId);
  Q_EMIT selected(color, entityId, source);
}

}
