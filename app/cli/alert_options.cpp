// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alert_options.h"

#include "app/cli/alert_text.h"
#include "app/cli/option_check.h"
#include "core/base/text.h"
#include "core/market/exchange.h"

#include <CLI/CLI.hpp>

#include <cmath>

namespace zvt::cli {

namespace {

using namespace zvt::alert;

std::unexpected<Error> badOption(const char* option, std::string_view text, const char* expected)
{
  return fail("alert.bad_option", {{"option", option}, {"text", std::string(text)}, {"expected", expected}});
}

/// A name in words (crosses-up) as one of the program's.
template <typename Parse>
auto readName(const char* option, const std::string& text, const char* expected, Parse parse)
    -> Result<std::decay_t<decltype(*parse(std::string_view()))>>
{
  std::string name = toLower(text);
  std::ranges::replace(name, '-', '_');
  if (const auto value = parse(name))
    return *value;
  return badOption(option, text, expected);
}

constexpr const char* kTestNames = "crosses, crosses-up, crosses-down, above, below";
constexpr const char* kFrequencyNames = "once, once-per-bar, every-time";

Result<double> readNumber(const char* option, const std::string& text)
{
  if (const auto number = parseDouble(text))
    return *number;
  return badOption(option, text, "a number");
}

Result<Condition> changeOf(const std::string& text, const std::string& base)
{
  ChangeCondition change;
  std::string_view rest = text;
  if (rest.ends_with('%'))
    rest.remove_suffix(1);
  change.eitherWay = rest.starts_with("+-") || rest.starts_with("±");
  if (change.eitherWay)
    rest.remove_prefix(2);
  else if (rest.starts_with('+'))
    rest.remove_prefix(1);
  ZVT_TRY(change.percent, readNumber("--change", std::string(rest)));
  if (!base.empty()) {
    ZVT_TRY(change.base, readNumber("--base", base));
  }
  return change;
}

}

Result<Duration> parseSpan(std::string_view text)
{
  const auto number = text.empty() ? std::nullopt : parseInt(text.substr(0, text.size() - 1));
  constexpr std::int64_t kMost = 100'000;
  if (number && *number >= 0 && *number <= kMost)
    switch (text.back()) {
    case 's':
      return Duration::seconds(*number);
    case 'm':
      return Duration::minutes(*number);
    case 'h':
      return Duration::hours(*number);
    case 'd':
      return Duration::hours(24 * *number);
    default:
      break;
    }
  return badOption("the time", text, "30s, 5m, 1h, 2d");
}

Result<Timestamp> parseMoment(std::string_view text, const TimeZone& zone)
{
  ZVT_TRY(const ParsedTime parsed, parseTime(text));
  if (parsed.hasOffset)
    return Timestamp{parsed.local.micros} - parsed.offset;
  return zone.toUtc(parsed.local);
}

void AlertOptions::addOptions(CLI::App& command)
{
  command.add_option("--price", price, "The last price (raw) against this one");
  command.add_option("--change", change, "Per cent from the close of the day before: 5, -3 or +-4");
  command.add_option("--base", base, "With --change: from this price instead");
  command.add_option("--line", line, "A line through two points: TIME PRICE TIME PRICE (raw, on the exchange's clock)")
      ->expected(4);
  command.add_option("--extent", extent, "Of a line: segment, ray or extended")->capture_default_str();
  command.add_flag("--log", logarithmic, "The line is straight on a logarithmic scale");
  command.add_option("--formula", formula, "A formula over bars: holds, or --test against --value");
  command.add_option("--output", output, "Which output of the formula; else the last");
  command.add_option("--param", parameters, "Parameter of the formula, NAME=NUMBER; repeat");
  command.add_option("--value", value, "What the formula is compared with")->capture_default_str();
  command.add_option("--adjust", adjust, "Bars of the formula: bfq, qfq or hfq")
      ->check(parsedBy(market::parseAdjustMode))
      ->capture_default_str();
  command.add_flag("--intrabar", intrabar, "The formula also on the bar that is not finished");
  command.add_option("--health", health, "no-quote, stale-bar, quarantine or gap");
  command.add_option("--minutes", minutes, "Of no-quote")->capture_default_str();
  command.add_option("--sessions", sessions, "Of stale-bar")->capture_default_str();
  command.add_option("--test", test, "crosses, crosses-up, crosses-down, above or below; of a formula also true");
  command.add_option("--level", level, "Bars of a line, a formula or the health of data")
      ->check(parsedBy(market::parseBarLevel))
      ->capture_default_str();
  command.add_option("--frequency", frequency, "once, once-per-bar or every-time")->capture_default_str();
  command.add_option("--bar", bar, "With once-per-bar: level of the bar; else that of --level")
      ->check(emptyOrParsedBy(market::parseBarLevel));
  command.add_option("--pause", pause, "With every-time: not again within")->capture_default_str();
  command.add_option("--expires", expires, "Not after this moment, on the exchange's clock")
      ->check(emptyOrParsedBy(parseTime));
  command.add_option("--message", message, "Your words, shown with the alert");
  command.add_option("--sound", sound, "default or none")->capture_default_str();
}

Result<Condition> AlertOptions::formulaCondition() const
{
  FormulaCondition made;
  made.formula = formula;
  made.output = output;
  made.value = value;
  made.intrabar = intrabar;
  for (const std::string& parameter : parameters) {
    const std::size_t at = parameter.find('=');
    const auto number = at == std::string::npos ? std::nullopt : parseDouble(parameter.substr(at + 1));
    if (!number)
      return fail("factor.bad_parameter_text", {{"text", parameter}});
    made.parameters[parameter.substr(0, at)] = *number;
  }
  ZVT_TRY(made.level, market::parseBarLevel(level));
  ZVT_TRY(made.adjust, market::parseAdjustMode(adjust));
  ZVT_TRY(made.test,
      readName("--test", test.empty() ? "true" : test, "true, crosses, crosses-up, crosses-down, above, below",
          formulaTestFrom));
  return made;
}

Result<Condition> AlertOptions::condition(const TimeZone& zone) const
{
  const int kinds =
      int(price.has_value()) + int(!change.empty()) + int(!line.empty()) + int(!formula.empty()) + int(!health.empty());
  if (kinds == 0)
    return fail("alert.no_condition");
  if (kinds > 1)
    return fail("alert.two_conditions");
  if (!formula.empty())
    return formulaCondition();
  if (!change.empty())
    return changeOf(change, base);
  ZVT_TRY(const market::BarLevel bars, market::parseBarLevel(level));
  if (!health.empty()) {
    ZVT_TRY(
        const HealthTest what, readName("--health", health, "no-quote, stale-bar, quarantine, gap", healthTestFrom));
    return HealthCondition{what, minutes, sessions, bars};
  }
  ZVT_TRY(const Test how, readName("--test", test.empty() ? "crosses" : test, kTestNames, testFrom));
  if (price)
    return PriceCondition{how, *price};
  LineCondition made;
  ZVT_TRY(made.first.time, parseMoment(line[0], zone));
  ZVT_TRY(made.first.price, readNumber("--line", line[1]));
  ZVT_TRY(made.second.time, parseMoment(line[2], zone));
  ZVT_TRY(made.second.price, readNumber("--line", line[3]));
  ZVT_TRY(made.extent, readName("--extent", extent, "segment, ray, extended", extentFrom));
  made.level = bars;
  made.logarithmic = logarithmic;
  made.test = how;
  return made;
}

Result<Alert> AlertOptions::make(const std::string& entityId, Timestamp now) const
{
  const TimeZone zone = alert::zoneOf(entityId);
  Alert made;
  made.entityId = entityId;
  made.created = now;
  made.message = message;
  made.sound = sound == "none" ? std::string() : sound;
  ZVT_TRY(made.condition, condition(zone));
  ZVT_TRY(made.frequency, readName("--frequency", frequency, kFrequencyNames, frequencyFrom));
  ZVT_TRY(made.bar, market::parseBarLevel(bar.empty() ? level : bar));
  ZVT_TRY(made.pause, parseSpan(pause));
  if (!expires.empty()) {
    ZVT_TRY(made.expires, parseMoment(expires, zone));
  }
  ZVT_TRY_VOID(checkValues(made));
  return made;
}

}
