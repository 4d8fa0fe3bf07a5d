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
  m_histories[color].visit(m_current.value(color), entityId);
  m_current.insert(color, entityId);
  Q_EMIT selected(color, entityId, source);
  Q_EMIT historyChanged(color);
}

void LinkBus::offer(LinkColor color, const SymbolList& list)
{
  m_offered.insert(color, list);
  Q_EMIT listOffered(color, list);
}

void LinkBus::pickPrice(LinkColor color, const QString& entityId, double price)
{
  Q_EMIT pricePicked(color, entityId, price);
}

void LinkBus::noteLevel(LinkColor color, const QString& before, const QString& after, QObject* panel)
{
  if (color == LinkColor::None)
    return;
  m_histories[color].visitLevel(before, after, panel);
  Q_EMIT historyChanged(color);
}

void LinkBus::back(LinkColor color)
{
  const std::optional<SymbolHistory::Step> step = m_histories[color].back();
  if (!step)
    return;
  if (step->isLevel)
    Q_EMIT levelRestored(color, step->before, step->panel);
  else
    show(color, step->before);
  Q_EMIT historyChanged(color);
}

void LinkBus::forward(LinkColor color)
{
  const std::optional<SymbolHistory::Step> step = m_histories[color].forward();
  if (!step)
    return;
  if (step->isLevel)
    Q_EMIT levelRestored(color, step->after, step->panel);
  else
    show(color, step->after);
  Q_EMIT historyChanged(color);
}

void LinkBus::show(LinkColor color, const QString& entityId)
{
  m_current.insert(color, entityId);
  Q_EMIT selected(color, entityId, nullptr);
}

QStringList LinkBus::recent(LinkColor color, int most) const
{
  return m_histories.value(color).recent(most);
}

}
