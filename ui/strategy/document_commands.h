// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/strategy/strategy_editor.h"

#include <QUndoCommand>

#include <optional>

namespace zvt::ui {

/// Sets one parameter; changes of the same one in a row are one step.
class ParameterCommand : public QUndoCommand {
public:
  ParameterCommand(StrategyEditor& editor, std::string node, std::string key, ParamValue value);
  void undo() override;
  void redo() override;
  [[nodiscard]] int id() const override { return 1; }
  bool mergeWith(const QUndoCommand* next) override;

private:
  void apply(const std::optional<ParamValue>& value);
  StrategyEditor& m_editor;
  std::string m_node;
  std::string m_key;
  std::optional<ParamValue> m_before; ///< nothing: the document did not name it
  ParamValue m_after;
};

/// Other links: one drawn or one removed.
class LinksCommand : public QUndoCommand {
public:
  LinksCommand(StrategyEditor& editor, const QString& text, std::vector<strategy::Link> links);
  void undo() override { apply(m_before); }
  void redo() override { apply(m_after); }

private:
  void apply(const std::vector<strategy::Link>& links);
  StrategyEditor& m_editor;
  std::vector<strategy::Link> m_before;
  std::vector<strategy::Link> m_after;
};

/// Moves one node; moves of the same one in a row are one step.
class MoveCommand : public QUndoCommand {
public:
  MoveCommand(StrategyEditor& editor, std::string node, const QPointF& from, const QPointF& to);
  void undo() override;
  void redo() override;
  [[nodiscard]] int id() const override { return 2; }
  bool mergeWith(const QUndoCommand* next) override;

private:
  void apply(const QPointF& position);
  StrategyEditor& m_editor;
  std::string m_node;
  QPointF m_from;
  QPointF m_to;
};

}
