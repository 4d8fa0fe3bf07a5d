// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/drawing.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace zvt::ui {

class ChartPanel;
class DrawingFeature;

/// The tools of drawing at the left of a chart: a button a family, which has the tool of it that was used last; the
/// others are in its menu (hold, right button, or Down). GUI thread.
class DrawingStrip : public QWidget {
  Q_OBJECT

public:
  DrawingStrip(DrawingFeature& feature, ChartPanel& panel);
  void retranslate();
  /// A low chart shows the first tools alone; menus, keys and the search have all.
  [[nodiscard]] QSize minimumSizeHint() const override;

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  struct Family {
    widgets::DrawingFamily family;
    widgets::DrawingKind used;
    QToolButton* button;
  };
  QToolButton* addButton(const char* objectName);
  void addFamilies();
  void addSwitches();
  void refresh();
  void showFamily(Family& family);
  bool eventFilter(QObject* watched, QEvent* event) override;

  DrawingFeature& m_feature;
  ChartPanel& m_panel;
  QToolButton* m_cursor;
  std::vector<Family> m_families;
  QToolButton* m_magnet = nullptr;
  QToolButton* m_keep = nullptr;
  QToolButton* m_hide = nullptr;
  QToolButton* m_list = nullptr;
  QToolButton* m_remove = nullptr;
};

}
