// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/settings/settings.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/language.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMessageBox>
#include <QTableWidget>
#include <QVBoxLayout>

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
      {}, {}, false, [this](bool) { showWelcome(); }});
  addAction({QStringLiteral("file.settings"), [] { return Tr::tr("&Settings…"); }, QStringLiteral("file"), 800,
      QStringLiteral("settings"), QStringLiteral("Ctrl+,"), {}, false, [this](bool) { openSettings(); }});
  addAction({QStringLiteral("file.quit"), [] { return Tr::tr("&Quit"); }, QStringLiteral("file"), 900, {},
      QStringLiteral("Ctrl+Q"), {}, false, [this](bool) { close(); }});
  addAction(
      {QStringLiteral("edit.find"), [] { return Tr::tr("&Find symbol, command, window…"); }, QStringLiteral("edit"),
          100, QStringLiteral("search"), QStringLiteral("Ctrl+K"), {}, false, [this](bool) { openFinder(); }});
  addAction({QStringLiteral("window.reset"), [] { return Tr::tr("&Arrange panels as at first"); },
      QStringLiteral("window"), 900, {}, {}, {}, false,
      [this](bool) {
        if (WorkspaceView* view = workspace())
          view->buildDefault();
      }});
  addAction({QStringLiteral("help.shortcuts"), [] { return Tr::tr("&Shortcuts"); }, QStringLiteral("help"), 100,
      QStringLiteral("keyboard"), QStringLiteral("F1"), {}, false, [this](bool) { showShortcuts(); }});
  addAction({QStringLiteral("help.about"), [] { return Tr::tr("&About ZVT Workstation"); }, QStringLiteral("help"), 900,
      QStringLiteral("info"), {}, {}, false, [this](bool) { showAbout(); }});
  addViewActions();
  addPanelActions();
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
      QStringLiteral("F11"), {}, true, [this](bool on) { on ? showFullScreen() : showNormal(); }});
}

void MainWindow::addPanelActions()
{
  int order = 100;
  for (const PanelSpec& spec : m_context.panels->all()) {
    const auto run = [this, id = spec.id](bool) { showPanel(id); };
    addAction({QStringLiteral("window.panel.") + spec.id, spec.title, QStringLiteral("window"), std::min(order++, 199),
        spec.icon, spec.shortcut, {}, false, run});
    if (!spec.menu.isEmpty() && spec.menu != u"window")
      addAction(
          {spec.menu + QStringLiteral(".panel.") + spec.id, spec.title, spec.menu, 100, spec.icon, {}, {}, false, run});
  }
}

void MainWindow::updatePanelMarks()
{
  if (QAction* reset = m_context.actions->action(QStringLiteral("window.reset")))
    reset->setEnabled(workspace() != nullptr);
}

void MainWindow::showShortcuts()
{
  QDialog dialog(this);
  dialog.setObjectName(QStringLiteral("shortcutsDialog"));
  dialog.setWindowTitle(Tr::tr("Shortcuts"));
  dialog.resize(520, 480);
  auto* table = new QTableWidget(0, 2, &dialog);
  table->setAccessibleName(dialog.windowTitle());
  table->setTabKeyNavigation(false);
  table->setHorizontalHeaderLabels({Tr::tr("Command"), Tr::tr("Keys")});
  table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table->horizontalHeader()->setHighlightSections(false);
  table->verticalHeader()->hide();
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  for (const ActionSpec* spec : m_context.actions->all()) {
    const QAction* action = m_context.actions->action(spec->id);
    if (action->shortcut().isEmpty())
      continue;
    const int row = table->rowCount();
    table->insertRow(row);
    table->setItem(row, 0, new QTableWidgetItem(action->text().remove(u'&')));
    table->setItem(row, 1, new QTableWidgetItem(action->shortcut().toString(QKeySequence::NativeText)));
  }
  // A text of our own: Qt's is in English where its translations are not installed.
  auto* buttons = new QDialogButtonBox(&dialog);
  buttons->addButton(Tr::tr("Close"), QDialogButtonBox::RejectRole);
  connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  auto* layout = new QVBoxLayout(&dialog);
  layout->addWidget(table, 1);
  layout->addWidget(buttons);
  dialog.exec();
}

void MainWindow::showAbout()
{
  QMessageBox::about(this, Tr::tr("About ZVT Workstation"),
      Tr::tr(
          "ZVT Workstation %1\n\nCollects market data, charts it, tests strategies honestly and trades them on paper.\n"
          "GPL-3.0-or-later; the core is Apache-2.0.")
          .arg(QApplication::applicationVersion()));
}

}
