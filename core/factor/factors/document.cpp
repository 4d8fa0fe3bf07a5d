// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/document.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr std::size_t kMostColumns = 256;

std::unexpected<Error> badMember(std::string_view member)
{
  return fail("factor.bad_document", {{"member", std::string(member)}});
}

bool isName(std::string_view text)
{
  const auto isPlain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, isPlain)
      && !(text[0] >= '0' && text[0] <= '9');
}

Result<std::string> nameIn(const Json& object)
{
  ZVT_TRY(std::string name, jsonString(object, "name"));
  if (!isName(name))
    return fail("factor.bad_name", {{"name", name}});
  return name;
}

Result<std::vector<FactorColumn>> readColumns(const Json& document)
{
  const auto member = document.find("transformer");
  if (member == document.end())
    return std::vector<FactorColumn>();
  if (!member->is_array() || member->size() > kMostColumns)
    return badMember("transformer");
  std::vector<FactorColumn> columns;
  for (const Json& item : *member) {
    ZVT_TRY(std::string name, nameIn(item));
    ZVT_TRY(std::string formula, jsonString(item, "formula"));
    if (std::ranges::find(columns, name, &FactorColumn::name) != columns.end())
      return badMember("transformer");
    columns.push_back({std::move(name), std::move(formula)});
  }
  return columns;
}

/// The accumulators that need nothing but bars, by ZVT's names.
struct NamedAccumulator {
  std::string_view name;
  std::unique_ptr<Accumulator> (*make)();
};
constexpr NamedAccumulator kAccumulators[] = {{"ZenAccumulator", makeZen}, {"TrendingAccumulator", makeTrending}};

Result<FactorParts> readAccumulator(const Json& document)
{
  FactorParts parts;
  if (!document.contains("accumulator"))
    return parts;
  ZVT_TRY(const std::string name, jsonString(document, "accumulator"));
  const auto found = std::ranges::find(kAccumulators, name, &NamedAccumulator::name);
  if (found == std::end(kAccumulators))
    return fail("factor.unknown_accumulator", {{"name", name}});
  parts.accumulator = found->make;
  parts.accumulatorColumns = zenColumns();
  if (name == "TrendingAccumulator")
    parts.accumulatorColumns.emplace_back(kFilterResult);
  return parts;
}

Result<ScorerSpec> readScorer(const Json& scorer)
{
  ZVT_TRY(const std::string kind, jsonString(scorer, "kind"));
  ScorerSpec spec;
  ZVT_TRY(spec.kind, parseScorerKind(kind));
  if (scorer.contains("ascending")) {
    ZVT_TRY(spec.ascending, jsonBool(scorer, "ascending"));
  }
  const auto levels = scorer.find("levels");
  if (levels == scorer.end())
    return spec;
  spec.levels.clear();
  for (const Json& level : *levels) {
    if (!levels->is_array() || !level.is_number() || level < 0 || level > 1)
      return badMember("scorer.levels");
    spec.levels.push_back(level.get<double>());
  }
  return spec;
}

/// {name} in a formula is the parameter's value.
std::string filled(std::string formula, const FactorParameters& parameters, const ParamSchema& schema)
{
  for (const ParamSpec& spec : schema.specs()) {
    const std::string place = "{" + spec.key + "}";
    const std::string value = parameters.text(spec.key);
    for (std::size_t at = formula.find(place); at != std::string::npos; at = formula.find(place, at + value.size()))
      formula.replace(at, place.size(), value);
  }
  return formula;
}

Result<void> readBarsMembers(const Json& document, FactorDefinition& definition)
{
  if (document.contains("level")) {
    ZVT_TRY(const std::string level, jsonString(document, "level"));
    ZVT_TRY(definition.level, market::parseBarLevel(level));
  }
  if (document.contains("adjust")) {
    ZVT_TRY(const std::string adjust, jsonString(document, "adjust"));
    ZVT_TRY(definition.adjust, market::parseAdjustMode(adjust));
  }
  if (document.contains("version")) {
    ZVT_TRY(const std::int64_t version, jsonInt(document, "version"));
    definition.version = static_cast<int>(version);
  }
  if (!document.contains("parameters"))
    return {};
  ZVT_TRY(definition.parameters, ParamSchema::fromJson(document.at("parameters").dump()));
  for (const ParamSpec& spec : definition.parameters.specs()) {
    if (std::holds_alternative<std::monostate>(spec.defaultValue))
      return badMember("parameters." + spec.key);
  }
  return {};
}

}

Result<FactorDefinition> readFactorDocument(std::string_view json)
{
  ZVT_TRY(const Json document, parseJson(json));
  if (!document.is_object())
    return badMember("");
  FactorDefinition definition;
  ZVT_TRY(definition.name, nameIn(document));
  definition.title = document.contains("title") && document["title"].is_string() ? document["title"].get<std::string>()
                                                                                 : definition.name;
  definition.help =
      document.contains("help") && document["help"].is_string() ? document["help"].get<std::string>() : "";
  definition.document = canonicalJson(document);
  ZVT_TRY_VOID(readBarsMembers(document, definition));
  ZVT_TRY(FactorParts parts, readAccumulator(document));
  ZVT_TRY(parts.transformer, readColumns(document));
  if (parts.transformer.empty() && !parts.accumulator)
    return badMember("transformer");
  if (document.contains("scorer")) {
    ZVT_TRY(const ScorerSpec scorer, readScorer(document["scorer"]));
    ZVT_TRY(definition.scoreColumn, jsonString(document["scorer"], "column"));
    definition.scorer = scorer;
    const bool isThere =
        std::ranges::find(parts.transformer, definition.scoreColumn, &FactorColumn::name) != parts.transformer.end()
        || std::ranges::find(parts.accumulatorColumns, definition.scoreColumn) != parts.accumulatorColumns.end();
    if (!isThere)
      return badMember("scorer.column");
  }
  definition.build = [parts, schema = definition.parameters](const FactorParameters& p) -> Result<FactorParts> {
    FactorParts made = parts;
    for (FactorColumn& column : made.transformer)
      column.formula = filled(std::move(column.formula), p, schema);
    return made;
  };
  return definition;
}

}
