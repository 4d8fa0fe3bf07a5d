// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_texts.h"

#include "core/market/exchange.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

namespace zvt::ui::live {

using backtest::LiveState;
using widgets::CellTone;

QString stateText(LiveState state)
{
  switch (state) {
  case LiveState::Running:
    return Tr::tr("Running", "strategy");
  case LiveState::Stopped:
    return Tr::tr("Stopped", "strategy");
  case LiveState::Clutched:
    return Tr::tr("Clutched", "strategy");
  case LiveState::Failed:
    break;
  }
  return Tr::tr("Failed", "strategy");
}

QString stateIcon(LiveState state)
{
  switch (state) {
  case LiveState::Running:
    return QStringLiteral("play");
  case LiveState::Stopped:
    return QStringLiteral("stop");
  case LiveState::Clutched:
    return QStringLiteral("lock");
  case LiveState::Failed:
    break;
  }
  return QStringLiteral("error");
}

CellTone stateTone(LiveState state)
{
  switch (state) {
  case LiveState::Running:
    return CellTone::Ok;
  case LiveState::Stopped:
    return CellTone::Muted;
  case LiveState::Clutched:
    return CellTone::Warning;
  case LiveState::Failed:
    break;
  }
  return CellTone::Error;
}

QString decisionText(const Context& context, const backtest::LiveRow& row)
{
  if (!row.decision)
    return {};
  const backtest::LiveDecision& decision = *row.decision;
  const QString quantity = widgets::formatNumber(decision.quantity.toDouble(), 0);
  const QString name = nameOf(context, decision.entityId);
  QString text = decision.side == trading::Side::Buy ? Tr::tr("Buy %1 %2", "quantity, security").arg(quantity, name)
                                                     : Tr::tr("Sell %1 %2", "quantity, security").arg(quantity, name);
  if (decision.others > 0)
    text += QStringLiteral(" +%1").arg(decision.others);
  return text;
}

QString troubleText(const backtest::LiveRow& row)
{
  const widgets::Language& language = widgets::Language::current();
  if (!row.fault.code.empty())
    return language.describe(row.fault);
  if (row.decision && !row.decision->refusal.code.empty())
    return language.describe(row.decision->refusal);
  return {};
}

QString momentText(const Context& context, Timestamp at)
{
  const LocalTime local = context.calendar ? context.calendar->zone().toLocal(at) : LocalTime{at.micros};
  QString text = QString::fromStdString(local.iso());
  text.replace(u'T', u' ');
  return text.left(16); // to the minute
}

QString stopAllText(bool isStopped)
{
  return isStopped ? Tr::tr("Let all strategies trade again")
                   : Tr::tr("Stop the orders of all strategies: they go on observing");
}

QString moneyText(Money amount)
{
  return widgets::formatNumber(amount.toDouble(), 2);
}

QString signedMoneyText(Money amount)
{
  return widgets::formatSigned(amount.toDouble(), 2);
}

QString lagText(Duration lag)
{
  return Tr::tr("%1 ms").arg(widgets::formatNumber(static_cast<double>(lag.micros) / 1000, 1));
}

}
