// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUndoCommand>

#include <functional>
#include <utility>

namespace zvt::ui {

/// Goes between two values of what a part of a chart shows.
template <class Value> class ChangeCommand : public QUndoCommand {
public:
  using Apply = std::function<void(const Value& value)>;
  ChangeCommand(const QString& text, Value before, Value after, Apply apply)
      : QUndoCommand(text)
      , m_before(std::move(before))
      , m_after(std::move(after))
      , m_apply(std::move(apply))
  {
  }
  void undo() override { m_apply(m_before); }
  void redo() override { m_apply(m_after); }

private:
  Value m_before, m_after;
  Apply m_apply;
};

}
