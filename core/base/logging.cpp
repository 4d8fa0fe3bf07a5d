// SPDX-License-Identifier: Apache-2.0
#include "core/base/logging.h"

#include "core/base/text.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>

namespace zvt {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"trace", "debug", "info", "warning", "error", "off"};
constexpr std::array<spdlog::level::level_enum, 6> kSpdlogLevels = {spdlog::level::trace, spdlog::level::debug,
    spdlog::level::info, spdlog::level::warn, spdlog::level::err, spdlog::level::off};

spdlog::level::level_enum toSpdlog(LogLevel level)
{
  return kSpdlogLevels.at(static_cast<std::size_t>(level));
}

/// One line stays one line: text from outside cannot forge another.
std::string singleLine(std::string_view text)
{
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (static_cast<unsigned char>(c) < 0x20 && c != '\t')
      out += '?';
    else
      out += c;
  }
  return out;
}

class SpdlogLogger final : public Logger {
public:
  explicit SpdlogLogger(std::vector<spdlog::sink_ptr> sinks)
      : m_logger("zvt", sinks.begin(), sinks.end())
  {
    m_logger.set_level(spdlog::level::trace); // the sinks decide
    m_logger.set_pattern("%Y-%m-%dT%H:%M:%S.%fZ %l %v", spdlog::pattern_time_type::utc);
    m_logger.flush_on(spdlog::level::info); // who dies suddenly has told what came before
  }
  ~SpdlogLogger() override { m_logger.flush(); }

  void write(LogLevel level, std::string_view channel, std::string_view line) override
  {
    if (level != LogLevel::Off)
      m_logger.log(toSpdlog(level), "[{}] {}", channel, singleLine(redact(line)));
  }

private:
  spdlog::logger m_logger;
};

}

std::string_view toString(LogLevel level)
{
  return kNames.at(static_cast<std::size_t>(level));
}

Result<LogLevel> parseLogLevel(std::string_view text)
{
  const std::string name = toLower(text);
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name)
      return static_cast<LogLevel>(i);
  return fail("log.bad_level", {{"text", std::string(text)}});
}

Result<std::shared_ptr<Logger>> makeLogger(const LogOptions& options)
{
  std::vector<spdlog::sink_ptr> sinks;
  sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  sinks.back()->set_level(toSpdlog(options.consoleLevel));
  if (!options.folder.empty()) {
    const std::filesystem::path file = options.folder / "zvt.log";
    try {
      sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
          file.string(), options.maxFileBytes, options.maxFiles, false));
    } catch (const spdlog::spdlog_ex& exception) {
      return fail(Error{"log.open_failed", {{"reason", exception.what()}}, {}}.with("file", file.string()));
    }
    sinks.back()->set_level(toSpdlog(options.fileLevel));
  }
  return std::make_shared<SpdlogLogger>(std::move(sinks));
}

}
