// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/open_code.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QToolButton;

namespace zvt::widgets {
class SchemaForm;
class TextLabel;
}

namespace zvt::ui {

class ScriptEditor;

/// The settings of the script that is open, as a form drawn from what it declares: its own parameters, the run, the
/// account. What is typed goes to the editor as undo commands; the file stays as it is. GUI thread.
class ScriptSettings : public QWidget {
  Q_OBJECT

public:
  explicit ScriptSettings(ScriptEditor& editor, QWidget* parent = nullptr);

  [[nodiscard]] widgets::SchemaForm* form() const { return m_form; } ///< null: nothing could be read yet
  void retranslate();

private:
  void drop();
  void follow();
  void rebuild();
  void fill();

  ScriptEditor& m_editor;
  OpenCodePtr m_code; ///< whose form is shown
  bool m_writing = false;
  QLabel* m_icon;
  widgets::TextLabel* m_title;
  widgets::TextLabel* m_file;
  widgets::TextLabel* m_help;
  QToolButton* m_reset;
  QScrollArea* m_area;
  widgets::SchemaForm* m_form = nullptr;
};

}
