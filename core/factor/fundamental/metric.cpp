// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/metric.h"

#include "core/base/text.h"
#include "core/factor/fundamental/metric_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace zvt::factor {

namespace {

using Reading = double (*)(Figures&, Item);
struct NamedReading {
  std::string_view name;
  Reading read;
};
constexpr NamedReading kReadings[] = {
    {"", [](Figures& f, Item item) { return f.atEnd(item); }},
    {"ttm", [](Figures& f, Item item) { return f.trailing(item); }},
    {"quarter", [](Figures& f, Item item) { return f.quarter(item); }},
    {"annual", [](Figures& f, Item item) { return f.annual(item); }},
    {"yoy", [](Figures& f, Item item) { return growthOf(f.atEnd(item), f.atEnd(item, 1)); }},
    {"ttm_yoy", [](Figures& f, Item item) { return growthOf(f.trailing(item), f.trailing(item, 1)); }},
    {"quarter_yoy", [](Figures& f, Item item) { return growthOf(f.quarter(item), f.quarter(item, 1)); }},
};

/// TABLE.COLUMN[.WHICH]; nothing where it is not one.
std::optional<Metric> lineMetric(
    std::string_view text, const std::function<bool(std::string_view, std::string_view)>& hasColumn)
{
  const std::vector<std::string_view> words = split(text, '.');
  if (words.size() < 2 || words.size() > 3)
    return {};
  const auto statement = statementOf(words[0]);
  const auto* reading = std::ranges::find(kReadings, words.size() == 3 ? words[2] : "", &NamedReading::name);
  if (!statement || reading == std::end(kReadings) || !hasColumn(words[0], words[1]))
    return {};
  const std::string column(words[1]);
  return reportMetric(std::string(text), *statement,
      [read = reading->read, statement = *statement, column](Figures& f) { return read(f, Item{statement, column}); });
}

/// "roe -10…10, count 1…1000"
std::string keysOf(const Metric& metric)
{
  std::string keys;
  for (const MetricParameter& parameter : metric.parameters)
    keys += fmt::format("{}{} {}…{}{}", keys.empty() ? "" : ", ", parameter.key, formatDouble(parameter.minimum),
        formatDouble(parameter.maximum), parameter.isWhole ? " (whole)" : "");
  return keys.empty() ? "–" : keys;
}

std::unexpected<Error> noMetric(std::string_view text, std::string_view name,
    const std::function<bool(std::string_view, std::string_view)>& hasColumn)
{
  const std::vector<std::string_view> words = split(name, '.');
  if (words.size() == 3 && statementOf(words[0]) && hasColumn(words[0], words[1])) {
    std::string readings;
    for (const NamedReading& reading : kReadings)
      if (!reading.name.empty())
        readings += (readings.empty() ? "" : ", ") + std::string(reading.name);
    return fail(
        "factor.bad_reading", {{"name", std::string(text)}, {"text", std::string(words[2])}, {"known", readings}});
  }
  return fail("factor.no_column", {{"name", std::string(text)}});
}

std::unexpected<Error> badArgument(std::string_view text, std::string_view argument, const Metric& metric)
{
  return fail("factor.bad_column_argument",
      {{"name", std::string(text)}, {"text", std::string(argument)}, {"keys", keysOf(metric)}});
}

Result<void> readArguments(std::string_view text, std::string_view list, MetricCall& call)
{
  for (const std::string_view item : split(list, ',')) {
    if (trim(item).empty())
      continue;
    const std::size_t sign = item.find('=');
    const std::string_view key = trim(item.substr(0, sign));
    const double number = sign == std::string_view::npos
        ? MarketFacts::kNone
        : parseDouble(trim(item.substr(sign + 1))).value_or(MarketFacts::kNone);
    const auto& known = call.metric->parameters;
    const auto found = std::ranges::find(known, key, &MetricParameter::key);
    if (found == known.end() || !(number >= found->minimum && number <= found->maximum)
        || (found->isWhole && number != std::floor(number)))
      return badArgument(text, trim(item), *call.metric);
    call.arguments[static_cast<std::size_t>(found - known.begin())] = number;
  }
  return {};
}

}

Metric reportMetric(std::string name, StatementSet needs, std::function<double(Figures&)> value)
{
  Metric metric;
  metric.name = std::move(name);
  metric.needs = needs;
  metric.parts = {"value"};
  metric.report = [value = std::move(value)](
                      Figures& figures, std::span<const double>) { return std::vector<double>{value(figures)}; };
  return metric;
}

const std::vector<Metric>& builtInMetrics()
{
  static const std::vector<Metric> metrics = [] {
    std::vector<Metric> all;
    for (auto* group : {&valuationMetrics, &ratioMetrics, &growthMetrics, &scoreMetrics, &dcfMetrics, &companyMetrics})
      std::ranges::move(group(), std::back_inserter(all));
    return all;
  }();
  return metrics;
}

double MetricCall::argument(std::string_view key, double otherwise) const
{
  const auto found = std::ranges::find(metric->parameters, key, &MetricParameter::key);
  return found == metric->parameters.end() ? otherwise
                                           : arguments[static_cast<std::size_t>(found - metric->parameters.begin())];
}

Result<MetricCall> readMetric(
    std::string_view text, const std::function<bool(std::string_view, std::string_view)>& hasColumn)
{
  const std::string lower = toLower(trim(text));
  const std::size_t bracket = lower.find('(');
  const std::string_view name = trim(std::string_view(lower).substr(0, bracket));
  MetricCall call;
  const auto found = std::ranges::find(builtInMetrics(), name, &Metric::name);
  if (found != builtInMetrics().end())
    call.metric = std::shared_ptr<const Metric>(std::shared_ptr<void>(), &*found); // the list outlives everybody
  else if (auto line = lineMetric(name, hasColumn))
    call.metric = std::make_shared<const Metric>(*std::move(line));
  else
    return noMetric(text, name, hasColumn);
  for (const MetricParameter& parameter : call.metric->parameters)
    call.arguments.push_back(parameter.value);
  if (bracket == std::string::npos)
    return call;
  if (!lower.ends_with(')'))
    return badArgument(text, lower.substr(bracket), *call.metric);
  ZVT_TRY_VOID(readArguments(text, std::string_view(lower).substr(bracket + 1, lower.size() - bracket - 2), call));
  return call;
}

MetricAnswer reportPartsOf(const MetricCall& call, const Books& books)
{
  MetricAnswer answer;
  answer.parts.assign(call.metric->parts.size(), MarketFacts::kNone);
  if (!call.metric->report)
    return answer;
  answer.period = books.latest(call.metric->needs, call.argument("annual", 0) == 1 ? 12 : 0);
  if (!answer.period)
    return answer;
  Figures figures(books, *answer.period);
  answer.parts = call.metric->report(figures, call.arguments);
  answer.missing = figures.missing();
  return answer;
}

double valueOf(const MetricCall& call, const MetricAnswer& parts, const MarketFacts& market)
{
  if (call.metric->value)
    return call.metric->value(parts.parts, market, call.arguments);
  return parts.parts.empty() ? MarketFacts::kNone : parts.parts.front();
}

}
