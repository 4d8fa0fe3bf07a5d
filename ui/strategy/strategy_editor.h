// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategy/strategy_document.h"
#include "core/strategy/validator.h"

#include <QObject>
#include <QPointF>
#include <QUndoStack>

#include <optional>
#include <string>
#include <vector>

namespace zvt::ui {

/// Rules that are about a link: their place is the node and the input that it ends in.
[[nodiscard]] bool refusesLink(const strategy::Problem& problem, const strategy::Link& link);

/// The strategy that is open. Every change by the user is an undo command; problems are found anew after each.
/// GUI thread.
class StrategyEditor : public QObject {
  Q_OBJECT

public:
  explicit StrategyEditor(QObject* parent = nullptr);

  [[nodiscard]] const strategy::StrategyDocument& document() const { return m_document; }
  [[nodiscard]] const std::vector<strategy::Problem>& problems() const { return m_problems; }
  [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
  [[nodiscard]] const QUndoStack& undoStack() const { return m_undo; }
  [[nodiscard]] bool isDirty() const { return m_unsaved || !m_undo.isClean(); }
  [[nodiscard]] QString file() const { return m_file; } ///< empty: not saved anywhere yet

  /// Another document; forgets what could be undone.
  void open(strategy::StrategyDocument document, const QString& file, bool unsaved = false);
  /// The document as it is now has been written to @p file.
  void markSaved(const QString& file);

  /// Sets a parameter of a node, or of the run with an empty @p node. Nothing happens when it has that value already.
  void setParameter(const std::string& node, const std::string& key, const ParamValue& value);
  void moveNode(const std::string& node, const QPointF& position);
  /// Links an output to an input, in place of what feeds that input. Returns the problem when the validator refuses
  /// such a link (circle, look-ahead, other type); the document stays as it was then.
  [[nodiscard]] std::optional<strategy::Problem> addLink(const strategy::Link& link);
  void removeLink(const strategy::Link& link);
  /// The value in force: the document's, else the default of the catalogue.
  [[nodiscard]] ParamValue parameter(const std::string& node, const std::string& key) const;

Q_SIGNALS:
  void changed(); ///< the document, in any way
  void stateChanged(); ///< dirty or file

private:
  friend class ParameterCommand;
  friend class MoveCommand;
  friend class LinksCommand;
  [[nodiscard]] strategy::ParamMap* parametersOf(const std::string& node);
  void touched();

  strategy::StrategyDocument m_document;
  std::vector<strategy::Problem> m_problems;
  QUndoStack m_undo;
  QString m_file;
  bool m_unsaved = false; ///< restored from a session that was not saved
};

}
