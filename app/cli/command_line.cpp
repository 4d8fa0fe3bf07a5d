// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdio>

#if defined(_WIN32)
#include <io.h>
#define ZVT_STDERR_IS_TERMINAL (_isatty(2) != 0)
#else
#include <unistd.h>
#define ZVT_STDERR_IS_TERMINAL (isatty(2) != 0)
#endif

namespace zvt::cli {

namespace {

/// A signal handler may only set a flag; the token's flag is lock-free and lives as long as the process.
CancelToken& interrupt()
{
  static CancelToken token;
  return token;
}

class TerminalControl final : public TaskControl {
public:
  TerminalControl(const Messages& messages, bool show)
      : m_messages(messages)
      , m_show(show)
  {
    std::signal(SIGINT, [](int) { interrupt().cancel(); });
  }
  ~TerminalControl() override
  {
    if (m_shown)
      std::fputs("\r\033[K", stderr);
  }
  void progress(double fraction, std::string_view step) override
  {
    const int percent = static_cast<int>(fraction * 100);
    if (!m_show || percent == m_percent)
      return;
    m_percent = percent;
    m_shown = true;
    fmt::print(stderr, "\r\033[K{:3}% {}", percent, step.empty() ? std::string() : m_messages.text(step));
    std::fflush(stderr);
  }
  void log(std::string_view text) override
  {
    if (m_show)
      fmt::print(stderr, "\r\033[K{}\n", text);
  }
  [[nodiscard]] const CancelToken& cancelToken() const override { return interrupt(); }

private:
  const Messages& m_messages;
  bool m_show;
  bool m_shown = false;
  int m_percent = -1;
};

}

CommandLine::CommandLine(std::filesystem::path programFolder, std::string language)
    : m_programFolder(std::move(programFolder))
    , m_language(std::move(language))
    , m_messages(Messages::load(m_language))
{
}

Result<app::Services*> CommandLine::open(bool readOnly)
{
  ZVT_TRY(const LogLevel level, parseLogLevel(quiet ? "error" : logLevel));
  app::ServiceOptions options;
  options.profile = app::profileFolder(profile);
  options.readOnly = readOnly;
  options.consoleLevel = level;
  options.programFolder = m_programFolder;
  ZVT_TRY(m_services, app::Services::open(std::move(options)));
  return m_services.get();
}

TaskControl& CommandLine::control()
{
  if (!m_control)
    m_control = std::make_unique<TerminalControl>(*m_messages, !quiet && !json && ZVT_STDERR_IS_TERMINAL);
  return *m_control;
}

void CommandLine::note(const std::string& text) const
{
  if (!quiet)
    fmt::print(stderr, "{}\n", text);
}

int CommandLine::report(const Error& error) const
{
  const std::string text = m_messages->describe(error);
  fmt::print(stderr, "zvt: {}\n", text);
  if (json && !hasAnswered) {
    nlohmann::ordered_json context = nlohmann::ordered_json::object();
    for (const auto& fields : {error.arguments, error.context})
      for (const auto& [key, value] : fields)
        context[key] = value;
    const nlohmann::ordered_json document = {
        {"error", {{"code", error.code}, {"message", text}, {"context", context}}}};
    writeJson(document, stdout);
  }
  return 1;
}

Result<Format> CommandLine::format(const std::string& option) const
{
  if (!option.empty())
    return parseFormat(option);
  return json ? Format::Json : Format::Table;
}

}
