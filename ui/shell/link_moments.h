// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/market/bar_level.h"
#include "ui/shell/link_bus.h"

#include <optional>

namespace zvt::ui {

/// Carries a moment of a security, such as the entry of a trade, from a list to the charts of its colour. One a bus,
/// its child. GUI thread.
class LinkMoments : public QObject {
  Q_OBJECT

public:
  [[nodiscard]] static LinkMoments& of(LinkBus& bus);
  /// Chooses the security for @p color, then the moment for the charts that show it. Nothing with LinkColor::None.
  /// @param moment on the clock of the security's exchange
  /// @param level of the bar that is meant: where it is below a day, charts of longer bars change to it; nothing: any
  void show(LinkColor color, const QString& entityId, LocalTime moment, QObject* source = nullptr,
      std::optional<market::BarLevel> level = {});

Q_SIGNALS:
  void chosen(zvt::ui::LinkColor color, const QString& entityId, zvt::LocalTime moment,
      std::optional<zvt::market::BarLevel> level);

private:
  explicit LinkMoments(LinkBus& bus);
  LinkBus& m_bus;
};

}
