// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/panel_registry.h"

#include <QJsonObject>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

namespace zvt::ui {

class Panel;
class PanelDock;

/// One workspace: docks that can be moved, tabbed, floated and closed, and their state as a document.
class WorkspaceView : public QMainWindow {
  Q_OBJECT

public:
  /// @param id "trading" …: which places of the panels' specs hold here
  WorkspaceView(QString id, const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString id() const { return m_id; }
  /// The layout of the panels' specs; replaces what is there.
  void buildDefault();
  [[nodiscard]] QJsonObject saveDocument();
  /// False, and nothing changed, when the document is not one of ours. Panels that this program does not know are left
  /// out.
  bool restoreDocument(const QJsonObject& document);

  /// Shows the panel of that id, opening it if it is not there. Null for an unknown id.
  Panel* showPanel(const QString& id);
  [[nodiscard]] Panel* findPanel(const QString& id) const;
  [[nodiscard]] QList<PanelDock*> docks() const;
  /// Floating panels go and come with their workspace.
  void setActive(bool active);

Q_SIGNALS:
  void panelOpened(zvt::ui::Panel* panel);
  void layoutChanged(); ///< for the panels' menu marks

protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  PanelDock* open(const PanelSpec& spec, const QString& instance);
  void place(PanelDock* dock, const PanelSpec& spec);
  void clearDocks();
  void arrangeColumns(QDockWidget* left, QDockWidget* centre, QDockWidget* right, QDockWidget* bottom);
  void raiseFronts();
  void resizeToPlaces();
  void updateTabs();
  void updateEmpty();
  [[nodiscard]] const PanelPlace* placeOf(const PanelSpec& spec) const;

  QString m_id;
  Context m_context;
  QTimer m_tabTimer;
  bool m_sizesWanted = false;
  QList<QPointer<QWidget>> m_hiddenFloats;
};

}
