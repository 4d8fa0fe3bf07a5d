// SPDX-License-Identifier: Apache-2.0
// What a script keeps over restarts of the program: the table `strategy.state` as JSON and back; for this folder alone.
#pragma once

#include "core/base/json.h"

struct lua_State;

namespace zvt::strategy::script {

/// The value on top of the stack: a table of switches, numbers, texts and tables of them, the same bits when it is read
/// back. A table is a list of pairs [key, value] by keys, as Lua has no other; numbers that JSON
/// has not are {"n": "nan"}, those that would become integers {"n": 1}. Errors: script.state.type (path, type),
/// script.state.twice (path: a table that lies in two places would be two), script.state.too_deep (path),
/// script.state.too_large (kilobytes).
[[nodiscard]] Result<Json> readState(lua_State* lua);
/// Pushes what readState() gave. Errors: script.state.damaged; nothing is pushed then.
Result<void> pushState(lua_State* lua, const Json& state);

}
