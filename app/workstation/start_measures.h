// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QElapsedTimer;

namespace zvt::app {

class StartUp;

/// What --measure-… print on standard output, one "name value" a line; each ends the program. Before StartUp::begin().
/// first_window_ms, workstation_ms, first_chart_ms: to the first picture, to the workstation's own windows, to the
/// first chart with bars.
void measureStart(StartUp& startUp, const QElapsedTimer& sinceStart);
/// idle_repaints, idle_cpu_ms, idle_resident_mb: of the first workspace while nobody touches it, for @p seconds.
void measureIdle(StartUp& startUp, int seconds);
/// switch_ms: to the picture of a workspace of twelve panels from that of another one, both shown before.
void measureSwitch(StartUp& startUp);

}
