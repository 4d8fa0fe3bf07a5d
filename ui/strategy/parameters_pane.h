// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/strategy/settings_pane.h"

#include <string>

namespace zvt::ui {

class StrategyEditor;

/// The parameters of the chosen node, or of the run when none is chosen, as a form drawn from their schema. What is
/// typed goes to the editor as undo commands; what the editor changes comes back.
class ParametersPane : public SettingsPane {
  Q_OBJECT

public:
  explicit ParametersPane(StrategyEditor& editor, QWidget* parent = nullptr);

  /// Empty: the run.
  void showNode(const std::string& node);
  [[nodiscard]] const std::string& node() const { return m_node; }
  void retranslate();

private:
  void rebuild();
  void follow();
  void writeHead();

  StrategyEditor& m_editor;
  std::string m_node;
  std::string m_type; ///< of the node whose form is shown
};

}
