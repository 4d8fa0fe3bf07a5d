// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert_history.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>

namespace zvt::ui {

class StatusCells;

/// Makes a noise. Production: the desktop's bell.
using AlertSound = std::function<void(const std::string& sound)>;
[[nodiscard]] AlertSound desktopBell();

/// Tells people of alerts: a toast with what to do next, an entry among the notifications, a sound unless the settings
/// or "do not disturb" keep it quiet, and a cell of the status bar with how many are armed. GUI thread.
class AlertNotices : public QObject {
  Q_OBJECT

public:
  /// @param context with alerts. @param over whose window gets toasts. @param cells may be null
  AlertNotices(const Context& context, QWidget* over, StatusCells* cells, AlertSound sound = desktopBell());

private:
  void tell(const alert::AlertEvent& event);
  void showCell();
  void openChart(const std::string& entityId);

  Context m_context;
  QPointer<QWidget> m_over;
  QPointer<StatusCells> m_cells;
  AlertSound m_sound;
  qint64 m_heardMs = 0;
};

}
