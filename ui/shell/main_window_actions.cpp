// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/settings/settings.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/crib_sheet.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/language.h"

#include <QAction>

#include <algorithm>

namespace zvt::ui {

QAction* MainWindow::addAction(ActionSpec spec)
{
  m_actions.append(spec.id);
  return m_context.actions->add(std::move(spec));
}

void MainWindow::addActions()
{
  addAction({QStringLiteral("file.welcome"), [] { return Tr::tr("&Welcome page"); }, QStringLiteral("file"), 700, {},
      {}, {}, false, [this](bool) { front().showWelcome(); }});
  addAction({QStringLiteral("file.settings"), [] { return Tr::tr("&Settings…"); }, QStringLiteral("file"), 800,
      QStringLiteral("settings"), QStringLiteral("Ctrl+,"), {}, false, [this](bool) { front().openSettings(); }});
  addAction({QStringLiteral("file.quit"), [] { return Tr::tr("&Quit"); }, QStringLiteral("file"), 900, {},
      QStringLiteral("Ctrl+Q"), {}, false, [this](bool) { m_windows.quit(); }});
  addAction(
      {QStringLiteral("edit.find"), [] { return Tr::tr("&Find symbol, command, setting…"); }, QStringLiteral("edit"),
          100, QStringLiteral("search"), QStringLiteral("Ctrl+K"), {}, false, [this](bool) { front().openFinder(); }});
  addAction({QStringLiteral("help.shortcuts"), [] { return Tr::tr("&Keyboard"); }, QStringLiteral("help"), 100,
      QStringLiteral("keyboard"), QStringLiteral("Shift+F1; ?"), {}, false, [this](bool) { front().showShortcuts(); }});
  addAction({QStringLiteral("help.about"), [] { return Tr::tr("&About ZVT Workstation"); }, QStringLiteral("help"), 900,
      QStringLiteral("info"), {}, {}, false, [this](bool) { front().showAbout(); }});
  addViewActions();
  addPanelActions();
  addWindowActions();
}

void MainWindow::addViewActions()
{
  // The choices of two settings as menu entries, with a mark at the one in force.
  Settings* settings = m_context.settings;
  const auto addChoices = [&](const std::string& key, int order) {
    const ParamSpec* spec = settings->schema().find(key);
    if (!spec)
      return;
    for (const ParamChoice& choice : spec->choices) {
      const QString id = QStringLiteral("view.") + QString::fromStdString(key + '.' + choice.value);
      QAction* action = addAction({id,
          [label = spec->label, text = choice.label] {
            const widgets::Language& language = widgets::Language::current();
            return Tr::tr("%1: %2").arg(language.text(label), language.text(text));
          },
          QStringLiteral("view"), order++, {}, {}, {}, true,
          [settings, key, value = choice.value](bool) { (void)settings->set(key, ParamValue(value)); }});
      const auto mark = [settings, action, key, value = QString::fromStdString(choice.value)] {
        action->setChecked(settings->text(key) == value);
      };
      mark();
      connect(settings, &Settings::changed, action, mark);
      connect(action, &QAction::triggered, action, mark);
    }
  };
  addChoices("appearance.theme", 100);
  addChoices("appearance.scheme", 200);
  addChoices("appearance.density", 300);
  addChoices("language.language", 400);
  addAction({QStringLiteral("view.fullScreen"), [] { return Tr::tr("&Full screen"); }, QStringLiteral("view"), 900, {},
      QStringLiteral("F11"), {}, true, [this](bool on) { on ? front().showFullScreen() : front().showNormal(); }});
}

void MainWindow::addPanelActions()
{
  int order = 100;
  for (const PanelSpec& spec : m_context.panels->all()) {
    m_context.actions->setContextTitle(spec.id, spec.title);
    const auto run = [this, id = spec.id](bool) { front().showPanel(id); };
    addAction({QStringLiteral("window.panel.") + spec.id, spec.title, QStringLiteral("window"), std::min(order++, 199),
        spec.icon, spec.shortcut, {}, false, run});
    if (!spec.menu.isEmpty() && spec.menu != u"window")
      addAction(
          {spec.menu + QStringLiteral(".panel.") + spec.id, spec.title, spec.menu, 100, spec.icon, {}, {}, false, run});
  }
}

void MainWindow::updatePanelMarks()
{
  updateWindowActions();
}

void MainWindow::showShortcuts()
{
  const QString context = m_context.actions->focusedContext();
  if (!m_cribSheet) {
    m_cribSheet = new CribSheet(m_context, this);
    m_cribSheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_cribSheet, &CribSheet::settingsRequested, this, [this] { openSettings("settings.shortcuts"); });
  }
  m_cribSheet->setFocusedContext(context);
  m_cribSheet->show();
  m_cribSheet->raise();
  m_cribSheet->activateWindow();
}

void MainWindow::showAbout()
{
  AboutDialog(this).exec();
}

}
