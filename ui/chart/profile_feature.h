// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_async.h"
#include "ui/chart/chart_feature.h"
#include "ui/chart/profile_source.h"
#include "widgets/chart/volume_profile.h"

#include <QTimer>

#include <optional>
#include <utility>

class QToolButton;

namespace zvt::ui {

/// What a chart's volume profile is of, and how it is drawn. A value.
struct ProfileChoice {
  enum class Of {
    Nothing,
    InSight, ///< the bars in sight
    Session, ///< the trading day of the crosshair, else the newest in sight
    Bars ///< those from `from` to `to`
  };
  Of of = Of::Nothing;
  std::int64_t from = 0, to = 0; ///< keys, both inclusive
  int rows = 48;
  bool atLeft = false;
  bool operator==(const ProfileChoice&) const = default;
};

/// Volume by price on the chart, from the finest bars that are stored.
class ProfileFeature : public ChartFeature {
  Q_OBJECT

public:
  /// Up to so many bars are counted at once; more on a worker, while the former profile stays.
  static constexpr std::size_t kAtOnce = 20'000;

  explicit ProfileFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("volumeProfile"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void entityChanged() override;
  void shown() override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  [[nodiscard]] const ProfileChoice& choice() const { return m_choice; }
  /// As the user does it: undo takes it back.
  void choose(const ProfileChoice& choice);
  void chooseOf(ProfileChoice::Of of);
  /// The bars that were measured last.
  void chooseMeasured();
  [[nodiscard]] widgets::VolumeProfileLayer* layer() const { return m_layer; }

private:
  /// The newest bar has moved: counted again a moment later, together with what follows.
  void follow();
  void setChoice(const ProfileChoice& choice);
  void update();
  void show(const std::vector<market::BarRange>& parts, market::VolumeProfile profile,
      std::optional<std::pair<std::size_t, std::size_t>> bars);
  /// Of the chart: [first, second).
  [[nodiscard]] std::pair<std::size_t, std::size_t> range() const;
  [[nodiscard]] std::pair<std::size_t, std::size_t> sessionAt(std::size_t bar) const;
  void fillLooks(QMenu& menu);

  ProfileChoice m_choice;
  std::shared_ptr<const ProfileSource> m_source; ///< null: nothing was read
  std::pair<std::size_t, std::size_t> m_counted{0, 0}; ///< bars that were counted, or are being
  LatestOnly m_latest;
  widgets::VolumeProfileLayer* m_layer;
  QToolButton* m_tool;
  QTimer m_follow;
};

}
