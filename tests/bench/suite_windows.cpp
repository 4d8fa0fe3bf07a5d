// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.h"
#include "tests/bench/program_run.h"

namespace zvt::bench {

void addWindowsSuite(const Scale& scale)
{
  Measure change;
  change.suite = "ui";
  change.name = "ui.switch_workspace_12";
  change.unit = "ms";
  change.target = 150.0;
  change.ours = [](benchmark::State& state) {
    runProgram(state, {QStringLiteral("--measure-switch")}, QStringLiteral("switch_ms"));
  };
  change.manualTime = true;
  change.iterations = 1;
  addMeasure(change);

  // Of one core: 1 % of the seconds.
  const int seconds = scale.quick ? 3 : 20;
  const auto idle = [&](const char* name, const char* unit, double target, const QString& figure, bool isTime) {
    Measure measure;
    measure.suite = "ui";
    measure.name = name;
    measure.unit = unit;
    measure.target = target;
    measure.ours = [seconds, figure, isTime](benchmark::State& state) {
      runProgram(state, {QStringLiteral("--measure-idle"), QString::number(seconds)}, figure, isTime);
    };
    measure.manualTime = true;
    measure.iterations = 1;
    addMeasure(measure);
  };
  idle("ui.idle_repaints", "repaints", 0, QStringLiteral("idle_repaints"), false);
  idle("ui.idle_cpu", "ms", seconds * 10.0, QStringLiteral("idle_cpu_ms"), true);
  idle("ui.idle_resident", "MB", 200, QStringLiteral("idle_resident_mb"), false);
}

}
