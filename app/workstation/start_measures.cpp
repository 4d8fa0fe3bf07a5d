// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/start_measures.h"

#include "app/workstation/idle_measure.h"
#include "app/workstation/start_up.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"
#include "widgets/chart/chart_view.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace zvt::app {

namespace {

constexpr int kSettleSeconds = 4; ///< in which everything that a start asks for arrives
constexpr int kPanels = 12;
constexpr int kSwitches = 7;

/// Prints how long the start took to the first chart with bars, then quits.
void reportChart(ui::MainWindow& window, const QElapsedTimer& sinceStart)
{
  window.switchTo(window.workspaceIds().front());
  auto* chart = window.findChild<ui::ChartPanel*>();
  if (chart == nullptr) {
    QCoreApplication::exit(1);
    return;
  }
  const auto painted = [chart, &sinceStart] {
    chart->view()->repaint();
    fmt::print("first_chart_ms {}\n", sinceStart.elapsed());
    QCoreApplication::quit();
  };
  if (chart->view()->model())
    painted();
  else
    QObject::connect(chart, &ui::ChartPanel::loaded, &window, painted);
}

/// Twelve panels side by side, of as many kinds as there are.
QString twelvePanels(Workstation& workstation)
{
  ui::WindowSet& windows = workstation.windows();
  const QString id = windows.addWorkspace(QStringLiteral("twelve"), {});
  ui::WorkspaceView* view = windows.first().workspace();
  const auto& specs = workstation.context().panels->all();
  ui::PanelDock* beside = nullptr;
  for (std::size_t i = 0; i < kPanels; ++i)
    beside = view->openPanel(specs[i % specs.size()].id, i % 4 == 0 ? nullptr : beside,
        i % 4 == 0 ? ui::DockSide::Bottom : ui::DockSide::Right);
  return id;
}

double switchMs(ui::WindowSet& windows, const QString& id)
{
  QElapsedTimer timer;
  timer.start();
  windows.switchTo(id);
  QCoreApplication::processEvents(); // what showing asks for
  windows.first().repaint();
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

}

void measureStart(StartUp& startUp, const QElapsedTimer& sinceStart)
{
  QObject::connect(&startUp, &StartUp::firstPainted, &startUp,
      [&sinceStart] { fmt::print("first_window_ms {}\n", sinceStart.elapsed()); });
  QObject::connect(&startUp, &StartUp::ready, &startUp, [&startUp, &sinceStart] {
    fmt::print("workstation_ms {}\n", sinceStart.elapsed());
    QTimer::singleShot(
        0, &startUp, [&startUp, &sinceStart] { reportChart(startUp.workstation()->window(), sinceStart); });
  });
}

void measureIdle(StartUp& startUp, int seconds)
{
  QObject::connect(&startUp, &StartUp::ready, &startUp, [&startUp, seconds] {
    ui::MainWindow& window = startUp.workstation()->window();
    window.switchTo(window.workspaceIds().front());
    new IdleMeasure(
        kSettleSeconds, seconds,
        [seconds](const IdleMeasure::Figures& figures) {
          fmt::print("idle_seconds {}\nidle_repaints {}\nidle_cpu_ms {:.1f}\nidle_resident_mb {:.1f}\n", seconds,
              figures.repaints, figures.cpuMs, figures.residentMb);
          QCoreApplication::quit();
        },
        &startUp);
  });
}

void measureSwitch(StartUp& startUp)
{
  QObject::connect(&startUp, &StartUp::ready, &startUp, [&startUp] {
    const QString other = startUp.workstation()->windows().currentWorkspace();
    const QString twelve = twelvePanels(*startUp.workstation());
    QTimer::singleShot(kSettleSeconds * 1000, &startUp, [&startUp, other, twelve] {
      ui::WindowSet& windows = startUp.workstation()->windows();
      std::vector<double> times;
      for (int i = 0; i < kSwitches; ++i) {
        switchMs(windows, other);
        times.push_back(switchMs(windows, twelve));
      }
      std::nth_element(times.begin(), times.begin() + kSwitches / 2, times.end());
      fmt::print("switch_ms {:.2f}\n", times[kSwitches / 2]);
      QCoreApplication::quit();
    });
  });
}

}
