// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <optional>
#include <string>

namespace zvt::bench {

/// One row of the result: a figure of ours, what it should reach, and the peer that does the same work in the same run.
struct Measure {
  std::string suite; ///< chart, record, backtest, start …
  std::string name;
  std::string unit; ///< ms: time of one iteration; others: items per second, or the counter "value"
  std::optional<double> target;
  std::string peer; ///< name of the peer; empty: none
  std::function<void(benchmark::State&)> ours;
  std::function<void(benchmark::State&)> peersWork;

  bool manualTime = false; ///< the work sets the time of each iteration itself
  int iterations = 3; ///< of each repeat, with manualTime

  /// Less is better. A work that is measured by neither time nor items sets the counter "value".
  [[nodiscard]] bool isTime() const
  {
    return unit == "ms" || unit == "ns/bar" || unit == "MB" || unit == "bytes" || unit == "repaints" || unit == "% core"
        || unit == "times";
  }
};

/// How much work: --quick takes a tenth of the data.
struct Scale {
  bool quick = false;
  [[nodiscard]] std::size_t of(std::size_t full) const { return quick ? full / 10 : full; }
};

void addMeasure(Measure measure);

/// Each suite adds its measures. Called once, before any runs.
void addAlertsSuite(const Scale& scale); ///< part of suite ui
void addImportSuite(const Scale& scale);
void addBacktestSuite(const Scale& scale);
void addChartSuite(const Scale& scale); ///< needs a QApplication
void addDrawingSuite(const Scale& scale); ///< part of suite chart; needs a QApplication
void addFinderSuite(const Scale& scale); ///< part of suite ui; needs a QApplication
void addLogSuite(const Scale& scale); ///< part of suite ui; needs a QApplication
void addOrdersSuite(const Scale& scale);
void addQuotesSuite(const Scale& scale); ///< part of suite ui
void addStartSuite(const Scale& scale);
void addUiSuite(const Scale& scale); ///< part of suite ui; needs a QApplication
void addWindowsSuite(const Scale& scale); ///< part of suite ui
void addServiceSuite(const Scale& scale); ///< part of suite strategies
void addStoreSuite(const Scale& scale);
void addCodecSuite(const Scale& scale);
void addFactorSuite(const Scale& scale);
void addSqlSuite(const Scale& scale);
void addStrategiesSuite(const Scale& scale);

}
