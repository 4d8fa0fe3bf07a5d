// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/plugin/api/host_services.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::plugin {

/// What a strategy in code wants to see. Whoever runs it loads that and nothing else.
struct CodeNeeds {
  std::string name;
  std::vector<std::string> entities; ///< ids and globs: "stock_sh_*"
  std::vector<std::string> levels{"1d"}; ///< "1m" … "1wk"; the finest is the strategy's beat
  std::size_t warmUp = 0; ///< bars of the finest level that some entity must have before the first onBar
  std::vector<std::string> factors; ///< formulas with one output each: "MA(CLOSE,20)"
};

/// Finished bars, oldest first. The spans stay valid until the hook returns.
struct CodeBars {
  std::span<const std::int64_t> key; ///< days since 1970-01-01 (1d and longer), else the bar's end in microseconds UTC
  std::span<const double> open, high, low, close, volume, turnover;
  [[nodiscard]] std::size_t size() const { return key.size(); }
};

struct CodePosition {
  double total = 0; ///< shares, contracts, coins; negative: short
  double sellable = 0; ///< today
  double averageCost = 0; ///< with costs, a unit
  double last = 0;
  double profitRate = 0; ///< unrealised profit as a fraction of the cost; right for short positions too
};

struct CodeOrder {
  std::string_view id;
  std::string_view entityId;
  bool buys = true;
  double quantity = 0;
  double filled = 0;
  std::optional<double> limit; ///< nothing: at the market
  std::string_view state; ///< "working", "filled" …
};

struct CodeFill {
  std::string_view orderId;
  std::string_view entityId;
  bool buys = true;
  double quantity = 0;
  double price = 0;
  double costs = 0;
};

/// An order that waits on this computer until its price is reached: one of stop, take profit and a trailing stop.
struct CodeHold {
  std::uint32_t entity = 0; ///< place in the universe
  bool buys = false;
  double quantity = 0;
  std::optional<double> stop = {};
  std::optional<double> limit = {}; ///< of the order that a stop sends; nothing: at the market
  std::optional<double> takeProfit = {};
  std::optional<double> trail = {}; ///< distance from the best price, in money
  std::optional<double> trailPercent = {}; ///< the same in percent of it
  std::string group = {}; ///< what fills of one is taken off the others of that name; empty: none
};

/// An entry with what protects what fills of it: a stop-loss (or one that trails), a take-profit, or both.
struct CodeBracket {
  std::uint32_t entity = 0;
  bool buys = true;
  double quantity = 0;
  std::optional<double> limit = {}; ///< of the entry; nothing: at the market
  std::optional<double> stop = {}, takeProfit = {}, trail = {}, trailPercent = {};
};

/// An order that is worked as many.
struct CodeWork {
  std::uint32_t entity = 0;
  bool buys = true;
  double quantity = 0;
  std::string kind = "twap"; ///< twap vwap participation iceberg; a vwap without a curve is even
  std::optional<double> limit = {}; ///< of all parts; nothing: at the market
  double minutes = 24 * 60; ///< from now on
  int slices = 1; ///< twap, vwap
  std::vector<double> curve = {}; ///< vwap: one weight a slice
  double participation = 0; ///< 0.1: a tenth of what the market trades
  double display = 0; ///< iceberg: one slice
};

/// When positions of the strategy are closed, looked at after each finished bar, of a day where all levels are longer;
/// the first that is reached counts. Fractions of the entry price, above 0. Levels move with the reference price on
/// ex-dates.
struct CodeExitRules {
  std::optional<double> stopLoss = {}, takeProfit = {};
  std::optional<double> trailingStop = {}; ///< back from the best price since the entry
  double armedAfter = 0; ///< gain before that follows
  std::optional<int> timeStop = {}; ///< finished bars since the entry, ≥ 1
  std::optional<double> unlessGain = {}; ///< the time stop leaves a position that gained this much
};

/// What a strategy in code sees and may do, the same in a backtest, a replay and on paper. For its hooks alone. Nothing
/// that lies in the future can be had. A wrong request (an entity that is not there, a weight that is no number) stops
/// the strategy when its hook returns, and nothing of what it asked for in that hook is sent.
class CodeMarket {
public:
  virtual ~CodeMarket() = default;

  [[nodiscard]] virtual Timestamp now() const = 0;
  [[nodiscard]] virtual TradingDay day() const = 0;
  /// All entities of the run, by id.
  [[nodiscard]] virtual std::span<const std::string> universe() const = 0;
  /// Places of this strategy's entities in the universe, increasing.
  [[nodiscard]] virtual std::span<const std::uint32_t> entities() const = 0;
  /// From the next bar on.
  virtual void addEntity(std::string_view entityId) = 0;
  virtual void removeEntity(std::string_view entityId) = 0;

  /// Adjusted as the run says. @param entity place in the universe @param level counts CodeNeeds::levels
  [[nodiscard]] virtual CodeBars bars(std::uint32_t entity, std::size_t level = 0) const = 0;
  /// Newest raw close; NaN before the first.
  [[nodiscard]] virtual double lastPrice(std::uint32_t entity) const = 0;
  /// By place in the universe. @param factor counts CodeNeeds::factors
  [[nodiscard]] virtual std::span<const double> factor(std::size_t factor) const = 0;
  /// Places where the factor is defined, the highest value first.
  [[nodiscard]] virtual std::span<const std::uint32_t> ranking(std::size_t factor) const = 0;

  [[nodiscard]] virtual double equity() const = 0;
  [[nodiscard]] virtual double cash() const = 0; ///< that orders may use
  [[nodiscard]] virtual CodePosition position(std::uint32_t entity) const = 0;
  [[nodiscard]] virtual std::vector<CodeOrder> openOrders() const = 0;

  /// Part of the equity that the entity shall have; 0: none. Tried again each bar until it is so, as is what the market
  /// did not fill of it; a position that is there keeps its size unless @p resize.
  virtual void setTarget(std::uint32_t entity, double weight, bool resize = false) = 0;
  [[nodiscard]] virtual double target(std::uint32_t entity) const = 0;
  /// @return the id of an order that is sent when the hook returns. @param limit nothing: at the market
  virtual std::string submit(std::uint32_t entity, bool buys, double quantity, std::optional<double> limit = {}) = 0;
  /// Held, bracketed and worked orders follow the bars from the next one on, by the desk that a person has. @return the
  /// id, of a bracket that of its entry; empty: the request was wrong
  virtual std::string hold(const CodeHold& order) = 0;
  virtual std::string submit(const CodeBracket& bracket) = 0;
  virtual std::string work(const CodeWork& order) = 0;
  /// An order of any kind.
  virtual void cancel(std::string_view orderId) = 0;
  /// From now on, instead of those before; without any rule none.
  virtual void setExitRules(const CodeExitRules& rules) = 0;

  /// Uniform in [0, 1), seeded by the run: the same numbers each time.
  [[nodiscard]] virtual double random() = 0;
  virtual void log(std::string_view line) = 0;
  /// Why: a named value behind what this hook decides about the entity.
  virtual void note(std::uint32_t entity, std::string_view name, double value) = 0;
};

/// A strategy in code. Hooks are called one at a time, on one thread at a time; one that fails or throws ends the
/// strategy. It keeps its state in itself (saveState()) and reads no clock, file or chance but through CodeMarket, else
/// no two runs are alike. Nothing stops a hook that never returns: that is what scripts are for.
class CodeStrategy {
public:
  virtual ~CodeStrategy() = default;
  virtual Result<void> onStart(CodeMarket&) { return {}; }
  virtual Result<void> onTradingOpen(CodeMarket&) { return {}; }
  /// @param level counts CodeNeeds::levels @param finished places of the entities that have a new bar
  virtual Result<void> onBar(CodeMarket&, std::size_t /*level*/, std::span<const std::uint32_t> /*finished*/)
  {
    return {};
  }
  virtual Result<void> onTime(CodeMarket&) { return {}; } ///< once a moment, after all levels
  virtual Result<void> onProfitControl(CodeMarket&) { return {}; } ///< overrules what came before
  virtual Result<void> onTradingClose(CodeMarket&) { return {}; }
  virtual Result<void> onFill(CodeMarket&, const CodeFill&) { return {}; }
  virtual Result<void> onOrder(CodeMarket&, const CodeOrder&) { return {}; }
  virtual Result<void> onStop(CodeMarket&) { return {}; }

  /// What it remembers beside its positions and orders, in UTF-8 of at most 256 KB; empty: nothing. Called between
  /// hooks on paper, so that a restart of the program changes nothing.
  [[nodiscard]] virtual std::string saveState() const { return {}; }
  /// What saveState() gave, before onStart. Errors end the strategy.
  virtual Result<void> restoreState(std::string_view /*text*/) { return {}; }
};

/// A kind of strategy that a plug-in offers. Stateless and thread-safe: it makes as many as are asked for.
class StrategyMaker {
public:
  virtual ~StrategyMaker() = default;
  [[nodiscard]] virtual std::string_view id() const = 0; ///< "cross_code": unique among all plug-ins
  [[nodiscard]] virtual const ParamSchema& parameters() const = 0;
  /// @param values every parameter has one. Errors: why these values do not go together.
  [[nodiscard]] virtual Result<CodeNeeds> needs(const PluginOptions& values) const = 0;
  [[nodiscard]] virtual std::unique_ptr<CodeStrategy> make(const PluginOptions& values) const = 0;
};

}
