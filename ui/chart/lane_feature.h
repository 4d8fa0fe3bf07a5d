// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"

#include <QStringList>

#include <memory>

class QToolButton;

namespace zvt::widgets {
class LaneView;
struct LaneModel;
struct LaneSet;
}

namespace zvt::ui {

/// Lanes under a chart for what is known beside its bars: fundamentals and other columns of the catalogue, the industry
/// and the tags of the security, each as of the time of the bar.
class LaneFeature : public ChartFeature {
  Q_OBJECT

public:
  static constexpr qsizetype kMostLanes = 12;

  explicit LaneFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("lanes"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void shown() override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  /// "pe_ttm", "tag:industry"; from the top down. As the user does it: undo takes it back.
  void choose(const QStringList& lanes);
  [[nodiscard]] const QStringList& lanes() const { return m_lanes; }
  [[nodiscard]] widgets::LaneView* view() const { return m_view; }

private:
  void set(const QStringList& lanes);
  void arrive(std::shared_ptr<const widgets::LaneSet> lanes);
  void fill(QMenu& menu);
  void addChoice(QMenu& menu, const QString& lane);

  QStringList m_lanes;
  widgets::LaneView* m_view;
  QToolButton* m_button;
  bool m_hasArrived = false; ///< lanes of the bars that come into the picture
};

}
