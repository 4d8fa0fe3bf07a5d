// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/save_notice.h"

#include "ui/shell/dialogs.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_files.h"
#include "widgets/base/language.h"
#include "widgets/base/toast.h"

namespace zvt::ui {

SaveNotice::SaveNotice(const Context& context, WindowSet& windows)
    : QObject(&windows)
    , m_context(context)
    , m_windows(windows)
{
  connect(&windows, &WindowSet::saveFailed, this, &SaveNotice::tell);
  connect(&windows, &WindowSet::saved, this, &SaveNotice::tellSaved);
}

void SaveNotice::tell(const Error& error)
{
  if (std::exchange(m_reason, error.code) == error.code)
    return;
  if (m_toast)
    m_toast->close();
  const QString reason = widgets::Language::current().describe(error);
  const QString text = Tr::tr("Your workspaces are not being kept: %1").arg(reason);
  if (m_context.notices)
    m_context.notices->add(widgets::NoteKind::Error, text, QStringLiteral("workspace.export"));
  m_toast = widgets::Toast::show(
      &m_windows.active(), widgets::NoteKind::Error, text, {Tr::tr("What to do…"), [this, text] { offer(text); }});
}

void SaveNotice::offer(const QString& text)
{
  enum Answer { Retry, Elsewhere };
  const int answer = dialogsOf(m_context).ask(&m_windows.active(),
      {Tr::tr("Workspaces are not being kept"), text,
          Tr::tr("What is not kept is still in the windows. It is tried again whenever something changes."),
          {Tr::tr("Try again"), Tr::tr("Save a copy elsewhere…"), Tr::tr("Later")}, -1, false,
          widgets::NoteKind::Error});
  if (answer == Retry) {
    m_reason.clear(); // the answer is wanted, whatever it is
    m_windows.saveNow();
  } else if (answer == Elsewhere) {
    exportWorkspace(m_context, m_windows, m_windows.active());
  }
}

void SaveNotice::tellSaved()
{
  if (std::exchange(m_reason, {}).empty() && !m_toast)
    return;
  if (m_toast)
    m_toast->close();
  notify(m_context, &m_windows.active(), widgets::NoteKind::Ok, Tr::tr("Your workspaces are kept again."));
}

}
