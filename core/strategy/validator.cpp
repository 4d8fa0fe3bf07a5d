// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/validator.h"

#include "core/base/text.h"
#include "core/market/rule_book.h"
#include "core/strategy/graph.h"
#include "core/strategy/params.h"
#include "core/trading/contract_terms.h"

#include <algorithm>
#include <set>

namespace zvt::strategy {

namespace {

class Findings {
public:
  void add(
      std::string id, Severity severity, std::string node, std::string port, std::vector<Error::Field> arguments = {})
  {
    Error message{"strategy." + toLower(id), std::move(arguments), {}};
    m_problems.push_back({std::move(id), severity, std::move(node), std::move(port), std::move(message)});
  }
  void error(std::string id, std::string node, std::string port, std::vector<Error::Field> arguments = {})
  {
    add(std::move(id), Severity::Error, std::move(node), std::move(port), std::move(arguments));
  }
  std::vector<Problem> sorted()
  {
    std::ranges::stable_sort(m_problems, {}, &Problem::id);
    return std::move(m_problems);
  }

private:
  std::vector<Problem> m_problems;
};

bool isGoodId(std::string_view id)
{
  return !id.empty() && id != "run" && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

void checkParams(Findings& findings, const ParamSchema& schema, const ParamMap& params, const std::string& node)
{
  for (const auto& [key, value] : params) {
    if (schema.find(key) == nullptr) {
      findings.error("G011", node, key, {{"param", key}});
      continue;
    }
    if (const auto checked = normalised(schema, key, value); !checked)
      findings.error("G012", node, key, {{"param", key}, {"value", toText(value)}});
  }
}

void checkNodes(Findings& findings, const StrategyDocument& document, const NodeCatalog& catalog)
{
  std::set<std::string, std::less<>> seen;
  int sinks = 0;
  for (const Node& node : document.nodes) {
    if (!isGoodId(node.id) || !seen.insert(node.id).second)
      findings.error("G019", node.id, {}, {{"id", node.id}});
    const NodeSpec* spec = catalog.find(node.type);
    if (spec == nullptr) {
      findings.error("G010", node.id, {}, {{"type", node.type}});
      continue;
    }
    sinks += spec->sink ? 1 : 0;
    checkParams(findings, spec->params, node.params, node.id);
  }
  if (sinks != 1)
    findings.error("G018", {}, {}, {{"count", std::to_string(sinks)}});
}

/// One end of a link: the port's declaration, or nothing after saying why.
const PortSpec* checkEnd(
    Findings& findings, const StrategyDocument& document, const NodeCatalog& catalog, const PortRef& end, bool isOutput)
{
  const Node* node = document.findNode(end.node);
  if (node == nullptr) {
    findings.error("G013", end.node, end.port, {{"node", end.node}});
    return nullptr;
  }
  const NodeSpec* spec = catalog.find(node->type);
  if (spec == nullptr)
    return nullptr;
  const PortSpec* port = isOutput ? spec->output(end.port) : spec->input(end.port);
  if (port == nullptr)
    findings.error("G014", end.node, end.port, {{"port", end.port}});
  return port;
}

void checkLinks(Findings& findings, const StrategyDocument& document, const NodeCatalog& catalog)
{
  std::set<std::pair<std::string, std::string>> linked;
  for (const Link& link : document.links) {
    const PortSpec* from = checkEnd(findings, document, catalog, link.from, true);
    const PortSpec* to = checkEnd(findings, document, catalog, link.to, false);
    if (to != nullptr && !linked.emplace(link.to.node, link.to.port).second)
      findings.error("G017", link.to.node, link.to.port, {{"port", link.to.port}});
    if (from == nullptr || to == nullptr)
      continue;
    if (from->type != to->type)
      findings.error("G015", link.to.node, link.to.port,
          {{"from", std::string(toString(from->type))}, {"to", std::string(toString(to->type))}});
    else if (from->availability > to->availability)
      findings.error("G002", link.to.node, link.to.port,
          {{"from", link.from.node + "." + link.from.port}, {"known", std::string(toString(from->availability))},
              {"needed", std::string(toString(to->availability))}});
  }
  for (const Node& node : document.nodes) {
    const NodeSpec* spec = catalog.find(node.type);
    if (spec == nullptr)
      continue;
    for (const PortSpec& port : spec->inputs) {
      if (port.required && !linked.contains({node.id, port.name}))
        findings.error("G016", node.id, port.name, {{"port", port.name}});
    }
  }
}

void checkGraph(Findings& findings, const StrategyDocument& document, const NodeCatalog& catalog)
{
  const GraphOrder order = orderNodes(document);
  for (const std::size_t index : order.inCycle)
    findings.error("G001", document.nodes[index].id, {});
  std::vector<bool> reaches = reachingNodes(document, [&](const Node& node) {
    const NodeSpec* spec = catalog.find(node.type);
    return spec != nullptr && spec->sink;
  });
  for (std::size_t i = 0; i < document.nodes.size(); ++i) {
    if (!reaches[i])
      findings.add("G005", Severity::Warning, document.nodes[i].id, {});
  }
}

void checkCross(Findings& findings, const Node& node, const ParamMap& params)
{
  const std::int64_t fast = intOf(params, "fast");
  const std::int64_t slow = intOf(params, "slow");
  if (fast >= slow)
    findings.error("G020", node.id, "fast", {{"fast", std::to_string(fast)}, {"slow", std::to_string(slow)}});
}

/// What the entities of a document have in common as far as short sales go.
struct Shorting {
  bool contracts = false; ///< all are contracts, which are sold as they are bought
  bool allowed = false; ///< all are contracts or shares that can be borrowed
};

Shorting shortingOf(const StrategyDocument& document)
{
  Shorting shorting{true, true};
  bool any = false;
  for (const Node& node : document.nodes) {
    const auto* entities =
        node.params.contains("entities") ? std::get_if<std::vector<std::string>>(&node.params.at("entities")) : nullptr;
    if (entities == nullptr)
      continue;
    for (const std::string& id : *entities) {
      any = true;
      shorting.contracts = shorting.contracts && trading::isContract(id);
      shorting.allowed = shorting.allowed && (trading::isContract(id) || trading::isBorrowable(id));
    }
  }
  return any ? shorting : Shorting{};
}

void checkAccount(Findings& findings, const Node& node, const ParamMap& params, bool shortSignals, Shorting shorting)
{
  const auto policy = market::RulePolicy::parse(textOf(params, "rules"));
  if (!policy)
    findings.error("G012", node.id, "rules", {{"param", "rules"}, {"value", textOf(params, "rules")}});
  const auto cash = Money::parse(textOf(params, "initial_cash"));
  if (!cash || !cash->isPositive())
    findings.error(
        "G012", node.id, "initial_cash", {{"param", "initial_cash"}, {"value", textOf(params, "initial_cash")}});
  const bool allowShort = boolOf(params, "allow_short");
  const bool free = policy && policy->mode == market::RulePolicy::Mode::Free;
  if (allowShort && policy && !free && !shorting.allowed)
    findings.error("G024", node.id, "allow_short", {{"rules", textOf(params, "rules")}});
  if (shortSignals && !allowShort && !shorting.contracts)
    findings.add("G023", Severity::Warning, node.id, "allow_short");
  if (free && !(textOf(params, "commission_rate").empty() && textOf(params, "commission_minimum").empty()))
    findings.add("G025", Severity::Warning, node.id, "commission_rate");
}

void checkMeaning(Findings& findings, const StrategyDocument& document, const NodeCatalog& catalog)
{
  bool shortSignals = false;
  std::vector<std::pair<const Node*, ParamMap>> accounts;
  for (const Node& node : document.nodes) {
    const NodeSpec* spec = catalog.find(node.type);
    if (spec == nullptr)
      continue;
    auto params = completed(spec->params, node.params);
    if (!params)
      continue; // G011 and G012 have said so
    if (node.type == "universe" && listOf(*params, "entities").empty())
      findings.error("G012", node.id, "entities", {{"param", "entities"}, {"value", ""}});
    if (node.type == "factor.cross") {
      checkCross(findings, node, *params);
      shortSignals = shortSignals || textOf(*params, "side") != "long";
    }
    if (node.type == "account")
      accounts.emplace_back(&node, *std::move(params));
  }
  for (const auto& [node, params] : accounts)
    checkAccount(findings, *node, params, shortSignals, shortingOf(document));
}

void checkRun(Findings& findings, const StrategyDocument& document)
{
  checkParams(findings, runSchema(), document.run, "run");
  const auto params = completed(runSchema(), document.run);
  if (!params)
    return;
  for (const char* key : {"start", "end"}) {
    if (const std::string text = textOf(*params, key); !text.empty() && !TradingDay::parse(text))
      findings.error("G012", "run", key, {{"param", key}, {"value", text}});
  }
  const auto start = TradingDay::parse(textOf(*params, "start"));
  const auto end = TradingDay::parse(textOf(*params, "end"));
  if (start && end && *start > *end)
    findings.error("G021", "run", "start", {{"start", start->iso()}, {"end", end->iso()}});
  if (textOf(*params, "adjust") == "qfq")
    findings.add("G022", Severity::Warning, "run", "adjust");
}

}

std::string_view toString(Severity severity)
{
  return severity == Severity::Error ? "error" : "warning";
}

std::vector<Problem> validate(const StrategyDocument& document, const NodeCatalog& catalog)
{
  Findings findings;
  checkNodes(findings, document, catalog);
  checkLinks(findings, document, catalog);
  checkGraph(findings, document, catalog);
  checkMeaning(findings, document, catalog);
  checkRun(findings, document);
  return findings.sorted();
}

bool hasErrors(const std::vector<Problem>& problems)
{
  return std::ranges::any_of(problems, [](const Problem& problem) { return problem.severity == Severity::Error; });
}

}
