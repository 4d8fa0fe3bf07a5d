-- SPDX-License-Identifier: Apache-2.0
-- Holds what closes above its slow average, by day, as long as its week is not falling.
--   zvt backtest ma_cross.lua --out run --set slow=60 --set run.start=2020-01-01
strategy = {
  name = "ma_cross",
  entities = { "stock_*" },
  levels = { "1d", "1wk" },
  warmup = 30,
  params = { fast = 10, slow = 30, positions = 10 },
  state = { held = {}, count = 0 }, -- what it wants to hold; goes on after a restart
  run = { adjust = "hfq", seed = 7 },
  account = { initial_cash = "1000000" },
}

-- Begun anew on an account that has positions, it goes on with these.
function on_start(ctx)
  local state = strategy.state
  if state.begun then return end
  state.begun = true
  for _, id in ipairs(ctx:positions()) do
    state.held[id], state.count = true, state.count + 1
  end
end

local function falls(ctx, id)
  local now, before = ctx:bar(id, 0, "1wk"), ctx:bar(id, 1, "1wk")
  return now ~= nil and before ~= nil and now.close < before.close
end

function on_bar(ctx, level, entities)
  if level ~= "1d" then return end
  local p, state = strategy.params, strategy.state
  for _, id in ipairs(entities) do
    local fast = ctx:mean(id, "close", p.fast)
    local slow = ctx:mean(id, "close", p.slow)
    if fast and slow then
      if state.held[id] and fast < slow then
        ctx:why(id, "fast", fast)
        ctx:why(id, "slow", slow)
        ctx:target(id, 0)
        state.held[id], state.count = nil, state.count - 1
      elseif not state.held[id] and fast > slow and state.count < p.positions and not falls(ctx, id) then
        ctx:why(id, "fast", fast)
        ctx:why(id, "slow", slow)
        ctx:target(id, 0.9 / p.positions)
        state.held[id], state.count = true, state.count + 1
      end
    end
  end
end

function on_profit_control(ctx)
  ctx:profit_rule(0.5, -0.15)
end
