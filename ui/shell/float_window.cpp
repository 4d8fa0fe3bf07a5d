// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/float_window.h"

#include "ui/shell/dock_surface.h"
#include "ui/shell/panel_dock.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QPainter>

namespace zvt::ui {

FloatWindow::FloatWindow(QWidget* over)
    : QWidget(over, Qt::Tool)
    , m_surface(new DockSurface(this))
{
  setObjectName(QStringLiteral("floatWindow"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2, 2, 2, 2);
  layout->setSizeConstraint(QLayout::SetNoConstraint);
  layout->addWidget(m_surface);
  setMinimumSize(160, 90);
  connect(m_surface, &DockSurface::adjusted, this, &FloatWindow::updateTitle);
}

void FloatWindow::updateTitle()
{
  QStringList titles;
  const QList<PanelDock*> docks = m_surface->docks();
  for (const PanelDock* dock : docks)
    titles.append(dock->windowTitle());
  setWindowTitle(titles.join(QStringLiteral(", ")));
}

void FloatWindow::closeEvent(QCloseEvent* event)
{
  event->ignore();
  Q_EMIT closeWanted();
}

void FloatWindow::moveEvent(QMoveEvent* event)
{
  QWidget::moveEvent(event);
  Q_EMIT moved();
}

void FloatWindow::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  Q_EMIT moved();
}

void FloatWindow::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), widgets::Theme::current().colors().surface.window);
}

}
