// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QUndoGroup;

namespace zvt::ui {

class ActionRegistry;
class Panel;

/// The commands that every panel shares (undo, redo, copy, export, pin, help), in the registry once and acting on the
/// panel that has the keyboard, or had it last. One for the program, beside the registry. GUI thread.
class PanelActions : public QObject {
  Q_OBJECT

public:
  explicit PanelActions(ActionRegistry& registry, QObject* parent = nullptr);
  ~PanelActions() override;
  [[nodiscard]] Panel* panel() const { return m_panel; }
  /// Sets what is possible now; called by itself when the focus moves, and by menus before they open.
  void refresh();

Q_SIGNALS:
  /// F1: the page of the panel with the keyboard, or empty.
  void helpRequested(const QString& topic);

private:
  void add();
  void follow(QWidget* now);
  void enable(const char* id, bool enabled);

  ActionRegistry& m_registry;
  QUndoGroup* m_undo;
  QPointer<Panel> m_panel;
};

}
