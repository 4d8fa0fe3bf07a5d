// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace zvt::data {
struct MarketChange;
}

namespace zvt::ui {

class Panel;

/// Progress and cancellation of one read, shared by the worker that does it and the panel that waits. Thread-safe.
class ReadControl final : public TaskControl {
public:
  ReadControl();
  ~ReadControl() override;
  void progress(double fraction, std::string_view step) override;
  void log(std::string_view) override { }
  [[nodiscard]] const CancelToken& cancelToken() const override { return m_token; }
  void cancel() { m_token.cancel(); }
  [[nodiscard]] std::pair<double, std::string> now() const;

private:
  struct State;
  CancelToken m_token;
  std::unique_ptr<State> m_state;
};

/// Joins a panel to the core. It reads off the GUI thread, lets only the latest answer count, cancels what is overtaken
/// or outlives its panel, reads again when the core says that something changed (a burst is one reload), and shows the
/// panel's loading and error states meanwhile. A child of its panel. GUI thread; only knock() may be called elsewhere.
///
///   m_presenter = new Presenter(context, this, [this] { load(); });
///   m_presenter->watchMarket();
///   void load() {
///     m_presenter->read([data = m_context.marketData](TaskControl&) { return data->levels("stock_sz_000001"); },
///         [this](std::vector<market::BarLevel> levels) { show(levels); });
///   }
class Presenter : public QObject {
  Q_OBJECT

public:
  /// @param load starts a read(); called by reload(), by Retry and after changes
  Presenter(const Context& context, Panel* panel, std::function<void()> load);
  ~Presenter() override;

  /// Now.
  void reload();
  /// Soon: every call within @p coalesceMs is one reload.
  void touch();
  void setCoalesceMs(int ms) { m_timer.setInterval(ms); }
  [[nodiscard]] bool isReading() const { return bool(m_control); }
  /// Forgets what is being read: its answer will not be taken.
  void cancel();

  /// Runs @p work(TaskControl&), which returns a Result<T>, on a worker, then @p take(T) here and, unless that showed
  /// something else, the panel's content. A failure shows the error with Retry, a cancellation says so. The panel shows
  /// loading as long as it has nothing to show; what it shows stays while it is read again.
  template <typename Work, typename Take> void read(Work work, Take take);

  /// A callable for observers on any thread, even after the presenter has gone: touch() on the GUI thread.
  [[nodiscard]] std::function<void()> knock();
  /// Keeps an observation for as long as the presenter lives.
  void keep(std::shared_ptr<void> observation) { m_observations.push_back(std::move(observation)); }
  /// Reads again after changes of the stored bars. @p concerns is asked on the GUI thread; empty: every change counts.
  void watchMarket(std::function<bool(const data::MarketChange& change)> concerns = {});

Q_SIGNALS:
  /// An answer has been taken.
  void loaded();
  void failed(const zvt::Error& error);

private:
  std::shared_ptr<ReadControl> begin();
  /// False: the answer is of yesterday.
  bool finish(const std::shared_ptr<ReadControl>& control);
  void showFailure(const Error& error);
  void showTaken();

  Context m_context;
  Panel* m_panel;
  std::function<void()> m_load;
  QTimer m_timer;
  std::shared_ptr<ReadControl> m_control; ///< of the latest read; null: nothing is being read
  bool m_hasContent = false;
  std::vector<std::shared_ptr<void>> m_observations; ///< last: no call arrives once the others are going
};

template <typename Work, typename Take> void Presenter::read(Work work, Take take)
{
  const std::shared_ptr<ReadControl> control = begin();
  using Outcome = std::invoke_result_t<Work&, TaskControl&>;
  runAsync(
      m_context.workers->next(), this,
      [work = std::move(work), control]() mutable -> Outcome {
        if (control->cancelToken().isCancelled())
          return fail("task.cancelled");
        return work(*control);
      },
      [this, control, take = std::move(take)](Outcome outcome) mutable {
        if (!finish(control))
          return;
        if (!outcome) {
          showFailure(outcome.error());
          return;
        }
        showTaken();
        if constexpr (std::is_void_v<typename Outcome::value_type>)
          take();
        else
          take(std::move(*outcome));
        Q_EMIT loaded();
      });
}

}
