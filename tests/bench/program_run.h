// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <benchmark/benchmark.h>

#include <QStringList>

namespace zvt::bench {

/// Runs the real workstation on a copy of the sample profile, offscreen, once an iteration, and takes a figure that it
/// prints: as the time of the iteration when it is milliseconds (@p isTime), else as the counter "value".
void runProgram(benchmark::State& state, const QStringList& arguments, const QString& figure, bool isTime = true);

}
