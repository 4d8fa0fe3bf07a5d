// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/profile_checks.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/random.h"
#include "core/storage/background_check.h"
#include "core/storage/profile.h"

#include <fmt/format.h>

namespace zvt::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMebibyte = 1024 * 1024;
/// A day of bars for every A-share and the journal's own growth need a tenth of it.
constexpr std::uintmax_t kLeastFree = 256 * kMebibyte;

/// Opens it as any reading command does: versions of the databases, their tables and the settings are checked.
Result<std::string> checkFormat(const fs::path& folder, OsFileSystem& files, const Clock& clock, Logger& logger)
{
  ZVT_TRY(const auto profile, storage::Profile::open({folder, true, {}, "zvt"}, clock, files, logger));
  ZVT_TRY(const auto inventory, profile->bars().inventory());
  return fmt::format("{} ({} series)", folder.string(), inventory.size());
}

Result<std::string> checkSample(const fs::path& folder, OsFileSystem& files, const Clock& clock, Logger& logger)
{
  SystemRandom random;
  storage::BackgroundCheck check(folder, random.next(), clock, files, logger);
  check.wait();
  const auto report = check.report();
  if (!report)
    return fail(Error{"selftest.not_checked", {}, {}}.with("profile", folder.string()));
  for (const storage::VerifyFinding& finding : report->findings)
    if (finding.isLoss)
      return fail(finding.error);
  std::string detail;
  for (const storage::VerifyCount& count : report->counts)
    detail += fmt::format("{}{} {}", detail.empty() ? "" : ", ", storage::toString(count.area), count.checked);
  return detail;
}

/// Begins a file and gives it up: it never gets its name.
Result<std::string> checkWriting(const fs::path& folder, OsFileSystem& files)
{
  ZVT_TRY(const auto file, files.createAtomically(folder / "selftest"));
  ZVT_TRY_VOID(file->write("zvt"));
  return folder.string();
}

Result<std::string> checkSpace(const fs::path& folder)
{
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error)
    return fail(Error{"file.io", {{"reason", error.message()}}, {}}.with("file", folder.string()));
  const std::string free = fmt::format("{} MiB", space.available / kMebibyte);
  if (space.available < kLeastFree)
    return fail("selftest.little_space", {{"free", free}, {"wanted", fmt::format("{} MiB", kLeastFree / kMebibyte)}});
  return free;
}

}

std::vector<CheckResult> checkProfile(const fs::path& profile)
{
  OsFileSystem files;
  if (!files.exists(profile / "market.db"))
    return {{"profile", "none yet: " + profile.string()}};
  const SystemClock clock;
  std::vector<CheckResult> results;
  const auto logger = makeLogger({});
  if (!logger)
    return {{"profile", fail(logger.error())}};
  results.push_back({"profile", checkFormat(profile, files, clock, **logger)});
  results.push_back({"profile data", checkSample(profile, files, clock, **logger)});
  results.push_back({"profile writable", checkWriting(profile, files)});
  results.push_back({"disk space", checkSpace(profile)});
  return results;
}

}
