// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_editor.h"

#include <QListWidget>

namespace zvt::ui {

/// The list of what may stand at the cursor. Never takes the keyboard: the editor hands it its keys.
class CompletionPopup : public QListWidget {
  Q_OBJECT

public:
  explicit CompletionPopup(QWidget* editor);

  /// Shows @p list below @p cursor (global), or hides when it is empty.
  void offer(const factor::CompletionList& list, const QRect& cursor);
  [[nodiscard]] const factor::CompletionList& list() const { return m_list; }
  /// Moves the choice; wraps around.
  void step(int rows);
  /// Null when nothing is chosen.
  [[nodiscard]] const factor::Completion* chosen() const;

private:
  factor::CompletionList m_list;
};

}
