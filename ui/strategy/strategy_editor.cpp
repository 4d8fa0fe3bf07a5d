// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_editor.h"

#include "core/strategy/node_catalog.h"
#include "ui/strategy/document_commands.h"

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

void StrategyEditor::touched()
{
  m_problems = strategy::validate(m_document);
  Q_EMIT changed();
}

}
