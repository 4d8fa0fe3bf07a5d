// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/dock_node.h"

#include <QByteArray>
#include <QJsonObject>
#include <QRect>
#include <QString>

#include <vector>

namespace zvt::ui {

/// One panel of a window: which it is and how it was.
struct PanelDocument {
  QString id; ///< "chart"
  QString instance; ///< "chart.2", once in a window
  QString link; ///< "" or "A" … "F"
  QJsonObject state; ///< Panel::saveState()
  bool pinned = false; ///< keeps its symbol whatever its link
  bool operator==(const PanelDocument&) const = default;
};

/// Panels in a window of their own beside the one they belong to.
struct FloatDocument {
  QRect frame; ///< on the desktop, logical pixels
  DockNode layout;
};

/// One window of a workspace.
struct WindowDocument {
  QRect frame; ///< where it stands; of no meaning for the first window of a workspace, whose place is the program's
  bool maximized = false;
  DockNode layout;
  std::vector<FloatDocument> floats;
  std::vector<PanelDocument> panels; ///< those of the layout and the floats
  std::vector<PanelDocument> closed; ///< what comes back as it was when such a panel is opened again
};

/// A workspace: everything that brings its windows back as they were. What is not in it (orders, bars) is the
/// profile's.
struct WorkspaceDocument {
  QString id; ///< name of its file
  QString name; ///< that a user gave; empty: its template's
  QString templateId; ///< whose layout "as at first" means; empty: no panels
  bool built = true; ///< false: nothing is known of its windows yet, they come from the template
  std::vector<WindowDocument> windows;
};

inline constexpr int kWorkspaceVersion = 2;

[[nodiscard]] QByteArray toBytes(const WorkspaceDocument& document);
/// Also reads the documents of version 1: their panels are kept, their layout is that of the template.
/// Errors: workspace.not_json (arguments line, problem), workspace.not_a_workspace, workspace.newer (version).
[[nodiscard]] Result<WorkspaceDocument> workspaceFromBytes(const QByteArray& bytes);

[[nodiscard]] QJsonArray toJson(const QRect& rect);
[[nodiscard]] QRect rectFromJson(const QJsonValue& value);

}
