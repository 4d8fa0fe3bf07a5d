// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_group.h"

#include "ui/shell/dock_drag.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/tr.h"

#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QTabBar>

#include <algorithm>

namespace zvt::ui {

DockGroup::DockGroup(QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedLayout)
{
  m_tabs->setObjectName(QStringLiteral("panelTabs"));
  m_tabs->setAccessibleName(Tr::tr("Panels"));
  m_tabs->setDrawBase(false);
  m_tabs->setElideMode(Qt::ElideRight);
  m_tabs->setExpanding(false);
  m_tabs->setDocumentMode(true);
  m_tabs->installEventFilter(this);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(m_stack, 1);
  connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
    m_stack->setCurrentIndex(index);
    placeTabs();
    if (PanelDock* dock = m_docks.value(index))
      Q_EMIT frontChosen(dock);
  });
  watchDrag(m_tabs, [this](const QPoint& at) { return m_docks.value(m_tabs->tabAt(at)); });
}

void DockGroup::setDocks(const QList<PanelDock*>& docks, PanelDock* front)
{
  const QSignalBlocker quiet(m_tabs);
  m_docks = docks;
  for (PanelDock* dock : docks) {
    m_stack->addWidget(dock);
    const int tab = m_tabs->addTab(dock->windowTitle());
    m_tabs->setTabToolTip(tab, dock->windowTitle());
    connect(dock, &QWidget::windowTitleChanged, this, [this, dock](const QString& title) {
      m_tabs->setTabText(static_cast<int>(m_docks.indexOf(dock)), title);
      m_tabs->setTabToolTip(static_cast<int>(m_docks.indexOf(dock)), title);
      fitTitles();
    });
    connect(dock->title(), &DockTitle::tabPlaceChanged, this, &DockGroup::placeTabs);
  }
  m_tabs->setVisible(docks.size() > 1);
  fitTitles();
  setFront(front);
}

PanelDock* DockGroup::front() const
{
  return m_docks.value(m_stack->currentIndex());
}

void DockGroup::setFront(PanelDock* dock)
{
  const auto index = static_cast<int>(m_docks.indexOf(dock));
  if (index < 0)
    return;
  const QSignalBlocker quiet(m_tabs);
  m_tabs->setCurrentIndex(index);
  m_stack->setCurrentIndex(index);
  placeTabs();
}

void DockGroup::fitTitles()
{
  const bool tabbed = m_docks.size() > 1;
  const bool chip = std::ranges::any_of(m_docks, [](const PanelDock* dock) { return dock->title()->hasChip(); });
  for (const PanelDock* dock : std::as_const(m_docks))
    dock->title()->setTabbed(tabbed ? m_tabs->sizeHint().width() : 0, chip);
  placeTabs();
}

void DockGroup::placeTabs()
{
  const PanelDock* dock = front();
  if (dock == nullptr || m_docks.size() < 2)
    return;
  const QRect place = dock->title()->tabPlace();
  const QPoint corner = dock->title()->mapTo(this, place.topLeft());
  m_tabs->setGeometry(QRect(corner, QSize(std::min(m_tabs->sizeHint().width(), place.width()), place.height())));
  m_tabs->raise();
}

void DockGroup::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  placeTabs();
}

void DockGroup::release(QWidget* keeper)
{
  // Taken out one by one, the next comes to the front and is laid out: with nobody left there is nothing to place.
  const QList<PanelDock*> docks = std::exchange(m_docks, {});
  for (PanelDock* dock : docks) {
    if (dock->parentWidget() != this)
      continue;
    disconnect(dock, nullptr, this, nullptr);
    disconnect(dock->title(), nullptr, this, nullptr);
    m_stack->removeWidget(dock);
    dock->setParent(keeper);
  }
}

QSize DockGroup::minimumSizeHint() const
{
  return QWidget::minimumSizeHint().boundedTo(QSize(120, 64));
}

bool DockGroup::eventFilter(QObject* watched, QEvent* event)
{
  // The tabs measure themselves anew once they have had the event.
  if (watched == m_tabs && (event->type() == QEvent::FontChange || event->type() == QEvent::Show))
    QMetaObject::invokeMethod(this, &DockGroup::fitTitles, Qt::QueuedConnection);
  if (watched == m_tabs && event->type() == QEvent::ContextMenu) {
    const auto* menu = static_cast<QContextMenuEvent*>(event);
    if (PanelDock* dock = m_docks.value(m_tabs->tabAt(menu->pos())))
      Q_EMIT dock->menuWanted(menu->globalPos());
    return true;
  }
  if (watched == m_tabs && event->type() == QEvent::MouseButtonRelease) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (PanelDock* dock = m_docks.value(m_tabs->tabAt(mouse->pos())); dock && mouse->button() == Qt::MiddleButton) {
      Q_EMIT dock->closeWanted();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}
