// SPDX-License-Identifier: Apache-2.0
#include "core/factor/reference_pages.h"

#include "core/base/text.h"
#include "core/factor/refused_names.h"
#include "core/factor/signature.h"

#include <fmt/format.h>

#include <array>

namespace zvt::factor {

namespace {

std::string keyed(const Messages& messages, std::string_view prefix, std::string_view name)
{
  return messages.text(fmt::format("factor.{}.{}", prefix, name));
}

std::string page(const Messages& messages, std::string_view name, const std::vector<Error::Field>& arguments = {})
{
  return messages.text(fmt::format("factor.page.{}", name), arguments);
}

std::string rangeOf(const ParamSpec& spec)
{
  const auto number = [](const std::optional<double>& x) { return x ? fmt::format("{}", *x) : std::string(); };
  return spec.minimum || spec.maximum ? number(spec.minimum) + " … " + number(spec.maximum) : std::string();
}

std::string bullet(const std::string& label, const std::string& text)
{
  return fmt::format("- **{}**: {}\n", label, text);
}

std::string memoryText(Memory memory, const Messages& messages)
{
  std::string text =
      bullet(page(messages, "warm_up"), page(messages, "bars", {{"count", std::to_string(memory.warmUp)}}));
  return text + bullet(page(messages, "history"), page(messages, memory.recursive ? "recursive" : "window"));
}

/// At the defaults of the parameters; those without one count as their least value.
std::vector<double> defaultsOf(const OperatorInfo& info)
{
  std::vector<double> values;
  for (const ParamSpec& spec : info.parameters.specs()) {
    if (const auto* whole = std::get_if<std::int64_t>(&spec.defaultValue))
      values.push_back(static_cast<double>(*whole));
    else if (const auto* real = std::get_if<double>(&spec.defaultValue))
      values.push_back(*real);
    else
      values.push_back(spec.minimum.value_or(1));
  }
  return values;
}

std::string outputsText(const OperatorInfo& info, const Messages& messages)
{
  std::string text;
  for (std::size_t i = 0; i < info.outputs.size(); ++i) {
    const OutputInfo output = info.output(i);
    text += fmt::format("{}`{}` {} ({})", text.empty() ? "" : "; ", info.outputs[i],
        keyed(messages, "unit", toString(info.isCondition ? OutputUnit::Condition : output.unit)),
        keyed(messages, "placement", toString(output.placement)));
  }
  return text;
}

std::string body(const OperatorInfo& info, const Messages& messages)
{
  std::string text = fmt::format("`{}`\n\n{}\n\n", signatureOf(info), messages.text(info.help));
  text += describeParameters(info.parameters, messages);
  if (!info.aliases.empty())
    text += bullet(page(messages, "aliases"), fmt::format("{}", fmt::join(info.aliases, ", ")));
  text += bullet(page(messages, "outputs"), outputsText(info, messages));
  text += bullet(page(messages, "known"), page(messages, info.acrossEntities ? "known_section" : "known_close"));
  if (info.memory)
    text += memoryText(info.memory(defaultsOf(info)), messages);
  if (!info.source.empty())
    text += bullet(page(messages, "source"), info.source);
  return text;
}

std::string body(const ColumnInfo& column, const Messages& messages)
{
  std::string text = fmt::format("`{}`\n\n{}\n\n", toUpper(column.name), messages.text(column.help()));
  if (!column.aliases.empty())
    text += bullet(page(messages, "aliases"), fmt::format("{}", fmt::join(column.aliases, ", ")));
  text += bullet(page(messages, "unit"), keyed(messages, "unit", toString(column.unit)));
  text += bullet(page(messages, "known"), page(messages, fmt::format("known_{}", toString(column.known))));
  return text + bullet(page(messages, "table"), fmt::format("`{}`", column.table));
}

std::string columnsText(const Messages& messages)
{
  std::string text;
  for (const ColumnInfo& column : ColumnCatalogue::builtIn().columns())
    text += fmt::format("\n## {}\n\n{}", toUpper(column.name), body(column, messages));
  return text;
}

std::string refusedText(const Messages& messages)
{
  std::string text;
  for (const auto reason : {RefusedName::Reason::Future, RefusedName::Reason::Drawing, RefusedName::Reason::Data}) {
    std::string names;
    for (const RefusedName& refused : refusedNames())
      if (refused.reason == reason)
        names += (names.empty() ? "`" : ", `") + std::string(refused.name) + "`";
    text += fmt::format("\n{}\n\n{} {}\n", names, page(messages, std::string(codeOf(reason)).substr(7)),
        messages.text(std::string(codeOf(reason)) + ".remedy"));
  }
  return text;
}

}

OutputUnit unitOf(const ExpressionGraph& graph, NodeOutput value)
{
  const Node& node = graph.nodes()[value.node];
  switch (node.kind) {
  case Node::Kind::Field:
    return node.field == Field::Volume  ? OutputUnit::Volume
        : node.field == Field::Turnover ? OutputUnit::Money
                                        : OutputUnit::Price;
  case Node::Kind::Column: {
    const ColumnInfo* column = ColumnCatalogue::builtIn().find(node.column);
    return column ? column->unit : OutputUnit::Score;
  }
  case Node::Kind::Constant:
    return OutputUnit::Score;
  case Node::Kind::Call:
    break;
  }
  if (node.call->isCondition)
    return OutputUnit::Condition;
  const OutputUnit own = node.call->output(value.output).unit;
  if (own != OutputUnit::AsInput || node.inputs.empty())
    return own == OutputUnit::AsInput ? OutputUnit::Score : own;
  // A choice has the unit of what is chosen; prices by prices are a ratio; all else that multiplies is a number.
  const OutputUnit last = unitOf(graph, node.inputs.back());
  const OutputUnit first = node.call->name == "IF" ? last : unitOf(graph, node.inputs.front());
  if (node.call->name == "DIV")
    return last == OutputUnit::Score ? first : last == first ? OutputUnit::Ratio : OutputUnit::Score;
  if (node.call->name == "MUL")
    return last == OutputUnit::Score ? first : first == OutputUnit::Score ? last : OutputUnit::Score;
  return first;
}

std::string describeParameters(const ParamSchema& parameters, const Messages& messages)
{
  if (parameters.specs().empty())
    return {};
  std::string text = fmt::format("| {} | {} | {} | {} |\n|---|---|---|---|\n", page(messages, "parameter"),
      page(messages, "meaning"), page(messages, "default"), page(messages, "range"));
  for (const ParamSpec& spec : parameters.specs()) {
    const std::string unit = spec.unit.empty() ? "" : " " + messages.text(spec.unit);
    const bool hasDefault = !std::holds_alternative<std::monostate>(spec.defaultValue);
    text += fmt::format("| `{}` | {} | {} | {} |\n", spec.key, messages.text(spec.label),
        hasDefault ? toText(spec.defaultValue) + unit : "–", rangeOf(spec));
  }
  return text + "\n";
}

std::string describe(const OperatorInfo& info, const Messages& messages)
{
  return fmt::format("# {}\n\n{}", info.name, body(info, messages));
}

std::string describe(const ColumnInfo& column, const Messages& messages)
{
  return fmt::format("# {}\n\n{}", toUpper(column.name), body(column, messages));
}

std::string describe(std::string_view name, const Formula& formula, const Messages& messages)
{
  std::string text = fmt::format("# {}\n\n```\n{}\n```\n\n", name, trim(formula.text()));
  text += describeParameters(formula.parameters(), messages);
  std::string outputs;
  for (const CompiledOutput& output : formula.outputs()) {
    outputs += fmt::format("{}`{}` ({})", outputs.empty() ? "" : "; ", output.name,
        keyed(messages, "unit", toString(unitOf(*formula.graph(), output.value))));
  }
  text += bullet(page(messages, "outputs"), outputs);
  text += bullet(page(messages, "known"), page(messages, formula.comparesEntities() ? "known_section" : "known_close"));
  if (!formula.columns().empty())
    text += bullet(page(messages, "columns"), fmt::format("{}", fmt::join(formula.columns(), ", ")));
  return text + memoryText({formula.warmUp(), formula.isRecursive()}, messages);
}

std::vector<ReferencePage> referencePages(const OperatorCatalogue& catalogue, const Messages& messages)
{
  std::vector<ReferencePage> pages;
  for (int i = 0; i <= static_cast<int>(OperatorCategory::Alternative); ++i) {
    const auto category = static_cast<OperatorCategory>(i);
    std::string text;
    for (const OperatorInfo& info : catalogue.operators())
      if (info.category == category)
        text += fmt::format("\n## {}\n\n{}", info.name, body(info, messages));
    if (text.empty())
      continue;
    const std::string name(toString(category));
    const std::string title = page(messages, "title", {{"category", keyed(messages, "category", name)}});
    pages.push_back({"functions-" + name, title, fmt::format("# {}\n{}", title, text)});
  }
  const std::string columns = page(messages, "columns");
  pages.push_back({"functions-columns", columns, fmt::format("# {}\n{}", columns, columnsText(messages))});
  const std::string title = page(messages, "refused_title");
  pages.push_back({"functions-refused", title, fmt::format("# {}\n{}", title, refusedText(messages))});
  return pages;
}

}
