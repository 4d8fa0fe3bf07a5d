// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/link_bus.h"

#include <QWidget>

class QAction;
class QLabel;

namespace zvt::widgets {
class LinkChip;
}

namespace zvt::ui {

class Panel;
class PanelDock;
struct PanelSpec;

/// The 26 px row over a panel: link chip, title, the panel's tools, float, close. In a group of tabs these lie in the
/// place of the title. It is the handle that a panel is dragged by; a double click fills the window with the panel.
class DockTitle : public QWidget {
  Q_OBJECT

public:
  DockTitle(Panel* panel, bool linked, PanelDock* dock);
  /// In a group: the title gives way to @p tabs pixels of tabs; @p chip keeps the room of a chip where there is none,
  /// so that the tabs stand still from panel to panel. Zero @p tabs: alone.
  void setTabbed(int tabs, bool chip = false);
  [[nodiscard]] bool hasChip() const { return m_chip != nullptr; }
  /// Where the tabs may lie, in this widget's coordinates.
  [[nodiscard]] QRect tabPlace() const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
  void tabPlaceChanged();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  [[nodiscard]] int ownWidth() const; ///< that the title keeps where it stands alone
  void retranslate();
  void chooseLink();

  Panel* m_panel;
  PanelDock* m_dock;
  widgets::LinkChip* m_chip = nullptr;
  QLabel* m_title;
  QLabel* m_subtitle;
  QAction* m_float;
  QAction* m_close;
  bool m_tabbed = false;
};

/// A panel with its title, as it stands in a division of a window. The object name is the panel's instance ("chart.1").
class PanelDock : public QWidget {
  Q_OBJECT

public:
  PanelDock(const PanelSpec& spec, const QString& instance, Panel* panel, QWidget* parent);
  [[nodiscard]] Panel* panel() const { return m_panel; }
  [[nodiscard]] QString panelId() const { return m_id; }
  [[nodiscard]] QString instance() const { return objectName(); }
  [[nodiscard]] DockTitle* title() const { return m_title; }
  /// In a window of its own, outside the one that it belongs to.
  [[nodiscard]] bool isFloating() const;
  /// The panel that commands act on: its title carries the mark.
  void setCurrent(bool current);
  [[nodiscard]] bool isCurrent() const { return m_current; }
  /// Gives the focus to the first widget of the panel that takes it.
  void focusPanel();

Q_SIGNALS:
  void closeWanted();
  void floatWanted();
  void floatAtWanted(const QPoint& globalPosition);
  void maximizeWanted();
  void menuWanted(const QPoint& globalPosition);

protected:
  /// Its owner removes it: closing asks for that, whoever does it.
  void closeEvent(QCloseEvent* event) override;

private:
  QString m_id;
  Panel* m_panel;
  DockTitle* m_title;
  bool m_current = false;
};

}
