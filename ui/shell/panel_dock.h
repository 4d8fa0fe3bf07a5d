// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/link_bus.h"

#include <QDockWidget>

class QLabel;

namespace zvt::widgets {
class LinkChip;
}

namespace zvt::ui {

class Panel;
struct PanelSpec;

/// The 26 px row over a panel: link chip, title, the panel's tools, float, close. As a tab the title goes.
class DockTitle : public QWidget {
  Q_OBJECT

public:
  DockTitle(Panel* panel, bool linked, QDockWidget* dock);
  void setTabbed(bool tabbed);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  void retranslate();
  void chooseLink();

  Panel* m_panel;
  QDockWidget* m_dock;
  widgets::LinkChip* m_chip = nullptr;
  QLabel* m_title;
  QLabel* m_subtitle;
  QAction* m_float;
  QAction* m_close;
  bool m_hasTools = false;
  bool m_tabbed = false;
};

/// A panel in its dock. The object name is the panel's instance ("chart.1"): QMainWindow's saved state refers to it.
class PanelDock : public QDockWidget {
  Q_OBJECT

public:
  PanelDock(const PanelSpec& spec, const QString& instance, Panel* panel, QWidget* parent);
  [[nodiscard]] Panel* panel() const { return m_panel; }
  [[nodiscard]] QString panelId() const { return m_id; }
  [[nodiscard]] DockTitle* title() const { return m_title; }

Q_SIGNALS:
  void closed();

protected:
  void closeEvent(QCloseEvent* event) override;

private:
  QString m_id;
  Panel* m_panel;
  DockTitle* m_title;
};

}
