// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstddef>

class QToolButton;

namespace zvt::widgets {

/// What can be done to a pane by its buttons, and by menu and key.
enum class PaneAct { Up, Down, Collapse, Maximize, Remove };

/// The small buttons at the top right of the pane under the mouse. They take no focus: keys and menus do the same.
class PaneButtons : public QWidget {
  Q_OBJECT

public:
  explicit PaneButtons(QWidget* parent);

  struct State {
    std::size_t pane = 0;
    bool canGoUp = false, canGoDown = false, isCollapsed = false, isMaximized = false, canGo = false;
    bool canCollapse = true; ///< and be maximised: it is not the only one
    bool operator==(const State&) const = default;
  };
  /// @param right,top of the buttons, in the parent's coordinates
  void showFor(const State& state, int right, int top);
  [[nodiscard]] std::size_t pane() const { return m_state.pane; }
  void retranslate();

Q_SIGNALS:
  void pressed(zvt::widgets::PaneAct act, std::size_t pane);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  QToolButton* add(const char* name, PaneAct act);
  void showState();
  State m_state;
  QToolButton *m_up, *m_down, *m_collapse, *m_maximize, *m_remove;
};

}
