// SPDX-License-Identifier: Apache-2.0
#include "core/factor/graph_document.h"

#include "core/base/json.h"
#include "core/factor/lanes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace zvt::factor {

namespace {

constexpr std::string_view kFormat = "zvt.factor.graph";
constexpr std::int64_t kVersion = 1;

std::unexpected<Error> shapeError(const std::string& where, std::string expected)
{
  return fail("factor.graph_shape", {{"where", where}, {"expected", std::move(expected)}});
}

Json referenceOf(const ExpressionGraph& graph, NodeOutput value)
{
  const Node& node = graph.nodes()[value.node];
  if (node.outputCount() == 1)
    return value.node;
  return Json::array({value.node, node.call->outputs[value.output]});
}

Json jsonOf(const ExpressionGraph& graph, const Node& node)
{
  switch (node.kind) {
  case Node::Kind::Field:
    return {{"field", std::string(toString(node.field))}};
  case Node::Kind::Column:
    return {{"column", node.column}};
  case Node::Kind::Constant:
    return {{"constant", std::isnan(node.constant) ? Json() : Json(node.constant)}};
  case Node::Kind::Call:
    break;
  }
  Json inputs = Json::array();
  for (const NodeOutput input : node.inputs)
    inputs.push_back(referenceOf(graph, input));
  Json parameters = Json::object();
  const auto& specs = node.call->parameters.specs();
  for (std::size_t i = 0; i < specs.size(); ++i)
    parameters[specs[i].key] = node.parameters[i];
  return {{"operator", node.call->name}, {"inputs", std::move(inputs)}, {"parameters", std::move(parameters)}};
}

/// Reads nodes in order; a node that folds or is there already keeps its number of the document.
class Reader {
public:
  Reader(const OperatorCatalogue& catalogue, ExpressionGraph& graph)
      : m_catalogue(catalogue)
      , m_graph(graph)
  {
  }

  Result<void> addNode(const Json& json, const std::string& where)
  {
    if (!json.is_object())
      return shapeError(where, "object");
    ZVT_TRY(const std::uint32_t node, nodeOf(json, where));
    m_places.push_back(node);
    return {};
  }

  /// A number of a node, or [number, output].
  Result<NodeOutput> reference(const Json& json, const std::string& where) const
  {
    const bool isPair = json.is_array() && json.size() == 2 && json[1].is_string();
    const Json& number = isPair ? json[0] : json;
    if (!number.is_number_unsigned())
      return shapeError(where, "node, [node, output]");
    return output(number.get<std::uint64_t>(), isPair ? json[1].get<std::string>() : std::string(), where);
  }

  Result<NodeOutput> output(std::uint64_t number, const std::string& name, const std::string& where) const
  {
    if (number >= m_places.size())
      return fail("factor.graph_reference", {{"where", where}, {"name", std::to_string(number)}});
    const Node& node = m_graph.nodes()[m_places[number]];
    if (node.kind != Node::Kind::Call) { // a call of constants is a constant by now
      return NodeOutput{m_places[number], 0};
    }
    const auto found = std::ranges::find(node.call->outputs, name);
    if (found == node.call->outputs.end() && !(name.empty() && node.outputCount() == 1))
      return fail("factor.graph_reference", {{"where", where}, {"name", name.empty() ? node.call->name : name}});
    const auto index = name.empty() ? 0 : found - node.call->outputs.begin();
    return NodeOutput{m_places[number], static_cast<std::uint32_t>(index)};
  }

private:
  Result<std::uint32_t> nodeOf(const Json& json, const std::string& where)
  {
    if (json.contains("field") && json["field"].is_string()) {
      const auto field = parseField(json["field"].get<std::string>());
      return field ? Result<std::uint32_t>(m_graph.addField(*field))
                   : Result<std::uint32_t>(shapeError(where + "/field", "open, high, low, close, volume, turnover"));
    }
    if (json.contains("column") && json["column"].is_string())
      return m_graph.addColumn(json["column"].get<std::string>());
    if (json.contains("constant") && (json["constant"].is_number() || json["constant"].is_null()))
      return m_graph.addConstant(json["constant"].is_null() ? kUndefined : json["constant"].get<double>());
    if (json.contains("operator") && json["operator"].is_string())
      return call(json, where);
    return shapeError(where, "field, column, constant, operator");
  }

  Result<std::uint32_t> call(const Json& json, const std::string& where)
  {
    const auto name = json["operator"].get<std::string>();
    std::vector<NodeOutput> inputs;
    const Json given = json.value("inputs", Json::array());
    if (!given.is_array())
      return shapeError(where + "/inputs", "array");
    for (std::size_t i = 0; i < given.size(); ++i) {
      ZVT_TRY(const NodeOutput input, reference(given[i], where + "/inputs/" + std::to_string(i)));
      inputs.push_back(input);
    }
    const Json parameters = json.value("parameters", Json::object());
    if (!parameters.is_object())
      return shapeError(where + "/parameters", "object");
    const OperatorInfo* info = find(name, inputs.size(), parameters);
    if (!info)
      return fail("factor.graph_unknown_operator", {{"where", where}, {"name", name}});
    ZVT_TRY(std::vector<double> values, valuesOf(*info, parameters, where + "/parameters"));
    return m_graph.addCall(*info, std::move(inputs), std::move(values));
  }

  /// Of several with the name the one that takes these inputs and knows these parameters.
  const OperatorInfo* find(const std::string& name, std::size_t inputs, const Json& parameters) const
  {
    const OperatorInfo* byInputs = nullptr;
    for (const OperatorInfo& info : m_catalogue.operators()) {
      if (info.name != name || info.inputs.size() != inputs)
        continue;
      const auto items = parameters.items();
      const bool knowsAll =
          std::all_of(items.begin(), items.end(), [&](const auto& item) { return info.parameters.find(item.key()); });
      if (knowsAll)
        return &info;
      byInputs = &info;
    }
    return byInputs;
  }

  static Result<std::vector<double>> valuesOf(
      const OperatorInfo& info, const Json& parameters, const std::string& where)
  {
    for (const auto& [key, value] : parameters.items())
      if (!info.parameters.find(key))
        return fail("factor.graph_parameter", {{"where", where}, {"name", key}});
    std::vector<double> values;
    for (const ParamSpec& spec : info.parameters.specs()) {
      const Json given = parameters.value(spec.key, Json());
      double value = NAN;
      if (given.is_number())
        value = given.get<double>();
      else if (const auto* whole = std::get_if<std::int64_t>(&spec.defaultValue); whole && given.is_null())
        value = static_cast<double>(*whole);
      else if (const auto* number = std::get_if<double>(&spec.defaultValue); number && given.is_null())
        value = *number;
      const bool isWhole = spec.type != ParamType::Int || value == std::floor(value);
      // Also false where there is no number.
      if (!(isWhole && value >= spec.minimum.value_or(-HUGE_VAL) && value <= spec.maximum.value_or(HUGE_VAL)))
        return fail("factor.graph_parameter", {{"where", where}, {"name", spec.key}});
      values.push_back(value);
    }
    return values;
  }

  const OperatorCatalogue& m_catalogue;
  ExpressionGraph& m_graph;
  std::vector<std::uint32_t> m_places;
};

}

std::string writeGraph(const GraphDocument& document)
{
  Json nodes = Json::array();
  for (const Node& node : document.graph.nodes())
    nodes.push_back(jsonOf(document.graph, node));
  Json outputs = Json::array();
  for (const GraphDocument::Output& output : document.outputs) {
    const Node& node = document.graph.nodes()[output.value.node];
    const bool isCall = node.kind == Node::Kind::Call;
    outputs.push_back({{"name", output.name}, {"node", output.value.node},
        {"output", isCall ? node.call->outputs[output.value.output] : "value"}});
  }
  return canonicalJson({{"format", std::string(kFormat)}, {"version", kVersion}, {"nodes", std::move(nodes)},
      {"outputs", std::move(outputs)}});
}

Result<GraphDocument> readGraph(std::string_view text, const OperatorCatalogue& catalogue)
{
  ZVT_TRY(const Json json, parseJson(text));
  if (!json.is_object() || json.value("format", Json()) != Json(std::string(kFormat)))
    return shapeError("format", std::string(kFormat));
  if (json.value("version", Json()) != Json(kVersion))
    return shapeError("version", std::to_string(kVersion));
  for (const char* key : {"nodes", "outputs"})
    if (!json.contains(key) || !json[key].is_array())
      return shapeError(key, "array");
  GraphDocument document;
  Reader reader(catalogue, document.graph);
  for (std::size_t i = 0; i < json["nodes"].size(); ++i)
    ZVT_TRY_VOID(reader.addNode(json["nodes"][i], "nodes/" + std::to_string(i)));
  for (std::size_t i = 0; i < json["outputs"].size(); ++i) {
    const Json& output = json["outputs"][i];
    const std::string where = "outputs/" + std::to_string(i);
    if (!output.is_object() || !output.contains("name") || !output["name"].is_string() || !output.contains("node")
        || !output["node"].is_number_unsigned())
      return shapeError(where, "name, node, output");
    const Json name = output.value("output", Json(""));
    ZVT_TRY(const NodeOutput value,
        reader.output(output["node"].get<std::uint64_t>(), name.is_string() ? name.get<std::string>() : "?", where));
    document.outputs.push_back({output["name"].get<std::string>(), value});
  }
  return document;
}

}
