// SPDX-License-Identifier: GPL-3.0-or-later
// The actions of drawings: keys, menus, search.
#include "ui/chart/chart_panel.h"
#include "ui/chart/drawing_feature.h"
#include "ui/chart/drawing_list_dialog.h"
#include "ui/chart/drawing_style_dialog.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/drawing_icon.h"

#include <QMenu>

namespace zvt::ui {

using widgets::Drawing;
using widgets::DrawingKind;

namespace {

const QString kChart = QStringLiteral("chart");
constexpr int kOrder = 400; ///< after the chart's own actions

/// A tool's letter follows Ctrl+L ("line"): a letter with Alt alone opens a menu, and Alt that is let go takes the
/// keyboard there.
char letterOf(DrawingKind kind)
{
  switch (kind) {
  case DrawingKind::TrendLine:
    return 'T';
  case DrawingKind::Ray:
    return 'R';
  case DrawingKind::ExtendedLine:
    return 'E';
  case DrawingKind::HorizontalLine:
    return 'H';
  case DrawingKind::HorizontalRay:
    return 'J';
  case DrawingKind::VerticalLine:
    return 'V';
  case DrawingKind::Arrow:
    return 'A';
  case DrawingKind::ParallelChannel:
    return 'C';
  case DrawingKind::RegressionChannel:
    return 'Q';
  case DrawingKind::Pitchfork:
    return 'P';
  case DrawingKind::FibRetracement:
    return 'F';
  case DrawingKind::FibExtension:
    return 'X';
  case DrawingKind::GannFan:
    return 'G';
  case DrawingKind::Rectangle:
    return 'B';
  case DrawingKind::Ellipse:
    return 'O';
  case DrawingKind::Brush:
    return 'D';
  case DrawingKind::Text:
    return 'W';
  case DrawingKind::Note:
    return 'N';
  case DrawingKind::LongPosition:
    return 'L';
  case DrawingKind::ShortPosition:
    return 'S';
  case DrawingKind::Measure:
    return 'M';
  default:
    return 0;
  }
}

using Run = std::function<void(DrawingFeature&)>;

void add(ActionRegistry& actions, const QString& id, std::function<QString()> text, int order, const QString& icon,
    const QString& keys, Run run)
{
  ActionSpec spec;
  spec.id = id;
  spec.text = std::move(text);
  spec.order = kOrder + order;
  spec.icon = icon;
  spec.shortcut = keys;
  spec.context = kChart;
  spec.run = [&actions, run = std::move(run)](bool) {
    if (auto* panel = qobject_cast<ChartPanel*>(actions.host(kChart)))
      if (auto* feature = panel->feature<DrawingFeature>())
        run(*feature);
  };
  actions.add(std::move(spec));
}

void addTools(ActionRegistry& actions)
{
  int order = 0;
  for (const widgets::DrawingKindInfo& info : widgets::drawingKinds()) {
    const DrawingKind kind = info.kind;
    add(
        actions, actionOf(kind), [kind] { return Tr::tr("Draw: %1").arg(widgets::nameOf(kind)); }, order++,
        QStringLiteral("pencil"), shortcutOf(kind),
        [kind](DrawingFeature& feature) {
          feature.tools().chooseTool(kind);
          feature.focusChart();
        });
  }
}

struct EditAction {
  const char* id;
  const char* icon;
  const char* keys;
  QString (*text)();
  void (*run)(DrawingFeature&);
};

constexpr EditAction kEdits[] = {
    {"chart.drawing.copy", "copy", "Ctrl+C", [] { return Tr::tr("Copy the chosen drawings, or the bars in sight"); },
        [](DrawingFeature& feature) { feature.copyChosen(); }},
    {"chart.drawing.cut", "cancel", "Ctrl+X", [] { return Tr::tr("Cut the chosen drawings"); },
        [](DrawingFeature& feature) { feature.cutChosen(); }},
    {"chart.drawing.paste", "import", "Ctrl+V", [] { return Tr::tr("Paste drawings"); },
        [](DrawingFeature& feature) { feature.paste(); }},
    {"chart.drawing.duplicate", "copy", "Ctrl+D", [] { return Tr::tr("Duplicate the chosen drawings"); },
        [](DrawingFeature& feature) { feature.tools().duplicateChosen(); }},
    {"chart.drawing.next", "step", "Ctrl+L, Right", [] { return Tr::tr("Choose the next drawing"); },
        [](DrawingFeature& feature) { feature.tools().chooseNext(1); }},
    {"chart.drawing.previous", "step", "Ctrl+L, Left", [] { return Tr::tr("Choose the previous drawing"); },
        [](DrawingFeature& feature) { feature.tools().chooseNext(-1); }},
    {"chart.drawing.style", "settings", "", [] { return Tr::tr("Style of the chosen drawings…"); },
        [](DrawingFeature& feature) { feature.openStyle(); }},
    {"chart.drawing.list", "log", "Ctrl+L, I", [] { return Tr::tr("Drawings…"); },
        [](DrawingFeature& feature) { feature.openList(); }},
    {"chart.drawing.lock", "lock", "Ctrl+L, U", [] { return Tr::tr("Lock or unlock the chosen drawings"); },
        [](DrawingFeature& feature) {
          const auto chosen = feature.tools().chosenDrawings();
          feature.lockChosen(!chosen.empty() && !chosen.front().locked);
        }},
    {"chart.drawing.group", "folder", "Ctrl+Shift+G", [] { return Tr::tr("Group the chosen drawings"); },
        [](DrawingFeature& feature) { feature.group(); }},
    {"chart.drawing.ungroup", "folder", "", [] { return Tr::tr("Ungroup the chosen drawings"); },
        [](DrawingFeature& feature) { feature.ungroup(); }},
    {"chart.drawing.hideAll", "eye-off", "Ctrl+L, Y", [] { return Tr::tr("Hide or show all drawings"); },
        [](DrawingFeature& feature) { feature.setAllShown(!feature.areAllShown()); }},
    {"chart.drawing.magnet", "magnet", "Ctrl+L, K", [] { return Tr::tr("Magnet on or off"); },
        [](DrawingFeature& feature) {
          feature.tools().setMagnet(
              feature.tools().magnet() == widgets::Magnet::Off ? widgets::Magnet::Strong : widgets::Magnet::Off);
        }},
    {"chart.drawing.removeAll", "trash", "", [] { return Tr::tr("Delete all drawings that are not locked"); },
        [](DrawingFeature& feature) { feature.removeAll(); }},
};

}

QString actionOf(DrawingKind kind)
{
  return QStringLiteral("chart.draw.") + QLatin1String(widgets::infoOf(kind).key);
}

QString shortcutOf(DrawingKind kind)
{
  const char letter = letterOf(kind);
  return letter == 0 ? QString() : QStringLiteral("Ctrl+L, ") + QLatin1Char(letter);
}

void addDrawingActions(ActionRegistry& actions)
{
  if (actions.find(actionOf(DrawingKind::TrendLine)))
    return;
  addTools(actions);
  int order = 100;
  for (const EditAction& edit : kEdits)
    add(actions, QLatin1String(edit.id), edit.text, order++, QLatin1String(edit.icon), QLatin1String(edit.keys),
        edit.run);
  const auto fixed = [&](const char* keys, QString (*text)()) {
    actions.addFixedKeys({kChart, QString::fromUtf8(keys), text});
  };
  fixed("Enter", [] { return Tr::tr("With a drawing tool: place here; else: style of the chosen drawing"); });
  fixed("Tab", [] {
    return Tr::tr("Choose the next line of an order or alert, or the next drawing in sight; with Shift the one before");
  });
  fixed("Del", [] { return Tr::tr("Delete the chosen drawings"); });
  fixed("Alt+Drag", [] { return Tr::tr("Move a copy of a drawing"); });
  fixed("Ctrl+Drag", [] { return Tr::tr("Choose drawings in a box; with a drawing tool the magnet turns round"); });
}

void DrawingFeature::fillTools(QMenu& menu, widgets::DrawingFamily family)
{
  for (const widgets::DrawingKindInfo& info : widgets::drawingKinds()) {
    if (info.family != family)
      continue;
    const DrawingKind kind = info.kind;
    const QList<QKeySequence> keys = panel().context().actions->keys(actionOf(kind));
    QString text = info.name();
    if (!keys.isEmpty())
      text += u'\t' + keys.front().toString(QKeySequence::NativeText);
    QAction* action = menu.addAction(widgets::iconOf(kind), text, this, [this, kind] {
      m_tools->chooseTool(kind);
      focusChart();
    });
    action->setObjectName(actionOf(kind));
  }
}

void DrawingFeature::fillMenu(QMenu& menu)
{
  QMenu* drawings = menu.addMenu(widgets::icon(QStringLiteral("pencil")), Tr::tr("&Drawings"));
  drawings->setObjectName(QStringLiteral("drawingsMenu"));
  for (const widgets::DrawingFamily family : widgets::kDrawingFamilies)
    fillTools(*drawings->addMenu(widgets::nameOf(family)), family);
  drawings->addSeparator();
  drawings->addAction(widgets::icon(QStringLiteral("import")), Tr::tr("&Paste drawings"), this, [this] { paste(); });
  drawings->addAction(widgets::icon(QStringLiteral("log")), Tr::tr("&Drawings…"), this, [this] { openList(); });
  QAction* hide = drawings->addAction(Tr::tr("&Hide all drawings"), this, [this] { setAllShown(!areAllShown()); });
  hide->setCheckable(true);
  hide->setChecked(!areAllShown());
  drawings->addAction(widgets::icon(QStringLiteral("trash")), Tr::tr("Delete all drawings that are not &locked"), this,
      [this] { removeAll(); });
}

void DrawingFeature::fillDrawingMenu(QMenu& menu)
{
  const std::vector<Drawing> chosen = m_tools->chosenDrawings();
  if (chosen.empty())
    return;
  menu.addSection(chosen.size() == 1 ? widgets::nameOf(chosen.front().kind)
                                     : Tr::tr("%n drawing(s)", nullptr, static_cast<int>(chosen.size())));
  const auto add = [&](const char* name, const char* icon, const QString& text, auto run) {
    QAction* action = menu.addAction(widgets::icon(QLatin1String(icon)), text, this, run);
    action->setObjectName(QLatin1String(name));
    return action;
  };
  add("drawingStyleAction", "settings", Tr::tr("&Style and text…") + QStringLiteral("\tEnter"),
      [this] { openStyle(); });
  if (m_alert && chosen.size() == 1)
    add("drawingAlertAction", "bell", Tr::tr("&Alert…"), [this, drawing = chosen.front()] {
      Q_EMIT alertWanted(drawing);
      m_alert(drawing, entity());
    });
  menu.addSeparator();
  add("copyDrawingAction", "copy", Tr::tr("&Copy") + QStringLiteral("\tCtrl+C"), [this] { copyChosen(); });
  add("duplicateDrawingAction", "copy", Tr::tr("Du&plicate") + QStringLiteral("\tCtrl+D"),
      [this] { m_tools->duplicateChosen(); });
  menu.addSeparator();
  const bool locked = chosen.front().locked;
  add("lockDrawingAction", locked ? "unlock" : "lock", locked ? Tr::tr("Un&lock") : Tr::tr("&Lock"),
      [this, locked] { lockChosen(!locked); });
  add("hideDrawingAction", "eye-off", Tr::tr("&Hide"), [this] { hideChosen(); });
  if (chosen.size() > 1 && chosen.front().group.isEmpty())
    add("groupDrawingsAction", "folder", Tr::tr("&Group"), [this] { group(); });
  if (!chosen.front().group.isEmpty())
    add("ungroupDrawingsAction", "folder", Tr::tr("Un&group"), [this] { ungroup(); });
  add("drawingToFrontAction", "buy", Tr::tr("Bring to &front"), [this] { reorder(1); });
  add("drawingToBackAction", "sell", Tr::tr("Send to &back"), [this] { reorder(-1); });
  menu.addSeparator();
  add("removeDrawingAction", "trash", Tr::tr("&Delete") + QStringLiteral("\tDel"), [this] {
    m_tools->removeChosen();
  })->setEnabled(!locked);
}

}
