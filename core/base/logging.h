// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {

enum class LogLevel { Trace, Debug, Info, Warning, Error, Off };
[[nodiscard]] std::string_view toString(LogLevel level);
[[nodiscard]] Result<LogLevel> parseLogLevel(std::string_view text);

/// The seam for log lines; plug-ins get one from the host. Thread-safe.
class Logger {
public:
  virtual ~Logger() = default;
  virtual void write(LogLevel level, std::string_view channel, std::string_view line) = 0;
};

struct LogOptions {
  std::filesystem::path folder; ///< empty: no file
  LogLevel fileLevel = LogLevel::Info;
  LogLevel consoleLevel = LogLevel::Warning; ///< standard error
  std::size_t maxFileBytes = 5U << 20U;
  std::size_t maxFiles = 5; ///< rotated
};

/// spdlog behind the seam: rotating file, standard error, redaction of every line.
[[nodiscard]] Result<std::shared_ptr<Logger>> makeLogger(const LogOptions& options);

/// Replaces the values of what looks like a credential (token=…, "apiKey":"…", Authorization headers, passwords in
/// URLs) by ***. makeLogger applies it to every line.
[[nodiscard]] std::string redact(std::string_view line);

}
