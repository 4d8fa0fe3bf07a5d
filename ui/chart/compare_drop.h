// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace zvt::ui {

/// The place over a chart where a dropped symbol is compared; it comes while a symbol is dragged over @p panel, and
/// whatever is dropped beside it is shown instead.
class CompareDrop : public QWidget {
  Q_OBJECT

public:
  /// @param panel takes drops by itself; @param over what the place lies over, a child of the panel
  CompareDrop(QWidget* panel, QWidget* over);

Q_SIGNALS:
  void dropped(const QStringList& entityIds);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

private:
  void place();

  QPointer<QWidget> m_panel;
  bool m_inside = false; ///< the mouse is over it
};

}
