// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/dock_surface.h"

#include <QWidget>

namespace zvt::ui {

/// The place that a dragged panel would take, drawn over a surface, with what would happen in words.
class DropMark : public QWidget {
  Q_OBJECT

public:
  DropMark(const QString& title, DockSurface* surface);
  void setTarget(const DropTarget& target, const QString& besideTitle);
  [[nodiscard]] QString text() const { return m_text; }

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  QString m_title;
  QString m_text;
  QRect m_place;
};

/// The name of what is dragged, beside the mouse.
class DragLabel : public QWidget {
  Q_OBJECT

public:
  explicit DragLabel(const QString& title);
  void follow(const QPoint& global, bool floats);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  QString m_title;
  QString m_text;
};

}
