// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct lua_State;

namespace zvt {
class Clock;
}

namespace zvt::strategy::script {

struct ScriptState;

/// What one call into a script may use.
struct ScriptLimits {
  std::uint64_t work = 20'000'000; ///< instructions of Lua's machine, and as much for what they hide
  std::size_t memory = 64 << 20; ///< bytes, over all calls
  std::size_t source = 1 << 20; ///< bytes of a script
  Duration time; ///< of the clock that is handed in; 0: none. A last resort, it depends on the machine
};

/// A Lua 5.4 interpreter that cannot reach out: no files, processes, network, clock, threads, other code or addresses;
/// bounded in work, memory and recursion; and with the same bits in every run. What differs from Lua:
///
/// - No text has a zero byte or more than 2 MB; texts are compared byte by byte, whatever the machine's language.
/// - What costs more than an instruction (texts, patterns, sorting) is charged by length.
/// - There is no io, os, debug, package, coroutine, utf8, load, dofile, require, collectgarbage, string.dump, pack.
/// - pairs and next go through a table by sorted keys (numbers, texts, booleans; other keys are refused).
/// - tostring and %s of a table or function say only what it is. Metatables may not have __gc or __mode.
/// - math.random has the run's seed. A limit that is reached cannot be caught by pcall.
///
/// One thread at a time.
class LuaSandbox {
public:
  /// @param watch for limits.time; may be null
  LuaSandbox(ScriptLimits limits, std::uint64_t seed, const Clock* watch = nullptr);
  ~LuaSandbox();
  LuaSandbox(const LuaSandbox&) = delete;
  LuaSandbox& operator=(const LuaSandbox&) = delete;

  /// Compiles and runs a script's top level. Errors: script.syntax, script.failed (file, line, text), script.too_long,
  /// script.zero_byte, script.limit.work, script.limit.memory, script.limit.time, script.stopped (where; the latter
  /// after a wrong request); those of functions it calls, with context "file" and "line".
  Result<void> load(std::string_view source, std::string_view fileName);
  /// Calls what @p push left on the stack (a function and its arguments) and lets @p pop read @p results values.
  /// Errors: as load().
  Result<void> call(const std::function<int(lua_State*)>& push, int results = 0,
      const std::function<Result<void>(lua_State*)>& pop = {});
  [[nodiscard]] bool hasFunction(const char* name);
  /// Where print() goes.
  void setPrint(std::function<void(std::string_view)> print);
  void setContext(void* context);
  [[nodiscard]] SeededRandom& random(); ///< of math.random

  [[nodiscard]] lua_State* lua();
  /// Bytes in use.
  [[nodiscard]] std::size_t memory() const;

private:
  [[nodiscard]] Error errorOf(int status);
  void begin();

  std::unique_ptr<ScriptState> m_state;
};

}
