// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel_token.h"
#include "core/storage/verify.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace zvt {
class Clock;
class Logger;
class ThreadExecutor;
}

namespace zvt::storage {

/// A look at a sample of an opened profile on a thread of its own, so that damage is known before the data is needed.
/// It reads beside the owner through connections of its own and says what it found in the log. Ends with the object.
class BackgroundCheck {
public:
  /// @param profile the folder; everything else outlives the check
  BackgroundCheck(const std::filesystem::path& profile, std::uint64_t seed, const Clock& clock, FileSystem& fileSystem,
      Logger& logger);
  ~BackgroundCheck();
  BackgroundCheck(const BackgroundCheck&) = delete;
  BackgroundCheck& operator=(const BackgroundCheck&) = delete;

  /// What was found; nothing while the check runs, or when it could not be done. Any thread.
  [[nodiscard]] std::optional<VerifyReport> report() const;
  /// Returns when the check has ended.
  void wait();

private:
  void run(const VerifyOptions& options, FileSystem& fileSystem, Logger& logger);

  CancelToken m_cancel;
  mutable std::mutex m_guard;
  std::optional<VerifyReport> m_report;
  std::unique_ptr<ThreadExecutor> m_executor; ///< last: its destructor waits for the work
};

}
