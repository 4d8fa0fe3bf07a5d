// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_editor.h"

#include "core/strategy/node_catalog.h"
#include "ui/shell/tr.h"
#include "ui/strategy/document_commands.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

StrategyEditor::StrategyEditor(QObject* parent)
    : QObject(parent)
{
  connect(&m_undo, &QUndoStack::cleanChanged, this, &StrategyEditor::stateChanged);
}

void StrategyEditor::open(strategy::StrategyDocument document, const QString& file, bool unsaved)
{
  m_undo.clear();
  m_document = std::move(document);
  m_file = file;
  m_unsaved = unsaved;
  touched();
  Q_EMIT stateChanged();
}

void StrategyEditor::markSaved(const QString& file)
{
  m_file = file;
  m_unsaved = false;
  m_undo.setClean();
  Q_EMIT stateChanged();
}

strategy::ParamMap* StrategyEditor::parametersOf(const std::string& node)
{
  if (node.empty())
    return &m_document.run;
  strategy::Node* found = m_document.findNode(node);
  return found != nullptr ? &found->params : nullptr;
}

ParamValue StrategyEditor::parameter(const std::string& node, const std::string& key) const
{
  const strategy::Node* found = m_document.findNode(node);
  if (!node.empty() && found == nullptr)
    return {};
  const strategy::ParamMap& params = node.empty() ? m_document.run : found->params;
  if (const auto given = params.find(key); given != params.end())
    return given->second;
  const strategy::NodeSpec* spec = node.empty() ? nullptr : strategy::NodeCatalog::builtin().find(found->type);
  const ParamSpec* param = node.empty() ? strategy::runSchema().find(key) : spec ? spec->params.find(key) : nullptr;
  return param != nullptr ? param->defaultValue : ParamValue();
}

void StrategyEditor::setParameter(const std::string& node, const std::string& key, const ParamValue& value)
{
  // As text: a file may write 1 where a form gives 1.0.
  if (parametersOf(node) != nullptr && toText(parameter(node, key)) != toText(value))
    m_undo.push(new ParameterCommand(*this, node, key, value));
}

void StrategyEditor::moveNode(const std::string& node, const QPointF& position)
{
  const strategy::Node* found = m_document.findNode(node);
  if (found != nullptr && QPointF(found->x, found->y) != position)
    m_undo.push(new MoveCommand(*this, node, {found->x, found->y}, position));
}

std::optional<strategy::Problem> StrategyEditor::addLink(const strategy::Link& link)
{
  strategy::StrategyDocument wanted = m_document;
  std::erase_if(wanted.links, [&](const strategy::Link& other) { return other.to == link.to; });
  wanted.links.push_back(link);
  for (strategy::Problem& problem : strategy::validate(wanted))
    if (refusesLink(problem, link))
      return std::move(problem);
  if (std::find(m_document.links.begin(), m_document.links.end(), link) == m_document.links.end())
    m_undo.push(new LinksCommand(*this, Tr::tr("Add a link"), std::move(wanted.links)));
  return std::nullopt;
}

void StrategyEditor::removeLink(const strategy::Link& link)
{
  std::vector<strategy::Link> links = m_document.links;
  if (std::erase(links, link) > 0)
    m_undo.push(new LinksCommand(*this, Tr::tr("Delete a link"), std::move(links)));
}

bool refusesLink(const strategy::Problem& problem, const strategy::Link& link)
{
  constexpr std::array<std::string_view, 5> kRules{"G001", "G002", "G014", "G015", "G017"};
  return std::find(kRules.begin(), kRules.end(), problem.id) != kRules.end() && problem.node == link.to.node
      && (problem.port.empty() || problem.port == link.to.port);
}

void StrategyEditor::touched()
{
  m_problems = strategy::validate(m_document);
  Q_EMIT changed();
}

}
