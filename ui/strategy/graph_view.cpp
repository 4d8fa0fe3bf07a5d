// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/graph_view.h"

#include "core/strategy/node_catalog.h"
#include "ui/shell/tr.h"
#include "ui/strategy/strategy_editor.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

using strategy::NodeFamily;
using strategy::PortType;
using widgets::PortShape;

struct PortLook {
  const char* color;
  PortShape shape;
};

PortLook lookOf(PortType type)
{
  switch (type) {
  case PortType::Universe:
    return {"universe", PortShape::Hexagon};
  case PortType::Series:
    return {"series", PortShape::Circle};
  case PortType::Panel:
    return {"panel", PortShape::Square};
  case PortType::Flags:
  case PortType::Signals: // flags with a side
    return {"bool", PortShape::Diamond};
  case PortType::Ranking:
    return {"ranking", PortShape::Triangle};
  case PortType::Weights:
    return {"weights", PortShape::Pentagon};
  case PortType::Orders:
    return {"orders", PortShape::Arrow};
  }
  return {"panel", PortShape::Square};
}

const char* colorOf(NodeFamily family)
{
  switch (family) {
  case NodeFamily::Universe:
    return "universe";
  case NodeFamily::Factor:
    return "panel";
  case NodeFamily::Weight:
    return "weights";
  case NodeFamily::Output:
    return "series";
  }
  return "panel";
}

QString availabilityText(strategy::Availability availability)
{
  switch (availability) {
  case strategy::Availability::Always:
    return {};
  case strategy::Availability::BarOpen:
    return Tr::tr("T open");
  case strategy::Availability::BarClose:
    return Tr::tr("T close");
  case strategy::Availability::NextOpen:
    return Tr::tr("T+1 open");
  case strategy::Availability::NextClose:
    return Tr::tr("T+1 close");
  }
  return {};
}

QString text(const std::string& key)
{
  return widgets::Language::current().text(key);
}

/// A parameter's value as a form shows it, in a few characters.
QString shortValue(const ParamSpec& spec, const ParamValue& value)
{
  for (const ParamChoice& choice : spec.choices)
    if (value == ParamValue(choice.value))
      return spec.key == "kind" ? QString::fromStdString(choice.value) : text(choice.label);
  if (const std::string word = "strategy.param." + spec.key + "." + toText(value);
      widgets::Language::current().messages().contains(word))
    return text(word);
  if (spec.key == "max_positions")
    return Tr::tr("at most %1").arg(QString::fromStdString(toText(value)));
  if (const auto* number = std::get_if<double>(&value))
    return widgets::formatPercent(*number, std::abs(*number * 100 - std::round(*number * 100)) < 1e-9 ? 0 : 1);
  if (spec.type == ParamType::Decimal)
    return widgets::formatLarge(
        QString::fromStdString(toText(value)).toDouble(), widgets::Theme::current().numberStyle());
  return QString::fromStdString(toText(value));
}

/// The parameters that tell nodes of a type apart.
std::vector<std::string> tellingParameters(const std::string& type)
{
  if (type == "factor.cross")
    return {"kind", "fast", "slow", "side"};
  if (type == "weight.equal")
    return {"max_positions", "gross"};
  if (type == "account")
    return {"initial_cash", "rules"};
  return {};
}

QString summaryOf(const strategy::Node& node, const strategy::NodeSpec& spec)
{
  std::vector<std::string> keys = tellingParameters(node.type);
  if (keys.empty())
    for (const ParamSpec& param : spec.params.specs())
      keys.push_back(param.key);
  QStringList words;
  for (const std::string& key : keys) {
    const ParamSpec* param = spec.params.find(key);
    if (param == nullptr)
      continue;
    const auto given = node.params.find(key);
    const QString word = shortValue(*param, given == node.params.end() ? param->defaultValue : given->second);
    if (!word.isEmpty())
      words << word;
  }
  return words.join(QStringLiteral(" ∙ "));
}

widgets::GraphPort portOf(const strategy::PortSpec& spec, bool output, bool linked)
{
  const PortLook look = lookOf(spec.type);
  return {QString::fromStdString(spec.name), text(spec.label), output ? availabilityText(spec.availability) : QString(),
      QLatin1String(look.color), look.shape, linked};
}

void setStatus(widgets::GraphNode& shown, const std::string& id, const std::vector<strategy::Problem>& problems)
{
  shown.status = widgets::NodeStatus::Ok;
  shown.footer = Tr::tr("No problems");
  const auto matching = [&](strategy::Severity severity) {
    return std::find_if(problems.begin(), problems.end(),
        [&](const strategy::Problem& problem) { return problem.node == id && problem.severity == severity; });
  };
  const auto error = matching(strategy::Severity::Error);
  const auto warning = matching(strategy::Severity::Warning);
  const auto worst = error != problems.end() ? error : warning;
  if (worst == problems.end())
    return;
  shown.status = error != problems.end() ? widgets::NodeStatus::Error : widgets::NodeStatus::Warning;
  shown.footer = QString::fromStdString(worst->id) + QStringLiteral("  ")
      + widgets::Language::current().text(worst->message.code, worst->message.arguments);
}

}

QString nodeIcon(const std::string& nodeType)
{
  const strategy::NodeSpec* spec = strategy::NodeCatalog::builtin().find(nodeType);
  if (spec == nullptr)
    return QStringLiteral("unknown");
  switch (spec->family) {
  case NodeFamily::Universe:
    return QStringLiteral("pool");
  case NodeFamily::Factor:
    return QStringLiteral("factor");
  case NodeFamily::Weight:
    return QStringLiteral("align");
  case NodeFamily::Output:
    return QStringLiteral("wallet");
  }
  return QStringLiteral("graph");
}

QString nodeTitle(const strategy::StrategyDocument& document, const std::string& nodeId)
{
  const strategy::Node* node = document.findNode(nodeId);
  const strategy::NodeSpec* spec = node ? strategy::NodeCatalog::builtin().find(node->type) : nullptr;
  return spec != nullptr ? text(spec->label) : QString::fromStdString(nodeId);
}

widgets::NodeGraph graphOf(const strategy::StrategyDocument& document, const std::vector<strategy::Problem>& problems)
{
  widgets::NodeGraph graph;
  const auto linkedTo = [&](const std::string& node, const std::string& port) {
    return std::any_of(document.links.begin(), document.links.end(), [&](const strategy::Link& link) {
      return (link.to.node == node && link.to.port == port) || (link.from.node == node && link.from.port == port);
    });
  };
  for (const strategy::Node& node : document.nodes) {
    widgets::GraphNode shown;
    shown.id = QString::fromStdString(node.id);
    shown.icon = nodeIcon(node.type);
    shown.title = nodeTitle(document, node.id);
    shown.position = {node.x, node.y};
    if (const strategy::NodeSpec* spec = strategy::NodeCatalog::builtin().find(node.type)) {
      shown.color = QLatin1String(colorOf(spec->family));
      shown.summary = summaryOf(node, *spec);
      for (const strategy::PortSpec& port : spec->inputs)
        shown.inputs.push_back(portOf(port, false, linkedTo(node.id, port.name)));
      for (const strategy::PortSpec& port : spec->outputs)
        shown.outputs.push_back(portOf(port, true, linkedTo(node.id, port.name)));
    }
    setStatus(shown, node.id, problems);
    graph.nodes.push_back(std::move(shown));
  }
  for (const strategy::Link& link : document.links) {
    widgets::GraphLink shown{QString::fromStdString(link.from.node), QString::fromStdString(link.from.port),
        QString::fromStdString(link.to.node), QString::fromStdString(link.to.port), {}, false};
    const strategy::Node* from = document.findNode(link.from.node);
    const strategy::NodeSpec* spec = from ? strategy::NodeCatalog::builtin().find(from->type) : nullptr;
    if (const strategy::PortSpec* port = spec ? spec->output(link.from.port) : nullptr)
      shown.color = QLatin1String(lookOf(port->type).color);
    shown.refused =
        std::any_of(problems.begin(), problems.end(), [&](const auto& problem) { return refusesLink(problem, link); });
    graph.links.push_back(std::move(shown));
  }
  return graph;
}

}
