// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/regulatory_report.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/trading/order_limits.h"
#include "core/trading/risk/request_days.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace zvt::risk {

namespace {

bool isMeant(const ReportInput& input, TradingDay day)
{
  return (!input.from || *input.from <= day) && (!input.to || day <= *input.to);
}

std::string number(std::int64_t value)
{
  return std::to_string(value);
}

struct DayLimits {
  int perSecond = 0; ///< 0: no rule was in force
  int perDay = 0;
  std::string rule;
};

Result<DayLimits> limitsOn(const ReportInput& input, TradingDay day)
{
  ZVT_TRY(const auto rule, trading::orderRateRule(input.market, day));
  return rule ? DayLimits{rule->perSecond, rule->perDay, rule->rule.id} : DayLimits{};
}

std::string verdictOf(const RequestDay& day, const DayLimits& limits)
{
  if (limits.perSecond == 0)
    return "no_rule";
  return day.peak() >= limits.perSecond || day.requests() >= limits.perDay ? "high_frequency" : "below";
}

/// What an account that trades by program declares: who decides, how much it asks of the exchange, under which rule.
Result<ReportTable> declaration(const ReportInput& input)
{
  ReportTable table{{"account", "currency", "program", "strategies", "first_day", "last_day", "days", "orders",
                        "cancels", "peak_per_second", "peak_per_day", "limit_per_second", "limit_per_day", "rule",
                        "class", "initial_cash", "equity_moved"},
      {}};
  for (const ReportAccount& account : input.accounts) {
    ZVT_TRY(const RequestLog log, requestLog(account.entries));
    std::set<std::string> strategies;
    std::int64_t days = 0, orders = 0, cancels = 0, perDay = 0;
    int peak = 0;
    std::string verdict = "no_rule";
    std::optional<TradingDay> first, last;
    DayLimits limits;
    for (const RequestDay& day : log.days) {
      if (!isMeant(input, day.day))
        continue;
      ZVT_TRY(limits, limitsOn(input, day.day));
      first = first.value_or(day.day);
      last = day.day;
      ++days;
      orders += day.orders;
      cancels += day.cancels;
      peak = std::max(peak, day.peak());
      perDay = std::max<std::int64_t>(perDay, day.requests());
      strategies.insert(day.sources.begin(), day.sources.end());
      if (verdict != "high_frequency")
        verdict = verdictOf(day, limits);
    }
    std::string names;
    for (const std::string& strategy : strategies)
      names += (names.empty() ? "" : "; ") + strategy;
    table.rows.push_back(
        {account.name, log.settings.currency, input.program, names, first ? first->iso() : "", last ? last->iso() : "",
            number(days), number(orders), number(cancels), number(peak), number(perDay), number(limits.perSecond),
            number(limits.perDay), limits.rule, verdict, log.settings.initialCash.toString(), log.moved.toString()});
  }
  return table;
}

Result<ReportTable> orderCounts(const ReportInput& input)
{
  ReportTable table{{"account", "day", "orders", "cancels", "requests", "cancel_ratio", "peak_per_second", "peak_at",
                        "limit_per_second", "limit_per_day", "class"},
      {}};
  for (const ReportAccount& account : input.accounts) {
    ZVT_TRY(const RequestLog log, requestLog(account.entries));
    for (const RequestDay& day : log.days) {
      if (!isMeant(input, day.day))
        continue;
      ZVT_TRY(const DayLimits limits, limitsOn(input, day.day));
      const auto ratio = Decimal::fromInt(day.cancels).divide(Decimal::fromInt(std::max(1, day.orders)));
      const auto busiest = day.busiest();
      table.rows.push_back({account.name, day.day.iso(), number(day.orders), number(day.cancels),
          number(day.requests()), ratio ? ratio->toFixed(4) : "", number(day.peak()), busiest ? isoUtc(*busiest) : "",
          number(limits.perSecond), number(limits.perDay), verdictOf(day, limits)});
    }
  }
  return table;
}

/// Every second with a request, for whoever has to look closer.
Result<ReportTable> peakSeconds(const ReportInput& input)
{
  ReportTable table{{"account", "day", "second", "requests"}, {}};
  for (const ReportAccount& account : input.accounts) {
    ZVT_TRY(const RequestLog log, requestLog(account.entries));
    for (const RequestDay& day : log.days)
      for (const auto& [second, count] : day.seconds)
        if (isMeant(input, day.day))
          table.rows.push_back({account.name, day.day.iso(), isoUtc(Timestamp::fromSeconds(second)), number(count)});
  }
  return table;
}

/// Marks are not journaled.
Result<void> markAtCloses(const ReportInput& input, trading::SimAccount& account)
{
  std::vector<std::pair<std::string, Price>> marks;
  for (const auto& [entityId, position] : account.positions()) {
    ZVT_TRY(const auto close, input.close(entityId, account.day()));
    if (close && !position.total.isZero())
      marks.emplace_back(entityId, *close);
  }
  for (const auto& [entityId, price] : marks)
    account.mark(entityId, price);
  return {};
}

/// Positions at the end of the journal, or of the last day that is meant, that are a large part of the account.
Result<ReportTable> largePositions(const ReportInput& input)
{
  ReportTable table{{"account", "day", "entity_id", "quantity", "last_price", "value", "equity", "share"}, {}};
  for (const ReportAccount& account : input.accounts) {
    trading::TradingState state;
    for (const trading::JournalEntry& entry : account.entries) {
      const auto* started = std::get_if<trading::DayStarted>(&entry.event);
      if (started && input.to && started->day > *input.to)
        break;
      ZVT_TRY_VOID(state.apply(entry));
    }
    if (!state.isOpen())
      continue;
    if (input.close)
      ZVT_TRY_VOID(markAtCloses(input, state.account()));
    if (!state.account().equity().isPositive())
      continue;
    const trading::SimAccount& held = state.account();
    for (const auto& [entityId, position] : held.positions()) {
      if (position.total.isZero())
        continue;
      const Money value = position.total.isNegative() ? -position.value() : position.value();
      ZVT_TRY(const Decimal share, value.value().divide(held.equity().value()));
      if (share >= input.largeShare)
        table.rows.push_back({account.name, held.day().iso(), entityId, position.total.toString(),
            position.last.toString(), position.value().toString(), held.equity().toString(), share.toFixed(4)});
    }
  }
  return table;
}

std::string csvLine(const std::vector<std::string>& cells)
{
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i)
    line += (i == 0 ? "" : ",") + csvField(cells[i], true);
  return line + "\r\n";
}

}

std::vector<RegulatoryReport> standardReports()
{
  return {{"programme_declaration", declaration}, {"order_counts", orderCounts}, {"peak_seconds", peakSeconds},
      {"large_positions", largePositions}};
}

Result<ReportTable> makeReport(std::span<const RegulatoryReport> reports, std::string_view id, const ReportInput& input)
{
  const auto found = std::ranges::find(reports, id, &RegulatoryReport::id);
  if (found == reports.end())
    return fail("report.unknown", {{"report", std::string(id)}});
  return found->make(input);
}

std::string toCsv(const ReportTable& table)
{
  std::string text = csvLine(table.columns);
  for (const auto& row : table.rows)
    text += csvLine(row);
  return text;
}

std::string toJson(const ReportTable& table)
{
  std::string text = "[";
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    nlohmann::ordered_json object;
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      object[table.columns[column]] = table.rows[i][column];
    text += (i == 0 ? "\n" : ",\n") + object.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return text + "\n]\n";
}

}
