// SPDX-License-Identifier: Apache-2.0
#include "core/base/task.h"

#include "core/base/clock.h"
#include "core/base/executor.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

namespace zvt {
namespace {

constexpr std::size_t kMaxLogLines = 1'000;
constexpr std::size_t kMaxFinished = 200;
constexpr Duration kProgressInterval = Duration::microseconds(1'000'000 / 30);

/// One observer. Its mutex is held during a call, so that none is under way once the handle is gone; recursive, as an
/// observer may drop its own handle.
struct Slot {
  std::recursive_mutex mutex;
  TaskRegistry::Observer observer;
  bool isAlive = true;
};

}

std::string_view toString(TaskState state)
{
  switch (state) {
  case TaskState::Queued:
    return "queued";
  case TaskState::Running:
    return "running";
  case TaskState::Succeeded:
    return "succeeded";
  case TaskState::Failed:
    return "failed";
  case TaskState::Cancelled:
    return "cancelled";
  }
  return "queued";
}

struct TaskRegistry::State {
  class Task;

  explicit State(const Clock& source)
      : clock(source)
  {
  }

  std::shared_ptr<Task> add(const std::shared_ptr<State>& self, std::string name, std::string subject);
  void notify(const TaskSnapshot& snapshot);
  void forgetOldest();

  const Clock& clock;
  std::mutex mutex; ///< guards what follows and the tasks' snapshots
  std::uint64_t lastId = 0;
  std::map<std::uint64_t, std::shared_ptr<Task>> tasks;
  std::vector<std::shared_ptr<Slot>> slots;
};

class TaskRegistry::State::Task final : public TaskControl {
public:
  Task(std::shared_ptr<State> state, TaskSnapshot snapshot)
      : m_state(std::move(state))
      , m_snapshot(std::move(snapshot))
  {
  }

  void progress(double fraction, std::string_view step) override
  {
    const Duration now = m_state->clock.elapsed();
    std::optional<TaskSnapshot> changed;
    {
      const std::lock_guard lock(m_state->mutex);
      m_snapshot.progress = std::min(fraction, 1.0);
      if (!step.empty())
        m_snapshot.step = step;
      if (!m_told || now - *m_told >= kProgressInterval) {
        m_told = now;
        changed = m_snapshot;
      }
    }
    if (changed)
      m_state->notify(*changed);
  }

  void log(std::string_view line) override
  {
    change([&](TaskSnapshot& snapshot) {
      if (snapshot.log.size() >= kMaxLogLines)
        snapshot.log.erase(snapshot.log.begin());
      snapshot.log.emplace_back(line);
    });
  }

  [[nodiscard]] const CancelToken& cancelToken() const override { return m_token; }

  Result<void> run(Work work)
  {
    Result<void> result = m_token.check();
    if (result) {
      change([&](TaskSnapshot& snapshot) {
        snapshot.state = TaskState::Running;
        snapshot.started = m_state->clock.now();
      });
      result = guarded(work);
    }
    finish(result);
    return result;
  }

  /// Under the state's mutex.
  [[nodiscard]] const TaskSnapshot& snapshot() const { return m_snapshot; }

private:
  /// Nothing that a task throws may take the executor's thread down.
  Result<void> guarded(Work& work)
  {
    try {
      return work(*this);
    } catch (const std::exception& exception) {
      return fail("task.crashed", {{"reason", exception.what()}});
    }
  }

  void finish(const Result<void>& result)
  {
    change([&](TaskSnapshot& snapshot) {
      snapshot.finished = m_state->clock.now();
      if (result) {
        snapshot.state = TaskState::Succeeded;
        snapshot.progress = 1;
      } else if (result.error().code == "task.cancelled") {
        snapshot.state = TaskState::Cancelled;
      } else {
        snapshot.state = TaskState::Failed;
        snapshot.error = result.error();
      }
    });
  }

  template <typename Edit> void change(const Edit& edit)
  {
    std::unique_lock lock(m_state->mutex);
    edit(m_snapshot);
    const TaskSnapshot changed = m_snapshot;
    lock.unlock();
    m_state->notify(changed);
  }

  std::shared_ptr<State> m_state;
  CancelToken m_token;
  TaskSnapshot m_snapshot;
  std::optional<Duration> m_told;
};

std::shared_ptr<TaskRegistry::State::Task> TaskRegistry::State::add(
    const std::shared_ptr<State>& self, std::string name, std::string subject)
{
  TaskSnapshot snapshot;
  snapshot.name = std::move(name);
  snapshot.subject = std::move(subject);
  std::shared_ptr<Task> task;
  {
    const std::lock_guard lock(mutex);
    snapshot.id = ++lastId;
    task = std::make_shared<Task>(self, snapshot);
    tasks.emplace(snapshot.id, task);
    forgetOldest();
  }
  notify(snapshot);
  return task;
}

void TaskRegistry::State::notify(const TaskSnapshot& snapshot)
{
  std::vector<std::shared_ptr<Slot>> current;
  {
    const std::lock_guard lock(mutex);
    current = slots;
  }
  for (const std::shared_ptr<Slot>& slot : current) {
    const std::lock_guard lock(slot->mutex);
    if (slot->isAlive)
      slot->observer(snapshot);
  }
}

void TaskRegistry::State::forgetOldest()
{
  const auto isFinished = [](const auto& entry) {
    const TaskState state = entry.second->snapshot().state;
    return state != TaskState::Queued && state != TaskState::Running;
  };
  auto count = static_cast<std::size_t>(std::count_if(tasks.begin(), tasks.end(), isFinished));
  for (auto it = tasks.begin(); count > kMaxFinished; --count) {
    it = std::find_if(it, tasks.end(), isFinished);
    it = tasks.erase(it);
  }
}

TaskRegistry::TaskRegistry(const Clock& clock)
    : m_state(std::make_shared<State>(clock))
{
}

TaskRegistry::~TaskRegistry()
{
  const std::lock_guard lock(m_state->mutex);
  for (const auto& [id, task] : m_state->tasks)
    task->cancelToken().cancel();
  // Tasks and state refer to each other: running ones keep themselves through what the executor holds.
  std::map<std::uint64_t, std::shared_ptr<State::Task>>().swap(m_state->tasks);
}

std::uint64_t TaskRegistry::start(std::string name, std::string subject, Executor& executor, Work work)
{
  const auto task = m_state->add(m_state, std::move(name), std::move(subject));
  std::uint64_t id = 0;
  {
    const std::lock_guard lock(m_state->mutex);
    id = task->snapshot().id;
  }
  executor.post([task, work = std::move(work)]() mutable {
    [[maybe_unused]] const Result<void> told = task->run(std::move(work));
  });
  return id;
}

Result<void> TaskRegistry::runHere(std::string name, std::string subject, Work work)
{
  return m_state->add(m_state, std::move(name), std::move(subject))->run(std::move(work));
}

void TaskRegistry::cancel(std::uint64_t id)
{
  const std::lock_guard lock(m_state->mutex);
  if (const auto found = m_state->tasks.find(id); found != m_state->tasks.end())
    found->second->cancelToken().cancel();
}

std::vector<TaskSnapshot> TaskRegistry::snapshot() const
{
  const std::lock_guard lock(m_state->mutex);
  std::vector<TaskSnapshot> result;
  for (const auto& [id, task] : m_state->tasks)
    result.push_back(task->snapshot());
  return result;
}

std::shared_ptr<void> TaskRegistry::observe(Observer observer)
{
  auto slot = std::make_shared<Slot>();
  slot->observer = std::move(observer);
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->slots.push_back(slot);
  }
  return {slot.get(), [slot, weak = std::weak_ptr(m_state)](void*) {
            {
              const std::lock_guard lock(slot->mutex);
              slot->isAlive = false;
            }
            if (const auto state = weak.lock()) {
              const std::lock_guard lock(state->mutex);
              std::erase(state->slots, slot);
            }
          }};
}

}
