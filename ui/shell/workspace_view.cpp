// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_view.h"

#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QJsonArray>
#include <QPainter>
#include <QTabBar>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {
constexpr int kDocumentVersion = 1;
}

WorkspaceView::WorkspaceView(QString id, const Context& context, QWidget* parent)
    : QMainWindow(parent, Qt::Widget)
    , m_id(std::move(id))
    , m_context(context)
{
  setObjectName(m_id + QStringLiteral("Workspace"));
  setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  setContentsMargins(4, 4, 4, 4);
  setContextMenuPolicy(Qt::NoContextMenu);
  m_tabTimer.setSingleShot(true);
  m_tabTimer.setInterval(0);
  connect(&m_tabTimer, &QTimer::timeout, this, [this] {
    updateTabs();
    updateEmpty();
    Q_EMIT layoutChanged();
  });
}

QList<PanelDock*> WorkspaceView::docks() const
{
  return findChildren<PanelDock*>(QString(), Qt::FindDirectChildrenOnly);
}

const PanelPlace* WorkspaceView::placeOf(const PanelSpec& spec) const
{
  const auto found = std::find_if(
      spec.places.begin(), spec.places.end(), [&](const PanelPlace& place) { return place.workspace == m_id; });
  return found == spec.places.end() ? nullptr : &*found;
}

PanelDock* WorkspaceView::open(const PanelSpec& spec, const QString& instance)
{
  auto* panel = spec.create(m_context, nullptr);
  panel->setObjectName(spec.id + QStringLiteral("Panel"));
  if (!spec.linked)
    panel->setLink(LinkColor::None);
  auto* dock = new PanelDock(spec, instance, panel, this);
  const auto changed = [this] { m_tabTimer.start(); };
  connect(dock, &QDockWidget::dockLocationChanged, this, changed);
  connect(dock, &QDockWidget::topLevelChanged, this, changed);
  connect(dock, &QDockWidget::visibilityChanged, this, changed);
  return dock;
}

void WorkspaceView::clearDocks()
{
  const QList<PanelDock*> all = docks();
  for (PanelDock* dock : all) {
    removeDockWidget(dock);
    delete dock;
  }
}

void WorkspaceView::buildDefault()
{
  clearDocks();
  std::vector<const PanelSpec*> specs;
  for (const PanelSpec& spec : m_context.panels->all())
    if (placeOf(spec))
      specs.push_back(&spec);
  std::stable_sort(specs.begin(), specs.end(), [this](const PanelSpec* a, const PanelSpec* b) {
    return std::pair(placeOf(*a)->area, placeOf(*a)->order) < std::pair(placeOf(*b)->area, placeOf(*b)->order);
  });
  // The columns first, then what stands below in each: a split divides what is there.
  std::array<PanelDock*, 4> first{};
  for (const PanelSpec* spec : specs) {
    const auto area = static_cast<std::size_t>(placeOf(*spec)->area);
    if (!first[area])
      first[area] = open(*spec, spec->id + QStringLiteral(".1"));
  }
  const auto [left, centre, right, bottom] = first;
  if (left)
    addDockWidget(Qt::LeftDockWidgetArea, left);
  if (centre && left)
    splitDockWidget(left, centre, Qt::Horizontal);
  else if (centre)
    addDockWidget(Qt::LeftDockWidgetArea, centre);
  if (right)
    addDockWidget(Qt::RightDockWidgetArea, right);
  if (bottom)
    addDockWidget(Qt::BottomDockWidgetArea, bottom);
  std::array<PanelDock*, 4> last = first;
  for (const PanelSpec* spec : specs) {
    const PanelPlace& where = *placeOf(*spec);
    const auto area = static_cast<std::size_t>(where.area);
    if (first[area]->panelId() == spec->id)
      continue;
    PanelDock* dock = open(*spec, spec->id + QStringLiteral(".1"));
    if (where.tabbed)
      tabifyDockWidget(last[area], dock);
    else
      splitDockWidget(last[area], dock, where.area == DockArea::Bottom ? Qt::Horizontal : Qt::Vertical);
    dock->show();
    last[area] = dock;
  }
  for (PanelDock* dock : docks())
    if (const PanelSpec* spec = m_context.panels->find(dock->panelId()); spec && placeOf(*spec)->tabbed)
      if (PanelDock* front = first[static_cast<std::size_t>(placeOf(*spec)->area)];
          tabifiedDockWidgets(dock).contains(front))
        front->raise();
  m_sizesWanted = true;
  if (isVisible())
    resizeToPlaces();
  m_tabTimer.start();
  for (PanelDock* dock : docks())
    Q_EMIT panelOpened(dock->panel());
}

void WorkspaceView::resizeToPlaces()
{
  m_sizesWanted = false;
  // Sizes of the design's 1600 × 1000, in proportion to this window.
  const double scaleX = width() / 1600.0;
  const double scaleY = height() / 940.0;
  QList<QDockWidget*> across, along;
  QList<int> widths, heights;
  for (PanelDock* dock : docks()) {
    const PanelSpec* spec = m_context.panels->find(dock->panelId());
    const PanelPlace* where = spec ? placeOf(*spec) : nullptr;
    if (!where || where->tabbed)
      continue;
    if (where->area == DockArea::Bottom) {
      along.append(dock);
      heights.append(static_cast<int>(where->size * scaleY));
      across.append(dock);
      widths.append(std::max(1, static_cast<int>(where->stretch * 400 * scaleX)));
    } else {
      across.append(dock);
      widths.append(static_cast<int>(where->size * scaleX));
      along.append(dock);
      heights.append(std::max(1, static_cast<int>(where->stretch * 300 * scaleY)));
    }
  }
  resizeDocks(across, widths, Qt::Horizontal);
  resizeDocks(along, heights, Qt::Vertical);
}

QJsonObject WorkspaceView::saveDocument()
{
  QJsonArray panels;
  for (PanelDock* dock : docks())
    panels.append(QJsonObject{{QStringLiteral("id"), dock->panelId()}, {QStringLiteral("instance"), dock->objectName()},
        {QStringLiteral("link"), toString(dock->panel()->link())},
        {QStringLiteral("state"), dock->panel()->saveState()}});
  return {{QStringLiteral("version"), kDocumentVersion}, {QStringLiteral("workspace"), m_id},
      {QStringLiteral("layout"), QString::fromLatin1(saveState(kDocumentVersion).toBase64())},
      {QStringLiteral("panels"), panels}};
}

bool WorkspaceView::restoreDocument(const QJsonObject& document)
{
  if (document.value(u"version").toInt() != kDocumentVersion || document.value(u"workspace").toString() != m_id)
    return false;
  clearDocks();
  const QJsonArray panels = document.value(u"panels").toArray();
  for (const QJsonValue& value : panels) {
    const QJsonObject entry = value.toObject();
    const PanelSpec* spec = m_context.panels->find(entry.value(u"id").toString());
    const QString instance = entry.value(u"instance").toString();
    if (!spec || instance.isEmpty())
      continue;
    PanelDock* dock = open(*spec, instance);
    addDockWidget(Qt::LeftDockWidgetArea, dock);
    dock->panel()->setLink(linkColorFromString(entry.value(u"link").toString()));
    dock->panel()->restoreState(entry.value(u"state").toObject());
    Q_EMIT panelOpened(dock->panel());
  }
  restoreState(QByteArray::fromBase64(document.value(u"layout").toString().toLatin1()), kDocumentVersion);
  m_sizesWanted = false;
  m_tabTimer.start();
  return true;
}

Panel* WorkspaceView::findPanel(const QString& id) const
{
  for (PanelDock* dock : docks())
    if (dock->panelId() == id)
      return dock->panel();
  return nullptr;
}

Panel* WorkspaceView::showPanel(const QString& id)
{
  for (PanelDock* dock : docks()) {
    if (dock->panelId() != id)
      continue;
    dock->show();
    dock->raise();
    dock->panel()->setFocus();
    return dock->panel();
  }
  const PanelSpec* spec = m_context.panels->find(id);
  if (!spec)
    return nullptr;
  PanelDock* dock = open(*spec, spec->id + QStringLiteral(".1"));
  place(dock, *spec);
  dock->show();
  dock->raise();
  Q_EMIT panelOpened(dock->panel());
  return dock->panel();
}

void WorkspaceView::place(PanelDock* dock, const PanelSpec& spec)
{
  const PanelPlace* own = placeOf(spec);
  const DockArea area = own ? own->area : spec.places.empty() ? DockArea::Centre : spec.places.front().area;
  // A tab on what already stands in that area keeps the layout as it is.
  for (PanelDock* other : docks()) {
    const PanelSpec* otherSpec = m_context.panels->find(other->panelId());
    const PanelPlace* otherPlace = otherSpec ? placeOf(*otherSpec) : nullptr;
    if (other == dock || !otherPlace || otherPlace->area != area || other->isFloating() || other->isHidden())
      continue;
    tabifyDockWidget(other, dock);
    return;
  }
  const Qt::DockWidgetArea target = area == DockArea::Right ? Qt::RightDockWidgetArea
      : area == DockArea::Bottom                            ? Qt::BottomDockWidgetArea
                                                            : Qt::LeftDockWidgetArea;
  addDockWidget(target, dock);
}

void WorkspaceView::setActive(bool active)
{
  if (active) {
    for (const QPointer<QWidget>& window : m_hiddenFloats)
      if (window)
        window->show();
    m_hiddenFloats.clear();
    return;
  }
  for (PanelDock* dock : docks()) {
    if (!dock->isFloating() || !dock->isVisible())
      continue;
    dock->hide();
    m_hiddenFloats.append(dock);
  }
}

void WorkspaceView::updateTabs()
{
  for (PanelDock* dock : docks())
    dock->title()->setTabbed(!dock->isFloating() && !tabifiedDockWidgets(dock).isEmpty());
  const QList<QTabBar*> bars = findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
  for (QTabBar* bar : bars) {
    bar->setDrawBase(false);
    bar->setElideMode(Qt::ElideRight);
    bar->setExpanding(false);
    bar->setDocumentMode(true);
  }
}

void WorkspaceView::updateEmpty()
{
  const QList<PanelDock*> all = docks();
  const bool empty =
      std::all_of(all.begin(), all.end(), [](const PanelDock* dock) { return dock->isHidden() || dock->isFloating(); });
  if (!empty) {
    if (centralWidget())
      delete takeCentralWidget();
    return;
  }
  if (centralWidget())
    return;
  auto* hint = new widgets::EmptyState(
      QStringLiteral("minimap"), Tr::tr("This workspace has no panels."), Tr::tr("Arrange as at first"), this);
  hint->setAutoFillBackground(true);
  connect(hint, &widgets::EmptyState::triggered, this, &WorkspaceView::buildDefault, Qt::QueuedConnection);
  setCentralWidget(hint);
}

void WorkspaceView::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), widgets::Theme::current().colors().surface.window);
}

void WorkspaceView::showEvent(QShowEvent* event)
{
  QMainWindow::showEvent(event);
  if (m_sizesWanted)
    QTimer::singleShot(0, this, &WorkspaceView::resizeToPlaces);
}

void WorkspaceView::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange && centralWidget()) {
    delete takeCentralWidget();
    m_tabTimer.start();
  }
  QMainWindow::changeEvent(event);
}

}
