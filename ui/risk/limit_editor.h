// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/trading/risk/scope_names.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QUndoStack>

namespace zvt::ui {

/// Changes the limits of the paper account. A change is written to the profile by a worker and holds for orders once it
/// is there; one that could not be written changes nothing. Each is an undo step. GUI thread.
class LimitEditor : public QObject {
  Q_OBJECT

public:
  /// @param context with limits (Context::risk) and workers
  explicit LimitEditor(const Context& context, QObject* parent = nullptr);

  /// As they hold now.
  [[nodiscard]] risk::RiskLimits limits() const;
  /// One undo step called @p text. Nothing while the change before is still on its way, or when nothing changes.
  void change(const QString& text, risk::RiskLimits after);
  [[nodiscard]] bool isBusy() const { return m_isBusy; }
  [[nodiscard]] QUndoStack* undoStack() { return &m_undo; }

Q_SIGNALS:
  void changed(); ///< they hold
  void failed(const zvt::Error& error);
  void warned(const zvt::Error& warning); ///< a scope of what was changed names what nobody knows

private:
  class Step;
  void write(const risk::RiskLimits& limits);
  /// Accounts and strategies as they are now.
  [[nodiscard]] risk::ScopeNames namesNow() const;

  Context m_context;
  QUndoStack m_undo;
  bool m_isBusy = false;
};

}
