// SPDX-License-Identifier: Apache-2.0
// What the functions of `ctx` share; for this folder alone: it includes Lua.
#pragma once

#include "core/strategy/script/lua_call.h"
#include "core/strategy/strategy.h"

namespace zvt::strategy::script {

/// Whose hook runs; null: none does, or it is over already, and the body has to return kRaise.
inline StrategyContext* contextOf(Call& call)
{
  auto* context = static_cast<StrategyContext*>(call.state.context);
  if (!context)
    call.state.error = {"script.no_context", {{"function", call.function}}, {}};
  else if (context->isOver())
    call.state.halt(ScriptState::Stop::Request); // it would go on asking
  else
    return context;
  return nullptr;
}

/// The functions that ask for orders, into the table on top of the stack.
void openOrderFunctions(lua_State* lua);

}
