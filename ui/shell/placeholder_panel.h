// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"
#include "ui/shell/panel_registry.h"

namespace zvt::ui {

/// Stands for a panel that this program does not know (a plug-in's, a newer version's): keeps its place and its state.
class PlaceholderPanel : public Panel {
  Q_OBJECT

public:
  PlaceholderPanel(QString id, QWidget* parent);
  [[nodiscard]] QString title() const override { return m_id; }
  [[nodiscard]] QJsonObject saveState() const override { return m_state; }
  void restoreState(const QJsonObject& state) override { m_state = state; }

protected:
  void retranslate() override;

private:
  QString m_id;
  QJsonObject m_state;
};

/// The spec of a panel that is not registered.
[[nodiscard]] PanelSpec placeholderSpec(const QString& id);

}
