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
  arrangeColumns(first[0], first[1], first[2], first[3]);
  // Splits before tabs: a split of a tabbed dock would add one more tab.
  std::array<PanelDock*, 4> last = first;
  std::vector<std::pair<PanelDock*, const PanelSpec*>> tabs;
  for (const PanelSpec* spec : specs) {
    const PanelPlace& where = *placeOf(*spec);
    const auto area = static_cast<std::size_t>(where.area);
    if (first[area]->panelId() == spec->id)
      continue;
    if (where.tabbed) {
      tabs.emplace_back(last[area], spec);
      continue;
    }
    PanelDock* dock = open(*spec, spec->id + QStringLiteral(".1"));
    splitDockWidget(last[area], dock, where.area == DockArea::Bottom ? Qt::Horizontal : Qt::Vertical);
    last[area] = dock;
  }
  for (const auto& [front, spec] : tabs) {
    tabifyDockWidget(front, open(*spec, spec->id + QStringLiteral(".1")));
    front->raise();
  }
  m_sizesWanted = true;
  if (isVisible())
    resizeToPlaces();
  m_tabTimer.start();
  for (PanelDock* dock : docks())
    Q_EMIT panelOpened(dock->panel());
}

void WorkspaceView::arrangeColumns(QDockWidget* left, QDockWidget* centre, QDockWidget* right, QDockWidget* bottom)
{
  // All in one dock area, divided from outside to inside: (((left | centre) / bottom) | right). Qt shares out the space
  // of one area by the sizes that resizeDocks() gives, but not the space between areas when there is no central widget.
  QDockWidget* main = left ? left : centre;
  if (!main) {
    for (QDockWidget* dock : {bottom, right})
      if (dock)
        addDockWidget(Qt::LeftDockWidgetArea, dock, Qt::Horizontal);
    return;
  }
  addDockWidget(Qt::LeftDockWidgetArea, main);
  if (right)
    splitDockWidget(main, right, Qt::Horizontal);
  if (bottom)
    splitDockWidget(main, bottom, Qt::Vertical);
  if (left && centre)
    splitDockWidget(left, centre, Qt::Horizontal);
}

/// Of more than two docks in one place, raising takes effect only once the tabs have been laid out on the screen.
void WorkspaceView::raiseFronts()
{
  for (PanelDock* dock : docks()) {
    const PanelSpec* spec = m_context.panels->find(dock->panelId());
    const PanelPlace* where = spec ? placeOf(*spec) : nullptr;
    if (where && !where->tabbed && !tabifiedDockWidgets(dock).isEmpty())
      dock->raise();
  }
}

void WorkspaceView::resizeToPlaces()
{
  m_sizesWanted = false;
  // Sizes of the design's 1600 × 1000, in proportion to this window.
  const double scaleX = width() / 1600.0;
  const double scaleY = height() / 940.0;
  std::array<QList<PanelDock*>, 4> areas;
  std::array<int, 4> size{};
  std::array<int, 4> stretch{};
  for (PanelDock* dock : docks()) {
    const PanelSpec* spec = m_context.panels->find(dock->panelId());
    const PanelPlace* where = spec ? placeOf(*spec) : nullptr;
    if (!where || where->tabbed)
      continue;
    const auto area = static_cast<std::size_t>(where->area);
    areas[area].append(dock);
    size[area] =
        std::max(size[area], static_cast<int>(where->size * (where->area == DockArea::Bottom ? scaleY : scaleX)));
    stretch[area] += where->stretch;
  }
  const auto [left, centre, right, bottom] = size;
  const std::array<int, 4> across{centre ? left : width() - right, width() - left - right, right, width() - right};
  const std::array<int, 4> along{height() - bottom, height() - bottom, height(), bottom};
  const auto resizeArea = [&](std::size_t area, Qt::Orientation orientation, int whole, bool shared) {
    QList<QDockWidget*> widgets;
    QList<int> sizes;
    for (PanelDock* dock : areas[area]) {
      widgets.append(dock);
      const int part =
          m_context.panels->find(dock->panelId()) ? placeOf(*m_context.panels->find(dock->panelId()))->stretch : 1;
      sizes.append(std::max(1, shared ? whole * part / std::max(1, stretch[area]) : whole));
    }
    if (!widgets.isEmpty())
      resizeDocks(widgets, sizes, orientation);
  };
  constexpr std::size_t kRight = 2;
  constexpr std::size_t kBottom = 3;
  resizeArea(kRight, Qt::Horizontal, across[kRight], false);
  if (!areas[kBottom].isEmpty()) {
    // Both rows at once: Qt scales the sizes of a division to its whole.
    const QList<PanelDock*>& above = areas[0].size() == 1 ? areas[0] : areas[1];
    if (!above.isEmpty())
      resizeDocks({above.front(), areas[kBottom].front()}, {along[0], bottom}, Qt::Vertical);
  }
  for (const std::size_t area : {std::size_t{0}, std::size_t{1}}) {
    if (areas[0].size() && areas[1].size())
      resizeArea(area, Qt::Horizontal, across[area], false);
    if (areas[area].size() > 1)
      resizeArea(area, Qt::Vertical, along[area], true);
  }
  if (areas[kRight].size() > 1)
    resizeArea(kRight, Qt::Vertical, along[kRight], true);
  if (areas[kBottom].size() > 1)
    resizeArea(kBottom, Qt::Horizontal, across[kBottom], true);
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
  if (m_sizesWanted) {
    QTimer::singleShot(0, this, [this] {
      resizeToPlaces();
      raiseFronts();
    });
  }
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
