// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QStackedLayout;
class QTabBar;

namespace zvt::ui {

class PanelDock;

/// Panels that share one place: tabs in the title row of the one in front when there is more than one. GUI thread.
class DockGroup : public QWidget {
  Q_OBJECT

public:
  explicit DockGroup(QWidget* parent = nullptr);

  void setDocks(const QList<PanelDock*>& docks, PanelDock* front);
  [[nodiscard]] const QList<PanelDock*>& docks() const { return m_docks; }
  [[nodiscard]] PanelDock* front() const;
  void setFront(PanelDock* dock);
  [[nodiscard]] QTabBar* tabs() const { return m_tabs; }
  /// Gives the panels up, without a parent that is going: their owner keeps them.
  void release(QWidget* keeper);
  /// Panels bear being small; a window must never grow for one.
  [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
  /// The user chose a tab.
  void frontChosen(zvt::ui::PanelDock* dock);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  /// Tells every title how much room the tabs take.
  void fitTitles();
  void placeTabs();
  QTabBar* m_tabs;
  QStackedLayout* m_stack;
  QList<PanelDock*> m_docks;
};

}
