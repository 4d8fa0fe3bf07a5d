// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/time.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace zvt {

class Clock;
class Executor;

enum class TaskState { Queued, Running, Succeeded, Failed, Cancelled };
[[nodiscard]] std::string_view toString(TaskState state);

/// What a task tells the world: an immutable picture of one moment.
struct TaskSnapshot {
  std::uint64_t id = 0;
  std::string name; ///< key of a message, e.g. "task.import"
  std::string subject; ///< what it works on: a file, a strategy
  TaskState state = TaskState::Queued;
  double progress = 0; ///< 0…1; negative: unknown
  std::string step; ///< what it is doing now
  std::vector<std::string> log;
  Timestamp started;
  Timestamp finished;
  Error error; ///< when Failed
};

/// Handed to the work: report progress, write log lines, poll for cancellation. Thread-safe.
class TaskControl {
public:
  virtual ~TaskControl() = default;
  virtual void progress(double fraction, std::string_view step = {}) = 0;
  virtual void log(std::string_view line) = 0;
  [[nodiscard]] virtual const CancelToken& cancelToken() const = 0;
};

/// A TaskControl that nobody watches, for callers without a registry.
class SilentTaskControl final : public TaskControl {
public:
  explicit SilentTaskControl(CancelToken token = {})
      : m_token(std::move(token))
  {
  }
  void progress(double, std::string_view) override { }
  void log(std::string_view) override { }
  [[nodiscard]] const CancelToken& cancelToken() const override { return m_token; }

private:
  CancelToken m_token;
};

/// A part of longer work: its progress from 0 to 1 is the whole's from @p from to @p to.
class PartOfTask final : public TaskControl {
public:
  PartOfTask(TaskControl& whole, double from, double to)
      : m_whole(whole)
      , m_from(from)
      , m_to(to)
  {
  }
  void progress(double fraction, std::string_view step) override
  {
    m_whole.progress(m_from + (m_to - m_from) * fraction, step);
  }
  void log(std::string_view line) override { m_whole.log(line); }
  [[nodiscard]] const CancelToken& cancelToken() const override { return m_whole.cancelToken(); }

private:
  TaskControl& m_whole;
  double m_from;
  double m_to;
};

/// Everything long that runs, in one place. All members are thread-safe.
class TaskRegistry {
public:
  using Work = std::move_only_function<Result<void>(TaskControl&)>;
  using Observer = std::function<void(const TaskSnapshot&)>;

  explicit TaskRegistry(const Clock& clock);
  ~TaskRegistry();
  TaskRegistry(const TaskRegistry&) = delete;
  TaskRegistry& operator=(const TaskRegistry&) = delete;

  /// Queues @p work on @p executor and returns the task's id.
  std::uint64_t start(std::string name, std::string subject, Executor& executor, Work work);
  /// Runs @p work here and now, registered like any other task.
  Result<void> runHere(std::string name, std::string subject, Work work);
  void cancel(std::uint64_t id);
  [[nodiscard]] std::vector<TaskSnapshot> snapshot() const;
  /// Calls @p observer on the worker's thread after each change, at most 30 times a second a task for mere progress.
  /// Returns a handle; the observer is gone when the handle is.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);

private:
  struct State;
  std::shared_ptr<State> m_state;
};

}
