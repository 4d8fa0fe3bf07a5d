// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel_token.h"
#include "core/data/coverage.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace zvt::ui {

/// What the panels of the data workspace share: the coverage of everything stored, computed off the GUI thread and
/// anew when data change, and the data set that is looked at. GUI thread.
class DataHub : public QObject {
  Q_OBJECT

public:
  /// Whatever is null in the context stays unknown.
  explicit DataHub(const Context& context, QObject* parent = nullptr);
  ~DataHub() override;

  /// Null until the first one is there.
  [[nodiscard]] const std::shared_ptr<const data::CoverageReport>& coverage() const { return m_coverage; }
  [[nodiscard]] bool isComputing() const { return m_computing; }
  /// The data set of bars that is looked at; null: none, or there is no report yet.
  [[nodiscard]] const data::DataSetCoverage* chosen() const;
  void choose(const data::DataSetCoverage& set);
  /// Asks for the run of data with an id to be shown (the panel of lineage).
  void chooseRun(qint64 run);
  [[nodiscard]] qint64 chosenRun() const { return m_run; } ///< 0: none
  /// Begins to keep the coverage in step; the first panel that shows it asks.
  void start();
  void refresh();
  /// Answers once, on this thread, with the report that is there or the next one. For Presenter::request().
  void ask(std::function<void(Result<std::shared_ptr<const data::CoverageReport>>)> reply);

Q_SIGNALS:
  void coverageChanged();
  void coverageFailed(const zvt::Error& error);
  void chosenChanged();
  void runChosen();
  /// Something stored has changed; at most twice a second.
  void dataChanged();

private:
  Context m_context;
  void take(Result<std::shared_ptr<const data::CoverageReport>> report);

  std::vector<std::function<void(Result<std::shared_ptr<const data::CoverageReport>>)>> m_waiting;
  CancelToken m_cancel; ///< of the report that is being computed
  QTimer m_timer;
  std::shared_ptr<const data::CoverageReport> m_coverage;
  qint64 m_run = 0;
  std::string m_dataSet;
  std::string m_provider;
  std::string m_market;
  bool m_started = false;
  bool m_computing = false;
  bool m_again = false; ///< data changed while a report was being computed
  std::shared_ptr<void> m_observation;
};

}
