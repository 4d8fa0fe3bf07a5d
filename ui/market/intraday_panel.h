// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/market/quote_subject.h"
#include "ui/shell/panel.h"

namespace zvt::widgets {
class IntradayChart;
class TextLabel;
}

namespace zvt::ui {

class QuoteReplayBar;

/// The line of the day (分时) of the chosen security, with the values under the cross, and the replay's controls.
class IntradayPanel : public Panel {
  Q_OBJECT

public:
  explicit IntradayPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] QString copyText() const override;
  [[nodiscard]] PanelTable exportTable() const override;
  [[nodiscard]] QList<ExportFormat> exportFormats() const override;
  void showEntity(const QString& entityId);

protected:
  void retranslate() override;
  void themeChanged() override;

private:
  void showLine();
  void showLegend();

  Context m_context;
  QuoteSubject* m_subject;
  widgets::TextLabel* m_legend = nullptr;
  widgets::IntradayChart* m_chart = nullptr;
  QuoteReplayBar* m_replay = nullptr;
};

}
