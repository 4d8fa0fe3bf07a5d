// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QWidget;

namespace zvt::ui {

class Panel;
struct Context;

/// Where a panel stands in a workspace that has no saved layout. Left, Centre and Right are columns, Right over the
/// full height; Bottom lies under Left and Centre.
enum class DockArea { Left, Centre, Right, Bottom };

/// A place in a workspace's first layout.
struct PanelPlace {
  QString workspace; ///< "trading", "research", "data", "portfolio"
  DockArea area = DockArea::Centre;
  int order = 0; ///< within the area, ascending
  int size = 300; ///< wanted width (columns) or height (Bottom), logical px at 1600 × 1000
  int stretch = 1; ///< share of the area that it takes beside its neighbours
  bool tabbed = false; ///< a tab on the panel before it instead of a place of its own
};

struct PanelSpec {
  QString id; ///< "watchlist": never shown, kept in workspaces
  std::function<QString()> title; ///< translated, e.g. [] { return Tr::tr("Watchlist"); }
  QString icon; ///< name of a token icon
  QString menu; ///< menu that lists it: "market", "trade", "strategy", "data", "window" (always there as well)
  QString shortcut; ///< portable text, e.g. "F2"; may be empty
  std::vector<PanelPlace> places;
  bool linked = true; ///< has a link chip
  QString helpTopic = {}; ///< page of resources/help that F1 opens; empty: "panel-" and the id
  std::function<Panel*(const Context& context, QWidget* parent)> create;
};

/// The panels of this program, in the order of registration. Filled before the first window opens.
class PanelRegistry {
public:
  /// A panel that the spec creates is adopted (see Panel::adopt()) before anybody gets it.
  void add(PanelSpec spec);
  [[nodiscard]] const PanelSpec* find(const QString& id) const;
  [[nodiscard]] const std::vector<PanelSpec>& all() const { return m_specs; }

private:
  std::vector<PanelSpec> m_specs;
};

}
