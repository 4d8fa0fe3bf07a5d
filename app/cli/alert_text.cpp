// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alert_text.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zvt::cli {

namespace {

using namespace zvt::alert;

std::string words(std::string_view name)
{
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string anchorText(const Anchor& anchor, market::BarLevel level, const TimeZone& zone)
{
  const LocalTime local = zone.toLocal(anchor.time);
  return formatDouble(anchor.price) + " on " + (market::isDayKeyed(level) ? local.day().iso() : local.iso());
}

struct Describer {
  const TimeZone& zone;
  std::string operator()(const PriceCondition& price) const
  {
    return fmt::format("{} {}", words(toString(price.test)), formatDouble(price.price));
  }
  std::string operator()(const ChangeCondition& change) const
  {
    const std::string base = std::isnan(change.base) ? "the day before" : formatDouble(change.base);
    return fmt::format("changes by {}{} % from {}",
        change.eitherWay         ? "±"
            : change.percent > 0 ? "+"
                                 : "",
        formatDouble(change.percent), base);
  }
  std::string operator()(const LineCondition& line) const
  {
    return fmt::format("{} the {}{} from {} to {} ({})", words(toString(line.test)),
        line.logarithmic ? "logarithmic " : "", line.extent == Extent::Extended ? "line" : toString(line.extent),
        anchorText(line.first, line.level, zone), anchorText(line.second, line.level, zone), toString(line.level));
  }
  std::string operator()(const FormulaCondition& formula) const
  {
    const std::string test = formula.test == FormulaTest::True
        ? std::string("holds")
        : fmt::format("{} {}", words(toString(formula.test)), formatDouble(formula.value));
    return fmt::format("{}{} {} ({}{})", formula.formula, formula.output.empty() ? "" : "." + formula.output, test,
        toString(formula.level), formula.intrabar ? ", intrabar" : "");
  }
  std::string operator()(const HealthCondition& health) const
  {
    switch (health.test) {
    case HealthTest::NoQuote:
      return fmt::format("no quote for {} minutes", health.minutes);
    case HealthTest::StaleBar:
      return fmt::format("newest {} bar {} sessions old", toString(health.level), health.sessions);
    case HealthTest::Quarantine:
      return fmt::format("{} bars in quarantine", toString(health.level));
    case HealthTest::Gap:
      break;
    }
    return fmt::format("{} bars missing", toString(health.level));
  }
};

}

std::string conditionText(const Condition& condition, const TimeZone& zone)
{
  return std::visit(Describer{zone}, condition);
}

std::string timeText(const std::optional<Timestamp>& time, const TimeZone& zone)
{
  return time ? zone.toLocal(*time).iso() : std::string();
}

}
