// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/open_code.h"
#include "ui/strategy/settings_pane.h"

namespace zvt::ui {

class ScriptEditor;

/// The settings of the script that is open, as a form drawn from what it declares: its own parameters, the run, the
/// account. What is typed goes to the editor as undo commands; the file stays as it is. GUI thread.
class ScriptSettings : public SettingsPane {
  Q_OBJECT

public:
  explicit ScriptSettings(ScriptEditor& editor, QWidget* parent = nullptr);

  void retranslate();

private:
  void drop();
  void follow();
  void rebuild();
  void fill();

  ScriptEditor& m_editor;
  OpenCodePtr m_code; ///< whose form is shown
};

}
