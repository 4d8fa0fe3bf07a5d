// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert.h"

#include <memory>

namespace zvt::alert {

/// All alerts of a profile, in the order in which they were made.
struct AlertBook {
  std::vector<Alert> alerts;
  std::string unknown; ///< JSON: members of a newer version, kept as they came; empty: none

  [[nodiscard]] Alert* find(std::string_view id); ///< null: there is none
  [[nodiscard]] const Alert* find(std::string_view id) const;
  /// An id that no alert has: "alert-1" …
  [[nodiscard]] std::string freshId() const;
  bool operator==(const AlertBook&) const = default;
};

/// The JSON document that a profile keeps (alerts.json). Exact both ways; members that this version does not know come
/// out as they went in.
[[nodiscard]] std::string toJson(const AlertBook& book);
/// Errors: json.*, alert.not_a_book, alert.newer_version, alert.bad_entry with "alert" (its id or number), "field" and
/// "text"; alert.double_id.
[[nodiscard]] Result<AlertBook> alertBookFromJson(std::string_view text);

/// A condition alone, for the history. Errors: alert.bad_entry with "field" and "text".
[[nodiscard]] std::string toJson(const Condition& condition);
[[nodiscard]] Result<Condition> conditionFromJson(std::string_view text);

}
