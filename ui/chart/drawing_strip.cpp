// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawing_strip.h"

#include "ui/chart/chart_panel.h"
#include "ui/chart/drawing_feature.h"
#include "ui/chart/drawing_list_dialog.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/drawing/drawing_icon.h"

#include <QKeyEvent>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

using widgets::DrawingFamily;
using widgets::DrawingKind;
using widgets::Magnet;

namespace {

QString withKeys(const QString& text, const ActionRegistry& actions, const QString& id)
{
  const QList<QKeySequence> keys = actions.keys(id);
  return keys.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(keys.front().toString(QKeySequence::NativeText));
}

}

DrawingStrip::DrawingStrip(DrawingFeature& feature, ChartPanel& panel)
    : QWidget(&panel)
    , m_feature(feature)
    , m_panel(panel)
{
  setObjectName(QStringLiteral("drawingStrip"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(3, 4, 3, 4);
  column->setSpacing(2);
  m_cursor = addButton("drawingCursorButton");
  m_cursor->setIcon(widgets::icon(QStringLiteral("cursor")));
  m_cursor->setCheckable(true);
  connect(m_cursor, &QToolButton::clicked, this, [this] { m_feature.tools().chooseTool({}); });
  addFamilies();
  column->addStretch(1);
  addSwitches();
  connect(&m_feature, &DrawingFeature::changed, this, &DrawingStrip::refresh);
  connect(panel.context().actions, &ActionRegistry::keysChanged, this, &DrawingStrip::retranslate);
  retranslate();
}

QToolButton* DrawingStrip::addButton(const char* objectName)
{
  auto* button = new QToolButton(this);
  button->setObjectName(QLatin1String(objectName));
  button->setAutoRaise(true);
  layout()->addWidget(button);
  return button;
}

void DrawingStrip::addFamilies()
{
  for (const DrawingFamily family : widgets::kDrawingFamilies) {
    DrawingKind first = DrawingKind::TrendLine;
    for (const widgets::DrawingKindInfo& info : widgets::drawingKinds())
      if (info.family == family) {
        first = info.kind;
        break;
      }
    QToolButton* button = addButton("drawingFamilyButton");
    button->setObjectName(QStringLiteral("drawingFamilyButton%1").arg(static_cast<int>(family)));
    button->setCheckable(true);
    auto* menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, family] {
      menu->clear();
      m_feature.fillTools(*menu, family);
    });
    button->setMenu(menu);
    button->setPopupMode(QToolButton::DelayedPopup);
    button->installEventFilter(this);
    connect(button, &QToolButton::clicked, this, [this, family] {
      for (const Family& each : m_families)
        if (each.family == family)
          m_feature.tools().chooseTool(m_feature.tools().tool() == each.used ? std::nullopt : std::optional(each.used));
      refresh();
      m_feature.focusChart();
    });
    m_families.push_back({family, first, button});
  }
}

void DrawingStrip::addSwitches()
{
  const auto add = [this](const char* name, const char* icon, bool checkable, auto run) {
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setIcon(widgets::icon(QLatin1String(icon)));
    button->setAutoRaise(true);
    button->setCheckable(checkable);
    layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, run);
    return button;
  };
  m_magnet = add("drawingMagnetButton", "magnet", true, [this] {
    widgets::DrawingTools& tools = m_feature.tools();
    tools.setMagnet(tools.magnet() == Magnet::Off ? Magnet::Weak
            : tools.magnet() == Magnet::Weak      ? Magnet::Strong
                                                  : Magnet::Off);
    refresh();
  });
  m_keep = add("keepToolButton", "pin", true, [this](bool checked) { m_feature.tools().setKeepsTool(checked); });
  m_hide = add("hideDrawingsButton", "eye", true, [this](bool checked) { m_feature.setAllShown(!checked); });
  m_list = add("drawingListButton", "log", false, [this] { m_feature.openList(); });
  m_remove = add("removeDrawingsButton", "trash", false, [this] {
    if (m_feature.tools().chosen().isEmpty())
      m_feature.removeAll();
    else
      m_feature.tools().removeChosen();
  });
}

QSize DrawingStrip::minimumSizeHint() const
{
  return {sizeHint().width(), 3 * m_cursor->sizeHint().height()};
}

void DrawingStrip::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  std::vector<QToolButton*> buttons{m_cursor};
  for (const Family& family : m_families)
    buttons.push_back(family.button);
  buttons.insert(buttons.end(), {m_list, m_magnet, m_hide, m_keep, m_remove}); // the last ones give way first
  const int each = m_cursor->sizeHint().height() + layout()->spacing();
  const auto room = static_cast<std::size_t>(std::max(1, (height() - 8) / each));
  for (std::size_t i = 0; i < buttons.size(); ++i)
    buttons[i]->setVisible(i < room);
}

bool DrawingStrip::eventFilter(QObject* watched, QEvent* event)
{
  auto* button = qobject_cast<QToolButton*>(watched);
  const bool byKey = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down;
  if (button && button->menu() && (byKey || event->type() == QEvent::ContextMenu)) {
    button->showMenu();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void DrawingStrip::showFamily(Family& family)
{
  const auto tool = m_feature.tools().tool();
  const bool isOn = tool && widgets::infoOf(*tool).family == family.family;
  if (isOn)
    family.used = *tool;
  family.button->setIcon(widgets::iconOf(family.used));
  family.button->setChecked(isOn);
  const QString name = widgets::nameOf(family.used);
  family.button->setToolTip(withKeys(name, *m_panel.context().actions, actionOf(family.used)) + u'\n'
      + Tr::tr("%1: hold, or press the right button, for more").arg(widgets::nameOf(family.family)));
  family.button->setAccessibleName(QStringLiteral("%1: %2").arg(widgets::nameOf(family.family), name));
}

void DrawingStrip::refresh()
{
  const widgets::DrawingTools& tools = m_feature.tools();
  m_cursor->setChecked(!tools.tool());
  for (Family& family : m_families)
    showFamily(family);
  m_magnet->setChecked(tools.magnet() != Magnet::Off);
  const QString magnet = tools.magnet() == Magnet::Weak ? Tr::tr("Magnet: near prices")
      : tools.magnet() == Magnet::Strong                ? Tr::tr("Magnet: always")
                                                        : Tr::tr("Magnet: off");
  m_magnet->setToolTip(magnet + u'\n' + Tr::tr("Snaps to open, high, low and close; Ctrl turns it round"));
  m_magnet->setAccessibleName(magnet);
  m_keep->setChecked(tools.keepsTool());
  m_hide->setChecked(!m_feature.areAllShown());
  m_hide->setIcon(widgets::icon(m_feature.areAllShown() ? QStringLiteral("eye") : QStringLiteral("eye-off")));
  const bool some = !m_feature.layer().drawings()->empty();
  m_remove->setEnabled(some);
  m_remove->setToolTip(tools.chosen().isEmpty() ? Tr::tr("Delete all drawings that are not locked")
                                                : Tr::tr("Delete the chosen drawings"));
  m_remove->setAccessibleName(m_remove->toolTip());
}

void DrawingStrip::retranslate()
{
  setAccessibleName(Tr::tr("Drawing tools"));
  m_cursor->setToolTip(Tr::tr("Choose and move (Esc)"));
  m_keep->setToolTip(Tr::tr("The tool stays after a drawing is made"));
  m_hide->setToolTip(Tr::tr("Hide all drawings"));
  m_list->setToolTip(Tr::tr("List of the drawings"));
  for (QToolButton* button : {m_cursor, m_keep, m_hide, m_list})
    button->setAccessibleName(button->toolTip());
  refresh();
}

}
