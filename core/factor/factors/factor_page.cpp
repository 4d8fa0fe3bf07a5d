// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/factor_page.h"

#include "core/factor/formula.h"
#include "core/factor/reference_pages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace zvt::factor {

namespace {

std::string page(const Messages& messages, std::string_view name)
{
  return messages.text(fmt::format("factor.page.{}", name));
}

std::string bullet(const std::string& label, const std::string& text)
{
  return fmt::format("- **{}**: {}\n", label, text);
}

/// Columns that accumulators write, by name.
OutputUnit unitOfRemembered(std::string_view column)
{
  struct Known {
    std::string_view ending;
    OutputUnit unit;
  };
  constexpr std::array<Known, 12> kKnown{
      {{"filter_result", OutputUnit::Condition}, {"bull", OutputUnit::Condition}, {"breakout", OutputUnit::Condition},
          {"live_count", OutputUnit::Bars}, {"_interval", OutputUnit::Bars}, {"count", OutputUnit::Bars},
          {"distance", OutputUnit::Ratio}, {"area", OutputUnit::Ratio}, {"_change", OutputUnit::Ratio},
          {"_slope", OutputUnit::Ratio}, {"_y0", OutputUnit::Price}, {"_y1", OutputUnit::Price}}};
  const auto found = std::ranges::find_if(kKnown, [&](const Known& one) { return column.ends_with(one.ending); });
  return found == kKnown.end() ? OutputUnit::Score : found->unit;
}

std::optional<FactorParts> partsOf(const FactorDefinition& factor)
{
  const auto parameters = FactorParameters::of(factor.parameters, {});
  auto parts = parameters ? factor.build(*parameters) : Result<FactorParts>(fail("factor.unknown"));
  return parts ? std::optional(*std::move(parts)) : std::nullopt;
}

std::string outputsText(const FactorParts& parts, const Messages& messages)
{
  std::string text;
  const auto add = [&](std::string_view name, OutputUnit unit) {
    text += fmt::format(
        "{}`{}` ({})", text.empty() ? "" : "; ", name, messages.text(fmt::format("factor.unit.{}", toString(unit))));
  };
  for (const FactorColumn& column : parts.transformer) {
    const auto formula = compile(column.formula);
    add(column.name, formula ? unitOf(*formula->graph(), formula->outputs().front().value) : OutputUnit::Score);
  }
  for (const std::string& column : parts.accumulatorColumns)
    add(column, unitOfRemembered(column));
  return text;
}

std::string formulasText(const FactorParts& parts)
{
  std::string text;
  for (const FactorColumn& column : parts.transformer)
    text += fmt::format("{}: {}\n", column.name, column.formula);
  return text.empty() ? text : "```\n" + text + "```\n\n";
}

std::string decisionText(const FactorDefinition& factor, const FactorParts& parts, const Messages& messages)
{
  const auto has = [&](std::string_view name) {
    return std::ranges::find(parts.transformer, name, &FactorColumn::name) != parts.transformer.end()
        || std::ranges::find(parts.accumulatorColumns, name) != parts.accumulatorColumns.end();
  };
  std::string text;
  if (has(kFilterResult))
    text = page(messages, "decides_filter");
  if (has(kScoreResult) || factor.scorer)
    text += (text.empty() ? "" : " ") + page(messages, "decides_score");
  return text.empty() ? page(messages, "decides_nothing") : text;
}

std::string readsText(const FactorDefinition& factor, const FactorParts& parts, const Messages& messages)
{
  std::vector<std::string> columns = factor.inputs;
  for (const FactorColumn& column : parts.transformer) {
    if (const auto formula = compile(column.formula)) {
      for (const std::string& read : formula->columns())
        if (std::ranges::find(columns, read) == columns.end())
          columns.push_back(read);
    }
  }
  const std::string prices =
      factor.adjust ? std::string(market::toString(*factor.adjust)) : page(messages, "prices_usual");
  return fmt::format("{} · {} · {}", market::toString(factor.level), prices,
      columns.empty() ? std::string("open, high, low, close, volume, turnover")
                      : fmt::format("{}", fmt::join(columns, ", ")));
}

}

std::vector<std::string> columnsOf(const FactorDefinition& factor)
{
  std::vector<std::string> names;
  if (const auto parts = partsOf(factor)) {
    for (const FactorColumn& column : parts->transformer)
      names.push_back(column.name);
    names.insert(names.end(), parts->accumulatorColumns.begin(), parts->accumulatorColumns.end());
  }
  return names;
}

std::string describe(const FactorDefinition& factor, const Messages& messages)
{
  std::string text = fmt::format("# {}\n\n{}\n\n", factor.name, messages.text(factor.title));
  if (!factor.help.empty())
    text += messages.text(factor.help) + "\n\n";
  text += describeParameters(factor.parameters, messages);
  if (const auto parts = partsOf(factor)) {
    text += formulasText(*parts);
    text += bullet(page(messages, "outputs"), outputsText(*parts, messages));
    text += bullet(page(messages, "decides"), decisionText(factor, *parts, messages));
    text += bullet(page(messages, "reads"), readsText(factor, *parts, messages));
  }
  text += bullet(page(messages, "known"), page(messages, factor.scorer ? "known_section" : "known_close"));
  return factor.source.empty() ? text : text + bullet(page(messages, "source"), factor.source);
}

}
