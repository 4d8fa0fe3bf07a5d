// SPDX-License-Identifier: Apache-2.0
#include "core/storage/background_check.h"

#include "core/base/executor.h"
#include "core/base/logging.h"
#include "core/base/task.h"

namespace zvt::storage {

namespace {

constexpr std::size_t kSample = 64; ///< series

std::string lineOf(const VerifyFinding& finding)
{
  std::string line = "the check of stored data found " + finding.error.code;
  for (const auto& [key, value] : finding.error.context)
    line += " " + key + "=" + value;
  return line;
}

}

BackgroundCheck::BackgroundCheck(const std::filesystem::path& profile, std::uint64_t seed, const Clock& clock,
    FileSystem& fileSystem, Logger& logger)
    : m_executor(std::make_unique<ThreadExecutor>("storage check", clock))
{
  VerifyOptions options;
  options.profile = profile;
  options.quick = true;
  options.pages = false; // whole files would get in the way of the first charts; the next start looks elsewhere
  options.sample = kSample;
  options.seed = seed;
  m_executor->post([this, options, &fileSystem, &logger] { run(options, fileSystem, logger); });
}

BackgroundCheck::~BackgroundCheck()
{
  m_cancel.cancel();
  m_executor.reset();
}

void BackgroundCheck::run(const VerifyOptions& options, FileSystem& fileSystem, Logger& logger)
{
  SilentTaskControl control(m_cancel);
  auto report = verifyProfile(options, fileSystem, control);
  if (!report)
    return;
  for (const VerifyFinding& finding : report->findings) {
    if (finding.isLoss)
      logger.write(LogLevel::Error, "storage", lineOf(finding));
  }
  const std::lock_guard lock(m_guard);
  m_report = *std::move(report);
}

std::optional<VerifyReport> BackgroundCheck::report() const
{
  const std::lock_guard lock(m_guard);
  return m_report;
}

void BackgroundCheck::wait()
{
  m_executor->drain();
}

}
