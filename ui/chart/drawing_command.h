// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "widgets/chart/drawing/drawing.h"

#include <QString>
#include <QUndoCommand>

#include <functional>

namespace zvt::ui {

class DrawingStore;

/// One step in the drawings of one security; other charts may have changed other drawings meanwhile. Those of a key
/// that is held are one step.
class DrawingCommand : public QUndoCommand {
public:
  /// Called after the step was undone (@p back) or done again: the security may not be in sight.
  using Told = std::function<void(const DrawingCommand& step, bool back)>;
  static constexpr Duration kTogether = Duration::seconds(1); ///< between two presses of a held key, at most

  /// @param name of the security; @param at when the user did it
  DrawingCommand(
      DrawingStore& store, QString entity, const QString& name, widgets::DrawingEdit edit, Timestamp at, Told told);

  [[nodiscard]] const QString& entity() const { return m_entity; }
  void undo() override;
  void redo() override;
  [[nodiscard]] int id() const override { return 0xd0; }
  bool mergeWith(const QUndoCommand* next) override;

private:
  DrawingStore& m_store;
  QString m_entity;
  widgets::DrawingEdit m_edit;
  Timestamp m_at;
  Told m_told;
  bool m_done = false; ///< the stack does it for the first time when it gets it
};

/// "Move a drawing".
[[nodiscard]] QString nameOf(widgets::DrawingEdit::What what);

}
