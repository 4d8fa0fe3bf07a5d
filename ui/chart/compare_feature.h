// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"
#include "ui/chart/compare_reader.h"
#include "widgets/chart/layer_legend.h"

#include <optional>

class QToolButton;

namespace zvt::data {
struct QuoteChanges;
}

namespace zvt::ui {

class AddSymbol;
class Presenter;

/// Other securities on the chart: over its prices in per cent or on axes of their own, or as spread, ratio and
/// correlation in panes. Chosen in a search, by a dropped symbol or the menu; every change can be undone.
class CompareFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit CompareFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("compare"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void complete(widgets::BarUpdate& update, const LiveMoment& moment) override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  [[nodiscard]] const std::vector<ComparedSecurity>& securities() const { return m_securities; }
  /// As the user does it: undo takes it back. Nothing happens when it is there in that way, or is the chart's own.
  void add(const QString& entityId, CompareMode mode = CompareMode::Percent);
  /// The same with any change. The first line in per cent switches the scale, the last one switches it back.
  void choose(std::vector<ComparedSecurity> securities);
  /// The indicators (axisKeyOf()) that are drawn over the price on axes of their own. As the user does it.
  void chooseOwnAxes(std::vector<std::string> keys);
  [[nodiscard]] const std::vector<std::string>& ownAxes() const { return m_ownAxes; }
  /// Asks for a security under the tool.
  void openBox();
  /// What can be done to one of them.
  void fillEntryMenu(QMenu& menu, std::size_t index);
  [[nodiscard]] std::vector<widgets::LayerLegendEntry> entries(std::size_t bar) const;
  [[nodiscard]] widgets::LayerLegend* legend() const { return m_legend; }
  [[nodiscard]] widgets::SecondAxisLayer* axes() const { return m_axes; }

private:
  void setSecurities(const std::vector<ComparedSecurity>& securities);
  void removeAt(std::size_t index);
  void removePane(std::size_t pane);
  void setOwnAxes(const std::vector<std::string>& keys);
  void fillOwnAxes(QMenu& menu);
  void pressEntry(std::size_t entry, const QPoint& globalPosition);
  void addAxisEntries(std::vector<widgets::LayerLegendEntry>& entries, std::size_t bar) const;
  void take(const std::vector<ComparedSecurity>& securities, ComparedColumns columns);
  void change(std::size_t index, const std::function<void(ComparedSecurity&)>& edit);
  void fillColors(QMenu& menu, std::size_t index);
  void askFactor(std::size_t index);
  void askWindow(std::size_t index);
  [[nodiscard]] QString nameAt(std::size_t index) const;
  void followQuotes();
  void takeQuotes(const data::QuoteChanges& changes);
  /// What the quotes say of one now, adjusted as the chart; nothing: none that goes on from its bars.
  [[nodiscard]] std::optional<double> liveClose(std::size_t index) const;

  std::vector<ComparedSecurity> m_securities;
  std::vector<std::string> m_ownAxes;
  std::vector<ComparedSecurity> m_shown; ///< that m_columns are of
  ComparedColumns m_columns; ///< its axes are those of m_axes
  std::shared_ptr<void> m_subscription; ///< to the quotes of those that are shown
  std::optional<widgets::PriceScale> m_scaleBefore; ///< that the first line in per cent replaced
  widgets::SecondAxisLayer* m_axes;
  widgets::LayerLegend* m_legend;
  QToolButton* m_tool;
  AddSymbol* m_box = nullptr;
  Presenter* m_presenter;
};

}
