// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/crash_handler.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <string>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <sys/stat.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif
#ifdef __linux__
#include <execinfo.h>
#include <link.h>
#endif

// What runs in a handler may only use what is async-signal-safe: no memory is taken, no lock, no stdio.
namespace zvt::app {

namespace {

constexpr std::size_t kText = 1024;
std::array<char, kText> file{}; ///< of the report, made before anything goes wrong
std::array<char, kText> head{}; ///< "program …\nversion …\nbuild …\n"
std::array<char, kText> reason{}; ///< what std::terminate() was called for
volatile std::sig_atomic_t crashing = 0;

void copyText(std::array<char, kText>& to, const char* text)
{
  std::strncpy(to.data(), text, kText - 1);
}

void put(int out, const char* text, std::size_t length)
{
#ifdef _WIN32
  (void)_write(out, text, static_cast<unsigned>(length));
#else
  while (length > 0) {
    const ssize_t done = ::write(out, text, length);
    if (done <= 0)
      return;
    text += done;
    length -= static_cast<std::size_t>(done);
  }
#endif
}

void put(int out, const char* text)
{
  put(out, text, std::strlen(text));
}

void putNumber(int out, unsigned long long value, unsigned base)
{
  std::array<char, 24> digits{};
  std::size_t at = digits.size();
  do {
    digits[--at] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value > 0);
  put(out, digits.data() + at, digits.size() - at);
}

const char* nameOf(int signal)
{
  switch (signal) {
  case SIGSEGV:
    return "SIGSEGV";
  case SIGABRT:
    return "SIGABRT";
  case SIGFPE:
    return "SIGFPE";
  case SIGILL:
    return "SIGILL";
#ifndef _WIN32
  case SIGBUS:
    return "SIGBUS";
#endif
  default:
    return "signal";
  }
}

void putAddresses(int out)
{
#ifdef __linux__
  std::array<void*, 64> frames{};
  const int depth = backtrace(frames.data(), static_cast<int>(frames.size()));
  put(out, "backtrace:\n");
  backtrace_symbols_fd(frames.data(), depth, out);
  put(out, "modules:\n");
  const int maps = ::open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  std::array<char, 4096> part{};
  std::size_t whole = 0;
  for (ssize_t got = 0; maps >= 0 && whole < 256 * 1024; whole += static_cast<std::size_t>(got)) {
    got = ::read(maps, part.data(), part.size());
    if (got <= 0)
      break;
    put(out, part.data(), static_cast<std::size_t>(got));
  }
  if (maps >= 0)
    ::close(maps);
#else
  (void)out;
#endif
}

void report(int signal, const void* address)
{
#ifdef _WIN32
  const int out = _open(file.data(), _O_WRONLY | _O_CREAT | _O_TRUNC | _O_BINARY, _S_IREAD | _S_IWRITE);
#else
  const int out = ::open(file.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
#endif
  if (out < 0)
    return;
  put(out, head.data());
  put(out, "time ");
  putNumber(out, static_cast<unsigned long long>(std::time(nullptr)), 10);
  put(out, "\nsignal ");
  putNumber(out, static_cast<unsigned long long>(signal), 10);
  put(out, " ");
  put(out, nameOf(signal));
  put(out, "\naddress 0x");
  putNumber(out, reinterpret_cast<std::uintptr_t>(address), 16);
  if (reason[0] != 0) {
    put(out, "\nreason ");
    put(out, reason.data());
  }
  put(out, "\n");
  putAddresses(out);
#ifdef _WIN32
  _close(out);
#else
  ::close(out);
#endif
}

void die(int signal, const void* address)
{
  if (crashing == 0) {
    crashing = 1;
    report(signal, address);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

#ifdef _WIN32
void onSignal(int signal)
{
  die(signal, nullptr);
}
#else
void onSignal(int signal, siginfo_t* info, void*)
{
  die(signal, info == nullptr ? nullptr : info->si_addr);
}
#endif

[[noreturn]] void onTerminate()
{
  copyText(reason, "std::terminate");
  if (const std::exception_ptr thrown = std::current_exception()) {
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
      copyText(reason, error.what());
    } catch (...) {
      copyText(reason, "an exception of an unknown kind");
    }
  }
  std::abort();
}

/// The linker's build id of this program, in hexadecimal; empty where there is none.
std::string buildId()
{
  std::string id;
#ifdef __linux__
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        auto& found = *static_cast<std::string*>(data);
        for (int i = 0; i < info->dlpi_phnum && found.empty(); ++i) {
          const auto& segment = info->dlpi_phdr[i];
          if (segment.p_type != PT_NOTE)
            continue;
          const auto* at = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
          const char* end = at + segment.p_memsz;
          while (at + sizeof(ElfW(Nhdr)) < end) {
            ElfW(Nhdr) note;
            std::memcpy(&note, at, sizeof note);
            const char* name = at + sizeof note;
            const char* bytes = name + ((note.n_namesz + 3) & ~3U);
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0)
              for (unsigned byte = 0; byte < note.n_descsz; ++byte) {
                found += "0123456789abcdef"[(static_cast<unsigned char>(bytes[byte]) >> 4U) & 15U];
                found += "0123456789abcdef"[static_cast<unsigned char>(bytes[byte]) & 15U];
              }
            at = bytes + ((note.n_descsz + 3) & ~3U);
          }
        }
        return 1; // the first object is the program
      },
      &id);
#endif
  return id;
}

int processId()
{
#ifdef _WIN32
  return _getpid();
#else
  return ::getpid();
#endif
}

}

bool setCrashFolder(const std::filesystem::path& folder)
{
  if (head[0] == 0)
    return false;
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return false;
  const std::string name = "crash-" + std::to_string(std::time(nullptr)) + "-" + std::to_string(processId()) + ".txt";
  copyText(file, (folder / name).string().c_str());
  return true;
}

bool installCrashHandler(const std::filesystem::path& folder, const char* version)
{
  copyText(head, ("program zvt-workstation\nversion " + std::string(version) + "\nbuild " + buildId() + "\n").c_str());
  if (!setCrashFolder(folder)) {
    head[0] = 0;
    return false;
  }
  std::set_terminate(onTerminate);
#ifdef _WIN32
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL})
    std::signal(signal, onSignal);
#else
#ifdef __linux__
  std::array<void*, 2> warm{};
  (void)backtrace(warm.data(), 2); // its first call loads a library, which a handler must not
#endif
  // An overflown stack has no room for a handler.
  static std::array<char, 64 * 1024> handlerStack;
  stack_t stack{};
  stack.ss_sp = handlerStack.data();
  stack.ss_size = handlerStack.size();
  sigaltstack(&stack, nullptr);
  struct sigaction action{};
  action.sa_sigaction = onSignal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL})
    sigaction(signal, &action, nullptr);
#endif
  return true;
}

}
