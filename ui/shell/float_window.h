// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace zvt::ui {

class DockSurface;

/// Panels in a small window of their own over the one they belong to. Other panels can be dropped into it.
class FloatWindow : public QWidget {
  Q_OBJECT

public:
  explicit FloatWindow(QWidget* over);
  [[nodiscard]] DockSurface* surface() const { return m_surface; }
  void updateTitle();

Q_SIGNALS:
  void closeWanted();
  void moved(); ///< or resized

protected:
  void closeEvent(QCloseEvent* event) override;
  void moveEvent(QMoveEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

private:
  DockSurface* m_surface;
};

}
