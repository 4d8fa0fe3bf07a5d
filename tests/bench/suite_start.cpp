// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.h"
#include "tests/bench/program_run.h"

namespace zvt::bench {

void addStartSuite(const Scale&)
{
  const QStringList arguments{QStringLiteral("--measure-start")};
  addMeasure({"start", "start.first_window", "ms", 500.0, "",
      [arguments](benchmark::State& state) { runProgram(state, arguments, QStringLiteral("first_window_ms")); }, {},
      true});
  addMeasure({"start", "start.first_chart", "ms", 1000.0, "",
      [arguments](benchmark::State& state) { runProgram(state, arguments, QStringLiteral("first_chart_ms")); }, {},
      true});
}

}
