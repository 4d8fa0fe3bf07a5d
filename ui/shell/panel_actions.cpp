// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/panel_actions.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QUndoGroup>
#include <QUndoStack>

#include <array>

namespace zvt::ui {

namespace {

QString textOf(ExportFormat format)
{
  return format == ExportFormat::Csv ? Tr::tr("Export the table (CSV)…") : Tr::tr("Save as a picture (PNG)…");
}

/// "Undo" alone, or with what would be undone.
QString withStep(const QString& command, const QString& step)
{
  return step.isEmpty() ? command : command + QStringLiteral(": ") + step;
}

constexpr std::array kActionIds{
    "edit.undo", "edit.redo", "edit.copy", "edit.exportTable", "edit.exportPicture", "view.pinPanel", "help.page"};

}

PanelActions::PanelActions(ActionRegistry& registry, QObject* parent)
    : QObject(parent)
    , m_registry(registry)
    , m_undo(new QUndoGroup(this))
{
  add();
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
  // Not a whole refresh: a stack that goes says so while its panel is being taken apart.
  connect(m_undo, &QUndoGroup::canUndoChanged, this, [this](bool can) { enable("edit.undo", can); });
  connect(m_undo, &QUndoGroup::canRedoChanged, this, [this](bool can) { enable("edit.redo", can); });
  refresh();
}

PanelActions::~PanelActions()
{
  for (const char* id : kActionIds)
    m_registry.remove(QLatin1String(id));
}

void PanelActions::add()
{
  const auto put = [this](const char* id, QString (*text)(), const char* menu, int order, const char* icon,
                       const char* keys, bool checkable, std::function<void()> run) {
    ActionSpec spec;
    spec.id = QLatin1String(id);
    spec.text = text;
    spec.menu = QLatin1String(menu);
    spec.order = order;
    spec.icon = QLatin1String(icon);
    spec.shortcut = QLatin1String(keys);
    spec.checkable = checkable;
    spec.run = [run = std::move(run)](bool) { run(); };
    m_registry.add(std::move(spec));
  };
  const auto onPanel = [this](auto act) {
    return [this, act] {
      if (m_panel)
        act(*m_panel);
    };
  };
  put("edit.undo", [] { return Tr::tr("&Undo"); }, "edit", 10, "undo", "Ctrl+Z", false, [this] { m_undo->undo(); });
  put(
      "edit.redo", [] { return Tr::tr("&Redo"); }, "edit", 11, "redo", "Ctrl+Y; Ctrl+Shift+Z", false,
      [this] { m_undo->redo(); });
  put(
      "edit.copy", [] { return Tr::tr("&Copy"); }, "edit", 20, "copy", "Ctrl+C", false,
      onPanel([](Panel& panel) { panel.copy(); }));
  put(
      "edit.exportTable", [] { return Tr::tr("&Export the panel's table…"); }, "edit", 30, "export", "Ctrl+E", false,
      onPanel([](Panel& panel) { panel.exportAs(ExportFormat::Csv); }));
  put(
      "edit.exportPicture", [] { return Tr::tr("Save the panel as a &picture…"); }, "edit", 31, "", "Ctrl+Shift+E",
      false, onPanel([](Panel& panel) { panel.exportAs(ExportFormat::Png); }));
  put(
      "view.pinPanel", [] { return Tr::tr("&Pin the panel to its symbol"); }, "view", 800, "pin", "", true,
      onPanel([](Panel& panel) { panel.setPinned(!panel.isPinned()); }));
  put(
      "help.page", [] { return Tr::tr("&Help"); }, "help", 10, "help", "F1", false,
      [this] { Q_EMIT helpRequested(m_panel ? m_panel->helpTopic() : QString()); });
}

void PanelActions::follow(QWidget* now)
{
  // A menu, a dialog or another program does not take the keyboard from a panel for good.
  Panel* panel = Panel::around(now);
  if (!panel || panel == m_panel)
    return;
  if (m_panel)
    m_panel->disconnect(this);
  m_panel = panel;
  connect(panel, &Panel::stateChanged, this, &PanelActions::refresh);
  connect(panel, &Panel::pinnedChanged, this, &PanelActions::refresh);
  QUndoStack* stack = panel->undoStack();
  if (!m_undo->stacks().contains(stack))
    m_undo->addStack(stack);
  m_undo->setActiveStack(stack);
  refresh();
}

void PanelActions::enable(const char* id, bool enabled)
{
  if (QAction* action = m_registry.action(QLatin1String(id)))
    action->setEnabled(enabled);
}

void PanelActions::refresh()
{
  const QList<ExportFormat> formats = m_panel ? m_panel->exportFormats() : QList<ExportFormat>();
  enable("edit.undo", m_undo->canUndo());
  enable("edit.redo", m_undo->canRedo());
  enable("edit.copy", m_panel != nullptr);
  enable("edit.exportTable", formats.contains(ExportFormat::Csv));
  enable("edit.exportPicture", formats.contains(ExportFormat::Png));
  enable("view.pinPanel", m_panel && m_panel->followsLink());
  if (QAction* pin = m_registry.action(QStringLiteral("view.pinPanel")))
    pin->setChecked(m_panel && m_panel->isPinned());
}

void Panel::fillMenu(QMenu* menu)
{
  const auto put = [&](const char* icon, const QString& text, bool enabled, auto run) {
    QAction* action = menu->addAction(widgets::icon(QLatin1String(icon)), text);
    action->setEnabled(enabled);
    connect(action, &QAction::triggered, this, run);
    return action;
  };
  if (m_undo->count() > 0) {
    put("undo", withStep(Tr::tr("Undo"), m_undo->undoText()), m_undo->canUndo(), [this] { m_undo->undo(); });
    put("redo", withStep(Tr::tr("Redo"), m_undo->redoText()), m_undo->canRedo(), [this] { m_undo->redo(); });
    menu->addSeparator();
  }
  put("copy", Tr::tr("Copy"), !copyText().isEmpty(), [this] { copy(); });
  const QList<ExportFormat> formats = exportFormats();
  for (const ExportFormat format : formats)
    put("export", textOf(format), m_context != nullptr, [this, format] { exportAs(format); });
  if (followsLink()) {
    menu->addSeparator();
    QAction* pin = put("pin", Tr::tr("Pin to this symbol"), true, [this] { setPinned(!m_pinned); });
    pin->setCheckable(true);
    pin->setChecked(m_pinned);
  }
  if (QAction* help =
          m_context && m_context->actions ? m_context->actions->action(QStringLiteral("help.page")) : nullptr) {
    menu->addSeparator();
    put("help", Tr::tr("Help on this panel"), true, [this, help] {
      setFocus(); // the page of the panel that has the keyboard
      help->trigger();
    });
  }
}

void Panel::contextMenuEvent(QContextMenuEvent* event)
{
  QMenu menu(this);
  fillMenu(&menu);
  menu.exec(event->globalPos());
}

}
