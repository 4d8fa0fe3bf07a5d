// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.h"
#include "tests/bench/scratch_profile.h"

#include <QProcess>
#include <QRegularExpression>

namespace zvt::bench {

namespace {

/// Starts the real program on the sample profile, offscreen, and takes the figure that it prints.
void startProgram(benchmark::State& state, const QString& figure)
{
  auto scratch = std::make_unique<ScratchProfile>();
  scratch->loadSample();
  // The program wants the profile for itself: a copy, while this one is still open.
  const std::filesystem::path copy = scratch->folder().string() + "-start";
  std::filesystem::copy(scratch->folder(), copy, std::filesystem::copy_options::recursive);
  scratch.reset();
  QProcess program;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
  program.setProcessEnvironment(environment);
  for ([[maybe_unused]] auto _ : state) {
    program.start(QStringLiteral(ZVT_WORKSTATION),
        {QStringLiteral("--profile"), QString::fromStdString(copy.string()), QStringLiteral("--measure-start")});
    const bool ended = program.waitForFinished(60'000);
    const QRegularExpression pattern(figure + QStringLiteral(" (\\d+)"));
    const auto match = pattern.match(QString::fromUtf8(program.readAllStandardOutput()));
    if (!ended || !match.hasMatch()) {
      state.SkipWithError("the workstation did not tell how long it took");
      break;
    }
    state.SetIterationTime(match.captured(1).toDouble() / 1000);
  }
  std::error_code ignored;
  std::filesystem::remove_all(copy, ignored);
}

}

void addStartSuite(const Scale&)
{
  addMeasure({"start", "start.first_window", "ms", 500.0, "",
      [](benchmark::State& state) { startProgram(state, QStringLiteral("first_window_ms")); }, {}, true});
  addMeasure({"start", "start.first_chart", "ms", 1000.0, "",
      [](benchmark::State& state) { startProgram(state, QStringLiteral("first_chart_ms")); }, {}, true});
}

}
