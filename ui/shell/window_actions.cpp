// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of windows and workspaces.
#include "ui/shell/dialogs.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_files.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_view.h"

#include <QAction>
#include <QApplication>

namespace zvt::ui {

namespace {

constexpr int kNumbered = 9; ///< workspaces that have a key

}

void MainWindow::addWindowActions()
{
  addAction({QStringLiteral("file.newWindow"), [] { return Tr::tr("&New window"); }, QStringLiteral("file"), 10, {},
      QStringLiteral("Ctrl+Shift+N"), [] { return Tr::tr("One more window in this workspace"); }, false,
      [this](bool) { m_windows.addWindow(); }});
  addAction({QStringLiteral("file.closeWindow"), [] { return Tr::tr("Clos&e this window"); }, QStringLiteral("file"),
      11, {}, QStringLiteral("Ctrl+Shift+W"), {}, false, [this](bool) { front().close(); }});
  addAction({QStringLiteral("window.next"), [] { return Tr::tr("Next w&indow"); }, QStringLiteral("window"), 300, {},
      QStringLiteral("Ctrl+Shift+F6"), {}, false,
      [this](bool) {
        const QList<MainWindow*> all = m_windows.windows();
        MainWindow* next = all[(all.indexOf(&front()) + 1) % all.size()];
        next->raise();
        next->activateWindow();
        m_windows.setActive(next);
      }});
  addAction({QStringLiteral("window.reopen"), [] { return Tr::tr("Reopen closed win&dow"); }, QStringLiteral("window"),
      301, {}, {}, {}, false, [this](bool) { m_windows.reopenWindow(); }});
  addWorkspaceActions();
  addDockActions();
  addMoveToWorkspaceActions();
}

void MainWindow::addWorkspaceActions()
{
  const QString file = QStringLiteral("file/workspace");
  const auto add = [&](const char* id, std::function<QString()> text, const QString& menu, int order, const char* keys,
                       std::function<void()> run) {
    addAction({QLatin1String(id), std::move(text), menu, order, {}, QLatin1String(keys), {}, false,
        [run = std::move(run)](bool) { run(); }});
  };
  int order = 20;
  add(
      "workspace.new", [] { return Tr::tr("New e&mpty workspace…"); }, file, order++, "",
      [this] {
        const QString name = dialogsOf(m_context).askText(&front(), Tr::tr("New workspace"), Tr::tr("Name"), {});
        if (!name.trimmed().isEmpty())
          m_windows.addWorkspace(name, {});
      });
  for (const QString& id : workspaceTemplates())
    if (isTemplateUsed(id, *m_context.panels))
      addAction({QStringLiteral("workspace.new.") + id,
          [id] { return Tr::tr("New workspace: %1").arg(templateName(id)); }, file, order++, {}, {}, {}, false,
          [this, id](bool) { m_windows.addWorkspace(freeName(templateName(id)), id); }});
  add(
      "workspace.rename", [] { return Tr::tr("&Rename workspace…"); }, file, order++, "",
      [this] {
        const QString id = m_windows.currentWorkspace();
        const QString name = dialogsOf(m_context).askText(
            &front(), Tr::tr("Rename workspace"), Tr::tr("Name"), m_windows.workspaceName(id));
        if (!name.trimmed().isEmpty())
          m_windows.renameWorkspace(id, name);
      });
  add(
      "workspace.duplicate", [] { return Tr::tr("Dup&licate workspace"); }, file, order++, "",
      [this] { m_windows.duplicateWorkspace(m_windows.currentWorkspace()); });
  add(
      "workspace.delete", [] { return Tr::tr("&Delete workspace"); }, file, order++, "",
      [this] {
        const QString name = m_windows.workspaceName(m_windows.currentWorkspace());
        if (m_windows.removeWorkspace(m_windows.currentWorkspace()))
          front().notify(widgets::NoteKind::Info, Tr::tr("Workspace “%1” deleted.").arg(name),
              undoAction([this, number = m_windows.lastRemoved()] { m_windows.restoreWorkspace(number); }));
      });
  add(
      "workspace.restore", [] { return Tr::tr("&Bring back deleted workspace"); }, file, order++, "",
      [this] { m_windows.restoreWorkspace(); });
  add(
      "workspace.import", [] { return Tr::tr("I&mport workspace…"); }, file, 40, "",
      [this] { importWorkspace(m_context, m_windows, front()); });
  add(
      "workspace.export", [] { return Tr::tr("E&xport workspace…"); }, file, 41, "",
      [this] { exportWorkspace(m_context, m_windows, front()); });

  const QString window = QStringLiteral("window");
  add(
      "workspace.next", [] { return Tr::tr("Next works&pace"); }, window, 400, "Ctrl+PgDown",
      [this] { stepWorkspace(1); });
  add(
      "workspace.previous", [] { return Tr::tr("Pre&vious workspace"); }, window, 401, "Ctrl+PgUp",
      [this] { stepWorkspace(-1); });
  add(
      "workspace.moveLeft", [] { return Tr::tr("Move workspace left"); }, {}, 402, "Ctrl+Shift+PgUp",
      [this] {
        const auto at = static_cast<int>(workspaceIds().indexOf(m_windows.currentWorkspace()));
        m_windows.moveWorkspace(at, at - 1);
      });
  add(
      "workspace.moveRight", [] { return Tr::tr("Move workspace right"); }, {}, 403, "Ctrl+Shift+PgDown",
      [this] {
        const auto at = static_cast<int>(workspaceIds().indexOf(m_windows.currentWorkspace()));
        m_windows.moveWorkspace(at, at + 1);
      });
  for (int number = 1; number <= kNumbered; ++number)
    addAction({QStringLiteral("workspace.show.%1").arg(number), [number] { return Tr::tr("Workspace %1").arg(number); },
        {}, 410 + number, {}, QStringLiteral("Alt+%1").arg(number), {}, false,
        [this, number](bool) { m_windows.switchTo(workspaceIds().value(number - 1)); }});
  add(
      "window.reset", [] { return Tr::tr("&Arrange panels as at first"); }, window, 900, "",
      [this] {
        m_windows.resetWorkspace(m_windows.currentWorkspace());
        front().notify(widgets::NoteKind::Info, Tr::tr("Arranged as at first."),
            undoAction([this, number = m_windows.lastReset()] { m_windows.undoReset(number); }));
      });
  add("window.undoReset", [] { return Tr::tr("&Undo arranging"); }, window, 901, "", [this] { m_windows.undoReset(); });
}

QString MainWindow::freeName(const QString& wanted) const
{
  QStringList names;
  const QStringList ids = workspaceIds();
  for (const QString& id : ids)
    names.append(m_windows.workspaceName(id));
  QString name = wanted;
  for (int number = 2; names.contains(name); ++number)
    name = QStringLiteral("%1 %2").arg(wanted).arg(number);
  return name == wanted ? QString() : name; // the template's own name follows the language
}

void MainWindow::stepWorkspace(int step)
{
  const QStringList ids = workspaceIds();
  const auto at = ids.indexOf(m_windows.currentWorkspace());
  m_windows.switchTo(ids.value((at + step + ids.size()) % std::max<qsizetype>(1, ids.size())));
}

}
