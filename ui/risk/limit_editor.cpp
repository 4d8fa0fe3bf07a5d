// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/limit_editor.h"

#include "core/trading/risk/risk_desk.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"

#include <QUndoCommand>

namespace zvt::ui {

/// Both documents as a whole. A step over limits that were changed elsewhere since (another window, a file) is dropped
/// rather than taking that back.
class LimitEditor::Step final : public QUndoCommand {
public:
  Step(LimitEditor& editor, const QString& text, risk::RiskLimits before, risk::RiskLimits after)
      : QUndoCommand(text)
      , m_editor(editor)
      , m_before(std::move(before))
      , m_after(std::move(after))
  {
  }
  void undo() override { move(m_after, m_before); }
  void redo() override { move(m_before, m_after); }

private:
  void move(const risk::RiskLimits& from, const risk::RiskLimits& to)
  {
    if (m_editor.m_isBusy || m_editor.limits() != from)
      setObsolete(true);
    else
      m_editor.write(to);
  }
  LimitEditor& m_editor;
  risk::RiskLimits m_before, m_after;
};

LimitEditor::LimitEditor(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
  m_undo.setUndoLimit(100);
}

risk::RiskLimits LimitEditor::limits() const
{
  return m_context.risk->book().limits();
}

void LimitEditor::change(const QString& text, risk::RiskLimits after)
{
  risk::RiskLimits before = limits();
  if (!m_isBusy && before != after)
    m_undo.push(new Step(*this, text, std::move(before), std::move(after)));
}

void LimitEditor::write(const risk::RiskLimits& limits)
{
  m_isBusy = true;
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, folder = m_context.profileFolder, desk = m_context.risk, limits]() -> Result<void> {
        if (files != nullptr)
          ZVT_TRY_VOID(risk::saveRiskLimits(*files, folder, limits));
        return desk->setLimits(limits);
      },
      [this](const Result<void>& written) {
        m_isBusy = false;
        if (!written)
          Q_EMIT failed(written.error());
        Q_EMIT changed();
      });
}

}
