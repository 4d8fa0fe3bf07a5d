// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/dock_node.h"
#include "ui/shell/panel_registry.h"

#include <QSize>

namespace zvt::ui {

/// Workspaces that a new profile starts with and that "New workspace" offers, in the order of the desk: "trading",
/// "research", "strategy", "data", "portfolio".
[[nodiscard]] QStringList workspaceTemplates();
/// Translated; of an unknown id the id.
[[nodiscard]] QString templateName(const QString& templateId);
/// Whether any panel has a place in it.
[[nodiscard]] bool isTemplateUsed(const QString& templateId, const PanelRegistry& panels);
/// Its layout by the places that the panels' specs ask for, (((left | centre) / bottom) | right), as a tree whose
/// instances are "ID.1". Sizes are those of the design's 1600 × 1000.
[[nodiscard]] DockNode templateLayout(const QString& templateId, const PanelRegistry& panels);
/// The place that a panel asks for there; null: none.
[[nodiscard]] const PanelPlace* placeIn(const PanelSpec& spec, const QString& templateId);

}
