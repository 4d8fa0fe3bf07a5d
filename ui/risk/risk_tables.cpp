// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/risk_tables.h"

#include "core/base/time_zone.h"
#include "ui/risk/risk_texts.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <QDateTime>

#include <algorithm>

namespace zvt::ui {

using risk::LimitUsage;
using risk::RiskVerdict;
using widgets::CellTone;
using widgets::TableCell;
using widgets::TableColumn;

namespace {

CellTone toneOf(const LimitUsage& usage)
{
  if (usage.verdict == RiskVerdict::Block)
    return CellTone::Error;
  const bool isIncomplete = !usage.reason.code.empty();
  return usage.verdict == RiskVerdict::Warn || isIncomplete ? CellTone::Warning : CellTone::Neutral;
}

QString iconOf(const LimitUsage& usage)
{
  if (usage.verdict == RiskVerdict::Block)
    return QStringLiteral("error");
  if (!usage.reason.code.empty())
    return QStringLiteral("unknown");
  return usage.verdict == RiskVerdict::Warn ? QStringLiteral("warning") : QStringLiteral("check");
}

/// What is wrong, else what the row says in words.
QString tipOf(const LimitUsage& usage)
{
  QStringList lines;
  if (!usage.reason.code.empty())
    lines << widgets::Language::current().text(usage.reason.code, usage.reason.arguments);
  if (usage.verdict == RiskVerdict::Block)
    lines << (usage.limit.action == risk::LimitAction::Block ? Tr::tr("Used up: orders that make it more are refused")
                                                             : Tr::tr("Used up: it only warns"));
  if (risk::isOfSingleOrders(usage.limit.rule))
    lines << Tr::tr("Each order is looked at on its own");
  return lines.join(u'\n');
}

TableCell cellOf(const LimitUsage& usage, const QString& text, QVariant sort = {})
{
  TableCell cell{text, std::move(sort), CellTone::Neutral, tipOf(usage)};
  if (toneOf(usage) != CellTone::Neutral)
    cell.ground = toneOf(usage);
  return cell;
}

TableCell ruleCell(const LimitUsage& usage)
{
  const QString scope = scopeText(usage.limit.scope);
  TableCell cell = cellOf(
      usage, scope.isEmpty() ? ruleText(usage.limit.rule) : Tr::tr("%1 · %2").arg(ruleText(usage.limit.rule), scope));
  cell.icon = iconOf(usage);
  cell.toolTip = cell.toolTip.isEmpty() ? cell.text : cell.text + u'\n' + cell.toolTip; // where it is cut
  return cell;
}

TableCell meterCell(const LimitUsage& usage)
{
  const auto share = usage.share();
  if (!share)
    return cellOf(usage, QString(), -1.0);
  TableCell cell = cellOf(usage, widgets::formatPercent(*share, 0), *share);
  cell.tone = toneOf(usage);
  cell.meter = *share;
  if (!usage.limit.warnAt.isZero())
    cell.mark = usage.limit.warnAt.toDouble();
  return cell;
}

TableCell usedCell(const LimitUsage& usage)
{
  TableCell cell = cellOf(usage, usedText(usage), usage.used ? usage.used->toDouble() : -1.0);
  cell.tone = toneOf(usage);
  return cell;
}

QString localTime(Timestamp at)
{
  return QDateTime::fromMSecsSinceEpoch(at.micros / 1000).toString(QStringLiteral("MM-dd HH:mm"));
}

CellTone toneOf(risk::ApprovalState state)
{
  switch (state) {
  case risk::ApprovalState::Pending:
    return CellTone::Warning;
  case risk::ApprovalState::Approved:
    return CellTone::Ok;
  case risk::ApprovalState::Refused:
    return CellTone::Error;
  case risk::ApprovalState::Expired:
  case risk::ApprovalState::Used:
    break;
  }
  return CellTone::Muted;
}

QString peopleOf(const risk::ApprovalRequest& request)
{
  QStringList names;
  for (const auto& [level, who] : request.agreed)
    names << QString::fromStdString(who);
  if (request.state == risk::ApprovalState::Refused)
    names << Tr::tr("%1: %2").arg(QString::fromStdString(request.refusedBy), QString::fromStdString(request.note));
  return names.join(Tr::tr(", ", "between the parts of a scope"));
}

}

std::vector<TableColumn> limitColumns(const Context& context, const LimitUsages* usages)
{
  const auto of = [usages](auto make) { return [usages, make](std::size_t row) { return make((**usages)[row]); }; };
  return {{[] { return Tr::tr("Limit", "a risk limit"); }, false, 140, of(ruleCell)},
      {[] { return Tr::tr("Used"); }, false, 104, of(meterCell)},
      {[] { return Tr::tr("Now"); }, true, 64, of(usedCell)},
      {[] { return Tr::tr("At most"); }, true, 78, of([](const LimitUsage& usage) {
         return cellOf(usage, limitText(usage.limit), usage.limit.limit.toDouble());
       })},
      {[] { return Tr::tr("Most of it"); }, false, 84, of([context](const LimitUsage& usage) {
         TableCell cell = cellOf(usage, subjectText(context, usage));
         cell.tone = CellTone::Secondary;
         return cell;
       })}};
}

std::vector<TableColumn> approvalColumns(const Context& context, const ApprovalRequests* requests)
{
  const auto of = [requests](
                      auto make) { return [requests, make](std::size_t row) { return make((**requests)[row]); }; };
  using Request = risk::ApprovalRequest;
  return {{[] { return Tr::tr("State"); }, false, 70, of([](const Request& request) {
             return TableCell{approvalText(request.state), {}, toneOf(request.state), {}};
           })},
      {[] { return Tr::tr("Order"); }, false, 260, of([context](const Request& request) {
         return TableCell{orderText(context, request), {}, CellTone::Neutral, QString::fromStdString(request.id)};
       })},
      {[] { return Tr::tr("Asked by"); }, false, 80, of([](const Request& request) {
         return TableCell{QString::fromStdString(request.requestedBy), {}, CellTone::Secondary, {}};
       })},
      {[] { return Tr::tr("Decided by"); }, false, 120, of([](const Request& request) {
         return TableCell{peopleOf(request), {}, CellTone::Neutral, peopleOf(request)};
       })},
      {[] { return Tr::tr("Since"); }, false, 80, of([](const Request& request) {
         return TableCell{localTime(request.since), static_cast<qlonglong>(request.since.micros), CellTone::Muted, {}};
       })},
      {[] { return Tr::tr("Good until"); }, false, 80, of([](const Request& request) {
         return TableCell{
             localTime(request.expires), static_cast<qlonglong>(request.expires.micros), CellTone::Muted, {}};
       })}};
}

QString orderText(const Context& context, const risk::ApprovalRequest& request)
{
  const trading::Order& order = request.order;
  const QString quantity = widgets::formatNumber(order.quantity.toDouble(), 0);
  const QString name = nameOf(context, order.entityId);
  const QString price = QString::fromStdString(order.price.toString());
  const QString value = widgets::formatNumber(request.value.toDouble(), 2);
  return order.side == trading::Side::Buy ? Tr::tr("Buy %1 %2 at %3, %4 in all").arg(quantity, name, price, value)
                                          : Tr::tr("Sell %1 %2 at %3, %4 in all").arg(quantity, name, price, value);
}

}
