// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/document_commands.h"

#include "ui/shell/tr.h"

namespace zvt::ui {

ParameterCommand::ParameterCommand(StrategyEditor& editor, std::string node, std::string key, ParamValue value)
    : QUndoCommand(Tr::tr("Change a parameter"))
    , m_editor(editor)
    , m_node(std::move(node))
    , m_key(std::move(key))
    , m_after(std::move(value))
{
  if (const strategy::ParamMap* params = editor.parametersOf(m_node))
    if (const auto found = params->find(m_key); found != params->end())
      m_before = found->second;
}

void ParameterCommand::apply(const std::optional<ParamValue>& value)
{
  strategy::ParamMap* params = m_editor.parametersOf(m_node);
  if (params == nullptr)
    return;
  if (value)
    params->insert_or_assign(m_key, *value);
  else
    params->erase(m_key);
  m_editor.touched();
}

void ParameterCommand::undo()
{
  apply(m_before);
}

void ParameterCommand::redo()
{
  apply(m_after);
}

bool ParameterCommand::mergeWith(const QUndoCommand* next)
{
  const auto* other = static_cast<const ParameterCommand*>(next);
  if (other->m_node != m_node || other->m_key != m_key)
    return false;
  m_after = other->m_after;
  return true;
}

LinksCommand::LinksCommand(StrategyEditor& editor, const QString& text, std::vector<strategy::Link> links)
    : QUndoCommand(text)
    , m_editor(editor)
    , m_before(editor.m_document.links)
    , m_after(std::move(links))
{
}

void LinksCommand::apply(const std::vector<strategy::Link>& links)
{
  m_editor.m_document.links = links;
  m_editor.touched();
}

MoveCommand::MoveCommand(StrategyEditor& editor, std::string node, const QPointF& from, const QPointF& to)
    : QUndoCommand(Tr::tr("Move a node"))
    , m_editor(editor)
    , m_node(std::move(node))
    , m_from(from)
    , m_to(to)
{
}

void MoveCommand::apply(const QPointF& position)
{
  if (strategy::Node* node = m_editor.m_document.findNode(m_node)) {
    node->x = position.x();
    node->y = position.y();
    m_editor.touched();
  }
}

void MoveCommand::undo()
{
  apply(m_from);
}

void MoveCommand::redo()
{
  apply(m_to);
}

bool MoveCommand::mergeWith(const QUndoCommand* next)
{
  const auto* other = static_cast<const MoveCommand*>(next);
  if (other->m_node != m_node)
    return false;
  m_to = other->m_to;
  return true;
}

}
