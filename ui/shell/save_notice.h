// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QPointer>

namespace zvt::widgets {
class Toast;
}

namespace zvt::ui {

class WindowSet;

/// Says that workspaces are not being kept, why, and what can be done: try again, or save a copy elsewhere. Once for
/// each reason, however often saving goes wrong, and that it works again once it does. A child of its window set. GUI
/// thread.
class SaveNotice : public QObject {
public:
  SaveNotice(const Context& context, WindowSet& windows);

private:
  void tell(const Error& error);
  void tellSaved();
  void offer(const QString& text);

  Context m_context;
  WindowSet& m_windows;
  std::string m_reason; ///< told last; empty: all is well
  QPointer<widgets::Toast> m_toast;
};

}
