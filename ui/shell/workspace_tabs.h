// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QTabBar>

namespace zvt::ui {

class WindowSet;

/// The workspaces as tabs, the same in every window: a click shows one, a drag reorders, a double click renames, the
/// right button offers the rest.
class WorkspaceTabs : public QTabBar {
  Q_OBJECT

public:
  WorkspaceTabs(const Context& context, WindowSet& windows, QWidget* parent);

protected:
  void changeEvent(QEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  void refill();
  void run(int tab, const QString& action);

  Context m_context;
  WindowSet& m_windows;
  bool m_filling = false;
};

}
