// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/services.h"

#include <cstdlib>

#if defined(_WIN32)
#include <windows.h>
#elif defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace zvt::app {

namespace {

std::string environment(const char* name)
{
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}

std::filesystem::path profileFolder(const std::optional<std::string>& fromCommandLine)
{
  if (fromCommandLine && !fromCommandLine->empty())
    return *fromCommandLine;
  if (const std::string home = environment("ZVT_HOME"); !home.empty())
    return home;
#if defined(_WIN32)
  return std::filesystem::path(environment("LOCALAPPDATA")) / "ZVT Workstation";
#elif defined(__APPLE__)
  return std::filesystem::path(environment("HOME")) / "Library/Application Support/ZVT Workstation";
#else
  if (const std::string data = environment("XDG_DATA_HOME"); !data.empty())
    return std::filesystem::path(data) / "zvt-workstation";
  return std::filesystem::path(environment("HOME")) / ".local/share/zvt-workstation";
#endif
}

std::filesystem::path programFolder(const char* argv0)
{
  std::error_code ignored;
#if defined(_WIN32)
  wchar_t path[MAX_PATH];
  if (const DWORD length = GetModuleFileNameW(nullptr, path, MAX_PATH); length > 0)
    return std::filesystem::path(std::wstring(path, length)).parent_path();
#elif defined(__APPLE__)
  char path[4096];
  std::uint32_t size = sizeof path;
  if (_NSGetExecutablePath(path, &size) == 0)
    return std::filesystem::canonical(path, ignored).parent_path();
#else
  if (const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", ignored); !ignored)
    return self.parent_path();
#endif
  return std::filesystem::absolute(argv0, ignored).parent_path();
}

std::string systemLanguage()
{
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const std::string value = environment(name); !value.empty())
      return value.starts_with("zh") ? "zh_CN" : "en";
  return "en";
}

}
