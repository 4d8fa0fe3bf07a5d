// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/program_run.h"

#include "tests/bench/scratch_profile.h"

#include <QProcess>
#include <QRegularExpression>

namespace zvt::bench {

void runProgram(benchmark::State& state, const QStringList& arguments, const QString& figure, bool isTime)
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
        QStringList{QStringLiteral("--profile"), QString::fromStdString(copy.string())} + arguments);
    const bool ended = program.waitForFinished(60'000);
    const QRegularExpression pattern(figure + QStringLiteral(" ([\\d.]+)"));
    const auto match = pattern.match(QString::fromUtf8(program.readAllStandardOutput()));
    if (!ended || !match.hasMatch()) {
      state.SkipWithError("the workstation did not tell how long it took");
      break;
    }
    const double value = match.captured(1).toDouble();
    state.SetIterationTime(isTime ? value / 1000 : 1);
    if (!isTime)
      state.counters["value"] = value;
  }
  std::error_code ignored;
  std::filesystem::remove_all(copy, ignored);
}

}
