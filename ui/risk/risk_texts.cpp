// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/risk_texts.h"

#include "core/market/entity.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QStringList>

namespace zvt::ui {

namespace {

/// The desk's own account in words: its journal knows it by a name that is no text.
QString accountText(const std::string& account)
{
  return account == "paper" ? Tr::tr("Paper account") : QString::fromStdString(account);
}

using risk::LimitUnit;

QString inUnit(double value, LimitUnit unit)
{
  switch (unit) {
  case LimitUnit::Money:
    return widgets::formatLarge(value, widgets::Theme::current().numberStyle(), 0);
  case LimitUnit::OfEquity:
  case LimitUnit::Fraction:
    return widgets::formatPercent(value, 1);
  case LimitUnit::PerSecond:
  case LimitUnit::PerDay:
  case LimitUnit::Units:
    break;
  }
  return widgets::formatNumber(value, 0);
}

}

QString ruleText(std::string_view rule)
{
  return widgets::Language::current().text("trading.check.risk." + std::string(rule));
}

QString unitText(LimitUnit unit)
{
  switch (unit) {
  case LimitUnit::Money:
    return Tr::tr("money");
  case LimitUnit::OfEquity:
    return Tr::tr("% of the equity");
  case LimitUnit::Fraction:
    return Tr::tr("%");
  case LimitUnit::PerSecond:
    return Tr::tr("a second");
  case LimitUnit::PerDay:
    return Tr::tr("a day");
  case LimitUnit::Units:
    return Tr::tr("shares or orders");
  }
  return {};
}

QString scopeText(const risk::LimitScope& scope)
{
  QStringList parts;
  if (scope.account == "paper")
    parts << accountText(scope.account);
  else if (!scope.account.empty())
    parts << Tr::tr("account %1").arg(QString::fromStdString(scope.account));
  if (!scope.strategy.empty())
    parts << Tr::tr("strategy %1").arg(QString::fromStdString(scope.strategy));
  if (!scope.tag.empty())
    parts << Tr::tr("tag %1").arg(QString::fromStdString(scope.tag));
  return parts.join(Tr::tr(", ", "between the parts of a scope"));
}

QString limitText(const risk::RiskLimit& limit)
{
  const QString number = inUnit(limit.limit.toDouble(), limit.unit);
  if (limit.unit == LimitUnit::PerSecond)
    return Tr::tr("%1/s", "orders a second").arg(number);
  return limit.unit == LimitUnit::PerDay ? Tr::tr("%1/day", "orders").arg(number) : number;
}

QString usedText(const risk::LimitUsage& usage)
{
  if (!usage.used)
    return QString(widgets::kMissing);
  if (usage.limit.unit != LimitUnit::OfEquity)
    return inUnit(usage.used->toDouble(), usage.limit.unit);
  const auto share = usage.share();
  return share ? inUnit(*share * usage.limit.limit.toDouble(), usage.limit.unit)
               : inUnit(usage.used->toDouble(), LimitUnit::Money);
}

QString subjectText(const Context& context, const risk::LimitUsage& usage)
{
  const QString subject =
      market::EntityId::parse(usage.subject) ? nameOf(context, usage.subject) : accountText(usage.subject);
  const QString account = accountText(usage.account);
  if (account.isEmpty() || subject.isEmpty() || subject == account)
    return account.isEmpty() ? subject : account;
  return Tr::tr("%1 · %2").arg(subject, account);
}

QString stoppedText(const risk::ClutchState& state)
{
  const widgets::Language& language = widgets::Language::current();
  const risk::ClutchScope& scope = state.scope;
  if (scope.account.empty() && scope.strategy.empty())
    return language.text("risk.clutch.engaged_all", {{"by", state.by}, {"note", state.note}});
  const QString whose = scope.strategy == risk::kAllStrategies ? Tr::tr("all strategies")
                                                               : scopeText({scope.account, scope.strategy, {}});
  return language.text("risk.clutch.engaged", {{"scope", whose.toStdString()}, {"by", state.by}, {"note", state.note}});
}

QString approvalText(risk::ApprovalState state)
{
  switch (state) {
  case risk::ApprovalState::Pending:
    return Tr::tr("waits", "an approval");
  case risk::ApprovalState::Approved:
    return Tr::tr("agreed to", "an approval");
  case risk::ApprovalState::Refused:
    return Tr::tr("refused", "an approval");
  case risk::ApprovalState::Expired:
    return Tr::tr("too late", "an approval");
  case risk::ApprovalState::Used:
    return Tr::tr("sent", "an approval");
  }
  return {};
}

}
