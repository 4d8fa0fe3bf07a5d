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
  /// Soon: every call within the coalescing time is one reload, and what is being read is finished first: else changes
  /// that keep coming would never let anything be shown.
  void touch();
  void setCoalesceMs(int ms) { m_timer.setInterval(ms); }
  [[nodiscard]] bool isReading() const { return bool(m_control); }
  /// The panel shows something in any case: its states are left alone, failures are only told by failed().
  void setQuiet(bool quiet) { m_quiet = quiet; }
  /// Forgets what is being read: its answer will not be taken.
  void cancel();

  /// Runs @p work(TaskControl&), which returns a Result<T>, on a worker, then @p take(T) here and, unless that showed
  /// something else, the panel's content. A failure shows the error with Retry, a cancellation says so. The panel shows
  /// loading as long as it has nothing to show; what it shows stays while it is read again.
  template <typename Work, typename Take> void read(Work work, Take take);
  /// The same for services that answer by call-back: @p start(reply) asks, reply(Result<T>) is called once, on any
  /// thread. A @p start(reply, control) gets the read's std::shared_ptr<ReadControl> too.
  template <typename T, typename Start, typename Take> void request(Start start, Take take);

  /// A callable for observers on any thread, even after the presenter has gone: touch() on the GUI thread.
  [[nodiscard]] std::function<void()> knock();
  /// The same for observers that are told something: a touch() only if @p concerns(value), asked on the GUI thread.
  template <typename T> [[nodiscard]] std::function<void(const T&)> knockIf(std::function<bool(const T&)> concerns);
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
  template <typename T, typename Take>
  void deliver(const std::shared_ptr<ReadControl>& control, Result<T> outcome, Take& take);
  void showFailure(const Error& error);
  void showTaken();

  Context m_context;
  Panel* m_panel;
  std::function<void()> m_load;
  QTimer m_timer;
  std::shared_ptr<ReadControl> m_control; ///< of the latest read; null: nothing is being read
  bool m_hasContent = false;
  bool m_quiet = false;
  bool m_again = false; ///< something changed while it was being read
  std::vector<std::shared_ptr<void>> m_observations; ///< last: no call arrives once the others are going
};

template <typename T> std::function<void(const T&)> Presenter::knockIf(std::function<bool(const T&)> concerns)
{
  return [guard = QPointer<Presenter>(this), concerns = std::move(concerns)](const T& value) {
    // The guard is only looked at on the GUI thread, where presenters die.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, concerns, value] {
          if (guard && concerns(value))
            guard->touch();
        },
        Qt::QueuedConnection);
  };
}

template <typename T, typename Take>
void Presenter::deliver(const std::shared_ptr<ReadControl>& control, Result<T> outcome, Take& take)
{
  if (!finish(control))
    return;
  if (!outcome) {
    showFailure(outcome.error());
    return;
  }
  showTaken();
  if constexpr (std::is_void_v<T>)
    take();
  else
    take(std::move(*outcome));
  Q_EMIT loaded();
}

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
      [this, control, take = std::move(take)](Outcome outcome) mutable { deliver(control, std::move(outcome), take); });
}

template <typename T, typename Start, typename Take> void Presenter::request(Start start, Take take)
{
  const std::shared_ptr<ReadControl> control = begin();
  auto reply = [guard = QPointer<Presenter>(this), control, take = std::move(take)](Result<T> outcome) mutable {
    auto answer = std::make_shared<std::pair<Result<T>, Take>>(std::move(outcome), std::move(take));
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, control, answer] {
          if (guard)
            guard->deliver(control, std::move(answer->first), answer->second);
        },
        Qt::QueuedConnection);
  };
  if constexpr (std::is_invocable_v<Start&, decltype(reply), std::shared_ptr<ReadControl>>)
    start(std::move(reply), control);
  else
    start(std::move(reply));
}

}
