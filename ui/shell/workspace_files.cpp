// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_files.h"

#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_store.h"

namespace zvt::ui {

namespace {

QString fileFilter()
{
  return Tr::tr("Workspaces (*.zvtworkspace *.json)");
}

template <typename Work, typename Done> void run(const Context& context, QObject* owner, Work work, Done done)
{
  if (context.workers)
    runAsync(context.workers->next(), owner, std::move(work), std::move(done));
  else
    done(work());
}

}

void exportWorkspace(const Context& context, WindowSet& windows, MainWindow& over)
{
  const QString id = windows.currentWorkspace();
  const QString name = windows.workspaceName(id);
  const QString path = dialogsOf(context).saveFile(&over,
      {Tr::tr("Export workspace"), name + QStringLiteral(".zvtworkspace"), fileFilter(),
          QStringLiteral("zvtworkspace")});
  if (path.isEmpty() || !context.files)
    return;
  WorkspaceDocument document = windows.workspaceDocument(id);
  document.name = name; // another program's language may differ
  run(
      context, &over,
      [files = context.files, path, bytes = toBytes(document)]() -> Result<void> {
        return files->writeAtomically(path.toStdString(), bytes.toStdString());
      },
      [&over, path](const Result<void>& written) {
        if (written)
          over.notify(widgets::NoteKind::Ok, Tr::tr("Workspace exported to %1").arg(path));
        else
          over.notify(written.error());
      });
}

void openWorkspaceFile(const Context& context, WindowSet& windows, MainWindow& over, const std::filesystem::path& file)
{
  if (!context.files)
    return;
  run(
      context, &over,
      [files = context.files, file]() -> Result<WorkspaceDocument> {
        ZVT_TRY(const std::string text, files->readPart(file, 0, kLargestWorkspace));
        Result<WorkspaceDocument> document = workspaceFromBytes(QByteArray::fromStdString(text));
        if (!document)
          return fail(std::move(document.error()).with("file", file.string()));
        return document;
      },
      [&windows, &over](Result<WorkspaceDocument> document) {
        if (document)
          windows.addDocument(std::move(*document));
        else
          over.notify(document.error());
      });
}

void importWorkspace(const Context& context, WindowSet& windows, MainWindow& over)
{
  const QString path = dialogsOf(context).openFile(&over, {Tr::tr("Import workspace"), {}, fileFilter(), {}});
  if (!path.isEmpty())
    openWorkspaceFile(context, windows, over, path.toStdString());
}

}
