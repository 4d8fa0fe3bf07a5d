// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"
#include "widgets/chart/pane_buttons.h"

#include <optional>

namespace zvt::ui {

/// What the user does to the panes of a chart: undone by Ctrl+Z, kept with the panel, offered by its menu.
class PaneFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit PaneFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("panes"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void fillMenu(QMenu& menu) override;

  /// The pane that an indicator has for itself, or shares with others; nothing: it is with price or volume.
  [[nodiscard]] std::optional<std::size_t> paneOf(std::size_t indicator) const;
  /// With all indicators in it; a pane that is of none (the volumes) is hidden.
  void remove(std::size_t pane);
  /// Shows or hides it, as the user does it.
  void setShown(std::size_t pane, bool shown);
  void setShown(const QString& key, bool shown); ///< nothing when the chart has no such pane

private:
  [[nodiscard]] QString titleOfPane(std::size_t pane) const;
};

}
