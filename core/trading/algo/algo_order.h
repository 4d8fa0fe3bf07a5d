// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/trading/order_service.h"

#include <optional>

namespace zvt::trading {

enum class AlgoKind {
  Twap, ///< equal parts over the time
  Vwap, ///< parts by a volume curve that is handed in
  Participation, ///< a part of what the market trades
  Iceberg ///< one slice at a time; the next when the one before has filled
};
/// twap vwap participation iceberg
[[nodiscard]] std::string_view toString(AlgoKind kind);
/// Errors: trading.bad_name.
[[nodiscard]] Result<AlgoKind> parseAlgoKind(std::string_view text);

/// A stretch of time in which the market trades without a break; up to but without end.
struct WorkingHours {
  Timestamp begin;
  Timestamp end;
  bool operator==(const WorkingHours&) const = default;
};

/// An order that is worked as many. A value.
struct ParentOrder {
  std::string id; ///< one-time; the intent of all its children, which are numbered by their sequence
  std::string source = "manual";
  std::string entityId;
  Side side = Side::Buy;
  Quantity quantity;
  AlgoKind kind = AlgoKind::Twap;
  OrderType childType = OrderType::Market; ///< or Limit
  Price price; ///< the children's limit; of market children what cash is reserved at
  Timestamp begin;
  Timestamp end; ///< what works then is cancelled, what is left is said
  std::vector<WorkingHours> hours; ///< between begin and end, oldest first; empty: all of that time
  std::string group; ///< a name that several share, for others to come after all of them; empty: none
  std::vector<std::string> after; ///< parents or groups of the same desk that have to be over before its first child
  int slices = 1; ///< Twap, Vwap: equal parts of the working time
  std::vector<Decimal> curve; ///< Vwap: one weight a slice, none negative, their sum above 0
  Decimal participation; ///< Participation: 0.1 = a tenth of what the market trades
  Quantity display; ///< Iceberg: one slice
  Quantity lot = Quantity::fromInt(1); ///< children are multiples of it; the last takes a rest of less than one, too
  Decimal jitter; ///< 0…1: each slice comes up to this part of its time later, so that nobody can read the clock
  std::uint64_t seed = 0; ///< of the jitter
  bool operator==(const ParentOrder&) const = default;
};

/// What a person makes different of a parent order that is not over; what is not named stays.
struct ParentChange {
  std::optional<Quantity> quantity; ///< all of it, what has filled included
  std::optional<Price> price; ///< of the children that follow; those that work are taken back for it
  std::optional<Timestamp> end;
  bool operator==(const ParentChange&) const = default;
};
[[nodiscard]] ParentOrder changedBy(ParentOrder order, const ParentChange& change);

/// Errors: algo.bad_order with arguments "id" and "what" (id, quantity, price, time, slices, curve, participation,
/// display, lot, jitter, child, hours, after).
[[nodiscard]] Result<void> checkParent(const ParentOrder& order);

/// Working time from begin up to @p at; breaks do not count.
[[nodiscard]] Duration workedUntil(const ParentOrder& order, Timestamp at);
/// All of its working time.
[[nodiscard]] Duration workingTime(const ParentOrder& order);

/// How much shall be committed from a moment on.
struct PlannedSlice {
  Timestamp at;
  Quantity target; ///< cumulative
  bool operator==(const PlannedSlice&) const = default;
};
/// The schedule of a Twap or Vwap: a pure function of the order. Each target is the exact share rounded down to the
/// lot, or the whole quantity where less than a lot would be left; the last is the whole quantity. Empty for the other
/// kinds. Errors: algo.bad_order, number.*.
[[nodiscard]] Result<std::vector<PlannedSlice>> planSlices(const ParentOrder& order);
/// The schedule of an order that was changed at a moment: what was planned until then stays, the slices that are left
/// keep their places and their shares in the time and the quantity that are left. Errors: as planSlices().
[[nodiscard]] Result<std::vector<PlannedSlice>> replanSlices(
    const std::vector<PlannedSlice>& slices, const ParentOrder& before, const ParentOrder& after, Timestamp moment);

[[nodiscard]] Json toJsonValue(const ParentOrder& order);
/// Errors: json.missing, json.type, number.bad_decimal, trading.bad_name.
[[nodiscard]] Result<ParentOrder> parentFromJson(const Json& json);
[[nodiscard]] Json toJsonValue(const ParentChange& change); ///< of what is named
[[nodiscard]] Result<ParentChange> parentChangeFromJson(const Json& json); ///< errors: as parentFromJson()

}
