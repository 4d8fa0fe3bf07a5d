// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula_compiler.h"

#include "core/base/text.h"
#include "core/factor/call_builder.h"
#include "core/factor/drawing_statement.h"
#include "core/factor/formula_reference.h"
#include "core/factor/input_block.h"
#include "core/factor/lexer.h"
#include "core/factor/parser.h"
#include "core/factor/refused_names.h"
#include "core/factor/signature.h"
#include "core/factor/stepped_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace zvt::factor {

namespace {

/// Values that the windows of one formula may hold together; a formula beyond it is a mistake or an attack. In lanes 16
/// securities are remembered side by side by each thread, so that this is some 256 MB a thread.
constexpr std::size_t kMostMemory = 2'000'000;
constexpr std::size_t kSmallWindow = 1'000;

/// In order of the text; those at one place stay as they are.
void sortByPlace(std::vector<SyntaxProblem>& problems)
{
  std::vector<SyntaxProblem> sorted;
  for (SyntaxProblem& problem : problems) {
    const auto behind = std::ranges::upper_bound(
        sorted, problem.span.begin, {}, [](const SyntaxProblem& one) { return one.span.begin; });
    sorted.insert(behind, std::move(problem));
  }
  problems = std::move(sorted);
}

/// Walks the statements in order; a statement that fails is reported once and its name stays known, so that one mistake
/// is one message.
class Compiler {
public:
  Compiler(Surroundings& surroundings, ExpressionGraph& graph)
      : m_around(surroundings)
      , m_operators(surroundings.operators)
      , m_graph(graph)
      , m_calls(graph)
  {
  }

  CompiledFormula formula(std::string_view text, const ParameterValues& values)
  {
    m_tree = parseFormula(text);
    m_pieces.resize(m_tree.nodes.size());
    m_failed.resize(m_tree.nodes.size());
    m_result.problems = std::move(m_tree.problems);
    declareInputs(values);
    for (const Statement& statement : m_tree.statements)
      if (statement.kind == Statement::Kind::Output && !statement.name.empty())
        m_writtenNames.insert(toUpper(statement.name));
    for (const Statement& statement : m_tree.statements)
      if (Result<void> done = compile(statement); !done)
        note(std::move(done).error());
    if (m_result.problems.empty() && m_result.outputs.empty())
      note(failAt("factor.no_output", m_tree.statements.empty() ? Position{} : m_tree.statements.back().position)
              .error());
    sortByPlace(m_result.problems);
    return std::move(m_result);
  }

private:
  void declareInputs(const ParameterValues& values)
  {
    InputBlock block = readInputs(m_tree.inputs, values);
    for (const auto& [name, value] : block.values)
      m_names[toUpper(name)] = Piece{{m_graph.addConstant(value), 0}, false, false, name, {}};
    m_result.parameters = std::move(block.schema);
    std::ranges::move(block.problems, std::back_inserter(m_result.problems));
  }

  Result<void> compile(const Statement& statement)
  {
    m_span = statement.nameSpan;
    m_drawn.reset();
    const std::string key = toUpper(statement.name);
    if (!key.empty()) {
      if (resolveField(statement.name).has_value())
        return failAt("factor.reserved_name", statement.position, {{"name", std::string(statement.name)}});
      if (m_names.contains(key))
        return failAt("factor.duplicate_name", statement.position, {{"name", std::string(statement.name)}});
    }
    Result<Piece> value = evaluate(statement);
    if (!key.empty())
      m_names[key] = value ? std::optional(*value) : std::nullopt;
    if (!value)
      return std::unexpected(std::move(value).error());
    if (statement.kind == Statement::Kind::Output)
      return output(statement, *value);
    ZVT_TRY_VOID(attributesOf(statement.attributes, OutputHints{}));
    return {};
  }

  /// The value of a statement. An error of code "" was reported with the statement that it comes from.
  Result<Piece> evaluate(const Statement& statement)
  {
    if (!statement.root)
      return fail("");
    const SyntaxNode& root = m_tree.nodes[*statement.root];
    const bool isDrawing =
        root.kind == SyntaxNode::Kind::Call && !root.isSign && isDrawingStatement(toUpper(root.text));
    for (std::uint32_t i = statement.firstNode; i <= *statement.root; ++i) {
      const SyntaxNode& node = m_tree.nodes[i];
      m_span = node.span;
      // What is made of something that failed says nothing more, but its other parts are still looked at.
      if (std::ranges::any_of(node.children, [this](std::uint32_t child) { return m_failed[child]; })) {
        m_failed[i] = true;
        continue;
      }
      Result<Piece> value = isDrawing && i == *statement.root ? drawing(node) : piece(node);
      if (value)
        m_pieces[i] = *std::move(value);
      else if (value.error().code.empty())
        m_failed[i] = true;
      else
        return value;
    }
    if (m_failed[*statement.root])
      return fail("");
    const Piece& value = m_pieces[*statement.root];
    if (value.isText) {
      ZVT_TRY_VOID(m_calls.checkSingle(value));
    }
    return value;
  }

  Result<Piece> piece(const SyntaxNode& node)
  {
    switch (node.kind) {
    case SyntaxNode::Kind::Number:
      return Piece{{m_graph.addConstant(node.number), 0}, false, false, "value", node.start};
    case SyntaxNode::Kind::Text:
      if (const QuotedReference quoted = quotedReference(node.text, m_around); quoted.formula)
        return quotedPiece(quoted, {}, node);
      return Piece{{}, false, true, std::string(node.text.substr(1, node.text.size() - 2)), node.start};
    case SyntaxNode::Kind::Name:
      return named(node);
    case SyntaxNode::Kind::Member:
      return member(node);
    case SyntaxNode::Kind::Call:
      break;
    }
    return call(node);
  }

  Result<Piece> named(const SyntaxNode& node)
  {
    const std::string key = toUpper(node.text);
    if (const auto known = m_names.find(key); known != m_names.end()) {
      if (!known->second)
        return fail("");
      Piece piece = *known->second;
      piece.position = node.start;
      return piece;
    }
    if (const auto field = resolveField(node.text))
      return Piece{{m_graph.addField(*field), 0}, false, false, std::string(toString(*field)), node.start};
    if (const auto column = resolveColumn(node.text))
      return Piece{{m_graph.addColumn(*column), 0}, false, false, std::string(*column), node.start};
    if (key == "DRAWNULL" || key == "NULL")
      return Piece{{m_graph.addConstant(kUndefined), 0}, false, false, "value", node.start};
    const auto candidates = m_operators.find(key);
    if (const OperatorInfo* info = CallBuilder::callableByName(candidates))
      return m_calls.call(std::array{info}, {key, node.start}, {});
    if (const SavedFormula* saved = m_around.find(node.text))
      return reference(*saved, {}, node);
    if (!candidates.empty())
      return failAt("factor.needs_arguments", node.position,
          {{"operator", key}, {"signature", signatureOf(*candidates.front())}});
    return unknown(node, key);
  }

  std::unexpected<Error> unknown(const SyntaxNode& node, const std::string& key)
  {
    if (const RefusedName* refused = findRefused(key))
      return failAt(std::string(codeOf(refused->reason)), node.position, {{"name", key}});
    NearestName nearest(key);
    if (node.kind == SyntaxNode::Kind::Name) {
      for (const auto& [name, piece] : m_names)
        nearest.offer(name);
      for (const FieldName& field : fieldNames())
        nearest.offer(field.name);
    }
    for (const auto& [name, infos] : m_operators.all())
      nearest.offer(name);
    if (m_around.saved)
      for (const SavedFormula& saved : m_around.saved->all())
        nearest.offer(toUpper(saved.name));
    if (nearest.result().empty())
      return failAt("factor.unknown_name", node.position, {{"name", std::string(node.text)}});
    return failAt("factor.unknown_name_near", node.position,
        {{"name", std::string(node.text)}, {"suggestion", nearest.result()}});
  }

  Result<Piece> member(const SyntaxNode& node) { return selected(m_pieces[node.children.front()], node.text, node); }

  Result<Piece> selected(Piece piece, std::string_view text, const SyntaxNode& node)
  {
    const std::string name = toLower(text);
    const std::vector<NamedOutput> outputs = m_calls.selectable(piece);
    if (outputs.empty())
      return failAt("factor.single_output", node.position, {{"name", std::string(text)}});
    auto found = std::ranges::find_if(outputs, [&](const NamedOutput& output) { return toLower(output.name) == name; });
    if (found == outputs.end() && name.size() >= 2) { // .DIF is .DIFF
      const auto begins = [&name](const NamedOutput& output) { return toLower(output.name).starts_with(name); };
      if (std::ranges::count_if(outputs, begins) == 1)
        found = std::ranges::find_if(outputs, begins);
    }
    if (found == outputs.end())
      return failAt(
          "factor.unknown_output", node.position, {{"name", std::string(text)}, {"outputs", m_calls.outputsOf(piece)}});
    return Piece{found->value, false, false, found->name, piece.position};
  }

  Result<Piece> quotedPiece(const QuotedReference& quoted, const std::vector<Piece>& arguments, const SyntaxNode& node)
  {
    ZVT_TRY(Piece piece, reference(*quoted.formula, arguments, node));
    return quoted.output.empty() ? Result<Piece>(std::move(piece)) : selected(std::move(piece), quoted.output, node);
  }

  /// Another saved formula, compiled into the same graph.
  /// @param arguments values of its parameters, in their order; the others take their defaults
  Result<Piece> reference(const SavedFormula& saved, const std::vector<Piece>& arguments, const SyntaxNode& node)
  {
    const std::string key = toUpper(saved.name);
    ZVT_TRY_VOID(m_around.checkReference(saved, node.position));
    std::vector<double> numbers;
    for (const Piece& argument : arguments) {
      if (!isConstant(argument))
        return failAt("factor.argument_not_constant", argument.position,
            {{"operator", saved.name}, {"argument", std::to_string(numbers.size() + 1)}});
      numbers.push_back(m_graph.nodes()[argument.value.node].constant);
    }
    const auto known = m_around.known.find({key, numbers});
    Piece piece;
    if (known != m_around.known.end()) {
      piece = known->second;
    } else {
      ZVT_TRY(piece, compiled(saved, numbers, node));
      m_around.known[{key, std::move(numbers)}] = piece;
    }
    piece.position = node.start;
    return piece;
  }

  Result<Piece> compiled(const SavedFormula& saved, const std::vector<double>& numbers, const SyntaxNode& node)
  {
    const std::vector<InputDeclaration> inputs = parseFormula(saved.text).inputs;
    if (numbers.size() > inputs.size())
      return failAt("factor.argument_count", node.position,
          {{"operator", saved.name}, {"expected", "0-" + std::to_string(inputs.size())},
              {"found", std::to_string(numbers.size())}});
    ParameterValues values;
    for (std::size_t i = 0; i < numbers.size(); ++i)
      values[std::string(inputs[i].name)] = numbers[i];
    m_around.open.push_back(toUpper(saved.name));
    const CompiledFormula formula = Compiler(m_around, m_graph).formula(saved.text, values);
    m_around.open.pop_back();
    if (!formula.problems.empty())
      return fail(atReference(formula.problems.front().error, saved.name, node.position));
    Piece piece{formula.outputs.front().value, formula.outputs.size() > 1, false, saved.name, node.start};
    for (const CompiledOutput& output : formula.outputs)
      piece.formula.push_back({output.name, output.value});
    return piece;
  }

  Result<Piece> call(const SyntaxNode& node)
  {
    const std::vector<Piece> arguments = argumentsOf(node);
    if (node.isSign && node.text.empty()) { // + in front of a value
      ZVT_TRY_VOID(m_calls.checkSingle(arguments.front()));
      return arguments.front();
    }
    if (const QuotedReference quoted = quotedReference(node.text, m_around); quoted.formula)
      return quotedPiece(quoted, arguments, node);
    const std::string key = toUpper(node.text);
    const auto candidates = m_operators.find(key);
    if (const SavedFormula* saved = candidates.empty() && !m_names.contains(key) ? m_around.find(node.text) : nullptr)
      return reference(*saved, arguments, node);
    if (candidates.empty()) {
      if (key == "COLUMN")
        return column(node, arguments);
      if (isDrawingStatement(key))
        return failAt("factor.drawing_alone", node.position, {{"name", key}});
      if (m_names.contains(key) || resolveField(node.text))
        return failAt("factor.not_a_function", node.position, {{"name", std::string(node.text)}});
      return unknown(node, key);
    }
    const bool isChoice = candidates.front()->name == "IF" && arguments.size() == 3;
    if (isChoice && isConstant(arguments[0]) && !arguments[1].isText && !arguments[2].isText)
      return chosen(arguments, node);
    ZVT_TRY(Piece piece, m_calls.call(candidates, {key, node.position}, arguments));
    if (node.isSign)
      piece.name = "value";
    piece.position = node.start;
    return piece;
  }

  /// COLUMN('pe_ttm'): an aligned column that whoever runs the formula provides.
  Result<Piece> column(const SyntaxNode& node, const std::vector<Piece>& arguments)
  {
    if (arguments.size() != 1 || !arguments.front().isText || arguments.front().name.empty())
      return failAt("factor.needs_text", node.position, {{"signature", "COLUMN('turnover_rate')"}});
    const std::string& name = arguments.front().name;
    return Piece{{m_graph.addColumn(name), 0}, false, false, name, node.start};
  }

  [[nodiscard]] bool isConstant(const Piece& piece) const
  {
    return !piece.isText && m_graph.nodes()[piece.value.node].kind == Node::Kind::Constant
        && !std::isnan(m_graph.nodes()[piece.value.node].constant);
  }

  /// A choice that is settled while compiling, as a switch among the parameters makes it.
  Result<Piece> chosen(const std::vector<Piece>& arguments, const SyntaxNode& node)
  {
    for (const Piece& argument : arguments)
      ZVT_TRY_VOID(m_calls.checkSingle(argument));
    Piece piece = arguments[m_graph.nodes()[arguments[0].value.node].constant != 0 ? 1 : 2];
    piece.name = "if";
    piece.position = node.start;
    return piece;
  }

  Result<Piece> drawing(const SyntaxNode& node)
  {
    const std::string key = toUpper(node.text);
    ZVT_TRY(m_drawn, drawnStatement({key, node.position}, argumentsOf(node), m_graph, m_calls, m_operators));
    return m_drawn->from;
  }

  [[nodiscard]] std::vector<Piece> argumentsOf(const SyntaxNode& node) const
  {
    std::vector<Piece> arguments;
    for (const std::uint32_t child : node.children) {
      arguments.push_back(m_pieces[child]);
      arguments.back().position = m_tree.nodes[child].start;
    }
    return arguments;
  }

  // Outputs.

  Result<OutputHints> attributesOf(const std::vector<SyntaxAttribute>& attributes, OutputHints hints)
  {
    for (const SyntaxAttribute& attribute : attributes) {
      m_span = attribute.span;
      if (applyAttribute(attribute.text, hints))
        continue;
      NearestName nearest(toUpper(attribute.text));
      for (const std::string_view name : attributeNames())
        nearest.offer(name);
      if (nearest.result().empty())
        return failAt("factor.unknown_attribute", attribute.position, {{"name", std::string(attribute.text)}});
      return failAt("factor.unknown_attribute_near", attribute.position,
          {{"name", std::string(attribute.text)}, {"suggestion", nearest.result()}});
    }
    return hints;
  }

  /// What a drawing without a name is listed as.
  [[nodiscard]] static std::string_view nameOf(OutputHints::Style drawing)
  {
    switch (drawing) {
    case OutputHints::Style::Bar:
      return "stick";
    case OutputHints::Style::Label:
      return "text";
    case OutputHints::Style::Number:
      return "number";
    case OutputHints::Style::Fill:
      return "fill";
    default:
      return "icon";
    }
  }

  Result<void> output(const Statement& statement, const Piece& value)
  {
    const std::optional<DrawnStatement> drawn = std::exchange(m_drawn, std::nullopt);
    ZVT_TRY(const OutputHints hints, attributesOf(statement.attributes, drawn ? drawn->hints : OutputHints{}));
    const std::string name(statement.name);
    if (drawn) {
      const std::string base = name.empty() ? std::string(nameOf(drawn->hints.style)) : name;
      add(base, drawn->from.value, hints, !name.empty());
      if (drawn->to)
        add(base + ".to", drawn->to->value, hints);
      return {};
    }
    if (!value.isSeveral) {
      add(name.empty() ? nameOf(statement, value) : name, value.value, hints, !name.empty());
      return {};
    }
    for (const NamedOutput& each : m_calls.selectable(value))
      add(name.empty() ? each.name : name + "." + each.name, each.value, hints);
    return {};
  }

  /// Of an output without a name: that of the variable it is, as written; else of the call or field.
  [[nodiscard]] std::string nameOf(const Statement& statement, const Piece& value) const
  {
    const SyntaxNode& root = m_tree.nodes[*statement.root];
    const bool isVariable = root.kind == SyntaxNode::Kind::Name && m_names.contains(toUpper(root.text));
    return isVariable ? std::string(root.text) : value.name;
  }

  void add(const std::string& name, NodeOutput value, const OutputHints& hints, bool isWritten = false)
  {
    std::string unique = name;
    for (int n = 2; !isWritten && (m_writtenNames.contains(toUpper(unique)) || m_outputNames.contains(toUpper(unique)));
        ++n)
      unique = name + std::to_string(n);
    m_outputNames.insert(toUpper(unique));
    m_result.outputs.push_back({std::move(unique), value, hints});
  }

  void note(Error error)
  {
    if (!error.code.empty())
      m_result.problems.push_back({std::move(error), m_span});
  }

  Surroundings& m_around;
  const OperatorNames& m_operators;
  ExpressionGraph& m_graph;
  CallBuilder m_calls;
  SyntaxTree m_tree;
  std::vector<Piece> m_pieces; ///< of each syntax node
  std::vector<bool> m_failed; ///< of each: reported elsewhere
  std::map<std::string, std::optional<Piece>> m_names; ///< upper case; nothing where it could not be compiled
  std::set<std::string> m_outputNames; ///< upper case
  std::set<std::string> m_writtenNames; ///< upper case: those of lines NAME: …, which keep theirs
  std::optional<DrawnStatement> m_drawn; ///< of the statement, where it draws
  TextSpan m_span; ///< what is being looked at, for problems
  CompiledFormula m_result;
};

/// What a formula added to the graph remembers of one security: cells of its operators, not only the bars they wait
/// for.
Result<void> checkMemory(const ExpressionGraph& graph, std::size_t firstNode)
{
  std::size_t held = 0;
  for (std::size_t i = firstNode; i < graph.nodes().size() && held <= kMostMemory; ++i) {
    const Node& node = graph.nodes()[i];
    if (node.kind != Node::Kind::Call)
      continue;
    const std::size_t warmUp = node.call->memory(node.parameters).warmUp;
    held += warmUp;
    if (warmUp < kSmallWindow || held > kMostMemory) // nobody makes much of a small one
      continue;
    const auto state = node.call->make(node.parameters);
    held += state->canSave() ? state->stateSize() : 0;
  }
  if (held > kMostMemory)
    return failAt("factor.too_heavy", {}, {{"found", std::to_string(held)}, {"limit", std::to_string(kMostMemory)}});
  return {};
}

}

CompiledFormula compileInto(std::string_view text, const ParameterValues& values, const OperatorCatalogue& catalogue,
    ExpressionGraph& graph, const FormulaLibrary* saved)
{
  const std::size_t firstNode = graph.nodes().size();
  Surroundings surroundings(catalogue, saved);
  CompiledFormula formula = Compiler(surroundings, graph).formula(text, values);
  if (Result<void> light = checkMemory(graph, firstNode); !light)
    formula.problems.push_back({std::move(light).error(), {0, text.size()}});
  return formula;
}

}
