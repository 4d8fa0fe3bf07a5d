// SPDX-License-Identifier: Apache-2.0
// Factors over reports: the columns of core/factor/fundamental with thresholds as parameters and a filter.
#include "core/factor/factors/definition.h"

#include "core/base/text.h"

#include <fmt/format.h>

namespace zvt::factor {

namespace {

struct Threshold {
  const char* key;
  double value;
  bool isCount = false;
};

std::vector<ParamSpec> specsOf(const std::vector<Threshold>& thresholds)
{
  std::vector<ParamSpec> specs;
  for (const auto& [key, value, isCount] : thresholds) {
    ParamSpec spec;
    spec.key = key;
    spec.type = isCount ? ParamType::Int : ParamType::Double;
    spec.defaultValue = isCount ? ParamValue(static_cast<std::int64_t>(value)) : ParamValue(value);
    spec.label = fmt::format("factor.parameter.{}", key);
    if (isCount)
      spec.minimum = 1;
    specs.push_back(std::move(spec));
  }
  return specs;
}

/// (roe=0.02,count=8): the arguments of a column.
std::string argumentsOf(const std::vector<Threshold>& thresholds, const FactorParameters& parameters)
{
  std::string text;
  for (const auto& [key, value, isCount] : thresholds)
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", key,
        isCount ? std::to_string(parameters.whole(key)) : formatDouble(parameters.real(key)));
  return "(" + text + ")";
}

/// @param columns of the factor, and which fundamental column each is; the last one is the filter
/// @param isNegated the filter holds where that column does not
FactorDefinition judged(std::string name, std::vector<Threshold> thresholds,
    std::vector<std::pair<std::string, std::string>> columns, bool isNegated)
{
  FactorDefinition definition;
  definition.title = "factor.title." + name;
  definition.help = "factor.help." + name;
  definition.name = std::move(name);
  definition.parameters = ParamSchema(specsOf(thresholds));
  definition.source = "ZVT (zvt.factors, examples), https://github.com/zvtvz/zvt";
  definition.inputs = {"finance_factor"};
  definition.build = [thresholds = std::move(thresholds), columns = std::move(columns), isNegated](
                         const FactorParameters& parameters) -> Result<FactorParts> {
    FactorParts parts;
    const std::string arguments = argumentsOf(thresholds, parameters);
    for (const auto& [column, source] : columns)
      parts.transformer.push_back({column, fmt::format("COLUMN('{}{}')", source, arguments)});
    if (isNegated)
      parts.transformer.back().formula = "NOT " + parts.transformer.back().formula;
    return parts;
  };
  return definition;
}

}

std::vector<FactorDefinition> fundamentalFactors()
{
  const std::string filter(kFilterResult);
  std::vector<FactorDefinition> made;
  made.push_back(judged("GoodCompanyFactor",
      {{"roe", 0.02}, {"revenue_growth", 0.05}, {"profit_growth", 0.05}, {"cash_per_revenue", 0.1},
          {"sales_cash_per_revenue", 0.3}, {"current_ratio", 1}, {"debt_to_assets", 0.5}, {"days", 1095, true},
          {"count", 8, true}},
      {{"reports", "good_company_reports"}, {filter, "good_company"}}, false));
  made.push_back(judged("RiskyCompanyFactor",
      {{"revenue_growth", -0.1}, {"profit_growth", -0.1}, {"current_ratio", 0.7}, {"quick_ratio", 0.5},
          {"days", 130, true}},
      {{"revenue", "risky_revenue"}, {"profit", "risky_profit"}, {"current", "risky_current"}, {"quick", "risky_quick"},
          {"assets", "risky_assets"}, {"receivables", "risky_receivables"}, {filter, "risky_company"}},
      true));
  return made;
}

}
